"""Importing a deck into the database: new notes, changed texts, and what the user changed since, which stays.

How texts are merged is in :mod:`quiz.store.merging`. Which kinds of fields a source knows is only clear at its end, so
texts that one of its notes lacks are taken away then, or kept and named where none of its notes has the like.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from quiz.cards import Deck
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.garbage import uncollected
from quiz.store import decks, heads, notes, other_fields, resting, rows, source_parts
from quiz.store.behind import WriterBehind
from quiz.store.import_batches import import_batch, write_texts
from quiz.store.import_job import Ids, Import
from quiz.store.import_report import ImportReport
from quiz.store.matching import few_guids, imported_of, rows_of, texts_of
from quiz.store.merging import Merge, changes_of_head, family, kind_text, without_kinds
from quiz.store.rows import NOTE
from quiz.store.source_parts import Item

_BATCH = 2000

Target = Callable[[str], Deck | None]
"""Finds the deck into which notes of a deck of this name are imported, or nothing where that is to be made."""


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
    ids, unread = Ids(notes.next_id(writer), few_guids(writer)), list[Unread]()
    jobs: dict[str, Import] = {}
    for name, part in source_parts.parts(items, _BATCH, draft.name, unread):
        if name not in jobs:
            jobs[name] = _begun(behind, source_parts.head(draft, name), target(name or draft.name), now, ids)
            _check_fields(jobs[name], part.drafts)
        jobs[name].categories += part.headings
        if part.drafts:
            import_batch(jobs[name], part.drafts)
    if not jobs:
        jobs[""] = _begun(behind, draft, target(draft.name), now, ids)
    reports = [_finished(job) for job in jobs.values()]
    reports[0].others = reports[1:]
    reports[0].unread = sorted([*unread, *reports[0].unread], key=lambda each: each.line)
    return reports[0]


def _begun(behind: WriterBehind, draft: DeckDraft, target: Deck | None, now: datetime, ids: Ids) -> Import:
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
    job = Import(behind, draft, target, deck, types, main, report, now, ids, off, is_empty, others)
    if draft.declares_types:
        job.families.update(family(name) for kind in draft.types for name in kind.fields)
    return job


def _check_fields(job: Import, drafts: Iterable[NoteDraft]) -> None:
    """Raise :class:`QuizError` where no note of the source could have a key in its deck."""
    if not job.draft.declares_types:
        named = replace(job.draft, name=job.deck.name)
        other_fields.check(named, job.types, job.types[job.main_type], drafts)


def _finished(job: Import) -> ImportReport:
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


def _take_away(job: Import) -> None:
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
            write_texts(job, row, kind, Merge(key, current, last, source), source)
    job.report.absent_fields += sorted(set(map(kind_text, job.spared - job.families)))


def _refit_cards(job: Import) -> None:
    """Let every note of the deck have a card for each direction of its type; cards of other directions rest."""
    for kind in job.types.values():
        job.report.cards += notes.add_missing_cards(job.writer, job.deck.id, kind, job.off)
    resting.fit_notes_of(job.writer, job.deck.id)


def _list_missing(job: Import) -> None:
    """Name the notes that were imported once and are no longer in the source; they stay as they are."""
    imported = (NOTE.c.deck_id == job.deck.id, NOTE.c.deleted.is_(None), NOTE.c.imported.is_not(None))
    if job.is_empty or job.writer.scalar(select(func.count()).where(*imported)) == len(job.seen) - job.deleted:
        return
    gone = sorted(set(job.writer.scalars(select(NOTE.c.id).where(*imported))) - job.seen)
    in_order = select(NOTE.c.key).order_by(NOTE.c.position, NOTE.c.id)
    for named in rows.among(NOTE.c.id, gone):
        job.report.missing += job.writer.scalars(in_order.where(named))
