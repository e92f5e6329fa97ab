"""The front matter of a deck file: title, language, fields and directions.

``directions`` are separated by ``;``, each ``[SLUG =] PROMPT -> ANSWER [hint FIELDS] [judge HOW]`` with fields joined
by ``+``. A second note type is declared by ``fields.NAME`` and ``directions.NAME``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from quiz.cards import DEFAULT_TYPE, JUDGES, Direction, NoteType, check_field_name
from quiz.deck_drafts import DeckDraft, default_directions
from quiz.errors import QuizError
from quiz.formats.markdown.blocks import Line, Mark
from quiz.formats.markdown.lines import Lines, Report
from quiz.formats.markdown.questions import sign_of
from quiz.locale import LANGUAGES, _
from quiz.text import storable_line, trimmed

DEFAULT_FIELDS = ("key", "name", "meaning")
_ARROW = re.compile("->|→")
_FENCE = "---"
_NO_HINT = "-"
_OF_TYPES = ("fields", "directions", "key")


@dataclass(slots=True)
class _TypeText:
    """What the front matter says of one note type, not yet understood."""

    fields: str = ""
    directions: str = ""
    key: str = ""


@dataclass(slots=True)
class Front:
    """The front matter as far as it was read, and whether there is one."""

    is_there: bool = False
    values: dict[str, str] = field(default_factory=dict)

    def draft(self, default_name: str) -> DeckDraft:
        """Return the head of the deck. Raises :class:`QuizError` where fields or directions can't be understood."""
        rest = dict(self.values)
        types = _types(rest)
        name = storable_line(rest.pop("title", "") or default_name, "title")
        titles = {language: rest.pop(f"title.{language}", "") for language in LANGUAGES}
        return DeckDraft(
            name=name,
            types=types or (note_type("", _TypeText()),),
            titles={language: storable_line(title, "title") for language, title in titles.items() if title},
            description=storable_line(rest.pop("description", ""), "description"),
            language=storable_line(rest.pop("language", ""), "language"),
            front={storable_line(name): storable_line(value, name) for name, value in rest.items()},
            declares_types=bool(types),
        )


def declares_types(names: Iterable[str]) -> bool:
    """Tell whether a front matter with these names says which fields its notes have, or how they are asked."""
    return any(name.partition(".")[0] in _OF_TYPES for name in names)


def _types(rest: dict[str, str]) -> tuple[NoteType, ...]:
    """Take the note types out of the front matter's values, the main one first."""
    main = storable_line(rest.pop("type", ""), "type")
    texts: dict[str, _TypeText] = {}
    for name in list(rest):
        part, dot, type_name = name.partition(".")
        if part in _OF_TYPES and (type_name or not dot):
            setattr(texts.setdefault(type_name, _TypeText()), part, storable_line(rest.pop(name), name))
    if main or texts:
        texts = {"": texts.pop("", _TypeText()), **texts}
    types = tuple(note_type(name or main, text) for name, text in texts.items())
    _check_names([kind.name for kind in types])
    return types


def _check_names(names: list[str]) -> None:
    """Raise :class:`QuizError` unless each note type has its own name, one that can stand before a colon."""
    times = Counter(names)
    for name in names:
        if times[name] > 1 or re.search("[:：]", name):
            raise QuizError(
                _("“{name}” cannot be the name of a note type.").format(name=name),
                _("Each note type needs a name of its own, without a colon."),
            )


def note_type(name: str, text: _TypeText) -> NoteType:
    """Return the note type that the front matter describes."""
    fields = tuple(part.strip() for part in re.split("[,，]", text.fields)) if text.fields else DEFAULT_FIELDS
    for part in fields:
        check_field_name(part)
    if len(fields) < 2 or len(set(fields)) < len(fields):
        raise QuizError(
            _("“fields: {text}” needs at least two different names.").format(text=text.fields),
            _("Write for example: fields: term, meaning"),
        )
    key_field = text.key or fields[0]
    if key_field not in fields:
        raise QuizError(_("“key: {text}” names no field of this note type.").format(text=text.key))
    directions = _directions(text.directions) or default_directions(fields, key_field)
    kind = NoteType(storable_line(name or DEFAULT_TYPE, "type"), fields, key_field, directions)
    _check_sides(kind)
    return kind


def _check_sides(kind: NoteType) -> None:
    """Raise :class:`QuizError` where a direction asks for a field that the note type does not have."""
    asked_in: dict[str, str] = {}
    for direction in kind.directions:
        text = str(direction)
        for name in (*direction.prompt, *direction.answer):
            asked_in.setdefault(name, text)
    for name in kind.unknown(asked_in):
        raise QuizError(
            _("The direction “{direction}” names a field that does not exist: {field}.").format(
                direction=asked_in[name], field=name
            ),
            _("These exist: {names}.").format(names=", ".join(kind.fields)),
        )


def _directions(text: str) -> tuple[Direction, ...]:
    found: dict[str, Direction] = {}
    times: Counter[str] = Counter()
    for part in filter(None, (piece.strip() for piece in re.split("[;；]", text))):
        direction = _with_free_slug(_direction(part), found, times)
        found[direction.slug] = direction
    return tuple(found.values())


def _with_free_slug(direction: Direction, taken: Mapping[str, Direction], times: Counter[str]) -> Direction:
    """Return the direction with a slug that none before it has. ``times`` counts how often each was asked for."""
    slug = direction.slug
    while slug in taken:
        times[direction.slug] += 1
        slug = f"{direction.slug}-{times[direction.slug] + 1}"
    return replace(direction, slug=slug)


def _direction(text: str) -> Direction:
    sides = _ARROW.split(text)
    if len(sides) != 2:
        raise _not_understood(text)
    slug, equals, prompt_text = sides[0].rpartition("=")
    prompt = _field_list(prompt_text, text)
    words = sides[1].replace("+", " + ").split()
    answer = _field_list(" ".join(_until(words, ("hint", "judge"))), text)
    options = words[len(_until(words, ("hint", "judge"))) :]
    hint: tuple[str, ...] = ("hint",)
    judge = JUDGES[0]
    seen: set[str] = set()
    while options:
        keyword, value = options[0], _until(options[1:], ("hint", "judge"))
        options = options[1 + len(value) :]
        if keyword in seen:
            raise _not_understood(text)
        seen.add(keyword)
        if keyword == "hint":
            hint = () if value == [_NO_HINT] else _field_list(" ".join(value), text)
        elif len(value) == 1 and value[0] in JUDGES:
            judge = value[0]
        else:
            raise _not_understood(text)
    return Direction((slug.strip() if equals else "") or default_slug(prompt), prompt, answer, hint, judge)


def _until(words: list[str], stops: tuple[str, ...]) -> list[str]:
    """Return the words before the first that is one of ``stops`` and stands where a field can't."""
    for index, word in enumerate(words):
        if word in stops and index > 0 and words[index - 1] != "+":
            return words[:index]
    return words


def _field_list(text: str, whole: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split("+"))
    try:
        for name in names:
            check_field_name(name)
    except QuizError as error:
        raise _not_understood(whole) from error
    return names


def _not_understood(text: str) -> QuizError:
    return QuizError(
        _("The direction “{text}” cannot be understood.").format(text=text),
        _("Write for example: directions: key -> name + meaning; meaning -> key"),
    )


def default_slug(prompt: tuple[str, ...]) -> str:
    """Return the slug of a direction that the file does not name."""
    return "+".join(prompt)


def direction_text(direction: Direction) -> str:
    """Return a direction as the front matter has it, always with its slug where that isn't the usual one."""
    text = f"{' + '.join(direction.prompt)} -> {' + '.join(direction.answer)}"
    if direction.slug != default_slug(direction.prompt):
        text = f"{direction.slug} = {text}"
    if direction.hint != ("hint",):
        text += f" hint {' + '.join(direction.hint) or _NO_HINT}"
    if direction.judge != JUDGES[0]:
        text += f" judge {direction.judge}"
    return text


def read_front(lines: Lines, report: Report) -> Front:
    """Return the front matter, if there is one, and leave the lines at the first behind it.

    A line of three hyphens at the beginning with a blank line below it is a rule instead, as in Pandoc's Markdown; with
    a question below it, it begins a block, as in hashcards. Either is left out.

    ``report`` gets the number and the reason of each line that is left out. Raises :class:`QuizError` where the front
    matter never ends.
    """
    front = Front()
    first = next(lines, None)
    if first is None:
        return front
    if first.rstrip() != _FENCE:
        lines.back()
        return front
    if _goes_on_otherwise(lines):
        return front
    front.is_there = True
    for line in lines:
        if line.rstrip() == _FENCE:
            return front
        if trimmed(line):
            _read_value(front.values, line, lines.number, report)
    raise QuizError(
        _("The front matter that begins in line 1 never ends."), _("Put a line “---” behind its last line.")
    )


def _goes_on_otherwise(lines: Lines) -> bool:
    """Tell whether what stands below the first line can't be a front matter, and leave it there."""
    second = next(lines, None)
    if second is None:
        return False
    lines.back()
    sign = sign_of(Line(lines.number, Mark.TEXT, second))
    return not trimmed(second) or (sign is not None and sign.asks)


def _read_value(values: dict[str, str], line: str, number: int, report: Report) -> None:
    name, *rest = (trimmed(part) for part in re.split("[:：]", line, maxsplit=1))
    if not rest or not name:
        report(number, _("There is no “name: value” in this line of the front matter."))
    elif name in values:
        report(number, _("The name “{name}” stands in the front matter already.").format(name=name))
    else:
        values[name] = rest[0]


def front_text(draft: DeckDraft) -> Mapping[str, str]:
    """Return the values of the front matter of a deck, in order."""
    values = {"title": draft.name, **{f"title.{language}": title for language, title in draft.titles.items()}}
    values |= {name: text for name, text in (("description", draft.description), ("language", draft.language)) if text}
    for index, kind in enumerate(draft.types):
        suffix = f".{kind.name}" if index else ""
        if not index and kind.name != DEFAULT_TYPE:
            values["type"] = kind.name
        values[f"fields{suffix}"] = ", ".join(kind.fields)
        values[f"directions{suffix}"] = "; ".join(direction_text(d) for d in kind.directions)
        if kind.key_field != kind.fields[0]:
            values[f"key{suffix}"] = kind.key_field
    return {**values, **draft.front}
