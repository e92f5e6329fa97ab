"""The path in the line for the file: what is suggested, and how its suffix and the format follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from quiz.errors import QuizError
from quiz.exporting import Selection
from quiz.formats import FORMATS, Format
from quiz.locale import _, ngettext
from quiz.text import literal
from quiz.written_files import file_stem

WRITABLE = [name for name, known in FORMATS.items() if known.write]
"""The names of the formats that can be written."""


def suggested(selection: Selection, format_: Format, title: str, *, several: bool) -> str:
    """Return a path for a selection, of a deck or filter if it has a ``title``; there may be ``several`` decks."""
    stem = "notes" if selection.notes is not None else file_stem(title).lower() if title else "decks"
    return f"~/{stem}/" if several and format_.one_deck else f"~/{stem}{format_.suffixes[0]}"


def with_suffix(path: str, format_: Format) -> str:
    """Return a path with the suffix of a format in the place of one that means another format."""
    suffix = PurePath(path).suffix
    if path.endswith("/") or not suffix or suffix.lower() in format_.suffixes or format_by_suffix(path) is None:
        return path
    return path.removesuffix(suffix) + format_.suffixes[0]


def format_by_suffix(path: str) -> str | None:
    """Return the name of the format that the suffix of a path means, where it can be written."""
    suffix = PurePath(path).suffix.lower()
    return next((name for name in WRITABLE if not path.endswith("/") and suffix in FORMATS[name].suffixes), None)


def is_folder(text: str) -> bool:
    """Tell whether a path means a folder: by a slash at its end, or because it is one."""
    try:
        return text.endswith("/") or (bool(text) and Path(text).expanduser().is_dir())
    except (OSError, RuntimeError, ValueError):
        return False


def path_of(text: str) -> Path:
    """Return the path that was typed. Raises :class:`QuizError` where it is none."""
    if not text:
        raise QuizError(_("No file is named."), _("Write for example notes.md."))
    try:
        path = Path(text).expanduser()
        path.exists()
    except (OSError, RuntimeError, ValueError) as error:
        raise QuizError(_("{file} is no file.").format(file=literal(text)), _("Choose another name.")) from error
    return path


def question_about(paths: Sequence[Path]) -> QuizError | None:
    """Return which of the files would be overwritten, and how that is agreed to; nothing where there is none."""
    there = [path for path in paths if path.exists() and not path.is_dir()]
    if not there:
        return None
    if len(paths) == 1:
        return QuizError(
            _("The file {file} exists already.").format(file=literal(str(there[0]))),
            _("Press Enter again to overwrite it, or choose another name."),
        )
    said = ngettext("{count} file exists already: {file}.", "{count} files exist already, such as {file}.", len(there))
    return QuizError(
        said.format(count=len(there), file=literal(str(there[0]))),
        _("Press Enter again to overwrite what is there, or name another folder."),
    )
