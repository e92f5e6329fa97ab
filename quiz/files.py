"""Writing files so that a failure, or a power cut, leaves the old one as it was."""

import errno
import glob
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.locale import _

_UNFINISHED = ".part"
_LEFT_AFTER = 3600.0
"""Seconds without a change after which what was to become a file was left by a program that was killed."""


def read_text(path: Path, most: int) -> str:
    """Return the text of a file of ours in UTF-8, with LF as line ends and without a byte order mark.

    Raises ``OSError`` where it can't be read, also for a pipe or a device, which could keep the program for ever, and
    ``ValueError`` where it is no text, or longer than ``most`` bytes.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, _("it is a folder"))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, _("it is a pipe or a device"))
        with open(handle, "rb", closefd=False) as source:
            data = source.read(most + 1)
    finally:
        os.close(handle)
    if len(data) > most:
        raise ValueError(_("it is longer than {count} bytes").format(count=most))
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def replace(path: Path, pieces: Iterable[str], *, mode: int | None = None) -> None:
    """Write a text in UTF-8 beside ``path`` and put it in its place when all of it is on the disk.

    Only its owner can read it, unless ``mode`` has other permissions. Raises ``OSError`` where it can't be written.
    """
    with written_beside(path, pieces, mode=mode) as scratch:
        scratch.replace(path)


@contextmanager
def written_beside(path: Path, pieces: Iterable[str], *, mode: int | None = None) -> Iterator[Path]:
    """Write a text beside ``path`` and yield where it is; unless it was put in its place, it is removed at the end."""
    import tempfile  # noqa: PLC0415  it takes long to load, and most runs of the program write no such file

    _remove_left(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_UNFINISHED)
    scratch = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as sink:
            sink.writelines(pieces)
            sink.flush()
            os.fsync(sink.fileno())
        if mode is not None:
            scratch.chmod(mode)
        yield scratch
    finally:
        scratch.unlink(missing_ok=True)


def _remove_left(path: Path) -> None:
    """Remove what was left beside a file by programs that were killed while they wrote it."""
    with suppress(OSError):
        for left in path.parent.glob(f".{glob.escape(path.name)}.????????{_UNFINISHED}"):
            if time.time() - left.stat().st_mtime > _LEFT_AFTER:
                left.unlink(missing_ok=True)


def write_new(path: Path, text: str) -> None:
    """Write a new file in UTF-8, which only its owner can read. Raises ``OSError`` also where there is one already."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as sink:
        sink.write(text)


def make_folder(folder: Path) -> None:
    """Make a folder, and those around it that are missing, which only their owner can enter.

    What ``mkdir`` makes around a folder has the permissions that new folders usually have. Raises ``OSError``.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
