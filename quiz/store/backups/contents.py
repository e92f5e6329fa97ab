"""What a database holds, whether it is sound, and how it is told from another state of itself.

All of it is read with plain SQL that every schema understands, since a backup may be older than the program.
"""

import hashlib
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

OURS = {"meta", "deck", "note_type", "note", "card", "review", "day"}
"""Tables that the database has had in every schema."""
_COUNTS = {
    "decks": "SELECT count(*) FROM deck WHERE deleted IS NULL",
    "notes": "SELECT count(*) FROM note WHERE deleted IS NULL",
    "cards": "SELECT count(*) FROM card WHERE NOT retired",
    "reviews": "SELECT count(*) FROM review WHERE rating IS NOT NULL AND undone IS NULL",
}
_LAST = (
    "SELECT max(time) FROM review WHERE rating IS NOT NULL AND undone IS NULL"
    " AND typeof(time) = 'integer' AND time BETWEEN 0 AND 253402300799999"
)
"""Times that can't be, in a database that is to be repaired, are left out: those behind the year 9999, and texts."""
_ACTING = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY type"
_VIRTUAL = "SELECT 1 FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL %'"
_LATER = (
    "SELECT 1 FROM review UNION ALL SELECT 1 FROM note WHERE created <> :made OR changed <> :made"
    " OR deleted IS NOT NULL LIMIT 1"
)
_PIECE = 1 << 20
_HEAD = 100
_OF_WRITING = ((18, 20), (24, 28), (40, 44), (92, 100))
"""In the head of a file: kind of log, count of changes, count of schemas, who wrote it last (SQLite, "Database File
Format", section 1.3)."""


class UnsoundError(sqlite3.DatabaseError):
    """A file is a database, and is damaged or contradicts itself."""


class NotOursError(sqlite3.DatabaseError):
    """A file is the database of another program."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: the number of its ``schema``, decks, notes and cards that are there, and answers that
    stand. ``last_review`` is the instant of the last of these, in UTC."""

    schema: int
    decks: int = 0
    notes: int = 0
    cards: int = 0
    reviews: int = 0
    last_review: datetime | None = None

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as values of JSON."""
        last = self.last_review.isoformat(timespec="seconds") if self.last_review else None
        return {**asdict(self), "last_review": last}


def from_json(said: Mapping[str, Any]) -> Contents | None:
    """Return what a head says of its database, or nothing where it says something else."""
    try:
        numbers = {name: int(said[name]) for name in ("schema", *_COUNTS)}
        last = said.get("last_review")
        return Contents(**numbers, last_review=datetime.fromisoformat(last) if last else None)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def schema_number(text: str | None) -> int | None:
    """Return the number of a schema as a database says it, or nothing where it says none."""
    return int(text) if text is not None and re.fullmatch("[1-9][0-9]{0,8}", text) else None


def contents_of(reader: sqlite3.Connection) -> Contents:
    """Return what a database holds.

    Raises :class:`NotOursError` where it is another program's, ``sqlite3.DatabaseError`` where it can't be read.
    """
    from quiz.store.columns import from_milliseconds  # noqa: PLC0415  it loads SQLAlchemy

    tables = {str(row[0]) for row in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= OURS:
        raise NotOursError
    row = reader.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    schema = schema_number(str(row[0]) if row else None)
    if schema is None:
        raise NotOursError
    counts = {name: int(reader.execute(statement).fetchone()[0]) for name, statement in _COUNTS.items()}
    (last,) = reader.execute(_LAST).fetchone()
    return Contents(schema, **counts, last_review=None if last is None else from_milliseconds(last))


def is_as_made(database: Path, made: datetime) -> bool:
    """Tell whether a database has no review, and no note but those of the instant at which it was made."""
    from quiz.store.columns import to_milliseconds  # noqa: PLC0415  it loads SQLAlchemy

    at = to_milliseconds(made)
    with closing(sqlite3.connect(database)) as reader:
        found = reader.execute(_LATER, {"made": at}).fetchone()
    return found is None


def check_sound(reader: sqlite3.Connection) -> None:
    """Raise :class:`UnsoundError` where the pages, the indexes or the foreign keys of a database are not right."""
    verdict = str(reader.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if verdict != "ok":
        raise UnsoundError(verdict)
    dangling = reader.execute("PRAGMA foreign_key_check").fetchone()
    if dangling is not None:
        raise UnsoundError(f"{dangling[0]} {dangling[1]}: {dangling[2]}")


def check_file(path: Path) -> None:
    """Do that with a file that nobody else has open. Raises ``sqlite3.DatabaseError``."""
    with closing(sqlite3.connect(path)) as reader:
        check_sound(reader)


def disarm(path: Path) -> None:
    """Take out of a copy what this program never makes and what acts by itself: triggers, and with them views.

    A person may have put a view into the database: its backups are good ones. Raises :class:`NotOursError` where there
    are virtual tables, which other programs' code would have to read.
    """
    with closing(sqlite3.connect(path)) as writer, writer:
        if writer.execute(_VIRTUAL).fetchone() is not None:
            raise NotOursError
        for kind, name in writer.execute(_ACTING).fetchall():
            quoted = name.replace('"', '""')
            writer.execute(f'DROP {kind} "{quoted}"')


def proven(path: Path) -> Contents:
    """Return what a database file that nobody else has open holds, after checking it.

    Raises ``sqlite3.DatabaseError``, :class:`UnsoundError` and :class:`NotOursError` among them.
    """
    with closing(sqlite3.connect(path)) as reader:
        check_sound(reader)
        return contents_of(reader)


def fingerprint_of(path: Path) -> str:
    """Return what differs for every other state of a database file that nobody else has open (SHA-256).

    What the head of the file says of how it was written, and how often, is left out: it depends on how it was copied.
    """
    digest = hashlib.sha256()
    with path.open("rb") as source:
        head = bytearray(source.read(_HEAD))
        for begin, end in _OF_WRITING:
            head[begin:end] = bytes(end - begin)
        digest.update(head)
        while piece := source.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
