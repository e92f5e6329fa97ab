"""The parts of a source that is imported: what can be read of it, by the decks that it goes into."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quiz.cards import Category
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.portions import portions

Item = NoteDraft | Category | Unread
"""What a source has, in its order: a note, a heading, or what can't be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """Notes of one deck that stand near each other in a source, and headings between them."""

    drafts: list[NoteDraft]
    headings: list[Category]


def parts(items: Iterable[Item], size: int, own: str, unread: list[Unread]) -> Iterator[tuple[str, Part]]:
    """Yield what can be read, from at most ``size`` items at a time, by the name of its deck, and list the rest.

    The name is none for the source's ``own`` deck, which has the headings.
    """
    for batch in portions(items, size, _size_of):
        drafts = [item for item in batch if isinstance(item, NoteDraft)]
        unread += [item for item in batch if isinstance(item, Unread)]
        headings = [item for item in batch if isinstance(item, Category)]
        if drafts and {draft.deck for draft in drafts} <= {"", own}:
            yield "", Part(drafts, headings)
            continue
        by_deck = {"": Part([], headings)} if headings else {}
        for draft in drafts:
            deck = "" if draft.deck == own else draft.deck
            by_deck.setdefault(deck, Part([], [])).drafts.append(draft)
        yield from by_deck.items()


def _size_of(items: list[Item]) -> int:
    texts = [item.fields.values() for item in items if isinstance(item, NoteDraft)]
    return sum(map(len, map("".join, texts)))


def head(draft: DeckDraft, name: str) -> DeckDraft:
    """Return the head of a deck of a source, which says only of its own deck more than fields and directions."""
    types = draft.deck_types.get(name, draft.types)
    return DeckDraft(name, types, declares_types=draft.declares_types) if name else draft
