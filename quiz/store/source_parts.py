"""The parts of a source that is imported: what can be read of it, by the decks that it goes into."""

from collections.abc import Iterable, Iterator

from quiz.cards import Category
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread

Item = NoteDraft | Category | Unread
"""What a source has, in its order: a note, a heading, or what can't be read."""


def without_unread(items: Iterable[Item], unread: list[Unread]) -> Iterator[NoteDraft | Category]:
    """Yield notes and headings, and put what can't be read into ``unread``."""
    for item in items:
        if isinstance(item, Unread):
            unread.append(item)
        else:
            yield item


def by_deck(batch: Iterable[NoteDraft | Category], own: str) -> dict[str, list[NoteDraft | Category]]:
    """Return items by the names of their decks, none for the source's own, which has the headings."""
    parted: dict[str, list[NoteDraft | Category]] = {}
    for item in batch:
        deck = item.deck if isinstance(item, NoteDraft) else own
        parted.setdefault("" if deck == own else deck, []).append(item)
    return parted


def head(draft: DeckDraft, name: str) -> DeckDraft:
    """Return the head of a deck of a source, which says only of its own deck more than fields and directions."""
    types = draft.deck_types.get(name, draft.types)
    return DeckDraft(name, types, declares_types=draft.declares_types) if name else draft
