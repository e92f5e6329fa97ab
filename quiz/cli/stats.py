"""``quiz stats``: progress in figures and charts, as text, as JSON, as CSV, or as a report in one file."""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from quiz import locale
from quiz.cli.options import shared_options
from quiz.cli.output import note, say, say_data, say_json, table
from quiz.errors import QuizError
from quiz.glyphs import chart_in_ascii
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.progress import material, scope_of
from quiz.sessions import Start, resolved
from quiz.stats import periods
from quiz.stats.material import Collection, Progress
from quiz.stats.periods import PERIODS, UNITS, Period
from quiz.stats.series import computed, series
from quiz.text import literal, one_line
from quiz.wrapping import wrapped
from quiz.writing import write_file

_STANDARD_OUTPUT = "-"
_COLUMNS, _LINES = 80, 12
_FEWEST_COLUMNS, _MOST_COLUMNS = 40, 120
_PERIOD = "1y"
_FORMULA = ("=", "+", "-", "@")
"""What a cell begins with that a spreadsheet would take for a formula."""
_USUAL = ("today", "calendar", "retention", "future", "reviews", "directions", "confusions", "categories", "known")
"""The charts that are printed where not all are asked for."""


@click.command(
    "stats", help=_("Show progress, in all decks or in those named, with their sub-decks; a filter can be named, too.")
)
@click.argument("decks", nargs=-1, metavar=_("[DECK]..."))
@click.option("--where", metavar=_("QUERY"), default="", help=_("Only cards that a query finds."))
@click.option("--period", type=click.Choice(list(PERIODS)), help=_("1 or 3 months, 1 year, or all; usually 1 year."))
@click.option("--since", metavar=_("DATE"), help=_("From a day on, such as 2026-01-31."))
@click.option("--by", "unit", type=click.Choice(UNITS), help=_("Join days to weeks or months."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@click.option("--csv", "as_csv", metavar=_("SERIES"), help=_("Print the rows of one series as CSV."))
@click.option("--html", metavar=_("FILE"), help=_("Write a report with charts to one file; “-” is standard output."))
@click.option("--all", "everything", is_flag=True, help=_("Show every chart."))
@click.option("--force", is_flag=True, help=_("Overwrite a file that exists."))
@shared_options
@click.pass_obj
def command(
    program: Program,
    decks: tuple[str, ...],
    where: str,
    period: str | None,
    since: str | None,
    unit: str | None,
    as_json: bool,
    as_csv: str | None,
    html: str | None,
    everything: bool,
    force: bool,
) -> None:
    """Print or write the statistics."""
    _only_one({"--json": as_json, "--csv": as_csv is not None, "--html": html is not None})
    _only_one({"--period": period is not None, "--since": since is not None})
    scope = resolved(program, Start(decks, where=where))
    chosen = program.decks(scope.decks)
    of_scope = material(program, Collection(program.store), scope_of(program, chosen, scope.where))
    progress = Progress(of_scope, _period(period, since, unit or "", of_scope.day))
    if as_json:
        names = [deck.name for deck in chosen or []]
        say_json({"scope": names, "where": scope.where, **_period_json(progress.period), **computed(progress)})
    elif as_csv is not None:
        _print_csv(as_csv, progress)
    elif html is not None:
        _write_report(program, progress, scope, html, force)
    else:
        _show(progress, everything=everything, ascii_only=program.config["glyphs"] == "ascii")


def _only_one(given: Mapping[str, bool]) -> None:
    named = [name for name, is_given in given.items() if is_given]
    if len(named) > 1:
        raise click.UsageError(_("{first} and {second} do not go together.").format(first=named[0], second=named[1]))


def _period(name: str | None, since: str | None, unit: str, today: date) -> Period:
    if since is None:
        return periods.named(name or _PERIOD, today, unit)
    try:
        return periods.since(date.fromisoformat(since), today, unit)
    except ValueError as error:
        raise QuizError(
            _("“{text}” is no date.").format(text=literal(since)), _("Write it like {example}.").format(example=today)
        ) from error


def _period_json(period: Period) -> dict[str, Any]:
    start = period.start.isoformat() if period.start else None
    return {"period": period.name, "since": start, "unit": period.unit}


# CSV


def _print_csv(name: str, progress: Progress) -> None:
    """Print the rows of a series, or the figures of one without rows, under their names, which are always there."""
    import csv
    import io

    value = computed(progress, [name])[name]
    rows: Sequence[Mapping[str, Any]] = value["rows"] if "rows" in value else [_flat(value)]
    text = io.StringIO()
    sink = csv.writer(text, lineterminator="\n")
    sink.writerow(series(name).columns or rows[0])
    for row in rows:
        sink.writerow([_harmless(cell) for cell in row.values()])
    say_data(text.getvalue())


def _flat(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of a series, those of an inner dictionary as ``name.inner``."""
    flat: dict[str, Any] = {}
    for name, cell in value.items():
        flat.update({f"{name}.{key}": inner for key, inner in cell.items()} if isinstance(cell, dict) else {name: cell})
    return flat


def _harmless(cell: Any) -> Any:
    """Return a cell as it is written: a text of a deck that would be a formula stands behind an apostrophe."""
    if not isinstance(cell, str):
        return cell
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


# The report


def _write_report(program: Program, progress: Progress, scope: Start, target: str, force: bool) -> None:
    from quiz.charts.report import report

    def values() -> Mapping[str, Any]:
        """Compute with the texts of decks in the language of the moment."""
        found = progress.material
        return computed(Progress(material(program, found.collection, found.scope), progress.period))

    page = report(
        values,
        title=lambda: _("Progress"),
        scope=lambda: _scope_text(program, scope),
        period=lambda: period_text(progress.period),
        day=progress.day,
    )
    if target == _STANDARD_OUTPUT:
        say_data(page)
        return
    write_file(Path(target), [page], force=force)
    note(_("Report written to {file}.").format(file=literal(target)))


def _scope_text(program: Program, scope: Start) -> str:
    decks = [one_line(program.deck(name).title_in(locale.current())) for name in scope.decks]
    titles = [*map(one_line, scope.filters), *decks] or [_("All decks")]
    return _(", ").join([*titles, *([one_line(scope.where)] if scope.where else [])])


def period_text(period: Period) -> str:
    """Return a period in words."""
    if period.name in PERIODS:
        return _(PERIODS[period.name][0])
    return _("since {day}").format(day=period.start)


# Text


def _show(progress: Progress, *, everything: bool, ascii_only: bool) -> None:
    """Print the advice, what was done, and the charts, each under its title."""
    for number, paragraph in enumerate(_paragraphs(progress, everything=everything)):
        if number:
            say()
        say(chart_in_ascii(paragraph) if ascii_only else paragraph)


def _paragraphs(progress: Progress, *, everything: bool) -> Iterator[str]:
    from quiz.charts.register import CHARTS

    values = computed(progress, ["advice", "streak", "studied"])
    said = values["advice"]["text"]
    if not len(progress.material.cards) and not values["studied"]["answers"]:
        yield said
        return
    if said:
        yield "\n".join(wrapped(said, _columns()))
    if values["streak"]["days"]:
        yield f"{period_text(progress.period)}\n{_figures(values)}"
    for name in CHARTS if everything else _USUAL:
        yield _drawn(name, progress)


def _figures(values: Mapping[str, Any]) -> str:
    """Return the streak, and the days and answers of the period, as a table."""
    from quiz.charts.words import duration

    streak, studied = values["streak"], values["studied"]
    rows = [
        [
            _("Days in a row"),
            ngettext("{count} day", "{count} days", streak["current"]).format(count=streak["current"]),
            ngettext("{count} day at the longest", "{count} days at the longest", streak["longest"]).format(
                count=streak["longest"]
            ),
        ],
        [
            _("Days studied"),
            ngettext("{count} day", "{count} days", studied["studied"]).format(count=studied["studied"]),
            ngettext("of {count} day", "of {count} days", studied["days"]).format(count=studied["days"]),
        ],
        [
            _("Answers"),
            str(studied["answers"]),
            _("{time} in all").format(time=duration(studied["milliseconds"])),
        ],
    ]
    return table(rows, right=frozenset([1]))


def _columns() -> int:
    """Return how wide charts are: as the terminal, up to a limit; 80 cells where there is none."""
    if not sys.stdout.isatty():
        return _COLUMNS
    return max(_FEWEST_COLUMNS, min(shutil.get_terminal_size((_COLUMNS, 24)).columns, _MOST_COLUMNS))


def _drawn(name: str, progress: Progress) -> str:
    """Return a chart as lines of text."""
    from quiz.charts.chart import Context
    from quiz.charts.figure import Room, plain
    from quiz.charts.register import CHARTS
    from quiz.charts.text import draw

    room = Room(_columns(), _LINES)
    value = computed(progress, [name])[name]
    return plain(draw(CHARTS[name].figure(value, Context(room, progress.day)), room))
