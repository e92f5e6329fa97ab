"""``quiz import``: decks from files, from folders, or from standard input."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quiz import pipes
from quiz.cli.import_output import document, question, show, show_source
from quiz.cli.options import shared_options
from quiz.cli.output import agreed, note, say, say_json, warn
from quiz.errors import QuizError
from quiz.formats import FORMATS, SourceFile
from quiz.import_texts import why_nothing_came
from quiz.import_wishes import mapping_of
from quiz.importing import (
    Advance,
    HowToRead,
    Imported,
    Watch,
    explained,
    files_of,
    import_file,
    source_file,
    standard_input,
    unwatched,
)
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.safekeeping import keep_before_import
from quiz.text import one_line
from quiz.wrapping import cut

_STANDARD_INPUT = "-"
_READABLE = [name for name, known in FORMATS.items() if known.read]
_LARGE = 1 << 20
"""From so many bytes on a bar shows how far the import is."""
_WHOLE = 1000
_NAME = 30


def _mapping(_context: click.Context, _parameter: click.Parameter, value: str) -> dict[str, str]:
    """Return the names of fields by those of columns, from ``front=key,back=meaning``."""
    try:
        return mapping_of(value)
    except QuizError as error:
        raise click.BadParameter(f"{error.message} {error.hint}") from error


@click.command(
    "import",
    help=_(
        "Import decks from files, from all files in a folder, from standard input where FILE is “-”, or the deck that"
        " comes with the program by its name, http-status."
    ),
)
@click.argument("files", nargs=-1, required=True, metavar=_("FILE..."))
@click.option("--format", "name", type=click.Choice(_READABLE), help=_("The format, where it is not to be found out."))
@click.option(
    "--map",
    "fields",
    metavar=_("COLUMN=FIELD,..."),
    default="",
    callback=_mapping,
    help=_("Which column of a table is which field; with nothing behind “=” it is left out."),
)
@click.option("--no-header", is_flag=True, help=_("The first row of a table is a note, not the names of the columns."))
@click.option("--deck", "deck", metavar=_("NAME"), default="", help=_("Import into this deck."))
@click.option("--raw", is_flag=True, help=_("Leave cells as they are in which an export made a formula harmless."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would be done."))
@click.option("--strict", is_flag=True, help=_("Import nothing where a line cannot be read."))
@click.option("-y", "--yes", is_flag=True, help=_("Import without asking at a terminal."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(
    program: Program,
    files: tuple[str, ...],
    name: str | None,
    fields: dict[str, str],
    no_header: bool,
    deck: str,
    raw: bool,
    dry_run: bool,
    strict: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Import all files, or none where the program is interrupted, and say what was done."""
    asks = not (yes or as_json or dry_run) and sys.stdin.isatty() and sys.stdout.isatty()
    job = _Job(
        program, HowToRead(name or "", fields, raw, False if no_header else None), deck, strict, dry_run, as_json
    )
    with ExitStack() as stack:
        sources = [_open(stack, file) for file in files_of(files)]
        looked = _asked(job, sources) if asks else []
        outcomes = job.attempted(sources, dry_run=dry_run, looked=looked)
    job.show(outcomes, dry_run=dry_run, brief=asks)
    job.end(outcomes)


def _open(stack: ExitStack, file: str) -> SourceFile:
    """Return a file; a pipe, which is read but once, is kept for the time being."""
    if file == _STANDARD_INPUT:
        return stack.enter_context(standard_input(sys.stdin.buffer))
    with suppress(OSError, ValueError):
        if Path(file).is_fifo():
            with explained(file), pipes.opened(Path(file)) as pipe:
                return stack.enter_context(standard_input(pipe, file))
    return source_file(file)


@dataclass(frozen=True)
class _Outcome:
    """What came of a file: what was or would be imported of it, and why it was not. One of the two there always is."""

    file: SourceFile
    done: Imported | None = None
    error: QuizError | None = None


class _UndoneError(Exception):
    """Leaves a transaction without keeping what it did."""


def _asked(job: "_Job", files: Sequence[SourceFile]) -> "list[_Outcome]":
    """Show what would be done, and ask whether it is to be; what can be imported is asked for once."""
    looked = job.attempted(files, dry_run=True)
    job.show(looked, dry_run=True)
    good = [one.done for one in looked if one.done and not one.error]
    if not good or (job.strict and len(good) < len(looked)):
        job.end(looked)
    if not _confirmed(question(good)):
        raise click.Abort
    return looked


def _confirmed(asked: str) -> bool:
    """Ask, and say that nothing was done unless the answer is a yes. Raises ``KeyboardInterrupt``."""
    is_yes = False
    try:
        is_yes = agreed(asked, default=True)
    finally:
        if not is_yes:
            note(_("Nothing was imported."))
    return is_yes


@dataclass(frozen=True)
class _Job:
    """What is to be done with the files."""

    program: Program
    how: HowToRead
    deck: str
    strict: bool
    dry_run: bool
    as_json: bool

    def attempted(
        self, files: Sequence[SourceFile], *, dry_run: bool, looked: "Sequence[_Outcome]" = ()
    ) -> "list[_Outcome]":
        """Import the files in one transaction, of which ``dry_run`` keeps nothing; one that fails keeps nothing.

        ``looked`` is what a person has seen of them. With ``strict`` all are imported or none. Before, the database is
        kept as a backup; :class:`QuizError` is raised where that is not possible.
        """
        outcomes: list[_Outcome] = []
        before = [one.done for one in looked] or [None] * len(files)
        if not dry_run:
            keep_before_import(self.program)
        try:
            with self.program.store.together():
                outcomes += map(self._attempt, files, before)
                if dry_run or (self.strict and any(one.error for one in outcomes)):
                    raise _UndoneError
        except _UndoneError:
            pass
        except KeyboardInterrupt as interrupt:
            note("")
            note(_("Interrupted; nothing was imported."))
            raise click.Abort from interrupt
        return outcomes

    def _attempt(self, file: SourceFile, looked: Imported | None) -> _Outcome:
        try:
            with _bar(file, shown=not self.as_json) as watch:
                done = import_file(
                    self.program.store,
                    file,
                    self.how,
                    now=self.program.clock.now(),
                    into=self.deck,
                    strict=self.strict,
                    watch=watch,
                    stamp=looked.stamp if looked else None,
                )
        except QuizError as error:
            return _Outcome(file, error=error)
        return _Outcome(file, done, why_nothing_came(done, file.name, strict=self.strict))

    def show(self, outcomes: "Sequence[_Outcome]", *, dry_run: bool, brief: bool = False) -> None:
        """Print what came of each file; with ``brief`` only how much, as the rest was shown before."""
        if self.as_json:
            if len(outcomes) > 1 or outcomes[0].done:
                say_json(self._document(outcomes))
            return
        undone = self._is_undone(outcomes) or dry_run
        for number, one in enumerate(outcomes):
            if number:
                say()
            if len(outcomes) > 1:
                say(one_line(one.file.name))
            if one.done and not brief:
                show_source(one.done)
            if one.done and not one.error:
                show(one.done, self.program.content_language, dry_run=undone, brief=brief)
            elif one.error and len(outcomes) > 1:
                warn(one.error)

    def end(self, outcomes: "Sequence[_Outcome]") -> None:
        """Raise :class:`QuizError` where not all files were imported."""
        failed = [one.error for one in outcomes if one.error]
        if len(outcomes) == 1 and failed:
            raise failed[0]
        if failed and self.strict:
            said = ngettext(
                "Nothing was imported: {count} of {all} files is not right.",
                "Nothing was imported: {count} of {all} files are not right.",
                len(failed),
            )
        elif failed:
            said = ngettext(
                "{count} of {all} files could not be imported.",
                "{count} of {all} files could not be imported.",
                len(failed),
            )
        else:
            return
        raise QuizError(said.format(count=len(failed), all=len(outcomes)), _("What is wrong with each stands above."))

    def _is_undone(self, outcomes: "Sequence[_Outcome]") -> bool:
        return self.strict and any(one.error for one in outcomes)

    def _document(self, outcomes: "Sequence[_Outcome]") -> dict[str, Any]:
        kept = not (self.dry_run or self._is_undone(outcomes))
        if len(outcomes) == 1:
            return self._file_document(outcomes[0], kept=kept)
        done = kept and not any(one.error for one in outcomes)
        return {"imported": done, "files": [self._named_document(one, kept=kept) for one in outcomes]}

    def _named_document(self, one: _Outcome, *, kept: bool) -> dict[str, Any]:
        error = {"error": one.error.message, "hint": one.error.hint} if one.error else {}
        return {"file": one.file.name, **self._file_document(one, kept=kept), **error}

    @staticmethod
    def _file_document(one: _Outcome, *, kept: bool) -> dict[str, Any]:
        return document(one.done, imported=kept and not one.error) if one.done else {"imported": False}


@contextmanager
def _bar(file: SourceFile, *, shown: bool) -> Iterator[Watch]:
    """Show on a terminal how far the import of a large file has come."""
    if not shown or not sys.stderr.isatty() or not _is_large(file):
        yield unwatched
        return
    with click.progressbar(
        length=_WHOLE, label=cut(one_line(Path(file.name).name), _NAME), file=sys.stderr, show_eta=False
    ) as bar:
        yield Advance(file, lambda fraction: bar.update(round(fraction * _WHOLE) - bar.pos)).watch
        bar.update(_WHOLE - bar.pos)


def _is_large(file: SourceFile) -> bool:
    try:
        return file.size >= _LARGE
    except OSError:
        return False
