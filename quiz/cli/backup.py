"""``quiz backup``: a copy of the database, and the list of those that there are."""

import sys
from datetime import tzinfo
from pathlib import Path
from typing import Any

import click

from quiz import health, safekeeping
from quiz.backup_texts import reason_text, size_text, when_text
from quiz.cli.options import shared_options
from quiz.cli.output import caution, confirmed, note, say, say_json, table
from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.safekeeping import Listed
from quiz.text import literal
from quiz.writing import check_free, is_stream

_STANDARD_OUTPUT = "-"


@click.command(
    "backup",
    help=_(
        "Make a checked copy of the database among its backups, or in FILE: a plain database, or with a name that ends"
        " in .zst a compressed one. “-” is standard output. With --list show the backups."
    ),
)
@click.argument("file", required=False, metavar=_("[FILE]"))
@click.option("--list", "lists", is_flag=True, help=_("Show the backups: when, why, and what is in them."))
@click.option("--force", is_flag=True, help=_("Overwrite a file that exists."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, file: str | None, lists: bool, force: bool, as_json: bool) -> None:
    """Make a backup, or list those that there are."""
    if lists and (file or force):
        raise click.UsageError(
            _("{first} and {second} do not go together.").format(first="--list", second="FILE" if file else "--force")
        )
    if lists:
        _list(program, as_json)
        return
    if file == _STANDARD_OUTPUT and (as_json or sys.stdout.isatty()):
        raise click.UsageError(_("A backup is no text: let standard output go to a file or another program."))
    if file == "":
        raise QuizError(_("No file is named."), _("Name a file, or leave it out for one among the backups."))
    health.existing(program)  # a new one is nothing to keep: a name was mistyped, or forgotten
    if file == _STANDARD_OUTPUT:
        safekeeping.write_to(program, sys.stdout.buffer)
    elif file:
        _write(program, _named(file), force=force, as_json=as_json)
    else:
        path = safekeeping.back_up(program)
        _tell(path, as_json)


def _named(file: str) -> Path:
    """Return the path of a file that is to be written. Raises :class:`QuizError` for a folder that is not there."""
    path = Path(file).expanduser()
    if file.endswith("/") and not path.is_dir():
        raise QuizError(
            _("The folder {path} does not exist.").format(path=literal(file)),
            _("Make the folder, and name a file in it."),
        )
    return path


def _tell(path: Path, as_json: bool) -> None:
    if as_json:
        say_json({"file": str(path), "size": path.stat().st_size})
    else:
        size = size_text(path.stat().st_size)
        say(_("The backup is {path} ({size}).").format(path=literal(str(path)), size=size))


def _write(program: Program, path: Path, *, force: bool, as_json: bool) -> None:
    """Write a copy to a file that a person names; of a device or a pipe nothing is told, since it may be the output."""
    check_free(path, force=True, kept=program.database_path)
    _check(program, path, force=force or _may_overwrite(path))
    safekeeping.write(program, path)
    if not is_stream(path):
        _tell(path, as_json)


def _check(program: Program, path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise QuizError(_("{path} is a folder.").format(path=literal(str(path))), _("Name a file in it."))
    if path.exists() and not path.is_file() and not is_stream(path):
        raise QuizError(
            _("{path} is a pipe or a device, not a database.").format(path=literal(str(path))), _("Name a file.")
        )
    check_free(path, force=force, kept=program.database_path)


def _may_overwrite(path: Path) -> bool:
    question = _("The file {file} exists already. Overwrite it?").format(file=literal(str(path)))
    return path.is_file() and confirmed(question)


def _list(program: Program, as_json: bool) -> None:
    found, closed = safekeeping.listed(program), safekeeping.folder_problem(program)
    if closed is not None:
        caution(closed)
    if as_json:
        say_json({"backups": [_document(one) for one in found]})
    elif not found:
        note(_("There is no backup yet."))
    else:
        heads = ["", _("made"), _("why"), _("size"), _("cards"), _("reviews")]
        zone = program.clock.now().tzinfo
        say(table([heads, *(_row(one, zone) for one in found)], frozenset((0, 3, 4, 5))))
        say()
        said = ngettext("{count} backup in {folder}", "{count} backups in {folder}", len(found))
        say(said.format(count=len(found), folder=literal(str(found[0].backup.path.parent))))


def _row(one: Listed, zone: tzinfo | None) -> list[str]:
    held = [str(one.contents.cards), str(one.contents.reviews)] if one.contents else ["–", "–"]
    made = one.backup
    return [str(one.number), when_text(made.made, zone), reason_text(made.reason), size_text(made.size), *held]


def _document(one: Listed) -> dict[str, Any]:
    return {
        "number": one.number,
        "file": str(one.backup.path),
        "made": one.backup.made.isoformat(timespec="seconds"),
        "reason": one.backup.reason,
        "size": one.backup.size,
        "contents": one.contents.as_json if one.contents else None,
    }
