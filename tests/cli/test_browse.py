"""``quiz browse``: a table, JSON, and what is wrong with a query."""

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.text import width
from tests.cli.conftest import Runner

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
CARD_KEYS = (
    *("id", "deck", "note", "key", "direction", "phase", "due"),
    *("stability", "difficulty", "retrievability", "reps", "lapses", "tags"),
)
NOTE_KEYS = ("id", "guid", "deck", "key", "category", "tags", "fields", "cards", "added", "changed")


def document(result: Any) -> dict[str, Any]:
    assert result.status == 0, result.err
    loaded: dict[str, Any] = json.loads(result.out)
    return loaded


def keys(result: Any) -> list[str]:
    """The first word of each line of a table, without the head."""
    return [line.split()[0] for line in result.out.splitlines()[1:]]


def test_a_table_has_a_head_and_a_line_a_card(quiz: Runner) -> None:
    result = quiz("browse", "key:404")
    assert result.status == 0
    assert result.out.splitlines()[0].split()[:3] == ["key", "asked", "answer"]
    assert keys(result) == ["404", "404"]
    assert result.err == "2 cards\n"


def test_several_words_are_one_query(quiz: Runner) -> None:
    words = ("category:5xx", "direction:key", "(name:gateway", "or", "name:loop)")
    assert keys(quiz("browse", *words)) == ["502", "504", "508"]


def test_a_word_with_a_hyphen_is_no_option(quiz: Runner) -> None:
    result = quiz("browse", "-category:4xx", "-category:2xx", "--sort", "-key", "--limit=1", "-hint:x")
    assert keys(result) == ["511"]
    assert quiz("browse", "--notes", "--", "-tag:core", "tag:core").err == "0 notes\n"


def test_columns_are_chosen_and_sorted_by(quiz: Runner) -> None:
    result = quiz("browse", "category:1xx", "--notes", "--columns", "key,category,field:name", "--sort", "-field:name")
    assert result.out.splitlines()[0].split() == ["key", "category", "name"]
    assert keys(result) == ["101", "102", "103", "100"]
    assert result.err == "4 notes\n"


def test_no_more_are_shown_than_wanted(quiz: Runner) -> None:
    result = quiz("browse", "--notes", "--limit", "3")
    assert len(keys(result)) == 3
    assert result.err == "64 notes, of which the first 3 are shown\n"


def test_nothing_found_is_no_failure(quiz: Runner) -> None:
    result = quiz("browse", "nothing-has-this")
    assert (result.status, result.out, result.err) == (0, "", "0 cards\n")
    assert document(quiz("browse", "nothing-has-this", "--json")) == {"cards": []}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", ["key,answer", "answer,prompt,fields,key", "tags,answer,prompt,due,deck,category"])
def test_no_line_is_wider_than_80_cells(quiz: Runner, language: str, columns: str) -> None:
    columns = columns.replace("fields", "field:explain")
    out = quiz("browse", "--lang", language, "--columns", columns).out
    assert 60 < max(map(width, out.splitlines())) <= 80


def test_texts_of_decks_do_nothing_to_the_terminal(quiz: Runner, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("---\nfields: term, meaning\n---\nodd: [/x] \u202eabc\n", encoding="utf-8")
    quiz("import", str(tmp_path / "bad.md"), "--deck", "Bad")
    out = quiz("browse", "deck:bad").out
    assert "[/x] \ufffdabc" in out
    assert "\u202e" not in out


def test_the_document_of_cards_has_the_documented_keys(quiz: Runner) -> None:
    quiz("study", "--plain", typed="\n1\n\n4\n")
    found = document(quiz("browse", "--json", "--sort", "due", "-is:new"))["cards"]
    assert [list(card) for card in found] == [list(CARD_KEYS)] * 2
    assert [(card["phase"], card["reps"]) for card in found] == [("learning", 1), ("review", 1)]
    assert found[0]["due"].startswith("2026-03-02T09:0")
    assert len(found[1]["due"]) == len("2026-03-10")
    assert found[1]["retrievability"] == 1.0
    fresh = document(quiz("browse", "--json", "is:new", "--limit", "1"))["cards"][0]
    assert [fresh[name] for name in ("due", "stability", "difficulty", "retrievability")] == [None] * 4
    assert fresh["deck"] == "HTTP 状态码"
    assert f"`{' '.join(CARD_KEYS)}`" in README


def test_the_document_of_notes_has_the_documented_keys(quiz: Runner) -> None:
    found = document(quiz("browse", "--json", "--notes", "key:404"))["notes"]
    assert [list(note) for note in found] == [list(NOTE_KEYS)]
    assert (found[0]["key"], found[0]["fields"]["name"], len(found[0]["cards"])) == ("404", "Not Found", 2)
    assert f"`{' '.join(NOTE_KEYS)}`" in README


@pytest.mark.parametrize(
    ("query", "column", "said"),
    [
        ("is:nwe", 3, "is:"),
        ("请求 deck:nowhere", 10, "There is no deck “nowhere”."),
        ("(404 or", 7, "missing at the end"),
    ],
)
def test_a_mistake_in_a_query_is_pointed_at(quiz: Runner, query: str, column: int, said: str) -> None:
    result = quiz("browse", query)
    assert result.status == 1
    shown, place, message = result.err.splitlines()[:3]
    assert (shown, place) == (f"  {query}", f"  {' ' * column}^")
    assert said in message


def test_an_unknown_column_is_refused_with_those_there_are(quiz: Runner) -> None:
    for words in (("--sort", "nothing"), ("--columns", "key,nothing")):
        result = quiz("browse", *words)
        assert result.status == 1
        assert "There is no column “nothing” here." in result.err
        assert "retrievability" in result.err
    assert "There is no column “prompt” here." in quiz("browse", "--notes", "--columns", "prompt").err
    assert quiz("browse", "--limit", "-1").status == 2
    assert quiz("browse", "--nothing").status == 2
