"""The settings of a deck in words: what they are called, and their values."""

from collections.abc import Mapping
from typing import Any

from quiz.deck_settings import DECK_SETTINGS
from quiz.locale import _, mark, ngettext
from quiz.study_settings import ASKED_AS, CHOICE_BELOW, RECALL_FROM, CatchUpPlan, DeckSettings
from quiz.tui.screens.settings import WORDS

LABELS = {
    "new_per_day": mark("New cards a day"),
    "reviews_per_day": mark("Reviews a day"),
    "desired_retention": mark("Desired retention"),
    "new_order": mark("Order of new cards"),
    "review_order": mark("Order of reviews"),
    "modes": mark("How cards are asked"),
    "choice_below": mark("Choice below a stability of"),
    "recall_from": mark("Free recall from a stability of"),
    "leech_lapses": mark("A card is a leech after"),
    "leech_action": mark("What happens to a leech"),
    "catch_up": mark("Catching up"),
    "learning_steps": mark("Learning steps"),
    "relearning_steps": mark("Steps after forgetting"),
    "maximum_interval": mark("Longest interval"),
    "parameters": mark("Memory parameters"),
}
"""The names of the settings on the screen, in its order; directions come after the retention."""
VALUES = {
    "new_order": {"deck": mark("as in the deck"), "random": mark("by chance")},
    "review_order": {
        "known": mark("best known first"),
        "weak": mark("least known first"),
        "due": mark("longest due first"),
        "random": mark("by chance"),
    },
    "leech_action": {"tag": mark("it is marked"), "suspend": mark("it is suspended")},
}
"""The settings that have a list of values, with these in words."""
BY_DIRECTION = {"modes": ASKED_AS[0], "choice_below": CHOICE_BELOW, "recall_from": RECALL_FROM}
"""The settings that may have a value for each direction, with the usual one; the arrow keys change that of all."""


def in_words(name: str, settings: DeckSettings) -> str:
    """Return a setting of a deck as it is shown."""
    value = getattr(settings, name)
    if name in VALUES:
        return _(VALUES[name][value])
    if name == "desired_retention":
        return f"{percent_of(value)} %"
    if name == "maximum_interval":
        return ngettext("{number} day", "{number} days", value).format(number=value)
    if name in BY_DIRECTION:
        return _by_direction(name, value)
    if name == "leech_lapses" and value:
        return ngettext("{count} lapse", "{count} lapses", value).format(count=value)
    if name == "leech_lapses":
        return _("never")
    if name == "catch_up" and settings.catch_up_plan is not None:
        return _catching_up(settings.catch_up_plan)
    if name == "parameters" and value:
        return ngettext("{number} number", "{number} numbers", len(value)).format(number=len(value))
    shown = DECK_SETTINGS[name].show(value)
    return {"default": _("default"), "none": _("none")}.get(shown, shown)


def _catching_up(plan: CatchUpPlan) -> str:
    said = _("at most {count} a day until {date}").format(count=plan.reviews, date=plan.until)
    orders = VALUES["review_order"]
    return _(", ").join([said, *([_(orders[plan.order])] if plan.order else [])])


def _by_direction(name: str, chosen: Mapping[str, Any]) -> str:
    """Return what holds for all directions in words; where some have their own, what would be typed."""
    if any(chosen):
        return DECK_SETTINGS[name].show(chosen)
    value = chosen.get("", BY_DIRECTION[name])
    if name == "modes":
        return _(WORDS["mode"][value])
    return ngettext("{number} day", "{number} days", round(value)).format(number=f"{value:g}")


def percent_of(retention: float) -> int:
    """Return a retention in per cent."""
    return round(retention * 100)
