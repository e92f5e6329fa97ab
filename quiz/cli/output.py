"""What the commands print: plain lines, aligned tables, one JSON document, and errors. Texts of decks are data."""

import errno
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import click

from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import escaped, literal, padded, width


def say(text: str = "") -> None:
    """Print text so that nothing in it acts on the terminal."""
    click.echo(literal(text))


def say_data(text: str, *, is_json: bool = False) -> None:
    """Print a piece of a file: as it is, but on a terminal so that nothing in it acts there, and JSON stays JSON."""
    harmless = escaped if is_json else literal
    click.echo(harmless(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text, nl=False)


def note(text: str) -> None:
    """Print a remark to standard error."""
    click.echo(literal(text), err=True)


def say_json(document: Any) -> None:
    """Print one JSON document; what could act on a terminal is written as JSON writes it in ASCII."""
    click.echo(escaped(json.dumps(document, ensure_ascii=False, indent=2)))


def is_asked() -> bool:
    """Tell whether somebody sits at the terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str) -> bool:
    """Ask a person at a terminal; where nobody can be asked, the answer is no."""
    return is_asked() and agreed(literal(question), err=True)


def agreed(question: str, *, default: bool = False, err: bool = False) -> bool:
    """Ask, and take the end of the input for a no. Raises ``KeyboardInterrupt``."""
    try:
        return click.confirm(question, default=default, err=err)
    except click.Abort as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from error
        note("")
        return False


T = TypeVar("T")

_LONG = 2000
"""So many things take long enough for a bar."""


def progress(things: Iterable[T], *, count: int) -> Iterator[T]:
    """Hand things on, and show on a terminal how far that has come where there are many."""
    if count < _LONG or not sys.stderr.isatty():
        yield from things
        return
    with click.progressbar(things, length=count, file=sys.stderr) as shown:
        yield from shown


def warn(error: QuizError) -> None:
    """Print an error and its hint to standard error."""
    _complain(_("Error: {message}"), error)


def caution(error: QuizError) -> None:
    """Print to standard error something that is wrong but does not keep the program from going on."""
    _complain(_("Warning: {message}"), error)


def _complain(pattern: str, error: QuizError) -> None:
    with suppress(OSError):  # where nobody reads it any more, as after a terminal was closed, nobody can be told
        note(pattern.format(message=error.message))
        if error.hint:
            note(error.hint)


def is_unread(error: Exception) -> bool:
    """Tell whether an error is that nobody reads what is printed any more: the terminal, or the pipe, was closed."""
    return isinstance(error, OSError) and error.errno in (errno.EIO, errno.EPIPE) and error.filename is None


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Return rows as aligned columns, those in ``right`` on the right, counting wide characters as two cells."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(_row(row, widths, right) for row in rows)


def _row(row: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    cells = [
        " " * (widths[column] - width(text)) + text if column in right else padded(text, widths[column])
        for column, text in enumerate(row)
    ]
    return "  ".join(cells).rstrip()
