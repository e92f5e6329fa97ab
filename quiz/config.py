"""The settings of the program, in one TOML file, and the places of its files."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from quiz import files
from quiz.action_keys import check_keys, keys_of
from quiz.actions import ACTIONS
from quiz.errors import QuizError
from quiz.locale import LANGUAGES, _, mark
from quiz.reasons import reason_text
from quiz.study_settings import ASKED_AS
from quiz.text import literal

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is without being set, which values it takes, and what it does."""

    default: str
    takes: str
    explanation: str
    accepts: Callable[[str], bool]


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda text: text in values


def _is_day_start(text: str) -> bool:
    return re.fullmatch(r"(0?\d|1[0-2]):[0-5]\d", text) is not None and _minutes(text) <= 12 * 60


def _is_list_of_columns(text: str) -> bool:
    return re.fullmatch(r"\s*[^,\s]+(\s*,\s*[^,\s]+)*\s*", text) is not None


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


THEMES = (
    "dark",
    "light",
    "contrast",
    "nord",
    "gruvbox",
    "dracula",
    "tokyo-night",
    "catppuccin-latte",
    "solarized-light",
)
"""The themes: three of our own, and others that people know."""

_LANGUAGE_VALUES = (AUTO, *LANGUAGES)

SETTINGS: dict[str, Setting] = {
    "language": Setting(
        AUTO, ", ".join(_LANGUAGE_VALUES), mark("The language of the interface."), _one_of(*_LANGUAGE_VALUES)
    ),
    "content_language": Setting(
        AUTO,
        ", ".join(_LANGUAGE_VALUES),
        mark("The language of meanings and explanations, where a deck has several."),
        _one_of(*_LANGUAGE_VALUES),
    ),
    "day_start": Setting("04:00", "00:00 … 12:00", mark("When a study day begins, on your clock."), _is_day_start),
    "mode": Setting(
        AUTO,
        ", ".join(ASKED_AS),
        mark("How cards are asked in a terminal, where the deck does not say; auto goes by how well each is known."),
        _one_of(*ASKED_AS),
    ),
    "proposals": Setting(
        "on",
        "on, off",
        mark("Whether your answer and your time propose a rating; otherwise it is Good unless you were wrong."),
        _one_of("on", "off"),
    ),
    "timer": Setting(
        "off", "on, off", mark("Whether the time of each card is shown while it is asked."), _one_of("on", "off")
    ),
    "theme": Setting("dark", ", ".join(THEMES), mark("The colours of the app."), _one_of(*THEMES)),
    "motion": Setting("on", "on, off", mark("Whether anything on the screen moves by itself."), _one_of("on", "off")),
    "glyphs": Setting(
        "unicode",
        "unicode, ascii",
        mark("What lines and bars are drawn with; ascii is for terminals that draw them two cells wide."),
        _one_of("unicode", "ascii"),
    ),
    "browse_cards": Setting(
        "key,prompt,answer,state,due,stability,lapses",
        mark("names of columns, separated by commas"),
        mark("The columns of the table of cards."),
        _is_list_of_columns,
    ),
    "browse_notes": Setting(
        "key,fields,deck,category,cards,due,lapses",
        mark("names of columns, separated by commas"),
        mark("The columns of the table of notes."),
        _is_list_of_columns,
    ),
}
"""Every setting of the program by its name, beside the keys of actions."""

KEYS = "keys"
"""The table of the settings file with the keys of actions; ``keys.study.undo`` names one of them."""

SEARCHES = "searches"
"""The table of the settings file with the queries that are kept; ``searches.weak`` names one of them."""

MOST_BYTES = 1 << 20
"""A settings file is no longer than this."""

_SHOWN = 200
"""So many characters of a value are shown where something is wrong with it."""

FILTERS = "filters"
"""The table of the settings file with the queries that are studied; ``filters.weak`` names one of them."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings as they are in force, and what was wrong with the file."""

    path: Path
    values: Mapping[str, str]
    problems: tuple[QuizError, ...] = field(default=())
    keys: Mapping[str, str] = field(default_factory=dict)
    searches: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        action = action_of(name)
        if action:
            return ",".join(keys_of(action, self.keys))
        table, query = query_of(name)
        if table:
            return (self.searches if table == SEARCHES else self.filters).get(query, "")
        return self.values.get(name, SETTINGS[name].default)

    @property
    def day_start(self) -> timedelta:
        """How long after midnight a study day begins."""
        return timedelta(minutes=_minutes(self["day_start"]))


def config_path() -> Path:
    """Return the path of the settings file."""
    return user_config_path("quiz") / "config.toml"


def default_database() -> Path:
    """Return the path of the database that is used when no other is named."""
    return user_data_path("quiz") / "quiz.db"


def load(path: Path | None = None) -> Config:
    """Read the settings. What can't be read or used is left at its default and named in ``problems``."""
    file = path or config_path()
    try:
        settings = _settings_in(file)
    except FileNotFoundError:
        return Config(file, {})
    except (OSError, ValueError, RecursionError) as error:
        return Config(file, {}, (_unreadable(file, error),))
    values: dict[str, str] = {}
    keys: dict[str, str] = {}
    queries: dict[str, dict[str, str]] = {SEARCHES: {}, FILTERS: {}}
    problems = []
    for name, value in settings:
        action = action_of(name)
        if action:
            keys[action] = value
            continue
        place, query = query_of(name)
        if place:
            queries[place][query] = value
            continue
        try:
            checked(name, value, file, {})
        except QuizError as error:
            problems.append(error)
        else:
            values[name] = value
    problems += _drop_clashes(keys, file)
    return Config(file, values, tuple(problems), keys, queries[SEARCHES], queries[FILTERS])


def _settings_in(file: Path) -> list[tuple[str, str]]:
    """Return what a file sets. Raises ``OSError``, and ``ValueError`` or ``RecursionError`` where it is no TOML."""
    text = files.read_text(file, MOST_BYTES)
    import tomllib  # noqa: PLC0415  only needed where there is a file

    return list(_flat(tomllib.loads(text)))


def _drop_clashes(keys: dict[str, str], file: Path) -> list[QuizError]:
    """Take out the keys that cannot be used beside all others, and return what was wrong with them.

    All are looked at together, since two actions may have changed their keys with each other. Taking one out gives its
    action the default again, which may be the key of another one: hence the repetition.
    """
    problems: list[QuizError] = []
    while True:
        for action, value in keys.items():
            try:
                check_keys(action, value, keys)
            except QuizError as error:
                said = _("{path}: {name}: {problem}")
                named = said.format(path=literal(str(file)), name=f"{KEYS}.{action}", problem=error.message)
                problems.append(QuizError(named, error.hint))
                del keys[action]
                break
        else:
            return problems


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the settings of a file; those in the table of keys with their whole name."""
    for name, value in table.items():
        if name == KEYS and isinstance(value, Mapping):
            # ``study.undo = "u"`` without quotes around the name is a table in a table in TOML.
            for place, inner in value.items():
                if isinstance(inner, Mapping):
                    yield from ((f"{KEYS}.{place}.{action}", _text(keys)) for action, keys in inner.items())
                else:
                    yield f"{KEYS}.{place}", _text(inner)
        elif name in (SEARCHES, FILTERS) and isinstance(value, Mapping):
            yield from ((f"{name}.{kept}", _text(query)) for kept, query in value.items())
        else:
            yield name, _text(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def action_of(name: str) -> str:
    """Return the action whose keys a setting has, or an empty text where it is another setting."""
    prefix, _dot, action = name.partition(".")
    return action if prefix == KEYS and action in ACTIONS else ""


def query_of(name: str) -> tuple[str, str]:
    """Return the table and the name of the query that a setting is, or empty texts where it is another setting."""
    table, _dot, query = name.partition(".")
    return (table, query.strip()) if table in (SEARCHES, FILTERS) and query.strip() else ("", "")


def _unreadable(file: Path, error: Exception) -> QuizError:
    return QuizError(
        _("The settings file {path} cannot be read: {reason}.").format(
            path=literal(str(file)), reason=_shown(_reason(error))
        ),
        _("Mend it or delete it; until then the defaults hold."),
    )


def _unwritable(file: Path, error: Exception) -> QuizError:
    return QuizError(
        _("The settings file {path} cannot be written: {reason}.").format(
            path=literal(str(file)), reason=_shown(_reason(error))
        ),
        _("It is as it was. Check the free space, and the permissions of its folder."),
    )


def _reason(error: Exception) -> str:
    """Return why a file can't be read."""
    if isinstance(error, UnicodeDecodeError):
        return _("byte {number} is no text in UTF-8").format(number=error.start + 1)
    if isinstance(error, RecursionError):
        return _("its tables and lists stand too deep in each other")
    return reason_text(error)


def _shown(text: str) -> str:
    """Return a text so that it can be shown, without what is too long for that."""
    return literal(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def checked(name: str, value: str, file: Path, keys: Mapping[str, str]) -> None:
    """Raise :class:`QuizError`, naming file and setting, unless it takes the value beside the other ``keys``."""
    if name.startswith(f"{KEYS}."):
        check_keys(name.removeprefix(f"{KEYS}."), value, keys)
        return
    if any(query_of(name)):
        return
    setting = SETTINGS.get(name)
    if setting is None:
        raise QuizError(
            _("{path}: there is no setting “{name}”.").format(path=literal(str(file)), name=_shown(name)),
            _("These exist: {names}.").format(names=", ".join(SETTINGS)),
        )
    if not setting.accepts(value):
        raise QuizError(
            _("{path}: “{name}” cannot be “{value}”.").format(path=literal(str(file)), name=name, value=_shown(value)),
            _("It takes: {values}.").format(values=setting.takes),
        )


def save(name: str, value: str, path: Path | None = None) -> Path | None:
    """Set one setting in the file and keep everything else in it, comments included.

    The file is written under another name first and then put in place, so that it is never half written; a link to it
    stays. One that can't be understood is kept under another name, which is returned, and a new one begun. Raises
    :class:`QuizError` for a value that isn't allowed, and for a file that can't be read or written: it stays as it was.
    """
    import tomlkit  # noqa: PLC0415  only needed when a setting is changed

    file = Path(os.path.realpath(path or config_path()))
    checked(name, value, file, load(file).keys)
    try:
        found = _document(file)
    except OSError as error:
        raise _unreadable(file, error) from error
    document = tomlkit.document() if found is None else found
    _set(document, name, value)
    try:
        files.make_folder(file.parent)
        with files.written_beside(file, [tomlkit.dumps(document)]) as scratch:
            kept = _put_aside(file) if found is None else None
            scratch.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    return kept


def _document(file: Path) -> MutableMapping[str, Any] | None:
    """Return what is in the file, or nothing where its settings can't be read. Raises ``OSError``."""
    import tomlkit  # noqa: PLC0415  only needed when a setting is changed
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        _settings_in(file)
        return tomlkit.parse(files.read_text(file, MOST_BYTES))
    except FileNotFoundError:
        return tomlkit.document()
    except (ValueError, RecursionError, TOMLKitError):
        return None


def _put_aside(file: Path) -> Path:
    """Give a file a name that is free, and return it. Raises ``OSError``."""
    number = 1
    while True:
        kept = file.with_name(f"{file.name}.unreadable" + (f"-{number}" if number > 1 else ""))
        if not os.path.lexists(kept):
            return file.rename(kept)
        number += 1


def _set(document: MutableMapping[str, Any], name: str, value: str) -> None:
    action, (table, query) = action_of(name), query_of(name)
    if action:
        _set_keys(document, action, value)
    elif table:
        _set_query(document, table, query, value)
    else:
        document[name] = value


def _set_keys(document: MutableMapping[str, Any], action: str, value: str) -> None:
    """Set the keys of an action where the file has them already, written with quotes or as tables in each other."""
    place, _dot, inner = action.partition(".")
    table = document.setdefault(KEYS, {})
    if not isinstance(table, MutableMapping):
        document[KEYS] = table = {}
    nested = table.get(place)
    if isinstance(nested, MutableMapping):
        table.pop(action, None)
        nested[inner] = value
    else:
        document[KEYS][action] = value


def _set_query(document: MutableMapping[str, Any], place: str, name: str, query: str) -> None:
    """Keep a query under a name in its table, or with an empty one forget it."""
    table = document.setdefault(place, {})
    if not isinstance(table, MutableMapping):
        document[place] = table = {}
    if query:
        table[name] = query
    else:
        table.pop(name, None)
