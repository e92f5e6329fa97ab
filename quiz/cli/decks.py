"""``quiz decks``, and what ``quiz`` alone shows."""

from dataclasses import astuple
from typing import Any

import click

from quiz import locale
from quiz.cli.options import shared_options
from quiz.cli.output import say, say_json, table
from quiz.errors import QuizError
from quiz.filters import Filter, all_filters
from quiz.locale import _
from quiz.program import Program
from quiz.repository import DeckCounts
from quiz.scheduling.days import study_day
from quiz.text import one_line


@click.command(
    "decks", help=_("List the decks with what each holds, its own cards without those of sub-decks, and the filters.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, as_json: bool) -> None:
    """List the decks."""
    if as_json:
        say_json({"decks": _listed(program), "filters": _listed_filters(program)})
    else:
        show_decks(program)
        show_filters(program)


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


def _held(program: Program) -> list[tuple[Filter, DeckCounts | QuizError]]:
    """Return the filters with what each has, or why its query fails."""
    kept = all_filters(program.config)
    if not kept:
        return []
    from quiz.filtered import held

    return list(held(program, kept))


def _listed_filters(program: Program) -> list[dict[str, Any]]:
    """Return the filters as they are documented in the README; of one that fails nothing is known."""
    names = ("cards", "new", "learning", "due")
    return [
        {
            "name": one.name,
            "query": one.query,
            **{name: getattr(counts, name) if isinstance(counts, DeckCounts) else None for name in names},
        }
        for one, counts in _held(program)
    ]


def show_filters(program: Program) -> None:
    """Print the filters as a table, where there are any; behind one that fails stands why."""
    found = _held(program)
    if not found:
        return
    heads = [_("Filter"), _("cards"), _("new"), _("learning"), _("due"), _("query")]
    rows = [heads]
    for one, counts in found:
        if isinstance(counts, QuizError):
            numbers, said = ["–"] * 4, f"{one.query}  ✗ {counts.message}"
        else:
            held = (counts.cards, counts.new, counts.learning, counts.due)
            numbers, said = [str(number) for number in held], one.query
        rows.append([one_line(one.name), *numbers, one_line(said)])
    say()
    say(table(rows, frozenset(range(1, 5))))


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
