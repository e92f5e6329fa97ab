"""Decks as JSON has them: their heads, settings and note types."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from quiz.cards import JUDGES, Category, Deck, Direction, NoteType
from quiz.collection import DeckRecord
from quiz.deck_settings import DECK_SETTINGS
from quiz.deck_tree import check_name
from quiz.errors import QuizError
from quiz.formats.json import values
from quiz.formats.json.values import FaultError, Members
from quiz.locale import _
from quiz.scheduling.memory import check_parameters
from quiz.study_settings import ASKED_AS, DeckSettings

_NUMBERS, _BY_SLUG = ("learning_steps", "relearning_steps"), ("choice_below", "recall_from")
_MOST_DAYS = 36500.0

DECK = (
    *("name", "label", "titles", "description", "language", "settings", "categories", "front", "imported"),
    *("created", "deleted", "note_types"),
)
NOTE_TYPE = ("name", "fields", "key_field", "directions")
DIRECTION = ("slug", "prompt", "answer", "hint", "judge")


def deck_of(value: object, number: int, first_type: int) -> tuple[str, DeckRecord]:
    """Return a deck with the label by which notes name it; its note types get ids from ``first_type`` on.

    Raises :class:`FaultError`.
    """
    found = values.members(value, DECK, ("name", "note_types"))
    name = values.line(found, "name", filled=True)
    try:
        check_name(name)
    except QuizError as error:
        raise FaultError(error.message.rstrip(".。"), "name") from error
    types = _types(found, first_type)
    deck = Deck(
        id=number,
        name=name,
        titles=values.texts(found, "titles", one=True),
        description=values.text(found, "description"),
        language=values.line(found, "language"),
        settings=_settings(found),
        categories=_categories(found),
        front=values.texts(found, "front"),
        deleted=values.instant_or_none(found, "deleted"),
    )
    _check_directions(deck.settings, types)
    record = DeckRecord(deck, types, values.instant_or_none(found, "created"), _imported(found))
    return values.line(found, "label", name, filled=True), record


def _imported(found: Members) -> dict[str, Any]:
    if "imported" not in found:
        return {}
    try:
        texts = values.members(found["imported"], ("description", "language", "titles", "front"))
        kept: dict[str, Any] = {name: values.text(texts, name) for name in ("description", "language") if name in texts}
        return kept | {name: values.texts(texts, name) for name in ("titles", "front") if name in texts}
    except FaultError as fault:
        raise fault.within("imported") from fault


def _categories(found: Members) -> tuple[Category, ...]:
    categories: dict[str, Category] = {}
    for index, value in enumerate(values.items(found, "categories")):
        try:
            one = values.members(value, ("code", "title", "titles"), ("code", "title"))
            code = values.line(one, "code", filled=True)
            if code in categories:
                raise FaultError(_("it is there twice"), "code")
            title = values.line(one, "title", filled=True)
            categories[code] = Category(code, title, values.texts(one, "titles", one=True))
        except FaultError as fault:
            raise fault.within(f"categories[{index}]") from fault
    return tuple(categories.values())


def _types(found: Members, first: int) -> tuple[NoteType, ...]:
    types: dict[str, NoteType] = {}
    for index, value in enumerate(values.items(found, "note_types")):
        try:
            kind = _type(value, first + index)
            if kind.name in types:
                raise FaultError(_("it is there twice"), "name")
        except FaultError as fault:
            raise fault.within(f"note_types[{index}]") from fault
        types[kind.name] = kind
    return tuple(types.values())


def _type(value: object, number: int) -> NoteType:
    found = values.members(value, NOTE_TYPE, NOTE_TYPE)
    names = values.lines(found, "fields", filled=True)
    values.field_names(names, "fields")
    key = values.line(found, "key_field")
    if key not in names:
        raise FaultError(_("“{name}” is none of the fields").format(name=key), "key_field")
    return NoteType(values.line(found, "name", filled=True), names, key, _directions(found), number)


def _directions(found: Members) -> tuple[Direction, ...]:
    directions: dict[str, Direction] = {}
    for index, value in enumerate(values.items(found, "directions", filled=True)):
        try:
            direction = _direction(value)
            if direction.slug in directions:
                raise FaultError(_("it is there twice"), "slug")
        except FaultError as fault:
            raise fault.within(f"directions[{index}]") from fault
        directions[direction.slug] = direction
    return tuple(directions.values())


def _direction(value: object) -> Direction:
    found = values.members(value, DIRECTION, ("slug", "prompt", "answer"))
    sides = {name: values.lines(found, name, filled=True) for name in ("prompt", "answer")}
    hint = values.lines(found, "hint") if "hint" in found else ("hint",)
    for name, side in (*sides.items(), ("hint", hint)):
        values.field_names(side, name)
    judge = values.word(found, "judge", dict(zip(JUDGES, JUDGES, strict=True)), "auto")
    return Direction(values.line(found, "slug", filled=True), sides["prompt"], sides["answer"], hint, judge)


def _check_directions(settings: DeckSettings, types: tuple[NoteType, ...]) -> None:
    off = set(settings.directions_off)
    for kind in types:
        if all(direction.slug in off for direction in kind.directions):
            raise FaultError(
                _("the note type “{name}” would have no direction left").format(name=kind.name),
                "settings.directions_off",
            )


# Settings


def _settings(found: Members) -> DeckSettings:
    if "settings" not in found:
        return DeckSettings()
    try:
        given = values.members(found["settings"], [one.name for one in fields(DeckSettings)])
        return DeckSettings(**{name: _setting(given, name) for name in given})
    except FaultError as fault:
        raise fault.within("settings") from fault


def _setting(given: Members, name: str) -> Any:
    """Return the value of a setting, which the setting itself would take from a person, too."""
    if name == "directions_off":
        return values.lines(given, name)
    if name == "modes":
        return _by_slug(given, name, lambda one: one in ASKED_AS)
    if name in _BY_SLUG:
        return _by_slug(given, name, lambda one: values.is_finite(one) and 0 <= one <= _MOST_DAYS)
    value = _numbers(given, name) if name in (*_NUMBERS, "parameters") else given[name]
    if not isinstance(value, tuple) and type(value) is not type(_default(name)):
        if type(value) is not int or type(_default(name)) is not float:
            raise _refused(name)
        value = float(value)
    if not _is_taken(name, value):
        raise _refused(name)
    return value


def _default(name: str) -> object:
    one = next(one for one in fields(DeckSettings) if one.name == name)
    return one.default if one.default is not MISSING else None


def _is_taken(name: str, value: Any) -> bool:
    try:
        if name == "parameters":
            check_parameters(value)
        else:
            DECK_SETTINGS[name].parse(DECK_SETTINGS[name].show(value))
    except (ValueError, QuizError, OverflowError):
        return False
    return True


def _refused(name: str) -> FaultError:
    return FaultError(_("it takes: {values}").format(values=DECK_SETTINGS[name].takes), name)


def _numbers(given: Members, name: str) -> tuple[float, ...]:
    numbers = values.items(given, name)
    if not all(values.is_finite(number) and -1e9 < number < 1e9 for number in numbers):  # type: ignore[operator]
        raise _refused(name)
    return tuple(float(number) for number in numbers)  # type: ignore[arg-type]


def _by_slug(given: Members, name: str, takes: Any) -> dict[str, Any]:
    value = given[name]
    if not isinstance(value, Mapping) or not all(takes(one) for one in value.values()):
        raise _refused(name)
    return {values.line({name: slug}, name): one for slug, one in value.items()}
