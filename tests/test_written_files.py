"""Several files written together: all of them are put in place, or none."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from quiz.cards import Note
from quiz.errors import QuizError
from quiz.exporting import Selection, chosen
from quiz.formats import FORMATS
from quiz.program import Program
from quiz.writing import write_files
from quiz.written_files import Watch, Writing
from tests.store.support import import_terms
from tests.tui.support import INSTANT


class GivenUpError(Exception):
    """Nobody waits for the files any more."""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A program with two decks beside those that it comes with."""
    program = Program()
    program.database = str(tmp_path / "quiz.db")
    for name in ("One", "Two"):
        import_terms(program.store, name, ["a", "b"], INSTANT)
    yield program
    program.close()


def pieces(*texts: str, fails: Exception | None = None) -> Iterator[str]:
    yield from texts
    if fails is not None:
        raise fails


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def both(program: Program, watch: Watch = iter) -> Writing:
    return Writing(program, Selection(("One", "Two")), FORMATS["csv"], watch=watch)


@pytest.mark.parametrize("fault", [GivenUpError(), OSError(28, "No space left on device")])
def test_where_one_file_fails_all_stay_as_they_were(tmp_path: Path, fault: Exception) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    parts = [(tmp_path / "a", pieces("new")), (tmp_path / "b", pieces("new", fails=fault))]
    with pytest.raises((GivenUpError, QuizError)):
        write_files(parts, force=True)
    assert names_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"


def test_the_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    parts = [(tmp_path / "a", pieces("new")), (tmp_path / "b", pieces("new"))]
    with pytest.raises(QuizError, match=r"/b cannot be written: it is a folder"):
        write_files(parts, force=True)
    assert names_in(tmp_path) == ["b"]


def test_nothing_is_written_where_one_file_exists(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("old", encoding="utf-8")
    with pytest.raises(QuizError, match="exists already"):
        write_files([(tmp_path / "a", pieces("new")), (tmp_path / "b", pieces("new"))], force=False)
    assert names_in(tmp_path) == ["b"]


def test_a_folder_that_was_made_for_nothing_goes_again(program: Program, tmp_path: Path) -> None:
    seen: list[str] = []

    def watch(notes: Iterable[Note]) -> Iterator[Note]:
        for note in notes:
            if len(seen) == 3:
                raise GivenUpError
            seen.append(note.key)
            yield note

    writing = both(program, watch)
    with pytest.raises(GivenUpError):
        writing.folder(tmp_path / "out", chosen(program, writing.selection), force=False)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_was_there_before_stays(program: Program, tmp_path: Path) -> None:
    writing = both(program)
    (tmp_path / "out" / "Two.csv").mkdir(parents=True)
    with pytest.raises(QuizError):
        writing.folder(tmp_path / "out", chosen(program, writing.selection), force=True)
    assert names_in(tmp_path / "out") == ["Two.csv"]


def test_a_file_of_one_deck_with_its_history_is_not_everything(program: Program, tmp_path: Path) -> None:
    selection = Selection(history=True)
    writing = Writing(program, selection, FORMATS["json"])
    writing.folder(tmp_path / "out", chosen(program, selection), force=False)
    document = json.loads((tmp_path / "out" / "One.json").read_text(encoding="utf-8"))
    assert [deck["name"] for deck in document["decks"]] == ["One"]
    assert {note["deck"] for note in document["notes"]} == {"One"}
