"""Whatever happened to cards, the series say what a slow look at the log and the cards says.

Histories are drawn at random: answers, drills and interviews, all that is taken back or changed by hand, clocks that
jump, time zones and study days that change.
"""

import tempfile
from datetime import timedelta, tzinfo
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from quiz.cards import Rating
from quiz.stats.material import Progress, Scope
from quiz.stats.series import computed
from tests.simulated import Habits, study_for
from tests.stats.compared import all_periods, check, material_of, scopes
from tests.stats.facts import world_of
from tests.stats.life import DAY_STARTS, ZONES, Life

RATINGS = st.sampled_from([Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.EASY, Rating.HARD, Rating.AGAIN, Rating.AGAIN])
MODES = st.sampled_from(["flip", "type", "choice", "choice", "spell"])
MILLISECONDS = st.sampled_from([0, 999, 1000, 2500, 7300, 59_999, 60_000]) | st.integers(500, 20_000)
INDEX = st.integers(0, 999)
INDEXES = st.lists(INDEX, min_size=1, max_size=3)
ANSWERS = st.lists(st.tuples(RATINGS, MODES, MILLISECONDS), min_size=1, max_size=12)


class StatisticsMachine(RuleBasedStateMachine):
    """A life, looked at now and then, and at the end from all sides."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.life = Life(Path(self.folder.name) / "quiz.db")

    @initialize(days=st.sampled_from([0, 40, 150]), seed=st.integers(0, 99))
    def begin(self, days: int, seed: int) -> None:
        self.life.begin()
        if days:
            study_for(self.life.store, self.life.now, Habits(days=days, idle=0.3, new=2, most=20), seed)

    def teardown(self) -> None:
        try:
            world = world_of(self.life.store)
            for scope in scopes(self.life):
                check(self.life, world, scope, all_periods(self.life))
        finally:
            self.life.store.close()
            self.folder.cleanup()

    @rule(place=INDEX, days_ago=st.integers(0, 100))
    def look(self, place: int, days_ago: int) -> None:
        found, of = list(scopes(self.life)), all_periods(self.life, days_ago)
        check(self.life, world_of(self.life.store), found[place % len(found)], [of[place % len(of)]])

    @rule(place=INDEX)
    def look_at_the_cards_of_a_deck(self, place: int) -> None:
        """A deck is the cards in it, the resting ones included; only what is wanted of it is its own."""
        deck = self.life.deck(place)
        ids = tuple(card.id for card in world_of(self.life.store).cards if card.deck_id == deck.id)
        of = all_periods(self.life)
        by_deck, by_cards = (
            computed(Progress(material_of(self.life, scope), of[place % len(of)]))
            for scope in (Scope((deck.id,)), Scope((deck.id,), ids))
        )
        assert by_deck == by_cards

    # Answers

    @rule(days=st.sampled_from([0, 0, 1, 1, 1, 2, 3, 7, 30]), deck=INDEX, answers=ANSWERS, confused=INDEX)
    def study(self, days: int, deck: int, answers: list[tuple[Rating, str, int]], confused: int) -> None:
        self.life.wait(days=days)
        self.life.study(deck, answers, confused)

    @rule(days=st.sampled_from([1, 3, 10, 25, 60]), answers=ANSWERS, confused=INDEX, back=st.booleans())
    def study_much_later(self, days: int, answers: list[tuple[Rating, str, int]], confused: int, back: bool) -> None:
        self.life.wait(days=days)
        self.life.study(0, answers, confused, take_back=back)

    @rule(indexes=INDEXES, ratings=st.lists(RATINGS, max_size=5), scheduled=st.booleans(), back=st.integers(0, 2))
    def drill(self, indexes: list[int], ratings: list[Rating], scheduled: bool, back: int) -> None:
        self.life.drill(indexes, ratings, scheduled=scheduled, back=back)

    @rule(index=INDEX, rating=RATINGS, milliseconds=MILLISECONDS)
    def interview(self, index: int, rating: Rating, milliseconds: int) -> None:
        self.life.interview(index, rating, milliseconds)

    @rule(deck=INDEX, times=st.integers(1, 3))
    def undo(self, deck: int, times: int) -> None:
        for _ in range(times):
            self.life.undo(deck)

    # Changes

    @rule(what=st.sampled_from(["reset", "mark_known"]), indexes=INDEXES)
    def change(self, what: str, indexes: list[int]) -> None:
        self.life.change(what, indexes)

    @rule(indexes=INDEXES, days=st.integers(-5, 90))
    def reschedule(self, indexes: list[int], days: int) -> None:
        self.life.reschedule(indexes, days)

    @rule(indexes=INDEXES, suspended=st.booleans())
    def suspend(self, indexes: list[int], suspended: bool) -> None:
        self.life.suspend(indexes, suspended)

    @rule(indexes=INDEXES, days=st.integers(-1, 3))
    def bury(self, indexes: list[int], days: int) -> None:
        self.life.bury(indexes, days)

    @rule(indexes=INDEXES, deck=INDEX)
    def move(self, indexes: list[int], deck: int) -> None:
        self.life.move(indexes, deck)

    @rule(
        deck=INDEX,
        other=st.booleans(),
        retention=st.sampled_from([0.8, 0.9]),
        lapses=st.integers(0, 3),
        off=st.sampled_from([(), (), ("term",)]),
    )
    def configure(self, deck: int, other: bool, retention: float, lapses: int, off: tuple[str, ...]) -> None:
        self.life.configure(deck, other=other, retention=retention, lapses=lapses, off=off)

    @rule(index=INDEX, category=st.sampled_from(["", "transport", "new"]))
    def categorise(self, index: int, category: str) -> None:
        self.life.categorise(index, category)

    @rule(deck=INDEX, number=INDEX)
    def add_note(self, deck: int, number: int) -> None:
        self.life.add_note(deck, number)

    @rule(index=INDEX)
    def delete_note(self, index: int) -> None:
        self.life.delete_note(index)

    @rule(deck=INDEX)
    def delete_deck(self, deck: int) -> None:
        self.life.delete_deck(deck)

    @rule()
    def restore(self) -> None:
        self.life.restore_decks()
        self.life.restore_notes()

    # The world

    @rule(days=st.sampled_from([-40, -3, -1, 1, 30, 400]), hours=st.integers(-12, 12))
    def set_the_clock(self, days: int, hours: int) -> None:
        self.life.wait(days=days, minutes=60 * hours)

    @rule(minutes=st.sampled_from([7, 53, 240, 600]))
    def wait(self, minutes: int) -> None:
        self.life.wait(minutes=minutes)

    @rule(zone=st.sampled_from(ZONES))
    def travel(self, zone: tzinfo) -> None:
        self.life.travel(zone)

    @rule(start=st.sampled_from(DAY_STARTS))
    def begin_days_at(self, start: timedelta) -> None:
        self.life.begin_days_at(start)


TestStatistics = StatisticsMachine.TestCase
TestStatistics.settings = settings(
    max_examples=8, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
