"""Files that were mutated at random: 2,000 of them, in eight parts that several workers share."""

from collections import Counter
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, Part, SourceFile
from quiz.importing import HowToRead, import_into, opened
from quiz.store import Store
from tests.formats.fuzzing import READERS, mutated, outcome
from tests.formats.support import NOW, written

INPUTS, STORED, PARTS = 2000, 400, 8


@pytest.mark.no_cover
@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_file_is_read_or_refused_and_never_crashes(part: int) -> None:
    found = Counter(_outcome(number) for number in range(part, INPUTS, PARTS))
    assert found.total() == INPUTS // PARTS
    assert set(found) == {(name, refused) for name in READERS for refused in (True, False)}, (
        "each reads and refuses some"
    )


def _outcome(number: int) -> tuple[str, bool]:
    try:
        one = outcome(number)
    except Exception as error:
        raise AssertionError(f"input {number} crashed a reader") from error
    return one.format, one.refused


@pytest.mark.no_cover
@pytest.mark.parametrize("part", range(PARTS // 2))
def test_what_could_be_read_of_mutated_files_is_stored_and_can_be_exported(part: int, tmp_path: Path) -> None:
    with Store.open(tmp_path / "quiz.db", NOW) as store:
        kept = [number for number in range(part, STORED, PARTS // 2) if stored(store, number)]
        assert len(kept) > STORED // PARTS // 4
        assert store.disagreements() == []
        everything = store.everything()
        assert "".join(FORMATS["json"].write(everything) if FORMATS["json"].write else ())
        for deck in store.decks():
            export = Export((Part(deck, tuple(store.note_types(deck))),), store.notes(deck))
            assert all(written(name, export) for name in FORMATS if FORMATS[name].write)


def stored(store: Store, number: int) -> bool:
    """Import the input of a number as the program does, and tell whether something of it was kept."""
    own, data = mutated(number, seed=1)
    try:
        source = opened(SourceFile(f"{number}{FORMATS[own].suffixes[0]}", data=data), HowToRead(own))
        return bool(import_into(store, source, now=NOW).report.all_read)
    except QuizError:
        return False
    except Exception as error:
        raise AssertionError(f"the import of input {number} crashed") from error
