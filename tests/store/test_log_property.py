"""Whatever happens, the database says of itself what its log says.

Random sequences of everything that can be done to cards are held against the program's own check, and against a slow
replay that is written here once more: with the ``fsrs`` package directly and with counts of its own.
"""

import sqlite3
import tempfile
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import fsrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.cards import KIND_OF_PHASE, Card, CardState, Deck, Kind, Memory, Phase, Rating, Review
from quiz.drill import Drill
from quiz.errors import QuizError, StaleCardError
from quiz.questions import Choices, Question
from quiz.repository import Answer
from quiz.scheduling.answering import outcome
from quiz.scheduling.days import DEFAULT_DAY_START, study_day
from quiz.scheduling.memory import MemoryModel
from quiz.store import Store
from quiz.study import Session
from quiz.study_settings import LEECH_ACTIONS, LEECH_TAG
from tests.store.support import BOTH_WAYS, NOW, OTHER_PARAMETERS, deck_named, import_terms

FIRST, SECOND = "Networks", "Systems"
TERMS = {FIRST: ["tcp", "udp", "dns"], SECOND: ["inode", "fork"]}
PARAMETERS = ((), OTHER_PARAMETERS)
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
HOUR_COLUMNS = ("day", "deck_id", "hour", "answers", "passed")
RATED = ("again", "hard", "good", "easy", "milliseconds")
DAY_COLUMNS = ("day", "deck_id", "direction", "kind", *RATED, "cards_new", *(f"mature_{name}" for name in RATED))


def slow_state(log: list[Review], parameters: tuple[float, ...]) -> CardState:
    """What a card's log makes of it, without any of the program's own replay."""
    scheduler = fsrs.Scheduler(
        parameters=parameters or fsrs.scheduler.DEFAULT_PARAMETERS,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
    state, card, at, in_review = CardState(), fsrs.Card(card_id=1, due=MIDNIGHT), MIDNIGHT, False
    for entry in log:
        if entry.undone is not None or entry.kind in (Kind.CRAM, Kind.INTERVIEW):
            continue
        if entry.kind is Kind.RESET:
            state, card, in_review = CardState(), fsrs.Card(card_id=1, due=MIDNIGHT), False
            continue
        if entry.kind is Kind.KNOWN:
            card = fsrs.Card(1, fsrs.State.Review, stability=36500.0, difficulty=1.0, due=MIDNIGHT, last_review=at)
            state = replace(state, memory=Memory(36500.0, 1.0), last_review=entry.time, last_day=entry.day)
        if entry.rating is not None:
            gap = 0 if state.last_day is None else (entry.day - state.last_day).days
            at += timedelta(days=max(gap, 0))
            card, _ = scheduler.review_card(card, fsrs.Rating(entry.rating), at)
            assert card.stability is not None
            assert card.difficulty is not None
            lapses = state.lapses + (1 if in_review and entry.rating == 1 else 0)
            memory = Memory(min(card.stability, 36500.0), card.difficulty)
            state = CardState(
                memory=memory, reps=state.reps + 1, lapses=lapses, last_review=entry.time, last_day=entry.day
            )
        in_review = entry.phase is Phase.REVIEW
        state = replace(state, phase=entry.phase, step=entry.step, due_day=entry.due_day, due_at=entry.due_at)
    return state


def slow_counts(cards: list[Card], logs: dict[int, list[Review]]) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """The counts of every day, deck, direction and kind, from the log alone."""
    counts: dict[tuple[Any, ...], Counter[str]] = {}
    for card in cards:
        fresh = True
        for entry in logs[card.id]:
            if entry.undone is not None:
                continue
            if entry.kind in (Kind.RESET, Kind.KNOWN):
                fresh = entry.kind is Kind.RESET
            elif entry.rating is not None:
                total = counts.setdefault((entry.day, card.deck_id, card.direction, int(entry.kind)), Counter())
                for prefix in ("", "mature_") if (entry.scheduled_days or 0) >= 21 else ("",):
                    total[prefix + entry.rating.name.lower()] += 1
                    total[f"{prefix}milliseconds"] += entry.milliseconds
                total["cards_new"] += fresh and entry.kind is Kind.LEARN
                fresh = fresh and entry.kind in (Kind.CRAM, Kind.INTERVIEW)
    return {key: tuple(total[name] for name in DAY_COLUMNS[4:]) for key, total in counts.items()}


def slow_hours(cards: list[Card], logs: dict[int, list[Review]]) -> dict[tuple[Any, ...], tuple[int, int]]:
    """The counts of every hour, from the log alone: drills and changes by hand belong to none."""
    counts: dict[tuple[Any, ...], Counter[bool]] = {}
    for card in cards:
        for entry in logs[card.id]:
            if entry.undone is None and entry.kind in (Kind.LEARN, Kind.REVIEW, Kind.RELEARN):
                clock = entry.time.astimezone(timezone(timedelta(minutes=entry.utc_offset)))
                key = (entry.day, card.deck_id, clock.hour)
                counts.setdefault(key, Counter())[entry.rating is not Rating.AGAIN] += 1
    return {key: (total.total(), total[True]) for key, total in counts.items()}


def stored_counts(
    path: Path, table: str, columns: tuple[str, ...], keys: int
) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """The counts as they lie in the file; so many of the columns are the key."""
    with closing(sqlite3.connect(path)) as reader:
        rows = reader.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    return {(date(1970, 1, 1) + timedelta(days=row[0]), *row[1:keys]): tuple(row[keys:]) for row in rows}


def slow_facts(log: list[Review], parameters: tuple[float, ...]) -> tuple[int | None, float | None]:
    """What held before the last entry, from the log alone: the interval of a card in review, and its recall."""
    before, decay = slow_state(log[:-1], parameters), parameters[20] if parameters else 0.1542
    interval = None
    if before.phase is Phase.REVIEW and before.due_day is not None and before.last_day is not None:
        interval = max(0, (before.due_day - before.last_day).days)
    if before.memory is None or before.last_day is None:
        return interval, None
    waited = max(0, (log[-1].day - before.last_day).days)
    return interval, (1 + (0.9 ** (-1 / decay) - 1) * waited / before.memory.stability) ** -decay


def stored_reviews(path: Path) -> dict[int, tuple[Any, ...]]:
    """The rows of the log as they lie in the file, without ``undone``."""
    with closing(sqlite3.connect(path)) as reader:
        reader.row_factory = sqlite3.Row
        rows = reader.execute("SELECT * FROM review").fetchall()
    return {row["id"]: tuple(row[name] for name in row.keys() if name != "undone") for row in rows}  # noqa: SIM118


RATINGS = st.sampled_from(list(Rating))
INDEX = st.integers(0, 999)
DECK_NAMES = st.sampled_from([FIRST, SECOND])


class LogMachine(RuleBasedStateMachine):
    """Everything that can be done to cards, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "quiz.db"
        self.now = NOW
        self.store = Store.open(self.path, self.now)
        self.session = Session(self.store)
        self.shown: tuple[Question, Choices] | None = None
        self.reviews: dict[int, tuple[Any, ...]] = {}
        self.seen: dict[int, Card] = {}
        self.deleted_notes: set[int] = set()
        self.told: set[int] = set()

    @initialize()
    def import_both_decks(self) -> None:
        for name, terms in TERMS.items():
            import_terms(self.store, name, terms, self.now)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @property
    def day(self) -> date:
        return study_day(self.now)

    def some(self, index: int) -> Card:
        cards = self.all_cards()
        return cards[index % len(cards)]

    def all_cards(self) -> list[Card]:
        """All cards, those included that are retired since."""
        known = {card.id for card in self.store.cards()} | self.seen.keys()
        return [self.store.card(card_id) for card_id in sorted(known)]

    def deck(self, name: str) -> Deck:
        return deck_named(self.store, name)

    # Studying

    @rule(days=st.integers(0, 4))
    def ask_and_reveal(self, days: int) -> None:
        self.now += timedelta(days=days)
        question = self.session.next(self.now)
        self.shown = None if question is None else (question, self.session.reveal(question, self.now))

    @rule(rating=RATINGS, seconds=st.integers(0, 90))
    def answer_what_is_shown(self, rating: Rating, seconds: int) -> None:
        if self.shown is None:
            self.ask_and_reveal(0)
        if self.shown is None:
            return
        (question, choices), self.shown = self.shown, None
        self.now += timedelta(seconds=seconds)
        if self.store.card(question.card.id).revision == question.card.revision:
            self.session.answer(question, choices, rating, self.now, mode="flip")
        else:
            with pytest.raises(StaleCardError):
                self.session.answer(question, choices, rating, self.now, mode="flip")

    @rule(together=st.booleans(), name=st.sampled_from([FIRST, SECOND, ""]))
    def begin_another_session(self, together: bool, name: str) -> None:
        self.session = Session(self.store, [self.deck(name)] if name else None, together=together)

    def direct(self, card: Card, rating: Rating, kind: Kind, after: CardState) -> Answer:
        return Answer(
            card.id, card.revision, self.now, self.day, kind, rating, "type", 1234, after, "text", card.note_id, 1000
        )

    @rule(index=INDEX, rating=RATINGS)
    def answer_directly(self, index: int, rating: Rating) -> None:
        card = self.some(index)
        model = MemoryModel(self.store.deck(card.deck_id).settings)
        after = outcome(card.state, model, rating, self.day).taken(self.now)
        self.store.record(self.direct(card, rating, KIND_OF_PHASE[card.state.phase], after))

    @rule(index=INDEX, rating=RATINGS, kind=st.sampled_from([Kind.CRAM, Kind.INTERVIEW]))
    def cram(self, index: int, rating: Rating, kind: Kind) -> None:
        card = self.some(index)
        self.store.record(self.direct(card, rating, kind, card.state))

    @rule(index=INDEX, rating=RATINGS)
    def answer_too_late(self, index: int, rating: Rating) -> None:
        card = self.some(index)
        self.store.flag([card.id], 3)
        with pytest.raises(StaleCardError):
            self.store.record(self.direct(card, rating, Kind.LEARN, card.state))

    @rule(times=st.integers(1, 4))
    def undo_in_the_session(self, times: int) -> None:
        for _ in range(times):
            self.session.undo(self.now)

    @rule(name=DECK_NAMES, everywhere=st.booleans())
    def undo_directly(self, name: str, everywhere: bool) -> None:
        self.store.undo_last(None if everywhere else [self.deck(name).id], self.now)

    @rule(what=st.sampled_from(["later", "suspend", "bury"]), whole_note=st.booleans(), back=st.booleans())
    def put_aside_what_is_asked(self, what: str, whole_note: bool, back: bool) -> None:
        question = self.session.next(self.now)
        if question is None:
            return
        before = [replace(card, revision=0) for card in self.store.cards_of_note(question.note.id)]
        if what == "later":
            self.session.later(question, self.now)
        else:
            getattr(self.session, what)(question, self.now, whole_note=whole_note)
        if back:
            assert self.session.undo(self.now) is not None
            after = [replace(card, revision=0) for card in self.store.cards_of_note(question.note.id)]
            assert after == before
            asked = self.session.next(self.now)
            assert asked is not None
            assert asked.card.id == question.card.id

    @rule()
    def study_ahead(self) -> None:
        assert self.session.study_ahead(self.now) == (self.session.next(self.now) is not None)

    @rule(
        indexes=st.lists(INDEX, min_size=1, max_size=4), ratings=st.lists(RATINGS, max_size=5), back=st.integers(0, 5)
    )
    def drill(self, indexes: list[int], ratings: list[Rating], back: int) -> None:
        drill = Drill(self.store, [self.some(index).id for index in indexes], day_start=DEFAULT_DAY_START)
        before = {card.id: card.state for card in self.all_cards()}
        for rating in ratings:
            question = drill.next(self.now)
            if question is not None:
                drill.answer(question, drill.reveal(question, self.now), rating, self.now, mode="flip")
        for _ in range(back):
            drill.undo(self.now)
        assert {card.id: card.state for card in self.all_cards()} == before

    @rule(index=INDEX, first=RATINGS, second=RATINGS)
    def drill_that_counts_and_take_it_back_later(self, index: int, first: Rating, second: Rating) -> None:
        card = self.some(index)
        drill = Drill(self.store, [card.id], day_start=DEFAULT_DAY_START, scheduled=True)
        question = drill.next(self.now)
        if question is not None:
            drill.answer(question, drill.reveal(question, self.now), first, self.now, mode="flip")
            self.now += timedelta(seconds=5)
            self.answer_directly(index, second)
            self.a_new_entry_says_what_held_before_it()
            drill.undo(self.now)

    # Changing cards

    @rule(indexes=st.lists(INDEX, min_size=1, max_size=3))
    def reset(self, indexes: list[int]) -> None:
        self.store.reset([self.some(index).id for index in indexes], self.now, self.day)

    @rule(indexes=st.lists(INDEX, min_size=1, max_size=3))
    def mark_known(self, indexes: list[int]) -> None:
        self.store.mark_known([self.some(index).id for index in indexes], self.now, self.day)

    @rule(index=INDEX, how=st.sampled_from(["mark_known", "reset"]))
    def change_and_take_it_back(self, index: int, how: str) -> None:
        card = self.some(index)
        getattr(self.store, how)([card.id], self.now, self.day)
        assert self.store.undo_last(None, self.now) is not None
        assert replace(self.store.card(card.id), revision=0) == replace(card, revision=0)

    @rule(indexes=st.lists(INDEX, min_size=1, max_size=2), days=st.integers(-5, 90))
    def reschedule(self, indexes: list[int], days: int) -> None:
        cards = [self.some(index) for index in indexes]
        due = self.day + timedelta(days=days)
        if all(card.state.memory for card in cards):
            self.store.reschedule([card.id for card in cards], due, self.now, self.day)
        else:
            with pytest.raises(QuizError, match="never answered"):
                self.store.reschedule([card.id for card in cards], due, self.now, self.day)

    @rule(name=DECK_NAMES, lapses=st.integers(0, 3), action=st.sampled_from(LEECH_ACTIONS))
    def choose_what_a_leech_is(self, name: str, lapses: int, action: str) -> None:
        deck = self.deck(name)
        self.store.set_settings(deck, replace(deck.settings, leech_lapses=lapses, leech_action=action))

    @rule(index=INDEX)
    def forget_and_take_it_back(self, index: int) -> None:
        card = self.some(index)
        if card.suspended:
            return
        tags = self.store.note(card.note_id).tags
        self.answer_directly(index, Rating.AGAIN)
        assert self.store.undo_last(None, self.now) is not None
        assert replace(self.store.card(card.id), revision=0) == replace(card, revision=0)
        assert set(self.store.note(card.note_id).tags) in ({*tags}, {*tags} - {LEECH_TAG})

    @rule(index=INDEX, suspended=st.booleans())
    def suspend(self, index: int, suspended: bool) -> None:
        self.store.suspend([self.some(index).id], suspended)

    @rule(index=INDEX, days=st.integers(-1, 3))
    def bury(self, index: int, days: int) -> None:
        self.store.bury([self.some(index).id], self.day + timedelta(days=days))

    @rule(indexes=st.lists(INDEX, min_size=1, max_size=3, unique=True), name=DECK_NAMES)
    def move(self, indexes: list[int], name: str) -> None:
        self.store.move(sorted({self.some(index).id for index in indexes}), self.deck(name))

    @rule(name=DECK_NAMES, parameters=st.sampled_from(PARAMETERS))
    def fit(self, name: str, parameters: tuple[float, ...]) -> None:
        deck = self.deck(name)
        self.store.set_settings(deck, replace(deck.settings, parameters=parameters))

    @rule(name=DECK_NAMES, steps=st.sampled_from([(1.0, 10.0), (), (5.0,)]), retention=st.sampled_from([0.9, 0.8]))
    def choose_settings(self, name: str, steps: tuple[float, ...], retention: float) -> None:
        deck = self.deck(name)
        changed = replace(deck.settings, learning_steps=steps, relearning_steps=steps[:1], desired_retention=retention)
        self.store.set_settings(deck, changed)

    @rule(name=DECK_NAMES, more=st.integers(0, 2), both=st.booleans(), meaning=st.sampled_from(["what is", "that is"]))
    def import_again(self, name: str, more: int, both: bool, meaning: str) -> None:
        terms = [*TERMS[name][more:], *(f"{name}-{number}" for number in range(more))]
        directions = BOTH_WAYS if both else BOTH_WAYS[:1]
        import_terms(self.store, name, terms, self.now, directions=directions, meaning=meaning)

    @rule(name=DECK_NAMES, off=st.sampled_from([(), ("term",), ("meaning",)]))
    def turn_directions_off(self, name: str, off: tuple[str, ...]) -> None:
        deck = self.deck(name)
        with suppress(QuizError):
            self.store.set_settings(deck, replace(deck.settings, directions_off=off))

    @rule(index=INDEX)
    def delete_a_note(self, index: int) -> None:
        note = self.store.note(self.some(index).note_id)
        self.store.delete_note(note, self.now)
        self.deleted_notes.add(note.id)

    @rule()
    def restore_the_notes(self) -> None:
        for note_id in self.deleted_notes:
            self.store.restore_note(note_id)
        self.deleted_notes.clear()

    @rule(name=DECK_NAMES, rating=RATINGS, times=st.integers(0, 2))
    def do_without_a_deck_for_a_while(self, name: str, rating: Rating, times: int) -> None:
        ids = self.store.delete_deck(self.deck(name), self.now)
        gone = {card.id: card for card in self.all_cards() if card.deck_id in ids}
        self.shown = None
        self.answer_what_is_shown(rating, 3)
        self.undo_in_the_session(times)
        assert {card_id: self.store.card(card_id) for card_id in gone} == gone
        self.the_database_agrees_with_its_log()
        self.store.restore_decks(ids)

    @rule(name=DECK_NAMES)
    def rename_there_and_back(self, name: str) -> None:
        deck = self.deck(name)
        self.store.rename_deck(deck, "Another")
        self.store.rename_deck(self.deck("Another"), name)

    # The world

    @rule(minutes=st.sampled_from([1, 7, 15, 60, 600]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(days=st.sampled_from([-40, -3, -1, 1, 2, 30, 400]), hours=st.integers(-12, 12))
    def set_the_clock(self, days: int, hours: int) -> None:
        self.now += timedelta(days=days, hours=hours)

    @rule(hours=st.integers(-11, 14))
    def travel(self, hours: int) -> None:
        self.now = self.now.astimezone(timezone(timedelta(hours=hours, minutes=30)))

    @precondition(lambda self: bool(self.reviews))
    @rule()
    def open_again(self) -> None:
        self.store.close()
        self.store = Store.open(self.path, self.now)
        self.session = Session(self.store)

    # What is always true

    @invariant()
    def the_database_agrees_with_its_log(self) -> None:
        assert self.store.disagreements() == []

    @invariant()
    def a_slow_replay_finds_the_same_cards_and_counts(self) -> None:
        cards = self.all_cards()
        logs = {card.id: self.store.log(card.id) for card in cards}
        parameters = {deck.id: deck.settings.parameters for deck in self.store.decks()}
        for card in cards:
            assert card.state == slow_state(logs[card.id], parameters[card.deck_id])
        assert stored_counts(self.path, "day", DAY_COLUMNS, keys=4) == slow_counts(cards, logs)
        assert stored_counts(self.path, "hour", HOUR_COLUMNS, keys=3) == slow_hours(cards, logs)

    @invariant()
    def a_new_entry_says_what_held_before_it(self) -> None:
        parameters = {deck.id: deck.settings.parameters for deck in self.store.decks()}
        for card in self.all_cards():
            log = self.store.log(card.id)
            if log and log[-1].id not in self.told and log[-1].undone is None:
                interval, recall = slow_facts(log, parameters[card.deck_id])
                assert log[-1].scheduled_days == interval
                assert log[-1].predicted == (None if recall is None else pytest.approx(recall, abs=6e-5))
            self.told |= {entry.id for entry in log}

    @invariant()
    def cards_rest_where_their_note_or_direction_does(self) -> None:
        off = {deck.id: deck.settings.directions_off for deck in self.store.decks()}
        for card in self.all_cards():
            note = self.store.note(card.note_id)
            slugs = [direction.slug for direction in self.store.note_type(note.type_id).directions]
            asked = card.direction in slugs and card.direction not in off[card.deck_id]
            assert card.retired == (note.id in self.deleted_notes or not asked)

    @invariant()
    def the_log_only_grows_at_its_end(self) -> None:
        last, found = max(self.reviews, default=0), stored_reviews(self.path)
        assert {number: found.get(number) for number in self.reviews} == self.reviews
        assert all(number > last for number in found.keys() - self.reviews.keys())
        self.reviews = found

    @invariant()
    def revisions_grow_with_every_change(self) -> None:
        for card in self.all_cards():
            before = self.seen.get(card.id, card)
            assert card.revision >= before.revision
            if replace(card, revision=0, position=0) != replace(before, revision=0, position=0):
                assert card.revision > before.revision
            self.seen[card.id] = card


TestLog = pytest.mark.no_cover(LogMachine.TestCase)
TestLog.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


# The check is itself checked: whatever is spoilt in the file, it is found.


@pytest.fixture
def studied(store: Store, path: Path) -> Path:
    import_terms(store, FIRST, TERMS[FIRST], NOW)
    for index, card in enumerate(store.cards()[:4]):
        rating = Rating(index % 4 + 1)
        after = outcome(card.state, MemoryModel(store.decks()[0].settings), rating, study_day(NOW)).taken(NOW)
        store.record(Answer(card.id, card.revision, NOW, study_day(NOW), Kind.LEARN, rating, "flip", 900, after))
    assert store.disagreements() == []
    return path


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as writer, writer:
        assert writer.execute(statement).rowcount > 0


@pytest.mark.parametrize(
    "column", ["stability", "difficulty", "reps", "lapses", "due_day", "due_at", "last_review", "last_day", "step"]
)
def test_a_card_that_its_log_did_not_make_is_found(store: Store, studied: Path, column: str) -> None:
    spoil(studied, f"UPDATE card SET {column} = {column} + 1 WHERE id = (SELECT min(id) FROM card)")
    assert store.disagreements() == ["1 card is not what its review log makes of it. (1)"]


@pytest.mark.parametrize("column", ["again", "hard", "good", "easy", "milliseconds", "cards_new"])
def test_a_count_that_the_log_did_not_make_is_found(store: Store, studied: Path, column: str) -> None:
    spoil(studied, f"UPDATE day SET {column} = {column} + 1 WHERE direction = 'term'")
    assert store.disagreements() == ["The counts of 1 day do not agree with the review log. (2026-03-02)"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM day WHERE direction = 'term'",
        "INSERT INTO day SELECT day + 1, deck_id, direction, kind, again, hard, good, easy, milliseconds, cards_new,"
        " 0, 0, 0, 0, 0 FROM day WHERE direction = 'term'",
        "DELETE FROM hour",
        "UPDATE hour SET passed = passed + 1",
        "INSERT INTO hour SELECT day + 1, deck_id, hour, answers, passed FROM hour",
    ],
)
def test_counts_that_are_missing_or_invented_are_found(store: Store, studied: Path, statement: str) -> None:
    spoil(studied, statement)
    assert len(store.disagreements()) == 1


def test_a_lost_review_is_found(store: Store, studied: Path) -> None:
    spoil(studied, "DELETE FROM review WHERE id = (SELECT min(id) FROM review)")
    assert len(store.disagreements()) == 3


def test_ids_grow_also_when_the_clock_is_put_back(store: Store) -> None:
    import_terms(store, FIRST, TERMS[FIRST], NOW)
    card = store.cards()[0]
    for moment in (NOW, NOW, NOW - timedelta(days=300), NOW + timedelta(seconds=1)):
        store.reset([card.id], moment, study_day(moment))
    ids = [entry.id for entry in store.log(card.id)]
    assert ids == sorted(set(ids))
    assert len({number % 2**21 for number in ids}) == 1
