"""A learner whose clock goes astray: journeys, changes of the hour, a clock that is set wrong and right again.

What is checked holds after everything that can happen, in every time zone, with every start of the day.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

from quiz.cards import Card, Deck, Kind, Phase, Rating, Review
from quiz.clock import YEARS
from quiz.overview import Overview, overview
from quiz.scheduling.days import study_day
from quiz.store import Store
from quiz.study import Session
from tests.store.support import import_terms

ODD_ZONES = (
    *("Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Antarctica/Troll"),
    *("America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca", "Asia/Shanghai"),
    *("Europe/Dublin", "America/New_York", "Etc/GMT+12", "Pacific/Auckland"),
)
"""Offsets of half and quarter hours, changes by half and two hours, skipped days, and both ends of the earth."""

MOMENTS = tuple(
    datetime.fromisoformat(text).replace(tzinfo=UTC)
    for text in (
        "1980-01-03 00:00", "2011-12-29 21:00", "2024-02-28 23:30", "2026-03-08 06:30", "2026-03-28 23:00",
        "2026-04-04 14:30", "2026-10-24 23:30", "2026-12-31 23:59", "2038-01-19 03:14", "2099-08-01 12:00",
    )
)  # fmt: skip
"""Leap days, changes of the hour both ways, a day that Samoa skipped, ends of years and of what can be kept."""

FIRST, LAST = datetime(YEARS.start, 1, 2, tzinfo=UTC), datetime(YEARS.stop - 1, 12, 29, tzinfo=UTC)
"""Between these instants every zone is in a year that can be kept."""

TERMS, NEW_PER_DAY, REVIEWS_PER_DAY = 14, 3, 6


@cache
def zones() -> list[str]:
    """The names of all time zones."""
    return sorted(available_timezones())


def zone() -> st.SearchStrategy[str]:
    """Any time zone, odd ones often."""
    return st.sampled_from(ODD_ZONES) | st.deferred(lambda: st.sampled_from(zones()))


def here(instant: datetime, name: str) -> datetime:
    """An instant as the clock of the program tells it: in the learner's zone, at the offset of that moment."""
    there = instant.astimezone(ZoneInfo(name))
    return there.astimezone(timezone(there.utcoffset() or timedelta()))


START = st.sampled_from(MOMENTS) | st.datetimes(datetime(1980, 1, 3), datetime(2098, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)
WAIT = st.sampled_from([timedelta(minutes=1), timedelta(minutes=12), timedelta(hours=3), timedelta(hours=9)]) | (
    st.integers(1, 40).map(lambda hours: timedelta(hours=hours))
)
SKEW = st.sampled_from([timedelta(days=-1), timedelta(days=365), timedelta(days=-400), timedelta(seconds=-40)])
DAY_START = st.sampled_from([0, 4, 5.5, 12]).map(lambda hours: timedelta(hours=hours))
ACTION = st.one_of(
    st.tuples(st.just("study"), st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=6)),
    st.tuples(st.just("study"), st.just([Rating.AGAIN])),
    st.tuples(st.just("wait"), WAIT),
    st.tuples(st.just("wait"), st.just(timedelta(days=1))),
    st.tuples(st.just("travel"), zone()),
    st.tuples(st.just("set wrong"), SKEW),
    st.tuples(st.just("set right"), st.none()),
    st.tuples(st.just("start of the day"), DAY_START),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("bury"), st.none()),
    st.tuples(st.just("suspend"), st.none()),
    st.tuples(st.just("restart"), st.none()),
)


@dataclass
class Traveller:
    """Somebody who studies. ``true`` is the real instant; the clock is as wrong as ``skew``."""

    path: Path
    true: datetime
    zone: str
    skew: timedelta = timedelta()
    day_start: timedelta = timedelta(hours=4)
    starts: dict[int, timedelta] = field(default_factory=dict)
    """How late the study day began when each entry of the log was made."""

    def __post_init__(self) -> None:
        self.store = Store.open(self.path, self.now)
        deck = import_terms(self.store, "D", [f"term {number}" for number in range(TERMS)], self.now)
        self.store.set_settings(deck, replace(deck.settings, new_per_day=NEW_PER_DAY, reviews_per_day=REVIEWS_PER_DAY))
        self.session = Session(self.store, None, day_start=self.day_start)
        self.log: dict[int, Review] = {}

    @property
    def now(self) -> datetime:
        """What the clock says; it never leaves the years that can be kept."""
        return here(min(max(self.true + self.skew, FIRST), LAST), self.zone)

    @property
    def day(self) -> date:
        """The study day that it is by the clock."""
        return study_day(self.now, self.day_start)

    @property
    def decks(self) -> list[Deck]:
        """The decks, as they are now."""
        return self.store.decks()

    def act(self, action: str, value: Any) -> None:
        """Do something, and check everything."""
        match action:
            case "study":
                self.study(value)
            case "wait":
                self.true += value
            case "travel":
                self.zone = value
            case "set wrong":
                self.skew = value
            case "set right":
                self.skew = timedelta()
            case "start of the day":
                self.day_start = value
                self.session = Session(self.store, None, day_start=value)
            case "undo":
                self.session.undo(self.now)
            case "bury" | "suspend":
                self.put_aside(action)
            case "restart":
                self.restart()
        self.check()

    def study(self, ratings: Sequence[Rating]) -> int:
        """Answer cards, and return how many were asked."""
        for number, rating in enumerate(ratings):
            question = self.session.next(self.now)
            if question is None:
                return number
            choices = self.session.reveal(question, self.now)
            assert all(outcome.interval > timedelta() for outcome in choices.outcomes.values())
            self.true += timedelta(seconds=7)
            entry = self.session.answer(question, choices, rating, self.now, mode="flip")
            assert entry.milliseconds >= 0
            assert entry.scheduled_days is None or entry.scheduled_days >= 0
        return len(ratings)

    def put_aside(self, action: str) -> None:
        question = self.session.next(self.now)
        if question is not None:
            if action == "bury":
                self.session.bury(question, self.now)
            elif self.true.minute % 3 == 0:
                self.session.suspend(question, self.now)

    def restart(self) -> None:
        """End the program and start it again."""
        self.store.close()
        self.store = Store.open(self.path, self.now)
        self.session = Session(self.store, None, day_start=self.day_start)

    # What always holds

    def check(self) -> None:
        cards = self.store.cards()
        assert len(cards) == 2 * TERMS
        for card in cards:
            check_card(card)
        log = {entry.id: entry for card in cards for entry in self.store.log(card.id)}
        self._check_history(log)
        self._check_limits(log)
        self._check_counts(log)
        check_home(self.home(), log)
        self.log = log

    def _check_history(self, log: dict[int, Review]) -> None:
        """What was written stays; only ``undone`` may have come."""
        assert self.log.keys() <= log.keys()
        for number, before in self.log.items():
            assert log[number] == before or replace(log[number], undone=None) == before
        for entry in log.values():
            start = self.starts.setdefault(entry.id, self.day_start)
            assert entry.day == (entry.time + timedelta(minutes=entry.utc_offset) - start).date()

    def _check_limits(self, log: dict[int, Review]) -> None:
        """On no study day more is asked than the limits allow, however often that day comes."""
        new: dict[date, set[int]] = defaultdict(set)
        reviews: Counter[date] = Counter()
        begun: set[int] = set()
        for entry in sorted(log.values(), key=lambda entry: entry.id):
            if entry.undone is None:
                if entry.kind is Kind.LEARN and entry.card_id not in begun:
                    begun.add(entry.card_id)
                    new[entry.day].add(entry.card_id)
                reviews[entry.day] += entry.kind is Kind.REVIEW
        assert max(map(len, new.values()), default=0) <= NEW_PER_DAY
        assert max(reviews.values(), default=0) <= REVIEWS_PER_DAY

    def _check_counts(self, log: dict[int, Review]) -> None:
        """The counts of each day are those of the log, wherever the learner is; they are never another day's."""
        counted: Counter[date] = Counter()
        for row in self.store.day_facts(None):
            counted[row.day] += row.answers
        assert counted == Counter(entry.day for entry in log.values() if entry.undone is None)

    def home(self) -> Overview:
        """What home shows."""
        return overview(self.store, self.now, self.day_start, "en")


def check_card(card: Card) -> None:
    """A card always is new, in steps, or due on a day, and nothing of it is negative."""
    state = card.state
    if state.phase is Phase.NEW:
        assert (state.due_day, state.due_at, state.memory) == (None, None, None)
        return
    assert state.memory is not None
    assert 0.001 <= state.memory.stability <= 36500
    assert 1 <= state.memory.difficulty <= 10
    assert state.due_day is not None
    assert state.last_day is not None
    assert (state.due_at is not None) == state.phase.in_steps
    if state.phase is Phase.REVIEW:
        assert 1 <= (state.due_day - state.last_day).days <= 36500
    else:
        assert state.due_at is not None
        assert state.last_review is not None
        assert timedelta() < state.due_at - state.last_review <= timedelta(minutes=15)


def check_home(shown: Overview, log: dict[int, Review]) -> None:
    """Home never counts a day twice, nor one that is still to come."""
    days = {entry.day for entry in log.values() if entry.undone is None and entry.day <= shown.day}
    assert 0 <= shown.streak <= len(days)
    today = {entry.card_id for entry in log.values() if entry.undone is None and entry.day == shown.day}
    assert shown.answered == len(today)
    assert 0 <= shown.right <= shown.answered
    assert shown.minutes >= 0
    assert [row["day"] for row in shown.calendar] == sorted({row["day"] for row in shown.calendar})
    assert shown.calendar[-1]["day"] == shown.day
    assert min(shown.counts.new, shown.counts.learning, shown.counts.due) >= 0
