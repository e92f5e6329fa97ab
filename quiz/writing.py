"""Writing a file that a person asked for: as a whole, and never over another one by accident."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from quiz import files
from quiz.errors import QuizError
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.text import literal

_PRIVATE = 0o600


def check_free(path: Path, *, force: bool, hint: str = "", kept: Path | None = None) -> None:
    """Raise :class:`QuizError` with a ``hint`` what to do where a file exists and ``force`` is not given.

    The file ``kept``, and those that belong to it by their names, are never overwritten.
    """
    with _saying(path):
        target = _end_of(path)
    if kept is not None and target.parent == kept.resolve().parent and target.name.startswith(kept.resolve().name):
        raise QuizError(
            _("{file} belongs to the database of the program; it is not overwritten.").format(file=literal(str(path))),
            _("Choose another name."),
        )
    if path.exists() and not force and not is_stream(path):
        raise QuizError(
            _("The file {file} exists already.").format(file=literal(str(path))),
            hint or _("Choose another name, or overwrite it with --force."),
        )


def _end_of(path: Path) -> Path:
    """Return where links lead. Raises ``OSError`` also for those that lead in a circle, and names that are too long."""
    try:
        path.exists()
        return path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def is_stream(path: Path) -> bool:
    """Tell whether a path is a device or a pipe, which takes what is written and has nothing that could be lost."""
    return path.is_char_device() or path.is_fifo()


def write_file(path: Path, pieces: Iterable[str], *, force: bool, hint: str = "", kept: Path | None = None) -> None:
    """Write a file as a whole: under another name first, then put in place, so that an old one stays until then.

    A link is followed, and an old file's permissions stay; a new file can only be read by its owner. Raises
    :class:`QuizError` as :func:`check_free` does, and where it can't be written.
    """
    write_files([(path, pieces)], force=force, hint=hint, kept=kept)


def write_files(
    parts: Iterable[tuple[Path, Iterable[str]]], *, force: bool, hint: str = "", kept: Path | None = None
) -> None:
    """Write several files as :func:`write_file` does, put in place when all of them are written."""
    wanted = list(parts)
    for path, _pieces in wanted:
        check_free(path, force=force, hint=hint, kept=kept)
    with ExitStack() as beside:
        written = [
            (_beside(beside, path.resolve(), pieces), path.resolve())
            for path, pieces in wanted
            if not _streamed(path, pieces)
        ]
        for scratch, path in written:
            with _saying(path):
                scratch.replace(path)


def _streamed(path: Path, pieces: Iterable[str]) -> bool:
    """Write to a device or a pipe, and tell whether a path is one."""
    if not is_stream(path):
        return False
    with _saying(path), path.open("w", encoding="utf-8", newline="") as sink:
        sink.writelines(pieces)
    return True


def pour(source: Path, path: Path) -> None:
    """Write what a file holds to a device or a pipe. Raises :class:`QuizError` where it can't be written."""
    with source.open("rb") as held, _saying(path), path.open("wb") as sink:
        shutil.copyfileobj(held, sink)


def _beside(beside: ExitStack, path: Path, pieces: Iterable[str]) -> Path:
    """Write a text beside its place and return where it is, until the end of ``beside``."""
    with _saying(path):
        if path.is_dir():
            raise IsADirectoryError(None, _("it is a folder"))
        return beside.enter_context(files.written_beside(path, pieces, mode=_mode(path)))


def _mode(path: Path) -> int:
    """Return the permissions of a file that is to be replaced; a new one can only be read by its owner."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else _PRIVATE


@contextmanager
def _saying(path: Path) -> Iterator[None]:
    """Say which file can't be written."""
    try:
        yield
    except OSError as error:
        raise QuizError(
            _("{file} cannot be written: {reason}.").format(file=literal(str(path)), reason=reason_text(error)),
            _("Check the folder and its permissions."),
        ) from error
