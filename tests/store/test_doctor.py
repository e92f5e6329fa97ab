"""The doctor: what it leaves alone, what it finds beside damaged rows, and that a repair is whole or not at all."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.cards import Rating
from quiz.errors import DamagedError, QuizError
from quiz.store import Store, backup, doctor, migrations, repairing
from quiz.store.doctoring import orphans
from quiz.store.doctoring.findings import Remedy
from tests.simulated import Habits, study_for
from tests.store.make_schema_fixture import frozen, load
from tests.store.support import MUSIC, NET, NOW, Clock, card_of, import_text, record


@pytest.fixture
def studied(path: Path) -> Path:
    """A database in which somebody has studied for some weeks."""
    with Store.open(path, NOW) as store:
        import_text(store, NET)
        import_text(store, MUSIC)
        study_for(store, NOW, Habits(days=25, new=3))
    return path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as writer, writer:
        for statement in statements:
            writer.execute(statement)


def rows_of(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute(statement).fetchall()


def codes(path: Path, *, wrong: bool = True) -> list[str]:
    return [finding.code for finding in doctor.examine(path, NOW) if finding.is_wrong is wrong]


def test_examining_changes_nothing_and_leaves_nothing_beside(studied: Path) -> None:
    before = studied.read_bytes()
    assert codes(studied) == []
    assert studied.read_bytes() == before
    assert [file.name for file in studied.parent.iterdir()] == [studied.name]


def test_what_is_in_the_log_of_an_open_database_is_examined_too(studied: Path) -> None:
    with Store.open(studied, NOW) as store:
        record(store, card_of(store, "53", "key").id, Rating.GOOD, NOW)
        change(studied, "UPDATE card SET lapses = 9 WHERE id = 1")
        assert codes(studied) == ["card-log"]


@pytest.mark.parametrize("is_open", [True, False], ids=["in use", "alone at first"])
def test_what_others_write_meanwhile_is_not_taken_for_an_error(studied: Path, is_open: bool) -> None:
    stores = [Store.open(studied, NOW)] if is_open else []
    done = 0

    def write(_done: int, of: int) -> None:
        nonlocal done
        if of and done < 3:  # the values were examined already, or are just to be; the log is examined after them
            done += 1
            stores[:] = stores or [Store.open(studied, NOW)]
            record(stores[0], card_of(stores[0], "53", "key").id, Rating.GOOD, NOW + timedelta(minutes=done))

    found = doctor.diagnose(studied, NOW, write)
    stores[0].close()
    assert done > 1
    assert [finding.code for finding in found.findings if finding.is_wrong] == []


def test_a_database_in_use_is_repaired_and_the_other_program_sees_it(studied: Path) -> None:
    with Store.open(studied, NOW) as store:
        change(studied, "UPDATE card SET lapses = 9 WHERE id = 1")
        assert store.card(1).state.lapses == 9
        shown = store.card(1).revision
        repairing.fix(studied, NOW)
        assert store.card(1).state.lapses != 9
        assert store.card(1).revision > shown
        assert store.disagreements() == []


def test_a_database_that_another_program_keeps_locked_is_told(studied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repairing, "BUSY_TIMEOUT_MS", 1)
    change(studied, "UPDATE card SET lapses = 9 WHERE id = 1")
    with closing(sqlite3.connect(studied, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(QuizError, match="is locked by another program"):
            repairing.fix(studied, NOW)
    assert codes(studied) == ["card-log"]


@pytest.mark.parametrize("schema", range(1, migrations.latest()))
def test_an_older_database_is_told_and_brought_up(path: Path, schema: int) -> None:
    load(path, frozen(schema).read_text(encoding="utf-8"))
    path.chmod(0o600)
    assert codes(path) == []
    assert "schema-older" in codes(path, wrong=False)
    done = repairing.fix(path, NOW)
    assert [change.code for change in done.changes] == ["schema"]
    assert codes(path) == []
    assert "schema-older" not in codes(path, wrong=False)


def test_a_newer_database_is_refused(studied: Path) -> None:
    change(studied, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    before = studied.read_bytes()
    for action in (doctor.diagnose, repairing.fix):
        with pytest.raises(QuizError, match="newer version of quiz"):
            action(studied, NOW)
    assert studied.read_bytes() == before


def test_an_empty_file_without_backups_is_a_database_to_be(path: Path) -> None:
    path.touch(mode=0o600)
    assert codes(path) == []
    assert "empty" in codes(path, wrong=False)


def test_a_repair_that_fails_changes_nothing(studied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_off(*_anything: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    change(studied, "UPDATE note SET search_text = ''", "DELETE FROM card WHERE id = 4")
    before = rows_of(studied, "SELECT * FROM note")
    monkeypatch.setattr(orphans, "add_missing", breaks_off)
    with pytest.raises(QuizError, match="no space left"):
        repairing.fix(studied, NOW)
    assert rows_of(studied, "SELECT * FROM note") == before
    (kept,) = backup.backups(studied)
    assert kept.reason == "repair"


def test_without_a_copy_nothing_is_repaired(studied: Path) -> None:
    change(studied, "UPDATE note SET search_text = ''")
    backup.folder_of(studied).write_text("a file in the way")
    before = studied.read_bytes()
    with pytest.raises(QuizError):
        repairing.fix(studied, NOW)
    assert studied.read_bytes() == before


def test_the_log_is_never_shortened_and_its_answers_stay_as_they_are(studied: Path) -> None:
    """Whatever else was wrong, only columns change that could not be read."""
    log = "SELECT id, card_id, time, day, rating, kind, milliseconds, undone FROM review ORDER BY id"
    before = rows_of(studied, log)
    change(
        studied,
        "DELETE FROM card WHERE id % 3 = 0",
        "DELETE FROM note WHERE id = 5",
        "DELETE FROM deck WHERE id = 2",
        "DELETE FROM day",
    )
    repairing.fix(studied, NOW)
    assert codes(studied) == []
    assert rows_of(studied, log) == before


def test_cards_of_lost_notes_are_suspended_and_their_history_can_be_merged(studied: Path) -> None:
    (lost,) = rows_of(studied, "SELECT note_id FROM card WHERE reps > 0 ORDER BY id LIMIT 1")[0]
    change(studied, f"DELETE FROM note WHERE id = {lost}")
    repairing.fix(studied, NOW)
    with Store.open(studied, NOW) as store:
        cards = store.cards_of_note(int(str(lost)))
        assert cards
        assert all(card.suspended for card in cards)
        assert any(card.state.reps for card in cards)


def test_answers_in_the_future_are_told_and_left_alone(studied: Path) -> None:
    before = rows_of(studied, "SELECT * FROM review")
    earlier = NOW - timedelta(days=10)
    found = {finding.code: finding for finding in doctor.examine(studied, earlier)}
    assert found["review-future"].remedy is Remedy.NONE
    assert found["review-future"].count > 5
    assert len(found["review-future"].examples) == 5
    assert repairing.fix(studied, earlier).changes == ()
    assert rows_of(studied, "SELECT * FROM review") == before


def test_what_a_day_does_not_have_is_told_and_never_changed(studied: Path) -> None:
    change(studied, "UPDATE review SET day = day + 40 WHERE id = (SELECT min(id) FROM review)")
    assert "review-day" in codes(studied, wrong=False)
    before = rows_of(studied, "SELECT * FROM review")
    repairing.fix(studied, NOW)
    assert codes(studied) == []
    assert rows_of(studied, "SELECT * FROM review") == before


def test_tables_and_triggers_of_others_are_told(studied: Path) -> None:
    change(
        studied,
        "CREATE TABLE mine (a)",
        "CREATE TRIGGER spy AFTER INSERT ON review BEGIN INSERT INTO mine VALUES (new.id); END",
    )
    found = {finding.code: finding for finding in doctor.examine(studied, NOW)}
    assert found["schema-strange"].examples == ("mine", "spy")
    assert not found["schema-strange"].is_wrong


def test_two_notes_with_one_key_are_told_and_stay(studied: Path) -> None:
    change(
        studied,
        """UPDATE note SET key = '53', fields = json_set(fields, '$.key', '53'), search_text = '' WHERE id = 2""",
    )
    repairing.fix(studied, NOW)
    found = {finding.code: finding for finding in doctor.examine(studied, NOW)}
    assert found["key-twice"].examples == ("53",)
    assert not found["key-twice"].is_wrong


def test_how_far_it_has_come_is_told(studied: Path) -> None:
    told: list[tuple[int, int]] = []
    doctor.examine(studied, NOW, lambda done, of: told.append((done, of)))
    cards = rows_of(studied, "SELECT count(*) FROM card")[0][0]
    assert told[-1] == (cards, cards)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everything")
def test_a_file_that_may_not_be_written_to_is_told(studied: Path) -> None:
    studied.chmod(0o400)
    assert "not-writable" in codes(studied)


def test_little_space_is_told(studied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil  # noqa: PLC0415

    usage = shutil.disk_usage(studied.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=10 * 2**20))
    assert "space" in codes(studied, wrong=False)


def test_a_clock_that_moved_is_no_damage(path: Path) -> None:
    clock = Clock()
    with Store.open(path, NOW) as store:
        import_text(store, NET)
        card_id = card_of(store, "53", "key").id
        for days in (0, 400, -390, 3):
            record(store, card_id, Rating.GOOD, clock.forward(days=days))
    assert codes(path) == []


def read_all(path: Path) -> None:
    with Store.open(path, NOW) as store:
        for deck in store.decks():
            store.notes(deck)
        store.cards()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE card SET phase = 9",
        "UPDATE card SET due_day = 99999999",
        "UPDATE card SET last_review = 'x'",
        "UPDATE deck SET settings = '{'",
        "UPDATE note SET guid = CAST(x'ffc0' AS TEXT) WHERE id = 1",
    ],
)
def test_a_value_that_cannot_be_read_is_told_as_damage_and_not_as_a_mistake_of_the_program(
    studied: Path, statement: str
) -> None:
    change(studied, statement)
    with pytest.raises(DamagedError, match="is damaged") as caught:
        read_all(studied)
    assert "quiz doctor --fix" in caught.value.hint
    repairing.fix(studied, NOW)
    with Store.open(studied, NOW) as store:
        assert store.disagreements() == []
        assert store.cards()
