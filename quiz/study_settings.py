"""How a deck is studied: its settings as data. Their texts are in :mod:`quiz.deck_settings`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NEW_ORDERS = ("deck", "random")
"""The orders in which new cards may come: that of the deck, or by chance."""

REVIEW_ORDERS = ("known", "weak", "due", "random")
"""The orders in which reviews may come: best known first, least known first, longest due first, or by chance."""

ASKED_AS = ("auto", "flip", "type", "choice")
"""The modes in which a deck may ask a direction; ``auto`` picks one of the others by how well a card is known."""

CHOICE_BELOW, RECALL_FROM = 2.0, 21.0
"""Stabilities in days between which mode ``auto`` lets an answer be typed: below a choice, from the other on recall."""

LEECH_TAG, LEECH_AGAIN = "leech", 4
"""The program's own tag of a note that is forgotten again and again, and after how many more lapses it is told."""

LEECH_ACTIONS = ("tag", "suspend")
"""What happens to a leech: its note gets the tag, or the card is suspended, too."""


@dataclass(frozen=True, slots=True)
class CatchUpPlan:
    """Until which study day, included, at most how many reviews are asked a day, and in which order of its own."""

    until: date
    reviews: int
    order: str = ""


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """How a deck is studied. Steps are in minutes; ``parameters`` are FSRS's weights, empty for the defaults.

    ``directions_off`` has the slugs of the directions that are not asked; the orders are of :data:`NEW_ORDERS` and
    :data:`REVIEW_ORDERS`. A card is a leech from ``leech_lapses`` on, 0 for never. ``modes``, of :data:`ASKED_AS`, and
    the stabilities in days ``choice_below`` and ``recall_from`` are by slug of direction, "" for all others.
    ``catch_up`` is empty, or a study day, the most reviews a day until then, maybe an order: ``2026-12-01 40 known``.
    """

    new_per_day: int = 20
    reviews_per_day: int = 200
    desired_retention: float = 0.9
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    relearning_steps: tuple[float, ...] = (10.0,)
    maximum_interval: int = 36500
    parameters: tuple[float, ...] = ()
    directions_off: tuple[str, ...] = ()
    new_order: str = "deck"
    review_order: str = "known"
    leech_lapses: int = 8
    leech_action: str = "tag"
    modes: Mapping[str, str] = field(default_factory=dict, hash=False)
    choice_below: Mapping[str, float] = field(default_factory=dict, hash=False)
    recall_from: Mapping[str, float] = field(default_factory=dict, hash=False)
    catch_up: str = ""

    def mode_of(self, slug: str) -> str:
        """Return the mode in which a direction is asked, ``auto`` where nothing was chosen."""
        return self.modes.get(slug) or self.modes.get("") or ASKED_AS[0]

    def choice_below_of(self, slug: str) -> float:
        """Return below which stability in days mode ``auto`` asks a direction as a choice."""
        return self.choice_below.get(slug, self.choice_below.get("", CHOICE_BELOW))

    def recall_from_of(self, slug: str) -> float:
        """Return from which stability in days on mode ``auto`` lets a direction be recalled freely."""
        return self.recall_from.get(slug, self.recall_from.get("", RECALL_FROM))

    @property
    def catch_up_plan(self) -> CatchUpPlan | None:
        """The backlog that is spread, whether that is over or not; nothing where there is none."""
        if not self.catch_up:
            return None
        until, reviews, order = (*self.catch_up.split(), "")[:3]
        return CatchUpPlan(date.fromisoformat(until), int(reviews), order)

    def catch_up_limit(self, day: date) -> int | None:
        """Return how many reviews there are at most on ``day`` while a backlog is spread, or nothing where it isn't."""
        plan = self.catch_up_plan
        return plan.reviews if plan is not None and day <= plan.until else None

    def catch_up_order(self, day: date) -> str | None:
        """Return the order of reviews on ``day`` while a backlog is caught up in one of its own, or nothing."""
        plan = self.catch_up_plan
        return plan.order or None if plan is not None and day <= plan.until else None


def is_leech_at(lapses: int, threshold: int) -> bool:
    """Tell whether a card's last lapse makes it a leech (at a threshold above 0), or is one to say so again."""
    return 0 < threshold <= lapses and (lapses - threshold) % LEECH_AGAIN == 0
