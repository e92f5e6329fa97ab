"""Changes of many cards or notes: each is one step, and is taken back as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from sqlalchemy import Connection, select

from quiz.cards import Card, CardState, Phase
from quiz.changes import (
    Bury,
    Change,
    Delete,
    Done,
    Flag,
    Joined,
    Logged,
    Marked,
    Marking,
    MarkKnown,
    Merge,
    Move,
    Moved,
    Removed,
    Renamed,
    Replace,
    Reschedule,
    Reset,
    Resume,
    Rewording,
    Rewritten,
    SetField,
    Suspend,
    Tag,
    TakenBack,
    Trace,
    Unbury,
)
from quiz.errors import QuizError
from quiz.locale import _
from quiz.scheduling.replay import KNOWN_FOR_GOOD
from quiz.store import deletion, joining, log, manual, marking, rewriting, rows
from quiz.store.choosing import cards_of_notes, notes_of_cards
from quiz.store.rows import CARD, DECK, NOTE


@dataclass(frozen=True, slots=True)
class Moment:
    """Where and when something is done: the number of the device, the instant, and its study day."""

    device: int
    now: datetime
    day: date


def change(writer: Connection, wanted: Change, moment: Moment) -> Done:
    """Make a change and return what was done. Raises :class:`QuizError` where a part of it can't be."""
    match wanted:
        case Suspend() | Resume() | Bury() | Unbury() | Flag():
            return _of_cards(writer, wanted.cards, *_mark(writer, wanted))
        case Move():
            return _of_cards(writer, wanted.cards, *_move(writer, wanted))
        case Reset() | Reschedule() | MarkKnown():
            return _of_cards(writer, wanted.cards, *_log(writer, wanted, moment))
        case Tag() | Replace() | SetField():
            return _reword(writer, wanted, moment.now)
        case Delete():
            return _delete(writer, wanted, moment.now)
        case Merge():
            return _merge(writer, wanted, moment.now)
        case _:
            assert_never(wanted)


def _of_cards(writer: Connection, named: Iterable[int], touched: Sequence[int], traces: Iterable[Trace]) -> Done:
    left = len(set(named)) - len(touched)
    return Done(len(touched), len(set(notes_of_cards(writer, touched).values())), left, tuple(traces))


def _count_cards(reader: Connection, note_ids: Iterable[int]) -> int:
    return sum(map(len, cards_of_notes(reader, note_ids).values()))


# Cards


def _mark(writer: Connection, wanted: Marking) -> tuple[list[int], list[Trace]]:
    column, value = _column(wanted)
    made = marking.mark(writer, wanted.cards, column, value)
    return [card_id for ids in made.before.values() for card_id in ids], [made]


def _column(wanted: Marking) -> tuple[str, Any]:
    """Return the column that a change sets, and to what."""
    match wanted:
        case Suspend() | Resume():
            return "suspended", isinstance(wanted, Suspend)
        case Bury():
            return "buried_until", wanted.until
        case Unbury():
            return "buried_until", None
        case Flag():
            return "flag", wanted.flag


def _move(writer: Connection, wanted: Move) -> tuple[list[int], list[Trace]]:
    _check_decks(writer, [wanted.deck_id])
    before: dict[int, list[int]] = {}
    for part in rows.chunks(list(dict.fromkeys(wanted.cards))):
        elsewhere = select(CARD.c.id, CARD.c.deck_id).where(CARD.c.id.in_(part), CARD.c.deck_id != wanted.deck_id)
        for card_id, deck_id in writer.execute(elsewhere.order_by(CARD.c.id)):
            before.setdefault(deck_id, []).append(card_id)
    touched = [card_id for ids in before.values() for card_id in ids]
    manual.move(writer, touched, wanted.deck_id)
    return touched, [Moved(wanted.deck_id, before)]


def _check_decks(reader: Connection, deck_ids: Iterable[int]) -> None:
    """Raise :class:`QuizError` where a deck was deleted."""
    living = set(reader.scalars(select(DECK.c.id).where(DECK.c.deleted.is_(None))))
    if not living.issuperset(deck_ids):
        raise QuizError(_("The deck of these cards was deleted."), _("Bring it back first, or choose another deck."))


def _log(writer: Connection, wanted: Reset | Reschedule | MarkKnown, moment: Moment) -> tuple[list[int], list[Trace]]:
    cards, when = log.cards_of(writer, wanted.cards), (moment.now, moment.day)
    match wanted:
        case Reset():
            return _reset(writer, [card for card in cards if card.state != CardState()], moment)
        case MarkKnown():
            ids = [card.id for card in cards if not _is_known(card)]
            return ids, [Logged(manual.mark_known(writer, moment.device, ids, *when))]
        case Reschedule():
            due = _due_days(cards, wanted)
            return list(due), [Logged(manual.reschedule(writer, moment.device, due, *when))]


def _reset(writer: Connection, cards: Sequence[Card], moment: Moment) -> tuple[list[int], list[Trace]]:
    ids = [card.id for card in cards]
    forgotten = (card.note_id for card in cards if card.state.lapses)
    with rewriting.retagged(writer, forgotten) as tags:
        entries = manual.reset(writer, moment.device, ids, moment.now, moment.day)
    return ids, [Logged(entries), *tags]


def _is_known(card: Card) -> bool:
    return card.state.memory == KNOWN_FOR_GOOD and card.state.phase is Phase.REVIEW


def _due_days(cards: Iterable[Card], wanted: Reschedule) -> dict[int, date]:
    """Return the new study days of the answered cards that are due on another one.

    Raises :class:`QuizError` where none was ever answered.
    """
    answered = [card for card in cards if card.state.memory is not None]
    if not answered:
        raise QuizError(
            _("None of these cards was ever answered, so there is no due day to move."), _("Study them first.")
        )
    days = zip(answered, wanted.due_days(len(answered)), strict=True)
    return {card.id: due for card, due in days if card.state != manual.rescheduled(card.state, due)}


# Notes


def _reword(writer: Connection, wanted: Rewording, now: datetime) -> Done:
    made = rewriting.reword(writer, wanted, now)
    ids = [one.note_id for one in made.notes]
    return Done(_count_cards(writer, ids), len(ids), len(set(wanted.notes)) - len(ids), (made,))


def _delete(writer: Connection, wanted: Delete, now: datetime) -> Done:
    ids = list(dict.fromkeys(wanted.notes))
    cards = _count_cards(writer, ids)
    gone = deletion.delete_notes(writer, ids, now)
    return Done(cards, len(gone), len(ids) - len(gone), (Removed(gone, rows.to_the_millisecond(now)),))


def _merge(writer: Connection, wanted: Merge, now: datetime) -> Done:
    named = {wanted.keep, *wanted.others}
    cards = _count_cards(writer, named)
    notes, traces = joining.merge(writer, wanted, now)
    return Done(cards, len(notes), len(named) - len(notes), tuple(traces))


# Taking back


def take_back(writer: Connection, done: Done, now: datetime) -> TakenBack:
    """Bring everything back that a change did, and return how much that was.

    What was answered since stays, and so do marks, tags and decks that are others by now. Raises :class:`QuizError`
    where texts were changed since, where the key of a note or a deck is gone, or where a history went on elsewhere.
    """
    cards, notes, tagged = set[int](), set[int](), set[int]()
    for trace in reversed(done.traces):
        match trace:
            case Marked():
                cards.update(marking.take_back(writer, trace))
            case Moved():
                cards.update(_move_back(writer, trace))
            case Logged():
                cards.update(manual.take_back(writer, trace, now, tagged))
            case Rewritten():
                restored = rewriting.take_back(writer, trace)
                notes.update(restored.notes)
                tagged.update(restored.tagged)
            case Removed():
                notes.update(_restore(writer, trace))
            case Joined():
                joining.take_back_join(writer, trace, tagged)
            case Renamed():
                joining.take_back_names(writer, trace)
                notes.update((trace.source, trace.target))
            case _:
                assert_never(trace)
    notes.update(notes_of_cards(writer, cards).values())
    return TakenBack(len(cards) or _count_cards(writer, notes), len(notes))


def _move_back(writer: Connection, made: Moved) -> list[int]:
    _check_decks(writer, made.before)
    back: list[int] = []
    for deck_id, ids in made.before.items():
        here: list[int] = []
        for part in rows.chunks(ids):
            here += writer.scalars(select(CARD.c.id).where(CARD.c.id.in_(part), CARD.c.deck_id == made.deck_id))
        manual.move(writer, here, deck_id)
        back += here
    return back


def _restore(writer: Connection, made: Removed) -> list[int]:
    back: list[int] = []
    for part in rows.chunks(made.notes):
        back += writer.scalars(select(NOTE.c.id).where(NOTE.c.id.in_(part), NOTE.c.deleted == made.at))
    deletion.restore_notes(writer, back)
    return back
