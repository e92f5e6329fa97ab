"""The lines of the deck format, one function each: what a line says, or why it can't be read.

::

    heading = "##" [ CODE ["." LANGUAGE] COLON TITLE | TITLE ]   no text ends the category
    note    = KEY COLON [ NAME COMMA MEANING ]            at the beginning of the line
    KEY     = "`" text "`" | text without COLON that does not start with # - * > | <
    COLON   = ":" | "："      COMMA = "," | "，"            the first one decides

A key or code in backquotes may have any text; with backquotes in it, it stands between longer runs of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.cards import FIELD_NAME
from quiz.errors import QuizError
from quiz.locale import LANGUAGES, _
from quiz.text import WHITE_SPACE, trimmed

_COLONS = ":："
_COMMA = re.compile("[,，]")
_COLON = re.compile(f"[{_COLONS}]")
_BACKQUOTES = re.compile("`+")
_NOT_A_KEY = tuple("#-*>|<")
_NO_END = (*_COLONS, "//")
_SPACE = f"[{WHITE_SPACE}]"
_FIELD = re.compile(rf"(?P<indent>{_SPACE}+)(?P<name>{FIELD_NAME.pattern}){_SPACE}*[{_COLONS}](?P<value>.*)", re.DOTALL)
_BEHIND_CODE = re.compile(
    rf"(?:\.(?P<language>{'|'.join(LANGUAGES)})(?={_SPACE}*[{_COLONS}]))?{_SPACE}*(?:[{_COLONS}](?P<title>.*))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says. ``title`` may be empty; ``language`` is that of a title behind a quoted code, or empty."""

    code: str
    title: str = ""
    language: str = ""
    quoted: bool = False


def is_heading(line: str) -> bool:
    """Tell whether a line is a heading of a category."""
    return line.startswith("##") and not line.startswith("###")


def heading(line: str) -> Heading:
    """Return what a heading says. Raises :class:`QuizError` where that isn't clear."""
    text = trimmed(line.removeprefix("##"))
    if text.startswith("`"):
        return _quoted_heading(text)
    code, *title = (trimmed(part) for part in _COLON.split(text, maxsplit=1))
    if title and not code:
        raise QuizError(_("The heading has no code before its colon."))
    return Heading(code, title[0] if title else "")


def _quoted_heading(text: str) -> Heading:
    code, rest = _quoted(text)
    found = _BEHIND_CODE.fullmatch(rest)
    if found is None:
        raise QuizError(_("After the quoted code of the category a colon is missing."))
    return Heading(code, trimmed(found["title"] or ""), found["language"] or "", quoted=True)


def key_and_rest(line: str) -> tuple[str, str]:
    """Return the key of a note's line and what follows its colon. Raises :class:`QuizError` saying how to quote."""
    if line.startswith("`"):
        key, rest = _quoted(line)
        rest = trimmed(rest)
        if not rest or rest[0] not in _COLONS:
            raise QuizError(_("After the quoted key a colon is missing."))
        return key, trimmed(rest[1:])
    if line.startswith(_NOT_A_KEY):
        raise QuizError(
            _(
                "A note cannot begin with “{sign}”. If it belongs to the key, put the key in backquotes: `KEY`: …"
            ).format(sign=line[0])
        )
    found = _COLON.search(line)
    if found is None:
        raise QuizError(_("There is no colon. A note is written KEY: NAME, MEANING"))
    key, rest = trimmed(line[: found.start()]), line[found.end() :]
    if not key or rest.startswith(_NO_END):
        raise QuizError(
            _("It is not clear where the key ends. Put a key that contains a colon in backquotes: `KEY`: …")
        )
    return key, trimmed(rest)


def _quoted(text: str) -> tuple[str, str]:
    """Return what stands between two runs of backquotes of one length, and what follows."""
    runs = _BACKQUOTES.finditer(text)
    opening = next(runs)
    closing = next((run for run in runs if len(run.group()) == len(opening.group())), None)
    if closing is None:
        raise QuizError(_("A backquote that opens is never closed in this line."))
    inner = trimmed(text[opening.end() : closing.start()])
    if not inner:
        raise QuizError(_("There is nothing between the backquotes."))
    return inner, text[closing.end() :]


def quote(text: str) -> str:
    """Return a key or code in backquotes, so that any text reads back equal."""
    longest = max((len(run) for run in _BACKQUOTES.findall(text)), default=0)
    marks = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{padding}{text}{padding}{marks}"


def split_values(rest: str, names: Sequence[str]) -> dict[str, str]:
    """Return the fields of a note's short form: each ends at the first comma, the last has all that is left.

    Raises :class:`QuizError` where one is missing or one that isn't the last contains a colon.
    """
    values = {}
    for name in names[:-1]:
        comma = _COMMA.search(rest)
        value = trimmed(rest[: comma.start()] if comma else rest)
        if _COLON.search(value):
            raise QuizError(
                _(
                    "The {field} “{text}” contains a colon. "
                    "Write it as a field under the note: KEY: and then {field}: …"
                ).format(field=name, text=value)
            )
        if not value:
            raise QuizError(_("The {field} before the comma is missing.").format(field=name))
        if comma is None:
            raise QuizError(
                _("The {field} is missing: there is no comma after “{text}”.").format(field=names[-1], text=value)
            )
        values[name], rest = value, trimmed(rest[comma.end() :])
    if not rest:
        raise QuizError(_("The {field} is missing.").format(field=names[-1]))
    values[names[-1]] = rest
    return values


def field(line: str) -> tuple[str, str, str] | None:
    """Return indent, name and value of an indented field, or nothing where the line is none."""
    found = _FIELD.fullmatch(line)
    return None if found is None else (found["indent"], found["name"], trimmed(found["value"]))


def indent_of(line: str) -> str:
    """Return the white space at the beginning of a line."""
    return line[: len(line) - len(line.lstrip(WHITE_SPACE))]


def dedented(lines: Sequence[str]) -> str:
    """Return lines as one text, without the white space that all of them begin with but the blank ones."""
    shared = _common_beginning([indent_of(line) for line in lines if trimmed(line)])
    return "\n".join([line.removeprefix(shared) for line in lines])


def _common_beginning(texts: list[str]) -> str:
    """Return what all texts begin with: what the first and the last of them in order share."""
    first, last = min(texts, default=""), max(texts, default="")
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:length]
