"""Writing a collection: its decks, then its notes, one a line. What is as usual is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from json import JSONEncoder
from typing import Any

from quiz.cards import CardState, Deck, Direction, Memory, Note, NoteType, Phase, Review
from quiz.collection import CardRecord, DeckRecord, Entry, NoteRecord
from quiz.formats.contents import Export
from quiz.formats.json.reader import FORMAT, VERSION
from quiz.formats.json.words import instant_text
from quiz.study_settings import DeckSettings

_BATCH = 200
_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
Values = dict[str, Any]


def write(export: Export) -> Iterator[str]:
    """Yield one JSON document: ``format``, ``version``, ``decks`` and ``notes``."""
    labels = _labels([part.deck for part in export.parts])
    yield f'{{"format":{_encode(FORMAT)},"version":{VERSION},"decks":['
    records = (_deck_record(export, part.deck, part.types) for part in export.parts)
    yield from _listed(_deck(record, labels[record.deck.id]) for record in records)
    yield '],"notes":['
    yield from _listed(_note(record, export, labels) for record in _records(export))
    yield "]}\n"


def _listed(values: Iterator[Values]) -> Iterator[str]:
    """Yield the elements of a list, one a line."""
    before = "\n"
    for value in values:
        yield before + _encode(value)
        before = ",\n"
    yield "\n"


def _labels(decks: list[Deck]) -> dict[int, str]:
    """Return by which text notes name each deck: its name, or for a deleted one, whose name others may have, another.

    No deck has a name with an empty part.
    """
    return {
        deck.id: deck.name if deck.deleted is None else f"{deck.name}::::{number}"
        for number, deck in enumerate(decks, 1)
    }


def _deck_record(export: Export, deck: Deck, types: tuple[NoteType, ...]) -> DeckRecord:
    return export.history.deck(deck, types) if export.history else DeckRecord(deck, types)


def _records(export: Export) -> Iterator[NoteRecord]:
    if export.history is None:
        yield from (NoteRecord(note) for note in export.notes)
        return
    remaining = iter(export.notes)
    while batch := list(islice(remaining, _BATCH)):
        yield from export.history.notes(batch)


def _given(values: Mapping[str, Any]) -> Values:
    """Return those values that are not empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, False)}


# Decks


def _deck(record: DeckRecord, label: str) -> Values:
    deck = record.deck
    values = {
        "name": deck.name,
        "label": label if label != deck.name else "",
        "titles": dict(deck.titles),
        "description": deck.description,
        "language": deck.language,
        "settings": settings_values(deck.settings),
        "categories": [_category(asdict(category)) for category in deck.categories],
        "front": dict(deck.front),
        "imported": dict(record.imported),
        "created": instant_text(record.created) if record.created else None,
        "deleted": instant_text(deck.deleted) if deck.deleted else None,
    }
    return _given(values) | {"note_types": [_type(kind) for kind in record.types]}


def _category(values: Values) -> Values:
    return values if values["titles"] else {"code": values["code"], "title": values["title"]}


def settings_values(chosen: DeckSettings) -> Values:
    """Return those settings that are not defaults."""
    usual = asdict(DeckSettings())
    values = asdict(chosen)
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value != usual[name]
    }


def _type(kind: NoteType) -> Values:
    directions = [_direction(direction) for direction in kind.directions]
    return {"name": kind.name, "fields": list(kind.fields), "key_field": kind.key_field, "directions": directions}


_USUAL = Direction("", (), ())


def _direction(direction: Direction) -> Values:
    values: Values = {"slug": direction.slug, "prompt": list(direction.prompt), "answer": list(direction.answer)}
    if direction.hint != _USUAL.hint:
        values["hint"] = list(direction.hint)
    if direction.judge != _USUAL.judge:
        values["judge"] = direction.judge
    return values


# Notes


def _note(record: NoteRecord, export: Export, labels: Mapping[int, str]) -> Values:
    note = record.note
    values: Values = {
        "guid": note.guid,
        "deck": labels[note.deck_id],
        "note_type": export.type_of(note).name,
        "fields": dict(note.fields),
    }
    values |= _given({"tags": list(note.tags), "category": note.category})
    values["position"] = note.position
    values |= {"created": instant_text(note.created), "changed": instant_text(note.changed)}
    if record.imported is not None:
        values["imported"] = dict(record.imported)
    if record.deleted is not None:
        values["deleted"] = instant_text(record.deleted)
    if record.cards is not None:
        values["cards"] = [_card(card, note, labels) for card in record.cards]
    return values


def _card(record: CardRecord, note: Note, labels: Mapping[int, str]) -> Values:
    card = record.card
    values: Values = {"direction": card.direction, "position": card.position}
    if card.deck_id != note.deck_id and card.deck_id in labels:
        values["deck"] = labels[card.deck_id]
    values |= _state(card.state)
    values |= _given(
        {
            "suspended": card.suspended,
            "buried_until": card.buried_until.isoformat() if card.buried_until else None,
            "flag": card.flag,
            "retired": card.retired,
            "revision": card.revision,
        }
    )
    if record.log:
        values["reviews"] = [_entry(entry) for entry in record.log]
    return values


def _state(state: CardState) -> Values:
    values = _standing(state) if state.phase is not Phase.NEW else {}
    _add_memory(values, state.memory)
    values |= _given({"reps": state.reps, "lapses": state.lapses})
    if state.last_review is not None:
        values["last_review"] = instant_text(state.last_review)
    if state.last_day is not None:
        values["last_day"] = state.last_day.isoformat()
    return values


def _standing(what: CardState | Review) -> Values:
    values: Values = {"phase": what.phase.name.lower()}
    if what.step is not None:
        values["step"] = what.step
    if what.due_day is not None:
        values["due_day"] = what.due_day.isoformat()
    if what.due_at is not None:
        values["due_at"] = instant_text(what.due_at)
    return values


def _add_memory(values: Values, memory: Memory | None) -> None:
    if memory is not None:
        values["stability"], values["difficulty"] = memory.stability, memory.difficulty


def _entry(entry: Entry) -> Values:
    review = entry.review
    values: Values = {
        "id": str(review.id),
        "time": instant_text(review.time),
        "day": review.day.isoformat(),
        "utc_offset": review.utc_offset,
        "kind": review.kind.name.lower(),
    }
    if review.rating is not None:
        values["rating"] = review.rating.name.lower()
    values |= _given({"mode": review.mode, "milliseconds": review.milliseconds, "given": review.given})
    if entry.confused_with:
        values["confused_with"] = entry.confused_with
    values |= _standing(review)
    _add_memory(values, review.imported)
    if review.undone is not None:
        values["undone"] = instant_text(review.undone)
    for name in ("recall_ms", "scheduled_days", "predicted"):
        value = getattr(review, name)
        if value is not None:
            values[name] = value
    return values
