"""Writing a file that a person asked for: as a whole, and never over another one by accident."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from quiz import files
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal


def check_free(path: Path, *, force: bool, hint: str = "") -> None:
    """Raise :class:`QuizError` with a ``hint`` what to do where a file exists and ``force`` is not given."""
    if path.exists() and not force:
        raise QuizError(
            _("The file {file} exists already.").format(file=literal(str(path))),
            hint or _("Choose another name, or overwrite it with --force."),
        )


def write_file(path: Path, pieces: Iterable[str], *, force: bool, hint: str = "") -> None:
    """Write a file as a whole: under another name first, then put in place, so that an old one stays until then.

    Raises :class:`QuizError`, where it exists and ``force`` is not given with a ``hint`` what to do, and where it can't
    be written.
    """
    write_files([(path, pieces)], force=force, hint=hint)


def write_files(parts: Iterable[tuple[Path, Iterable[str]]], *, force: bool, hint: str = "") -> None:
    """Write several files as :func:`write_file` does, put in place when all of them are written."""
    wanted = list(parts)
    for path, _pieces in wanted:
        check_free(path, force=force, hint=hint)
    with ExitStack() as beside:
        written = [(_beside(beside, path, pieces), path) for path, pieces in wanted]
        for scratch, path in written:
            with _saying(path):
                scratch.replace(path)


def _beside(beside: ExitStack, path: Path, pieces: Iterable[str]) -> Path:
    """Write a text beside its place and return where it is, until the end of ``beside``."""
    with _saying(path):
        if path.is_dir():
            raise IsADirectoryError(None, _("it is a folder"))
        return beside.enter_context(files.written_beside(path, pieces, mode=files.usual_mode()))


@contextmanager
def _saying(path: Path) -> Iterator[None]:
    """Say which file can't be written."""
    try:
        yield
    except OSError as error:
        raise QuizError(
            _("{file} cannot be written: {reason}.").format(file=literal(str(path)), reason=error.strerror or error),
            _("Check the folder and its permissions."),
        ) from error
