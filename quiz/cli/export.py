"""``quiz export``: a deck to a file or to standard output."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from quiz.cards import Deck, Note
from quiz.cli.options import shared_options
from quiz.cli.output import note
from quiz.deck_tree import is_within
from quiz.formats import FORMATS, Export, Format, format_of
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.text import literal, one_line
from quiz.writing import write_file

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
@click.option("--where", metavar=_("QUERY"), default="", help=_("Only notes of which a query finds a card."))
@click.option("--force", is_flag=True, help=_("Overwrite a file that exists."))
@shared_options
@click.pass_obj
def command(program: Program, deck: str, output: str, format_name: str | None, where: str, force: bool) -> None:
    """Export one deck with its own notes, or those of them that a query finds."""
    chosen = program.deck(deck)
    format_ = FORMATS[format_name] if format_name else format_of(output)
    notes = _found(program, chosen, where)
    below = [other for other in program.store.decks() if other != chosen and is_within(other.name, chosen.name)]
    if below:
        note(_("Sub-decks are exported one by one: {names}.").format(names=", ".join(one_line(d.name) for d in below)))
    pieces = _written(format_, Export(chosen, tuple(program.store.note_types(chosen)), notes))
    if output == _STANDARD_OUTPUT:
        for piece in pieces:
            click.echo(literal(piece) if sys.stdout.isatty() else piece, nl=False)
        return
    write_file(Path(output), pieces, force=force)
    note(
        ngettext("{count} note written to {file}.", "{count} notes written to {file}.", len(notes)).format(
            count=len(notes), file=literal(output)
        )
    )


def _found(program: Program, deck: Deck, where: str) -> list[Note]:
    """Return the notes of a deck, or those of them of which a query finds a card."""
    notes = program.store.notes(deck)
    if not where.strip():
        return notes
    from quiz.browsing import Look
    from quiz.query import parse

    look = Look(program.clock.now(), program.config.day_start)
    ids = set(program.store.found(parse(where), None, look, notes=True).tolist())
    return [note for note in notes if note.id in ids]


def _written(format_: Format, export: Export) -> Iterable[str]:
    assert format_.write is not None
    return format_.write(export)
