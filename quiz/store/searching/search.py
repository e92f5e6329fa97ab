"""Carrying out a query: its conditions become one of the database, on cards or on notes.

What a database cannot decide as the program does (wildcards, case and width of any script, regular expressions) is
decided here for the notes that pass everything else, and stands in the statement as their numbers. Whatever a person
typed is a bound value.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    and_,
    bindparam,
    false,
    not_,
    or_,
    select,
    true,
)

from quiz.cards import EXTRA_FIELDS, Deck, Kind
from quiz.deck_tree import find, unknown_direction, with_subdecks
from quiz.errors import QuizError
from quiz.locale import _
from quiz.query import QueryError
from quiz.query import conditions as wanted
from quiz.query.conditions import Condition, Event, Quantity, State, When
from quiz.query.patterns import Pattern
from quiz.store import entries, rows
from quiz.store.rows import CARD, NOTE, NOTE_TYPE, REVIEW
from quiz.store.searching import deciding, reading, schedules
from quiz.study_settings import LEECH_TAG
from quiz.text import folded, literal

_MOST_VALUES = 500
"""With so many different tags, or combinations of them, notes are looked at one by one."""

_NEAR = 0.75
"""How like a name of the language the name of a field is that nobody has: it was meant then."""


@dataclass(frozen=True, slots=True)
class Found:
    """A condition of the database, on the columns of notes or of cards. It is true or false, never unknown.

    ``ids`` are those of the notes for which it holds, where they were read.
    """

    sql: ColumnElement[bool]
    of_notes: bool = False
    ids: Sequence[int] | None = None

    @property
    def on_cards(self) -> ColumnElement[bool]:
        """The condition on cards: notes are looked through once, however many cards each has."""
        return CARD.c.note_id.in_(select(NOTE.c.id).where(self.sql)) if self.of_notes else self.sql


def _joined(join: Callable[..., ColumnElement[bool]], parts: Sequence[Found]) -> Found:
    """Join conditions with ``and_`` or ``or_``; those on notes stay together."""
    on_notes = [part.sql for part in parts if part.of_notes]
    if len(on_notes) == len(parts):
        return Found(join(*on_notes), of_notes=True)
    together = [Found(join(*on_notes), of_notes=True)] if on_notes else []
    return Found(join(*(part.on_cards for part in [*(p for p in parts if not p.of_notes), *together])))


def _needs_reading(condition: Condition) -> bool:
    """Tell whether notes have to be read to decide a condition."""
    match condition:
        case wanted.All(parts) | wanted.AnyOf(parts):
            return any(_needs_reading(part) for part in parts)
        case wanted.Not(part):
            return _needs_reading(part)
        case wanted.Word(pattern):
            return len(pattern.pieces) > 1
        case wanted.InField() | wanted.Regex() | wanted.Tagged() | wanted.InCategory():
            return True
        case _:
            return False


@dataclass(frozen=True)
class Search:
    """One search in living decks.

    ``within`` is what every card that can be found fulfils beside that, so that few notes have to be read. ``pause`` is
    called between, and may raise.
    """

    reader: Connection
    day: date
    now: datetime
    day_start: timedelta
    decks: Sequence[Deck]
    pause: Callable[[], None]
    within: ColumnElement[bool] | None

    def found(self, condition: Condition) -> Found:
        """Return the condition of the database for one of a query."""
        match condition:
            case wanted.All(parts):
                return self._all(parts)
            case wanted.AnyOf(parts):
                return _joined(or_, [self.found(part) for part in parts])
            case wanted.Not(part):
                inner = self.found(part)
                return replace(inner, sql=not_(inner.sql), ids=None)
            case wanted.Word() | wanted.InField() | wanted.Regex() | wanted.Tagged() | wanted.InCategory():
                return self._of_note(condition)
            case wanted.Is(State.LEECH):
                return Found(NOTE.c.tags.contains(rows.stored_tags([LEECH_TAG]), autoescape=True), of_notes=True)
            case wanted.Dated(Event.ADDED, when):
                return Found(self._happened(NOTE.c.created, when), of_notes=True)
            case wanted.Dated(Event.CHANGED, when):
                return Found(self._happened(NOTE.c.changed, when), of_notes=True)
            case wanted.Confused(pattern):
                return Found(_numbers(self._confused(pattern)), of_notes=True)
            case _:
                return Found(self._of_card(condition))

    def _all(self, parts: Sequence[Condition]) -> Found:
        """Return the condition that all parts hold: what the database decides alone bounds what is read."""
        quick = [self.found(part) for part in parts if not _needs_reading(part)]
        search = self._narrowed(_joined(and_, quick).on_cards) if quick else self
        return _joined(and_, [*quick, *(search.found(part) for part in parts if _needs_reading(part))])

    def _narrowed(self, condition: ColumnElement[bool]) -> "Search":
        return replace(self, within=condition if self.within is None else and_(self.within, condition))

    # Conditions on notes

    def _of_note(self, condition: Condition) -> Found:
        match condition:
            case wanted.Word(pattern) if len(pattern.pieces) <= 1:
                return Found(_with_pieces(pattern), of_notes=True)
            case wanted.Word(pattern):
                return self._read([NOTE.c.search_text], deciding.with_text(pattern), _with_pieces(pattern))
            case wanted.InField(name, pattern, position):
                self._check_field(name, position)
                key = [NOTE.c.key] if name == "key" else []
                passing = deciding.with_field(name, pattern)
                return self._read([deciding.FIELDS, *key], passing, _with_pieces(pattern))
            case wanted.Regex(regex):
                return self._read([deciding.FIELDS], deciding.with_match(regex))
            case wanted.Tagged(pattern):
                return self._tagged(pattern)
            case wanted.InCategory(pattern):
                return self._in_category(pattern)
            case _:
                raise AssertionError(condition)

    def _check_field(self, name: str, position: int) -> None:
        """Raise :class:`QueryError` for a field that no note type has where its name is nearly one of the language."""
        from quiz.query.parsing import COLON_NAMES, COMPARED_NAMES  # noqa: PLC0415  a query was parsed before

        near = get_close_matches(name, (*COLON_NAMES, *COMPARED_NAMES), n=1, cutoff=_NEAR)
        if not near:
            return
        stored = self.reader.scalars(select(NOTE_TYPE.c.fields))
        if name not in {folded(field) for fields in stored for field in (*fields, *EXTRA_FIELDS)}:
            meant = near[0] + (":" if near[0] in COLON_NAMES else "<")
            raise QueryError(
                _("There is no field “{name}”.").format(name=literal(name)),
                _("Did you mean {names}?").format(names=meant),
                position,
            )

    def _read(
        self,
        columns: Sequence[ColumnElement[Any]],
        passing: deciding.Test,
        likely: ColumnElement[bool] | None = None,
    ) -> Found:
        """Return the condition to be one of the notes that pass a test; a row has the note's id before the columns.

        ``likely`` holds for every note that passes, and for few others.
        """
        conditions = [] if likely is None else [likely]
        if self.within is None:
            parts = reading.in_parts(self.reader, columns, conditions, self.pause)
        else:
            conditions.append(NOTE.c.id.in_(select(CARD.c.note_id).where(self.within)))
            parts = reading.in_a_row(self.reader, columns, conditions, self.pause)
        ids = [number for part in parts for number in passing(part)]
        return Found(_numbers(ids), of_notes=True, ids=ids)

    def _tagged(self, pattern: Pattern) -> Found:
        """Return the condition to have a tag: among the tags that are there, each looked at once, or note by note."""
        stored = list(self.reader.scalars(select(NOTE.c.tags).distinct().limit(_MOST_VALUES)))
        if len(stored) == _MOST_VALUES:
            return self._read([NOTE.c.tags], deciding.with_tag(pattern))
        chosen = [tags for tags in stored if deciding.has_tag(tags, pattern)]
        return Found(schedules.one_of(NOTE.c.tags, chosen), of_notes=True)

    def _in_category(self, pattern: Pattern) -> Found:
        """Return the condition to be in one of the categories that are called so, each of its deck."""
        decks_ = {deck.id: deck for deck in self.decks}
        parts = [
            and_(NOTE.c.deck_id == deck_id, NOTE.c.category == code)
            for deck_id, code in self.reader.execute(select(NOTE.c.deck_id, NOTE.c.category).distinct())
            if deck_id in decks_ and deciding.is_in_category(decks_[deck_id], code, pattern)
        ]
        return Found(or_(false(), *parts), of_notes=True)

    def _confused(self, pattern: Pattern) -> list[int]:
        """Return the notes whose answer was given for a note of this key, and those for which its answer was given."""
        asked, other = CARD.c.note_id, REVIEW.c.confused_with
        statement = select(asked, other).join(CARD, CARD.c.id == REVIEW.c.card_id).distinct()
        mixed = and_(REVIEW.c.undone.is_(None), other.is_not(None), other != asked)
        pairs = [(row[0], row[1]) for row in self.reader.execute(statement.where(mixed))]
        named = self._notes_named({number for pair in pairs for number in pair}, pattern)
        return sorted({b for a, b in pairs if a in named} | {a for a, b in pairs if b in named})

    def _notes_named(self, ids: set[int], pattern: Pattern) -> set[int]:
        """Return which of some notes have this key, without deleted ones."""
        kept = and_(NOTE.c.deleted.is_(None), NOTE.c.deck_id.in_([deck.id for deck in self.decks]))
        statement = select(NOTE.c.id, NOTE.c.key).where(kept, _numbers(sorted(ids)))
        return {number for number, key in self.reader.execute(statement) if pattern.is_whole(folded(key))}

    def _happened(self, column: ColumnElement[datetime], when: When) -> ColumnElement[bool]:
        first, last = when.span(self.day)
        after = true() if first is None else column >= self._beginning(first)
        return and_(after, true() if last is None else column < self._beginning(last + timedelta(days=1)))

    def _beginning(self, day: date) -> datetime:
        """Return the instant at which a study day begins where the learner is."""
        kept = entries.within_the_log(day)
        midnight = datetime(kept.year, kept.month, kept.day, tzinfo=self.now.tzinfo)
        return (midnight + self.day_start).astimezone(UTC)

    # Conditions on cards

    def _of_card(self, condition: Condition) -> ColumnElement[bool]:
        match condition:
            case wanted.InDeck(name, pattern, position):
                return self._in_deck(name, pattern, position)
            case wanted.Asked(pattern, position):
                return self._asked(pattern, position)
            case wanted.Is(state):
                return schedules.is_in(state, self.day)
            case wanted.Measured(Quantity.RETRIEVABILITY, amount):
                return schedules.remembered(amount, self.day, self.decks)
            case wanted.Measured(quantity, amount):
                return schedules.measured(quantity, amount)
            case wanted.Dated(event, when):
                column = CARD.c.due_day if event is Event.DUE else CARD.c.last_day
                return schedules.between(column, *when.span(self.day, ahead=event is Event.DUE))
            case wanted.Rated(rating, when):
                return self._rated(rating, when)
            case _:
                raise AssertionError(condition)

    def _in_deck(self, name: str, pattern: Pattern, position: int) -> ColumnElement[bool]:
        chosen = [deck for deck in self.decks if _is_named(deck, pattern)] if len(pattern.parts) > 1 else []
        if not chosen:
            try:
                chosen = [find(self.decks, name)]
            except QuizError as error:
                raise QueryError(error.message, error.hint, position) from error
        return schedules.one_of(schedules.DECK_ID, [deck.id for deck in with_subdecks(self.decks, chosen)])

    def _asked(self, pattern: Pattern, position: int) -> ColumnElement[bool]:
        stored = self.reader.scalars(select(NOTE_TYPE.c.directions).order_by(NOTE_TYPE.c.id))
        slugs = list(dict.fromkeys(direction["slug"] for directions in stored for direction in directions))
        found = [slug for slug in slugs if pattern.is_whole(folded(slug))]
        if not found:
            raise QueryError(*unknown_direction("*".join(pattern.parts), slugs), position)
        return schedules.one_of(CARD.c.direction, found)

    def _rated(self, rating: int, when: When | None) -> ColumnElement[bool]:
        """Return the condition that a card was given a rating. Ids grow with time: only the end of the log is read."""
        first, last = (None, None) if when is None else when.span(self.day)
        answers = select(REVIEW.c.card_id).where(
            REVIEW.c.undone.is_(None), REVIEW.c.kind <= Kind.INTERVIEW, REVIEW.c.rating == rating
        )
        if first is not None:
            answers = answers.where(REVIEW.c.id >= entries.least_id_of(first))
        condition: ColumnElement[bool] = CARD.c.id.in_(answers.where(schedules.between(REVIEW.c.day, first, last)))
        return condition


def _numbers(ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition to be one of these notes, written out: they can be more than values can be bound."""
    numbers = bindparam(None, ids, Integer(), expanding=True, literal_execute=True)
    condition: ColumnElement[bool] = NOTE.c.id.in_(numbers)
    return condition


def _with_pieces(pattern: Pattern) -> ColumnElement[bool]:
    """Return the condition that the texts of a note have each piece of a pattern; without any, that they are there."""
    pieces = [NOTE.c.search_text.contains(piece, autoescape=True) for piece in pattern.pieces]
    return and_(true(), *pieces)


def _is_named(deck: Deck, pattern: Pattern) -> bool:
    return any(pattern.is_whole(folded(name)) for name in (deck.name, *deck.titles.values()))
