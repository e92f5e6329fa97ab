"""The ways in which a database is damaged, each a function on the file, and a database to damage.

Where SQLite itself would refuse what a way does to the rows, it is done with a connection that checks nothing.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quiz.store import Store
from quiz.store.raw.pages import Pages
from quiz.store.raw.trees import Trees
from tests.simulated import Habits, study_for
from tests.store.support import MUSIC, NET, NOW, import_terms, import_text

WORDS = 200
HISTORY = Habits(days=40, new=6)


def make(path: Path) -> None:
    """Make a database of three decks in which somebody has studied for some months, written into one file."""
    with Store.open(path, NOW) as store:
        import_text(store, NET)
        import_text(store, MUSIC)
        terms = [f"word {number}" for number in range(WORDS)]
        import_terms(store, "Words", terms, NOW, meaning="a meaning that is long enough for some pages, of")
        store.note_first_decks()
        study_for(store, NOW, HISTORY)
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass(frozen=True)
class Way:
    """A way to damage a database, and the least share of its entries of the log, 0 to 1, that has to come back.

    ``finds`` is a word in the names of what the doctor finds; ``notes`` the least share of the notes with their texts.
    """

    name: str
    damage: Callable[[Path], None]
    reviews: float = 1.0
    notes: float = 1.0
    finds: str = "file"


def roots(path: Path) -> dict[str, int]:
    """The first page of each table and index."""
    with closing(sqlite3.connect(path)) as reader:
        return dict(reader.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall())


def pages_of(path: Path, name: str) -> list[int]:
    """The pages with the rows of a table, or with the entries of an index, without those above them."""
    trees = Trees(Pages(path.read_bytes()))
    root = roots(path)[name]
    if name in {"review_by_card", "note_by_key", "card_queue"} or name.startswith("sqlite_autoindex"):
        return list(trees._leaves(root, 0x02, 0x0A))
    return list(trees._leaves(root, 0x05, 0x0D))


def page_size(path: Path) -> int:
    return Pages(path.read_bytes()).size


# The file


def write(path: Path, place: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)


def bytes_at(place: int, content: bytes) -> Callable[[Path], None]:
    return lambda path: write(path, place, content)


def flipped(path: Path, places: Iterable[int]) -> None:
    """Turn all bits of some bytes around."""
    content = bytearray(path.read_bytes())
    for place in places:
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))


def page_filled(name: str, part: float, filling: int = 0) -> Callable[[Path], None]:
    """Fill the page with rows of a table that lies so far in it, 0 to 1, with one byte."""

    def damage(path: Path) -> None:
        found, size = pages_of(path, name), page_size(path)
        page = found[min(len(found) - 1, int(part * len(found)))]
        write(path, (page - 1) * size, bytes([filling]) * size)

    return damage


def all_pages_filled(name: str, filling: int = 0xA5) -> Callable[[Path], None]:
    """Fill all pages with rows of a table with one byte."""

    def damage(path: Path) -> None:
        size = page_size(path)
        for page in pages_of(path, name):
            write(path, (page - 1) * size, bytes([filling]) * size)

    return damage


def page_flipped(name: str, part: float, within: Iterable[int]) -> Callable[[Path], None]:
    """Flip bytes of a page with rows, ``within`` it."""

    def damage(path: Path) -> None:
        found, size = pages_of(path, name), page_size(path)
        page = found[min(len(found) - 1, int(part * len(found)))]
        flipped(path, [(page - 1) * size + place for place in within])

    return damage


def schema_flipped(path: Path) -> None:
    """Flip bytes on the pages with the schema, behind the first one."""
    trees, size = Trees(Pages(path.read_bytes())), page_size(path)
    pages = [page for page in trees._leaves(1, 0x05, 0x0D) if page > 1]
    flipped(path, [(page - 1) * size + place for page in pages for place in range(size // 2, size, 97)])


def root_filled(name: str, filling: int = 0) -> Callable[[Path], None]:
    """Fill the first page of a table or an index with one byte."""

    def damage(path: Path) -> None:
        size = page_size(path)
        write(path, (roots(path)[name] - 1) * size, bytes([filling]) * size)

    return damage


def many_pages_filled(every: int) -> Callable[[Path], None]:
    """Fill every so manieth page with zeros, from the second on."""

    def damage(path: Path) -> None:
        size = page_size(path)
        for start in range(size, path.stat().st_size, every * size):
            write(path, start, bytes(size))

    return damage


def cut_to(part: float, more: int = 0) -> Callable[[Path], None]:
    """Cut the file to a part of its pages, 0 to 1, and some bytes more."""

    def damage(path: Path) -> None:
        size = page_size(path)
        pages = path.stat().st_size // size
        with path.open("r+b") as file:
            file.truncate(int(pages * part) * size + more)

    return damage


def swapped(path: Path) -> None:
    """Let two pages of the log have each other's place."""
    size, found = page_size(path), pages_of(path, "review")
    content = path.read_bytes()
    one, two = ((found[place] - 1) * size for place in (1, len(found) // 2))
    write(path, one, content[two : two + size])
    write(path, two, content[one : one + size])


# The write-ahead log


def logged(path: Path, *statements: str) -> None:
    """Change rows so that this is in the write-ahead log alone, as after a kill: file and log are copied meanwhile."""
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("PRAGMA wal_autocheckpoint=0")
        for statement in statements:
            writer.execute(statement)
        copies = [(name, Path(f"{path}{name}").read_bytes()) for name in ("", "-wal")]
    for name, content in copies:
        Path(f"{path}{name}").write_bytes(content)
    Path(f"{path}-shm").unlink(missing_ok=True)


FLAGGED = "UPDATE card SET flag = 1"


def log_deleted(path: Path) -> None:
    """The log goes away, and with it what was flagged last; the file is as it was before."""
    logged(path, FLAGGED)
    Path(f"{path}-wal").unlink()
    write(path, page_size(path) * (pages_of(path, "card")[1] - 1), bytes(100))


def log_cut(path: Path) -> None:
    logged(path, FLAGGED, "UPDATE note SET changed = changed + 1")
    log = Path(f"{path}-wal")
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2 + 100])
    flipped(path, [(pages_of(path, "review")[2] - 1) * page_size(path)])


def log_of_another(path: Path) -> None:
    """The log of another database lies beside this one, and SQLite takes its pages for those of this one."""
    other = path.with_name("other.db")
    with Store.open(other, NOW) as store:
        import_terms(store, "Other", [f"other {number}" for number in range(60)], NOW)
    logged(other, "UPDATE note SET changed = changed + 1", FLAGGED)
    Path(f"{path}-wal").write_bytes(Path(f"{other}-wal").read_bytes())
    for name in ("", "-wal"):
        Path(f"{other}{name}").unlink()


def log_of_garbage(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"\x5a" * 70_000)
    write(path, page_size(path) * (pages_of(path, "day")[0] - 1), bytes(60))


# The rows


def rows(*statements: str) -> Callable[[Path], None]:
    """Change rows without any check."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("PRAGMA foreign_keys=OFF")
            for statement in statements:
                writer.execute(statement)
        with closing(sqlite3.connect(path)) as writer:
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    return damage


def guid_twice(path: Path) -> None:
    """Write the guid of one note over that of another, in the table alone."""
    with closing(sqlite3.connect(path)) as reader:
        one, other = (row[0].encode() for row in reader.execute("SELECT guid FROM note ORDER BY id LIMIT 2"))
    size = page_size(path)
    for page in pages_of(path, "note"):
        place = path.read_bytes().find(other, (page - 1) * size, page * size)
        if place >= 0:
            write(path, place, one)


OUTDATED = (
    "CREATE TEMP TABLE kept AS SELECT * FROM sqlite_master WHERE name = 'note_by_position'",
    "PRAGMA writable_schema=ON",
    "DELETE FROM sqlite_master WHERE name = 'note_by_position'",
    "PRAGMA writable_schema=RESET",
    "UPDATE note SET position = position + 1000 WHERE id % 5 = 0",
    "PRAGMA writable_schema=ON",
    "INSERT INTO sqlite_master SELECT * FROM kept",
)
"""Rows are changed while an index is not there, as by a program that does not know it."""


FILE: tuple[Way, ...] = (
    Way("the magic of the head is gone", bytes_at(0, b"\xff" * 16)),
    Way("the size of pages in the head is wrong", bytes_at(16, b"\x13\x37")),
    Way("the whole head is zero", bytes_at(0, bytes(100))),
    Way("the head is noise", bytes_at(0, bytes(range(100)))),
    Way("the number of text's encoding is wrong", bytes_at(56, b"\0\0\0\7")),
    Way("the list of free pages is wrong", bytes_at(32, b"\0\0\0\x50\0\0\0\x33")),
    Way("the first page is zero", bytes_at(0, bytes(4096))),
    Way("the schema is noise", bytes_at(100, b"\xa5" * 3996)),
    Way("some bytes of the schema are flipped", schema_flipped),
    Way("the kind of the schema's page is wrong", bytes_at(100, b"\x99")),
    Way("a page of the log is zero", page_filled("review", 0.5), 0.95),
    Way("the first page of the log's rows is zero", page_filled("review", 0), 0.95),
    Way("the last page of the log's rows is noise", page_filled("review", 1, 0xA5), 0.95),
    Way("the root of the log is zero", root_filled("review")),
    Way("the root of the log is noise", root_filled("review", 0xA5)),
    Way("the head of a page of the log is flipped", page_flipped("review", 0.4, range(8)), 0.95),
    Way("the places of rows on a page of the log are flipped", page_flipped("review", 0.4, range(8, 40)), 0.95),
    Way("bytes in rows of the log are flipped", page_flipped("review", 0.6, range(1000, 4000, 500)), 0.98, 1.0, ""),
    Way("two pages of the log changed places", swapped),
    Way("a page of cards is zero", page_filled("card", 0.3)),
    Way("the root of the cards is zero", root_filled("card")),
    Way("all pages of cards are noise", all_pages_filled("card")),
    Way("a page of notes is zero", page_filled("note", 0.5), 1.0, 0.85),
    Way("the root of the notes is zero", root_filled("note")),
    Way("the page of decks is zero", root_filled("deck")),
    Way("the page of note types is noise", root_filled("note_type", 0xA5)),
    Way("the page of the counts of days is zero", page_filled("day", 0.5)),
    Way("the page of what is known of the file is zero", root_filled("meta"), 1.0, 1.0, "file"),
    Way("the root of an index is zero", root_filled("review_by_card")),
    Way("a page of an index is noise", page_filled("sqlite_autoindex_card_1", 0.5, 0xA5)),
    Way("an index was not kept up to date", rows(*OUTDATED), finds="indexes"),
    Way("a guid is there twice, against its index", guid_twice, notes=0.99, finds="indexes"),
    Way("every seventh page is zero", many_pages_filled(7), 0.8, 0.75),
    Way("every third page is zero", many_pages_filled(3), 0.55, 0.5),
    Way("the file is cut in the middle of a page", cut_to(0.8, 1234), 0.7, 0.5),
    Way("the file is cut at the end of a page", cut_to(0.7), 0.3, 0.5),
    Way("the last page is missing", cut_to(0.999), 0.97, 0.9),
    Way("the write-ahead log was deleted, and a page is damaged", log_deleted),
    Way("the write-ahead log is cut, and a page is damaged", log_cut, 0.95),
    Way("the write-ahead log is that of another database", log_of_another),
    Way("the write-ahead log is noise, and a page is damaged", log_of_garbage),
)
"""Damage of the file itself."""
