"""Series of how well cards are known: directions side by side, categories, and the weakest cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from quiz.cards import Kind, Note, Phase
from quiz.stats.columns import Cards, Mask, Numbers, median, one_of
from quiz.stats.confidence import retention
from quiz.stats.material import Material, Progress

KNOWN_FROM = 0.8
"""From which probability of recall a card in review counts as known; below it is weak, as are cards in steps."""

MOST_WEAK = 20
"""How many of the weakest cards are listed."""


# Directions and categories


def directions(progress: Progress) -> dict[str, Any]:
    """Return for each direction how its cards were answered in the period, and how well they are known."""
    material = progress.material
    rows = [_direction(progress, label, slug, ids) for (label, slug), ids in _by_direction(material).items()]
    return {"rows": rows}


def _by_direction(material: Material) -> dict[tuple[str, str], Numbers]:
    """Return the ids of the cards of each direction, by its words and slug."""
    cards, collection = material.cards, material.collection
    found: dict[tuple[str, str], list[Numbers]] = {}
    groups: dict[int, list[Numbers]] = {}
    for group in collection.note_groups:
        groups.setdefault(group.type_id, []).append(group.notes)
    for type_id, notes in groups.items():
        ids = cards.id[one_of(cards.note, np.concatenate(notes))]
        kind = collection.source.note_type(type_id) if len(ids) else None
        for direction in kind.directions if kind else ():
            among = collection.cards_by_direction.get(direction.slug)
            if among is not None:
                found.setdefault((str(direction), direction.slug), []).append(ids[one_of(ids, among)])
    joined = {names: np.concatenate(parts) for names, parts in found.items()}
    return {names: ids for names, ids in joined.items() if len(ids)}


def _direction(progress: Progress, label: str, slug: str, ids: Numbers) -> dict[str, Any]:
    material = progress.material
    mine = one_of(material.cards.id, ids)
    cards, answers = material.cards.where(mine), progress.answers.on_cards(ids)
    reviews = answers.rating[answers.kind == int(Kind.REVIEW)]
    return {
        "direction": label,
        "slug": slug,
        "cards": len(cards),
        "seen": int(np.count_nonzero(cards.phase != int(Phase.NEW))),
        **retention(int(np.count_nonzero(reviews > 1)), len(reviews)),
        "seconds": median(answers.milliseconds / 1000),
        "stability": median(cards.stability[cards.known_at_all]),
        "known": round(float(material.retrievability[mine].sum()), 1),
    }


def categories(progress: Progress) -> dict[str, Any]:
    """Return for each category of each deck how many cards are known, weak, and not seen yet."""
    material, rows = progress.material, []
    standing = _Standing.of(material)
    decks = {deck.id: deck for deck in material.collection.decks}
    groups: dict[tuple[int, str], list[Numbers]] = {}
    for group in material.collection.note_groups:
        groups.setdefault((group.deck_id, group.category), []).append(group.notes)
    for (deck_id, code), notes in sorted(groups.items(), key=lambda item: _place(decks, *item[0])):
        mine = one_of(material.cards.note, np.concatenate(notes))
        if deck_id in decks and mine.any():
            deck, language = decks[deck_id], material.language
            title = deck.category(code).title_in(language or deck.language) if code else ""
            shown = deck.title_in(language or deck.language)
            names = {"deck": deck.name, "deck_title": shown, "category": code, "title": title}
            rows.append({**names, **standing.counts(mine)})
    return {"rows": rows}


def _place(decks: Mapping[int, Any], deck_id: int, code: str) -> tuple[str, int]:
    """Return where a category comes: by the name of its deck, then in the deck's own order, at the end the rest."""
    deck = decks.get(deck_id)
    codes = [category.code for category in deck.categories] if deck else []
    return deck.name if deck else "", codes.index(code) if code in codes else len(codes)


@dataclass(frozen=True)
class _Standing:
    """Which cards are known, weak, and not seen yet."""

    known: Mask
    weak: Mask
    unseen: Mask

    @classmethod
    def of(cls, material: Material) -> "_Standing":
        cards = material.cards
        unseen = cards.phase == int(Phase.NEW)
        known = (cards.phase == int(Phase.REVIEW)) & (material.retrievability >= KNOWN_FROM)
        return cls(known, ~known & ~unseen, unseen)

    def counts(self, among: Mask) -> dict[str, int]:
        """Return how many of some cards there are, and how many of each standing."""
        masks = {"known": self.known, "weak": self.weak, "unseen": self.unseen}
        counted = {name: int(np.count_nonzero(mask & among)) for name, mask in masks.items()}
        return {"cards": int(np.count_nonzero(among)), **counted}


# The weakest cards


def leeches(progress: Progress) -> dict[str, Any]:
    """Return the leeches and the other cards that were forgotten most, the worst first."""
    material = progress.material
    cards, notes = material.cards, material.collection.notes
    # The tag is that of a note; a card of it that was never forgotten is none.
    leech = one_of(cards.note, notes.id[notes.leech]) & (cards.lapses > 0)
    lapsed = np.flatnonzero(cards.lapses > 0)
    order = np.lexsort((np.nan_to_num(cards.stability[lapsed]), -cards.lapses[lapsed], ~leech[lapsed]))
    worst = lapsed[order][:MOST_WEAK]
    rows = [_weak_card(material, cards, int(index), bool(leech[index])) for index in worst]
    return {"leeches": int(np.count_nonzero(leech)), "rows": rows}


def _weak_card(material: Material, cards: Cards, index: int, leech: bool) -> dict[str, Any]:
    source = material.collection.source
    note = source.note(int(cards.note[index]))
    card_id = int(cards.id[index])
    slugs = (slug for slug, ids in material.collection.cards_by_direction.items() if card_id in ids)
    kind, slug = source.note_type(note.type_id), next(slugs, "")
    known_at_all = bool(cards.known_at_all[index])
    return {
        "card_id": card_id,
        "key": name_of(material, note),
        "direction": next((str(one) for one in kind.directions if one.slug == slug), slug),
        "lapses": int(cards.lapses[index]),
        "stability": round(float(cards.stability[index]), 1) if known_at_all else None,
        "difficulty": round(float(cards.difficulty[index]), 1) if known_at_all else None,
        "retrievability": round(float(material.retrievability[index]), 4) if known_at_all else None,
        "leech": leech,
    }


def name_of(material: Material, note: Note) -> str:
    """Return the text of a note's key field, in the language that is wanted; where it has none, its key."""
    kind = material.collection.source.note_type(note.type_id)
    return note.text(kind.key_field, material.language) or note.key
