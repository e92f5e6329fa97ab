"""A selection that becomes a deck of its own: notes of several decks as new notes of one, without their history.

It is made in two steps. The first goes through the notes once and says what the new deck will be; the second goes
through them again, as often as somebody asks, and copies each when it is its turn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quiz.cards import DEFAULT_TYPE, Category, Deck, Note, NoteType, derived_guid
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.formats.contents import Export, Part
from quiz.study_settings import LEECH_TAG, DeckSettings


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A note that is not copied, because one before it has its ``key``, and the deck that it is at home in."""

    key: str
    deck: Deck


@dataclass(frozen=True, slots=True)
class Copy:
    """A deck that is to be made: ``export`` has one part, with new notes that are copied as they are gone through.

    ``notes`` and ``cards`` are how many there will be. What is of the deck, such as its name, is new; what all decks
    that the notes come from have in common stays.
    """

    export: Export
    notes: int
    cards: int
    left_out: tuple[LeftOut, ...] = ()

    @property
    def deck(self) -> Deck:
        """The deck that is to be made. It has no id yet."""
        return self.export.parts[0].deck

    def under(self, name: str) -> "Copy":
        """Return the same with another name of the deck."""
        [part], notes = self.export.parts, self.export.notes
        assert isinstance(notes, _CopiedNotes)
        deck = replace(part.deck, name=name)
        return replace(self, export=replace(self.export, parts=(Part(deck, part.types),), notes=notes.of(deck)))

    def draft(self) -> DeckDraft:
        """Return the head of the deck, as it is imported."""
        [part] = self.export.parts
        deck = part.deck
        return DeckDraft(
            name=deck.name,
            types=part.types,
            description=deck.description,
            language=deck.language,
            categories=deck.categories,
            front=deck.front,
            declares_types=True,
        )

    def items(self) -> Iterator[Category | NoteDraft]:
        """Yield the headings and then the notes, as they are imported."""
        yield from self.deck.categories
        for note in self.export.notes:
            yield NoteDraft(note.fields, note.tags, note.category, self.export.type_of(note).name)


def copied(export: Export, name: str) -> Copy:
    """Return notes of some decks as notes of one new deck of this name. Goes through them once.

    The notes get guids of their own, the same each time that they are copied under the name. Of several with one key
    the first is copied. Note types that are the same become one; others of one name get a number behind it, and so do
    categories. Nothing is taken along that no note uses.
    """
    used = _Used()
    for note in used.first_of_keys(export):
        used.add(note, export.type_of(note))
    decks = [part.deck for part in export.parts if part.deck.id in used.decks] or [export.parts[0].deck]
    kinds = [kind for kind in export.types if kind.id in used.types] or list(export.parts[0].types)
    types = _merged_types(kinds)
    categories = _merged_categories([(deck.id, one) for deck in decks for one in _used_categories(deck, used)])
    deck = _merged_deck(decks, name, tuple({one.code: one for one in categories.values()}.values()))
    codes = {place: one.code for place, one in categories.items()}
    part = Part(deck, tuple(dict.fromkeys(types.values())))
    notes = _CopiedNotes(export, deck, {number: kind.id for number, kind in types.items()}, codes)
    return Copy(replace(export, parts=(part,), notes=notes), used.notes, used.cards, tuple(used.left_out))


@dataclass(slots=True)
class _Used:
    """What the notes that are copied need, found by going through them."""

    notes: int = 0
    cards: int = 0
    decks: set[int] = field(default_factory=set)
    types: set[int] = field(default_factory=set)
    categories: dict[int, dict[str, None]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def first_of_keys(self, export: Export) -> Iterator[Note]:
        """Yield the first note of each key, and remember the others."""
        keys: set[str] = set()
        for note in export.notes:
            if note.key in keys:
                self.left_out.append(LeftOut(note.key, export.deck_of(note)))
            else:
                keys.add(note.key)
                yield note

    def add(self, note: Note, kind: NoteType) -> None:
        """Count a note that is copied."""
        self.notes += 1
        self.cards += len(kind.directions)
        self.decks.add(note.deck_id)
        self.types.add(note.type_id)
        self.categories.setdefault(note.deck_id, {})[note.category] = None


@dataclass(frozen=True, slots=True)
class _CopiedNotes:
    """The notes of the new deck, copied one by one while they are gone through."""

    export: Export
    deck: Deck
    types: Mapping[int, int]
    codes: Mapping[tuple[int, str], str]

    def of(self, deck: Deck) -> "_CopiedNotes":
        """Return the same as notes of another deck."""
        return replace(self, deck=deck)

    def __iter__(self) -> Iterator[Note]:
        return map(self._copied, _Used().first_of_keys(self.export))

    def _copied(self, note: Note) -> Note:
        return replace(
            note,
            id=0,
            guid=derived_guid(self.deck.name, note.key),
            deck_id=self.deck.id,
            type_id=self.types[note.type_id],
            tags=tuple(tag for tag in note.tags if tag != LEECH_TAG),
            category=self.codes.get((note.deck_id, note.category), note.category),
        )


# What of several decks becomes one


def _merged_types(kinds: Sequence[NoteType]) -> dict[int, NoteType]:
    """Return for the id of each note type that of the new deck; the first with a name keeps it."""
    taken = {kind.name for kind in kinds}
    merged: dict[NoteType, NoteType] = {}
    for kind in kinds:
        plain = replace(kind, id=0)
        if plain not in merged:
            is_first = all(other.name != kind.name for other in merged)
            name = kind.name if is_first else _numbered(kind.name or DEFAULT_TYPE, taken)
            taken.add(name)
            merged[plain] = replace(plain, name=name, id=len(merged) + 1)
    return {kind.id: merged[replace(kind, id=0)] for kind in kinds}


def _numbered(name: str, taken: Iterable[str]) -> str:
    """Return a name with the least number behind it, from 2 on, with which it is free."""
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"


def _used_categories(deck: Deck, used: _Used) -> list[Category]:
    """Return the categories of a deck that its notes have, in its order; those that it has no heading for at the end.

    Notes without any have none.
    """
    codes = used.categories.get(deck.id, {})
    known = [category.code for category in deck.categories]
    return [deck.category(code) for code in dict.fromkeys([*known, *codes]) if code and code in codes]


def _merged_categories(found: Sequence[tuple[int, Category]]) -> dict[tuple[int, str], Category]:
    """Return for each deck, by its id, and code of a category the one of the new deck.

    One with only a code is taken for the first with that code and a title. Of titles in other languages the first hold.
    """
    titles: dict[tuple[str, str], Category] = {}
    for _deck_id, one in found:
        if not _is_bare(one):
            before = titles.get((one.code, one.title), one)
            titles[one.code, one.title] = replace(before, titles={**one.titles, **before.titles})
    first = {one.code: one for one in reversed(titles.values())}
    taken = {one.code for _deck_id, one in found}
    own: dict[tuple[str, str], Category] = {}
    for key, one in titles.items():
        code = one.code if first[one.code] is one else _numbered(one.code, taken)
        taken.add(code)
        own[key] = replace(one, code=code)
    return {
        (deck_id, one.code): first.get(one.code, one) if _is_bare(one) else own[one.code, one.title]
        for deck_id, one in found
    }


def _is_bare(category: Category) -> bool:
    """Whether a category is nothing but its code."""
    return category.title == category.code and not category.titles


def _merged_deck(decks: Sequence[Deck], name: str, categories: tuple[Category, ...]) -> Deck:
    """Return a deck of this name with the usual settings, and of the others what they have in common."""
    front = [set(deck.front.items()) for deck in decks]
    return Deck(
        id=0,
        name=name,
        titles={},
        description=_common([deck.description for deck in decks]),
        language=_common([deck.language for deck in decks]),
        settings=DeckSettings(),
        categories=categories,
        front={key: value for key, value in decks[0].front.items() if all((key, value) in one for one in front)},
    )


def _common(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else ""
