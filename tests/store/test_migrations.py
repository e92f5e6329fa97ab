"""Schemas: the frozen ones still open, and later ones are reached step by step with a backup before."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from quiz.cards import Kind, Rating
from quiz.errors import QuizError
from quiz.store import Store, backup, migrations
from quiz.store.migrations import MIGRATIONS, Migration
from quiz.study_settings import LEECH_TAG
from tests.store.make_life_fixture import live
from tests.store.make_schema_fixture import dump, fill, frozen, load
from tests.store.schemas import FIXTURES, OLD, SCHEMAS, Rows, contents, put, structure, tables, version
from tests.store.support import NOW, Clock, record

LATER = NOW + timedelta(days=90)
NEWEST = SCHEMAS[-1]
NEXT = NEWEST + 1


def columns(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as reader:
        return [row[1] for row in reader.execute(f"PRAGMA table_info({table})")]


@pytest.fixture
def old(path: Path) -> Path:
    """A database as the program left it when its present schema was new."""
    load(path, frozen(NEWEST).read_text(encoding="utf-8"))
    return path


@pytest.fixture(params=FIXTURES)
def released(path: Path, request: pytest.FixtureRequest) -> Path:
    """A database as each schema had it."""
    return put(path, request.param)


@pytest.fixture(params=OLD)
def older(path: Path, request: pytest.FixtureRequest) -> Path:
    """A database of each older schema."""
    return put(path, request.param)


def added_since(before: dict[str, Rows], after: dict[str, Rows], table: str) -> list[dict[str, object]]:
    """What each row of a table has more than before; all that it had then is unchanged."""
    assert len(after[table]) == len(before[table])
    pairs = list(zip(before[table], after[table], strict=True))
    assert all(old.items() <= new.items() for old, new in pairs), table
    return [{name: value for name, value in new.items() if name not in old} for old, new in pairs]


def judges(row: dict[str, object]) -> list[str]:
    return [direction["judge"] for direction in json.loads(str(row["directions"]))]


def without_judges(row: dict[str, object]) -> dict[str, object]:
    directions = [{**direction, "judge": ""} for direction in json.loads(str(row["directions"]))]
    return {**row, "directions": directions}


def test_every_schema_still_opens_and_agrees_with_its_log(released: Path) -> None:
    with Store.open(released, LATER) as store:
        assert store.disagreements() == []
        assert len(store.cards()) == 2 * sum(len(store.notes(deck)) for deck in store.decks()) > 0
        assert sum(card.state.reps for card in store.cards()) >= 6
        entries = [entry for card in store.cards() for entry in store.log(card.id)]
        assert any(entry.undone for entry in entries)
        assert {entry.kind.name for entry in entries} >= {"LEARN", "REVIEW", "RESET", "RESCHEDULE"}


def test_a_new_database_has_the_schema_that_old_ones_come_to(released: Path, tmp_path: Path) -> None:
    Store.open(released, LATER).close()
    Store.open(tmp_path / "new.db", LATER).close()
    assert structure(released) == structure(tmp_path / "new.db")
    assert version(released) == version(tmp_path / "new.db") == str(NEWEST)


def test_what_was_in_an_older_database_is_in_the_migrated_one(older: Path) -> None:
    before, first, schema = contents(older), tables(older), version(older)
    Store.open(older, LATER).close()
    after = contents(older)
    assert set(tables(older)) - set(first) == {"hour"}
    if schema != "1":
        assert after["note_type"] == before["note_type"]
    for table in ("deck", "note", "card"):
        assert after[table] == before[table]
    added = added_since(before, after, "review")
    assert {name for row in added for name in row} <= {"recall_ms", "scheduled_days", "predicted"}
    assert all(row.get("recall_ms") is None for row in added)
    assert all(name.startswith("mature_") for row in added_since(before, after, "day") for name in row)
    assert list(map(without_judges, after["note_type"])) == list(map(without_judges, before["note_type"]))
    assert schema != "1" or {judge for row in after["note_type"] for judge in judges(row)} == {"auto"}


def test_the_life_in_each_schema_has_everything_that_can_be_lost(path: Path) -> None:
    for schema in SCHEMAS:
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(put(path, f"{schema}-life"))) as reader:
            values = {
                wanted: reader.execute(f"SELECT count(*) FROM {wanted}").fetchone()[0]
                for wanted in (
                    "review WHERE undone IS NOT NULL", "review WHERE confused_with IS NOT NULL",
                    "card WHERE suspended", "card WHERE buried_until IS NOT NULL", "card WHERE flag",
                    "card WHERE retired", "note WHERE deleted IS NOT NULL", "note WHERE tags LIKE '% mine %'",
                    "deck WHERE name LIKE '%::%'", "note WHERE imported != '{}'",
                    "deck WHERE settings LIKE '%parameters%'",
                )
            }  # fmt: skip
            assert all(values.values()), (schema, values)
            kinds = reader.execute("SELECT count(DISTINCT kind) FROM review").fetchone()[0]
            offsets = reader.execute("SELECT count(DISTINCT utc_offset) FROM review").fetchone()[0]
            types = reader.execute("SELECT max(n) FROM (SELECT count(*) n FROM note_type GROUP BY deck_id)").fetchone()
            leeches = reader.execute("SELECT count(*) FROM note WHERE tags LIKE '% leech %'").fetchone()[0]
        assert (kinds >= 5, offsets, types[0], bool(leeches)) == (True, 3, 2, schema > 1), schema


def test_the_life_can_be_lived_with_the_present_program_too(store: Store, clock: Clock) -> None:
    live(store, clock)
    assert store.disagreements() == []
    assert len(contents(store.path)["review"]) > 200


def test_every_schema_can_be_studied_on(released: Path) -> None:
    with Store.open(released, LATER) as store:
        assert store.undo_last(None, LATER) is not None
        card = store.cards()[0]
        store.reset([card.id], LATER, LATER.date())
        record(store, card.id, Rating.GOOD, LATER, recall_ms=1500)
        assert [entry.recall_ms for entry in store.log(card.id)][-2:] == [None, 1500]
        assert store.disagreements() == []


def test_opening_an_up_to_date_database_makes_no_backup(old: Path) -> None:
    Store.open(old, LATER).close()
    assert not backup.folder_of(old).exists()


def test_the_second_schema_knows_leeches_cards_known_for_good_and_how_long_a_recall_took(path: Path) -> None:
    load(path, frozen(2).read_text(encoding="utf-8"))
    with Store.open(path, LATER) as store:
        deck = store.decks()[0]
        assert any(note.tags == (LEECH_TAG,) for note in store.notes(deck))
        assert [timed.milliseconds for timed in store.recall_times("type")] == [1800]
        assert any(entry.kind is Kind.KNOWN for card in store.cards() for entry in store.log(card.id))
        assert deck.settings.mode_of("key") == "type"


def test_answers_from_before_the_second_schema_say_nothing_of_their_recall(path: Path) -> None:
    load(path, frozen(1).read_text(encoding="utf-8"))
    with closing(sqlite3.connect(path)) as reader:
        before = reader.execute("SELECT * FROM review ORDER BY id").fetchall()
    with Store.open(path, LATER) as store:
        assert store.recall_times("flip") == []
    names = [name for name in columns(path, "review") if name not in ("scheduled_days", "predicted")]
    with closing(sqlite3.connect(path)) as reader:
        after = reader.execute(f"SELECT {', '.join(names)} FROM review ORDER BY id").fetchall()
    assert after == [(*row, None) for row in before]
    assert [file.name.split("-", 1)[1] for file in backup.folder_of(path).iterdir()] == ["schema-1.db.zst"]


def facts(path: Path) -> list[tuple[int, int | None, int | None]]:
    """What the answers and changes of a database, without those taken back, say of the moment before them."""
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute(
            "SELECT id, scheduled_days, predicted FROM review WHERE undone IS NULL ORDER BY id"
        ).fetchall()


def test_the_third_schema_finds_what_held_before_each_answer_of_older_ones(path: Path, tmp_path: Path) -> None:
    # The two frozen databases were made by the same steps; the parameters of the deck were changed at the end only,
    # which is known to the migration, and not to the answers that were recorded before.
    load(path, frozen(2).read_text(encoding="utf-8"))
    Store.open(path, LATER).close()
    recorded = tmp_path / "recorded.db"
    load(recorded, frozen(3).read_text(encoding="utf-8"))
    migrated, own = facts(path), facts(recorded)
    assert [row[1] for row in migrated] == [row[1] for row in own]
    assert [row[2] is None for row in migrated] == [row[2] is None for row in own]
    assert any(row[2] for row in own)
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT sum(answers), sum(passed) FROM hour").fetchone() == (
            reader.execute("SELECT count(*), sum(rating > 1) FROM review WHERE kind < 3 AND undone IS NULL").fetchone()
        )


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
    registered[NEXT + 1], registered[NEXT] = fill_mood, add_mood
    with Store.open(old, LATER) as store:
        assert store.disagreements() == []
    assert version(old) == str(NEXT + 1)
    with closing(sqlite3.connect(old)) as reader:
        assert {row[0] for row in reader.execute("SELECT mood FROM note")} == {"calm"}


def test_a_migration_registers_itself(registered: dict[int, Migration]) -> None:
    assert migrations.migration(NEXT)(add_mood) is add_mood
    assert registered[NEXT] is add_mood
    assert migrations.latest() == NEXT


def test_migrations_run_once(old: Path, registered: dict[int, Migration]) -> None:
    registered[NEXT] = add_mood
    Store.open(old, LATER).close()
    Store.open(old, LATER).close()
    assert columns(old, "note").count("mood") == 1
    assert len(list(backup.folder_of(old).iterdir())) == 1


def test_a_migration_begins_where_the_database_stands(old: Path, registered: dict[int, Migration]) -> None:
    registered[NEXT] = add_mood
    Store.open(old, LATER).close()
    registered[NEXT + 1] = fill_mood
    Store.open(old, LATER + timedelta(days=1)).close()
    assert version(old) == str(NEXT + 1)
    names = sorted(file.name for file in backup.folder_of(old).iterdir())
    assert [name.split("-", 1)[1] for name in names] == [f"schema-{NEWEST}.db.zst", f"schema-{NEXT}.db.zst"]


def test_a_new_database_needs_no_migration(path: Path, registered: dict[int, Migration]) -> None:
    registered[NEXT] = fail
    Store.open(path, NOW).close()
    assert version(path) == str(NEXT)
    assert not backup.folder_of(path).exists()


def test_a_backup_is_made_before_a_migration_and_can_be_put_in_its_place(
    old: Path, tmp_path: Path, registered: dict[int, Migration], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(old)
    registered[NEXT] = add_mood
    Store.open(old, LATER).close()
    (packed,) = backup.folder_of(old).iterdir()
    restored = tmp_path / "restored.db"
    backup.unpack(packed, restored)
    assert dump(restored) == before
    assert dump(old) != before
    assert restored.stat().st_mode & 0o077 == 0
    assert packed.stat().st_mode & 0o077 == 0
    del registered[NEXT]
    with Store.open(restored, LATER) as store:
        assert store.disagreements() == []


def test_a_failing_migration_leaves_the_database_as_it_was(old: Path, registered: dict[int, Migration]) -> None:
    before = dump(old)
    registered[NEXT] = fail
    with pytest.raises(RuntimeError, match="a migration failed"):
        Store.open(old, LATER)
    assert dump(old) == before
    del registered[NEXT]
    with Store.open(old, LATER) as store:
        assert store.disagreements() == []
        store.add_deck("still usable", LATER)


def test_a_database_stays_as_it_was_where_a_later_migration_fails(old: Path, registered: dict[int, Migration]) -> None:
    before = dump(old)
    registered[NEXT], registered[NEXT + 1] = add_mood, fail
    with pytest.raises(RuntimeError, match="a migration failed"):
        Store.open(old, LATER)
    assert dump(old) == before
    registered[NEXT + 1] = fill_mood
    Store.open(old, LATER).close()
    assert version(old) == str(NEXT + 1)


def test_a_migration_without_a_backup_is_not_begun(old: Path, registered: dict[int, Migration]) -> None:
    before = dump(old)
    registered[NEXT] = add_mood
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
