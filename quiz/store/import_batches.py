"""Notes of a source, many at a time, into one deck: new ones, changed texts, and what the user changed, which stays.

Where all of them are new to a new deck, or all are as they were, they are looked at together, by columns.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from quiz.cards import NoteType, derived_guids, key_of
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import notes, rows
from quiz.store.batches import Batch
from quiz.store.import_job import Import
from quiz.store.insertion import json_text, json_texts
from quiz.store.matching import Known, imported_of, texts_of, unchanged
from quiz.store.merging import Change, Merge, families, with_kinds
from quiz.store.notes import Texts
from quiz.store.rows import CARD, NOTE
from quiz.study_settings import LEECH_TAG
from quiz.text import literal

_ONLY_LEECH = (LEECH_TAG,)
_NO_OTHERS: Mapping[str, Any] = {}
_NOTHING_ELSE = json_text(_NO_OTHERS)
"""What the column ``imported`` has where the texts are still those that were imported last."""


def import_batch(job: Import, drafts: Sequence[NoteDraft]) -> None:
    """Import notes of a source that follow those which were imported before."""
    batch = Batch(drafts, [job.type_of(draft) for draft in drafts])
    if not (_is_unchanged(job, batch) or _is_new(job, batch)):
        _import_each(job, batch)


def _is_unchanged(job: Import, batch: Batch) -> bool:
    """Take the notes of a batch as met where all of them are as the source has them, and in their places.

    That is most of what there is to do when a file is imported again, so it is done for all of them at once.
    """
    if job.is_empty or not batch.can_be_asked:
        return False
    count = len(batch.drafts)
    expected: list[Sequence[Any]] = [
        json_texts(batch.fields),
        [_NOTHING_ELSE] * count,
        batch.stored_tags,
        batch.categories,
        batch.type_ids,
        [None] * count,
    ]
    met = unchanged(job.writer, job.deck.id, job.position, batch.guids, expected)
    if met is None or not job.seen.isdisjoint(met):
        return False
    _take_notes(job, batch)
    job.seen.update(met)
    job.position += count
    job.report.unchanged += count
    return True


def _is_new(job: Import, batch: Batch) -> bool:
    """Add the notes of a batch where all of them are new to a new deck, and nothing is the matter with one."""
    if not job.is_empty or not batch.can_be_asked:
        return False
    derived = batch.guids if all(batch.guids) else derived_guids(job.deck.name, batch.keys)
    guids = [guid or other for guid, other in zip(batch.guids, derived, strict=True)]
    added = set(guids)
    if len(added) < len(guids) or not job.ids.guids.isdisjoint(added) or _are_known(job, guids):
        return False
    _take_notes(job, batch)
    positions = range(job.position, job.position + len(guids))
    job.position += len(guids)
    _add(job, batch, guids, positions)
    return True


def _are_known(job: Import, guids: Sequence[str]) -> bool:
    """Tell whether a note that was there before the import has one of these guids."""
    if job.ids.before is not None:
        return not job.ids.before.isdisjoint(guids)
    return any(notes.by_guids(job.writer, part) for part in rows.chunks(guids, rows.AT_ONCE))


def _import_each(job: Import, batch: Batch) -> None:
    known = Known(job.behind, job.deck, job.seen, job.ids.before)
    known.look_up(list(zip(batch.drafts, batch.keys, strict=True)), in_deck=not job.is_empty)
    new: list[tuple[NoteDraft, NoteType, str, int]] = []
    moved: dict[int, int] = {}
    for draft, kind, key in zip(batch.drafts, batch.kinds, batch.keys, strict=True):
        row = None if job.is_empty else known.find(draft, key, kind)
        try:
            if row is None:
                new.append((draft, kind, *_place(job, draft, kind, key, known)))
                continue
            if _is_same(job, draft, kind, row):
                _leave(job, draft, kind, row)
            else:
                _update_note(job, draft, kind, row, known)
            if row.deleted is None:
                if row.position != job.position:
                    moved[row.id] = job.position
                job.position += 1
        except QuizError as error:
            job.report.unread.append(Unread(draft.line, error.message))
    if new:
        drafts, kinds, guids, positions = zip(*new, strict=True)
        _add(job, Batch(drafts, kinds), guids, positions)
    if moved:
        _move(job, moved)


def _move(job: Import, places: Mapping[int, int]) -> None:
    """Give notes, and their cards, other places, by the ids of the notes."""
    writer = job.writer
    one = update(NOTE).where(NOTE.c.id == bindparam("note")).values(position=bindparam("place"))
    writer.execute(one, [{"note": note_id, "place": place} for note_id, place in places.items()])
    of_note = select(NOTE.c.position).where(NOTE.c.id == CARD.c.note_id).scalar_subquery()
    for named in rows.among(CARD.c.note_id, places):
        writer.execute(update(CARD).where(named).values(position=of_note))


def _add(job: Import, batch: Batch, guids: Sequence[str], positions: Sequence[int]) -> None:
    """Add notes with these guids at these places."""
    new = notes.NewNotes(batch, job.ids.next_id, guids, job.deck.id, positions, job.now, _NO_OTHERS)
    job.behind.do(notes.insertion_of_all(job.behind.dialect, new, job.off))
    job.ids.next_id += len(guids)
    job.ids.guids.update(guids)
    job.seen.update(new.ids)
    job.report.added += len(guids)
    job.report.cards += sum(len(kind.directions) for kind in batch.kinds)


def _take_notes(job: Import, batch: Batch) -> None:
    """Remember which fields and categories the notes of a batch have."""
    job.codes.update(dict.fromkeys(filter(None, batch.categories)))
    for draft, kind in batch.examples:
        _take_note(job, draft, kind)


def _take_note(job: Import, draft: NoteDraft, kind: NoteType) -> None:
    """Remember which fields and which category a note of the source has; most have the fields of one before."""
    if draft.category:
        job.codes[draft.category] = None
    tagged = bool(draft.tags) and draft.tags != _ONLY_LEECH
    shape = (kind.id, bool(draft.category), tagged, *draft.fields)
    if shape not in job.shapes:
        job.shapes.add(shape)
        job.families |= families(Texts.of(draft))
        known = job.report.unknown_fields
        known += [name for name in kind.unknown(draft.fields) if name not in known]


def _place(job: Import, draft: NoteDraft, kind: NoteType, key: str, known: Known) -> tuple[str, int]:
    """Return the guid and the place of a new note. Raises :class:`QuizError` where it can't be one."""
    kind.check(draft.fields)
    _check_free(known, key, None)
    if draft.guid in job.ids.guids:
        raise _twice(draft)
    _take_note(job, draft, kind)
    guid = draft.guid or known.derived(key)
    if guid in job.ids.guids or known.with_guid(guid) is not None:
        guid = notes.random_guid()
    job.ids.guids.add(guid)
    job.position += 1
    return guid, job.position - 1


def _twice(draft: NoteDraft) -> QuizError:
    return QuizError(_("The id “{guid}” belongs to another note of the source.").format(guid=literal(draft.guid)))


def _is_same(job: Import, draft: NoteDraft, kind: NoteType, row: Any) -> bool:
    """Tell whether a note is as the source has it, and was so when it was last imported."""
    return (
        row.fields_text == json_text(draft.fields)
        and row.imported_text == _NOTHING_ELSE
        and row.category == draft.category
        and row.type_id == kind.id
        and row.deleted is None
        and row.id not in job.seen
        and row.tags == rows.stored_tags(draft.tags)
    )


def _leave(job: Import, draft: NoteDraft, kind: NoteType, row: Any) -> None:
    """Take a note as met that stays as it is."""
    kind.check(draft.fields)
    _take_note(job, draft, kind)
    job.seen.add(row.id)
    job.report.unchanged += 1


def _update_note(job: Import, draft: NoteDraft, kind: NoteType, row: Any, known: Known) -> None:
    if row.id in job.seen:
        raise _twice(draft)
    current, source, packed = texts_of(row), Texts.of(draft), imported_of(row)
    last = notes.unpack_imported(current, packed) if packed is not None else None
    in_source = families(source)
    lacking = families(last) - in_source if last else set()
    imported = with_kinds(source, last, lacking) if last else source
    kind.check(imported.fields)
    _take_note(job, draft, kind)
    merged = Merge(row.key, current, last, with_kinds(source, current, lacking))
    key = key_of(merged.texts.fields.get(kind.key_field, ""))
    _check_free(known, key, row.id)
    job.seen.add(row.id)
    if row.deleted is not None:
        job.deleted += 1
        job.report.kept_local.append(Change(row.key, kind.key_field, "", row.key))
        return
    known.renamed(row, key)
    job.report.unchanged += 1
    job.report.kept_local += merged.kept
    if lacking:
        job.lacking[row.id] = row.key, lacking
        job.spared |= lacking & families(merged.texts)
    write_texts(job, row, kind, merged, imported)


def write_texts(job: Import, row: Any, kind: NoteType, merged: Merge, last: Texts) -> None:
    """Give a note its texts and its type, where they are others than before, and tell what changed."""
    job.report.changes += merged.changes
    changed = bool(merged.changes) or kind.id != row.type_id
    job.other_types |= kind.id != row.type_id
    if changed and row.id not in job.changed:
        job.changed.add(row.id)
        job.report.changed += 1
        job.report.unchanged -= 1
    imported = notes.pack_imported(merged.texts, last)
    if changed or imported != imported_of(row):
        values = {"type_id": kind.id, "imported": imported, **notes.columns(merged.texts, kind)}
        if changed:
            values["changed"] = job.now
        job.writer.execute(update(NOTE).where(NOTE.c.id == row.id).values(**values))


def _check_free(known: Known, key: str, note_id: int | None) -> None:
    """Raise :class:`QuizError` where another note of the deck than this one has the key."""
    holder = known.holder(key)
    if holder is not None and holder.id != note_id:
        raise QuizError(_("The key “{key}” belongs to another note of the deck.").format(key=literal(key)))
