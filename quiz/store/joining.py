"""Merging notes: the history of several becomes that of one.

This is all that ever changes what an entry of the log is about: it goes to the card of the kept note, and an answer
that was that of a merged note becomes that of the kept one. Otherwise what was learnt of a note would be lost with it.
The ids of entries stay, and with them their order.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from quiz.cards import Note, NoteType
from quiz.changes import Joined, Merge, Removed, Renamed, Trace
from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.rewording import merged
from quiz.store import decks, deletion, rewriting, rows
from quiz.store.aggregates import Recount
from quiz.store.following import followed
from quiz.store.rows import CARD, NOTE, REVIEW


def merge(writer: Connection, change: Merge, now: datetime) -> tuple[list[int], list[Trace]]:
    """Merge notes, delete all but the kept one, and return the ids of all with how it is taken back.

    Cards of directions that the kept note lacks rest with their history. Raises :class:`QuizError` where the kept note
    or all others are deleted.
    """
    ids = list(dict.fromkeys(change.others))
    kept = _living(writer, [change.keep])
    others = _living(writer, [note_id for note_id in ids if note_id != change.keep])
    if not kept or not others:
        raise QuizError(
            _("There is nothing to merge: a note was deleted, or only one was chosen."), _("Choose the notes again.")
        )
    texts = rewriting.write(writer, [change.keep], lambda note, kind: merged(note, kind, others), now)
    gone = [note.id for note, _kind in others]
    pairs = _pairs(writer, change.keep, gone)
    with rewriting.retagged(writer, [change.keep, *gone]) as tags:
        moved = [_join(writer, source, target) for source, target in pairs]
    renamed = [_rename(writer, note_id, change.keep) for note_id in gone]
    deletion.delete_notes(writer, gone, now)
    removed = Removed(gone, rows.to_the_millisecond(now))
    return [change.keep, *gone], [texts, *moved, *tags, *renamed, removed]


def _living(reader: Connection, note_ids: Sequence[int]) -> list[tuple[Note, NoteType]]:
    """Return the notes that are not deleted, with their types, in the order in which they are named."""
    statement = select(NOTE).where(NOTE.c.id.in_(note_ids), NOTE.c.deleted.is_(None))
    found = {row.id: rows.note(row) for row in reader.execute(statement)}
    return [(found[number], decks.note_type(reader, found[number].type_id)) for number in note_ids if number in found]


def _pairs(reader: Connection, keep: int, others: Sequence[int]) -> list[tuple[int, int]]:
    """Return which card's history goes to which card of the kept note: that of the same direction."""
    statement = select(CARD.c.id, CARD.c.direction).order_by(CARD.c.id)
    targets = {row.direction: row.id for row in reader.execute(statement.where(CARD.c.note_id == keep))}
    found = [row for note_id in others for row in reader.execute(statement.where(CARD.c.note_id == note_id))]
    return [(row.id, targets[row.direction]) for row in found if row.direction in targets]


def _join(writer: Connection, source: int, target: int) -> Joined:
    entries = list(writer.scalars(select(REVIEW.c.id).where(REVIEW.c.card_id == source).order_by(REVIEW.c.id)))
    _carry(writer, entries, source, target)
    return Joined(source, target, entries)


def _carry(writer: Connection, entries: Sequence[int], source: int, target: int, tagged: Collection[int] = ()) -> int:
    """Let entries of one card be those of another one, and return how many they were."""
    counts, carried = Recount(), 0
    with followed(writer, [source, target], counts, tagged=tagged):
        for part in rows.chunks(entries):
            mine = update(REVIEW).where(REVIEW.c.id.in_(part), REVIEW.c.card_id == source)
            carried += writer.execute(mine.values(card_id=target)).rowcount
    counts.write(writer)
    return carried


def _rename(writer: Connection, source: int, target: int) -> Renamed:
    entries = list(writer.scalars(select(REVIEW.c.id).where(REVIEW.c.confused_with == source).order_by(REVIEW.c.id)))
    _name(writer, entries, source, target)
    return Renamed(source, target, entries)


def _name(writer: Connection, entries: Sequence[int], source: int, target: int) -> None:
    for part in rows.chunks(entries):
        mine = update(REVIEW).where(REVIEW.c.id.in_(part), REVIEW.c.confused_with == source)
        writer.execute(mine.values(confused_with=target))


def take_back_join(writer: Connection, made: Joined, tagged: Collection[int]) -> None:
    """Give a card its entries back. The tags of the notes ``tagged`` are right already.

    Raises :class:`QuizError` where some went on to another card since.
    """
    carried = _carry(writer, made.entries, made.target, made.source, tagged)
    missing = len(made.entries) - carried
    if missing:
        raise QuizError(
            ngettext(
                "{count} answer went on to another card since, so nothing was taken back.",
                "{count} answers went on to another card since, so nothing was taken back.",
                missing,
            ).format(count=missing),
            _("Take back the later change first."),
        )


def take_back_names(writer: Connection, made: Renamed) -> None:
    """Let entries again name the note whose answer was given."""
    _name(writer, made.entries, made.target, made.source)
