"""Schemas: the frozen first one still opens, and later ones are reached step by step with a backup before."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from quiz.errors import QuizError
from quiz.store import Store, backup, migrations
from quiz.store.migrations import MIGRATIONS, Migration
from tests.store.make_schema_fixture import TARGET, dump, fill, load
from tests.store.support import NOW, Clock

LATER = NOW + timedelta(days=30)


def schema(path: Path) -> dict[str, str]:
    """Every table and index of a database with the statement that makes it."""
    with closing(sqlite3.connect(path)) as reader:
        rows = reader.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: re.sub(r"\s+", " ", sql) for name, sql in rows}


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as reader:
        return str(reader.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0])


def columns(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as reader:
        return [row[1] for row in reader.execute(f"PRAGMA table_info({table})")]


@pytest.fixture
def old(path: Path) -> Path:
    """A database as the first release left it."""
    load(path, TARGET.read_text(encoding="utf-8"))
    return path


def test_the_first_schema_still_opens_and_agrees_with_its_log(old: Path) -> None:
    with Store.open(old, LATER) as store:
        assert store.disagreements() == []
        assert len(store.cards()) == 2 * len(store.notes(store.decks()[0])) > 0
        assert sum(card.state.reps for card in store.cards()) >= 6
        entries = [entry for card in store.cards() for entry in store.log(card.id)]
        assert any(entry.undone for entry in entries)
        assert {entry.kind.name for entry in entries} >= {"LEARN", "REVIEW", "RESET", "RESCHEDULE"}


def test_a_new_database_has_the_schema_that_old_ones_come_to(old: Path, tmp_path: Path) -> None:
    Store.open(old, LATER).close()
    Store.open(tmp_path / "new.db", LATER).close()
    assert schema(old) == schema(tmp_path / "new.db")
    assert version(old) == version(tmp_path / "new.db")


def test_the_first_schema_can_be_studied_on(old: Path) -> None:
    with Store.open(old, LATER) as store:
        assert store.undo_last(None, LATER) is not None
        store.reset([store.cards()[0].id], LATER, LATER.date())
        assert store.disagreements() == []


def test_opening_an_up_to_date_database_makes_no_backup(old: Path) -> None:
    Store.open(old, LATER).close()
    assert not backup.folder_of(old).exists()


# The machinery, with schemas that do not exist yet


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> dict[int, Migration]:
    """A register of migrations that is a test's own."""
    own: dict[int, Migration] = dict(MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", own)
    return own


def add_mood(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE note ADD COLUMN mood TEXT")


def fill_mood(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE note SET mood = 'calm'")


def fail(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half_done (a)")
    connection.exec_driver_sql("DELETE FROM review")
    raise RuntimeError("a migration failed")


def test_migrations_run_in_the_order_of_their_numbers(old: Path, registered: dict[int, Migration]) -> None:
    registered[3], registered[2] = fill_mood, add_mood
    with Store.open(old, LATER) as store:
        assert store.disagreements() == []
    assert version(old) == "3"
    with closing(sqlite3.connect(old)) as reader:
        assert {row[0] for row in reader.execute("SELECT mood FROM note")} == {"calm"}


def test_a_migration_registers_itself(registered: dict[int, Migration]) -> None:
    assert migrations.migration(2)(add_mood) is add_mood
    assert registered[2] is add_mood
    assert migrations.latest() == 2


def test_migrations_run_once(old: Path, registered: dict[int, Migration]) -> None:
    registered[2] = add_mood
    Store.open(old, LATER).close()
    Store.open(old, LATER).close()
    assert columns(old, "note").count("mood") == 1
    assert len(list(backup.folder_of(old).iterdir())) == 1


def test_a_migration_begins_where_the_database_stands(old: Path, registered: dict[int, Migration]) -> None:
    registered[2] = add_mood
    Store.open(old, LATER).close()
    registered[3] = fill_mood
    Store.open(old, LATER + timedelta(days=1)).close()
    assert version(old) == "3"
    names = sorted(file.name for file in backup.folder_of(old).iterdir())
    assert [name.split("-", 1)[1] for name in names] == ["schema-1.db.zst", "schema-2.db.zst"]


def test_a_new_database_needs_no_migration(path: Path, registered: dict[int, Migration]) -> None:
    registered[2] = fail
    Store.open(path, NOW).close()
    assert version(path) == "2"
    assert not backup.folder_of(path).exists()


def test_a_backup_is_made_before_a_migration_and_can_be_put_in_its_place(
    old: Path, tmp_path: Path, registered: dict[int, Migration], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(old)
    registered[2] = add_mood
    Store.open(old, LATER).close()
    (packed,) = backup.folder_of(old).iterdir()
    restored = tmp_path / "restored.db"
    backup.unpack(packed, restored)
    assert dump(restored) == before
    assert dump(old) != before
    assert restored.stat().st_mode & 0o077 == 0
    assert packed.stat().st_mode & 0o077 == 0
    del registered[2]
    with Store.open(restored, LATER) as store:
        assert store.disagreements() == []


def test_a_failing_migration_leaves_the_database_as_it_was(old: Path, registered: dict[int, Migration]) -> None:
    before = dump(old)
    registered[2] = fail
    with pytest.raises(RuntimeError, match="a migration failed"):
        Store.open(old, LATER)
    assert dump(old) == before
    del registered[2]
    with Store.open(old, LATER) as store:
        assert store.disagreements() == []
        store.add_deck("still usable", LATER)


def test_a_database_goes_on_from_the_last_migration_that_succeeded(old: Path, registered: dict[int, Migration]) -> None:
    registered[2], registered[3] = add_mood, fail
    with pytest.raises(RuntimeError, match="a migration failed"):
        Store.open(old, LATER)
    assert version(old) == "2"
    registered[3] = fill_mood
    Store.open(old, LATER).close()
    assert version(old) == "3"


def test_a_migration_without_a_backup_is_not_begun(old: Path, registered: dict[int, Migration]) -> None:
    before = dump(old)
    registered[2] = add_mood
    backup.folder_of(old).write_text("a file where the folder of backups should be")
    with pytest.raises(QuizError, match=r"No backup of .* could be made") as caught:
        Store.open(old, LATER)
    assert "Nothing was changed" in caught.value.hint
    assert dump(old) == before


# Backups


def test_a_backup_has_what_was_committed_while_the_database_is_open(store: Store, clock: Clock, tmp_path: Path) -> None:
    fill(store, clock)
    packed = backup.make(store.path, clock.now, "test")
    restored = tmp_path / "restored.db"
    backup.unpack(packed, restored)
    with Store.open(restored, clock.now) as copy:
        assert copy.cards() == store.cards()
        assert [copy.log(card.id) for card in copy.cards()] == [store.log(card.id) for card in store.cards()]


def test_a_backup_leaves_nothing_half_written_beside_it(store: Store) -> None:
    packed = backup.make(store.path, NOW, "test")
    assert list(packed.parent.iterdir()) == [packed]


def test_a_damaged_database_is_not_backed_up(path: Path) -> None:
    with Store.open(path, NOW) as store:
        fill(store, Clock())
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xa5" * (len(content) - 4096 * 2)
    path.write_bytes(bytes(content))
    with pytest.raises(QuizError, match="No backup of"):
        backup.make(path, NOW, "test")
    assert list(backup.folder_of(path).iterdir()) == []
