"""Every command at the odd places of the calendar and of the world, with answers before, on and after that day."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quiz.scheduling.days import study_day
from tests.cli.conftest import Runner

INSTANTS = {
    "the first to see a new year": "2026-01-01T00:00:00+14:00",
    "the last to see the old one": "2025-12-31T23:59:59-12:00",
    "three quarters of an hour": "2026-03-02T03:59:59+05:45",
    "an offset with seconds": "2026-03-02T09:00:00.123456+05:53:28",
    "less than an hour west": "2026-03-02T00:10:00-00:44:30",
    "almost a day east": "2026-03-02T09:00:00+23:59",
    "almost a day west": "2026-03-02T09:00:00-23:59:59",
    "a leap day": "2024-02-29T12:00:00-03:30",
    "before the clock goes forward": "2026-03-29T01:59:59+01:00",
    "after it went back": "2026-10-25T02:00:00+01:00",
    "the first day that can be kept": "1980-01-01T00:00:00+08:00",
    "the last one": "2099-12-31T23:30:00-08:00",
    "the end of the seconds of 32 bits": "2038-01-19T03:14:08+00:00",
}
ANSWERS = "\n3\n\n4\n\n1\n\n2\nu\n3\n"


@pytest.fixture(params=INSTANTS.values(), ids=list(INSTANTS))
def now(request: pytest.FixtureRequest, quiz: Runner, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """An instant with a history: some days before it, at it, and where the clock allows it a year later."""
    instant = datetime.fromisoformat(request.param)
    for days in (-9, -1, 0, 370):
        at = instant + timedelta(days=days)
        if 1980 <= at.year < 2100:
            monkeypatch.setenv("QUIZ_NOW", at.isoformat())
            result = quiz("study", "http", "--plain", typed=ANSWERS)
            assert result.status == 0, result.err
            assert result.lines(".")
    monkeypatch.setenv("QUIZ_NOW", instant.isoformat())
    return instant


def shown(quiz: Runner, *arguments: str) -> str:
    """What a command prints; it has nothing to complain of but a clock that is behind."""
    result = quiz(*arguments)
    assert result.status == 0, result.err
    assert [line for line in result.err.splitlines() if "Warning" in line and "is the clock right" not in line] == []
    return result.out


def document(quiz: Runner, *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(shown(quiz, *arguments, "--json"))
    return found


def days_in(value: object) -> list[str]:
    """The values of all keys of a document that name a day on which something was answered."""
    if isinstance(value, dict):
        own = [str(one) for name, one in value.items() if name in ("day", "end") and isinstance(one, str)]
        return own + [day for one in value.values() for day in days_in(one)]
    return [day for one in value for day in days_in(one)] if isinstance(value, list) else []


def test_every_command_works_there(quiz: Runner, now: datetime, tmp_path: Path) -> None:
    day = study_day(now)
    due = document(quiz, "due")
    assert shown(quiz, "due")
    if due["next_due"] is not None:
        following = datetime.fromisoformat(str(due["next_due"]))
        assert following.utcoffset() == now.utcoffset()
    for period in ("1m", "all"):
        found = document(quiz, "stats", "--period", period)
        past = {name: value for name, value in found.items() if name not in ("future", "scope", "period")}
        assert max(days_in(past), default="") <= day.isoformat()
        calendar = found["calendar"]
        assert isinstance(calendar, dict)
        assert calendar["rows"][-1]["day"] == day.isoformat()
        assert shown(quiz, "stats", "--period", period)
    assert document(quiz, "decks")["decks"]
    assert document(quiz, "browse", "is:due or is:learning or is:new")["cards"]
    shown(quiz, "browse", "due<10")
    shown(quiz, "export", "http", "--with-history", "-o", str(tmp_path / "all.json"))
    assert document(quiz, "import", str(tmp_path / "all.json"), "--dry-run")["unread"] == []
    assert quiz("study", "http", "--plain", "--ahead", typed=ANSWERS).status == 0
    assert "Traceback" not in quiz("add", "http", "key=699", "name=Odd", "meaning=odd").err


@pytest.mark.parametrize(
    "now", [INSTANTS["the first to see a new year"], INSTANTS["an offset with seconds"], INSTANTS["a leap day"]],
    indirect=True,
)  # fmt: skip
def test_what_was_answered_is_counted_on_the_day_on_which_it_was(
    quiz: Runner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted() -> dict[str, int]:
        calendar = document(quiz, "stats", "--period", "1y")["calendar"]
        assert isinstance(calendar, dict)
        return {row["day"]: row["answers"] for row in calendar["rows"] if row["answers"]}

    before = counted()
    assert before
    for offset in ("+14:00", "-12:00", "+05:45"):
        there = datetime.fromisoformat(f"{now.astimezone():%Y-%m-%dT%H:%M:%S}{offset}") + timedelta(days=3)
        if 1980 <= there.year < 2100:
            monkeypatch.setenv("QUIZ_NOW", there.isoformat())
            assert counted() == before
