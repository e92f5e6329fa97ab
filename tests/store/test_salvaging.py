"""Reading a file without SQLite: the same rows from a sound file, and all that is readable from a damaged one."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.store import Store, doctor, repairing, salvaging
from quiz.store.raw import finding, pages, records
from quiz.store.raw.trees import Trees
from tests.faults import damaging
from tests.simulated import Habits, study_for
from tests.store.support import NET, NOW, import_terms, import_text

TABLES = ("deck", "note_type", "note", "card", "review")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a database with some history and a note of many pages."""
    path = tmp_path_factory.mktemp("whole") / "quiz.db"
    with Store.open(path, NOW) as store:
        import_text(store, NET)
        import_terms(store, "Words", [f"word {number}" for number in range(80)], NOW, meaning="x" * 300)
        import_terms(store, "Long", ["long"], NOW, meaning="a very long text 很长的文字 " * 4000)
        study_for(store, NOW, Habits(days=25, new=4))
    return path.read_bytes()


@pytest.fixture
def damaged(tmp_path: Path, whole: bytes) -> Path:
    path = tmp_path / "quiz.db"
    path.write_bytes(whole)
    path.chmod(0o600)
    return path


def stored(path: Path, table: str) -> dict[int, tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as reader:
        return {row[0]: row for row in reader.execute(f"SELECT * FROM {table}")}


def read(content: bytes, log: bytes, table: str) -> dict[int, tuple[object, ...]]:
    found = finding.of(content, log)
    rows = {number: (number, *values[1:]) for number, values in found.rows(table)}
    assert found.trees.broken == 0
    return rows


@pytest.mark.parametrize("size", [512, 1024, 4096, 65536])
@pytest.mark.parametrize("table", TABLES)
def test_the_rows_are_those_that_sqlite_reads(damaged: Path, table: str, size: int) -> None:
    with closing(sqlite3.connect(damaged)) as writer:
        writer.execute("PRAGMA journal_mode=DELETE")
        writer.execute(f"PRAGMA page_size={size}")
        writer.execute("VACUUM")
    assert read(damaged.read_bytes(), b"", table) == stored(damaged, table)


@pytest.mark.parametrize("index", finding.INDEXES)
def test_the_entries_of_indexes_are_those_that_sqlite_keeps(damaged: Path, index: str) -> None:
    found = finding.of(damaged.read_bytes(), b"")
    table = "review" if index.startswith("review") else index.removeprefix("sqlite_autoindex_").split("_")[0]
    names = ", ".join(f'"{name}"' for name in finding.INDEXES[index])
    with closing(sqlite3.connect(damaged)) as reader:
        wanted = reader.execute(f"SELECT {names}, id FROM {table} ORDER BY id").fetchall()
    assert sorted(found.entries(index), key=lambda entry: entry[-1]) == wanted
    assert found.trees.broken == 0


def test_what_is_in_the_write_ahead_log_alone_is_read(damaged: Path) -> None:
    damaging.logged(damaged, "UPDATE card SET flag = 5", "UPDATE note SET changed = changed + 7")
    content, log = pages.read(damaged)
    assert {row[17] for row in read(content, log, "card").values()} == {5}
    assert {row[17] for row in read(content, b"", "card").values()} == {0}


def test_an_unfinished_transaction_in_the_log_is_not_read(damaged: Path) -> None:
    damaging.logged(damaged, "UPDATE card SET flag = 5", "UPDATE card SET flag = 6")
    content, log = pages.read(damaged)
    assert {row[17] for row in read(content, log[:-1], "card").values()} == {5}


def test_a_table_is_known_by_its_rows_where_the_schema_is_gone(damaged: Path) -> None:
    content = bytes(4096) + damaged.read_bytes()[4096:]
    found: dict[str, set[int]] = {table: set() for table in TABLES}
    for table, (number, _values) in finding._recognised(Trees(pages.Pages(content))):
        if table in found:
            found[table].add(number)
    assert found == {table: set(stored(damaged, table)) for table in TABLES}


def test_names_of_decks_and_places_of_cards_come_from_the_indexes(damaged: Path, tmp_path: Path) -> None:
    decks, cards = stored(damaged, "deck"), stored(damaged, "card")
    damaging.root_filled("deck")(damaged)
    for page in damaging.pages_of(damaged, "card"):
        damaging.write(damaged, (page - 1) * 4096, bytes(4096))
    target = tmp_path / "new.db"
    salvaging.salvage(damaged, target, NOW)
    assert {row[1] for row in stored(target, "deck").values()} == {row[1] for row in decks.values()}
    assert {row[:15] for row in stored(target, "card").values()} == {row[:15] for row in cards.values()}


def test_entries_that_only_an_index_knows_are_counted_as_lost(damaged: Path, tmp_path: Path) -> None:
    before = len(stored(damaged, "review"))
    damaging.page_filled("review", 0.5)(damaged)
    target = tmp_path / "new.db"
    saved = salvaging.salvage(damaged, target, NOW)
    assert saved.reviews == len(stored(target, "review"))
    assert saved.lost == before - saved.reviews > 0
    assert f"{saved.lost} more entries are known to be lost." in saved.sentence()


def test_names_and_guids_that_are_there_twice_get_others_and_cards_are_joined(damaged: Path, tmp_path: Path) -> None:
    """Only a damaged file can have them; the raw rows are written as such a file would have them."""
    with closing(sqlite3.connect(damaged, isolation_level=None)) as writer:
        writer.execute("PRAGMA writable_schema=ON")
        writer.execute("UPDATE sqlite_master SET sql = replace(sql, 'UNIQUE', 'CHECK') WHERE 0")
        for table, unique in (
            ("deck", "UNIQUE (name)"),
            ("note", "UNIQUE (guid)"),
            ("card", "UNIQUE (note_id, direction)"),
        ):
            writer.execute(f"DELETE FROM sqlite_master WHERE name = 'sqlite_autoindex_{table}_1'")
            writer.execute(
                "UPDATE sqlite_master SET sql = replace(sql, ?, 'CHECK (1)') WHERE name = ?", [unique, table]
            )
    with closing(sqlite3.connect(damaged, isolation_level=None)) as writer:
        writer.execute("PRAGMA foreign_keys=OFF")
        writer.execute("UPDATE deck SET name = 'Words'")
        writer.execute("UPDATE note SET guid = 'same' WHERE id IN (8, 9)")
        one, two = (
            row[0] for row in writer.execute("SELECT id FROM card WHERE reps > 0 AND direction = 'term' LIMIT 2")
        )
        writer.execute("UPDATE card SET note_id = (SELECT note_id FROM card WHERE id = ?) WHERE id = ?", [one, two])
    entries = len(stored(damaged, "review"))
    assert doctor.diagnose(damaged, NOW).needs_rebuilding
    target = tmp_path / "new.db"
    saved = salvaging.salvage(damaged, target, NOW)
    assert saved.decks == 3
    assert saved.reviews == entries
    assert doctor.diagnose(target, NOW).is_clean


def test_nothing_readable_is_said_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "quiz.db"
    path.write_bytes(bytes(8192))
    with pytest.raises(QuizError, match="Nothing that is readable was found"):
        salvaging.salvage(path, tmp_path / "new.db", NOW)
    assert path.read_bytes() == bytes(8192)


def flips(whole: bytes, seed: int) -> Iterator[tuple[int, int]]:
    """Some bytes that are changed, and to what: at random places, or close together in one page."""
    rng = random.Random(seed)
    start = rng.randrange(len(whole) - 4096)
    for _number in range(rng.choice((1, 5, 40, 400))):
        yield (start + rng.randrange(4096) if seed % 2 else rng.randrange(len(whole))), rng.randrange(256)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(30))
def test_any_bytes_that_change_are_survived(damaged: Path, whole: bytes, seed: int) -> None:
    """Whatever is flipped: no other error than one for people, and after a repair the doctor finds nothing."""
    content = bytearray(whole)
    for place, value in flips(whole, seed):
        content[place] = value
    damaged.write_bytes(bytes(content))
    before = len(finding_ids(whole))
    done = repairing.fix(damaged, NOW)
    assert done.diagnosis.is_clean, [one for one in done.diagnosis.findings if one.is_wrong]
    assert len(stored(damaged, "review")) >= 0.75 * before
    with Store.open(damaged, NOW) as store:
        assert store.disagreements() == []


def finding_ids(content: bytes) -> set[int]:
    return {number for number, _values in finding.of(content, b"").rows("review")}


@pytest.mark.parametrize("seed", range(200))
def test_no_bytes_make_the_reader_raise_anything(whole: bytes, seed: int) -> None:
    content = bytearray(whole)
    for place, value in flips(whole, seed):
        content[place] = value
    if seed % 5 == 0:
        content = content[: random.Random(seed).randrange(len(content))]
    found = finding.of(bytes(content), b"")
    for table in finding.TABLES:
        for _row in found.rows(table):
            pass
    assert found.trees.broken >= 0


@pytest.mark.parametrize("payload", [b"", b"\xff" * 20, b"\x03\x0a\x0b", b"\x09\x01", b"\x02\x87", b"\x02\x13ab"])
def test_bytes_that_are_no_record_are_told(payload: bytes) -> None:
    with pytest.raises(records.DamagedRecordError):
        records.record(payload)
