"""What to do next, from the figures: the first rule whose reason holds, or nothing. Better silence than empty talk."""

from collections.abc import Callable, Sequence
from typing import Any

from quiz.labels import direction_label
from quiz.locale import _, ngettext
from quiz.mix_ups import OFTEN
from quiz.query.values import quoted
from quiz.stats import answering, behaviour, calibration, knowing, scheduled
from quiz.stats.material import Progress

_ENOUGH = 50
"""From how many answers on a share is told."""

_ENOUGH_PREDICTIONS = 300
_FAR_OFF = 0.05
_FEW_LEECHES, _FEW_UNRECALLED = 2, 3
_FAR_APART = 0.1
_MUCH_LOAD = 3
_A_WEEK = 7

Advice = dict[str, Any]


def advice(progress: Progress) -> Advice:
    """Return one sentence, the rule that it comes from, and what does it.

    That is an action (``study``, ``cram``, ``drill``, ``configure``, or none), a query for its cards or their ids, and
    a mode.
    """
    found = (rule(progress) for rule in RULES)
    return next((said for said in found if said is not None), _said("", ""))


def _said(
    rule: str, text: str, action: str = "", where: str = "", *, mode: str = "", cards: Sequence[int] = ()
) -> Advice:
    return {"rule": rule, "text": text, "action": action, "where": where, "mode": mode, "cards": list(cards)}


def of_beginning(progress: Progress) -> Advice | None:
    """Nothing was answered yet: begin."""
    if progress.material.days:
        return None
    cards = len(progress.material.cards)
    if not cards and progress.material.scope.card_ids is not None:
        return _said("beginning", _("The query finds no card here."))
    if not cards:
        return _said("beginning", _("There are no cards here yet; statistics begin with the first answer."))
    text = ngettext(
        "Nothing is answered yet: {count} card waits.", "Nothing is answered yet: {count} cards wait.", cards
    )
    return _said("beginning", text.format(count=cards), "study")


def of_backlog(progress: Progress) -> Advice | None:
    """More is overdue than some days bring: catch up before anything new."""
    future = scheduled.future(progress)
    overdue, load = future["backlog"], future["daily_load"]
    if not overdue or overdue < _MUCH_LOAD * max(load, 1):
        return None
    text = ngettext(
        "{count} review is overdue, where a day brings about {load}: catch up before you begin new cards.",
        "{count} reviews are overdue, where a day brings about {load}: catch up before you begin new cards.",
        overdue,
    )
    return _said("backlog", text.format(count=overdue, load=max(1, round(load))), "study", "is:due")


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
    return _said("mix_up", text.format(**row), "drill")


def of_forgetting(progress: Progress) -> Advice | None:
    """Surely less is remembered than even the deck aims at that wants least, while new cards are begun: take fewer."""
    if not _begins_cards(progress):
        return None
    found = answering.retention(progress)
    month, least = _month(found), found["desired_low"]
    if month["answers"] < _ENOUGH or least is None or month["high"] >= least:
        return None
    text = _("You remember {right} % where you aim at {wanted} %: take fewer new cards for some days.")
    return _said("forgetting", text.format(right=round(100 * month["retention"]), wanted=_wanted(found)), "configure")


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
    return _said("leeches", text.format(count=found["leeches"]), "cram", "is:leech lapses>0")


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
    return _said("recognising", text.format(count=count), "cram", mode="type", cards=cards)


def of_directions(progress: Progress) -> Advice | None:
    """One direction lags far behind another one: practise it."""
    rows = [row for row in knowing.directions(progress)["rows"] if row["answers"] >= _ENOUGH]
    if len(rows) < 2:
        return None
    worst, best = (pick(rows, key=lambda row: row["retention"]) for pick in (min, max))
    if best["low"] - worst["high"] <= 0 or best["retention"] - worst["retention"] < _FAR_APART:
        return None
    text = _("Of {weak} you remember {worst} %, of {strong} {best} %: practise the weaker direction.")
    said = text.format(
        worst=round(100 * worst["retention"]),
        weak=direction_label(worst["direction"]),
        best=round(100 * best["retention"]),
        strong=direction_label(best["direction"]),
    )
    return _said("directions", said, "study", f"direction:{quoted(worst['slug'])}")


def of_calibration(progress: Progress) -> Advice | None:
    """What is predicted is far from what comes: intervals are too long or too short."""
    found = calibration.calibration(progress)
    if found["answers"] < _ENOUGH_PREDICTIONS or abs(found["predicted"] - found["observed"]) < _FAR_OFF:
        return None
    points = round(100 * abs(found["predicted"] - found["observed"]))
    if found["predicted"] > found["observed"]:
        text = _("You forget more than was predicted, by {points} points: a higher desired retention asks earlier.")
    else:
        text = _("You remember more than was predicted, by {points} points: a lower desired retention saves reviews.")
    return _said("calibration", text.format(points=points), "configure")


def of_category(progress: Progress) -> Advice | None:
    """A category that was begun has cards that were never seen."""
    rows = [row for row in knowing.categories(progress)["rows"] if row["category"] and row["known"] + row["weak"]]
    row = max(rows, key=lambda row: row["unseen"], default=None)
    if row is None or not row["unseen"]:
        return None
    text = ngettext(
        "{count} card of {category} was never seen.", "{count} cards of {category} were never seen.", row["unseen"]
    )
    said = text.format(count=row["unseen"], category=row["category"])
    return _said("category", said, "study", f"category:{quoted(row['category'])} is:new")


def _begins_cards(progress: Progress) -> bool:
    """Tell whether cards were begun in the last week, and there are new ones left."""
    lately = (row.cards_new for row in progress.material.days if 0 <= (progress.day - row.day).days < _A_WEEK)
    return any(lately) and scheduled.states(progress)["new"] > 0


def _month(found: dict[str, Any]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = found["rows"]
    return next(row for row in rows if (row["period"], row["group"]) == ("month", "all"))


def _wanted(found: dict[str, Any]) -> str:
    """Return the percents that decks aim at: one number, or from the least to the most."""
    low, high = (round(100 * found[name]) for name in ("desired_low", "desired_high"))
    return str(low) if low == high else f"{low}–{high}"


RULES: tuple[Callable[[Progress], Advice | None], ...] = (
    of_beginning,
    of_backlog,
    of_mix_up,
    of_forgetting,
    of_leeches,
    of_recognising,
    of_directions,
    of_calibration,
    of_category,
)
"""The rules in the order in which they are asked."""
