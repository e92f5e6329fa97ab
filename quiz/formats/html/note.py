"""A note of a cheat sheet: each of its fields in the way that suits it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from quiz.cards import EXTRA_FIELDS, Deck, Note, NoteType
from quiz.charts.markup import tag
from quiz.formats.html.explanation import explanation
from quiz.formats.html.words import Words
from quiz.locale import LANGUAGES
from quiz.questions import confused_keys
from quiz.text import width

_MIDDLE = ("also", "explain", "confused", "hint")
_LAST = ("source", "tags")
_FOOT = (*_LAST, "id")
_SHORT, _MIDDLING = 6, 24


@dataclass(frozen=True, slots=True)
class Sheet:
    """A note as it is written: with its deck and note type, in some words, and with the fields that were chosen."""

    note: Note
    deck: Deck
    kind: NoteType
    words: Words
    chosen: Sequence[str] = ()

    def drawn(self, above: str = "") -> str:
        """Return the note as HTML, with a heading above it."""
        parts = [self._part(role, list(names)) for role, names in groupby(self._names(), self._role)]
        return tag("article", above, *parts, class_="note") if above or any(parts) else ""

    def _names(self) -> list[str]:
        """Return the fields in the order in which they are shown: those that were chosen, or all."""
        names = self.chosen or [*self._first(), *_MIDDLE, *self._others(), *_LAST]
        return list(dict.fromkeys("confused" if _base(name) == "versus" else name for name in names))

    def _first(self) -> list[str]:
        """Return the key, the name, and the other fields of the note type."""
        name = [known for known in ("name",) if known in self.note.fields]
        return [self.kind.key_field, *name, *self._own(self.kind.fields)]

    def _others(self) -> list[str]:
        """Return the fields that the note has beyond its type and those that the program knows."""
        return self._own(self.note.fields)

    def _own(self, names: Iterable[str]) -> list[str]:
        """Return names without those that have a place of their own, and translations of other fields."""
        known = {*EXTRA_FIELDS, self.kind.key_field}
        return [name for name in names if name not in known and not self._is_translation(name)]

    def _is_translation(self, name: str) -> bool:
        """Tell whether a field is another one in another language, instead of which it is shown."""
        base, _dot, language = name.rpartition(".")
        return language in LANGUAGES and base in self.note.fields

    def _role(self, name: str) -> str:
        if name in (self.kind.key_field, "name"):
            return "head"
        return "foot" if name in _FOOT else name

    def _part(self, role: str, names: Sequence[str]) -> str:
        match role:
            case "head":
                return self._head(names)
            case "foot":
                return self._foot(names)
            case "explain":
                text, language = self._text(role)
                return tag("div", explanation(text), class_="explain", **language) if text else ""
            case "confused":
                return self._confusions()
            case _:
                return self._paragraph(role)

    def _text(self, name: str) -> tuple[str, Mapping[str, str]]:
        return self.words.text(self.note, self.deck, name)

    def _head(self, names: Sequence[str]) -> str:
        """Return the key and the name beside it."""
        parts, size = [], {}
        for name in names:
            text, language = self._text(name)
            if text and name == self.kind.key_field:
                parts.append(tag("b", escape(text), class_="key", **language))
                size = {"class_": self._size(text)}
            elif text:
                parts.append(tag("bdi", escape(text), **language))
        return tag("h3", " ".join(parts), dir="auto", **size) if parts else ""

    def _size(self, key: str) -> str:
        """Return how large a key is shown: as a short one only where it has a name, as codes have."""
        cells = width(key)
        if cells <= _SHORT and "name" in self.kind.fields:
            return "short"
        return "middling" if cells <= _MIDDLING else "long"

    def _paragraph(self, name: str) -> str:
        """Return a field, with its label unless it is the one that the note is about."""
        text, language = self._text(name)
        if not text:
            return ""
        if name == self._main():
            return tag("p", escape(text), class_="main", dir="auto", **language)
        shown = self.words.comma.join(part.strip() for part in text.split("|")) if name == "also" else text
        label = tag("small", escape(self.words.labels[name]))
        return tag("p", label, " ", tag("bdi", escape(shown), **language), class_="hint" if name == "hint" else "more")

    def _main(self) -> str:
        """Return the first field behind key and name."""
        return next((name for name in self._own(self.kind.fields) if name != "name"), "")

    def _confusions(self) -> str:
        """Return the keys of notes that this one is confused with, each with what tells the two apart."""
        keys = [*confused_keys(self.note, self.words.language), *self._told_apart()]
        lines = [self._confusion(key) for key in dict.fromkeys(keys)]
        text, language = self._text("versus")
        lines += [tag("li", escape(text), dir="auto", **language)] if text else []
        return tag("ul", *lines, class_="confused", aria_label=self.words.labels["confused"]) if lines else ""

    def _told_apart(self) -> Iterator[str]:
        """Yield the keys of notes from which this one says how it differs."""
        for name in self.note.fields:
            base, _dot, language = name.rpartition(".")
            bare = base if language in LANGUAGES and base != "versus" else name
            if bare.startswith("versus."):
                yield bare.removeprefix("versus.")

    def _confusion(self, key: str) -> str:
        text, language = self._text(f"versus.{key}")
        return tag("li", tag("b", escape(key)), " " if text else "", tag("bdi", escape(text), **language), dir="auto")

    def _foot(self, names: Sequence[str]) -> str:
        """Return where a note is from, its tags and its id, in one line."""
        parts = [part for name in names for part in self._small(name)]
        return tag("p", " ".join(parts), class_="foot") if parts else ""

    def _small(self, name: str) -> list[str]:
        if name == "source":
            text, language = self._text(name)
            return [tag("bdi", escape(text), **language)] if text else []
        shown = [f"#{one}" for one in self.note.tags] if name == "tags" else [self.note.guid]
        return [tag("bdi", escape(text), class_=name) for text in shown]


def _base(name: str) -> str:
    return name.partition(".")[0]
