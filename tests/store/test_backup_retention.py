"""Which backups are kept, over any dates and whatever the clock does."""

from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.store import backup
from quiz.store.backups.names import UNPROVEN, Backup, name_of
from quiz.store.backups.retention import DAYS, MONTHS, MOST, NEWEST, WEEKS, kept
from tests.store.support import NOW

REASONS = ("daily", "import", "restore", "manual", "schema-3", "repair", "damaged")
ZONES = st.sampled_from([timezone(timedelta(hours=hours)) for hours in (-11, -5, 0, 8, 13)])
INSTANTS = st.builds(
    lambda minutes, zone: (NOW - timedelta(minutes=minutes)).astimezone(zone),
    st.integers(-60 * 24 * 500, 60 * 24 * 900),
    ZONES,
)


def backup_at(made: datetime, reason: str = "daily") -> Backup:
    return Backup(Path(name_of(made, reason)), made, reason, 1)


BACKUPS = st.lists(st.builds(backup_at, INSTANTS, st.sampled_from(REASONS)), unique=True, max_size=90)


def series(found: Sequence[Backup], now: datetime) -> list[list[Backup]]:
    """Those that are dated in the past and proven, and the others, each by themselves; the newest first."""
    wanted: list[Callable[[Backup], bool]] = [
        lambda one: one.made <= now and one.reason not in UNPROVEN,
        lambda one: one.made > now and one.reason not in UNPROVEN,
        lambda one: one.made <= now and one.reason in UNPROVEN,
        lambda one: one.made > now and one.reason in UNPROVEN,
    ]
    return [sorted(filter(each, found), key=lambda one: one.made, reverse=True) for each in wanted]


def newest_of(found: Sequence[Backup], period: Callable[[datetime], Hashable], most: int) -> list[Backup]:
    """The newest of each of the last periods that have a backup, found in the slow way."""
    periods = list(dict.fromkeys(period(one.made) for one in found))[:most]
    return [next(one for one in found if period(one.made) == each) for each in periods]


@given(BACKUPS)
def test_the_newest_of_the_last_days_weeks_and_months_are_kept_and_no_others(found: list[Backup]) -> None:
    stay = kept(found, NOW)
    for members in series(found, NOW):
        expected = {
            *members[:NEWEST],
            *newest_of(members, lambda made: made.date(), DAYS),
            *newest_of(members, lambda made: made.strftime("%G-%V"), WEEKS),
            *newest_of(members, lambda made: made.strftime("%Y-%m"), MONTHS),
        }
        assert {one for one in members if one in stay} == expected
        assert len(expected) <= MOST
        assert not members or members[0] in stay


@given(BACKUPS, st.integers(-5000, 5000))
def test_a_clock_that_jumps_takes_none_of_the_last_days_away(found: list[Backup], days: int) -> None:
    """Whatever the present is: of the backups up to it, the last seven days with one each have one."""
    now = NOW + timedelta(days=days)
    stay = kept(found, now)
    past = series(found, now)[0]
    assert set(newest_of(past, lambda made: made.date(), DAYS)) <= stay
    ahead = series(found, now)[1]
    assert len(ahead) < NEWEST or len([one for one in ahead if one in stay]) >= NEWEST


@given(BACKUPS)
def test_tidying_again_removes_nothing(found: list[Backup]) -> None:
    stay = kept(found, NOW)
    assert kept(stay, NOW) == stay


@given(INSTANTS, st.integers(1, 80))
def test_tidying_day_by_day_ends_as_tidying_once_would_for_the_last_days(first: datetime, days: int) -> None:
    made = [first + timedelta(days=number) for number in range(days)]
    stay: set[Backup] = set()
    for instant in made:
        stay = kept({*stay, backup_at(instant)}, instant)
    assert {backup_at(instant) for instant in made[-NEWEST:]} <= stay
    assert len(stay) <= MOST


def test_years_of_daily_use_leave_ten_days_eight_weeks_and_twelve_months() -> None:
    stay: set[Backup] = set()
    now = datetime(2024, 1, 1, 9, tzinfo=UTC)
    for _day in range(800):
        now += timedelta(days=1)
        stay = kept({*stay, backup_at(now)}, now)
    ages = sorted((now - one.made).days for one in stay)
    assert ages[:10] == list(range(10))
    assert len({one.made.isocalendar()[:2] for one in stay}) >= WEEKS
    assert len({(one.made.year, one.made.month) for one in stay}) == MONTHS
    assert len(stay) <= MOST


def test_a_day_with_many_imports_keeps_the_newest_ten_and_the_days_before() -> None:
    before = [backup_at(NOW - timedelta(days=number)) for number in range(1, 7)]
    today = [backup_at(NOW - timedelta(minutes=number), "import") for number in range(50)]
    stay = kept([*before, *today], NOW)
    assert stay == {*before, *today[:10]}


def test_what_is_not_kept_is_removed_and_told(path: Path) -> None:
    folder = backup.folder_of(path)
    folder.mkdir()
    made = [NOW - timedelta(minutes=number) for number in range(12)]
    for one in made:
        (folder / name_of(one, "import")).touch()
    gone = backup.tidy(path, NOW)
    assert {file.name for file in gone} == {name_of(one, "import") for one in made[10:]}
    assert len(backup.backups(path)) == 10
    assert backup.tidy(path, NOW) == []


@pytest.mark.parametrize("days", [400, -400])
def test_backups_go_on_after_the_clock_was_wrong_for_weeks(days: int) -> None:
    """What is made with the right clock stays beside what was made with the wrong one."""
    wrong = [backup_at(NOW + timedelta(days=days + number)) for number in range(30)]
    stay: set[Backup] = set()
    for one in wrong:
        stay = kept({*stay, one}, one.made)
    for number in range(30):
        right = backup_at(NOW + timedelta(days=number))
        stay = kept({*stay, right}, right.made)
        assert right in stay
    assert len([one for one in stay if one not in wrong]) >= NEWEST
