"""What a person does to the schedule of cards beside answering: each leaves an entry in their logs.

New entries come at the end of the logs, so that nothing that was counted before changes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from quiz.cards import Card, CardState, Kind, Phase
from quiz.changes import Logged
from quiz.errors import QuizError
from quiz.locale import _
from quiz.scheduling.forgetting import decay_of
from quiz.scheduling.replay import known_for_good
from quiz.store import leeches, log, resting, rows
from quiz.store.aggregates import Recount
from quiz.store.following import followed
from quiz.store.rows import CARD, DECK, REVIEW


def reset(writer: Connection, device: int, card_ids: Iterable[int], now: datetime, day: date) -> list[int]:
    """Make cards new again, and leeches no longer ones; return the ids of the entries.

    Their log and the counts of past days stay.
    """
    cards = log.cards_of(writer, card_ids)
    entries = _enter(writer, device, cards, Kind.RESET, {card.id: CardState() for card in cards}, now, day)
    for card in cards:
        leeches.lapses_changed(writer, card, CardState().lapses)
    return entries


def mark_known(writer: Connection, device: int, card_ids: Iterable[int], now: datetime, day: date) -> list[int]:
    """Let cards be known for good, whatever was known of them; return the ids of the entries."""
    cards, at = log.cards_of(writer, card_ids), rows.to_the_millisecond(now)
    states = {card.id: known_for_good(card.state, at, day) for card in cards}
    return _enter(writer, device, cards, Kind.KNOWN, states, now, day)


def reschedule(writer: Connection, device: int, due_days: Mapping[int, date], now: datetime, day: date) -> list[int]:
    """Let cards, by their ids, be due on other study days; what is known of their memory stays.

    Returns the ids of the entries. Raises :class:`QuizError` for a card that was never answered, since it has no
    schedule yet.
    """
    cards = log.cards_of(writer, due_days)
    for card in cards:
        if card.state.memory is None:
            raise QuizError(
                _("Card {number} was never answered, so it has no due day to move.").format(number=card.id),
                _("Study it first."),
            )
    states = {card.id: rescheduled(card.state, due_days[card.id]) for card in cards}
    return _enter(writer, device, cards, Kind.RESCHEDULE, states, now, day)


def rescheduled(state: CardState, due: date) -> CardState:
    """Return the state of a card that is due on another study day."""
    return replace(state, phase=Phase.REVIEW, step=None, due_day=due, due_at=None)


def _enter(
    writer: Connection,
    device: int,
    cards: Sequence[Card],
    kind: Kind,
    states: Mapping[int, CardState],
    now: datetime,
    day: date,
) -> list[int]:
    """Add an entry to the log of each card, let it have the state that it leaves, and return the ids of the entries."""
    first, decays, values = log.next_id(writer, device, now), _decays(writer), []
    for number, card in enumerate(cards):
        what = log.Happening(now, day, kind, states[card.id])
        entry = log.entry_of(first + number * log.ID_STEP, card, what, decays[card.deck_id])
        brought = what.after.memory if kind.brings_memory else None
        values.append(rows.review_values(replace(entry, imported=brought)))
    if values:
        writer.execute(insert(REVIEW), values)
    log.keep_states(writer, states)
    return [value["id"] for value in values]


def _decays(reader: Connection) -> dict[int, float]:
    found = reader.execute(select(DECK.c.id, DECK.c.settings))
    return {row.id: decay_of(rows.settings(row.settings).parameters) for row in found}


def take_back(writer: Connection, made: Logged, now: datetime, tagged: Collection[int] = ()) -> list[int]:
    """Take back entries of the log that were not yet, and return the ids of the cards that had one.

    The cards become what the rest of their log makes of them. The tags of the notes ``tagged`` are right already.
    """
    of_card: dict[int, list[int]] = {}
    for part in rows.chunks(made.entries):
        left = select(REVIEW.c.card_id, REVIEW.c.id).where(REVIEW.c.id.in_(part), REVIEW.c.undone.is_(None))
        for card_id, number in writer.execute(left.order_by(REVIEW.c.id)):
            of_card.setdefault(card_id, []).append(number)
    counts, undone = Recount(), rows.to_the_millisecond(now)
    for cards in rows.chunks(list(of_card)):
        with followed(writer, cards, counts, tagged=tagged):
            mine = [number for card_id in cards for number in of_card[card_id]]
            writer.execute(update(REVIEW).where(REVIEW.c.id.in_(mine)).values(undone=undone))
    counts.write(writer)
    return list(of_card)


def move(writer: Connection, card_ids: Sequence[int], target: int) -> None:
    """Put cards into another deck; their past answers are counted there from now on.

    Cards whose direction is off there rest.
    """
    counts = Recount()
    for part in rows.chunks(card_ids):
        with followed(writer, part, counts, logs=False):
            writer.execute(update(CARD).where(CARD.c.id.in_(part)).values(deck_id=target, revision=CARD.c.revision + 1))
    counts.write(writer)
    resting.fit_cards(writer, card_ids)
