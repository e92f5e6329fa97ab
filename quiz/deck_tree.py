"""Decks as a tree of names, ``A::B`` below ``A``, and finding one by what a person types."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice

from quiz import locale
from quiz.cards import Deck, Direction, NoteType
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import folded, literal

SEPARATOR = "::"


def parent_name(name: str) -> str:
    """Return the name of the deck above, or an empty text for a deck at the top."""
    return name.rpartition(SEPARATOR)[0]


def is_within(name: str, parent: str) -> bool:
    """Tell whether a deck is another one or lies below it."""
    return name == parent or name.startswith(parent + SEPARATOR)


def name_in(deck: Deck, language: str) -> str:
    """Return a deck's title in a language as a name that leaves the deck where it is in the tree."""
    title, above = deck.title_in(language), parent_name(deck.name)
    return f"{above}{SEPARATOR}{title.rpartition(SEPARATOR)[2]}" if above else title


def check_free(name: str, others: Iterable[Deck]) -> None:
    """Raise :class:`QuizError` where a deck has this name, or shows it as its title in any language."""
    wanted = folded(name)
    for other in others:
        for taken in (other.name, *other.titles.values()):
            if folded(taken) == wanted:
                raise exists(taken)


def exists(name: str) -> QuizError:
    """Return the error that there is a deck of this name."""
    return QuizError(_("There is a deck “{name}” already.").format(name=literal(name)), _("Choose another name."))


def with_subdecks(decks: Iterable[Deck], chosen: Iterable[Deck]) -> list[Deck]:
    """Return those of ``decks`` that are chosen or lie below a chosen one."""
    names = [deck.name for deck in chosen]
    return [deck for deck in decks if any(is_within(deck.name, name) for name in names)]


def ancestors(decks: Sequence[Deck]) -> dict[int, tuple[int, ...]]:
    """Return for each deck its own id and those of the decks above it, as far as they exist."""
    ids = {deck.name: deck.id for deck in decks}
    chains = {}
    for deck in decks:
        chain, name = [], deck.name
        while name:
            if name in ids:
                chain.append(ids[name])
            name = parent_name(name)
        chains[deck.id] = tuple(chain)
    return chains


def matching(decks: Sequence[Deck], text: str) -> Deck | None:
    """Return the deck that ``text`` names, or none.

    A deck is named by its name in any of its languages, in any case, or by a beginning that only it has. Raises
    :class:`QuizError` where several decks begin like that.
    """
    wanted = folded(text.strip())
    names = {deck.id: {folded(name) for name in (deck.name, *deck.titles.values())} for deck in decks}
    same = [deck for deck in decks if deck.name == text.strip()]
    exact = same or [deck for deck in decks if wanted in names[deck.id]]
    found = exact or [deck for deck in decks if wanted and any(name.startswith(wanted) for name in names[deck.id])]
    # A deck and its sub-decks begin alike: the deck itself is meant.
    heads = [deck for deck in found if not any(o is not deck and is_within(deck.name, o.name) for o in found)]
    if len(heads) > 1:
        raise QuizError(
            _("Several decks begin with “{text}”: {names}.").format(text=literal(text), names=_listed(heads)),
            _("Write more of the name."),
        )
    return heads[0] if heads else None


def import_target(decks: Sequence[Deck], text: str) -> Deck | None:
    """Return the deck into which an import goes that names it, or none where that is to be a new deck.

    A beginning names an existing deck only where a word of its name ends there: “http” means “HTTP status codes”, but
    “Net” is not “Networking”, and “A” is not “A::B”.
    """
    deck = matching(decks, text)
    if deck is None:
        return None
    wanted = folded(text.strip())
    rests = [
        name.removeprefix(wanted) for name in map(folded, (deck.name, *deck.titles.values())) if name.startswith(wanted)
    ]
    whole_word = any(not rest or not (rest[0].isalnum() or rest.startswith(SEPARATOR)) for rest in rests)
    return deck if whole_word else None


def check_name(name: str) -> None:
    """Raise :class:`QuizError` where a deck's name, or a part of it between “::”, is empty."""
    if not name.strip():
        raise QuizError(_("A name for the deck is missing."), _("Write for example: Networks::TCP"))
    if not all(part.strip() for part in name.split(SEPARATOR)):
        raise QuizError(
            _("“{name}” cannot be the name of a deck: a part of it is empty.").format(name=literal(name)),
            _("Write for example: Networks::TCP"),
        )


def find(decks: Sequence[Deck], text: str) -> Deck:
    """Return the deck that ``text`` names, as :func:`matching` does. Raises :class:`QuizError` where there is none."""
    deck = matching(decks, text)
    if deck is None:
        raise QuizError(_("There is no deck “{text}”.").format(text=literal(text)), _suggestion(decks, text))
    return deck


def _suggestion(decks: Sequence[Deck], text: str) -> str:
    by_name = {folded(name): deck for deck in decks for name in (deck.name, *deck.titles.values())}
    near = {by_name[name].id: by_name[name] for name in get_close_matches(folded(text), by_name, n=3, cutoff=0.4)}
    if near:
        return _("Did you mean {names}?").format(names=_listed(near.values()))
    if decks:
        return _("These decks exist: {names}.").format(names=_listed(decks))
    return _("There is no deck yet; import one with “quiz import FILE”.")


def _listed(decks: Iterable[Deck]) -> str:
    """Return decks by names that can be typed: their titles, and below other decks their whole names."""
    spoken = locale.current()
    names = (deck.name if parent_name(deck.name) else deck.title_in(spoken) for deck in decks)
    return _(", ").join(literal(name) for name in islice(names, 10))


def directions_of(kinds: Iterable[NoteType]) -> dict[str, Direction]:
    """Return the directions of some note types by slug, of each slug the first."""
    found: dict[str, Direction] = {}
    for kind in kinds:
        for direction in kind.directions:
            found.setdefault(direction.slug, direction)
    return found


def check_directions(slugs: Iterable[str], kinds: Iterable[NoteType]) -> None:
    """Raise :class:`QuizError` where none of some note types has a direction of one of these slugs."""
    known = directions_of(kinds)
    unknown = next((slug for slug in slugs if slug not in known), None)
    if unknown is not None:
        raise QuizError(*unknown_direction(unknown, known))


def unknown_direction(name: str, slugs: Iterable[str]) -> tuple[str, str]:
    """Return the message and the hint that there is no direction of this name, but others."""
    return (
        _("There is no direction “{name}”.").format(name=literal(name)),
        _("These exist: {names}.").format(names=_(", ").join(map(literal, slugs)) or "–"),
    )
