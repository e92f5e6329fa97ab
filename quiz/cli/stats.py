"""``quiz stats``: progress in figures."""

from typing import Any

import click

from quiz import stats
from quiz.cli.options import shared_options
from quiz.cli.output import say, say_json, table
from quiz.deck_tree import with_subdecks
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.scheduling.days import study_day


@click.command("stats", help=_("Show progress, in all decks or in those named, with their sub-decks."))
@click.argument("decks", nargs=-1, metavar=_("[DECK]..."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, decks: tuple[str, ...], as_json: bool) -> None:
    """Print the statistics."""
    day = study_day(program.clock.now(), program.config.day_start)
    chosen = program.decks(decks)
    everything = program.store.decks()
    scope = everything if chosen is None else with_subdecks(everything, chosen)
    series = stats.all_series(program.store.statistics([deck.id for deck in scope], day), day)
    if as_json:
        say_json({"scope": [deck.name for deck in chosen or []], "period": "all", **series})
    else:
        _show(series)


def _show(series: dict[str, Any]) -> None:
    today, streak, states = series["today"], series["streak"], series["states"]
    tomorrow = series["due"][1]["cards"]
    rows = [
        [_("Today"), _today_text(today)],
        [_("Streak"), ngettext("{current} day", "{current} days", streak["current"]).format(**streak)],
        [_("Longest"), ngettext("{longest} day", "{longest} days", streak["longest"]).format(**streak)],
        [
            _("Cards"),
            _("{new} new, {steps} learning, {review} in review, {suspended} suspended").format(
                **states, steps=states["learning"] + states["relearning"]
            ),
        ],
        [_("Tomorrow"), ngettext("{count} review", "{count} reviews", tomorrow).format(count=tomorrow)],
    ]
    say(table(rows))


def _today_text(today: dict[str, Any]) -> str:
    pattern = ngettext(
        "{answers} answer, {right} right, {minutes} min",
        "{answers} answers, {right} right, {minutes} min",
        today["answers"],
    )
    return pattern.format(**today, minutes=round(today["milliseconds"] / 60_000))
