"""Taking a collection in: its decks, then its notes with their cards and logs, batch by batch.

What is there already is not there twice, so a collection can be taken in again, and those of several machines in any
order: decks are the same by their names, notes by their guids, cards by note and direction, entries by their ids.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from quiz.collection import Collection, NoteRecord
from quiz.deck_drafts import Unread
from quiz.store import decks, notes, resting
from quiz.store.collections import histories, homes
from quiz.store.collections.intake import Intake
from quiz.store.collections.meeting import meet
from quiz.store.import_report import ImportReport
from quiz.store.rows import NOTE_TYPE

_BATCH = 200
_ENTRIES = 5000
"""So many entries of the log a batch has at most, unless one note has more."""


def merge(writer: Connection, collection: Collection, now: datetime) -> tuple[ImportReport, ...]:
    """Take a collection in and return a report on each of its decks.

    Raises :class:`QuizError` where the source is spoilt as a whole, where a note type here has another key, and where
    a note here has no text for a direction that its note type gets.
    """
    settled = homes.settle(writer, collection.decks, now)
    all_decks = {deck.id: deck for deck in decks.all_decks(writer, deleted=True)}
    intake = Intake(
        writer=writer,
        reports=settled.reports,
        places=settled.places,
        kinds=settled.kinds,
        widened=tuple(settled.widened),
        next_note=notes.next_id(writer),
        decks=all_decks,
    )
    reports = tuple(settled.reports.values())
    first = reports[0] if reports else ImportReport("")
    _take_in(intake, _readable(collection.notes(), first), last=False)
    if intake.put_off:
        again = (record for record in _readable(collection.notes(), None) if _is_put_off(intake, record))
        _take_in(intake, again, last=True)
    _fill_up(intake)
    histories.name_the_rest(intake)
    intake.counts.write(writer)
    return reports or ((first,) if first.unread else ())


def _readable(found: Iterable[NoteRecord | Unread], report: ImportReport | None) -> Iterator[NoteRecord]:
    """Yield the notes, and put what could not be read into a report."""
    for one in found:
        if isinstance(one, NoteRecord):
            yield one
        elif report is not None:
            report.unread.append(one)


def _is_put_off(intake: Intake, record: NoteRecord) -> bool:
    """Tell whether a note was put off, the first time that it comes."""
    if record.note.guid not in intake.put_off:
        return False
    intake.put_off.discard(record.note.guid)
    return True


def _take_in(intake: Intake, records: Iterator[NoteRecord], *, last: bool) -> None:
    for batch in _batches(records):
        histories.add(intake, meet(intake, batch, last=last))


def _batches(records: Iterator[NoteRecord]) -> Iterator[list[NoteRecord]]:
    batch: list[NoteRecord] = []
    entries = 0
    for record in records:
        batch.append(record)
        entries += sum(len(card.log) for card in record.cards or ())
        if len(batch) == _BATCH or entries >= _ENTRIES:
            yield batch
            batch, entries = [], 0
    if batch:
        yield batch


def _fill_up(intake: Intake) -> None:
    """Let the notes here have a card for each direction that their note types got."""
    for kind in intake.widened:
        deck_id = int(intake.writer.execute(select(NOTE_TYPE.c.deck_id).where(NOTE_TYPE.c.id == kind.id)).scalar_one())
        notes.add_missing_cards(intake.writer, deck_id, kind, intake.decks[deck_id].settings.directions_off)
        resting.fit_notes_of(intake.writer, deck_id)
