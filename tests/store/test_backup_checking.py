"""Looking into a file that may be a backup: everything that is none is refused in words, and nothing is touched."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from quiz.cards import Rating
from quiz.errors import QuizError
from quiz.store import Store, backup, migrations, restoring
from quiz.store.backups import packing
from tests.store.make_schema_fixture import dump, frozen, load
from tests.store.support import NOW, import_terms, record

Spoil = Callable[[Path], object]


@pytest.fixture
def packed(store: Store) -> Path:
    """A backup of a database with many notes."""
    import_terms(store, "D", [f"term {number}" for number in range(400)], NOW)
    record(store, 1, Rating.GOOD, NOW)
    return backup.make(store.path, NOW, "manual")


def plain(packed: Path, target: Path) -> Path:
    backup.unpack(packed, target)
    return target


def cut(file: Path, bytes_left: int) -> None:
    file.write_bytes(file.read_bytes()[:bytes_left])


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 0xFF
    file.write_bytes(bytes(content))


def run(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as writer, writer:
        for statement in statements:
            writer.execute(statement)


def packed_again(file: Path, change: Callable[[Path], None]) -> None:
    """Change the database inside a packed file."""
    inner = file.with_suffix(".inner")
    packing.unpack(file, inner)
    change(inner)
    file.unlink()
    packing.pack(inner, file, {})
    inner.unlink()


def another_programs(inner: Path) -> None:
    inner.unlink()
    run(inner, "CREATE TABLE bookmarks (url)")


def zero_pages(inner: Path) -> None:
    content = bytearray(inner.read_bytes())
    content[8 * 4096 : 20 * 4096] = bytes(12 * 4096)
    inner.write_bytes(bytes(content))


def drop_index_entry(inner: Path) -> None:
    """Leave a row out of its index: each page for itself is right."""
    with closing(sqlite3.connect(inner)) as writer:
        writer.execute("PRAGMA writable_schema=ON")
        writer.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(card_id)', '(day)') WHERE name = 'review_by_card'"
        )
        writer.commit()


NOT_ALL = "is damaged: it cannot be unpacked whole"
DAMAGED = r"damaged"
NO_BACKUP = "is no backup of quiz"

SPOILT: dict[str, tuple[Spoil, str]] = {
    "empty": (lambda file: file.write_bytes(b""), NO_BACKUP),
    "a text": (lambda file: file.write_text("# HTTP\n404: Not Found, gone\n"), NO_BACKUP),
    "a picture": (lambda file: file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 5000), NO_BACKUP),
    "a zip archive": (lambda file: file.write_bytes(b"PK\x03\x04" + b"x" * 5000), NO_BACKUP),
    "the head alone": (lambda file: cut(file, 100), NOT_ALL),
    "without its end": (lambda file: cut(file, file.stat().st_size - 5), NOT_ALL),
    "half of it": (lambda file: cut(file, file.stat().st_size // 2), NOT_ALL),
    "a flipped byte": (lambda file: flip(file, file.stat().st_size // 2), NOT_ALL),
    "a flipped checksum": (lambda file: flip(file, file.stat().st_size - 1), NOT_ALL),
    "a packed text": (lambda file: file.write_bytes(zstandard.compress(b"just a text")), DAMAGED),
    "nothing, packed": (lambda file: file.write_bytes(zstandard.compress(b"")), NO_BACKUP),
    "zeroed pages": (lambda file: packed_again(file, zero_pages), DAMAGED),
    "a half database": (lambda file: packed_again(file, lambda inner: cut(inner, 40960)), DAMAGED),
    "an index that lacks rows": (lambda file: packed_again(file, drop_index_entry), DAMAGED),
    "a note without a deck": (
        lambda file: packed_again(file, lambda inner: run(inner, "UPDATE note SET deck_id = 77 WHERE id = 3")), DAMAGED
    ),
    "another program's": (
        lambda file: packed_again(file, another_programs),
        NO_BACKUP,
    ),
    "a schema without number": (
        lambda file: packed_again(file, lambda inner: run(inner, "UPDATE meta SET value = 'x' WHERE key = 'schema'")),
        NO_BACKUP,
    ),
    "a virtual table": (
        lambda file: packed_again(file, lambda inner: run(inner, "CREATE VIRTUAL TABLE v USING fts5(word)")), NO_BACKUP
    ),
    "a table that is gone": (lambda file: packed_again(file, lambda inner: run(inner, "DROP TABLE day")), NO_BACKUP),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_backup_is_refused_and_the_database_stays_as_it_is(packed: Path, store: Store, how: str) -> None:
    spoil, message = SPOILT[how]
    spoil(packed)
    before, spoilt = dump(store.path), packed.read_bytes()
    with pytest.raises(QuizError, match=message) as caught:
        restoring.restore(store.path, packed, NOW)
    assert packed.name in caught.value.message
    assert caught.value.hint
    assert dump(store.path) == before
    assert packed.read_bytes() == spoilt
    assert [file.name for file in packed.parent.iterdir()] == [packed.name]


def test_triggers_and_views_are_left_out_of_what_is_restored(store: Store) -> None:
    """Somebody put them into the database: its backups can be restored all the same, and nothing acts by itself."""
    import_terms(store, "D", ["term"], NOW)
    record(store, 1, Rating.GOOD, NOW)
    run(store.path, 'CREATE VIEW "a ""view" AS SELECT day FROM review')
    run(store.path, "CREATE TRIGGER t AFTER UPDATE ON card BEGIN DELETE FROM review; END")
    run(store.path, 'CREATE TRIGGER u INSTEAD OF INSERT ON "a ""view" BEGIN DELETE FROM review; END')
    file = backup.make(store.path, NOW, "manual")
    restoring.restore(store.path, file, NOW)
    with closing(sqlite3.connect(store.path)) as reader:
        (acting,) = reader.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()
        (reviews,) = reader.execute("SELECT count(*) FROM review").fetchone()
    assert (acting, reviews) == (0, 1)


def test_a_backup_of_a_newer_version_is_refused(packed: Path, store: Store) -> None:
    packed_again(packed, lambda inner: run(inner, "UPDATE meta SET value = '99' WHERE key = 'schema'"))
    with pytest.raises(QuizError, match=rf"newer version of quiz \(schema 99, this one knows {migrations.latest()}\)"):
        restoring.restore(store.path, packed, NOW)
    assert len(store.cards()) == 800


@pytest.mark.parametrize("name", ["missing.db", "folder"])
def test_a_file_that_cannot_be_read_is_told(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(QuizError, match=f"{name} cannot be read"):
        restoring.restore(store.path, tmp_path / name, NOW)


def test_the_database_is_no_backup_of_itself(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(store.path)
    for name in (store.path, link):
        with pytest.raises(QuizError, match="is the database itself"):
            restoring.restore(store.path, name, NOW)


def test_a_file_that_unpacks_to_more_than_there_is_room_for_is_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of some kilobytes can unpack to terabytes: a little of it is in memory at a time, and the disk ends it."""
    bomb = tmp_path / "bomb.zst"
    bomb.write_bytes(zstandard.compress(bytes(1 << 28)))
    assert bomb.stat().st_size < 1 << 16
    pieces: list[int] = []
    opened = packing.open_new

    class Full:
        def __init__(self, path: Path) -> None:
            self._file = opened(path)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_error: object) -> None:
            self._file.close()

        def write(self, piece: bytes) -> None:
            pieces.append(len(piece))
            if sum(pieces) > 1 << 24:
                raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "open_new", Full)
    with pytest.raises(QuizError, match="No space left on device"):
        restoring.restore(store.path, bomb, NOW)
    assert max(pieces) <= 1 << 20


@pytest.mark.parametrize("schema", range(1, migrations.latest() + 1))
def test_a_file_of_every_schema_says_what_it_holds(tmp_path: Path, schema: int) -> None:
    old = tmp_path / "old.db"
    load(old, frozen(schema).read_text(encoding="utf-8"))
    before = old.read_bytes()
    held = backup.check(old, tmp_path / "looked.db")
    assert held.schema == schema
    assert (held.decks, held.notes > 0, held.cards, held.reviews >= 6) == (1, True, 2 * held.notes, True)
    assert held.last_review is not None
    assert old.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["looked.db", "old.db"]


def test_a_plain_database_with_its_log_is_taken_whole(packed: Path, store: Store, tmp_path: Path) -> None:
    """As when somebody copied ``quiz.db`` and ``quiz.db-wal`` while the program was open."""
    folder = tmp_path / "copied"
    folder.mkdir()
    for suffix in ("", "-wal"):
        (folder / f"old.db{suffix}").write_bytes(Path(f"{store.path}{suffix}").read_bytes())
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    held = backup.check(folder / "old.db", tmp_path / "looked.db")
    assert (held.notes, held.reviews) == (400, 1)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before, "its log is not written into it"
