"""Filters: each is a name and a query, kept in the settings, whose cards are studied together like those of a deck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz import config
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import folded, literal, storable_line

if TYPE_CHECKING:
    from quiz.asking import Counts
    from quiz.browsing.finder import Numbers
    from quiz.cards import Deck
    from quiz.config import Config
    from quiz.program import Program


_MOST_NAMED = 10
"""How many filters a message names."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is kept: a name, and the query that finds the cards."""

    name: str
    query: str

    @property
    def setting(self) -> str:
        """The name of the setting that has the query."""
        return f"{config.FILTERS}.{self.name}"

    @property
    def deck_names(self) -> set[str]:
        """The names of decks in the query, those with wildcards left out; none where it cannot be read."""
        from quiz.query import deck_names, parse  # noqa: PLC0415  only where a deck gets another name

        try:
            return deck_names(parse(self.query))
        except QuizError:
            return set()


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A filter as home lists it: what is left of today, how much is known, 0 to 1, and how many cards it finds.

    There are no ``counts`` until they were counted, nor where the query fails, which is the ``problem``.
    """

    filter: Filter
    counts: Counts | None = None
    known: float = 0.0
    cards: int = 0
    problem: QuizError | None = None

    @property
    def left(self) -> int:
        """How many cards are left today, as far as that is known."""
        return self.counts.left if self.counts is not None else 0

    @property
    def is_useless(self) -> bool:
        """Whether it is known that no card can be studied with it."""
        return self.problem is not None or (self.counts is not None and not self.cards)


def all_filters(settings: Config) -> list[Filter]:
    """Return the filters that are kept, by name."""
    kept = (Filter(name, query) for name, query in settings.filters.items() if query.strip())
    return sorted(kept, key=lambda one: folded(one.name))


# Names


def meant(filters: Sequence[Filter], decks: Sequence[Deck], text: str) -> Filter | None:
    """Return the filter that a text names, or none where it names a deck, or nothing.

    A filter is named by its name, in any case, or by a beginning that only it has; a deck that is named so comes first,
    but a whole name before a beginning. Raises :class:`QuizError` where several decks, or filters, begin like that.
    """
    from quiz.deck_tree import matching  # noqa: PLC0415  not needed for the first picture

    wanted = folded(text.strip())
    if any(folded(name) == wanted for name in _names_of(decks)):
        return None
    whole = same_name(filters, text)
    if whole is not None or matching(decks, text) is not None:
        return whole
    found = [one for one in filters if wanted and folded(one.name).startswith(wanted)]
    if len(found) > 1:
        names = _(", ").join(literal(one.name) for one in found)
        raise QuizError(
            _("Several filters begin with “{text}”: {names}.").format(text=literal(text), names=names),
            _("Write more of the name."),
        )
    return found[0] if found else None


def check_known(filters: Sequence[Filter], decks: Sequence[Deck], text: str) -> None:
    """Raise :class:`QuizError` with the names of the filters, too, where a text that names none is no deck, either."""
    from quiz.deck_tree import find  # noqa: PLC0415  not needed for the first picture

    try:
        find(decks, text)
    except QuizError as error:
        names = _(", ").join(literal(one.name) for one in filters[:_MOST_NAMED])
        hint = _("These filters exist: {names}.").format(names=names)
        raise QuizError(
            _("There is no deck and no filter “{text}”.").format(text=literal(text)),
            _("{sentence} {next_sentence}").format(sentence=error.hint, next_sentence=hint),
        ) from error


def same_name(filters: Iterable[Filter], name: str) -> Filter | None:
    """Return the filter with this name in any case, if there is one."""
    return next((one for one in filters if folded(one.name) == folded(name.strip())), None)


def _names_of(decks: Iterable[Deck]) -> Iterator[str]:
    return (name for deck in decks for name in (deck.name, *deck.titles.values()))


def free_name(program: Program, name: str, present: str = "") -> str:
    """Return a name for a filter as it is kept.

    ``present`` is the name that it has now. Raises :class:`QuizError` where a deck, in any language, or another filter
    has it.
    """
    from quiz.deck_tree import check_free  # noqa: PLC0415  not needed for the first picture

    name = storable_line(name, _("The name"))
    if not name:
        raise QuizError(_("The name is empty."), _("Write a short word for what is found."))
    check_free(name, program.store.decks())
    check_no_filter(program.config, name, present)
    return name


def check_no_filter(settings: Config, name: str, present: str = "") -> None:
    """Raise :class:`QuizError` where a filter has this name: it could not be named any more beside such a deck.

    The one with the name ``present`` is left out of account.
    """
    other = same_name(all_filters(settings), name)
    if other is not None and other.name != present:
        raise QuizError(
            _("There is a filter “{name}” already.").format(name=literal(other.name)), _("Choose another name.")
        )


def checked(program: Program, name: str, query: str) -> Filter:
    """Return a filter as it is to be kept; one of this name that there is already gets another query.

    With an empty query it is to be forgotten. Raises :class:`QuizError` where the name is taken, where the query cannot
    be understood, and where there is nothing to forget.
    """
    before = same_name(all_filters(program.config), name)
    if not query.strip():
        if before is None:
            raise QuizError(_("There is no filter “{name}”.").format(name=literal(name)))
        return Filter(before.name, "")
    kept = Filter(before.name if before else free_name(program, name), query.strip())
    cards_of(program, kept.query)
    return kept


# Cards


def lost(filters: Iterable[Filter], before: Sequence[Deck], after: Sequence[Deck]) -> list[Filter]:
    """Return the filters whose queries name decks that they find no more, or not the same, after these were renamed."""
    return [
        one
        for one in filters
        if any((was := _number_of(before, name)) and was != _number_of(after, name) for name in one.deck_names)
    ]


def _number_of(decks: Sequence[Deck], name: str) -> int:
    """Return the id of the deck that a query names; 0 where it is none, or several begin so."""
    from quiz.deck_tree import matching  # noqa: PLC0415  not needed for the first picture

    try:
        deck = matching(decks, name)
    except QuizError:
        return 0
    return deck.id if deck is not None else 0


def _never() -> None:
    """Let a search go on."""


def cards_of(program: Program, query: str, pause: Callable[[], None] = _never) -> Numbers:
    """Return the ids of the cards that a query finds. ``pause`` is called time and again and may raise, which ends it.

    Raises ``QueryError`` for a query that cannot be understood, or names a deck or a direction that does not exist.
    """
    from quiz.browsing import Look  # noqa: PLC0415  loaded when something is searched for
    from quiz.query import parse  # noqa: PLC0415

    look = Look(program.clock.now(), program.config.day_start)
    return program.store.found(parse(query), None, look, pause=pause)
