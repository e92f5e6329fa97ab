"""``quiz due``: how much there is to study today."""

from datetime import datetime

import click

from quiz.cli.options import shared_options
from quiz.cli.output import say, say_json
from quiz.locale import _
from quiz.phrases import next_instant
from quiz.program import Program
from quiz.sessions import Start, resolved
from quiz.study import Session


@click.command(
    "due",
    help=_("Show how many cards are to be studied today, in all decks, or in decks or filters, within the limits."),
)
@click.argument("decks", nargs=-1, metavar=_("[DECK]..."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, decks: tuple[str, ...], as_json: bool) -> None:
    """Count what is due."""
    now = program.clock.now()
    session = _session(program, resolved(program, Start(decks)))
    counts, ending = session.counts(now), session.ending(now)
    following = next_instant(ending, now, program.config.day_start)
    if as_json:
        shown = following.isoformat(timespec="seconds") if following else None
        say_json({"new": counts.new, "learning": counts.learning, "due": counts.due, "next_due": shown})
        return
    say(_("new {new}, learning {learning}, due {due}").format(new=counts.new, learning=counts.learning, due=counts.due))
    if not counts.left:
        say(next_text(following))


def _session(program: Program, start: Start) -> Session:
    """Return the session of some decks, or of a filter, also of one that finds no card."""
    only = None
    if start.filters:
        from quiz.filters import cards_of

        only = frozenset(cards_of(program, start.where).tolist())
    return Session(program.store, program.decks(start.decks), day_start=program.config.day_start, only=only)


def next_text(following: datetime | None) -> str:
    """Return the sentence that says when the next cards are due."""
    if following is None:
        return _("No card is waiting to be reviewed.")
    return _("The next cards are due on {day} at {time}.").format(
        day=following.strftime("%Y-%m-%d"), time=following.strftime("%H:%M")
    )
