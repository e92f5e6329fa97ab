"""What a session would ask today of the cards that are looked at: what limits leave, and no sibling holds back."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from quiz.cards import Phase
from quiz.deck_tree import ancestors
from quiz.scheduling.queue import Candidate, Limits
from quiz.stats.columns import NO_DAY, Mask, one_of
from quiz.stats.material import Material
from quiz.today import daily_limits

_STEPS = (int(Phase.LEARNING), int(Phase.RELEARNING))


@dataclass(frozen=True, eq=False)
class Askable:
    """Which cards are asked today: ``new`` and ``due`` ones. ``due_anyway`` are due, whatever the limits leave.

    ``to_come`` are new cards, suspended ones apart, of decks that begin some each day. ``catches_up`` says whether a
    plan to catch up holds for one of the decks.
    """

    new: Mask
    due: Mask
    due_anyway: Mask
    to_come: Mask
    catches_up: bool


def askable(material: Material) -> Askable:
    """Return which cards a session would ask today, as :class:`quiz.today.Today` does, cards in steps left out."""
    cards, day, decks = material.cards, material.day, material.collection.decks
    new = (cards.phase == int(Phase.NEW)) & (cards.due == NO_DAY) & ~cards.suspended
    come = (cards.due <= material.today) | cards.answered_to_come(material.today)
    due = (cards.phase == int(Phase.REVIEW)) & (cards.due != NO_DAY) & come
    free = ~cards.suspended & (cards.buried <= material.today) & ~_wait_for_siblings(material)
    left = daily_limits(decks, material.collection.source.done_on(day), day)
    usual = daily_limits(decks, {}, day)
    return Askable(
        new=new & free & _within(material, left, Phase.NEW),
        due=due & free & _within(material, left, Phase.REVIEW),
        due_anyway=due & free,
        to_come=new & _within(material, usual, Phase.NEW),
        catches_up=_catches_up(material),
    )


def _within(material: Material, limits: Limits, phase: Phase) -> Mask:
    """Return which cards are in decks whose limits allow one more of a phase."""
    decks = material.collection.decks
    return one_of(material.cards.deck, [deck.id for deck in decks if limits.allows(Candidate(0, 0, deck.id, phase))])


def _wait_for_siblings(material: Material) -> Mask:
    """Return which cards wait until tomorrow, because another one of their note has its turn today."""
    taken, cards = _taken(material), material.cards
    alone = [card for ids in taken.values() if len(ids) == 1 for card in ids]
    return one_of(cards.note, list(taken)) & ~one_of(cards.id, alone)


def _taken(material: Material) -> Mapping[int, set[int]]:
    """Return by note the cards that were answered today, or else the first one that is in learning steps."""
    taken: dict[int, set[int]] = {}
    for answer in material.collection.source.answered_on(material.day, material.now, 0):
        taken.setdefault(answer.note_id, set()).add(answer.card_id)
    every = material.collection.cards
    asked = (
        ~every.suspended & (every.buried <= material.today) & one_of(every.deck, [deck.id for deck in material.decks])
    )
    steps = np.isin(every.phase, _STEPS) & asked
    for note, card in zip(every.note[steps].tolist(), every.id[steps].tolist(), strict=True):
        taken.setdefault(note, {card})
    return taken


def _catches_up(material: Material) -> bool:
    """Tell whether a plan to catch up holds for one of the decks, be it that of a deck above."""
    living = material.collection.decks
    decks, chains = {deck.id: deck for deck in living}, ancestors(living)
    planned = (decks[number] for deck in material.decks for number in chains[deck.id])
    return any(deck.settings.catch_up_limit(material.day) is not None for deck in planned)
