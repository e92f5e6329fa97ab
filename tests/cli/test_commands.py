"""The smaller commands: decks, due, add, config, stats, and none at all."""

import json
from pathlib import Path

import pytest

from quiz.deck_settings import DECK_SETTINGS
from quiz.study_settings import DeckSettings
from tests.cli.conftest import Runner


def test_without_a_command_the_decks_and_what_to_type_are_shown(quiz: Runner) -> None:
    result = quiz()
    assert result.status == 0
    assert "HTTP status codes" in result.out
    assert "quiz study" in result.out


def test_the_first_start_makes_the_database_with_the_http_deck_once(quiz: Runner, home: Path) -> None:
    assert not (home / "quiz.db").exists()
    decks = json.loads(quiz("decks", "--json").out)["decks"]
    expected = {"name": "HTTP 状态码", "notes": 64, "cards": 128, "new": 128, "learning": 0, "due": 0, "suspended": 0}
    assert decks == [expected]
    assert json.loads(quiz("decks", "--json").out)["decks"] == [expected]


def test_the_default_database_lies_in_a_private_folder(
    quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUIZ_DATABASE")
    assert quiz("decks").status == 0
    database = home / "data" / "quiz" / "quiz.db"
    assert database.stat().st_mode & 0o777 == 0o600
    assert database.parent.stat().st_mode & 0o777 == 0o700


def test_another_database_is_named_before_or_behind_the_command(quiz: Runner, home: Path) -> None:
    quiz("--database", str(home / "a.db"), "decks")
    quiz("decks", "--database", f"sqlite:///{home / 'b.db'}")
    assert (home / "a.db").exists()
    assert (home / "b.db").exists()
    assert not (home / "quiz.db").exists()


def test_due_counts_what_today_asks_within_the_limits(quiz: Runner) -> None:
    tomorrow = "2026-03-03T04:00:00+08:00"
    assert json.loads(quiz("due", "--json").out) == {"new": 20, "learning": 0, "due": 0, "next_due": tomorrow}
    quiz("study", "--plain", typed="\n4\n\n3\n")
    due = json.loads(quiz("due", "http", "--json").out)
    assert (due["new"], due["learning"], due["due"]) == (18, 1, 0)
    assert due["next_due"].startswith("2026-03-02T09:10:")


def test_due_reviews_come_on_their_study_day(quiz: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    quiz("study", "--plain", typed="\n4\n")
    monkeypatch.setenv("QUIZ_NOW", "2026-03-10T03:59:00+08:00")
    assert json.loads(quiz("due", "--json").out)["due"] == 0
    monkeypatch.setenv("QUIZ_NOW", "2026-03-10T04:01:00+08:00")
    assert json.loads(quiz("due", "--json").out)["due"] == 1


def test_a_note_is_added_with_its_cards(quiz: Runner) -> None:
    result = quiz(
        "add", "http", "key=599", "name=Odd", "meaning=一个测试", "category=5xx", "tags=mine, rare", "why=because"
    )
    assert result.status == 0
    assert "599" in result.out
    assert "why" in result.err
    deck = json.loads(quiz("decks", "--json").out)["decks"][0]
    assert (deck["notes"], deck["cards"]) == (65, 130)
    exported = quiz("export", "http").out
    assert "599: Odd, 一个测试\n  why: because\n  tags: mine, rare\n" in exported


def test_a_note_that_cannot_be_added_says_why(quiz: Runner) -> None:
    for arguments, said in [
        (("key=404", "name=x", "meaning=y"), "has a note “404” already"),
        (("key=600", "name=x"), "no meaning"),
        (("name=x", "meaning=y"), "no key"),
        (("key=600", "name"), "no field=text"),
        (("key=600", "key=601", "meaning=x"), "given twice"),
        (("key=600", "id=x", "meaning=x"), "cannot be the name of a field"),
        (("key=600", "name=x", "meaning=a\x07b"), "U+0007"),
    ]:
        result = quiz("add", "http", *arguments)
        assert result.status == 1
        assert said in result.err
    assert json.loads(quiz("decks", "--json").out)["decks"][0]["notes"] == 64


def test_settings_of_the_program_are_shown_set_and_used(quiz: Runner, home: Path) -> None:
    path = quiz("config", "path").out.strip()
    assert path == str(home / "config" / "quiz" / "config.toml")
    Path(path).parent.mkdir(parents=True)
    Path(path).write_text("# mine\n", encoding="utf-8")
    assert quiz("config", "set", "day_start", "06:30").status == 0
    assert quiz("config", "get", "day_start").out == "06:30\n"
    assert Path(path).read_text(encoding="utf-8") == '# mine\nday_start = "06:30"\n'
    assert json.loads(quiz("config", "get", "--json").out)["day_start"] == "06:30"


def test_a_value_that_is_not_allowed_names_file_and_setting(quiz: Runner, home: Path) -> None:
    result = quiz("config", "set", "day_start", "25:00")
    assert result.status == 1
    assert "config.toml: “day_start” cannot be “25:00”" in result.err
    assert "no setting “colour”" in quiz("config", "set", "colour", "red").err
    assert not (home / "config" / "quiz" / "config.toml").exists()


def test_a_broken_settings_file_is_named_and_does_not_stop_the_program(quiz: Runner, home: Path) -> None:
    file = home / "config" / "quiz" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("day_start = \n", encoding="utf-8")
    result = quiz("decks")
    assert result.status == 0
    assert str(file) in result.err
    assert (quiz("config", "get").status, quiz("config", "get", "day_start").out) == (0, "04:00\n")
    changed = quiz("config", "set", "mode", "flip")
    assert (changed.status, f"It is kept as {file}.unreadable" in changed.err) == (0, True)
    assert file.with_name("config.toml.unreadable").read_text(encoding="utf-8") == "day_start = \n"
    assert file.read_text(encoding="utf-8") == 'mode = "flip"\n'


def test_a_bad_value_in_the_file_is_named_and_the_default_holds(quiz: Runner, home: Path) -> None:
    file = home / "config" / "quiz" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('day_start = "99:00"\nmode = 7\n', encoding="utf-8")
    result = quiz("due")
    assert result.status == 0
    assert "“day_start” cannot be “99:00”" in result.err
    assert "“mode” cannot be “7”" in result.err


def test_settings_of_a_deck_are_set_and_used(quiz: Runner) -> None:
    assert quiz("config", "set", "new_per_day", "5", "--deck", "http").out == "new_per_day = 5\n"
    assert json.loads(quiz("due", "--json").out)["new"] == 5
    assert quiz("config", "get", "new_per_day", "--deck", "http").out == "5\n"
    quiz("config", "set", "learning_steps", "30s 2h", "--deck", "http")
    assert quiz("config", "get", "learning_steps", "--deck", "http").out == "30s 120m\n"
    quiz("config", "set", "relearning_steps", "none", "--deck", "http")
    assert quiz("config", "get", "relearning_steps", "--deck", "http").out == "none\n"
    assert "1 Again 1 min" in quiz("study", "--plain", typed="\n").lines("!")[0]


def test_settings_of_a_deck_that_are_not_allowed_are_refused(quiz: Runner) -> None:
    for name, value in [
        ("new_per_day", "-1"),
        ("desired_retention", "1.5"),
        ("learning_steps", "soon"),
        ("maximum_interval", "0"),
        ("parameters", "1 2 3"),
        ("colour", "red"),
    ]:
        result = quiz("config", "set", name, "--deck", "http", "--", value)
        assert result.status == 1, name
        assert name in result.err or "FSRS" in result.err


def test_every_setting_of_a_deck_can_be_shown_and_set() -> None:
    assert set(DECK_SETTINGS) == set(DeckSettings.__slots__)
