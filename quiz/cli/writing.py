"""Writing a file that a command was asked for: as a whole, and never over another one by accident."""

import os
from collections.abc import Iterable
from pathlib import Path

from quiz import files
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal


def write_file(path: Path, pieces: Iterable[str], force: bool) -> None:
    """Write a file as a whole: under another name first, then put in place, so that an old one stays until then.

    Raises :class:`QuizError` where it exists and ``force`` is not given, or can't be written.
    """
    if path.exists() and not force:
        raise QuizError(
            _("The file {file} exists already.").format(file=literal(str(path))),
            _("Choose another name, or overwrite it with --force."),
        )
    try:
        _write_aside(path, pieces)
    except OSError as error:
        raise QuizError(
            _("{file} cannot be written: {reason}.").format(file=literal(str(path)), reason=error.strerror or error),
            _("Check the folder and its permissions."),
        ) from error


def _write_aside(path: Path, pieces: Iterable[str]) -> None:
    if path.is_dir():
        raise IsADirectoryError(None, _("it is a folder"))
    umask = os.umask(0)
    os.umask(umask)
    files.replace(path, pieces, mode=0o666 & ~umask)
