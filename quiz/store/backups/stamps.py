"""Whether a database was written to, as the file system knows it: without reading any of it.

SQLite writes to the file and to its log beside it alone; the time of the last change of both, with their sizes, tells
that nobody has. The content is never opened: closing it would end the locks that the program has on it (POSIX).
"""

from pathlib import Path

_COARSE = 2_000_000_000
"""Nanoseconds. Some file systems tell times apart by two seconds; a change so recent may have the time of the next."""


def stamp_of(database: Path, scratch: Path) -> list[list[int]]:
    """Return what changes with every change of the database; nothing where a change is so recent that it may not.

    ``scratch`` was made just now on the same file system: its time is the present one there.
    """
    files = stamps_of(database)
    latest = max((stamp[1] for stamp in files if stamp), default=0)
    if scratch.stat().st_mtime_ns - latest < _COARSE:
        return []
    return files


def is_unchanged(database: Path, stamp: object) -> bool:
    """Tell whether nothing was written to the database since it had this stamp."""
    if not stamp:
        return False
    return stamp == stamps_of(database)


def stamps_of(database: Path) -> list[list[int]]:
    """Return the stamps of the file and of its log, which lies beside the file itself where that is a link."""
    return [_file_stamp(Path(f"{database.resolve()}{suffix}")) for suffix in ("", "-wal")]


def _file_stamp(file: Path) -> list[int]:
    """Return inode, time of change in nanoseconds, and size of a file; of one that is empty or missing nothing."""
    try:
        known = file.stat()
    except FileNotFoundError:
        return []
    if not known.st_size:
        return []
    return [known.st_ino, known.st_mtime_ns, known.st_size]
