"""The lines of the table: a card with its note, or a note with its cards, and what is read off them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import cached_property

from quiz.cards import Card, Deck, Direction, Note, NoteType, text_in
from quiz.scheduling.days import DEFAULT_DAY_START, elapsed_days, study_day
from quiz.scheduling.forgetting import decay_of, retrievability

BETWEEN = " · "
"""What stands between the texts of several fields in one cell."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1)
_MILLISECOND = timedelta(milliseconds=1)


class Condition(IntEnum):
    """What a card is, in one word; being put aside hides the phase. The numbers are the order in the table."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3
    BURIED = 4
    SUSPENDED = 5


@dataclass(frozen=True)
class Look:
    """From when and where the table is looked at: ``now`` is in the learner's time zone.

    ``language`` is that of texts of decks, empty for each deck's own. ``day_start`` is how long after midnight a study
    day begins.
    """

    now: datetime
    day_start: timedelta = DEFAULT_DAY_START
    language: str = ""

    @cached_property
    def day(self) -> date:
        """Today's study day."""
        return study_day(self.now, self.day_start)

    def day_of(self, instant: datetime) -> date:
        """Return the study day of an instant where the learner is."""
        return study_day(instant.astimezone(self.now.tzinfo), self.day_start)

    @cached_property
    def day_offset(self) -> int:
        """How many milliseconds after midnight in UTC a study day begins, at the offset that ``now`` has."""
        return (self.day_start - (self.now.utcoffset() or timedelta())) // _MILLISECOND

    def milliseconds_of(self, day: date) -> int:
        """Return the instant at which a study day begins, in milliseconds since 1970."""
        return (day - _EPOCH_DAY) // _MILLISECOND + self.day_offset


def milliseconds(instant: datetime) -> int:
    """Return the whole milliseconds from 1970 to an instant."""
    return (instant - _EPOCH) // _MILLISECOND


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card as the table has it: its note, the note's type and home deck, and the deck in which the card is."""

    card: Card
    note: Note
    deck: Deck
    home: Deck
    note_type: NoteType

    @property
    def id(self) -> int:
        """The number of the line, which is that of the card."""
        return self.card.id

    @property
    def direction(self) -> Direction | None:
        """The direction in which the card is asked; none where the note type no longer has it."""
        return next((d for d in self.note_type.directions if d.slug == self.card.direction), None)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The card alone."""
        return (self.card,)

    def condition(self, day: date) -> Condition:
        """Return what the card is on a study day."""
        if self.card.suspended:
            return Condition.SUSPENDED
        if self.card.buried_until is not None and self.card.buried_until > day:
            return Condition.BURIED
        return Condition(int(self.card.state.phase))

    def retrievability(self, day: date) -> float | None:
        """Return the probability of recall on a study day, 0 to 1; none for a card without memory."""
        state = self.card.state
        if state.memory is None:
            return None
        decay = decay_of(self.deck.settings.parameters)
        return retrievability(state.memory.stability, elapsed_days(state.last_day, day), decay)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as the table has it: its type, its home deck and its cards, without retired ones."""

    note: Note
    deck: Deck
    note_type: NoteType
    cards: tuple[Card, ...]

    @property
    def id(self) -> int:
        """The number of the line, which is that of the note."""
        return self.note.id

    @property
    def home(self) -> Deck:
        """The deck in which the note is at home, which is the deck of the line."""
        return self.deck


Line = CardLine | NoteLine


def side_text(fields: Mapping[str, str], names: Iterable[str], language: str) -> str:
    """Return the texts that a note has in some fields, in a language where it has them in it, one behind the other."""
    return BETWEEN.join(filter(None, (text_in(fields, name, language) for name in names)))


def due_at(card: Card, look: Look) -> int | None:
    """Return when a card is due, in milliseconds since 1970: the instant in steps, otherwise the start of the day."""
    state = card.state
    if state.due_at is not None:
        return milliseconds(state.due_at)
    return None if state.due_day is None else look.milliseconds_of(state.due_day)


def other_fields(kind: NoteType) -> tuple[str, ...]:
    """Return the fields of a note type beside its key."""
    return tuple(name for name in kind.fields if name != kind.key_field)
