"""JSON: a deck with its note types and notes as one document. Written only so far."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from quiz.cards import Note
from quiz.formats.contents import Export, Format

VERSION = 1


def write(export: Export) -> Iterator[str]:
    """Yield one JSON document: ``format``, ``deck``, ``note_types`` and ``notes``."""
    deck = export.deck
    document = {
        "format": VERSION,
        "deck": {
            "name": deck.name,
            "titles": dict(deck.titles),
            "description": deck.description,
            "language": deck.language,
            "categories": [asdict(category) for category in deck.categories],
            "front": dict(deck.front),
        },
        "note_types": [{name: value for name, value in asdict(kind).items() if name != "id"} for kind in export.types],
        "notes": [_note(note, export) for note in export.notes],
    }
    yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _note(note: Note, export: Export) -> dict[str, Any]:
    return {
        "guid": note.guid,
        "key": note.key,
        "note_type": export.type_of(note).name,
        "fields": dict(note.fields),
        "tags": list(note.tags),
        "category": note.category,
    }


FORMAT = Format("json", (".json",), None, write)
