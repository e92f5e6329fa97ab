"""The lines of the deck format, one function each: what a line says, or why it can't be read.

::

    heading = "##" [ CODE COLON TITLE | TITLE ]           no text ends the category
    note    = KEY COLON [ NAME COMMA MEANING ]            at the beginning of the line
    KEY     = "`" text "`" | text without COLON that does not start with # - * > | <
    COLON   = ":" | "："      COMMA = "," | "，"            the first one decides

A key or code in backquotes may have any text; with backquotes in it, it stands between longer runs of them.
"""

import re
from collections.abc import Sequence

from quiz.cards import FIELD_NAME
from quiz.errors import QuizError
from quiz.locale import _

_COLONS = ":："
_COMMA = re.compile("[,，]")
_COLON = re.compile(f"[{_COLONS}]")
_NOT_A_KEY = tuple("#-*>|<")
_FIELD = re.compile(rf"(?P<indent>[ \t]+)(?P<name>{FIELD_NAME.pattern})[ \t]*[{_COLONS}](?P<value>.*)", re.DOTALL)
_HEADING = re.compile(r"##(?!#)(?P<text>.*)", re.DOTALL)


def heading(line: str) -> tuple[str, str, bool] | None:
    """Return code, title and whether the code was quoted, or nothing where the line is no heading."""
    found = _HEADING.fullmatch(line)
    if found is None:
        return None
    text = found["text"].strip()
    if text.startswith("`"):
        code, rest = _quoted(text)
        title = rest.lstrip()
        if title and title[0] not in _COLONS:
            raise QuizError(_("After the quoted code of the category a colon is missing."))
        return code, title[1:].strip() or code, True
    parts = _COLON.split(text, maxsplit=1)
    code = parts[0].strip()
    if len(parts) == 2 and not code:
        raise QuizError(_("The heading has no code before its colon."))
    return code, (parts[1].strip() if len(parts) == 2 else "") or code, False


def key_and_rest(line: str) -> tuple[str, str]:
    """Return the key of a note's line and what follows its colon. Raises :class:`QuizError` saying how to quote."""
    if line.startswith("`"):
        key, rest = _quoted(line)
        rest = rest.lstrip()
        if not rest or rest[0] not in _COLONS:
            raise QuizError(_("After the quoted key a colon is missing."))
        return key, rest[1:].strip()
    if line.startswith(_NOT_A_KEY):
        raise QuizError(
            _(
                "A note cannot begin with “{sign}”. If it belongs to the key, put the key in backquotes: `KEY`: …"
            ).format(sign=line[0])
        )
    found = _COLON.search(line)
    if found is None:
        raise QuizError(_("There is no colon. A note is written KEY: NAME, MEANING"))
    key, rest = line[: found.start()].strip(), line[found.end() :]
    if not key or rest.startswith((*_COLONS, "//")):
        raise QuizError(
            _("It is not clear where the key ends. Put a key that contains a colon in backquotes: `KEY`: …")
        )
    return key, rest.strip()


def _quoted(text: str) -> tuple[str, str]:
    """Return what stands between two runs of backquotes of one length, and what follows."""
    opening = re.match("`+", text)
    assert opening is not None
    marks = opening.group()
    closing = re.compile(f"(?<!`){marks}(?!`)").search(text, opening.end())
    if closing is None:
        raise QuizError(_("A backquote that opens is never closed in this line."))
    inner = text[opening.end() : closing.start()].strip()
    if not inner:
        raise QuizError(_("There is nothing between the backquotes."))
    return inner, text[closing.end() :]


def quote(text: str) -> str:
    """Return a key or code in backquotes, so that any text reads back equal."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{padding}{text}{padding}{marks}"


def split_values(rest: str, names: Sequence[str]) -> dict[str, str]:
    """Return the fields of a note's short form: each ends at the first comma, the last has all that is left.

    Raises :class:`QuizError` where one is missing or one that isn't the last contains a colon.
    """
    values = {}
    for name in names[:-1]:
        parts = _COMMA.split(rest, maxsplit=1)
        value = parts[0].strip()
        if _COLON.search(value):
            raise QuizError(
                _(
                    "The {field} “{text}” contains a colon. "
                    "Write it as a field under the note: KEY: and then {field}: …"
                ).format(field=name, text=value)
            )
        if not value:
            raise QuizError(_("The {field} before the comma is missing.").format(field=name))
        if len(parts) == 1:
            raise QuizError(
                _("The {field} is missing: there is no comma after “{text}”.").format(field=names[-1], text=value)
            )
        values[name], rest = value, parts[1].strip()
    if not rest:
        raise QuizError(_("The {field} is missing.").format(field=names[-1]))
    return {**values, names[-1]: rest}


def field(line: str) -> tuple[str, str, str] | None:
    """Return indent, name and value of an indented field, or nothing where the line is none."""
    found = _FIELD.fullmatch(line)
    return None if found is None else (found["indent"], found["name"], found["value"].strip())


def indent_of(line: str) -> str:
    """Return the spaces and tabs at the beginning of a line."""
    return line[: len(line) - len(line.lstrip(" \t"))]
