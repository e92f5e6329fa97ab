"""Whether two notes that were mixed up are told apart by now."""

from pathlib import Path

import pytest

from quiz.cards import Rating
from quiz.scheduling.days import study_day
from quiz.stats import periods
from quiz.stats.behaviour import is_settled
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.store import Store
from tests.store.support import NOW, Clock, import_terms, record


@pytest.mark.parametrize(
    ("ratings", "days", "settled"),
    [
        ([], 1, False),
        ([Rating.GOOD], 1, False),
        ([Rating.GOOD, Rating.HARD], 1, True),
        ([Rating.GOOD, Rating.AGAIN], 1, False),
        ([Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.EASY], 1, False),
        ([], 89, False),
        ([], 90, True),
    ],
)
def test_two_right_answers_in_a_row_or_a_long_time_settle_it(
    tmp_path: Path, ratings: list[Rating], days: int, settled: bool
) -> None:
    with Store.open(tmp_path / "quiz.db", NOW) as store:
        assert settles(store, ratings, days) is settled


def settles(store: Store, ratings: list[Rating], days: int, *, both: bool = True) -> bool:
    clock = Clock(NOW)
    import_terms(store, "Terms", ["tcp", "udp"], clock.now)
    first, other = (card for card in store.cards() if card.direction == "term")
    record(store, first.id, Rating.AGAIN, clock.forward(minutes=1), recall_ms=900, confused_with=other.note_id)
    for card in (first, other):
        for rating in ratings if card is first or both else ():
            record(store, card.id, rating, clock.forward(minutes=1), recall_ms=900)
    now = clock.forward(days=days)
    progress = Progress(Material(Collection(store), Scope(), now), periods.named("all", study_day(now)))
    return is_settled(progress, first.note_id, other.note_id)


def test_the_other_one_has_to_be_known_as_well(tmp_path: Path) -> None:
    with Store.open(tmp_path / "quiz.db", NOW) as store:
        assert not settles(store, [Rating.GOOD, Rating.GOOD], 1, both=False)
