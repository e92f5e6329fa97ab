"""``quiz decks``, and what ``quiz`` alone shows."""

from dataclasses import astuple
from typing import Any

import click

from quiz import locale
from quiz.cli.options import shared_options
from quiz.cli.output import say, say_json, table
from quiz.locale import _
from quiz.program import Program
from quiz.repository import DeckCounts
from quiz.scheduling.days import study_day
from quiz.text import one_line


@click.command("decks", help=_("List the decks with what each holds, its own cards without those of sub-decks."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, as_json: bool) -> None:
    """List the decks."""
    if as_json:
        say_json({"decks": _listed(program)})
    else:
        show_decks(program)


def _listed(program: Program) -> list[dict[str, Any]]:
    counts = program.store.deck_counts(study_day(program.clock.now(), program.config.day_start))
    return [
        {
            "name": deck.name,
            "notes": held.notes,
            "cards": held.cards,
            "new": held.new,
            "learning": held.learning,
            "due": held.due,
            "suspended": held.suspended,
        }
        for deck in program.store.decks()
        for held in [counts.get(deck.id, DeckCounts())]
    ]


def show_decks(program: Program) -> None:
    """Print the decks as a table."""
    counts = program.store.deck_counts(study_day(program.clock.now(), program.config.day_start))
    decks = program.store.decks()
    if not decks:
        say(_("There is no deck yet; import one with “quiz import FILE”."))
        return
    heads = [_("Deck"), _("notes"), _("cards"), _("new"), _("learning"), _("due"), _("suspended")]
    rows = [heads]
    for deck in decks:
        held = counts.get(deck.id, DeckCounts())
        rows.append([one_line(deck.title_in(locale.current())), *(str(number) for number in astuple(held))])
    say(table(rows, frozenset(range(1, len(heads)))))


def show_start(program: Program) -> None:
    """Print the decks and what to type next."""
    show_decks(program)
    say()
    usage = [
        ("quiz study", _("study what is due")),
        ("quiz due", _("how much that is")),
        ("quiz import FILE", _("add a deck of your own")),
        ("quiz --help", _("everything else")),
    ]
    say(table([[f"  {typed}", does] for typed, does in usage]))
