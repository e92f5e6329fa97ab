"""Cheat sheets for tests: decks made of a few texts, and a page as its elements and texts."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from quiz.cards import Category, Deck, Note, NoteType
from quiz.deck_drafts import default_directions
from quiz.formats.contents import Export, Part
from quiz.formats.html import FORMAT
from quiz.study_settings import DeckSettings

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CODES = ("key", "name", "meaning")
VOID = {"meta", "input"}


class Page(HTMLParser):
    """A page as the elements that it opens, and its texts; a tag that closes another element is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.parts: list[tuple[tuple[int, ...], str]] = []
        self._place: list[int] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
            self._place.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag
        self._place.pop()

    def handle_data(self, data: str) -> None:
        self.parts.append((tuple(self._place), data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def texts(self, tag: str, class_: str | None = None) -> list[str]:
        """Return the whole text of each element of a kind, and of a class where one is given."""
        found = [
            number
            for number, (name, attributes) in enumerate(self.elements)
            if name == tag and (class_ is None or class_ in (attributes.get("class") or "").split())
        ]
        return ["".join(text for place, text in self.parts if number in place) for number in found]


def kind_of(fields: tuple[str, ...] = CODES, number: int = 1, name: str = "basic") -> NoteType:
    return NoteType(name, fields, fields[0], default_directions(fields, fields[0]), number)


def deck_of(number: int = 1, name: str = "HTTP", **given: Any) -> Deck:
    values: dict[str, Any] = {"titles": {}, "description": "", "language": "en", "categories": (), "front": {}}
    return Deck(number, name, **{**values, "settings": DeckSettings(), **given})


def note_of(fields: Mapping[str, str], category: str = "", tags: tuple[str, ...] = (), **places: int) -> Note:
    key = next(iter(fields.values()))
    deck, kind = places.get("deck", 1), places.get("kind", 1)
    return Note(1, f"guid-{key}", deck, kind, key, fields, tags, category, 0, NOW, NOW)


def export_of(notes: Iterable[Note], *parts: Part, **given: Any) -> Export:
    return Export(parts or (Part(deck_of(), (kind_of(),)),), notes, **given)


def written(export: Export) -> str:
    assert FORMAT.write is not None
    return "".join(FORMAT.write(export))


def page_of(texts: Mapping[str, str], language: str = "en", **given: Any) -> Page:
    """Return the page of a single note."""
    return Page(written(export_of([note_of(texts)], language=language, **given)))


def titled(code: str, title: str, **titles: str) -> Category:
    return Category(code, title, titles)
