"""Notes of a source that go into one deck, looked at together: most of what is asked of them is quick by columns."""

from collections.abc import Collection, Sequence
from functools import cached_property
from operator import methodcaller

from quiz.cards import NoteType, keys_of
from quiz.deck_drafts import NoteDraft
from quiz.store import rows
from quiz.text import all_folded


class Batch:
    """Notes of a source in their order, one at least, each with its note type in the deck.

    What it returns by columns is in the order of the notes.
    """

    def __init__(self, drafts: Sequence[NoteDraft], kinds: Sequence[NoteType]) -> None:
        self.drafts = drafts
        self.kinds = kinds
        self.fields, self._tags, self.categories, _types, self.guids, *_others = zip(*drafts, strict=True)

    @cached_property
    def keys(self) -> list[str]:
        """The key of each note."""
        pairs = zip(self.fields, self.kinds, strict=True)
        return keys_of([fields.get(kind.key_field, "") for fields, kind in pairs])

    @cached_property
    def examples(self) -> Collection[tuple[NoteDraft, NoteType]]:
        """One note, with its type, of all that have the same type, tags and fields, and a category or none."""
        alike = zip(self.type_ids, map(tuple, self.fields), map(bool, self.categories), self._tags, strict=True)
        return dict(zip(alike, zip(self.drafts, self.kinds, strict=True), strict=True)).values()

    @property
    def can_be_asked(self) -> bool:
        """Whether each note has a text in every field that it has, its key in one line, and one for every side."""
        return (
            all(map(all, map(methodcaller("values"), self.fields)))
            and "\n" not in "".join(self.keys)
            and not any(kind.missing_side(draft.fields) for draft, kind in self.examples)
        )

    @cached_property
    def type_ids(self) -> list[int]:
        """The id of the type of each note."""
        return [kind.id for kind in self.kinds]

    @property
    def stored_tags(self) -> list[str]:
        """The tags of each note as they are stored."""
        return [rows.stored_tags(tags) if tags else "" for tags in self._tags]

    @property
    def search_texts(self) -> list[str]:
        """What is searched of each note."""
        return all_folded(["\n".join(fields.values()) for fields in self.fields])
