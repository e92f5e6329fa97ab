"""Making backups: what is in them, when none is needed, what a failure leaves, and who may read them."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import zstandard

from quiz.cards import Rating
from quiz.errors import QuizError
from quiz.store import Store, backup
from quiz.store.backups import contents, copying, making, names, packing, scratch, stamps
from tests.store.make_schema_fixture import dump
from tests.store.support import NOW, Clock, import_terms, record

REASONS = ["schema-3", "import", "restore", "daily", "manual", "repair", "damaged"]


@pytest.fixture
def studied(store: Store) -> Store:
    """A database with a deck and an answer."""
    import_terms(store, "D", ["tcp", "udp"], NOW)
    record(store, 1, Rating.GOOD, NOW)
    return store


def unpacked(packed: Path) -> Path:
    target = packed.with_suffix(".unpacked")
    backup.unpack(packed, target)
    return target


def files_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*"))


def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no change be so recent that its time might be that of the next one."""
    monkeypatch.setattr(stamps, "_COARSE", 0)


# What is in a backup


@pytest.mark.parametrize("reason", REASONS)
def test_a_backup_holds_the_database_and_says_when_and_why_it_was_made(studied: Store, reason: str) -> None:
    packed = backup.make(studied.path, NOW, reason)
    (listed,) = backup.backups(studied.path)
    assert listed == backup.Backup(packed, NOW, reason, packed.stat().st_size)
    assert listed.made.utcoffset() == timedelta(hours=8)
    assert listed.is_proven == (reason not in ("repair", "damaged"))
    assert dump(unpacked(packed)) == dump(studied.path)


def test_a_backup_says_what_it_holds_without_being_unpacked(studied: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.make(studied.path, NOW, "manual")
    monkeypatch.delattr(packing, "unpack")
    (listed,) = backup.backups(studied.path)
    held = backup.known_contents(listed)
    assert held is not None
    assert (held.schema, held.decks, held.notes, held.cards, held.reviews) == (3, 1, 2, 4, 1)
    assert held.last_review == NOW.astimezone(UTC)


def test_what_was_taken_back_or_deleted_is_not_counted(studied: Store) -> None:
    record(studied, 2, Rating.GOOD, NOW)
    studied.undo_last(None, NOW)
    studied.delete_note(studied.note(2), NOW)
    backup.make(studied.path, NOW, "manual")
    held = backup.known_contents(backup.backups(studied.path)[0])
    assert held is not None
    assert (held.notes, held.cards, held.reviews) == (1, 2, 1)


def test_a_backup_is_what_other_tools_read_as_zstandard(studied: Store, tmp_path: Path) -> None:
    """Without this program the database is got back with ``zstd -d``: the head is a frame that is skipped."""
    plain = tmp_path / "plain.db"
    with backup.make(studied.path, NOW, "manual").open("rb") as source, plain.open("wb") as sink:
        zstandard.ZstdDecompressor().copy_stream(source, sink)
    assert dump(plain) == dump(studied.path)


def test_a_backup_of_an_earlier_version_has_no_head_and_is_listed_all_the_same(studied: Store) -> None:
    copy = studied.path.with_name("copy.db")
    making.copy_database(studied.path, copy)
    old = backup.folder_of(studied.path) / "20260301T120000000000-schema-2.db.zst"
    old.parent.mkdir()
    old.write_bytes(zstandard.ZstdCompressor().compress(copy.read_bytes()))
    (listed,) = backup.backups(studied.path)
    assert (listed.reason, f"{listed.made:%Y-%m-%d %H:%M}") == ("schema-2", "2026-03-01 12:00")
    assert listed.made.tzinfo is not None
    assert backup.known_contents(listed) is None
    assert dump(unpacked(old)) == dump(studied.path)


def test_a_backup_has_what_is_in_the_log_of_a_database_that_was_not_closed(studied: Store) -> None:
    """The answer is in the file ``-wal`` alone."""
    assert studied.path.with_name("quiz.db-wal").stat().st_size > 0
    with closing(sqlite3.connect(unpacked(backup.make(studied.path, NOW, "manual")))) as reader:
        assert reader.execute("SELECT count(*) FROM review").fetchone() == (1,)


def test_a_backup_is_of_one_moment_while_another_process_writes(studied: Store) -> None:
    """The writer adds rows by pairs: no backup has an odd number."""
    code = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\n"
        "c.execute('CREATE TABLE pairs (n)')\nprint('begun', flush=True)\n"
        "for n in range(100000):\n"
        "    c.execute('BEGIN IMMEDIATE'); c.execute('INSERT INTO pairs VALUES (1)')\n"
        "    c.execute('INSERT INTO pairs VALUES (2)'); c.execute('COMMIT')\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", code, str(studied.path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "begun\n"
    found = []
    for second in range(5):
        packed = backup.make(studied.path, NOW + timedelta(seconds=second), "manual")
        with closing(sqlite3.connect(unpacked(packed))) as reader:
            found.append(reader.execute("SELECT count(*) FROM pairs").fetchone()[0])
    assert writer.poll() is None
    writer.kill()
    writer.wait()
    writer.stdout.close()
    assert all(count % 2 == 0 for count in found)
    assert found == sorted(found)


# Who may read it, and what lies beside it


def test_backups_and_their_folder_are_the_owners_alone(studied: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[int] = set()
    pack = packing.pack

    def look(copy: Path, packed: Path, head: Mapping[str, Any]) -> None:
        pack(copy, packed, head)
        seen.update(stat.S_IMODE(file.stat().st_mode) & 0o077 for file in (copy, packed, copy.parent))

    monkeypatch.setattr(packing, "pack", look)
    packed = backup.make(studied.path, NOW, "manual")
    assert seen == {0}
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600
    assert stat.S_IMODE(packed.parent.stat().st_mode) == 0o700


def test_nothing_but_the_backup_stays(studied: Store) -> None:
    packed = backup.make(studied.path, NOW, "manual")
    assert files_in(packed.parent) == [packed.name]


def test_two_backups_of_one_instant_are_two(studied: Store) -> None:
    first, second = backup.make(studied.path, NOW, "manual"), backup.make(studied.path, NOW, "manual")
    assert first != second
    assert len(backup.backups(studied.path)) == 2


def test_what_is_no_backup_is_left_out_and_left_alone(studied: Store) -> None:
    packed = backup.make(studied.path, NOW, "manual")
    others = ["notes.txt", "20261399T120000000000+0800-manual.db.zst", "20260302T090000000000+0800-.db.zst"]
    for name in others:
        (packed.parent / name).touch()
    (packed.parent / "20260101T090000000000+0800-manual.db.zst").mkdir()
    assert [one.path for one in backup.backups(studied.path)] == [packed]
    for number in range(60):
        backup.make(studied.path, NOW + timedelta(seconds=number), "manual")
    assert set(others) < set(files_in(packed.parent))


def test_names_are_in_the_order_of_time_whatever_the_time_zone_was(path: Path) -> None:
    folder = backup.folder_of(path)
    folder.mkdir()
    zones = [timezone(timedelta(hours=hours, minutes=minutes)) for hours, minutes in ((13, 0), (5, 45), (-3, -30))]
    instants = [datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(hours=number) for number in range(3)]
    made = [instant.astimezone(zone) for instant, zone in zip(instants, zones, strict=True)]
    for one in made:
        (folder / names.name_of(one, "daily")).touch()
    assert [one.made for one in backup.backups(path)] == made[::-1]
    assert [one.made.utcoffset() for one in backup.backups(path)] == [one.utcoffset() for one in made[::-1]]


# When none is needed


def test_a_database_that_was_not_written_to_is_not_copied_again(
    studied: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(monkeypatch)
    packed = backup.make(studied.path, NOW, "manual")
    monkeypatch.delattr(making, "copy_database")
    assert backup.keep(studied.path, NOW + timedelta(days=1), "daily") == packed


def test_a_database_that_was_only_written_to_and_closed_is_known_by_its_content(studied: Store) -> None:
    """The log is moved into the file when the last program closes it: other bytes on the disk, the same database."""
    packed = backup.make(studied.path, NOW, "manual")
    studied.close()
    with closing(sqlite3.connect(studied.path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert backup.keep(studied.path, NOW + timedelta(days=1), "daily") == packed
    assert len(backup.backups(studied.path)) == 1


@pytest.mark.parametrize("closed", [False, True])
def test_after_each_change_a_new_backup_is_made(studied: Store, monkeypatch: pytest.MonkeyPatch, closed: bool) -> None:
    settled(monkeypatch)
    clock, paths = Clock(), [backup.keep(studied.path, NOW, "daily")]
    for number in range(5):
        studied.flag([1], number)
        if closed:
            studied.close()
        paths.append(backup.keep(studied.path, clock.forward(seconds=1), "daily"))
    assert len(set(paths)) == 6


def test_a_change_is_noticed_where_the_database_is_a_link(
    studied: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its log lies beside the file to which the link leads."""
    settled(monkeypatch)
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(studied.path)
    first = backup.keep(link, NOW, "daily")
    assert first.parent == backup.folder_of(link)
    assert backup.keep(link, NOW, "daily") == first
    studied.flag([1], 1)
    assert backup.keep(link, NOW, "daily") != first


def test_a_change_at_the_same_time_of_the_file_system_is_noticed(studied: Store) -> None:
    """A stamp is trusted only where it is older than the file system's times are coarse."""
    with scratch.scratch(studied.path.parent) as place:
        assert stamps.stamp_of(studied.path, place) == []
    backup.keep(studied.path, NOW, "daily")
    studied.flag([1], 1)
    backup.keep(studied.path, NOW, "daily")
    assert len(backup.backups(studied.path)) == 2


def test_an_unproven_copy_never_stands_for_a_backup(studied: Store) -> None:
    backup.make(studied.path, NOW, "repair")
    backup.keep(studied.path, NOW, "daily")
    assert sorted(one.reason for one in backup.backups(studied.path)) == ["daily", "repair"]


def test_a_head_that_says_nonsense_is_no_head(studied: Store) -> None:
    folder = backup.folder_of(studied.path)
    folder.mkdir()
    begin = packing.SKIPPABLE
    heads = [b"", begin, begin + b"\xff\xff\xff\xff", begin + b"\x02\0\0\0[]", begin + b"\x04\0\0\0oops", b"[" * 20000]
    heads.append(begin + b'\x18\0\0\0{"stamp": 1, "schema":[]}'[:28])
    for number, head in enumerate(heads):
        (folder / names.name_of(NOW + timedelta(seconds=number), "daily")).write_bytes(head)
    assert [backup.known_contents(one) for one in backup.backups(studied.path)] == [None] * len(heads)
    assert backup.keep(studied.path, NOW + timedelta(hours=1), "daily").stat().st_size > 1000


# What goes wrong


@pytest.mark.parametrize("step", ["copy_database", "sync", "put"])
def test_a_failure_leaves_no_half_backup_and_says_why(
    studied: Store, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, step, fail)
    if step == "sync":
        monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(QuizError, match="No space left on device") as caught:
        backup.make(studied.path, NOW, "manual")
    assert str(backup.folder_of(studied.path)) in caught.value.hint
    assert files_in(backup.folder_of(studied.path)) == []


def test_a_database_that_contradicts_itself_is_not_kept_as_a_good_one(studied: Store) -> None:
    studied.close()
    with closing(sqlite3.connect(studied.path)) as writer, writer:
        writer.execute("UPDATE card SET deck_id = 99 WHERE id = 1")
    with pytest.raises(QuizError, match="No backup of") as caught:
        backup.make(studied.path, NOW, "daily")
    assert "quiz doctor" in caught.value.hint
    assert backup.backups(studied.path) == []
    packed = backup.make(studied.path, NOW, "repair")
    assert dump(unpacked(packed)) == dump(studied.path)


def test_a_database_that_others_keep_locked_is_not_waited_for_without_end(
    studied: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_WAIT_S", 0.0)
    studied.close()
    with closing(sqlite3.connect(studied.path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(QuizError, match="locked"):
            backup.make(studied.path, NOW, "manual")
        assert files_in(backup.folder_of(studied.path)) == []


def test_a_missing_database_is_not_made_by_a_backup(path: Path) -> None:
    with pytest.raises(QuizError, match="No backup of"):
        backup.make(path, NOW, "manual")
    assert not path.exists()


def test_another_programs_database_is_no_backup(path: Path) -> None:
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(QuizError, match="is not a database of quiz"):
        backup.make(path, NOW, "manual")


# Killed runs, and two at once


def test_what_a_killed_run_left_is_removed_by_the_next(studied: Store) -> None:
    folder = backup.folder_of(studied.path)
    folder.mkdir(mode=0o700)
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom quiz.store.backups.scratch import scratch\n"
        "with scratch(Path(sys.argv[1])) as place:\n"
        "    (place / 'copy.db').write_bytes(b'half')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == -9
    assert "copy.db" in files_in(folder)
    (folder / f"{scratch.PREFIX}killed-at-once").mkdir()
    packed = backup.make(studied.path, NOW, "manual")
    assert files_in(folder) == [packed.name]


def test_what_another_run_still_works_in_stays(studied: Store) -> None:
    folder = backup.folder_of(studied.path)
    folder.mkdir(mode=0o700)
    code = (
        "import sys\nfrom pathlib import Path\nfrom quiz.store.backups.scratch import scratch\n"
        "with scratch(Path(sys.argv[1])) as place:\n"
        "    (place / 'copy.db').touch()\n    print('begun', flush=True)\n    sys.stdin.read()\n"
        "    print((place / 'copy.db').exists())\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "begun\n"
    packed = backup.make(studied.path, NOW, "manual")
    assert other.communicate("")[0] == "True\n"
    assert files_in(folder) == [packed.name]


def test_a_folder_of_the_users_is_never_swept(tmp_path: Path) -> None:
    (tmp_path / f"{scratch.PREFIX}novel").mkdir()
    (tmp_path / f"{scratch.PREFIX}novel" / "chapter.txt").touch()
    scratch.sweep(tmp_path)
    assert files_in(tmp_path) == [f"{scratch.PREFIX}novel", "chapter.txt"]


def test_a_disk_without_room_for_a_lock_is_told_as_such_and_nothing_is_left(
    studied: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(place: Path) -> sqlite3.Connection:
        (place / "lock").touch()
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(scratch, "_locked", full)
    with pytest.raises(QuizError, match="No space left on device"):
        backup.make(studied.path, NOW, "manual")
    assert files_in(backup.folder_of(studied.path)) == []


def test_many_at_once_make_whole_backups(studied: Store) -> None:
    failures: list[BaseException] = []
    barrier = threading.Barrier(6)

    def run(number: int) -> None:
        barrier.wait()
        try:
            backup.make(studied.path, NOW + timedelta(seconds=number % 2), "manual")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = backup.backups(studied.path)
    assert len(found) == len(files_in(backup.folder_of(studied.path))) >= 2
    assert {tuple(dump(unpacked(one.path))) for one in found} == {tuple(dump(studied.path))}


# A file that a person names


@pytest.mark.parametrize("name", ["copy.db", "copy.db.zst", "状态码 🂡.zst", "no suffix"])
def test_a_copy_for_a_person_is_whole_and_private_and_replaces_the_old_one(
    studied: Store, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    target = folder / name
    target.write_text("an older one")
    target.chmod(0o600)
    held = backup.write(studied.path, target, NOW)
    assert held.reviews == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert files_in(folder) == [name]
    assert backup.check(target, tmp_path / "looked") == held
    assert dump(tmp_path / "looked") == dump(studied.path)


def test_a_plain_copy_needs_no_file_beside_it(studied: Store, tmp_path: Path) -> None:
    backup.write(studied.path, tmp_path / "copy.db", NOW)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_copy_that_fails_leaves_the_old_one(studied: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copy.db.zst"
    target.write_text("an older one")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "pack", fail)
    with pytest.raises(QuizError, match="No space left on device"):
        backup.write(studied.path, target, NOW)
    assert target.read_text() == "an older one"
    assert not list(tmp_path.glob(".*"))


def test_a_database_is_known_again_however_it_is_copied(studied: Store, tmp_path: Path) -> None:
    pages, files, later = tmp_path / "pages.db", tmp_path / "files.db", tmp_path / "later.db"
    copying.copy_database(studied.path, pages)
    assert copying._copy_files(studied.path, files)
    assert contents.fingerprint_of(pages) == contents.fingerprint_of(files)
    record(studied, 2, Rating.GOOD, NOW)
    copying.copy_database(studied.path, later)
    assert contents.fingerprint_of(later) != contents.fingerprint_of(pages)
