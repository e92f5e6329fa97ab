"""What is looked for in all notes before the first one is written: languages, labels, and what the contents lead to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from quiz.cards import Deck, Note, text_in
from quiz.formats.contents import Export
from quiz.locale import LANGUAGES, current

Place = tuple[int, str]
"""A deck by its id, and a category by its code."""

_MOST_RUNS = 2


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of all notes together.

    ``languages`` are those in which the page can be read, ``first`` the one in which it opens. ``counts`` has the
    number of notes of each deck and category, in the order in which they come first, ``numbers`` its place in there,
    from 1. ``fields`` are the names of all fields. With ``scattered`` the notes are in an order that has nothing to do
    with categories.
    """

    first: str
    languages: tuple[str, ...]
    counts: Mapping[Place, int]
    fields: frozenset[str]
    scattered: bool
    numbers: Mapping[Place, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", {place: number for number, place in enumerate(self.counts, 1)})

    def categories(self, deck_id: int) -> list[str]:
        """Return the categories of a deck, in the order in which they come first."""
        return [category for deck, category in self.counts if deck == deck_id]

    def notes(self, deck_id: int) -> int:
        """Return the number of notes of a deck."""
        return sum(count for (deck, _category), count in self.counts.items() if deck == deck_id)


def place_of(note: Note) -> Place:
    """Return the deck and the category of a note."""
    return note.deck_id, note.category


def surveyed(export: Export) -> Survey:
    """Go through all notes once and return what is known of them then."""
    first = export.language if export.language in LANGUAGES else current()
    others = {language for language in LANGUAGES if language != first and not _same_heads(export, first, language)}
    counts, fields, runs = Counter[Place](), set[str](), 0
    for place, notes in groupby(export.notes, place_of):
        runs += 1
        for note in notes:
            counts[place] += 1
            fields.update(note.fields)
            others |= _spoken(note.fields, export.fields, first, others)
    languages = tuple(language for language in LANGUAGES if language == first or language in others)
    return Survey(first, languages, counts, frozenset(fields), runs > _MOST_RUNS * len(counts))


def _same_heads(export: Export, first: str, other: str) -> bool:
    """Tell whether titles of decks and categories are the same in two languages."""
    return all(_titles(part.deck, first) == _titles(part.deck, other) for part in export.parts)


def _titles(deck: Deck, language: str) -> list[str]:
    return [deck.title_in(language), *(category.title_in(language) for category in deck.categories)]


def _spoken(fields: Mapping[str, str], chosen: Sequence[str], first: str, known: set[str]) -> set[str]:
    """Return the languages, beside those known already, in which a text differs from that in the first one."""
    found = set()
    for language in LANGUAGES:
        if language != first and language not in known:
            translated = {name for name in fields if name.endswith((f".{first}", f".{language}"))}
            bases = (name.rpartition(".")[0] for name in translated)
            shown = (base for base in bases if _is_shown(base, fields, chosen))
            if any(text_in(fields, base, first) != text_in(fields, base, language) for base in shown):
                found.add(language)
    return found


def _is_shown(name: str, fields: Mapping[str, str], chosen: Sequence[str]) -> bool:
    """Tell whether a text is shown in the language of the page; what differs from another note comes with that one."""
    if not chosen:
        return name in fields
    return name in chosen or (name.startswith("versus.") and bool({"confused", "versus"}.intersection(chosen)))
