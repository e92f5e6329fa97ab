"""An explanation as HTML: the little of Markdown that is drawn, everything else literally.

Drawn are points, also one level below, fenced blocks of code, and in a line code between backquotes and bold between
two asterisks, as in CommonMark (sections 4.5, 5.2, 6.1 and 6.2) but without anything nested deeper.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from quiz.charts.markup import tag

_POINT = re.compile(r"(\s*)[-*·•]\s+(.*)")
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})[^`]*")
_MARK = re.compile(r"(`+|\*{2,})")
_BOLD = "**"
_POINTS = ("point", "below")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together: a point, one below another, code, text, or a gap between others."""

    kind: str
    lines: list[str]


def explanation(text: str) -> str:
    """Return an explanation as HTML in which nothing acts: lists, paragraphs and blocks of code."""
    drawn: list[str] = []
    points: list[str] = []
    for block in _blocks(text):
        if block.kind in _POINTS:
            points.append(_point(block))
        elif block.kind != "gap":
            drawn += [*_list(points), _other(block)]
            points = []
    return "".join([*drawn, *_list(points)])


def _list(points: Sequence[str]) -> list[str]:
    return [tag("ul", *points)] if points else []


def _point(block: _Block) -> str:
    level = {"class_": block.kind} if block.kind == "below" else {}
    return tag("li", _inline("\n".join(block.lines)), dir="auto", **level)


def _other(block: _Block) -> str:
    written = "\n".join(block.lines)
    if block.kind == "code":
        return tag("pre", tag("code", escape(written)), dir="ltr")
    return tag("p", _inline(written), dir="auto")


def _blocks(text: str) -> list[_Block]:
    found = [_Block("gap", [])]
    lines = iter(text.split("\n"))
    for line in lines:
        last = found[-1]
        if fence := _FENCE.fullmatch(line):
            found.append(_Block("code", list(_fenced(lines, fence[2], fence[1]))))
        elif point := _POINT.fullmatch(line):
            found.append(_Block("below" if point[1] and last.kind in _POINTS else "point", [point[2]]))
        elif not line.strip():
            found.append(_Block("gap", []))
        elif last.kind in _POINTS and line[0].isspace():
            last.lines.append(line.strip())
        elif last.kind == "text":
            last.lines.append(line)
        else:
            found.append(_Block("text", [line]))
    return found


def _fenced(lines: Iterator[str], fence: str, indent: str) -> Iterator[str]:
    """Yield the lines up to a fence that closes, or to the end, without the indentation of the one that opened."""
    for line in lines:
        bare = line.strip()
        if bare.startswith(fence) and not bare.strip(fence[0]):
            return
        yield line.removeprefix(indent)


def _inline(text: str) -> str:
    """Return text with code and bold; a mark without a partner stands literally."""
    tokens = [(kind, piece) for kind, piece in _tokens(text) if piece]
    bold = _bold(tokens)
    return "".join(bold.get(index) or _drawn(*token) for index, token in enumerate(tokens))


def _drawn(kind: str, piece: str) -> str:
    return tag("code", escape(piece)) if kind == "code" else escape(piece)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield code, the marks of bold, and what stands between them."""
    pieces = _MARK.split(text)
    closing = _closing(pieces)
    index = 0
    while index < len(pieces):
        end = closing.get(index, index)
        if end > index:
            yield "code", _unpadded("".join(pieces[index + 1 : end]))
        else:
            yield "bold" if pieces[index] == _BOLD else "text", pieces[index]
        index = end + 1


def _closing(pieces: Sequence[str]) -> dict[int, int]:
    """Return where the code ends that each run of backquotes begins: at the next run that is as long."""
    found, later = {}, dict[str, int]()
    for index in range(len(pieces) - 2, 0, -2):
        mark = pieces[index]
        if mark in later and mark != _BOLD:
            found[index] = later[mark]
        later[mark] = index
    return found


def _unpadded(code: str) -> str:
    """Return code without the spaces that part it from its marks, as where it begins with a backquote."""
    return code[1:-1] if code.strip() and code[0] == code[-1] == " " else code


def _bold(tokens: Sequence[tuple[str, str]]) -> dict[int, str]:
    """Return which marks begin and end bold text: those that stand close to it on the inside."""
    found = dict[int, str]()
    begun = None
    for index, (kind, _piece) in enumerate(tokens):
        if kind != "bold":
            continue
        before, after = ("".join(piece for _kind, piece in tokens[at : at + 1]) for at in (index - 1, index + 1))
        if begun is not None and index > begun + 1 and not before[-1:].isspace():
            found |= {begun: "<b>", index: "</b>"}
            begun = None
        elif begun is None and after and not after[0].isspace():
            begun = index
    return found
