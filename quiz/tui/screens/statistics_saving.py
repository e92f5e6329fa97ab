"""Saving a chart of the statistics as a picture."""

from datetime import date
from pathlib import Path

from quiz import files
from quiz.charts.figure import Figure
from quiz.charts.svg import draw
from quiz.errors import QuizError
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.text import literal

WIDTH = 720
"""The width of a saved chart in pixels."""


def save(figure: Figure, name: str, day: date, folder: Path) -> Path:
    """Write a figure as SVG into a folder, under a name that is free, and return where.

    Raises :class:`QuizError` where that is not possible.
    """
    drawn = draw(figure, width=WIDTH)
    path = folder
    try:
        path = _free(folder, f"quiz-{name}-{day.isoformat()}")
        try:
            files.replace(path, [drawn, "\n"])
        except OSError:
            path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise QuizError(
            _("The chart cannot be written to {path}: {reason}.").format(
                path=literal(str(path)), reason=reason_text(error)
            ),
            _("Start quiz in a folder in which you may write."),
        ) from error
    return path


def _free(folder: Path, stem: str) -> Path:
    """Make an empty file whose name begins so, with a number where it is taken, and return it: nobody else gets it."""
    number = 1
    while True:
        path = folder / (f"{stem}.svg" if number == 1 else f"{stem}-{number}.svg")
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return path
