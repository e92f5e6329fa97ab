"""Repairing a database in one transaction, after a copy of it was kept, and saying each change.

The log stays as it is: an entry gets another value only in a column whose own can't be read. What is computed from the
log, or from the texts of notes, is computed again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.store import backup, explaining
from quiz.store.aggregates import count_names
from quiz.store.connection import BUSY_TIMEOUT_MS
from quiz.store.doctor import Diagnosis, Progress, diagnose
from quiz.store.doctoring import files, heads, mending, orphans, places, replaying, rules, values
from quiz.store.doctoring.changes import Change, changed
from quiz.store.opened import Opened
from quiz.text import literal

if TYPE_CHECKING:
    from quiz.store.salvaging import Salvaged


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was changed, where the database of before is kept, and what the doctor finds now."""

    changes: tuple[Change, ...]
    kept: Path | None
    diagnosis: Diagnosis


def _silent(_done: int, _of: int) -> None:
    pass


def fix(path: Path, now: datetime, progress: Progress = _silent) -> Repaired:
    """Repair what can be repaired. A file that is damaged itself is rebuilt from what is readable of it.

    Raises :class:`QuizError` where nothing is readable, where no copy of the database can be kept, and for a file that
    can't be written to; it is as it was then.
    """
    found = diagnose(path, now, progress)
    if found.is_clean and not _is_older(found):
        return Repaired((), None, found)
    changes = [*_tightened(path)]
    kept: Path | None = None
    if found.needs_rebuilding:
        more, kept = rebuild(path, now)
        changes += more
    elif _has_wrong_rows(found):
        kept = backup.make(path, now, "repair")
        done = _repaired_in_place(path, now, progress)
        if done is None:
            done, kept = rebuild(path, now)
        changes += done
    if _is_older(found):
        Opened.open(path, now).close()
        changes.append(Change("schema", _("The file was brought to the newest schema.")))
    after = diagnose(path, now, progress)
    if after.needs_rebuilding and not found.needs_rebuilding:
        more, _earlier = rebuild(path, now)
        changes, after = [*changes, *more], diagnose(path, now, progress)
    return Repaired(tuple(changes), kept, after)


def _is_older(found: Diagnosis) -> bool:
    return any(finding.code == "schema-older" for finding in found.findings)


_OF_PLACES = {"permissions", "not-writable", "backups-folder", "bad-backup"}


def _has_wrong_rows(found: Diagnosis) -> bool:
    return any(finding.is_wrong and finding.code not in _OF_PLACES for finding in found.findings)


def _tightened(path: Path) -> Iterator[Change]:
    yield from changed(
        "permissions",
        (literal(str(file)) for file in places.tighten(path)),
        lambda n: ngettext(
            "{count} file or folder is its owner's alone now.",
            "{count} files or folders are their owner's alone now.",
            n,
        ),
    )


def rebuild(path: Path, now: datetime) -> tuple[list[Change], Path | None]:
    """Put what is readable of a damaged file into a new one in its place; return the changes, and where the old one is.

    Raises :class:`QuizError` where nothing is readable.
    """
    salvaged, kept = salvage_in_place(path, now)
    return [Change("rebuilt", salvaged.sentence(), salvaged.rows), *salvaged.changes], kept


def salvage_in_place(path: Path, now: datetime) -> tuple["Salvaged", Path | None]:
    """Put what is readable of a damaged file into a new one in its place; return what it was, and where the old one is.

    Raises :class:`QuizError` where nothing is readable; the file stays then.
    """
    from quiz.store import restoring, salvaging  # noqa: PLC0415  rarely needed

    with salvaging.scratch(path) as target:
        salvaged = salvaging.salvage(path, target, now)
        return salvaged, restoring.restore(path, target, now)


def _repaired_in_place(path: Path, now: datetime, progress: Progress) -> list[Change] | None:
    """Repair a sound file and return the changes; nothing, and nothing is changed, where an index can't be built.

    It can't where something is there twice that must be there once.
    """
    with explaining.explained(path), closing(writer_of(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        try:
            changes = list(repair(writer, now, progress))
        except sqlite3.IntegrityError:
            return None  # closing the connection takes everything back
        writer.execute("COMMIT")
    return changes


def writer_of(path: Path) -> sqlite3.Connection:
    """Return a connection on which :func:`repair` may be called in a transaction."""
    writer = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    values.prepare(writer)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
        writer.execute(f"PRAGMA {pragma}")
    return writer


def repair(writer: sqlite3.Connection, now: datetime, progress: Progress = _silent) -> Iterator[Change]:
    """Repair a sound file within a transaction that has begun; yield what is changed, while it is."""
    if list(files.integrity(writer)):
        writer.execute("REINDEX")
        yield Change("indexes", _("The indexes were built again."))
    yield from mending.schema(writer)
    yield from mending.meta(writer)
    yield from mending.columns(writer, now)
    yield from mending.decks(writer)
    head = heads.read(writer)
    unread = [row[0] for row in writer.execute("SELECT id FROM note_type") if row[0] not in head.types]
    yield from mending.note_types(writer, unread)
    yield from orphans.adopt(writer, now)
    head = heads.read(writer)
    yield from mending.notes(writer, head)
    rules.prepare(writer, [head])
    yield from mending.memories(writer)
    yield from _cards(writer)
    yield from _replayed(writer, head, progress)


def _cards(writer: sqlite3.Connection) -> Iterator[Change]:
    missing = writer.execute(rules.MISSING_CARDS).fetchall()
    orphans.add_missing(writer, missing)
    yield from changed(
        "card-missing",
        (note_id for note_id, _slug in missing),
        lambda n: ngettext("{count} missing card was added.", "{count} missing cards were added.", n),
    )
    resting = [row[0] for row in writer.execute(rules.WRONG_REST)]
    writer.executemany(
        "UPDATE card SET retired = NOT retired, revision = revision + 1 WHERE id = ?", [[one] for one in resting]
    )
    yield from changed(
        "card-rest",
        resting,
        lambda n: ngettext(
            "{count} card rests now, or is asked again, as its note and deck say.",
            "{count} cards rest now, or are asked again, as their notes and decks say.",
            n,
        ),
    )


_SET_STATE = (
    f"UPDATE card SET {', '.join(f'{name} = ?' for name in replaying.STATE)}, revision = revision + 1 WHERE id = ?"
)


def _replayed(writer: sqlite3.Connection, head: heads.Head, progress: Progress) -> Iterator[Change]:
    """Let every card be what its log makes of it, and every count be exact."""
    of = int(writer.execute("SELECT count(*) FROM card").fetchone()[0])
    found = replaying.replay(writer, head.settings, lambda done: progress(done, of))
    writer.executemany(_SET_STATE, [[*state, number] for number, state in found.states.items()])
    yield from changed(
        "card-log",
        found.states,
        lambda n: ngettext(
            "{count} card was computed again from its log.", "{count} cards were computed again from their logs.", n
        ),
    )
    for table, right in (("day", found.days), ("hour", found.hours)):
        yield from _counted(writer, table, replaying.counted(table, right))


def _counted(
    writer: sqlite3.Connection, table: str, wanted: dict[replaying.Values, replaying.Values]
) -> Iterator[Change]:
    key = replaying.COUNTS[table]
    present = replaying.stored(writer, table, key)
    wrong = [one for one in wanted.keys() | present.keys() if wanted.get(one) != present.get(one)]
    where = " AND ".join(f"{name} IS ?" for name in key)
    writer.executemany(f"DELETE FROM {table} WHERE {where}", [one for one in wrong if one in present])
    added = [(*one, *wanted[one]) for one in wrong if one in wanted]
    if added:
        names = [*key, *count_names(table)]
        marks = ", ".join("?" * len(names))
        writer.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", added)
    yield from changed(f"counts-{table}", replaying.days_of(wrong), _COUNTED[table])


_COUNTED: dict[str, Callable[[int], str]] = {
    "day": lambda n: ngettext(
        "The counts of {count} day were made again.", "The counts of {count} days were made again.", n
    ),
    "hour": lambda n: ngettext(
        "The counts by hour of {count} day were made again.", "The counts by hour of {count} days were made again.", n
    ),
}

__all__ = ["Change", "QuizError", "Repaired", "fix", "rebuild", "repair", "writer_of"]
