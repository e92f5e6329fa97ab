"""The series of a life beside their slow twins."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from quiz import query
from quiz.deck_tree import is_within
from quiz.stats import periods
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.stats.periods import PERIODS, Period
from quiz.stats.series import computed
from tests.stats.facts import View, World
from tests.stats.life import FIRST, Life
from tests.stats.slow_memory import SLOW

Series = dict[str, dict[str, Any]]
ABOUT_CARDS = "is:review or is:new direction:meaning"
TIMELESS = (
    *("today", "streak", "calendar", "retention", "states", "intervals", "stability", "difficulty", "retrievability"),
    *("categories", "leeches"),
)
"""The series that no period changes."""


def view_of(life: Life, world: World, scope: Scope, period: Period) -> View:
    decks, cards = scope.deck_ids, scope.card_ids
    return View(
        world,
        life.now,
        life.day_start,
        period,
        inside=lambda card: (decks is None or card.deck_id in decks) and (cards is None or card.id in cards),
        deck_inside=lambda deck: decks is None or deck.id in decks,
    )


def material_of(life: Life, scope: Scope) -> Material:
    return Material(Collection(life.store), scope, life.now, life.day_start)


def scopes(life: Life) -> Iterator[Scope]:
    """Everything, a deck with its sub-decks, and what a query finds, everywhere and in a deck."""
    decks = life.store.decks()
    chosen = tuple(deck.id for deck in decks if is_within(deck.name, FIRST)) or (decks[0].id,)
    yield Scope()
    yield Scope(deck_ids=chosen)
    for ids in (None, chosen):
        found = life.store.card_ids_where(query.parse(ABOUT_CARDS), ids, life.now, life.day_start)
        yield Scope(ids, tuple(found))


def all_periods(life: Life, days_ago: int = 3) -> list[Period]:
    """Every period that has a name, and two since a day, one of them with a unit of its own."""
    since = [
        periods.since(life.day - timedelta(days=days), life.day, unit) for days, unit in ((days_ago, ""), (99, "week"))
    ]
    return [*(periods.named(name, life.day) for name in PERIODS), *since]


def check(life: Life, world: World, scope: Scope, of: Iterable[Period]) -> None:
    """Compare every series over some periods."""
    material = material_of(life, scope)
    timeless: Series = {}
    for period in of:
        view, found = view_of(life, world, scope, period), computed(Progress(material, period))
        for name, slow in SLOW.items():
            expected = timeless[name] if name in timeless else slow(view)
            assert found[name] == expected, (name, scope, period)
            if name in TIMELESS:
                timeless[name] = expected
        check_shape(found)


def check_shape(found: Series) -> None:
    """Every value can be written as JSON, and its rows as a table."""
    json.dumps(found, allow_nan=False)
    for value in found.values():
        listed = value.get("rows", [])
        assert len({tuple(row) for row in listed}) <= 1
        assert not any(isinstance(cell, list | dict) for row in listed for cell in row.values())
