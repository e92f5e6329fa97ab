"""Writing a file that a person asked for: as a whole, and never over another one by accident."""

from collections.abc import Iterable
from pathlib import Path

from quiz import files
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal


def write_file(path: Path, pieces: Iterable[str], *, force: bool, hint: str = "") -> None:
    """Write a file as a whole: under another name first, then put in place, so that an old one stays until then.

    Raises :class:`QuizError`, where it exists and ``force`` is not given with a ``hint`` what to do, and where it can't
    be written.
    """
    if path.exists() and not force:
        raise QuizError(
            _("The file {file} exists already.").format(file=literal(str(path))),
            hint or _("Choose another name, or overwrite it with --force."),
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
    files.replace(path, pieces, mode=files.usual_mode())
