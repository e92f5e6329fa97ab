"""The review log: answers, manual changes, and taking them back.

The id of an entry has the milliseconds since 1970 in its upper bits and the number of the device in the lower 21, so
that it is unique across machines. Ids only ever grow within a database, also where the clock was put back: their order
is the order in which things happened.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, true, update

from quiz.cards import Card, CardState, Kind, Phase, Review
from quiz.errors import NoCardError, StaleCardError
from quiz.locale import _
from quiz.repository import Answer, Step, Undone
from quiz.scheduling.days import utc_offset
from quiz.scheduling.forgetting import decay_of, predicted
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import replayed
from quiz.store import aggregates, leeches, rows
from quiz.store.columns import to_milliseconds
from quiz.store.migrations import DEVICE_BITS
from quiz.store.rows import CARD, DECK, REVIEW
from quiz.study_settings import DeckSettings

ID_STEP = 1 << DEVICE_BITS
"""The distance between the ids of two entries of one millisecond and the next."""

_SCHEDULED = [kind for kind in Kind if kind.sets_schedule]

# Statements of every answer are built once: building them takes longer than executing them.
_CARD = select(CARD).where(CARD.c.id == bindparam("wanted"))
_SETTINGS = select(DECK.c.settings).where(DECK.c.id == bindparam("wanted"))
_LAST_ID = select(func.max(REVIEW.c.id))
_ADD_ENTRY = insert(REVIEW)
_ENTRIES = select(func.count()).where(REVIEW.c.card_id == bindparam("wanted"), REVIEW.c.undone.is_(None))
_KEEP_STATE = (
    update(CARD)
    .where(CARD.c.id == bindparam("wanted"))
    .values({name: bindparam(name) for name in rows.state_values(CardState())} | {"revision": CARD.c.revision + 1})
)


def record(writer: Connection, device: int, answer: Answer) -> Review:
    """Add an answer to the log, and bring the card and the counts of the day up to date.

    A lapse that makes a leech of the card has the consequences that its deck wants. Raises :class:`StaleCardError`
    where the card was changed, or taken away, after it was shown; nothing is stored then.
    """
    try:
        card = card_of(writer, answer.card_id)
    except NoCardError as error:
        raise StaleCardError(
            _("This card is not there any more; your answer was not stored."),
            _("The database was restored from a backup after the card was shown."),
        ) from error
    if card.revision != answer.revision:
        raise StaleCardError(
            _("This card was changed elsewhere after it was shown; your answer was not stored."),
            _("It will be asked again when it is due."),
        )
    entry = replace(
        entry_of(next_id(writer, device, answer.now), card, answer, _decay_of(writer, card.deck_id)),
        rating=answer.rating,
        mode=answer.mode,
        milliseconds=answer.milliseconds,
        given=answer.given,
        confused_with=answer.confused_with,
        recall_ms=answer.recall_ms,
    )
    writer.execute(_ADD_ENTRY, rows.review_values(entry))
    keep_states(writer, {card.id: answer.after})
    if entry.kind.moves_memory and answer.after.lapses > card.state.lapses:
        leeches.lapsed(writer, card, answer.after.lapses)
    new = card.state.phase is Phase.NEW and answer.kind is Kind.LEARN
    aggregates.add(writer, aggregates.Answered(entry, card.deck_id, card.direction, new))
    return entry


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens to a card: when, of which kind, and what it leaves. ``now`` is in the learner's time zone."""

    now: datetime
    day: date
    kind: Kind
    after: CardState


def entry_of(number: int, card: Card, what: Happening | Answer, decay: float) -> Review:
    """Return an entry, with ``number`` as its id, on a card as it is before it."""
    return Review(
        id=number,
        card_id=card.id,
        time=rows.to_the_millisecond(what.now),
        day=what.day,
        utc_offset=utc_offset(what.now),
        kind=what.kind,
        rating=None,
        mode="",
        milliseconds=0,
        given="",
        confused_with=None,
        phase=what.after.phase,
        step=what.after.step,
        due_day=what.after.due_day,
        due_at=what.after.due_at,
        scheduled_days=card.state.scheduled_days,
        predicted=predicted(card.state, what.day, decay),
    )


def _decay_of(reader: Connection, deck_id: int) -> float:
    return decay_of(rows.settings(reader.scalar(_SETTINGS, {"wanted": deck_id}) or {}).parameters)


def next_id(writer: Connection, device: int, now: datetime) -> int:
    """Return the id of the next entry; that of the one after it is :data:`ID_STEP` more."""
    last = writer.scalar(_LAST_ID)
    after_last = (last >> DEVICE_BITS) + 1 if last is not None else 0
    return int(max(to_milliseconds(now), after_last) << DEVICE_BITS | device)


def keep_states(writer: Connection, states: Mapping[int, CardState]) -> None:
    """Let cards, by their ids, stand so in their schedule."""
    if states:
        values = [{"wanted": card_id, **rows.state_values(state)} for card_id, state in states.items()]
        writer.execute(_KEEP_STATE, values)


def card_of(reader: Connection, card_id: int) -> Card:
    """Return a card. Raises :class:`QuizError` where there is none with this id."""
    row = reader.execute(_CARD, {"wanted": card_id}).first()
    if row is None:
        raise _no_card(card_id)
    return rows.card(row)


def cards_of(reader: Connection, card_ids: Iterable[int]) -> list[Card]:
    """Return cards in the order of their ids as given, each once. Raises :class:`QuizError` where there is no such."""
    wanted = list(dict.fromkeys(card_ids))
    found: dict[int, Card] = {}
    for part in rows.chunks(wanted):
        found.update({row.id: rows.card(row) for row in reader.execute(select(CARD).where(CARD.c.id.in_(part)))})
    missing = next((card_id for card_id in wanted if card_id not in found), None)
    if missing is not None:
        raise _no_card(missing)
    return [found[card_id] for card_id in wanted]


def _no_card(card_id: int) -> NoCardError:
    return NoCardError(_("There is no card {number}.").format(number=card_id))


def logs_of(reader: Connection, card_ids: Sequence[int]) -> dict[int, list[Review]]:
    """Return the logs of cards, entries taken back included, in order."""
    logs: dict[int, list[Review]] = {card_id: [] for card_id in card_ids}
    for part in rows.chunks(card_ids):
        for row in reader.execute(select(REVIEW).where(REVIEW.c.card_id.in_(part)).order_by(REVIEW.c.id)).all():
            logs[row.card_id].append(rows.review(row))
    return logs


def log_of(reader: Connection, card_id: int) -> list[Review]:
    """Return the whole log of a card, entries taken back included, in order."""
    statement = select(REVIEW).where(REVIEW.c.card_id == card_id).order_by(REVIEW.c.id)
    return [rows.review(row) for row in reader.execute(statement)]


def last_entry(reader: Connection) -> int:
    """Return the id of the newest entry, or 0 where there is none."""
    return int(reader.scalar(_LAST_ID) or 0)


def undo_last(writer: Connection, deck_ids: Sequence[int] | None, now: datetime, after: int = 0) -> Undone | None:
    """Take back the last entry of the log whose card is in one of the decks, and return what it was, or nothing.

    Only entries with a larger id than ``after`` are looked at, none in a deleted deck, and none of a drill, which takes
    back its own.
    """
    # The sum keeps the database from going through all cards of the decks: the end of the log is nearer.
    deck = CARD.c.deck_id + 0
    mine = true() if deck_ids is None else deck.in_(deck_ids)
    statement = (
        select(REVIEW)
        .join(CARD, CARD.c.id == REVIEW.c.card_id)
        .join(DECK, DECK.c.id == deck)
        .where(REVIEW.c.id > after, REVIEW.c.undone.is_(None), REVIEW.c.kind.in_(_SCHEDULED))
        .where(mine, DECK.c.deleted.is_(None))
    )
    row = writer.execute(statement.order_by(REVIEW.c.id.desc()).limit(1)).first()
    return None if row is None else _undo(writer, rows.review(row), now)


def undo_entry(writer: Connection, entry_id: int, now: datetime) -> Undone | None:
    """Take back one entry of the log and return what it was, or nothing where that has happened already."""
    row = writer.execute(select(REVIEW).where(REVIEW.c.id == entry_id, REVIEW.c.undone.is_(None))).first()
    return None if row is None else _undo(writer, rows.review(row), now)


def _undo(writer: Connection, entry: Review, now: datetime) -> Undone:
    """Mark an entry with the time it was taken back; the card becomes what the rest of its log makes of it."""
    card = card_of(writer, entry.card_id)
    before = list(answers_of(card, log_of(writer, card.id)))
    writer.execute(update(REVIEW).where(REVIEW.c.id == entry.id).values(undone=rows.to_the_millisecond(now)))
    counts = aggregates.Recount()
    counts.change(before, answers_of(card, log_of(writer, card.id)))
    counts.write(writer)
    replay_card(writer, entry.card_id)
    lapses = card_of(writer, card.id).state.lapses
    if entry.kind.moves_memory and lapses < card.state.lapses:
        leeches.lapse_undone(writer, card, lapses)
    leeches.lapses_changed(writer, card, lapses)
    return Undone(Step.ANSWER if entry.kind.is_answer else Step.CHANGE, entry.card_id, entry)


def answers_of(card: Card, log: Iterable[Review]) -> Iterator[aggregates.Answered]:
    """Yield the answers in a card's log that count, with whether the card was new before each."""
    for entry, was_new in _with_newness(log):
        if entry.kind.is_answer:
            yield aggregates.Answered(entry, card.deck_id, card.direction, was_new)


def _with_newness(log: Iterable[Review]) -> Iterator[tuple[Review, bool]]:
    """Yield the entries of a card's log that were not taken back, and whether each made a new card one in learning."""
    new = True
    for entry in log:
        if entry.undone is not None:
            continue
        yield entry, new and entry.kind is Kind.LEARN
        if entry.kind is Kind.RESET:
            new = True
        elif entry.kind.moves_memory or entry.kind.brings_memory:
            new = False


def replay_card(writer: Connection, card_id: int) -> None:
    """Compute the state of a card from its log and keep it."""
    keep_states(writer, {card_id: replayed(log_of(writer, card_id), _model_of(writer, card_id))})


def _model_of(reader: Connection, card_id: int) -> MemoryModel:
    statement = select(DECK.c.settings).join(CARD, CARD.c.deck_id == DECK.c.id).where(CARD.c.id == card_id)
    return MemoryModel(rows.settings(reader.execute(statement).scalar_one()))


def replay_cards(writer: Connection, card_ids: Iterable[int], settings: DeckSettings) -> None:
    """Compute the memory of answered cards again with the parameters of ``settings``."""
    model = MemoryModel(settings)
    for card_id in card_ids:
        log = log_of(writer, card_id)
        if log:
            keep_states(writer, {card_id: replayed(log, model)})


def entries_of(reader: Connection, card_id: int) -> int:
    """Return how many entries the log of a card has, without those taken back."""
    return int(reader.scalar(_ENTRIES, {"wanted": card_id}) or 0)


def set_values(writer: Connection, card_ids: Sequence[int], **values: Any) -> None:
    """Set columns of cards that are not part of their schedule: suspended, buried, flag, deck."""
    for part in rows.chunks(card_ids):
        writer.execute(update(CARD).where(CARD.c.id.in_(part)).values(**values, revision=CARD.c.revision + 1))
