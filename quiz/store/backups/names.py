"""Where backups lie, and what their names say: when each was made, and why."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SUFFIX = ".db.zst"
UNPROVEN = frozenset({"repair", "damaged"})
"""Reasons of copies that are kept as they are, sound or not; they never stand for a good backup."""
_NAME = re.compile(r"(\d{8}T\d{12})([+-]\d{4}(?:\d{2})?)?-([a-z][a-z0-9-]*)" + re.escape(SUFFIX))
_TIME = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the folder of a database.

    ``made`` is an aware instant with the offset of the clock by which it was made; ``reason`` is the word of its name;
    ``size`` is that of the packed file in bytes.
    """

    path: Path
    made: datetime
    reason: str
    size: int

    @property
    def is_proven(self) -> bool:
        """Whether it was checked when it was made, so that it can be restored."""
        return self.reason not in UNPROVEN


def folder_of(database: Path) -> Path:
    """Return the folder in which the backups of a database lie."""
    return database.with_name(database.name + ".backups")


def name_of(made: datetime, reason: str) -> str:
    """Return the name of a backup file; a naive time is one of this computer's clock."""
    aware = made if made.tzinfo else made.astimezone()
    return f"{aware:{_TIME}%z}-{reason}{SUFFIX}"


def backup_of(file: Path) -> Backup | None:
    """Return what a name and a size say, or nothing where a file is no backup."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        return None
    with suppress(ValueError, OverflowError, OSError):
        time, offset, reason = found.groups()
        made = datetime.strptime(time + (offset or "+0000"), f"{_TIME}%z")
        if file.is_file():
            return Backup(file, made if offset else _local(made), reason, _size_of(file))
    return None


def _size_of(file: Path) -> int:
    return file.stat().st_size


def _local(made: datetime) -> datetime:
    """Return what a name without an offset, as earlier versions wrote them, means by this computer's clock."""
    return made.replace(tzinfo=None).astimezone()


def backups(database: Path) -> list[Backup]:
    """Return the backups of a database, the newest first; what is no backup is left out.

    Raises ``OSError`` where the folder can't be read.
    """
    folder = folder_of(database)
    if not folder.is_dir():
        return []
    found = [one for file in folder.iterdir() if (one := backup_of(file)) is not None]
    return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)


def is_no_folder(database: Path) -> bool:
    """Tell whether something else is where the folder of backups would be, so that none can be made."""
    folder = folder_of(database)
    return os.path.lexists(folder) and not folder.is_dir()


def is_closed(database: Path) -> bool:
    """Tell whether nothing can be written into the folder of backups."""
    folder = folder_of(database)
    return folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK)


def latest_first(found: Iterable[Backup], now: datetime) -> list[Backup]:
    """Return backups as they are worth to a person at an instant (an aware one): the newest first.

    Those dated after it were made when the clock was wrong, nobody knows when: they come last.
    """
    return sorted(found, key=lambda one: (one.made <= now, one.made, one.path.name), reverse=True)


def free_name(folder: Path, made: datetime, reason: str) -> Path:
    """Return a path at which there is no backup yet: a microsecond later where one was made at the same instant."""
    while (path := folder / name_of(made, reason)).exists():
        made += timedelta(microseconds=1)
    return path
