"""``quiz doctor``: what is wrong with the database and the files around it, and with ``--fix`` its repair."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from quiz import health
from quiz.backup_texts import when_text
from quiz.cli.options import shared_options
from quiz.cli.output import note, say, say_json
from quiz.errors import QuizError
from quiz.health import Progress
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.text import literal, one_line

if TYPE_CHECKING:
    from quiz.store.doctor import Diagnosis, Finding
    from quiz.store.repairing import Change, Repaired
    from quiz.store.restoring import Change as Restored

_WRONG, _TOLD, _DONE, _INDENT = "✗", "·", "✓", "  "
_LONG = 2000
"""So many cards take long enough for a bar."""


@click.command(
    "doctor",
    help=_(
        "Examine the database: the file, the rules between its rows, every card against its log, the settings, the"
        " folders and the newest backup. The exit status is 1 where something is wrong. With --fix repair what can be"
        " repaired, after a copy of the database was kept."
    ),
)
@click.option("--fix", "fixes", is_flag=True, help=_("Repair what can be repaired."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, fixes: bool, as_json: bool) -> int:
    """Examine or repair, and return the exit status: 0 where nothing is wrong, or nothing any more."""
    with _interruptible(), _bar() as progress:
        repaired = health.fix(program, progress) if fixes else None
        found = repaired.diagnosis if repaired is not None else health.diagnose(program, progress)
    if as_json:
        say_json(_document(program, found, repaired))
        return 0 if found.is_clean else 1
    if repaired is not None:
        _say_changes(repaired)
    _say_findings(program, found)
    if not found.is_clean:
        _say_what_to_do(program, found, fixed=fixes)
    if repaired is not None and any(change.code == "rebuilt" for change in repaired.changes):
        _say_backup(program, if_more=True)
    return 0 if found.is_clean else 1


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C be one: in a function that SQLite calls it becomes an error of SQLite; nothing else raises there."""
    try:
        yield
    except QuizError as error:
        if "user-defined" in str(error.__cause__):
            raise KeyboardInterrupt from error
        raise


@contextmanager
def _bar() -> Iterator[Progress]:
    """Show on a terminal how many cards were examined, where there are many."""
    shown: list[Any] = []

    def step(done: int, of: int) -> None:
        if of < _LONG or not sys.stderr.isatty():
            return
        if not shown or shown[0].length != of or done < shown[0].pos:
            _end(shown)
            shown[:] = [click.progressbar(length=of, file=sys.stderr, label=_("Cards"))]
        shown[0].update(done - shown[0].pos)

    try:
        yield step
    finally:
        _end(shown)


def _end(shown: list[Any]) -> None:
    for bar in shown:
        bar.render_finish()
    shown.clear()


def _say_changes(repaired: "Repaired") -> None:
    for change in repaired.changes:
        say(f"{_DONE} {_with_examples(change.message, change.count, change.examples)}")
    if not repaired.changes:
        say(_("There was nothing to repair."))
    if repaired.kept is not None:
        said = _("The database of before is kept as {path}.")
        say(said.format(path=literal(str(repaired.kept))))
    say()


def _say_findings(program: Program, found: "Diagnosis") -> None:
    from quiz.store.doctoring.findings import held_text

    path = literal(str(program.database_path))
    held = held_text(found.decks, found.notes, found.cards, found.reviews)
    say(_("{path}: {parts}.").format(path=path, parts=held))
    for finding in sorted(found.findings, key=lambda one: not one.is_wrong):
        _say_finding(finding)
    wrong = sum(finding.is_wrong for finding in found.findings)
    if not wrong:
        say(_("Nothing is wrong."))
    else:
        note(ngettext("{count} thing is wrong.", "{count} things are wrong.", wrong).format(count=wrong))


def _say_finding(finding: "Finding") -> None:
    sign = _WRONG if finding.is_wrong else _TOLD
    say(f"{sign} {_with_examples(finding.message, finding.count, finding.examples)}")
    if finding.hint:
        say(f"{_INDENT}{finding.hint}")


def _with_examples(message: str, count: int, examples: Sequence[str]) -> str:
    """Return a sentence with the rows that it is about, the first of them and how many more."""
    if not examples:
        return message
    named = _(", ").join(one_line(example) for example in examples)
    more = count - len(examples)
    if more > 0:
        named += " " + ngettext("and {count} more", "and {count} more", more).format(count=more)
    return _("{message} ({examples})").format(message=message, examples=named)


def _say_what_to_do(program: Program, found: "Diagnosis", *, fixed: bool) -> None:
    remedies = {finding.remedy.value for finding in found.findings if finding.is_wrong}
    if remedies & {"fix", "rebuild"}:
        if fixed:
            note(_("This could not be repaired. “quiz restore” brings a backup back: “quiz backup --list” shows them."))
        elif "rebuild" in remedies:
            note(_("“quiz doctor --fix” saves what is readable into a new file; the damaged one is kept."))
            _say_backup(program)
        elif _only_permissions(found):
            note(_("“quiz doctor --fix” repairs this."))
        else:
            note(_("“quiz doctor --fix” repairs this, after a copy of the database was kept."))


def _only_permissions(found: "Diagnosis") -> bool:
    """Tell whether only permissions are to be repaired, for which no copy is made."""
    repaired = {finding.code for finding in found.findings if finding.remedy.value == "fix"}
    return repaired <= {"permissions", "settings-permissions"}


def _say_backup(program: Program, *, if_more: bool = False) -> None:
    """Say that there is a good backup, and of when; or only one that has what the database has no more."""
    found = health.newest_good(program.database_path, program.database_path, program.clock.now())
    if found is not None and not (if_more and _has_all(found[1])):
        newest, change = found
        said = _("The newest good backup is of {when} ({reviews}): “quiz restore {name}”.")
        when, count = when_text(newest.made, program.clock.now().tzinfo), change.then.reviews
        reviews = ngettext("{count} review", "{count} reviews", count).format(count=count)
        note(said.format(when=when, reviews=reviews, name=newest.path.name))


def _has_all(change: "Restored") -> bool:
    """Tell whether a database has every answer, and as many notes and cards, as a backup of it."""
    now, then = change.now, change.then
    return now is not None and not change.back and now.notes >= then.notes and now.cards >= then.cards


def _document(program: Program, found: "Diagnosis", repaired: "Repaired | None") -> dict[str, Any]:
    """Return what is documented in the README."""
    return {
        "database": str(program.database_path),
        "clean": found.is_clean,
        "decks": found.decks,
        "notes": found.notes,
        "cards": found.cards,
        "reviews": found.reviews,
        "findings": [
            {**_said(finding), "wrong": finding.is_wrong, "remedy": finding.remedy.value, "hint": finding.hint}
            for finding in found.findings
        ],
        "changes": [_said(change) for change in repaired.changes] if repaired is not None else [],
        "kept": str(repaired.kept) if repaired is not None and repaired.kept is not None else None,
    }


def _said(one: "Finding | Change") -> dict[str, Any]:
    return {"code": one.code, "message": one.message, "count": one.count, "examples": list(one.examples)}
