"""A streak survives a journey, in either direction, and no day is counted twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quiz import stats
from quiz.cards import Rating
from quiz.scheduling.days import study_day
from quiz.stats.material import Collection, Material, Scope
from quiz.store import Store
from tests.store.support import card_of, import_terms, record


def studied(store: Store, evenings: Sequence[tuple[str, str]]) -> list[int]:
    """Answer a card at each local time, and return the streak that is shown then."""
    streaks = []
    import_terms(store, "D", ["tcp"], local(*evenings[0]))
    for text, zone in evenings:
        now = local(text, zone)
        record(store, card_of(store, "tcp").id, Rating.GOOD, now)
        day = study_day(now)
        streaks.append(stats.streak(store.statistics(None, day), day)["current"])
        assert stats.streak(Material(Collection(store), Scope(), now), day)["current"] == streaks[-1]
    return streaks


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


JOURNEYS = {
    "over the date line, which skips a day": (
        [("2026-03-01T20:00", "Pacific/Honolulu"), ("2026-03-03T20:00", "Pacific/Auckland"),
         ("2026-03-04T20:00", "Pacific/Auckland")],
        [1, 2, 3],
    ),
    "from America to Asia": (
        [("2026-03-01T09:00", "America/Los_Angeles"), ("2026-03-03T07:00", "Asia/Shanghai")],
        [1, 2],
    ),
    "over the date line, which repeats a day": (
        [("2026-03-02T08:00", "Pacific/Auckland"), ("2026-03-02T08:00", "Pacific/Honolulu"),
         ("2026-03-03T08:00", "Pacific/Honolulu")],
        [1, 1, 2],
    ),
    "there and back": (
        [("2026-03-01T20:00", "Pacific/Honolulu"), ("2026-03-03T10:00", "Pacific/Auckland"),
         ("2026-03-02T22:00", "Pacific/Honolulu"), ("2026-03-03T10:00", "Pacific/Honolulu")],
        [1, 2, 2, 3],
    ),
    "a missed day in Europe": ([("2026-03-01T20:00", "Europe/Berlin"), ("2026-03-03T06:00", "Europe/Berlin")], [1, 1]),
    "a missed day and a journey by some hours": (
        [("2026-03-01T20:00", "Europe/Berlin"), ("2026-03-03T20:00", "Asia/Shanghai")],
        [1, 1],
    ),
    "two missed days over the date line": (
        [("2026-03-01T20:00", "Pacific/Honolulu"), ("2026-03-04T20:00", "Pacific/Auckland")],
        [1, 1],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("evenings", "streaks"), JOURNEYS.values(), ids=list(JOURNEYS))
def test_a_streak_is_what_the_learner_lived(store: Store, evenings: list[tuple[str, str]], streaks: list[int]) -> None:
    assert studied(store, evenings) == streaks


def test_what_was_taken_back_says_nothing_of_a_journey(store: Store) -> None:
    studied(store, JOURNEYS["over the date line, which skips a day"][0][:2])
    now = local("2026-03-03T21:00", "Pacific/Auckland")
    store.undo_last(None, now)
    day = study_day(now)
    assert store.statistics(None, day).skipped == frozenset()
    assert stats.streak(store.statistics(None, day), day)["current"] == 0


def test_a_day_that_was_skipped_before_a_longest_streak_stays_skipped(store: Store) -> None:
    studied(store, JOURNEYS["over the date line, which skips a day"][0])
    day = study_day(local("2026-06-01T12:00", "Europe/Berlin"))
    found = stats.streak(store.statistics(None, day), day)
    assert (found["current"], found["longest"], found["days"]) == (0, 3, 3)
    assert day - timedelta(days=90) not in store.statistics(None, day).skipped
