"""``quiz study``: straight to the first card, on the screen or on lines of text."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from quiz.cli import has_screen
from quiz.cli.options import shared_options
from quiz.locale import _
from quiz.modes import MODES
from quiz.program import Program
from quiz.sessions import Start

_NOT_TOGETHER = {
    "cram": ("ahead", "siblings", "confusions"),
    "confusions": ("where", "direction", "ahead", "siblings"),
}
"""Options that contradict each other: a drill asks outside the queue of the day, that of mix-ups its own cards."""

_ANSWERS, _MINUTES = click.IntRange(1, 99_999), click.IntRange(1, 1440)


@click.command(
    "study",
    help=_(
        "Study what is due today, in all decks or in those named, with their sub-decks; a filter can be named, too."
    ),
)
@click.argument("decks", nargs=-1, metavar=_("[DECK]..."))
@click.option("--plain", is_flag=True, help=_("Use lines of text, for pipes and screen readers."))
@click.option("--mode", type=click.Choice(list(MODES)), help=_("How cards are asked."))
@click.option(
    "--siblings", is_flag=True, help=_("When nothing else is left, also ask cards whose sibling was answered today.")
)
@click.option("--where", metavar=_("QUERY"), help=_("Only the cards that a query finds."))
@click.option("--direction", metavar=_("NAME"), help=_("Only the cards of one direction, such as “key”."))
@click.option("--limit", metavar=_("N"), type=_ANSWERS, help=_("End after N answers."))
@click.option("--minutes", metavar=_("N"), type=_MINUTES, help=_("End after N minutes."))
@click.option("--ahead", is_flag=True, help=_("Ask more than today's share: more new cards, and what is due next."))
@click.option(
    "--cram", is_flag=True, help=_("Ask the cards whether they are due or not; their schedule stays as it is.")
)
@click.option("--confusions", is_flag=True, help=_("Practise the pairs that you mix up; the schedule stays as it is."))
@click.option("--schedule", "scheduled", is_flag=True, help=_("Let the answers of --confusions count in the schedule."))
@shared_options
@click.pass_context
def command(context: click.Context, /, plain: bool, **wanted: Any) -> None:
    """Study in the app, or on lines of text where there is no terminal for it."""
    _check_together(context, wanted)
    program = context.ensure_object(Program)
    start = Start(**{name: value for name, value in wanted.items() if value})
    if has_screen() and not plain:
        from quiz.cli.start import open_app

        open_app(program, start)
    else:
        _study_on_lines(program, start)


def _check_together(context: click.Context, wanted: Mapping[str, Any]) -> None:
    """Refuse options that contradict each other, as wrong usage."""
    for one, others in _NOT_TOGETHER.items():
        for other in others:
            if wanted[one] and wanted[other]:
                said = _("--{option} and --{other} cannot be used together.").format(option=one, other=other)
                raise click.UsageError(said, context)
    if wanted["scheduled"] and not wanted["confusions"]:
        said = _("--{option} can only be used with --{other}.").format(option="schedule", other="confusions")
        raise click.UsageError(said, context)


def _study_on_lines(program: Program, start: Start) -> None:
    """Study on the standard streams; where nobody sits at a terminal, cards are flipped unless a mode was chosen."""
    from quiz.cli.output import caution
    from quiz.cli.plain import Plain
    from quiz.safekeeping import keep_today_aside
    from quiz.sessions import begin, resolved

    if not start.mode and not sys.stdin.isatty():
        start = replace(start, mode="flip")
    start = resolved(program, start)
    plain = Plain(begin(program, start), program, start)
    plain.run(lambda: keep_today_aside(program, caution))
