"""``quiz export``: decks, or what a query finds in them, to a file, a folder, or standard output."""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from quiz.cli.options import shared_options
from quiz.cli.output import note, progress, say_data, say_json
from quiz.copying import copied
from quiz.deck_tree import check_free
from quiz.errors import QuizError
from quiz.exporting import Chosen, Selection, chosen, export_of
from quiz.filters import check_no_filter
from quiz.formats import FORMATS, Format, format_of
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.sessions import Start, resolved
from quiz.text import literal, one_line, storable_line
from quiz.written_files import Writing, WrittenFile

_STANDARD_OUTPUT = "-"
_WRITABLE = [name for name, known in FORMATS.items() if known.write]


def _names(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the names in a list that has commas between them."""
    return tuple(name for part in value.replace("，", ",").split(",") if (name := part.strip()))


@click.command(
    "export", help=_("Write decks, filters, or the notes that a query finds, to a file or to standard output.")
)
@click.argument("decks", nargs=-1, metavar=_("[DECK]..."))
@click.option("--where", metavar=_("QUERY"), default="", help=_("Only notes of which a query finds a card."))
@click.option(
    "--fields", metavar=_("FIELDS"), default="", callback=_names, help=_("Only these, as “key,meaning.*,tags”.")
)
@click.option(
    "--directions", metavar=_("NAMES"), default="", callback=_names, help=_("Only what is asked in these directions.")
)
@click.option(
    "--sort", metavar=_("COLUMNS"), default="", help=_("Sort by columns of the cards, such as “due,-lapses”.")
)
@click.option("--limit", type=click.IntRange(min=1), metavar=_("N"), help=_("At most so many notes."))
@click.option(
    "--with-history", is_flag=True, help=_("With the cards and every answer; the format json has a place for it.")
)
@click.option("--format", "name", type=click.Choice(_WRITABLE), help=_("The format; by the file's suffix, else md."))
@click.option(
    "-o",
    "--output",
    metavar=_("FILE"),
    default=_STANDARD_OUTPUT,
    help=_("The file; “-” is standard output; a folder, with a slash at its end, gets a file for each deck."),
)
@click.option("--as", "title", metavar=_("NAME"), default="", help=_("Make one new deck of this name of the notes."))
@click.option(
    "--copy", "copies", is_flag=True, help=_("With --as: make that deck in the program, instead of writing a file.")
)
@click.option("--raw", is_flag=True, help=_("Write cells as they are, even those that a spreadsheet would compute."))
@click.option("--force", is_flag=True, help=_("Overwrite a file that exists."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document about the file that was written."))
@shared_options
@click.pass_obj
def command(
    program: Program,
    decks: tuple[str, ...],
    where: str,
    fields: tuple[str, ...],
    directions: tuple[str, ...],
    sort: str,
    limit: int | None,
    with_history: bool,
    name: str | None,
    output: str,
    title: str,
    copies: bool,
    raw: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Find the notes and write them."""
    if as_json and output == _STANDARD_OUTPUT and not copies:
        raise click.UsageError(_("--json tells of a file; name one with -o FILE."))
    if copies:
        _check_of_copy({"-o": output != _STANDARD_OUTPUT, "--format": name, "--raw": raw, "--force": force})
    found = resolved(program, Start(decks, where=where))
    selection = Selection(found.decks, found.where, directions, sort, fields, limit, with_history)
    title = storable_line(title, _("The deck's name"))
    picked = chosen(program, selection)
    if copies:
        _copy(program, selection, picked, title, as_json)
        return
    watch = partial(progress, count=len(picked.notes))
    writing = Writing(program, selection, _format(name, output), raw, watch, title)
    if output == _STANDARD_OUTPUT:
        for piece in writing.pieces(picked):
            say_data(piece, is_json=writing.format is FORMATS["json"])
        return
    try:
        files = _written(writing, picked, output, force=force)
    except KeyboardInterrupt as interrupt:
        note("")
        note(_("Interrupted; nothing was written."))
        raise click.Abort from interrupt
    _tell(files, writing.format, as_json)


def _written(writing: Writing, picked: Chosen, output: str, *, force: bool) -> list[WrittenFile]:
    """Write one file, or one for each deck into a folder."""
    path = Path(output).expanduser()
    if output.endswith("/") or path.is_dir():
        return writing.folder(path, picked, force=force)
    return [writing.file(path, picked, force=force or _may_overwrite(path))]


def _check_of_copy(given: Mapping[str, object]) -> None:
    """Refuse options about a file where none is written, as wrong usage."""
    for option, is_given in given.items():
        if is_given:
            raise click.UsageError(_("{first} and {second} do not go together.").format(first="--copy", second=option))


def _copy(program: Program, selection: Selection, picked: Chosen, title: str, as_json: bool) -> None:
    """Make a new deck of the notes, and say what it has."""
    if not title:
        raise click.UsageError(_("--copy needs the name of the new deck: --as NAME."))
    made = copied(export_of(program, selection, picked, FORMATS["json"]), title)
    check_free(title, program.store.decks())
    check_no_filter(program.config, title)
    report = program.store.import_deck(made.draft(), made.items(), now=program.clock.now())
    if as_json:
        say_json({"deck": title, "notes": report.added, "left_out": [each.key for each in made.left_out]})
        return
    said = ngettext("The new deck “{deck}” has {count} note.", "The new deck “{deck}” has {count} notes.", report.added)
    note(said.format(deck=one_line(title), count=report.added))
    for each in made.left_out:
        note(_("Left out, since another note has its key: {key}").format(key=one_line(each.key)))


def _format(name: str | None, output: str) -> Format:
    """Return the format of this name, or that of the suffix. Raises :class:`QuizError` where it can't be written."""
    format_ = FORMATS[name] if name else format_of(output)
    suffix = Path(output).suffix.lower()
    if suffix and suffix not in format_.suffixes and not name:
        raise QuizError(
            _("No format has the suffix “{suffix}”.").format(suffix=literal(suffix)),
            _("Name one with --format: {formats}.").format(formats=", ".join(_WRITABLE)),
        )
    if format_.write is None:
        raise QuizError(
            _("The format {format} cannot be written.").format(format=format_.name),
            _("These can: {formats}.").format(formats=", ".join(_WRITABLE)),
        )
    return format_


def _may_overwrite(path: Path) -> bool:
    """Ask a person at a terminal whether a file that exists is to be overwritten."""
    if not path.is_file() or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    question = _("The file {file} exists already. Overwrite it?").format(file=literal(str(path)))
    return click.confirm(question, err=True)


def _tell(files: list[WrittenFile], format_: Format, as_json: bool) -> None:
    if as_json:
        documents = [{"file": str(each.path), "decks": list(each.decks), "notes": each.notes} for each in files]
        say_json({"format": format_.name, "notes": sum(each.notes for each in files), "files": documents})
        return
    for each in files:
        said = ngettext("{count} note written to {file}.", "{count} notes written to {file}.", each.notes)
        note(said.format(count=each.notes, file=literal(str(each.path))))
