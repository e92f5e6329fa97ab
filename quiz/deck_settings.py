"""The settings of a deck as text: what each takes, and its value from what a person types."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from quiz.errors import QuizError
from quiz.locale import _, mark
from quiz.scheduling.memory import check_parameters
from quiz.study_settings import (
    ASKED_AS,
    CHOICE_BELOW,
    LEECH_ACTIONS,
    NEW_ORDERS,
    RECALL_FROM,
    REVIEW_ORDERS,
    DeckSettings,
)
from quiz.text import literal

_MINUTES = {"s": 1 / 60, "m": 1.0, "h": 60.0}
_STEP = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[smh])")
_DAY_MINUTES = 24 * 60
_NONE = "none"
_SLUG = re.compile(r"\s*`([^`]+)`\s*|([^,，]+)")
_CHOICE = re.compile(r"\s*(?:(?:`(?P<quoted>[^`]+)`|(?P<plain>[^,，=`]+?))\s*=\s*)?(?P<value>[^,，=]+)(?:[,，]|$)")
_MOST_DAYS = 36500.0
_CATCHING_UP = re.compile(rf"(\d{{4}}-\d\d-\d\d)\s+(\d{{1,4}})(?:\s+({'|'.join(REVIEW_ORDERS)}))?")


@dataclass(frozen=True, slots=True)
class DeckSetting:
    """One setting of a deck. ``parse`` raises ``ValueError`` for a text that it doesn't take."""

    takes: str
    explanation: str
    parse: Callable[[str], Any]
    show: Callable[[Any], str] = str


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        number = int(text)
        if not lowest <= number <= highest:
            raise ValueError(text)
        return number

    return parse


def _retention(text: str) -> float:
    value = float(text.removesuffix("%")) / 100 if text.endswith("%") else float(text)
    if not 0.7 <= value <= 0.99:
        raise ValueError(text)
    return value


def _steps(text: str) -> tuple[float, ...]:
    steps = []
    if text == _NONE:
        return ()
    for part in text.replace(",", " ").split():
        found = _STEP.fullmatch(part)
        minutes = float(found["number"]) * _MINUTES[found["unit"]] if found else 0.0
        if not 0 < minutes < _DAY_MINUTES:
            raise ValueError(text)
        steps.append(minutes)
    if not steps:
        raise ValueError(text)
    return tuple(steps)


def _show_steps(steps: tuple[float, ...]) -> str:
    return " ".join(f"{minutes * 60:g}s" if minutes < 1 else f"{minutes:g}m" for minutes in steps) or _NONE


def _parameters(text: str) -> tuple[float, ...]:
    numbers = () if text == "default" else tuple(float(part) for part in text.replace(",", " ").split())
    check_parameters(numbers)
    return numbers


def _show_parameters(parameters: tuple[float, ...]) -> str:
    return " ".join(f"{number:g}" for number in parameters) or "default"


def _slugs(text: str) -> tuple[str, ...]:
    """Return the slugs of directions in a text, separated by commas; one that has a comma is in backquotes."""
    if text == _NONE:
        return ()
    slugs = [quoted or plain.strip() for quoted, plain in _SLUG.findall(text)]
    return tuple(dict.fromkeys(slug for slug in slugs if slug))


def _show_slugs(slugs: tuple[str, ...]) -> str:
    shown = (f"`{slug}`" if slug == _NONE else _quoted(slug) for slug in slugs)
    return ", ".join(shown) or _NONE


def _by_slug(parse: Callable[[str], Any], usual: Any, text: str) -> dict[str, Any]:
    """Return values by slug of direction: ``2, meaning=5``. The one without a slug, for all others, may be missing.

    A slug with a comma or an equals sign is in backquotes. ``usual`` needs not be said.
    """
    chosen: dict[str, Any] = {}
    place = 0
    while place < len(text):
        found = _CHOICE.match(text, place)
        slug = (found["quoted"] or found["plain"] or "").strip() if found else ""
        if found is None or slug in chosen:
            raise ValueError(text)
        chosen[slug] = parse(found["value"].strip())
        place = found.end()
    return {slug: value for slug, value in chosen.items() if slug or value != usual}


def _show_by_slug(show: Callable[[Any], str], usual: Any, chosen: Mapping[str, Any]) -> str:
    others = [f"{_quoted(slug)}={show(value)}" for slug, value in chosen.items() if slug]
    return ", ".join([show(chosen.get("", usual)), *others])


def _quoted(slug: str) -> str:
    return f"`{slug}`" if re.search("[,，=]", slug) else slug


def _days(text: str) -> float:
    days = float(text)
    if not 0 <= days <= _MOST_DAYS:
        raise ValueError(text)
    return days


def _show_days(days: float) -> str:
    return repr(float(days)).removesuffix(".0")


def _catching_up(text: str) -> str:
    """Return a study day, a number of reviews, and an order if there is one in their usual form; “none” is nothing."""
    if text == _NONE:
        return ""
    found = _CATCHING_UP.fullmatch(text)
    if found is None or not int(found[2]):
        raise ValueError(text)
    return f"{date.fromisoformat(found[1])} {int(found[2])} {found[3] or ''}".rstrip()


def _show_catching_up(catch_up: str) -> str:
    return catch_up or _NONE


def _one_of(names: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in names:
            raise ValueError(text)
        return text

    return parse


DECK_SETTINGS: dict[str, DeckSetting] = {
    "new_per_day": DeckSetting("0 … 9999", mark("New cards a day, sub-decks included."), _whole(0, 9999)),
    "reviews_per_day": DeckSetting("0 … 9999", mark("Reviews a day, sub-decks included."), _whole(0, 9999)),
    "desired_retention": DeckSetting(
        "0.70 … 0.99", mark("How likely a card should be remembered when it comes up."), _retention
    ),
    "learning_steps": DeckSetting(
        "1s … 23h, none", mark("The waits of a new card until it is learnt; s, m or h."), _steps, _show_steps
    ),
    "relearning_steps": DeckSetting(
        "1s … 23h, none", mark("The waits of a card that was forgotten; s, m or h."), _steps, _show_steps
    ),
    "maximum_interval": DeckSetting("1 … 36500", mark("The longest interval, in days."), _whole(1, 36500)),
    "parameters": DeckSetting(
        "default", mark("FSRS's 21 weights, separated by spaces, or “default”."), _parameters, _show_parameters
    ),
    "directions_off": DeckSetting(
        "none, key, meaning …",
        mark("Directions that are not asked, by their names; “none” for all asked."),
        _slugs,
        _show_slugs,
    ),
    "new_order": DeckSetting(
        "deck, random", mark("The order of new cards: that of the deck, or by chance."), _one_of(NEW_ORDERS)
    ),
    "review_order": DeckSetting(
        "known, weak, due, random",
        mark("The order of reviews: best known first, least known first, longest due first, or by chance."),
        _one_of(REVIEW_ORDERS),
    ),
    "leech_lapses": DeckSetting("0 … 99", mark("After how many lapses a card is a leech; 0 for never."), _whole(0, 99)),
    "leech_action": DeckSetting(
        "tag, suspend",
        mark("What happens to a leech: its note gets a tag, or it is suspended, too."),
        _one_of(LEECH_ACTIONS),
    ),
    "modes": DeckSetting(
        "auto, flip, type, choice; key=type …",
        mark(
            "How cards are asked, for all directions or for some by their names; “auto” goes by how well each is known."
        ),
        partial(_by_slug, _one_of(ASKED_AS), ASKED_AS[0]),
        partial(_show_by_slug, str, ASKED_AS[0]),
    ),
    "choice_below": DeckSetting(
        "0 … 36500, key=2 …",
        mark("Below how many days of stability mode “auto” asks with a choice."),
        partial(_by_slug, _days, CHOICE_BELOW),
        partial(_show_by_slug, _show_days, CHOICE_BELOW),
    ),
    "recall_from": DeckSetting(
        "0 … 36500, key=30 …",
        mark("From how many days of stability on mode “auto” lets you recall an answer freely."),
        partial(_by_slug, _days, RECALL_FROM),
        partial(_show_by_slug, _show_days, RECALL_FROM),
    ),
    "catch_up": DeckSetting(
        "none, 2026-12-01 40, 2026-12-01 40 known",
        mark(
            "Until which day at most how many reviews are asked a day, and in which order if it is another, "
            "to catch up with a backlog; “none” for no such day."
        ),
        _catching_up,
        _show_catching_up,
    ),
}
"""Every setting of a deck by its name, which is a field of :class:`quiz.cards.DeckSettings`."""


def shown(settings: DeckSettings) -> dict[str, str]:
    """Return the settings as texts."""
    return {name: setting.show(getattr(settings, name)) for name, setting in DECK_SETTINGS.items()}


def changed(settings: DeckSettings, name: str, text: str) -> DeckSettings:
    """Return the settings with one of them set. Raises :class:`QuizError` naming what it takes."""
    setting = DECK_SETTINGS.get(name)
    if setting is None:
        raise QuizError(
            _("A deck has no setting “{name}”.").format(name=literal(name)),
            _("These exist: {names}.").format(names=", ".join(DECK_SETTINGS)),
        )
    try:
        return replace(settings, **{name: setting.parse(text.strip())})
    except ValueError as error:
        raise QuizError(
            _("“{name}” cannot be “{value}”.").format(name=name, value=literal(text)),
            _("It takes: {values}.").format(values=setting.takes),
        ) from error
