"""A study session: what is asked next, what an answer does, and taking it back.

The session knows the database only through :class:`quiz.repository.Repository`. Every answer is stored before the next
card is asked.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quiz.cards import (
    KIND_OF_PHASE,
    Card,
    Deck,
    Direction,
    Note,
    NoteType,
    Phase,
    Rating,
    Review,
    key_of,
)
from quiz.deck_tree import ancestors, with_subdecks
from quiz.modes import Mode, Verdict
from quiz.repository import Answer, Repository, Undone
from quiz.scheduling.answering import Outcome, outcomes
from quiz.scheduling.days import DEFAULT_DAY_START, day_end, study_day
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.queue import AHEAD, Candidate, DayQueue, Limits, build
from quiz.text import folded

LONGEST_ANSWER_MS = 60_000
"""An answer that takes longer is counted with this time, in milliseconds: the person was away."""

LONGEST_GIVEN = 1000
"""How many characters are kept of what was typed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards of each kind are still to be asked today."""

    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True)
class Question:
    """A card to ask, with everything that is shown of it. ``shown`` is the instant it was asked."""

    card: Card
    note: Note
    note_type: NoteType
    deck: Deck
    direction: Direction
    language: str
    shown: datetime

    @property
    def prompt(self) -> str:
        """What is asked, a line a field."""
        return self.prompt_of(self.note)

    def prompt_of(self, note: Note) -> str:
        """What would be asked of another note in this direction."""
        return "\n".join(filter(None, (note.text(name, self.language) for name in self.direction.prompt)))

    @property
    def expected(self) -> str:
        """The text that a typed answer is compared with."""
        return self.note.text(self.direction.answer[0], self.language)

    @property
    def hint(self) -> str:
        """What is shown on request before the answer; may be empty."""
        return "\n".join(filter(None, (self.note.text(name, self.language) for name in self.direction.hint)))

    @property
    def shows_category(self) -> bool:
        """Whether the category may be shown before the answer: not where it would give away the key."""
        return self.note_type.key_field in self.direction.prompt


@dataclass(frozen=True, slots=True)
class Judged:
    """What is thought of a typed answer; ``verdict`` is empty where only the person can judge.

    ``other`` is another note whose key was given: a confusion, or where the verdict is right a note of the same prompt.
    """

    verdict: Verdict | None
    other: Note | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """The four ratings of a card that was revealed on ``day``, with what each would do."""

    day: date
    outcomes: Mapping[Rating, Outcome]


@dataclass(frozen=True, slots=True)
class Ending:
    """Why nothing is asked any more, and when it goes on."""

    next_at: datetime | None
    next_day: date | None
    waiting_siblings: int


class Session:
    """Studying some decks, or all, from one card to the next.

    ``together`` lets siblings of cards answered today follow when nothing else is left. ``language`` is the language of
    meanings. All instants passed in are aware, in the learner's time zone.
    """

    def __init__(
        self,
        repository: Repository,
        chosen: Sequence[Deck] | None = None,
        *,
        day_start: timedelta = DEFAULT_DAY_START,
        language: str = "",
        together: bool = False,
    ) -> None:
        self._repository = repository
        self._chosen = chosen
        self._day_start = day_start
        self._language = language
        self._together = together
        self._day: date | None = None
        self._decks: dict[int, Deck] = {}
        self._queue: deque[Candidate] = deque()
        self._waiting_siblings = 0
        self._answered: dict[int, frozenset[int]] = {}
        self._last_entry = 0
        self._own: set[int] = set()
        self._again: int | None = None

    def next(self, now: datetime) -> Question | None:
        """Return the card to ask now, or nothing when the session is at its end."""
        day = self._today(now)
        if self._note_answers(now, day):
            self._build(now, day)
        card = self._taken_back(day) or self._in_steps(day, now) or self._from_queue(day)
        card = card or self._in_steps(day, now + AHEAD)
        return None if card is None else self._question(card, now)

    def reveal(self, question: Question, now: datetime) -> Choices:
        """Return what each rating would do, for a card whose answer is shown at ``now``.

        The answer belongs to the study day on which it was revealed, so that the intervals shown are the ones used.
        """
        day = study_day(now, self._day_start)
        return Choices(day, outcomes(question.card.state, MemoryModel(question.deck.settings), day))

    def judge(self, question: Question, mode: Mode, given: str) -> Judged:
        """Judge what was typed. The key of another note that has the same prompt is right, too."""
        verdict = mode.judge(question.expected, given)
        asks_for_key = question.direction.answer == (question.note_type.key_field,)
        if verdict is None or verdict.right or not asks_for_key:
            return Judged(verdict)
        other = self._repository.note_by_key(question.note.deck_id, key_of(given))
        if other is not None and folded(question.prompt_of(other)) == folded(question.prompt):
            return Judged(Verdict(right=True, proposal=Rating.GOOD), other)
        return Judged(verdict, other)

    def answer(
        self,
        question: Question,
        choices: Choices,
        rating: Rating,
        now: datetime,
        *,
        mode: str,
        given: str = "",
        milliseconds: int | None = None,
        confused_with: int | None = None,
    ) -> Review:
        """Store an answer and return its entry in the log.

        ``milliseconds`` is the time the person took, by default since the card was asked; ``confused_with`` is the id
        of the note whose right answer was given instead. Raises
        :class:`quiz.errors.StaleCardError` where the card was changed elsewhere since it was shown.
        """
        card, self._again = question.card, None
        taken = int((now - question.shown).total_seconds() * 1000) if milliseconds is None else milliseconds
        entry = self._repository.record(
            Answer(
                card_id=card.id,
                revision=card.revision,
                now=now,
                day=choices.day,
                kind=KIND_OF_PHASE[card.state.phase],
                rating=rating,
                mode=mode,
                milliseconds=min(max(taken, 0), LONGEST_ANSWER_MS),
                after=choices.outcomes[rating].taken(now),
                given=given[:LONGEST_GIVEN],
                confused_with=confused_with,
            )
        )
        self._drop(card)
        self._own.add(entry.id)
        return entry

    def _drop(self, card: Card) -> None:
        """Take an answered card out of the queue: mostly its first one, another after an undo, none in steps."""
        if self._queue and self._queue[0].card_id == card.id:
            self._queue.popleft()
        elif not card.state.phase.in_steps:
            self._queue = deque(candidate for candidate in self._queue if candidate.card_id != card.id)

    def undo(self, now: datetime) -> Undone | None:
        """Take back the last answer or change in these decks, also from before a restart.

        The card of an answer is asked next.
        """
        self._today(now)
        undone = self._repository.undo_last(None if self._chosen is None else list(self._decks), now)
        if undone is not None:
            self._day = None
            self._again = undone.entry.card_id if undone.entry.kind.is_answer else None
        return undone

    def counts(self, now: datetime) -> Counts:
        """Return how many cards are still to be asked today, the one that is being asked included."""
        day = self._today(now)
        end = day_end(now, self._day_start)
        steps = self._learning(day)
        phases = [card.phase for card in self._queue if not self._waits(card)]
        again = self._taken_back(day)
        if again is not None and all(card.card_id != again.id for card in self._queue):
            phases.append(again.state.phase)
        return Counts(
            new=phases.count(Phase.NEW),
            learning=sum(card.due_at is not None and card.due_at < end for card in steps),
            due=phases.count(Phase.REVIEW),
        )

    def ending(self, now: datetime) -> Ending:
        """Return when the next cards are due, and how many wait for tomorrow because of a sibling."""
        day = self._today(now)
        fresh = [deck.id for deck in self._decks.values() if deck.settings.new_per_day > 0]
        next_at, next_day = self._repository.next_due(list(self._decks), fresh, day)
        return Ending(next_at, next_day, self._waiting_siblings)

    def decks(self, now: datetime) -> list[Deck]:
        """Return the decks that are studied, with their sub-decks."""
        self._today(now)
        return list(self._decks.values())

    def _today(self, now: datetime) -> date:
        """Return the study day of ``now``; make the queue where there is none for it yet."""
        day = study_day(now, self._day_start)
        if day != self._day:
            self._day = day
            self._build(now, day)
        return day

    def _build(self, now: datetime, day: date) -> None:
        decks = self._repository.decks()
        chosen = decks if self._chosen is None else with_subdecks(decks, self._chosen)
        self._decks = {deck.id: deck for deck in sorted(chosen, key=lambda deck: deck.name)}
        self._answered, self._last_entry = {}, 0
        self._note_answers(now, day)
        queue = self._day_queue(decks, day)
        self._queue = deque(queue.cards)
        self._waiting_siblings = queue.waiting_siblings

    def _day_queue(self, decks: list[Deck], day: date) -> DayQueue:
        ids = list(self._decks)
        taken = dict(self._answered)
        for card in self._repository.learning(ids, day):
            taken.setdefault(card.note_id, frozenset({card.card_id}))
        limits = daily_limits(decks, self._repository.done_on(day))
        again = self._taken_back(day)
        if again is not None and not again.state.phase.in_steps:
            # It is asked next whatever the queue says, and counts in the limits like any other.
            limits.take(Candidate(again.id, again.note_id, again.deck_id, again.state.phase))
            taken[again.note_id] = taken.get(again.note_id, frozenset()) | {again.id}
        asked_anyway = again.id if again is not None else 0
        reviews = (card for card in self._repository.due_reviews(ids, day) if card.card_id != asked_anyway)
        new = (self._new_cards(deck_id, day, asked_anyway) for deck_id in ids)
        return build(reviews, new, limits, taken, day, self._together)

    def _new_cards(self, deck_id: int, day: date, without: int) -> Iterator[Candidate]:
        return (card for card in self._repository.new_cards(deck_id, day) if card.card_id != without)

    def _note_answers(self, now: datetime, day: date) -> bool:
        """Learn of the answers given today since the last look, and return whether some were given elsewhere."""
        elsewhere = False
        for entry, note_id, card_id in self._repository.answered_on(day, now, self._last_entry):
            self._answered[note_id] = self._answered.get(note_id, frozenset()) | {card_id}
            self._last_entry = max(self._last_entry, entry)
            elsewhere = elsewhere or entry not in self._own
        return elsewhere

    def _waits(self, card: Candidate) -> bool:
        """Whether a sibling was answered today, so that this card waits until tomorrow."""
        answered = self._answered.get(card.note_id, frozenset())
        return not self._together and bool(answered) and card.card_id not in answered

    def _taken_back(self, day: date) -> Card | None:
        """Return the card whose answer was taken back last, until it is answered again."""
        card = None if self._again is None else self._repository.card(self._again)
        return card if card is not None and card.is_available(day) else None

    def _learning(self, day: date) -> list[Candidate]:
        return [card for card in self._repository.learning(list(self._decks), day) if not self._waits(card)]

    def _in_steps(self, day: date, by: datetime) -> Card | None:
        """Return the first card in learning steps if it is due by an instant."""
        due = (card for card in self._learning(day) if card.due_at is not None and card.due_at <= by)
        first = next(due, None)
        return None if first is None else self._repository.card(first.card_id)

    def _from_queue(self, day: date) -> Card | None:
        """Return the first card of the queue that may still be asked; it stays there until it is answered."""
        while self._queue:
            candidate = self._queue[0]
            card = self._repository.card(candidate.card_id)
            if not self._waits(candidate) and _still_due(card, candidate, day):
                return card
            self._queue.popleft()
        return None

    def _question(self, card: Card, now: datetime) -> Question:
        note = self._repository.note(card.note_id)
        kind = self._repository.note_type(note.type_id)
        deck = self._repository.deck(card.deck_id)
        return Question(card, note, kind, deck, kind.direction(card.direction), self._language or deck.language, now)


def _still_due(card: Card, candidate: Candidate, day: date) -> bool:
    """Whether a card is as it was when the queue was made; it may have been answered or suspended elsewhere."""
    state = card.state
    due = state.phase is Phase.NEW or (state.due_day is not None and state.due_day <= day)
    return card.is_available(day) and state.phase is candidate.phase and due


def daily_limits(decks: Sequence[Deck], done: Mapping[int, tuple[int, int]]) -> Limits:
    """Return what is left of each deck's daily limits; what is done in a deck counts in those above it, too."""
    chains = ancestors(decks)
    left = {deck.id: [deck.settings.new_per_day, deck.settings.reviews_per_day] for deck in decks}
    for deck_id, (new, reviews) in done.items():
        for above in chains.get(deck_id, ()):
            left[above][0] -= new
            left[above][1] -= reviews
    return Limits({deck_id: (new, reviews) for deck_id, (new, reviews) in left.items()}, chains)
