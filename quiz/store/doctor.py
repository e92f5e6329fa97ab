"""The doctor: what is wrong with a database, in words. It changes nothing; :mod:`quiz.store.repairing` does.

The file comes first: of a damaged one nothing else can be said. Then the values of columns, the rules between rows, and
the log, of which every card and every count is computed again. See :mod:`quiz.store.doctoring`.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from quiz.errors import DamagedError
from quiz.locale import _
from quiz.store import explaining, migrations
from quiz.store.backups.stamps import stamps_of
from quiz.store.doctoring import files, heads, places, replaying, rules, values
from quiz.store.doctoring.findings import Finding, Remedy
from quiz.store.peeking import is_alone

Progress = Callable[[int, int], None]
"""Is told how much of how much is done, in cards; both are 0 where that is not known yet."""


_TIMES = 3
"""So often a file is examined that others begin to write to meanwhile; the second time they are seen to be there."""


def _silent(_done: int, _of: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found in a database, and how much there is in it; counts are 0 for a file that can't be read."""

    findings: tuple[Finding, ...]
    decks: int = 0
    notes: int = 0
    cards: int = 0
    reviews: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not any(finding.is_wrong for finding in self.findings)

    @property
    def needs_rebuilding(self) -> bool:
        """Whether the file itself is damaged, so that it can't be repaired in place."""
        return any(finding.remedy is Remedy.REBUILD for finding in self.findings)


def diagnose(path: Path, now: datetime, progress: Progress = _silent) -> Diagnosis:
    """Examine a database and the places around it, and tell how much is in it.

    What others write meanwhile is not seen; where they began only after this, it is examined again. Raises
    :class:`QuizError` for a file that can't be opened at all, for one of a newer program, and for one in which nothing
    of this program is left.
    """
    for _time in range(_TIMES):
        stamp, was_alone = stamps_of(path), is_alone(path)
        found = _diagnosed(path, now, progress)
        if not was_alone or stamp == stamps_of(path):
            break
    return found


def _diagnosed(path: Path, now: datetime, progress: Progress) -> Diagnosis:
    found = list(places.examine(path))
    try:
        explaining.check_not_emptied(path)
        with explaining.explained(path), explaining.read_as_text(), closing(files.reader(path)) as reader:
            reader.execute("BEGIN")  # one state of the database from beginning to end
            found += _examine(path, reader, now, progress)
            counts = _counts(reader)
    except DamagedError as error:
        found.append(Finding("file", error.message, Remedy.REBUILD))
        counts = (0, 0, 0, 0)
    return Diagnosis((*found, *places.backups(path, now)), *counts)


def with_more(found: Diagnosis, more: Iterable[Finding]) -> Diagnosis:
    """Return a diagnosis with more findings."""
    return replace(found, findings=(*found.findings, *more))


def examine(path: Path, now: datetime, progress: Progress = _silent) -> list[Finding]:
    """Return what is wrong with a database, and what is worth knowing of it. See :func:`diagnose`."""
    return list(diagnose(path, now, progress).findings)


def _examine(path: Path, reader: sqlite3.Connection, now: datetime, progress: Progress) -> list[Finding]:
    migrations.check(path)
    progress(0, 0)
    found = list(files.integrity(reader))
    if any(finding.remedy is Remedy.REBUILD for finding in found):
        return found
    older = _older(reader)
    if older is not None:
        return [*found, older]
    found += [*files.schema(reader), *files.journal(path)]
    if any(finding.code in ("schema-missing", "schema-columns", "indexes") for finding in found):
        return found
    return found + list(contents(reader, now, progress))


def _older(reader: sqlite3.Connection) -> Finding | None:
    """Return that a file is of an older program, whose rules were others."""
    if not reader.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return Finding("empty", _("There is nothing in the file yet; the next start makes all tables."), Remedy.NONE)
    row = reader.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if row is None or int(row[0]) == migrations.latest():
        return None
    said = _("The file has schema {found}; the next start brings it to {known}. Then more can be examined.")
    return Finding("schema-older", said.format(found=row[0], known=migrations.latest()), Remedy.NONE)


def contents(reader: sqlite3.Connection, now: datetime, progress: Progress = _silent) -> Iterator[Finding]:
    """Yield what is wrong with the rows of a sound file. The connection is one of :func:`values.prepare`."""
    of = _count(reader, "card")
    progress(0, of)
    yield from values.examine(reader)
    head = heads.read(reader)
    rules.prepare(reader, [head])
    yield from heads.examine(reader, head)
    yield from rules.examine(reader, now)
    replay = replaying.replay(reader, head.settings, lambda done: progress(done, of))
    yield from replaying.examine(reader, replay)
    progress(of, of)


def _counts(reader: sqlite3.Connection) -> tuple[int, int, int, int]:
    """Return how many decks, notes, cards and entries of the log there are, deleted ones included."""
    try:
        return (
            _count(reader, "deck"),
            _count(reader, "note"),
            _count(reader, "card"),
            _count(reader, "review"),
        )
    except sqlite3.DatabaseError:
        return (0, 0, 0, 0)


def _count(reader: sqlite3.Connection, table: str) -> int:
    return int(reader.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()[0])


__all__ = ["Diagnosis", "Finding", "Progress", "Remedy", "contents", "diagnose", "examine", "with_more"]
