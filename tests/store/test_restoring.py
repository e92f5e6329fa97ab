"""Bringing a database back: from every kind of backup, whole, and without losing what another program writes."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.backup_texts import change_lines
from quiz.cards import Rating
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError, StaleCardError
from quiz.scheduling.days import study_day
from quiz.store import Store, backup, connection, migrations, restoring
from quiz.store.backups import packing, replacing
from quiz.study import Session
from tests.store.make_schema_fixture import dump, fill, frozen, load
from tests.store.support import NOW, Clock, answer_next, asked, card_of, give, import_terms, record

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def studied(store: Store, clock: Clock) -> Store:
    """A database with a history."""
    fill(store, clock)
    return store


def facts(path: Path) -> list[str]:
    """All of a database but the revisions of its cards and the number of the device, which a restore changes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE card SET revision = 0")
        connection.execute("DELETE FROM meta WHERE key = 'device'")
        found = sorted(connection.iterdump())
        connection.rollback()
    return found


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def damage(path: Path) -> bytes:
    """Spoil pages in the middle of a database."""
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xa5" * (len(content) - 4096 * 3)
    path.write_bytes(bytes(content))
    return bytes(content)


# Every kind


@pytest.mark.parametrize("reason", ["import", "restore", "daily", "manual", "repair", "schema-3"])
def test_a_backup_of_every_kind_brings_the_database_back(studied: Store, reason: str) -> None:
    before, cards = facts(studied.path), studied.cards()
    file = backup.make(studied.path, NOW, reason)
    studied.delete_deck(studied.decks()[0], NOW)
    import_terms(studied, "Other", ["tcp"], NOW)
    after = facts(studied.path)
    kept = restoring.restore(studied.path, file, LATER)
    assert facts(studied.path) == before
    assert [(card.id, card.state) for card in studied.cards()] == [(card.id, card.state) for card in cards]
    assert studied.disagreements() == []
    assert kept is not None
    restoring.restore(studied.path, kept, LATER)
    assert facts(studied.path) == after


@pytest.mark.parametrize("name", ["copy.db", "copy.db.zst"])
def test_a_file_that_a_person_named_brings_it_back_too(studied: Store, tmp_path: Path, name: str) -> None:
    before = facts(studied.path)
    backup.write(studied.path, tmp_path / name, NOW)
    studied.delete_deck(studied.decks()[0], NOW)
    restoring.restore(studied.path, tmp_path / name, LATER)
    assert facts(studied.path) == before


@pytest.mark.parametrize("schema", range(1, migrations.latest() + 1))
@pytest.mark.parametrize("present", [True, False])
def test_an_older_database_is_brought_up_to_date(path: Path, tmp_path: Path, schema: int, present: bool) -> None:
    old, migrated = tmp_path / "old.db", tmp_path / "migrated.db"
    for file in (old, migrated):
        load(file, frozen(schema).read_text(encoding="utf-8"))
    Store.open(migrated, NOW).close()
    if present:
        Store.open(path, NOW).close()
    restoring.restore(path, old, LATER)
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == (str(migrations.latest()),)
    with Store.open(path, NOW) as store:
        assert store.disagreements() == []
    assert facts(path) == facts(migrated)


def test_a_failing_migration_leaves_the_database_as_it_was(
    studied: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    load(old, frozen(1).read_text(encoding="utf-8"))
    before = dump(studied.path)

    def fail(_writer: object) -> None:
        raise sqlite3.OperationalError("no")

    monkeypatch.setitem(migrations.MIGRATIONS, 3, fail)
    with pytest.raises(QuizError, match=r"old\.db cannot be brought up to date"):
        restoring.restore(studied.path, old, LATER)
    assert dump(studied.path) == before


@pytest.mark.parametrize("how", ["missing", "empty", "log alone"])
def test_on_a_new_machine_there_is_nothing_to_keep(studied: Store, tmp_path: Path, how: str) -> None:
    before, file = facts(studied.path), backup.make(studied.path, NOW, "manual")
    device = device_of(studied.path)
    new = tmp_path / "new" / "quiz.db"
    new.parent.mkdir()
    if how == "empty":
        new.touch()
    if how == "log alone":
        Path(f"{new}-wal").write_bytes(Path(f"{studied.path}-wal").read_bytes())
    assert restoring.restore(new, file, LATER) is None
    assert facts(new) == before
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert device_of(new) != device, "two machines would give their answers the same ids"
    with Store.open(new, LATER) as store:
        assert store.disagreements() == []
        record(store, 1, Rating.GOOD, LATER)
    expected = ["quiz.db", "quiz.db.backups"]
    if how == "log alone":
        expected.append(f"quiz.db.damaged-{LATER:%Y%m%dT%H%M%S}-wal")
    assert names_in(new.parent) == expected


def device_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as reader:
        return str(reader.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0])


def test_the_number_of_the_device_stays(studied: Store, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Store.open(other, NOW) as another:
        import_terms(another, "Other", ["tcp"], NOW)
    device = device_of(studied.path)
    assert device_of(other) != device
    restoring.restore(studied.path, other, LATER)
    assert device_of(studied.path) == device


def test_a_database_of_other_pages_takes_the_place_too(studied: Store, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    backup.write(studied.path, other, NOW)
    with closing(sqlite3.connect(other)) as writer:
        writer.execute("PRAGMA page_size=16384")
        writer.execute("VACUUM")
    studied.delete_deck(studied.decks()[0], NOW)
    restoring.restore(studied.path, other, LATER)
    assert len(studied.decks()) == 1
    assert studied.disagreements() == []


@pytest.mark.parametrize("size", [5, 3000])
def test_a_larger_and_a_smaller_database_take_each_others_place(store: Store, size: int) -> None:
    import_terms(store, "D", [f"term {number}" for number in range(size)], NOW)
    file = backup.make(store.path, NOW, "manual")
    store.delete_deck(store.decks()[0], NOW)
    import_terms(store, "D", [f"word {number}" for number in range(3005 - size)], NOW)
    kept = restoring.restore(store.path, file, LATER)
    assert len(store.cards()) == 2 * size
    assert kept is not None
    restoring.restore(store.path, kept, LATER)
    assert len(store.cards()) == 2 * (3005 - size)
    with store._read() as reader:
        assert reader.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


# What would change


def test_what_would_change_is_told_and_nothing_changes(store: Store) -> None:
    deck = import_terms(store, "D", ["tcp", "udp"], NOW)
    record(store, 1, Rating.GOOD, NOW)
    file = backup.make(store.path, NOW, "manual")
    for card_id in (2, 3):
        record(store, card_id, Rating.GOOD, LATER)
    store.delete_note(store.notes(deck)[0], NOW)
    store.add_deck("E", NOW)
    before = dump(store.path)
    change = restoring.compare(store.path, file)
    assert change.now is not None
    assert (change.now.decks, change.now.notes, change.now.cards, change.now.reviews) == (2, 1, 2, 3)
    assert (change.then.decks, change.then.notes, change.then.cards, change.then.reviews) == (1, 2, 4, 1)
    assert (change.now.last_review, change.then.last_review) == (LATER, NOW)
    assert (change.gone, change.back) == (2, 0)
    assert (change.notes_gone, change.notes_back, change.notes_changed) == (0, 1, 0)
    assert dump(store.path) == before
    assert len(backup.backups(store.path)) == 1


def test_notes_and_settings_that_would_be_others_are_told(store: Store) -> None:
    deck = import_terms(store, "D", ["tcp", "udp", "ip"], NOW)
    other = import_terms(store, "E", ["dns"], NOW)
    file = backup.make(store.path, NOW, "manual")
    assert change_lines(restoring.compare(store.path, file)) == ["No review would be gone."]
    import_terms(store, "D", ["sctp", "quic"], LATER)
    first, second = (note for note in store.notes(deck) if note.fields["term"] in ("tcp", "udp"))
    store.edit_note(first, NoteDraft({**first.fields, "meaning": "another"}), LATER)
    store.edit_note(second, NoteDraft(second.fields, ("mine",)), LATER)
    store.set_settings(other, replace(other.settings, new_per_day=3))
    change = restoring.compare(store.path, file)
    assert (change.notes_gone, change.notes_back, change.notes_changed, change.settings_changed) == (2, 0, 2, 1)
    assert change_lines(change) == [
        "2 notes would be gone.",
        "2 notes would be as they were then.",
        "The settings of 1 deck would be as they were then.",
        "No review would be gone.",
    ]


def test_texts_that_cannot_be_read_do_not_keep_a_backup_from_coming_back(studied: Store) -> None:
    file, answers = backup.make(studied.path, NOW, "manual"), studied.path
    studied.close()
    with closing(sqlite3.connect(answers)) as writer:
        (page,) = writer.execute("SELECT rootpage FROM sqlite_master WHERE name = 'note'").fetchone()
        (size,) = writer.execute("PRAGMA page_size").fetchone()
    content = bytearray(answers.read_bytes())
    content[(page - 1) * size + 8 : page * size - 64] = b"\xff" * (size - 72)
    answers.write_bytes(content)
    assert restoring.compare(answers, file).damaged
    assert restoring.restore(answers, file, LATER) is not None
    with Store.open(answers, LATER) as store:
        assert store.disagreements() == []


def test_answers_that_were_lost_are_said_to_come_back(studied: Store) -> None:
    file = backup.make(studied.path, NOW, "manual")
    answers = restoring.compare(studied.path, file).then.reviews
    assert answers > 5
    assert studied.undo_last(None, NOW) is not None
    change = restoring.compare(studied.path, file)
    assert (change.gone, change.back) == (0, 1)
    studied.close()
    damage(studied.path)
    change = restoring.compare(studied.path, file)
    assert (change.now, change.gone, change.back) == (None, 0, answers)


# While others have it open


def test_another_connection_sees_the_other_database_without_being_closed(studied: Store) -> None:
    file = backup.make(studied.path, NOW, "manual")
    with Store.open(studied.path, NOW) as other:
        import_terms(other, "New", ["tcp"], NOW)
        assert len(other.decks()) == 2
        restoring.restore(studied.path, file, LATER)
        assert len(other.decks()) == 1
        import_terms(other, "Newer", ["udp"], LATER)
    assert [deck.name for deck in studied.decks()][-1] == "Newer"
    assert studied.disagreements() == []


def test_an_answer_to_a_card_as_it_was_before_is_refused(store: Store) -> None:
    import_terms(store, "D", ["tcp"], NOW)
    session = Session(store)
    file = backup.make(store.path, NOW, "manual")
    question = asked(session, NOW)
    restoring.restore(store.path, file, LATER)
    with pytest.raises(StaleCardError):
        give(session, question, Rating.GOOD, LATER)
    assert answer_next(session, Rating.GOOD, LATER).card.revision > question.card.revision
    assert store.disagreements() == []


def test_no_card_has_a_revision_that_was_shown_before_in_any_branch_of_its_history(store: Store) -> None:
    """Answered after each restore in another way, a card never shows a revision twice."""
    import_terms(store, "D", ["tcp"], NOW)
    seen: list[int] = [store.card(1).revision]
    files = [backup.make(store.path, NOW, "manual")]
    for number in range(6):
        record(store, 1, list(Rating)[number % 4], NOW + timedelta(days=number))
        seen.append(store.card(1).revision)
        kept = restoring.restore(store.path, files[number // 2], NOW + timedelta(days=number))
        seen.append(store.card(1).revision)
        assert kept is not None
        files.append(kept)
    assert len(set(seen)) == len(seen)


def test_an_answer_to_a_card_that_is_not_there_any_more_is_explained(store: Store) -> None:
    file = backup.make(store.path, NOW, "manual")
    import_terms(store, "D", ["tcp"], NOW)
    session = Session(store)
    question = asked(session, NOW)
    restoring.restore(store.path, file, LATER)
    with pytest.raises(QuizError):
        give(session, question, Rating.GOOD, LATER)
    assert session.next(LATER) is None


def test_an_answer_that_comes_between_is_in_what_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program answers at the last moment before the lock is taken."""
    import_terms(store, "D", ["tcp"], NOW)
    file = backup.make(store.path, NOW, "manual")
    write_over = replacing._write_over

    def answered_before(*arguments: Path | Callable[[], Path]) -> object:
        record(store, 1, Rating.GOOD, LATER)
        return write_over(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(replacing, "_write_over", answered_before)
    kept = restoring.restore(store.path, file, LATER)
    assert store.log(1) == []
    newest = backup.backups(store.path)[0]
    assert kept == newest.path, "not the one that was made before the answer"
    monkeypatch.undo()
    restoring.restore(store.path, newest.path, LATER)
    assert len(store.log(1)) == 1


def test_a_database_without_a_log_yet_is_kept_once(studied: Store) -> None:
    """It takes one of the places of backups, although it is looked at once more with the lock held."""
    file = backup.make(studied.path, NOW, "manual")
    record(studied, 2, Rating.GOOD, NOW)
    studied.close()
    with closing(sqlite3.connect(studied.path)) as writer:
        assert writer.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    kept = restoring.restore(studied.path, file, NOW)
    assert [one.path for one in backup.backups(studied.path) if one.reason == "restore"] == [kept]


def test_nothing_can_be_written_between_keeping_the_present_database_and_replacing_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_terms(store, "D", ["tcp"], NOW)
    file = backup.make(store.path, NOW, "manual")
    outcomes: list[str] = []
    keep, kept = backup.keep, []

    def locked_out(*arguments: object) -> Path:
        kept.append(keep(*arguments))  # type: ignore[arg-type]
        if len(kept) == 2:
            with closing(sqlite3.connect(store.path, timeout=0, isolation_level=None)) as other:
                try:
                    other.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    outcomes.append(str(error))
                outcomes.append(str(other.execute("SELECT count(*) FROM card").fetchone()[0]))
        return kept[-1]

    monkeypatch.setattr(backup, "keep", locked_out)
    restoring.restore(store.path, file, LATER)
    assert outcomes == ["database is locked", "2"], "others may read, and do not write"


def test_a_long_reader_goes_on_with_what_it_began_with(store: Store) -> None:
    import_terms(store, "D", [f"term {number}" for number in range(300)], NOW)
    file = backup.make(store.path, NOW, "manual")
    import_terms(store, "E", ["tcp"], NOW)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM card").fetchone() == (602,)
        restoring.restore(store.path, file, LATER)
        assert reader.execute("SELECT count(*) FROM card").fetchone() == (602,)
        reader.execute("COMMIT")
        assert reader.execute("SELECT count(*) FROM card").fetchone() == (600,)


def test_a_database_that_another_program_writes_to_is_not_waited_for_without_end(
    studied: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 1)
    file = backup.make(studied.path, NOW, "manual")
    studied.delete_deck(studied.decks()[0], NOW)
    before = dump(studied.path)
    with closing(sqlite3.connect(studied.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(QuizError, match="is locked by another program"):
            restoring.restore(studied.path, file, LATER)
    assert dump(studied.path) == before


def test_a_former_database_that_cannot_be_kept_is_not_replaced(studied: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file = backup.make(studied.path, NOW, "manual")
    studied.delete_deck(studied.decks()[0], NOW)
    before = dump(studied.path)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "pack", full)
    with pytest.raises(QuizError, match="No space left on device"):
        restoring.restore(studied.path, file, LATER)
    assert dump(studied.path) == before


def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_database(
    studied: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backup.make(studied.path, NOW, "manual")
    import_terms(studied, "D", [f"term {number}" for number in range(500)], NOW)
    before, calls = dump(studied.path), 0

    def full(*_arguments: object) -> Path:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise sqlite3.OperationalError("database or disk is full")
        return file

    monkeypatch.setattr(backup, "keep", full)
    with pytest.raises(QuizError, match="no space left"):
        restoring.restore(studied.path, file, LATER)
    assert dump(studied.path) == before


def test_many_that_answer_and_one_that_restores_leave_a_sound_database(store: Store) -> None:
    deck = import_terms(store, "D", [f"term {number}" for number in range(40)], NOW)
    file = backup.make(store.path, NOW, "manual")
    failures: list[BaseException] = []
    ends = threading.Event()

    def study(number: int) -> None:
        with Store.open(store.path, NOW) as other:
            session, clock = Session(other, [deck]), Clock(NOW + timedelta(minutes=number))
            while not ends.is_set():
                try:
                    if (question := session.next(clock.forward(seconds=7))) is None:
                        clock.forward(days=1)
                        continue
                    give(session, question, Rating.GOOD, clock.now)
                except StaleCardError:
                    pass
                except BaseException as error:
                    failures.append(error)
                    return

    threads = [threading.Thread(target=study, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    answers = 0
    for number in range(6):
        kept = restoring.restore(store.path, file, LATER + timedelta(seconds=number))
        assert kept is not None
        change = restoring.compare(store.path, kept)
        answers += change.back
    ends.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert answers > 0
    assert store.disagreements() == []


# A damaged database


def test_a_damaged_database_is_put_aside_as_it_is(studied: Store) -> None:
    file, before = backup.make(studied.path, NOW, "manual"), facts(studied.path)
    studied.close()
    spoilt = damage(studied.path)
    kept = restoring.restore(studied.path, file, LATER)
    assert kept == studied.path.with_name("quiz.db.damaged-20260302T100000")
    assert kept.read_bytes() == spoilt
    assert facts(studied.path) == before
    assert stat.S_IMODE(studied.path.stat().st_mode) == 0o600
    with Store.open(studied.path, LATER) as store:
        assert store.disagreements() == []
        record(store, 1, Rating.GOOD, LATER)


@pytest.mark.parametrize("spoilt", [True, False])
def test_a_database_that_is_a_link_stays_one(studied: Store, tmp_path: Path, spoilt: bool) -> None:
    before = facts(studied.path)
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(studied.path)
    file = backup.make(link, NOW, "manual")
    studied.delete_deck(studied.decks()[0], NOW)
    if spoilt:
        studied.close()
        damage(studied.path)
    kept = restoring.restore(link, file, LATER)
    assert kept is not None
    assert kept.parent == (studied.path.parent if spoilt else backup.folder_of(link))
    assert link.is_symlink()
    assert facts(studied.path) == before


def test_two_damaged_databases_of_one_second_are_both_kept(studied: Store) -> None:
    file = backup.make(studied.path, NOW, "manual")
    studied.close()
    kept = []
    for content in (b"first", b"second"):
        studied.path.write_bytes(content * 999)
        kept.append(restoring.restore(studied.path, file, LATER))
    assert [one.read_bytes()[:5] for one in kept if one] == [b"first", b"secon"]


def test_the_log_of_a_damaged_database_goes_with_it_and_never_into_the_other(studied: Store, tmp_path: Path) -> None:
    """SQLite would play a log that lies beside a file into it, whichever file that is."""
    import_terms(studied, "D", [f"term {number}" for number in range(300)], NOW)
    file = backup.make(studied.path, NOW, "manual")
    with studied._read() as reader:
        reader.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    record(studied, 1, Rating.GOOD, LATER)
    log = Path(f"{studied.path}-wal").read_bytes()
    lost = tmp_path / "lost" / "quiz.db"
    lost.parent.mkdir()
    lost.write_bytes(b"\xa5" * studied.path.stat().st_size)
    Path(f"{lost}-wal").write_bytes(log)
    kept = restoring.restore(lost, file, LATER)
    assert kept is not None
    assert Path(f"{kept}-wal").read_bytes() == log
    assert not Path(f"{lost}-wal").exists()
    with Store.open(lost, LATER) as store:
        assert [deck.name for deck in store.decks()] == ["D", studied.decks()[-1].name]
        assert store.disagreements() == []


def test_a_file_system_without_second_names_is_served_by_copies(
    studied: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(1, "Operation not permitted")

    file = backup.make(studied.path, NOW, "manual")
    studied.close()
    spoilt = damage(studied.path)
    monkeypatch.setattr(os, "link", refuse)
    kept = restoring.restore(studied.path, file, LATER)
    assert kept is not None
    assert kept.read_bytes() == spoilt
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_database_that_contradicts_itself_is_put_aside_too(studied: Store) -> None:
    file = backup.make(studied.path, NOW, "manual")
    studied.close()
    with closing(sqlite3.connect(studied.path)) as writer, writer:
        writer.execute("UPDATE card SET deck_id = 99 WHERE id = 1")
    kept = restoring.restore(studied.path, file, LATER)
    assert kept is not None
    assert "damaged" in kept.name


def test_a_damaged_database_that_another_program_has_open_is_not_put_aside(studied: Store) -> None:
    """The other one would go on writing into a file that nobody looks at any more."""
    file = backup.make(studied.path, NOW, "manual")
    studied.close()
    code = (
        "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\n"
        "c.execute('SELECT count(*) FROM card').fetchone()\nprint('open', flush=True)\nsys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(studied.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        spoilt = damage(studied.path)
        with pytest.raises(QuizError, match="is locked by another program"):
            restoring.restore(studied.path, file, LATER)
        other.communicate("")
    assert studied.path.read_bytes() == spoilt
    assert restoring.restore(studied.path, file, LATER) is not None


@pytest.mark.parametrize("statement", ["CREATE TABLE bookmarks (url)", "CREATE TABLE note (body)"])
def test_the_database_of_another_program_is_never_replaced(studied: Store, tmp_path: Path, statement: str) -> None:
    file = backup.make(studied.path, NOW, "manual")
    foreign = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(foreign)) as writer:
        writer.execute(statement)
    before = foreign.read_bytes()
    with pytest.raises(QuizError, match="is not a database of quiz"):
        restoring.restore(foreign, file, LATER)
    assert foreign.read_bytes() == before
    assert not backup.folder_of(foreign).exists()


def test_a_database_of_a_newer_version_is_not_replaced(studied: Store) -> None:
    file = backup.make(studied.path, NOW, "manual")
    with closing(sqlite3.connect(studied.path)) as writer, writer:
        writer.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(QuizError, match="newer version"):
        restoring.restore(studied.path, file, LATER)


def test_a_database_whose_schema_is_lost_can_be_restored(studied: Store) -> None:
    file, before = backup.make(studied.path, NOW, "manual"), facts(studied.path)
    studied.close()
    with closing(sqlite3.connect(studied.path)) as writer, writer:
        writer.execute("DELETE FROM meta")
    assert restoring.restore(studied.path, file, LATER) is not None
    assert facts(studied.path) == before


def test_a_missing_folder_is_told(studied: Store, tmp_path: Path) -> None:
    file = backup.make(studied.path, NOW, "manual")
    with pytest.raises(QuizError, match="does not exist"):
        restoring.restore(tmp_path / "nowhere" / "quiz.db", file, LATER)


def test_the_study_day_goes_on_after_a_restore(studied: Store, clock: Clock) -> None:
    """What was answered today before the backup counts today, and what came after it does not any more."""
    card = card_of(studied, studied.notes(studied.decks()[0])[-1].key, "key")
    record(studied, card.id, Rating.GOOD, clock.now)
    day = study_day(clock.now)
    file = backup.make(studied.path, clock.now, "manual")
    before = studied.deck_counts(day)
    record(studied, card.id, Rating.GOOD, clock.forward(minutes=20))
    restoring.restore(studied.path, file, clock.forward(minutes=1))
    assert studied.deck_counts(day) == before
    assert studied.disagreements() == []
