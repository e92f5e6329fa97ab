"""What to do next, from the figures: the gravest thing that something can be done about, or nothing.

Better silence than empty talk, and no advice that leads nowhere: what is to be studied can be asked today.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from quiz.labels import direction_label
from quiz.locale import _, ngettext
from quiz.mix_ups import OFTEN
from quiz.query.values import quoted
from quiz.stats import answering, behaviour, calibration, knowing, scheduled
from quiz.stats.columns import Mask, one_of
from quiz.stats.knowing import MOST_WEAK
from quiz.stats.material import Material, Progress

_ENOUGH = 50
"""From how many answers on two shares are compared."""

_ENOUGH_MISSED = 20
"""From how many answers on a share is told that surely lies below what is aimed at."""

_ENOUGH_PREDICTIONS = 300
_FAR_OFF = 0.05
_FEW_LEECHES, _FEW_UNRECALLED = 2, 3
_FAR_APART = 0.1
_MUCH_LOAD = 3
_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence, the rule that it comes from, and what does it.

    That is an action (``study``, ``cram``, ``drill``, ``configure``, or none), a query for its cards or their ids, and
    a mode. ``gap`` is by how much recall falls short, 0 to 1: of rules of the same rank the one with most is told.
    """

    rule: str = ""
    text: str = ""
    action: str = ""
    where: str = ""
    mode: str = ""
    cards: Sequence[int] = ()
    gap: float = 0.0


Rule = Callable[[Progress], Advice | None]


def advice(progress: Progress) -> dict[str, Any]:
    """Return the advice of the gravest rule whose reason holds, as plain values; empty ones where none holds."""
    said = asdict(_gravest(progress))
    del said["gap"]
    return {**said, "cards": list(said["cards"])}


def _gravest(progress: Progress) -> Advice:
    for rank in RANKS:
        found = [said for rule in rank if (said := rule(progress)) is not None]
        if found:
            return max(found, key=lambda said: said.gap)
    return Advice()


# Before anything else


def of_beginning(progress: Progress) -> Advice | None:
    """Nothing was answered yet: begin."""
    if progress.material.days:
        return None
    cards = len(progress.material.cards)
    if cards:
        return _first_step(progress.material, cards)
    if progress.material.scope.card_ids is not None:
        return Advice("beginning", _("The query finds no card here."))
    return Advice("beginning", _("There are no cards here yet; statistics begin with the first answer."))


def _first_step(material: Material, cards: int) -> Advice:
    """Return how to begin, be it without the schedule where that asks nothing today."""
    askable = material.askable
    if askable.new.any() or askable.due.any():
        text = ngettext(
            "Nothing is answered yet: {count} card waits.", "Nothing is answered yet: {count} cards wait.", cards
        )
        return Advice("beginning", text.format(count=cards), "study")
    if material.cards.suspended.all():
        return Advice("beginning", _("Nothing is answered yet, and all cards here are suspended."))
    if not askable.to_come.any():
        text = _("Nothing is answered yet, and the settings begin no new cards: allow some each day.")
        return Advice("beginning", text, "configure")
    text = _("Nothing is answered yet, and none of these cards is asked today; you can practise them.")
    return Advice("beginning", text, "cram")


def of_backlog(progress: Progress) -> Advice | None:
    """More is overdue than some days bring: catch up before anything new, unless a plan for that holds."""
    future, askable = scheduled.future(progress), progress.material.askable
    overdue, load = future["backlog"], future["daily_load"]
    if not overdue or overdue < _MUCH_LOAD * max(load, 1) or askable.catches_up or not askable.due_anyway.any():
        return None
    if not askable.due.any():
        return Advice("backlog", _beyond_limits(overdue), "configure")
    text = _backlog_before_new(overdue) if askable.to_come.any() else _backlog_alone(overdue)
    return Advice("backlog", text.format(count=overdue, load=max(1, round(load))), "study", "is:due")


def _beyond_limits(overdue: int) -> str:
    return ngettext(
        "{count} review is overdue, and today's limit lets no more through: a higher one catches up sooner.",
        "{count} reviews are overdue, and today's limit lets no more through: a higher one catches up sooner.",
        overdue,
    ).format(count=overdue)


def _backlog_before_new(overdue: int) -> str:
    return ngettext(
        "{count} review is overdue, where a day brings about {load}: catch up before you begin new cards.",
        "{count} reviews are overdue, where a day brings about {load}: catch up before you begin new cards.",
        overdue,
    )


def _backlog_alone(overdue: int) -> str:
    return ngettext(
        "{count} review is overdue, where a day brings about {load}: catch up before it is forgotten.",
        "{count} reviews are overdue, where a day brings about {load}: catch up before they are forgotten.",
        overdue,
    )


# How well is remembered


def of_forgetting(progress: Progress) -> Advice | None:
    """Surely less is remembered than even the deck aims at that wants least.

    While cards are begun, fewer of them; otherwise what is forgotten most is practised.
    """
    found = answering.retention(progress)
    row = _short_of_aim(found)
    if row is None or row["answers"] < _ENOUGH_MISSED:
        return None
    gap = found["desired_low"] - row["retention"]
    figures = {"right": round(100 * row["retention"]), "wanted": _wanted(found)}
    if _begins_cards(progress):
        text = _("You remember {right} % where you aim at {wanted} %: take fewer new cards for some days.")
        return Advice("forgetting", text.format(**figures), "configure", gap=gap)
    cards = _forgotten_most(progress.material)
    if not cards:
        return None
    text = _("You remember {right} % where you aim at {wanted} %: practise what you forget most.")
    return Advice("forgetting", text.format(**figures), "cram", cards=cards, gap=gap)


def of_directions(progress: Progress) -> Advice | None:
    """One direction lags far behind another one: practise it, in the schedule where that asks some of it today."""
    rows = [row for row in knowing.directions(progress)["rows"] if row["answers"] >= _ENOUGH]
    if len(rows) < 2:
        return None
    worst, best = (pick(rows, key=lambda row: row["retention"]) for pick in (min, max))
    gap = best["retention"] - worst["retention"]
    if best["low"] - worst["high"] <= 0 or gap < _FAR_APART:
        return None
    text = _("Of {weak} you remember {worst} %, of {strong} {best} %: practise the weaker direction.")
    said = text.format(
        worst=round(100 * worst["retention"]),
        weak=direction_label(worst["direction"]),
        best=round(100 * best["retention"]),
        strong=direction_label(best["direction"]),
    )
    return _practise_direction(progress.material, worst["slug"], said, gap)


def _practise_direction(material: Material, slug: str, text: str, gap: float) -> Advice | None:
    mine = one_of(material.cards.id, material.collection.cards_by_direction[slug])
    if (material.askable.due & mine).any():
        return Advice("directions", text, "study", f"direction:{quoted(slug)} is:due", gap=gap)
    cards = _forgotten_most(material, mine)
    return Advice("directions", text, "cram", cards=cards, gap=gap) if cards else None


def of_calibration(progress: Progress) -> Advice | None:
    """Far more is forgotten than was predicted: intervals are too long."""
    found = calibration.calibration(progress)
    if not _is_far_off(found, "forgets_more"):
        return None
    text = _("You forget more than was predicted, by {points} points: a higher desired retention asks earlier.")
    gap = found["predicted"] - found["observed"]
    return Advice("calibration", text.format(points=_points(found)), "configure", gap=gap)


def of_sparing(progress: Progress) -> Advice | None:
    """Far more is remembered than was predicted: intervals are too short."""
    found = calibration.calibration(progress)
    if not _is_far_off(found, "remembers_more"):
        return None
    text = _("You remember more than was predicted, by {points} points: a lower desired retention saves reviews.")
    return Advice("sparing", text.format(points=_points(found)), "configure")


def _is_far_off(found: dict[str, Any], verdict: str) -> bool:
    if found["answers"] < _ENOUGH_PREDICTIONS or found["verdict"] != verdict:
        return False
    return bool(abs(found["predicted"] - found["observed"]) >= _FAR_OFF)


def _points(found: dict[str, Any]) -> int:
    """Return the distance of prediction and outcome in points, as it is between the whole percents of the chart."""
    predicted, observed = (round(100 * float(found[name])) for name in ("predicted", "observed"))
    return abs(predicted - observed)


# Single cards, and new ones


def of_mix_up(progress: Progress) -> Advice | None:
    """Two notes are mixed up again and again: drill them."""
    often = (row for row in behaviour.confusions(progress)["rows"] if row["count"] >= OFTEN)
    there = (row for row in often if not behaviour.is_settled(progress, row["asked_id"], row["given_id"]))
    row = next(there, None)
    if row is None:
        return None
    text = ngettext(
        "You took {asked} for {given} {count} time: two minutes side by side tell them apart.",
        "You took {asked} for {given} {count} times: two minutes side by side tell them apart.",
        row["count"],
    )
    return Advice("mix_up", text.format(**row), "drill")


def of_leeches(progress: Progress) -> Advice | None:
    """Some cards are forgotten again and again: rewrite them, or look at them side by side."""
    found = knowing.leeches(progress)
    if found["leeches"] < _FEW_LEECHES:
        return None
    text = ngettext(
        "{count} card is forgotten again and again: rewrite it, or give it a hint of your own.",
        "{count} cards are forgotten again and again: rewrite them, or give them hints of your own.",
        found["leeches"],
    )
    action = "cram" if _practises_leeches(progress.material) else ""
    return Advice("leeches", text.format(count=found["leeches"]), action, "is:leech lapses>0")


def _practises_leeches(material: Material) -> bool:
    """Tell whether some leeches are not suspended, so that they can be practised."""
    cards, notes = material.cards, material.collection.notes
    leech = one_of(cards.note, notes.id[notes.leech]) & (cards.lapses > 0)
    return bool((leech & ~cards.suspended).any())


def of_recognising(progress: Progress) -> Advice | None:
    """Some cards are right as a choice and wrong when recalled: an interview offers no choice."""
    cards = behaviour.recognised_only(progress).tolist()
    count = len(cards)
    if count < _FEW_UNRECALLED:
        return None
    text = ngettext(
        "{count} card is right when you choose, and wrong when you recall: practise it without options.",
        "{count} cards are right when you choose, and wrong when you recall: practise them without options.",
        count,
    )
    return Advice("recognising", text.format(count=count), "cram", mode="type", cards=cards)


def of_category(progress: Progress) -> Advice | None:
    """A category that was begun has cards that were never seen, and some are asked today, while much is remembered."""
    if not progress.material.askable.new.any() or _short_of_aim(answering.retention(progress)):
        return None
    begun = (row for row in knowing.categories(progress)["rows"] if row["category"] and row["known"] + row["weak"])
    rows = sorted(begun, key=lambda row: row["unseen"], reverse=True)
    row = next((row for row in rows if row["unseen"] and _comes_today(progress.material, row)), None)
    if row is None:
        return None
    text = ngettext(
        "{count} card of {category} was never seen: begin with it.",
        "{count} cards of {category} were never seen: begin with them.",
        row["unseen"],
    )
    said = text.format(count=row["unseen"], category=row["category"])
    return Advice("category", said, "study", f"category:{quoted(row['category'])} is:new")


def _comes_today(material: Material, row: dict[str, Any]) -> bool:
    """Tell whether a new card of a category is asked today."""
    decks = {deck.id for deck in material.collection.decks if deck.name == row["deck"]}
    groups = (group for group in material.collection.note_groups if group.category == row["category"])
    new = material.cards.note[material.askable.new]
    return any(bool(one_of(new, group.notes).any()) for group in groups if group.deck_id in decks)


# What rules ask


def _begins_cards(progress: Progress) -> bool:
    """Tell whether cards were begun in the last week, and new ones are still to come."""
    lately = (row.cards_new for row in progress.material.days if 0 <= (progress.day - row.day).days < _A_WEEK)
    return any(lately) and bool(progress.material.askable.to_come.any())


def _forgotten_most(material: Material, among: Mask | None = None) -> list[int]:
    """Return the ids of the cards that were forgotten most, or of some of them, the worst first; no suspended ones."""
    cards = material.cards
    forgotten = (cards.lapses > 0) & ~cards.suspended
    found = np.flatnonzero(forgotten if among is None else forgotten & among)
    order = np.lexsort((np.nan_to_num(cards.stability[found]), -cards.lapses[found]))
    ids: list[int] = cards.id[found[order][:MOST_WEAK]].tolist()
    return ids


def _short_of_aim(found: dict[str, Any]) -> dict[str, Any] | None:
    """Return how much was remembered where that is surely less than the least that decks aim at, otherwise nothing.

    That is in the last month, or where it falls short by what may be chance, in the last year.
    """
    least = found["desired_low"]
    for period in ("month", "year"):
        row: dict[str, Any] = next(row for row in found["rows"] if (row["period"], row["group"]) == (period, "all"))
        if least is None or not row["answers"] or row["retention"] >= least:
            return None
        if row["high"] < least:
            return row
    return None


def _wanted(found: dict[str, Any]) -> str:
    """Return the percents that decks aim at: one number, or from the least to the most."""
    low, high = (round(100 * found[name]) for name in ("desired_low", "desired_high"))
    return str(low) if low == high else f"{low}–{high}"


RANKS: tuple[tuple[Rule, ...], ...] = (
    (of_beginning,),
    (of_backlog,),
    (of_forgetting, of_directions, of_calibration),
    (of_mix_up,),
    (of_leeches,),
    (of_recognising,),
    (of_sparing,),
    (of_category,),
)
"""The rules by gravity.

Without answers nothing else can be said, and what is overdue spoils all other figures. Then comes what all answers
suffer from, by how many points of recall it costs; then pairs and single cards; at last what would spare work, and
what would be new.
"""
