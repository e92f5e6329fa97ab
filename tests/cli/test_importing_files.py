"""Importing several files, folders, pipes and other formats from the command line, and being interrupted."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import TypeVar

import click
import pytest

from quiz.cli import import_
from tests.cli.conftest import Result, Runner

T = TypeVar("T")
Ask = Callable[..., Result]

TERMS = "## A: First\na: Alpha, the first\nb: Beta, the second\n"
WORDS = "front,back,note\none,eins,1\ntwo,zwei,2\n"
BAD_ROW = "too,many,cells,here\n"


@pytest.fixture
def files(home: Path) -> Path:
    """A folder with a list, a table with a row that can't be read, and a file that is broken."""
    folder = home / "files"
    (folder / "inner").mkdir(parents=True)
    (folder / "terms.md").write_text(TERMS, encoding="utf-8")
    (folder / "inner" / "words.csv").write_text(WORDS + BAD_ROW, encoding="utf-8")
    (folder / "broken.json").write_text("{oops", encoding="utf-8")
    (folder / "notes.xyz").write_text("a: b, c\n", encoding="utf-8")
    (folder / ".hidden.md").write_text("a: b, c\n", encoding="utf-8")
    return folder


@pytest.fixture
def ask(quiz: Runner, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the program where a person sits at the terminal, and types."""

    def call(*arguments: str, typed: str) -> Result:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        return quiz(*arguments, typed=typed, terminal=True)

    return call


def deck_names(quiz: Runner) -> set[str]:
    return {deck["name"] for deck in json.loads(quiz("decks", "--json").out)["decks"]}


def notes_of(quiz: Runner, deck: str) -> list[dict[str, object]]:
    found = json.loads(quiz("export", deck, "--format", "json").out)["notes"]
    assert isinstance(found, list)
    return found


def contents(home: Path) -> list[str]:
    """Everything that is in the database."""
    with sqlite3.connect(home / "quiz.db") as database:
        return list(database.iterdump())


# Several files


def test_all_files_of_a_folder_are_imported_but_for_those_that_cannot_be(quiz: Runner, files: Path) -> None:
    result = quiz("import", str(files))
    assert result.status == 1
    assert deck_names(quiz) >= {"terms", "words"}
    assert "Imported into “terms”:\n  2 added, 0 changed, 0 unchanged\n  4 new cards\n" in result.out
    assert "Line 4 was not read: The row has 4 cells" in result.err
    assert "1 of 3 files could not be imported." in result.err
    assert "hidden" not in result.out
    assert "xyz" not in result.out


def test_the_json_of_several_files_says_what_was_done_with_each(quiz: Runner, files: Path) -> None:
    result = quiz("import", str(files), "--json")
    document = json.loads(result.out)
    assert document["imported"] is False
    broken, words, terms = document["files"]
    assert broken["file"].endswith("broken.json")
    assert (broken["imported"], broken["error"][:7]) == (False, "Line 1,")
    assert broken["hint"]
    assert (words["imported"], words["format"], words["added"], words["unread"][0]["line"]) == (True, "csv", 2, 4)
    assert (terms["imported"], terms["format"], terms["deck"], terms["cards"]) == (True, "md", "terms", 4)
    (files / "broken.json").unlink()
    again = json.loads(quiz("import", str(files), "--json").out)
    assert again["imported"] is True
    assert [(one["added"], one["unchanged"]) for one in again["files"]] == [(0, 2), (0, 2)]


def test_strict_imports_no_file_where_one_is_not_right(quiz: Runner, files: Path, home: Path) -> None:
    quiz("decks")
    before = contents(home)
    result = quiz("import", str(files / "terms.md"), str(files / "inner"), "--strict")
    assert result.status == 1
    assert "Nothing was imported: 1 of 2 files is not right." in result.err
    assert "Imported into" not in result.out
    assert contents(home) == before


def test_a_dry_run_of_several_files_knows_what_those_before_would_do(quiz: Runner, files: Path, home: Path) -> None:
    (files / "more.md").write_text(TERMS + "c: Gamma, the third\n", encoding="utf-8")
    quiz("decks")
    before = contents(home)
    paths = str(files / "terms.md"), str(files / "more.md")
    first, second = json.loads(quiz("import", *paths, "--deck", "one", "--dry-run", "--json").out)["files"]
    assert (first["added"], second["added"], second["unchanged"]) == (2, 1, 2)
    assert contents(home) == before


# Asking


def test_at_a_terminal_everything_is_shown_before_the_question(ask: Ask, quiz: Runner, files: Path) -> None:
    result = ask("import", str(files / "inner" / "words.csv"), typed="y\n")
    assert result.status == 0
    shown, done = result.out.split("Import 2 notes?")
    assert "Would import into “words”:" in shown
    assert "Fields: front, back, note" in shown
    assert "Asked: front → back + note; note → front" in shown
    assert "  one — eins — 1\n" in shown
    assert "Imported into “words”:\n  2 added, 0 changed, 0 unchanged\n  4 new cards" in done
    assert "words" in deck_names(quiz)


@pytest.mark.parametrize("typed", ["n\n", ""])
def test_without_a_yes_nothing_is_imported(ask: Ask, files: Path, home: Path, quiz: Runner, typed: str) -> None:
    quiz("decks")
    before = contents(home)
    result = ask("import", str(files / "terms.md"), typed=typed)
    assert result.status == 1
    assert result.err.splitlines()[-1] == "Nothing was imported."
    assert contents(home) == before


def test_several_files_are_asked_for_once(ask: Ask, quiz: Runner, files: Path) -> None:
    result = ask("import", str(files), typed="y\n")
    assert result.out.count("?") == 1
    assert "Import 4 notes?" in result.out
    assert deck_names(quiz) >= {"terms", "words"}
    assert result.status == 1


def test_yes_and_a_pipe_are_not_asked(ask: Ask, quiz: Runner, files: Path) -> None:
    assert "?" not in ask("import", str(files / "terms.md"), "--yes", typed="").out
    assert "?" not in quiz("import", str(files / "terms.md")).out


def test_a_file_that_changes_while_a_person_thinks_is_not_imported(
    ask: Ask, quiz: Runner, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def confirmed(_asked: str, *, default: bool, **_how: bool) -> bool:
        (files / "terms.md").write_text(TERMS + "c: Gamma, the third\n", encoding="utf-8")
        return default

    monkeypatch.setattr(click, "confirm", confirmed)
    result = ask("import", str(files / "terms.md"), typed="")
    assert result.status == 1
    assert "was changed meanwhile; nothing was imported." in result.err
    assert "terms" not in deck_names(quiz)


# Formats and columns


def test_columns_are_mapped_and_left_out(quiz: Runner, files: Path) -> None:
    file = str(files / "inner" / "words.csv")
    result = quiz("import", file, "--map", "front=term, back=meaning,note=")
    assert "Columns: front → term, back → meaning, note → left out" in result.err
    assert notes_of(quiz, "words")[0]["fields"] == {"term": "one", "meaning": "eins"}


def test_a_column_whose_name_has_a_comma_is_mapped_in_quotation_marks(quiz: Runner, home: Path) -> None:
    file = home / "odd.csv"
    file.write_text('"a, b",c=d\none,eins\n', encoding="utf-8")
    assert quiz("import", str(file), "--map", '"a, b=term",c=d=meaning').status == 0
    assert notes_of(quiz, "odd")[0]["fields"] == {"term": "one", "meaning": "eins"}


@pytest.mark.parametrize("mapping", ["front", "=key", "front=key,back"])
def test_a_mapping_that_names_no_column_is_wrong_usage(quiz: Runner, files: Path, mapping: str) -> None:
    result = quiz("import", str(files / "inner" / "words.csv"), "--map", mapping)
    assert (result.status, "COLUMN=FIELD" in result.err) == (2, True)


def test_the_format_can_be_said(quiz: Runner, home: Path) -> None:
    file = home / "table.txt"
    file.write_text(WORDS, encoding="utf-8")
    assert json.loads(quiz("import", str(file), "--format", "csv", "--json").out)["format"] == "csv"
    assert quiz("import", str(file), "--format", "html").status == 2


def test_where_nothing_can_be_read_the_hint_is_one_for_the_format(quiz: Runner, home: Path) -> None:
    for name, text, hint in (
        ("empty.md", "nothing\n", "KEY: NAME, MEANING"),
        ("empty.csv", "front,back\n,\n", "choose another format"),
    ):
        (home / name).write_text(text, encoding="utf-8")
        result = quiz("import", str(home / name))
        assert result.status == 1
        assert hint in result.err


# Collections


def test_a_collection_is_imported_with_its_history_and_not_into_one_deck(quiz: Runner, home: Path) -> None:
    typed = "\n".join(["", "", ""] * 3)
    quiz("study", "--plain", "--mode", "flip", typed=typed)
    everything = str(home / "everything.json")
    assert quiz("export", "--format", "json", "--with-history", "-o", everything).status == 0
    result = quiz("import", everything, "--deck", "one")
    assert (result.status, "into its own decks" in result.err) == (1, True)
    other = str(home / "other.db")
    document = json.loads(quiz("--database", other, "import", everything, "--json").out)
    assert document["reviews"] > 0
    again = json.loads(quiz("--database", other, "import", everything, "--json").out)
    assert (again["added"], again["changed"], again["cards"], again["reviews"]) == (0, 0, 0, 0)


# Pipes and devices


def test_a_named_pipe_is_read_once_and_asked_for_nothing_more(quiz: Runner, home: Path) -> None:
    pipe = home / "pipe.md"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(TERMS,), daemon=True)
    writer.start()
    assert json.loads(quiz("import", str(pipe), "--json").out)["added"] == 2
    writer.join()


def test_a_device_is_no_file(quiz: Runner) -> None:
    result = quiz("import", "/dev/zero")
    assert (result.status, "/dev/zero is no file." in result.err) == (1, True)


# Interruption


def interrupted_after(count: int) -> Callable[[Iterator[T]], Iterator[T]]:
    """Return what hands things on until a person presses Ctrl+C."""
    left = iter(range(count))

    def watch(items: Iterator[T]) -> Iterator[T]:
        for item in items:
            if next(left, None) is None:
                raise KeyboardInterrupt
            yield item

    return watch


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_interrupted_import_leaves_the_database_as_it_was_and_says_so(
    quiz: Runner, files: Path, home: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    quiz("decks")
    before = contents(home)
    monkeypatch.setattr(import_, "unwatched", interrupted_after(count))
    result = quiz("import", str(files / "terms.md"), str(files / "inner"))
    assert result.status == 130
    assert result.err.splitlines()[-1] == "Interrupted; nothing was imported."
    assert contents(home) == before


def test_a_large_file_has_a_bar_on_a_terminal_only(quiz: Runner, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_, "_LARGE", 1)
    file = str(files / "terms.md")
    assert "%" not in quiz("import", file).err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "terms.md  [####################################]  100%" in quiz("import", file).err
    assert "%" not in quiz("import", file, "--json").err


def test_lines_of_notes_alone_are_imported_where_the_format_is_named(quiz: Runner, home: Path) -> None:
    (home / "plain.md").write_text("a: Alpha, the first\n", encoding="utf-8")
    for file, typed in ((str(home / "plain.md"), ""), ("-", "a: Alpha, the first\n")):
        refused = quiz("import", "--yes", file, typed=typed)
        assert (refused.status, refused.out) == (1, "")
        assert refused.err == (
            "Error: Nothing in this file shows how its notes are written.\n"
            "It can have “KEY: NAME, MEANING” below a heading such as “## Codes” (or anywhere, with --format md), a"
            " table with a header row, “- term :: meaning”, “Q:” and “A:”, or headings with the answer below.\n"
        )
        assert json.loads(quiz("import", file, "--format", "md", "--json", typed=typed).out)["added"] == 1
    assert {"plain", "stdin"} <= deck_names(quiz)


def test_json_of_others_is_refused_as_such_on_standard_input(quiz: Runner) -> None:
    refused = quiz("import", "--yes", "-", typed='{"cards": [{"front": "a"}]}')
    assert refused.status == 1
    assert "The file is JSON, but no collection of quiz" in refused.err
