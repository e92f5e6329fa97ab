"""Filters on the command line: kept with the settings, studied, counted and listed like decks."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Runner

WEAK = "category:4xx"


@pytest.fixture
def settings(home: Path) -> Path:
    """Where the settings are."""
    path = home / "config" / "quiz" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_a_filter_is_set_shown_changed_and_forgotten(quiz: Runner, settings: Path) -> None:
    assert quiz("config", "set", "filters.weak 4xx", WEAK).out == f"filters.weak 4xx = {WEAK}\n"
    assert settings.read_text() == f'[filters]\n"weak 4xx" = "{WEAK}"\n'
    assert quiz("config", "get", "filters.weak 4xx").out == f"{WEAK}\n"
    assert quiz("config", "set", "filters.WEAK 4XX", "is:new").out == "filters.weak 4xx = is:new\n"
    assert json.loads(quiz("config", "get", "filters", "--json").out) == {"filters.weak 4xx": "is:new"}
    assert quiz("config", "set", "filters.weak 4xx", "").status == 0
    assert quiz("config", "get", "filters").out == ""


def test_a_kept_search_is_shown_the_same_way(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "searches.weak", WEAK)
    quiz("config", "set", "filters.weak", "is:new")
    assert quiz("config", "get", "searches.weak").out == f"{WEAK}\n"
    assert quiz("config", "get", "searches").out.split() == ["searches.weak", WEAK]


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("http status codes", "is:new", "There is a deck “HTTP status codes” already."),
        ("HTTP 状态码", "is:new", "There is a deck “HTTP 状态码” already."),
        ("weak", "deck:nope", "There is no deck “nope”."),
        ("weak", "(", "In the query"),
        ("weak", "", "There is no filter “weak”."),
    ],
)
def test_what_cannot_be_a_filter_is_refused_and_nothing_is_written(
    quiz: Runner, settings: Path, name: str, query: str, said: str
) -> None:
    result = quiz("config", "set", f"filters.{name}", query)
    assert result.status == 1
    assert said in result.err
    assert not settings.exists()


def test_a_filter_that_does_not_exist_is_no_setting(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.weak", WEAK)
    result = quiz("config", "get", "filters.wea")
    assert result.status == 1
    assert "There is no setting “filters.wea”." in result.err
    assert "filters.weak" in result.err


def test_a_filter_is_studied_by_a_beginning_of_its_name_in_any_case(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.Teapots and others", "key:418")
    result = quiz("study", "TEA", "--plain", typed="\n4\n")
    assert result.lines("?") == ["418"]
    assert result.status == 0


def test_the_end_of_a_filter_is_told_as_one_of_a_selection(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.teapot", "key:418 direction:key")
    result = quiz("study", "teapot", "--plain", typed="\n4\n")
    assert "Nothing more of this selection is due today." in result.lines("#")


def test_a_deck_is_meant_before_a_filter_that_begins_like_it(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.http of old", "key:418")
    assert json.loads(quiz("due", "http", "--json").out)["new"] == 20
    assert json.loads(quiz("due", "http of", "--json").out)["new"] == 1


def test_the_whole_name_of_a_filter_is_meant_before_a_beginning_of_a_deck(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.HTTP", "key:418")
    assert json.loads(quiz("due", "http", "--json").out)["new"] == 1
    assert quiz("study", "HTTP", "--plain", typed="\n4\n").lines("?") == ["418"]
    assert quiz("export", "HTTP", "--format", "csv").out.count("418") == 1
    assert "404" not in quiz("export", "HTTP", "--format", "csv").out


def test_a_filter_is_exported_and_decks_beside_it(quiz: Runner, settings: Path, home: Path) -> None:
    (home / "net.md").write_text("---\ntitle: Net\nfields: term, meaning\n---\nTCP: ordered\n", encoding="utf-8")
    quiz("import", str(home / "net.md"))
    quiz("config", "set", "filters.teapot", "key:418")
    one, both = home / "one.md", home / "both.md"
    quiz("export", "tea", "--where", "is:new", "-o", str(one))
    quiz("export", "teapot", "net", "--as", "Both", "-o", str(both))
    assert [key in one.read_text(encoding="utf-8") for key in ("418:", "404:", "TCP:")] == [True, False, False]
    assert [key in both.read_text(encoding="utf-8") for key in ("418:", "404:", "TCP:")] == [True, False, True]


def test_the_progress_of_a_filter_is_that_of_its_cards(quiz: Runner, settings: Path, home: Path) -> None:
    quiz("config", "set", "filters.teapot", "key:418")
    named = json.loads(quiz("stats", "teapot", "--json").out)
    assert named == json.loads(quiz("stats", "--where", "key:418", "--json").out)
    assert (named["scope"], named["where"]) == ([], "key:418")
    quiz("stats", "teapot", "--html", str(home / "report.html"))
    assert "teapot, key:418" in (home / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["due", "study", "export", "stats"])
def test_a_name_that_nothing_has_is_told_with_those_of_decks_and_filters(
    quiz: Runner, settings: Path, command: str
) -> None:
    quiz("config", "set", "filters.teapot", "key:418")
    result = quiz(command, "xyz")
    assert result.status == 1
    assert "There is no deck and no filter “xyz”." in result.err
    assert "HTTP status codes" in result.err
    assert "These filters exist: teapot." in result.err


def test_a_copy_cannot_have_the_name_of_a_filter(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.teapot", "key:418")
    result = quiz("export", "teapot", "--as", "TEAPOT", "--copy")
    assert (result.status, "There is a filter “teapot” already." in result.err) == (1, True)
    assert len(json.loads(quiz("decks", "--json").out)["decks"]) == 1


@pytest.mark.parametrize("option", [("-o", "q.md"), ("--format", "csv"), ("--raw",), ("--force",)])
def test_what_is_said_of_a_file_is_wrong_where_a_copy_is_made(
    quiz: Runner, settings: Path, option: tuple[str, ...]
) -> None:
    result = quiz("export", "http", "--as", "Mine", "--copy", *option)
    assert result.status == 2
    assert f"--copy and {option[0]} do not go together." in result.err
    assert len(json.loads(quiz("decks", "--json").out)["decks"]) == 1


def test_what_is_due_in_a_filter_is_counted_and_what_comes_next(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.teapot", "key:418")
    tomorrow = "2026-03-03T04:00:00+08:00"
    assert json.loads(quiz("due", "teapot", "--json").out) == {"new": 1, "learning": 0, "due": 0, "next_due": tomorrow}
    quiz("study", "teapot", "--siblings", "--plain", typed="\n4\n\n4\n")
    due = json.loads(quiz("due", "teapot", "--json").out)
    assert due["new"] == 0
    assert due["next_due"] > tomorrow, "not the new cards of the deck, which come tomorrow"


def test_a_filter_that_finds_nothing_has_nothing_due_and_cannot_be_studied(quiz: Runner, settings: Path) -> None:
    quiz("config", "set", "filters.teapot", "tag:teapot")
    assert json.loads(quiz("due", "teapot", "--json").out) == {"new": 0, "learning": 0, "due": 0, "next_due": None}
    result = quiz("study", "teapot", "--plain")
    assert (result.status, "No card fits this selection." in result.err) == (1, True)


def test_filters_are_listed_below_the_decks(quiz: Runner, settings: Path) -> None:
    assert "Filter" not in quiz("decks").out
    quiz("config", "set", "filters.weak", WEAK)
    quiz("config", "set", "filters.teapot", "key:418")
    lines = quiz("decks").out.splitlines()
    assert [line.split() for line in lines[-3:]] == [
        ["Filter", "cards", "new", "learning", "due", "query"],
        ["teapot", "2", "2", "0", "0", "key:418"],
        ["weak", "60", "60", "0", "0", "category:4xx"],
    ]


def test_filters_are_listed_as_json_and_nothing_is_known_of_one_that_fails(quiz: Runner, settings: Path) -> None:
    settings.write_text('[filters]\ngone = "deck:nope"\nteapot = "key:418"\n')
    listed = json.loads(quiz("decks", "--json").out)
    assert listed["filters"] == [
        {"name": "gone", "query": "deck:nope", "cards": None, "new": None, "learning": None, "due": None},
        {"name": "teapot", "query": "key:418", "cards": 2, "new": 2, "learning": 0, "due": 0},
    ]
    assert len(listed["decks"]) == 1
    assert "deck:nope  ✗ In the query, at character 6: There is no deck “nope”." in quiz("decks").out


@pytest.mark.parametrize("command", [("due", "gone"), ("study", "gone", "--plain")])
def test_a_filter_that_fails_says_why(quiz: Runner, settings: Path, command: tuple[str, ...]) -> None:
    settings.write_text('[filters]\ngone = "deck:nope"\n')
    result = quiz(*command)
    assert result.status == 1
    assert "There is no deck “nope”." in result.err


def test_a_hostile_name_does_nothing_to_the_terminal(quiz: Runner, settings: Path) -> None:
    settings.write_text('[filters]\n"a\\u001b[31m" = "key:418"\n')
    for command in (("decks",), ("config", "get", "filters"), ("due", "a\x1b[31mx")):
        result = quiz(*command)
        assert "\x1b" not in result.out + result.err
