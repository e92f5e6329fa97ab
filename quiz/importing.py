"""Reading a file that is to be imported: what the command and the screen have in common."""

from pathlib import Path

from quiz.errors import QuizError
from quiz.formats import Source, read
from quiz.locale import _
from quiz.text import literal

SHOWN = 500
"""How many entries of a kind the report on an import shows, at most."""


def read_source(path: str) -> Source:
    """Read a deck file by its suffix; a deck that names itself not is named like the file.

    A deck that comes with the program can be meant by its bare name, such as ``http-status``, where no file has it.
    Raises :class:`QuizError` where the file can't be read, its format can't be imported, or it is spoilt as a whole.
    """
    shipped = {file.stem: str(file) for file in shipped_decks()}
    if path in shipped and not Path(path).is_file():
        path = shipped[path]
    return read(read_bytes(path), path, Path(path).stem)


def shipped_decks() -> list[Path]:
    """Return the deck files that come with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    places = (package / "_decks", package.parent / "decks")
    return next((sorted(place.glob("*.md")) for place in places if place.is_dir()), [])


def read_bytes(path: str) -> bytes:
    """Return what is in a file. Raises :class:`QuizError` where it can't be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise QuizError(
            _("{file} cannot be read: {reason}.").format(file=literal(path), reason=error.strerror or error),
            _("Check its name and its permissions."),
        ) from error
    except ValueError as error:
        raise QuizError(
            _("“{file}” cannot be the name of a file.").format(file=literal(path)), _("Check its name.")
        ) from error


def nothing_read(path: str) -> QuizError:
    """Return the error that a file has no note."""
    return QuizError(
        _("Nothing in {file} could be read as a note; nothing was imported.").format(file=literal(path)),
        _("Notes are written KEY: NAME, MEANING, one a line."),
    )
