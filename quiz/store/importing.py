"""Importing a deck into the database: new notes, changed texts, and what the user changed since, which stays.

How texts are merged is in :mod:`quiz.store.merging`. Which kinds of fields a source knows is only clear at its end, so
texts that one of its notes lacks are taken away then, or kept and named where none of its notes has the like.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select, update

from quiz.cards import Category, Deck, NoteType, key_of
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.errors import QuizError
from quiz.garbage import uncollected
from quiz.locale import _
from quiz.store import decks, heads, notes, other_fields, resting, rows, source_parts
from quiz.store.behind import WriterBehind
from quiz.store.import_report import ImportReport
from quiz.store.insertion import json_text
from quiz.store.matching import Known, few_guids, imported_of, rows_of, texts_of, unchanged
from quiz.store.merging import Change, Merge, changes_of_head, families, family, kind_text, with_kinds, without_kinds
from quiz.store.notes import Texts
from quiz.store.rows import CARD, NOTE
from quiz.store.source_parts import Item
from quiz.study_settings import LEECH_TAG
from quiz.text import literal

_BATCH = 2000
_ONLY_LEECH = (LEECH_TAG,)
_NO_OTHERS: Mapping[str, Any] = {}
_NOTHING_ELSE = json_text(_NO_OTHERS)
"""What the column ``imported`` has where the texts are still those that were imported last."""

Target = Callable[[str], Deck | None]
"""Finds the deck into which notes of a deck of this name are imported, or nothing where that is to be made."""


@dataclass(slots=True)
class _Import:
    """The import into one deck that is going on.

    ``is_empty`` tells that the deck had no note before, not even a deleted one; ``other_types`` that notes of it may be
    asked otherwise now. ``seen`` are the ids of the notes that were met, ``deleted`` tells how many of these are
    deleted. ``codes`` are the categories that notes have, ``shapes`` the combinations of fields that were looked at
    already. ``families`` are the kinds of fields that the source has so far; ``lacking`` those that notes have from an
    earlier import and lack in the source, by their ids and with the keys that they had; ``spared`` those of them that
    are still there.
    """

    behind: WriterBehind
    draft: DeckDraft
    before: Deck | None
    deck: Deck
    types: Mapping[str, NoteType]
    main_type: str
    report: ImportReport
    now: datetime
    ids: "_Ids"
    off: tuple[str, ...]
    is_empty: bool
    other_types: bool
    position: int = 0
    seen: set[int] = field(default_factory=set)
    deleted: int = 0
    categories: list[Category] = field(default_factory=list)
    codes: dict[str, None] = field(default_factory=dict)
    shapes: set[tuple[Any, ...]] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    lacking: dict[int, tuple[str, set[str]]] = field(default_factory=dict)
    spared: set[str] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)

    @property
    def writer(self) -> Connection:
        """The connection, when what was to be written before is written."""
        return self.behind.connection


@dataclass(slots=True)
class _Ids:
    """The ids and guids that an import gives out, to notes of whatever deck.

    ``before`` are all guids that there were, where these are few.
    """

    next_id: int
    before: frozenset[str] | None
    guids: set[str] = field(default_factory=set)


def import_source(
    writer: Connection, draft: DeckDraft, items: Iterable[Item], target: Target, now: datetime
) -> ImportReport:
    """Import notes into their decks and return what was done; the report on the source's own deck has the others.

    ``items`` may be lazy; they are read and written in batches.
    """
    with uncollected(), WriterBehind(writer) as behind:
        return _imported(behind, draft, items, target, now)


def _imported(
    behind: WriterBehind, draft: DeckDraft, items: Iterable[Item], target: Target, now: datetime
) -> ImportReport:
    writer = behind.connection
    ids, unread = _Ids(notes.next_id(writer), few_guids(writer)), list[Unread]()
    jobs: dict[str, _Import] = {}
    remaining = source_parts.without_unread(items, unread)
    while batch := list(islice(remaining, _BATCH)):
        for name, part in source_parts.by_deck(batch, draft.name).items():
            if name not in jobs:
                jobs[name] = _begun(behind, source_parts.head(draft, name), target(name or draft.name), now, ids)
                _check_fields(jobs[name], part)
            _import_batch(jobs[name], part)
    if not jobs:
        jobs[""] = _begun(behind, draft, target(draft.name), now, ids)
    reports = [_finished(job) for job in jobs.values()]
    reports[0].others = reports[1:]
    reports[0].unread = sorted([*unread, *reports[0].unread], key=lambda each: each.line)
    return reports[0]


def _begun(behind: WriterBehind, draft: DeckDraft, target: Deck | None, now: datetime, ids: _Ids) -> _Import:
    """Begin an import into ``target``, or into a new deck of the draft's name."""
    writer = behind.connection
    deck = target or decks.deck(writer, decks.add(writer, draft.name, now))
    types = before = {kind.name: kind for kind in decks.types_of(writer, deck.id)}
    main = next(iter(types), "")
    if draft.declares_types or not types:
        types = decks.save_types(writer, deck.id, draft.types)
        main = draft.types[0].name
    off, report = _keep_off(writer, deck), ImportReport(deck.name, is_new=target is None)
    is_empty = not notes.are_in(writer, deck.id)
    others = not is_empty and (types != before or off != deck.settings.directions_off)
    job = _Import(behind, draft, target, deck, types, main, report, now, ids, off, is_empty, others)
    if draft.declares_types:
        job.families.update(family(name) for kind in draft.types for name in kind.fields)
    return job


def _check_fields(job: _Import, part: Iterable[NoteDraft | Category]) -> None:
    """Raise :class:`QuizError` where no note of the source could have a key in its deck."""
    if not job.draft.declares_types:
        named = replace(job.draft, name=job.deck.name)
        drafts = (item for item in part if isinstance(item, NoteDraft))
        other_fields.check(named, job.types, job.types[job.main_type], drafts)


def _finished(job: _Import) -> ImportReport:
    """Do what can be done only when all of a source was seen, and return what was done with the deck."""
    _take_away(job)
    heads.save(job.writer, job.deck, job.draft, job.categories, job.codes)
    if job.before is not None:
        job.report.changes[:0] = changes_of_head(job.before, decks.deck(job.writer, job.deck.id))
    if job.other_types:
        resting_before = resting.count(job.writer, job.deck.id)
        _refit_cards(job)
        job.report.rested = max(0, resting.count(job.writer, job.deck.id) - resting_before)
    _list_missing(job)
    return job.report


def _keep_off(writer: Connection, deck: Deck) -> tuple[str, ...]:
    """Return the directions that are off; where the note types of the source don't allow it, they are on again."""
    before = deck.settings.directions_off
    off = resting.still_off(resting.types_in(writer, deck.id), before) if before else ()
    if off != before:
        decks.set_settings(writer, deck.id, replace(deck.settings, directions_off=off))
    return off


def _import_batch(job: _Import, batch: list[NoteDraft | Category]) -> None:
    typed: list[tuple[NoteDraft, NoteType]] = []
    for item in batch:
        if isinstance(item, NoteDraft):
            typed.append((item, _type_of(job, item)))
        else:
            job.categories.append(item)
    if _is_unchanged(job, typed):
        return
    drafts = [(draft, kind, key_of(draft.fields.get(kind.key_field, ""))) for draft, kind in typed]
    known = Known(job.behind, job.deck, job.seen, job.ids.before)
    known.look_up(((draft, key) for draft, _kind, key in drafts), in_deck=not job.is_empty)
    new = []
    for draft, kind, key in drafts:
        row = None if job.is_empty else known.find(draft, key, kind)
        try:
            if row is None:
                new.append(_new_note(job, draft, kind, key, known))
            elif _is_same(job, draft, kind, row):
                _leave(job, draft, kind, row)
            else:
                _update_note(job, draft, kind, row, known)
        except QuizError as error:
            job.report.unread.append(Unread(draft.line, error.message))
    kinds = {kind.id: kind for kind in job.types.values()}
    job.behind.do(notes.insertion_of_all(job.behind.dialect, new, kinds, job.off))
    job.report.cards += sum(len(kinds[note[1]].directions) for note in new)


def _is_unchanged(job: _Import, drafts: Sequence[tuple[NoteDraft, NoteType]]) -> bool:
    """Take the notes of a batch as met where all of them are as the source has them, and in their places.

    That is most of what there is to do when a file is imported again, so it is done for all of them at once.
    """
    if job.is_empty or any(kind.missing_side(draft.fields) for draft, kind in drafts):
        return False
    expected: list[Sequence[Any]] = [
        [json_text(draft.fields) for draft, _kind in drafts],
        [_NOTHING_ELSE] * len(drafts),
        [rows.stored_tags(draft.tags) if draft.tags else "" for draft, _kind in drafts],
        [draft.category for draft, _kind in drafts],
        [kind.id for _draft, kind in drafts],
        [None] * len(drafts),
    ]
    met = unchanged(job.writer, job.deck.id, job.position, [draft.guid for draft, _kind in drafts], expected)
    if met is None or not job.seen.isdisjoint(met):
        return False
    for draft, kind in drafts:
        _take_note(job, draft, kind)
    job.seen.update(met)
    job.position += len(met)
    job.report.unchanged += len(met)
    return True


def _take_note(job: _Import, draft: NoteDraft, kind: NoteType) -> None:
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


def _type_of(job: _Import, draft: NoteDraft) -> NoteType:
    return job.types.get(draft.type_name) or job.types[job.main_type]


def _new_note(job: _Import, draft: NoteDraft, kind: NoteType, key: str, known: Known) -> notes.NewNote:
    kind.check(draft.fields)
    _check_free(known, key, None)
    if draft.guid in job.ids.guids:
        raise _twice(draft)
    _take_note(job, draft, kind)
    guid = draft.guid or known.derived(key)
    if guid in job.ids.guids or known.with_guid(guid) is not None:
        guid = notes.random_guid()
    place = job.ids.next_id, kind.id, guid, job.deck.id, job.position
    job.ids.guids.add(guid)
    job.seen.add(job.ids.next_id)
    job.ids.next_id += 1
    job.position += 1
    job.report.added += 1
    return notes.new_note(place, job.now, _NO_OTHERS, draft, key)


def _twice(draft: NoteDraft) -> QuizError:
    return QuizError(_("The id “{guid}” belongs to another note of the source.").format(guid=literal(draft.guid)))


def _is_same(job: _Import, draft: NoteDraft, kind: NoteType, row: Any) -> bool:
    """Tell whether a note is as the source has it, was so when it was last imported, and stays in its place."""
    return (
        row.fields_text == json_text(draft.fields)
        and row.imported_text == _NOTHING_ELSE
        and row.position == job.position
        and row.category == draft.category
        and row.type_id == kind.id
        and row.deleted is None
        and row.id not in job.seen
        and row.tags == rows.stored_tags(draft.tags)
    )


def _leave(job: _Import, draft: NoteDraft, kind: NoteType, row: Any) -> None:
    """Take a note as met that stays as it is."""
    kind.check(draft.fields)
    _take_note(job, draft, kind)
    job.seen.add(row.id)
    job.position += 1
    job.report.unchanged += 1


def _update_note(job: _Import, draft: NoteDraft, kind: NoteType, row: Any, known: Known) -> None:
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
    _write(job, row, kind, merged, imported, job.position)
    if row.position != job.position:
        job.writer.execute(update(CARD).where(CARD.c.note_id == row.id).values(position=job.position))
    job.position += 1


def _write(job: _Import, row: Any, kind: NoteType, merged: Merge, last: Texts, position: int) -> None:
    """Give a note its texts, its type and its place, where they are others than before, and tell what changed."""
    job.report.changes += merged.changes
    changed = bool(merged.changes) or kind.id != row.type_id
    job.other_types |= kind.id != row.type_id
    if changed and row.id not in job.changed:
        job.changed.add(row.id)
        job.report.changed += 1
        job.report.unchanged -= 1
    imported = notes.pack_imported(merged.texts, last)
    if changed or imported != imported_of(row) or position != row.position:
        values = {"type_id": kind.id, "imported": imported, "position": position, **notes.columns(merged.texts, kind)}
        if changed:
            values["changed"] = job.now
        job.writer.execute(update(NOTE).where(NOTE.c.id == row.id).values(**values))


def _take_away(job: _Import) -> None:
    """Take away what notes have from an earlier import and lack in the source, if other notes there have the like.

    What a card needs stays.
    """
    kinds = {kind.id: kind for kind in job.types.values()}
    for numbers in rows.chunks([number for number, (_key, lacking) in job.lacking.items() if lacking & job.families]):
        for row in rows_of(job.writer, numbers):
            key, lacking = job.lacking[row.id]
            kind, current = kinds[row.type_id], texts_of(row)
            last = notes.unpack_imported(current, imported_of(row))
            gone = lacking & job.families
            while needed := gone & set(map(family, kind.missing_side(without_kinds(current, gone).fields))):
                gone -= needed
            source = without_kinds(last, gone)
            _write(job, row, kind, Merge(key, current, last, source), source, row.position)
    job.report.absent_fields += sorted(set(map(kind_text, job.spared - job.families)))


def _check_free(known: Known, key: str, note_id: int | None) -> None:
    """Raise :class:`QuizError` where another note of the deck than this one has the key."""
    holder = known.holder(key)
    if holder is not None and holder.id != note_id:
        raise QuizError(_("The key “{key}” belongs to another note of the deck.").format(key=literal(key)))


def _refit_cards(job: _Import) -> None:
    """Let every note of the deck have a card for each direction of its type; cards of other directions rest."""
    for kind in job.types.values():
        job.report.cards += notes.add_missing_cards(job.writer, job.deck.id, kind, job.off)
    resting.fit_notes_of(job.writer, job.deck.id)


def _list_missing(job: _Import) -> None:
    """Name the notes that were imported once and are no longer in the source; they stay as they are."""
    imported = (NOTE.c.deck_id == job.deck.id, NOTE.c.deleted.is_(None), NOTE.c.imported.is_not(None))
    if job.is_empty or job.writer.scalar(select(func.count()).where(*imported)) == len(job.seen) - job.deleted:
        return
    gone = sorted(set(job.writer.scalars(select(NOTE.c.id).where(*imported))) - job.seen)
    in_order = select(NOTE.c.key).order_by(NOTE.c.position, NOTE.c.id)
    for named in rows.among(NOTE.c.id, gone):
        job.report.missing += job.writer.scalars(in_order.where(named))
