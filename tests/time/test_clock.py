"""The clock of the computer: where it is, and that it is followed on a journey."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from quiz.clock import Clock, from_environment
from quiz.errors import QuizError
from quiz.scheduling.days import study_day


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The time zone of the computer, to be changed as the settings of the system do."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "offset"),
    [("Asia/Kathmandu", 345), ("Pacific/Kiritimati", 840), ("Etc/GMT+12", -720), ("Asia/Shanghai", 480)],
)
def test_a_running_clock_follows_the_time_zone_of_the_computer(
    zone: pytest.MonkeyPatch, name: str, offset: int
) -> None:
    clock = Clock()
    zone.setenv("TZ", "UTC")
    before = clock.now()
    zone.setenv("TZ", name)
    after = clock.now()
    assert (before.utcoffset(), after.utcoffset()) == (timedelta(), timedelta(minutes=offset))
    assert timedelta() <= after - before < timedelta(days=1)
    assert study_day(after) - study_day(before) in (timedelta(days=-1), timedelta(), timedelta(days=1))


@pytest.mark.parametrize(
    "text", ["1979-12-31T23:59:59+00:00", "2100-01-01T00:00:00-12:00", "9999-12-31T00:00:00+14:00"]
)
def test_a_year_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(QuizError, match="The clock says that this is the year"):
        from_environment({"QUIZ_NOW": text}).now()


@pytest.mark.parametrize(
    "text", ["2026-03-02T09:00:00", "tomorrow", "2026-02-29T09:00:00Z", "2026-03-02T09:00:00+25:00"]
)
def test_what_is_no_instant_with_an_offset_is_refused(text: str) -> None:
    with pytest.raises(QuizError, match="not an instant with an offset"):
        from_environment({"QUIZ_NOW": text})
