"""``quiz export``: a deck to a file or to standard output."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from quiz import files
from quiz.cli.options import shared_options
from quiz.cli.output import note
from quiz.deck_tree import is_within
from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, Format, format_of
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.text import literal, one_line

_STANDARD_OUTPUT = "-"
_WRITABLE = [name for name, known in FORMATS.items() if known.write]


@click.command("export", help=_("Write a deck to a file, or to standard output."))
@click.argument("deck", metavar=_("DECK"))
@click.option(
    "-o", "--output", metavar=_("FILE"), default=_STANDARD_OUTPUT, help=_("The file; “-” is standard output.")
)
@click.option(
    "--format", "format_name", type=click.Choice(_WRITABLE), help=_("The format; by the file's suffix, else md.")
)
@click.option("--force", is_flag=True, help=_("Overwrite a file that exists."))
@shared_options
@click.pass_obj
def command(program: Program, deck: str, output: str, format_name: str | None, force: bool) -> None:
    """Export one deck with its own notes."""
    chosen = program.deck(deck)
    format_ = FORMATS[format_name] if format_name else format_of(output)
    notes = program.store.notes(chosen)
    below = [other for other in program.store.decks() if other != chosen and is_within(other.name, chosen.name)]
    if below:
        note(_("Sub-decks are exported one by one: {names}.").format(names=", ".join(one_line(d.name) for d in below)))
    pieces = _written(format_, Export(chosen, tuple(program.store.note_types(chosen)), notes))
    if output == _STANDARD_OUTPUT:
        for piece in pieces:
            click.echo(literal(piece) if sys.stdout.isatty() else piece, nl=False)
        return
    write_file(Path(output), pieces, force)
    note(
        ngettext("{count} note written to {file}.", "{count} notes written to {file}.", len(notes)).format(
            count=len(notes), file=literal(output)
        )
    )


def _written(format_: Format, export: Export) -> Iterable[str]:
    assert format_.write is not None
    return format_.write(export)


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
