"""``quiz restore``: the database as a backup has it, after showing what that changes."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quiz import safekeeping
from quiz.backup_texts import change_lines, change_rows
from quiz.cli.options import shared_options
from quiz.cli.output import confirmed, is_asked, note, say, say_json, table
from quiz.errors import QuizError
from quiz.locale import _
from quiz.program import Program
from quiz.text import literal, one_line

if TYPE_CHECKING:
    from quiz.store.restoring import Change

_STANDARD_INPUT = "-"


@click.command(
    "restore",
    help=_(
        "Bring the database back from a backup: FILE is a file, or a number or a name of “quiz backup --list”. The"
        " present database is kept as a backup."
    ),
)
@click.argument("file", metavar=_("FILE"))
@click.option("--dry-run", is_flag=True, help=_("Only check the file and show what would change."))
@click.option("-y", "--yes", is_flag=True, help=_("Restore without asking."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, file: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Show what would change, ask, and restore."""
    with ExitStack() as stack:
        path, shown = _brought(program, file, stack)
        try:
            candidate = stack.enter_context(safekeeping.prepared(program, path))
        except QuizError as error:  # what came from standard input is called as it was on the command line
            raise QuizError(error.message.replace(literal(str(path)), literal(shown)), error.hint) from error
        if not as_json:
            _show(program, shown, candidate.change)
        elif is_asked() and not (dry_run or yes):  # who is asked has to know what for; the document comes in the end
            for line in change_lines(candidate.change):
                note(line)
        if dry_run or not (yes or _agreed()):
            _end(shown, candidate.change, as_json, dry_run=dry_run)
            return
        kept = candidate.take_its_place(program.clock.now())
    if as_json:
        say_json(_document(shown, candidate.change, restored=True, kept=kept))
        return
    say(_("The database is as the backup has it."))
    if kept is not None:
        say(_("As it was before it is kept in {path}.").format(path=literal(str(kept))))


def _brought(program: Program, file: str, stack: ExitStack) -> tuple[Path, str]:
    """Return the file that is meant, and its name; what comes from standard input is kept in one for the time being."""
    if file == _STANDARD_INPUT:
        return stack.enter_context(safekeeping.read_from(sys.stdin.buffer)), file
    path = safekeeping.file_of(program, file)
    return path, str(path)


def _agreed() -> bool:
    """Ask; where nobody can be asked, say what to do instead."""
    if not is_asked():
        raise QuizError(
            _("Nothing was restored: nobody is there to be asked."),
            _("Restore with --yes, or see what would change with --dry-run."),
        )
    return confirmed(_("Restore it?"))


def _end(file: str, change: "Change", as_json: bool, *, dry_run: bool) -> None:
    """Say that nothing was changed, because only a look was wanted or by a no."""
    if as_json:
        say_json(_document(file, change, restored=False, kept=None))
    else:
        note(_("Nothing was restored."))
    if not dry_run:
        raise click.Abort


def _show(program: Program, file: str, change: "Change") -> None:
    say(one_line(file))
    say(table(change_rows(change, program.clock.now().tzinfo), frozenset((1, 2))))
    say()
    for line in change_lines(change):
        say(line)


def _document(file: str, change: "Change", *, restored: bool, kept: Path | None) -> dict[str, Any]:
    return {
        "file": file,
        "restored": restored,
        "now": change.now.as_json if change.now else None,
        "then": change.then.as_json,
        "gone": change.gone,
        "back": change.back,
        "notes_gone": change.notes_gone,
        "notes_back": change.notes_back,
        "notes_changed": change.notes_changed,
        "settings_changed": change.settings_changed,
        "kept": str(kept) if kept else None,
    }
