"""Opening a database: what is made, what is refused and in which words, and what each connection is set to."""

import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from quiz.errors import QuizError
from quiz.store import Store, connection, migrations
from tests.store.support import NOW, import_terms

NOTHING_WAS_CHANGED = "its bytes are as they were"


@contextmanager
def refused(path: Path, message: str) -> Iterator[None]:
    """The database is refused with this message and a hint, and the file stays as it is."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(QuizError, match=message) as caught:
        yield
    assert caught.value.hint
    assert str(path) in caught.value.message
    assert (path.read_bytes() if path.is_file() else None) == before, NOTHING_WAS_CHANGED


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program has the whole file for itself: nobody else may read, either."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up at once instead of waiting for a lock."""
    pragmas = tuple("PRAGMA busy_timeout=1" if "busy_timeout" in text else text for text in connection._PRAGMAS)
    monkeypatch.setattr(connection, "_PRAGMAS", pragmas)
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 1)


def schema_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as reader:
        return str(reader.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0])


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as writer, writer:
        for statement in statements:
            writer.execute(statement)


# What is made


def test_a_missing_file_becomes_a_database_of_its_owner_alone(path: Path) -> None:
    with Store.open(path, NOW) as store:
        assert store.decks() == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert schema_of(path) == str(migrations.latest())


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    with Store.open(path, NOW) as store:
        import_terms(store, "D", ["tcp"], NOW)
        assert len(store.cards()) == 2


def test_the_files_beside_the_database_are_its_owners_alone(path: Path, store: Store) -> None:
    import_terms(store, "D", ["tcp"], NOW)
    beside = [file for file in path.parent.iterdir() if file.name.startswith(path.name)]
    assert len(beside) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in beside} == {0o600}


@pytest.mark.parametrize("name", ["a b?c#d%20e.db", "状态码.db", "semi;colon'quote.db", ":memory:"])
def test_a_file_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open(Path(name), NOW) as store:
        import_terms(store, "D", ["tcp"], NOW)
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with Store.open(Path(name), NOW) as store:
        assert [deck.name for deck in store.decks()] == ["D"]


def test_two_programs_may_make_the_database_at_once(path: Path) -> None:
    failures: list[BaseException] = []
    barrier = threading.Barrier(4)

    def open_it() -> None:
        barrier.wait()
        try:
            Store.open(path, NOW).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Store.open(path, NOW) as store:
        assert store.disagreements() == []


# What every connection is set to


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("synchronous", 2), ("foreign_keys", 1), ("journal_mode", "wal"), ("busy_timeout", 5000)],
)
def test_every_pooled_connection_is_set_up(store: Store, pragma: str, value: int | str) -> None:
    more_than_are_kept = 12
    for _time in range(2):  # those that are kept are taken again
        held = [store._engine.connect() for _ in range(more_than_are_kept)]
        try:
            assert [one.exec_driver_sql(f"PRAGMA {pragma}").scalar() for one in held] == [value] * more_than_are_kept
        finally:
            for one in held:
                one.close()


@pytest.mark.parametrize(("pragma", "value"), [("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)])
def test_every_transaction_is_on_a_connection_that_is_set_up(store: Store, pragma: str, value: int) -> None:
    found = []

    def look(manner: Callable[[], AbstractContextManager[Connection]]) -> None:
        with manner() as connected:
            found.append(connected.exec_driver_sql(f"PRAGMA {pragma}").scalar())

    with store.together():
        for manner in (store._read, store._write):
            look(manner)
            thread = threading.Thread(target=look, args=(store._read,))
            thread.start()
            thread.join()
    look(store._write)
    assert found == [value] * 5


def test_a_transaction_that_writes_takes_the_lock_at_its_beginning(store: Store, hasty: None, path: Path) -> None:
    other = sqlite3.connect(path, timeout=0)
    with closing(other), store._write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")


def test_a_note_without_a_deck_is_refused(store: Store) -> None:
    with pytest.raises(QuizError, match="FOREIGN KEY"), store._write() as writer:
        writer.exec_driver_sql(
            "INSERT INTO card (note_id, direction, deck_id, position, phase, reps, lapses, suspended, flag, retired,"
            " revision) VALUES (9, 'x', 9, 0, 0, 0, 0, 0, 0, 0, 0)"
        )


def test_a_failing_transaction_changes_nothing_not_even_the_schema(store: Store) -> None:
    def break_off(writer: Connection) -> None:
        writer.exec_driver_sql("CREATE TABLE half (a)")
        writer.exec_driver_sql("INSERT INTO half VALUES (1)")
        raise RuntimeError

    with pytest.raises(RuntimeError), store._write() as writer:
        break_off(writer)
    with store._read() as reader:
        assert "half" not in connection.table_names(reader)


# What is refused


def test_a_locked_database_is_refused_in_plain_words(path: Path, hasty: None) -> None:
    Store.open(path, NOW).close()
    with locked(path), refused(path, "is locked by another program"):
        Store.open(path, NOW)


def test_a_database_that_another_program_is_making_is_refused_in_plain_words(path: Path, hasty: None) -> None:
    path.touch()
    with locked(path), refused(path, "is locked by another program"):
        Store.open(path, NOW)


def test_an_answer_to_a_locked_database_is_refused_and_the_store_goes_on(path: Path, hasty: None) -> None:
    with Store.open(path, NOW) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(QuizError, match="is locked by another program"):
                store.add_deck("D", NOW)
        assert store.decks() == []
        store.add_deck("D", NOW)
        assert [deck.name for deck in store.decks()] == ["D"]


@pytest.mark.parametrize("content", [b"just a text\n", b"\x00" * 4096, b"SQLite format 2\x00" + b"x" * 5000])
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with refused(path, "is not a database of quiz"):
        Store.open(path, NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE bookmarks (url TEXT)",
        "CREATE TABLE meta (key TEXT, value TEXT)",
        "CREATE TABLE meta (version INTEGER)",
        "CREATE VIEW something AS SELECT 1",
    ],
)
def test_a_database_of_another_program_is_refused(path: Path, statement: str) -> None:
    run(path, statement)
    with refused(path, "is not a database of quiz"):
        Store.open(path, NOW)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_newer_database_is_refused_untouched(path: Path) -> None:
    Store.open(path, NOW).close()
    run(path, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    with refused(path, rf"newer version of quiz \(schema 99, this one knows {migrations.latest()}\)"):
        Store.open(path, NOW)


@pytest.mark.parametrize("schema", ["", "one", "-1", "²"])
def test_a_database_whose_schema_has_no_number_is_refused(path: Path, schema: str) -> None:
    Store.open(path, NOW).close()
    with closing(sqlite3.connect(path)) as writer, writer:
        writer.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [schema])
    with refused(path, "the number of its schema cannot be read"):
        Store.open(path, NOW)


def test_a_damaged_database_is_refused_and_the_backups_are_named(path: Path) -> None:
    with Store.open(path, NOW) as store:
        import_terms(store, "D", [f"t{number}" for number in range(300)], NOW)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(QuizError, match="is damaged") as caught, Store.open(path, NOW) as store:
        store.cards()
    assert str(path.with_name("quiz.db.backups")) in caught.value.hint


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with refused(tmp_path, "is a folder, not a database"):
        Store.open(tmp_path, NOW)


def test_a_file_in_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "quiz.db"
    with refused(missing, r"The folder of the database .* does not exist"):
        Store.open(missing, NOW)
    assert list(tmp_path.iterdir()) == []


def deny(monkeypatch: pytest.MonkeyPatch, denied: Path, mode: int) -> None:
    """Let the system say that something may not be done to a path; the superuser may everything."""
    allowed = os.access

    def access(path: Any, wanted: int, **options: Any) -> bool:
        return not (Path(path) == denied and wanted & mode) and allowed(path, wanted, **options)

    monkeypatch.setattr(os, "access", access)


@pytest.mark.parametrize(
    ("what", "mode", "message"),
    [
        ("file", os.W_OK, "cannot be written to"),
        ("file", os.R_OK, "cannot be read"),
        ("folder", os.W_OK, "cannot be written to"),
        ("folder", os.X_OK, "cannot be written to"),
    ],
)
def test_what_may_not_be_read_or_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, what: str, mode: int, message: str
) -> None:
    Store.open(path, NOW).close()
    deny(monkeypatch, path if what == "file" else path.parent, mode)
    with refused(path, message):
        Store.open(path, NOW)


def test_a_new_file_in_a_folder_that_may_not_be_written_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deny(monkeypatch, path.parent, os.W_OK)
    with refused(path, "cannot be written to"):
        Store.open(path, NOW)
    assert not path.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everything")
def test_a_file_with_read_permission_alone_is_refused(path: Path) -> None:
    Store.open(path, NOW).close()
    path.chmod(0o400)
    with refused(path, "cannot be written to"):
        Store.open(path, NOW)


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    with pytest.raises(QuizError, match="cannot be"):
        Store.open(path, NOW)
