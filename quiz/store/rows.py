"""Rows become the words of the program, and back. Nothing outside the store sees a row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row

from quiz.cards import Card, CardState, Category, Deck, Direction, Memory, Note, NoteType, Review
from quiz.store.columns import from_milliseconds, to_milliseconds
from quiz.store.models import CardRow, DeckRow, NoteRow, NoteTypeRow, ReviewRow
from quiz.study_settings import DeckSettings

_CHUNK = 500
AT_ONCE = 5000
"""So many numbers are named in one statement at most: the fewer statements, the faster."""

_Id = TypeVar("_Id", int, str)

# The tables themselves: statements on them are quicker than those that build objects.
DECK = DeckRow.__table__  # type: ignore[attr-defined]
NOTE_TYPE = NoteTypeRow.__table__  # type: ignore[attr-defined]
NOTE = NoteRow.__table__  # type: ignore[attr-defined]
CARD = CardRow.__table__  # type: ignore[attr-defined]
REVIEW = ReviewRow.__table__  # type: ignore[attr-defined]

NEW_CARD = CardState()


def chunks(ids: Sequence[_Id], size: int = _CHUNK) -> Iterator[Sequence[_Id]]:
    """Yield ids, or keys, in parts of at most ``size``, small enough to be named in one statement."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def among(column: ColumnElement[int], ids: Iterable[int]) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that a column has one of some ids, each condition for as many as one statement can name.

    Ids without a gap are named by the first and the last, which is much faster for thousands.
    """
    for part in chunks(sorted(set(ids)), AT_ONCE):
        yield column.between(part[0], part[-1]) if part[-1] - part[0] == len(part) - 1 else column.in_(part)


def to_the_millisecond(instant: datetime) -> datetime:
    """Return an instant as the database keeps it."""
    return from_milliseconds(to_milliseconds(instant))


def deck(row: Row[Any]) -> Deck:
    """Return the deck of a row of ``deck``."""
    return Deck(
        id=row.id,
        name=row.name if row.deleted is None else row.name.removesuffix(deleted_suffix(row.id)),
        titles=row.titles,
        description=row.description,
        language=row.language,
        settings=settings(row.settings),
        categories=tuple(Category(**category) for category in row.categories),
        front=row.front,
        deleted=row.deleted,
    )


def deleted_suffix(deck_id: int) -> str:
    """Return what stands behind the name of a deleted deck: an empty part, which no living one has, and its number.

    So its name is free for another deck.
    """
    return f"::::{deck_id}"


def settings(values: Mapping[str, Any]) -> DeckSettings:
    """Return the settings of a deck from the values that were set; the rest are defaults."""
    known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return DeckSettings(**known)


def settings_values(chosen: DeckSettings) -> dict[str, Any]:
    """Return those settings that are not defaults."""
    defaults = asdict(DeckSettings())
    values = asdict(chosen)
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value != defaults[name]
    }


def categories_values(categories: Iterable[Category]) -> list[dict[str, Any]]:
    """Return categories as they are stored."""
    return [{"code": c.code, "title": c.title, "titles": dict(c.titles)} for c in categories]


def note_type(row: Row[Any]) -> NoteType:
    """Return the note type of a row of ``note_type``."""
    return NoteType(
        id=row.id,
        name=row.name,
        fields=tuple(row.fields),
        key_field=row.key_field,
        directions=tuple(
            Direction(d["slug"], tuple(d["prompt"]), tuple(d["answer"]), tuple(d["hint"]), d["judge"])
            for d in row.directions
        ),
    )


def note_type_values(kind: NoteType) -> dict[str, Any]:
    """Return the columns of a note type, without its id and deck."""
    return {
        "name": kind.name,
        "fields": list(kind.fields),
        "key_field": kind.key_field,
        "directions": [
            {
                "slug": d.slug,
                "prompt": list(d.prompt),
                "answer": list(d.answer),
                "hint": list(d.hint),
                "judge": d.judge,
            }
            for d in kind.directions
        ],
    }


def note(row: Row[Any]) -> Note:
    """Return the note of a row of ``note``."""
    return Note(
        id=row.id,
        guid=row.guid,
        deck_id=row.deck_id,
        type_id=row.type_id,
        key=row.key,
        fields=row.fields,
        tags=tags(row.tags),
        category=row.category,
        position=row.position,
        created=row.created,
        changed=row.changed,
    )


def tags(stored: str) -> tuple[str, ...]:
    """Return the tags of a note's column."""
    return tuple(stored.split())


def stored_tags(chosen: Iterable[str]) -> str:
    """Return tags as they are stored: separated by spaces, one at each end, so that a search finds whole tags."""
    joined = " ".join(chosen)
    return f" {joined} " if joined else ""


def card(row: Row[Any]) -> Card:
    """Return the card of a row of ``card``."""
    return Card(
        id=row.id,
        note_id=row.note_id,
        deck_id=row.deck_id,
        direction=row.direction,
        position=row.position,
        state=CardState(
            phase=row.phase,
            step=row.step,
            due_day=row.due_day,
            due_at=row.due_at,
            memory=memory(row),
            reps=row.reps,
            lapses=row.lapses,
            last_review=row.last_review,
            last_day=row.last_day,
        ),
        suspended=row.suspended,
        buried_until=row.buried_until,
        flag=row.flag,
        retired=row.retired,
        revision=row.revision,
    )


def memory(row: Row[Any]) -> Memory | None:
    """Return the memory in the columns ``stability`` and ``difficulty``, or none where they are empty."""
    return None if row.stability is None else Memory(row.stability, row.difficulty)


def state_values(state: CardState) -> dict[str, Any]:
    """Return the columns of a card that its schedule fills."""
    return {
        "phase": state.phase,
        "step": state.step,
        "due_day": state.due_day,
        "due_at": state.due_at,
        "stability": state.memory.stability if state.memory else None,
        "difficulty": state.memory.difficulty if state.memory else None,
        "reps": state.reps,
        "lapses": state.lapses,
        "last_review": state.last_review,
        "last_day": state.last_day,
    }


def review(row: Row[Any]) -> Review:
    """Return the entry of a row of ``review``."""
    return Review(
        id=row.id,
        card_id=row.card_id,
        time=row.time,
        day=row.day,
        utc_offset=row.utc_offset,
        kind=row.kind,
        rating=row.rating,
        mode=row.mode,
        milliseconds=row.milliseconds,
        given=row.given,
        confused_with=row.confused_with,
        phase=row.phase,
        step=row.step,
        due_day=row.due_day,
        due_at=row.due_at,
        imported=memory(row),
        undone=row.undone,
        recall_ms=row.recall_ms,
        scheduled_days=row.scheduled_days,
        predicted=row.predicted,
    )


def review_values(entry: Review) -> dict[str, Any]:
    """Return the columns of an entry of the log."""
    return {
        "id": entry.id,
        "card_id": entry.card_id,
        "time": entry.time,
        "day": entry.day,
        "utc_offset": entry.utc_offset,
        "kind": entry.kind,
        "rating": entry.rating,
        "mode": entry.mode,
        "milliseconds": entry.milliseconds,
        "given": entry.given,
        "confused_with": entry.confused_with,
        "phase": entry.phase,
        "step": entry.step,
        "due_day": entry.due_day,
        "due_at": entry.due_at,
        "stability": entry.imported.stability if entry.imported else None,
        "difficulty": entry.imported.difficulty if entry.imported else None,
        "undone": entry.undone,
        "recall_ms": entry.recall_ms,
        "scheduled_days": entry.scheduled_days,
        "predicted": entry.predicted,
    }
