"""The head of a deck, its description, titles, front matter and categories, as an import leaves it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, update

from quiz.cards import Category, Deck
from quiz.deck_drafts import DeckDraft
from quiz.store import rows
from quiz.store.rows import DECK


def save(
    writer: Connection, deck: Deck, draft: DeckDraft, categories: Sequence[Category], codes: Iterable[str]
) -> None:
    """Merge the head of the deck as the notes are merged: what the user changed since the last import stays.

    A title in a language that the source lacks stays, too. ``codes`` are the categories that notes of the source have,
    with headings or without.
    """
    row = writer.execute(select(DECK).where(DECK.c.id == deck.id)).one()
    own_name = draft.name == row.name
    source = {
        "description": draft.description or row.description,
        "language": draft.language or row.language,
        "titles": {**row.titles, **draft.titles} if own_name else row.titles,
        "front": {**row.front, **draft.front},
    }
    values = {
        name: source[name]
        if name not in row.imported or row.imported[name] == row._mapping[name]
        else row._mapping[name]
        for name in source
    }
    # Nobody changes the titles of categories in the program: there are only more of them.
    merged = rows.categories_values(_merged(deck.categories, categories, codes))
    writer.execute(update(DECK).where(DECK.c.id == row.id).values(**values, categories=merged, imported=source))


def _merged(now: Sequence[Category], source: Sequence[Category], codes: Iterable[str]) -> list[Category]:
    """Return the categories of the source, in its order, before those of the deck and those without any heading."""
    old = {category.code: category for category in now}
    merged: dict[str, Category] = {}
    for category in source:
        before = merged.get(category.code) or old.get(category.code) or category
        title = before.title if category.title == category.code else category.title
        merged[category.code] = Category(category.code, title, {**before.titles, **category.titles})
    rest = [category for code, category in old.items() if code not in merged]
    without = [Category(code, code) for code in codes if code not in merged and code not in old]
    return [*merged.values(), *rest, *without]
