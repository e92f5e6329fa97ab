"""Merging a note as it is, as it was last imported, and as a source has it.

Where the user did not change a text since the last import, the source decides; where the user did, the user's text
stays and is reported. A source that knows nothing of a kind of field, because none of its notes has one, does not take
it away from any note: a plain list can be imported over a rich deck.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from quiz.cards import Deck
from quiz.locale import LANGUAGES
from quiz.store.notes import Texts

CATEGORY, TAGS = "category", "tags"
_HEADING, _TAGGING = "##", "tags:"
"""Kinds of texts that are no fields, by names that no field can have."""


@dataclass(frozen=True, slots=True)
class Change:
    """A text that an import changed, or did not change because the user had: ``before`` is or was in the database.

    ``key`` is that of a note, the code of a category, or the name of the deck; ``field`` what of it.
    """

    key: str
    field: str
    before: str
    after: str

    @property
    def is_removal(self) -> bool:
        """Whether the text is there no more."""
        return not self.after


def family(name: str) -> str:
    """Return the kind of a field: what stands before the first dot, with the language that its name ends in.

    ``versus.404.en`` is of the kind ``versus.en``.
    """
    base, _dot, rest = name.partition(".")
    language = rest.rpartition(".")[2]
    return f"{base}.{language}" if language in LANGUAGES else base


def families(texts: Texts) -> set[str]:
    """Return the kinds of fields that a note has; its category and its tags are such kinds, too."""
    found = {family(name) for name in texts.fields}
    return found | {kind for kind, there in ((_HEADING, texts.category), (_TAGGING, texts.own_tags)) if there}


def kind_text(kind: str) -> str:
    """Return the name of a kind of fields as a report has it."""
    return {_HEADING: CATEGORY, _TAGGING: TAGS}.get(kind, kind)


def with_kinds(texts: Texts, others: Texts, kinds: Set[str]) -> Texts:
    """Return texts that have none of these kinds of fields with those of others."""
    more = {name: text for name, text in others.fields.items() if family(name) in kinds}
    return Texts(
        {**more, **texts.fields},
        others.tags if _TAGGING in kinds else texts.tags,
        others.category if _HEADING in kinds else texts.category,
    )


def without_kinds(texts: Texts, kinds: Set[str]) -> Texts:
    """Return texts without those of these kinds of fields."""
    kept = {name: text for name, text in texts.fields.items() if family(name) not in kinds}
    return Texts(kept, () if _TAGGING in kinds else texts.tags, "" if _HEADING in kinds else texts.category)


class Merge:
    """The texts of one note after an import, with what changed and what the user's changes kept."""

    def __init__(self, key: str, now: Texts, last: Texts | None, source: Texts) -> None:
        self._key = key
        self.changes: list[Change] = []
        self.kept: list[Change] = []
        before = last.fields if last else {}
        fields = {}
        for name in dict.fromkeys([*source.fields, *now.fields]):
            fields[name] = self._text(name, *(texts.get(name, "") for texts in (now.fields, before, source.fields)))
        category = self._text(CATEGORY, now.category, last.category if last else "", source.category)
        tags = _merged_tags(now.tags, last.own_tags if last else now.own_tags, source.own_tags)
        if tags != now.tags:
            self.changes.append(Change(key, TAGS, " ".join(now.tags), " ".join(tags)))
        self.texts = Texts({name: text for name, text in fields.items() if text}, tags, category)

    def _text(self, name: str, now: str, last: str, source: str) -> str:
        if now == source:
            return now
        if now == last:
            self.changes.append(Change(self._key, name, now, source))
            return source
        if source:
            self.kept.append(Change(self._key, name, now, source))
        return now


def _merged_tags(now: Iterable[str], last: Iterable[str], source: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of the user and those of the source, without those that either has removed since ``last``."""
    gone = (set(last) - set(source)) | (set(last) - set(now))
    return tuple(tag for tag in dict.fromkeys([*now, *source]) if tag not in gone)


def changes_of_head(before: Deck, after: Deck) -> list[Change]:
    """Return the texts of the head of a deck that are others than before: its own, and those of its categories."""
    found = _changes(before.name, _head_texts(before), _head_texts(after))
    known = {category.code: _titles(category.title, category.titles) for category in before.categories}
    for category in after.categories:
        if category.code in known:
            found += _changes(category.code, known[category.code], _titles(category.title, category.titles))
    return found


def _head_texts(deck: Deck) -> dict[str, str]:
    return {"description": deck.description, "language": deck.language, **_titles("", deck.titles)}


def _titles(title: str, others: Mapping[str, str]) -> dict[str, str]:
    return {"title": title, **{f"title.{language}": text for language, text in others.items()}}


def _changes(key: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in dict.fromkeys([*before, *after]))
    return [Change(key, name, old, new) for name, old, new in pairs if old != new]
