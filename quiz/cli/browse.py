"""``quiz browse``: the cards or notes that a query finds, as a table or as JSON."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

import click

from quiz.browsing import Column, Look, column, sorts_of, usual_columns
from quiz.browsing.lines import CardLine, Line, NoteLine
from quiz.cards import CardState
from quiz.cli.options import shared_options
from quiz.cli.output import note, say, say_json, table
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.query import QueryError, parse
from quiz.text import one_line, width
from quiz.wrapping import cut

_COLUMNS, _BETWEEN, _NARROWEST = 80, 2, 3
_AT_ONCE = 500
"""So many lines are read together."""
_DIGITS = 4


class _QueryCommand(click.Command):
    """A command to which a word with a single hyphen before it, such as ``-tag:core``, is one of a query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part the options, which all begin with two hyphens, from the words."""
        flags = {name for option in self.params if getattr(option, "is_flag", False) for name in option.opts}
        options, words, rest = list[str](), list[str](), iter(args)
        for argument in rest:
            if argument == "--":
                words += rest
            elif argument == "-h" or argument.startswith("--"):
                takes_next = "=" not in argument and argument not in {*flags, "-h", "--help"}
                options += [argument, *([value] if takes_next and (value := next(rest, None)) is not None else [])]
            else:
                words.append(argument)
        return super().parse_args(ctx, [*options, "--", *words])


@click.command("browse", cls=_QueryCommand, help=_("Find cards, or notes, and print them as a table."))
@click.argument("query", nargs=-1, metavar=_("[QUERY]..."))
@click.option("--notes", is_flag=True, help=_("Notes instead of cards."))
@click.option("--sort", metavar=_("COLUMNS"), default="", help=_("Sort by columns, such as “due,-lapses”."))
@click.option("--columns", metavar=_("COLUMNS"), help=_("The columns to show, such as “key,due,field:meaning”."))
@click.option("--limit", type=click.IntRange(min=0), metavar=_("N"), help=_("At most so many."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(
    program: Program,
    query: tuple[str, ...],
    notes: bool,
    sort: str,
    columns: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Find, sort and print."""
    from quiz.browsing.finder import Finder

    sorts = sorts_of(sort, notes=notes)
    shown = _columns(columns, notes=notes)
    look = Look(program.clock.now(), program.config.day_start, program.content_language)
    text = " ".join(query)
    with _pointing_into(text):
        ids = Finder(program.store, look, notes).find(parse(text), sorts)
    lines = _lines(program, ids[:limit], notes=notes)
    if as_json:
        say_json({"notes" if notes else "cards": [_document(line, look) for line in lines]})
        return
    cells = [[each.text(line, look) for each in shown] for line in lines]
    if cells:
        say(_fitted([[each.heading() for each in shown], *cells], shown))
    note(_counted(len(ids), len(cells), notes=notes))


def _columns(names: str | None, *, notes: bool) -> tuple[Column, ...]:
    if names is None:
        return usual_columns(notes=notes)
    chosen = (column(name.strip(), notes=notes) for name in names.split(",") if name.strip())
    return tuple(chosen) or usual_columns(notes=notes)


@contextmanager
def _pointing_into(query: str) -> Iterator[None]:
    """Show the query with a sign below the place of a mistake, before it is said what is wrong."""
    try:
        yield
    except QueryError as error:
        note(f"  {one_line(query)}")
        note(f"  {' ' * width(one_line(query[: error.position]))}^")
        raise


def _lines(program: Program, ids: Sequence[int], *, notes: bool) -> Iterator[Line]:
    """Yield the lines of some cards or notes, reading some of them at once."""
    read = program.store.note_lines if notes else program.store.card_lines
    return chain.from_iterable(read(ids[start : start + _AT_ONCE]) for start in range(0, len(ids), _AT_ONCE))


def _counted(count: int, shown: int, *, notes: bool) -> str:
    """Return how many there are, and how many of them are shown where that is not all."""
    if notes:
        found = ngettext("{count} note", "{count} notes", count).format(count=count)
    else:
        found = ngettext("{count} card", "{count} cards", count).format(count=count)
    return (
        found if shown == count else _("{found}, of which the first {shown} are shown").format(found=found, shown=shown)
    )


# The table


def _fitted(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> str:
    """Return the rows as a table that is as wide as the terminal at most: the widest columns give way."""
    right = frozenset(place for place, each in enumerate(columns) if each.right)
    widest = _widest([max(width(row[place]) for row in rows) for place in range(len(columns))])
    narrow = [[cut(text, widest) for text in row] for row in rows]
    return "\n".join(cut(line, _room()) for line in table(narrow, right).split("\n"))


def _widest(widths: Sequence[int]) -> int:
    """Return how wide the widest column may be so that all have room; below a few cells the last ones have none."""
    room = _room() - _BETWEEN * (len(widths) - 1)
    widest = max(widths)
    while widest > _NARROWEST and sum(min(cells, widest) for cells in widths) > room:
        widest -= 1
    return widest


def _room() -> int:
    return shutil.get_terminal_size((_COLUMNS, 24)).columns if sys.stdout.isatty() else _COLUMNS


# JSON


def _document(line: Line, look: Look) -> dict[str, Any]:
    return _note_document(line) if isinstance(line, NoteLine) else _card_document(line, look)


def _card_document(line: CardLine, look: Look) -> dict[str, Any]:
    """Return a card as it is documented in the README."""
    state = line.card.state
    memory = state.memory
    return {
        "id": line.card.id,
        "deck": line.deck.name,
        "note": line.note.id,
        "key": line.note.key,
        "direction": line.card.direction,
        "phase": state.phase.name.lower(),
        "due": _due(state, look),
        "stability": _rounded(memory.stability) if memory else None,
        "difficulty": _rounded(memory.difficulty) if memory else None,
        "retrievability": _rounded(line.retrievability(look.day)),
        "reps": state.reps,
        "lapses": state.lapses,
        "tags": list(line.note.tags),
    }


def _due(state: CardState, look: Look) -> str | None:
    """Return the day on which a card is due, or in steps the instant."""
    if state.due_at is not None:
        return state.due_at.astimezone(look.now.tzinfo).isoformat(timespec="seconds")
    return state.due_day.isoformat() if state.due_day else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _note_document(line: NoteLine) -> dict[str, Any]:
    """Return a note as it is documented in the README."""
    found = line.note
    return {
        "id": found.id,
        "guid": found.guid,
        "deck": line.deck.name,
        "key": found.key,
        "category": found.category,
        "tags": list(found.tags),
        "fields": dict(found.fields),
        "cards": [card.id for card in line.cards],
        "added": found.created.isoformat(timespec="seconds"),
        "changed": found.changed.isoformat(timespec="seconds"),
    }
