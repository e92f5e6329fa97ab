"""Choosing what is exported: which notes of which decks, in which order, and how much of each.

A :class:`Selection` is what a person says, on the command line or on the screen; :func:`chosen` finds the notes, and
:func:`export_of` makes of them what a format writes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from quiz.cards import EXTRA_FIELDS, Deck, Direction, Note, NoteType
from quiz.deck_tree import check_directions, with_subdecks
from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, Format, Part
from quiz.formats.contents import ALL_LANGUAGES
from quiz.locale import _
from quiz.text import literal

if TYPE_CHECKING:
    from quiz.program import Program

CATEGORY, TAGS, ID, DECK = "category", "tags", "id", "deck"
OWN_COLUMNS = (CATEGORY, TAGS, ID, DECK)
"""What can be chosen beside fields; no field of a note type is meant by these names unless it has them."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be exported.

    ``decks`` are names, none for all decks; their sub-decks belong to them. ``where`` is a query: notes are meant of
    which it finds a card. ``directions`` are slugs: only cards asked so count. ``sort`` is as in ``quiz browse``.
    ``fields`` may have :data:`OWN_COLUMNS`; none means everything. ``notes`` are ids that were marked on a screen:
    they alone are meant then, in this order. ``limit`` is at most how many notes. With ``history`` their cards and
    answers belong to it, and where nothing is left out also what was deleted.
    """

    decks: tuple[str, ...] = ()
    where: str = ""
    directions: tuple[str, ...] = ()
    sort: str = ""
    fields: tuple[str, ...] = ()
    limit: int | None = None
    history: bool = False
    notes: tuple[int, ...] | None = None

    @property
    def has_conditions(self) -> bool:
        """Whether some notes of the decks may be left out."""
        return bool(self.where.strip() or self.directions or self.limit or self.notes is not None)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out, not even what was deleted."""
        return self == Selection(history=True)


@dataclass(frozen=True)
class Chosen:
    """The notes that a selection has, by their ids in their order, with their home decks in the order of these."""

    notes: Sequence[int]
    decks: tuple[Deck, ...]
    homes: dict[int, int] = field(repr=False)

    def of(self, deck: Deck) -> "Chosen":
        """Return the part whose home is a deck."""
        mine = [note_id for note_id in self.notes if self.homes[note_id] == deck.id]
        return Chosen(mine, (deck,), self.homes)


def chosen(program: "Program", selection: Selection, pause: Callable[[], None] = lambda: None) -> Chosen:
    """Find the notes of a selection.

    ``pause`` is called time and again and may raise. Raises :class:`QuizError` for an unknown deck, direction or
    column, and ``QueryError`` for a mistake in the query.
    """
    store = program.store
    named = program.decks(selection.decks)
    decks = store.decks() if named is None else with_subdecks(store.decks(), named)
    check_directions(selection.directions, (kind for deck in decks for kind in store.note_types(deck)))
    ids: Sequence[int] = store.notes_in([deck.id for deck in decks]) if selection.notes is None else selection.notes
    if selection.where.strip() or selection.directions or selection.sort:
        ids = _found(program, selection, ids, pause)
    homes = store.homes_of(ids)
    known = {deck.id: deck for deck in store.decks()}
    taken = [note_id for note_id in ids if homes.get(note_id) in known][: selection.limit]
    present = {homes[note_id] for note_id in taken}
    if not taken and not selection.has_conditions:
        present = {deck.id for deck in decks}
    return Chosen(taken, tuple(deck for number, deck in known.items() if number in present), homes)


def _found(program: "Program", selection: Selection, within: Sequence[int], pause: Callable[[], None]) -> Sequence[int]:
    """Return those of some notes of which a card fits, in the order of the cards; without a condition, all of them."""
    from quiz.browsing import Look, sorts_of  # noqa: PLC0415  loads numpy
    from quiz.browsing.finder import Finder  # noqa: PLC0415
    from quiz.query import parse, with_conditions  # noqa: PLC0415
    from quiz.query.conditions import AnyOf, Asked  # noqa: PLC0415
    from quiz.query.patterns import Pattern  # noqa: PLC0415

    look = Look(program.clock.now(), program.config.day_start, program.content_language)
    query = parse(selection.where)
    if selection.directions:
        query = with_conditions(query, AnyOf(tuple(Asked(Pattern.quoted(slug)) for slug in selection.directions)))
    cards = Finder(program.store, look).find(query, sorts_of(selection.sort), pause=pause)
    mine = set(within)
    found = [note_id for note_id in program.store.notes_of(cards) if note_id in mine]
    if query.condition is not None:
        return found if selection.sort else _in_order_of(within, found)
    return [*found, *_without(within, found)]


def _in_order_of(notes: Sequence[int], found: Sequence[int]) -> list[int]:
    wanted = set(found)
    return [note_id for note_id in notes if note_id in wanted]


def _without(notes: Sequence[int], found: Sequence[int]) -> list[int]:
    known = set(found)
    return [note_id for note_id in notes if note_id not in known]


def export_of(
    program: "Program", selection: Selection, picked: Chosen, format_: Format, *, raw: bool = False
) -> Export:
    """Return the chosen notes as a format writes them.

    Raises :class:`QuizError` where nothing fits, and where the format has no place for what was chosen.
    """
    store = program.store
    names = selection.fields
    if not picked.notes and selection.has_conditions:
        raise QuizError(_("No note fits this selection."), _("Leave something out of it."))
    if selection.history and not format_.has_history:
        raise _no_history(format_)
    if selection.is_everything:
        return store.everything()
    kinds = {deck.id: store.note_types(deck) for deck in picked.decks}
    notes = Notes(picked.notes, store.notes_by_ids)
    if names:
        _check_fields(names, [kind for found in kinds.values() for kind in found], notes)
        notes = replace(notes, shown=_only(names))
    parts = tuple(Part(deck, tuple(_kinds(kinds[deck.id], selection, format_))) for deck in picked.decks)
    history = store.records(selection.directions) if selection.history else None
    return Export(parts, notes, names, program.content_language, raw, history)


def _no_history(format_: Format) -> QuizError:
    able = [name for name, known in FORMATS.items() if known.write and known.has_history]
    return QuizError(
        _("The format {format} has no place for cards and answers.").format(format=format_.name),
        _("These have: {formats}.").format(formats=", ".join(able)),
    )


def _whole(note: Note) -> Note:
    return note


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes by their ids, in that order, read in batches each time they are gone through."""

    ids: Sequence[int]
    read: Callable[[Sequence[int]], list[Note]]
    shown: Callable[[Note], Note] = _whole

    def __iter__(self) -> Iterator[Note]:
        parts = (self.ids[start : start + _AT_ONCE] for start in range(0, len(self.ids), _AT_ONCE))
        return map(self.shown, chain.from_iterable(map(self.read, parts)))

    def __len__(self) -> int:
        return len(self.ids)


def _only(names: Sequence[str]) -> Callable[[Note], Note]:
    """Return what reduces a note to some fields, its key always in its place in the database."""
    wanted = frozenset(names)
    families = tuple(name.removesuffix(ALL_LANGUAGES) for name in names if name.endswith(ALL_LANGUAGES))

    def is_wanted(name: str) -> bool:
        return name in wanted or any(name == base or name.startswith(f"{base}.") for base in families)

    def reduced(note: Note) -> Note:
        return replace(
            note,
            fields={name: text for name, text in note.fields.items() if is_wanted(name)},
            tags=note.tags if TAGS in wanted else (),
            category=note.category if CATEGORY in wanted else "",
        )

    return reduced


def _kinds(kinds: Sequence[NoteType], selection: Selection, format_: Format) -> Iterator[NoteType]:
    """Yield note types with the chosen directions and fields; those without a chosen direction are left out."""
    for kind in kinds:
        directions = [d for d in kind.directions if not selection.directions or d.slug in selection.directions]
        if selection.directions and not directions:
            continue
        yield (
            replace(kind, directions=tuple(directions))
            if not selection.fields
            else _reduced(kind, directions, selection.fields, format_)
        )


def _reduced(kind: NoteType, directions: Sequence[Direction], names: Sequence[str], format_: Format) -> NoteType:
    """Return a note type with some fields, asked in those directions that still have two sides.

    Raises :class:`QuizError` where the format says how notes are asked, and nothing is left to ask.
    """
    bases = [name.removesuffix(ALL_LANGUAGES) for name in names]
    fields = tuple(name for name in bases if name in kind.fields)
    left = tuple(
        replace(direction, prompt=prompt, answer=answer)
        for direction in directions
        if (prompt := tuple(name for name in direction.prompt if name in fields))
        and (answer := tuple(name for name in direction.answer if name in fields))
    )
    if format_.has_directions and (kind.key_field not in fields or not left):
        raise QuizError(
            _("With these fields alone the notes could not be asked: {fields}.").format(fields=_(", ").join(bases)),
            _("Name at least “{key}” and what it is asked with, or choose another format.").format(
                key=literal(kind.key_field)
            ),
        )
    return replace(kind, fields=fields, directions=left)


def _check_fields(names: Sequence[str], kinds: Sequence[NoteType], notes: Notes) -> None:
    """Raise :class:`QuizError` for a field that no note has, and for one that is named twice."""
    known = {*OWN_COLUMNS, *EXTRA_FIELDS, *(name for kind in kinds for name in kind.fields)}
    for place, name in enumerate(names):
        if name in names[:place]:
            raise QuizError(_("The field “{name}” is named twice.").format(name=literal(name)))
        base = name.removesuffix(ALL_LANGUAGES)
        if notes.ids and base not in known and not any(base in note.fields for note in notes):
            raise QuizError(
                _("None of the notes has a field “{name}”.").format(name=literal(base)),
                _("These exist: {names}.").format(names=_(", ").join(map(literal, sorted(known)))),
            )
