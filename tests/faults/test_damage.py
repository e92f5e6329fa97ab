"""Damaged databases: the doctor finds each damage, and repairs it, and so much of what was learnt comes back.

``python -m tests.faults.test_damage`` prints for each way how much came back.
"""

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.errors import DamagedError, QuizError
from quiz.store import Store, backup, doctor, repairing, restoring
from tests.faults.damaged_rows import ROWS
from tests.faults.damaging import FILE, Way, make
from tests.store.support import NOW

LATER = NOW.replace(day=3)
_ENTRIES = "SELECT id, card_id, rating, day FROM review"
_TEXTS = "SELECT id, guid, fields FROM note"


@dataclass(frozen=True)
class Kept:
    """What a database knows: the entries of its log, and the texts of its notes."""

    entries: frozenset[tuple[object, ...]]
    texts: frozenset[tuple[object, ...]]

    @classmethod
    def of(cls, path: Path) -> "Kept":
        with closing(sqlite3.connect(path)) as reader:
            reader.text_factory = lambda raw: raw.decode(errors="replace")
            return cls(*(frozenset(reader.execute(statement).fetchall()) for statement in (_ENTRIES, _TEXTS)))

    def share_in(self, other: "Kept") -> tuple[float, float]:
        """Return which share of the log, by ids, and of the notes' texts is in another database."""
        ids = {entry[0] for entry in self.entries}
        found = {entry[0] for entry in other.entries}
        return len(ids & found) / len(ids), len(self.texts & other.texts) / len(self.texts)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that nothing is wrong with, as one file."""
    path = tmp_path_factory.mktemp("whole") / "quiz.db"
    make(path)
    assert doctor.diagnose(path, LATER).is_clean
    return path


def copied(whole: Path, folder: Path) -> Path:
    return Path(shutil.copy(whole, folder / "quiz.db"))


def repaired(path: Path, way: Way) -> doctor.Diagnosis:
    """Damage a database, let the doctor find it, repair it, and return what is found then."""
    way.damage(path)
    found = doctor.diagnose(path, LATER)
    codes = [finding.code for finding in found.findings if finding.is_wrong]
    assert any(way.finds in code for code in codes), (way.name, codes)
    done = repairing.fix(path, LATER)
    assert done.changes, way.name
    assert done.kept is not None, way.name
    assert done.kept.exists()
    return done.diagnosis


@pytest.mark.no_cover
@pytest.mark.parametrize("way", [*FILE, *ROWS], ids=lambda way: way.name.replace(" ", "-"))
def test_damage_is_found_and_repaired_and_most_of_it_comes_back(whole: Path, tmp_path: Path, way: Way) -> None:
    path = copied(whole, tmp_path)
    before = Kept.of(path)
    after = repaired(path, way)
    assert after.is_clean, (way.name, [finding for finding in after.findings if finding.is_wrong])
    reviews, notes = before.share_in(Kept.of(path))
    assert reviews >= way.reviews, way.name
    assert notes >= way.notes or way in ROWS, way.name
    with Store.open(path, LATER) as store:
        assert store.disagreements() == []
        assert store.cards()


@pytest.mark.parametrize("way", [FILE[0], FILE[10], FILE[-8], ROWS[9]], ids=lambda way: way.name.replace(" ", "-"))
def test_a_backup_brings_everything_back(whole: Path, tmp_path: Path, way: Way) -> None:
    path = copied(whole, tmp_path)
    before = Kept.of(path)
    kept = backup.make(path, NOW, "daily")
    way.damage(path)
    aside = restoring.restore(path, kept, LATER)
    assert aside is not None
    assert aside.exists()
    assert doctor.diagnose(path, LATER).is_clean
    assert Kept.of(path) == before


def strange_text(path: Path) -> None:
    path.write_text("a text, and no database\n" * 1000)


def strange_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)


def strange_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as writer, writer:
        writer.execute(
            "CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, place INTEGER, url TEXT, title TEXT, a TEXT, b TEXT)"
        )
        writer.executemany(
            "INSERT INTO bookmarks VALUES (?, ?, 'https://example.org', 'title', '{}', '[]')",
            [(number, number) for number in range(1000)],
        )


def strange_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def strange_zeros(path: Path) -> None:
    path.write_bytes(bytes(40960))


STRANGE = [strange_text, strange_picture, strange_database, strange_folder, strange_zeros]


@pytest.mark.parametrize("make_strange", STRANGE)
def test_a_file_of_something_else_is_refused_and_stays(whole: Path, tmp_path: Path, make_strange: object) -> None:
    path = copied(whole, tmp_path)
    assert callable(make_strange)
    make_strange(path)
    content = path.read_bytes() if path.is_file() else b""
    for action in (doctor.diagnose, repairing.fix, Store.open):
        with pytest.raises(QuizError) as caught:
            action(path, LATER)
        assert not isinstance(caught.value, DamagedError)
        assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == content
    assert [file.name for file in tmp_path.iterdir()] == ["quiz.db"]


def test_an_empty_file_with_backups_was_emptied(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    before = Kept.of(path)
    kept = backup.make(path, NOW, "daily")
    path.write_bytes(b"")
    with pytest.raises(DamagedError, match="it is empty, and there are backups of it"):
        Store.open(path, LATER)
    assert doctor.diagnose(path, LATER).needs_rebuilding
    with pytest.raises(QuizError, match="Nothing that is readable was found"):
        repairing.fix(path, LATER)
    restoring.restore(path, kept, LATER)
    assert Kept.of(path) == before


def table() -> None:
    """Print how much came back of each way."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.db"
        make(whole)
        for number, way in enumerate([*FILE, *ROWS]):
            place = Path(folder) / str(number)
            place.mkdir()
            path = Path(shutil.copy(whole, place / "quiz.db"))
            before = Kept.of(path)
            after = repaired(path, way)
            reviews, notes = before.share_in(Kept.of(path))
            verdict = "clean" if after.is_clean else "NOT CLEAN"
            sys.stdout.write(f"{way.name:65} {reviews:7.1%} of reviews {notes:7.1%} of notes  {verdict}\n")


if __name__ == "__main__":
    table()
