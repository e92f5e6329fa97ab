"""What was answered beside what is right: the same shape twice, and what differs marked by more than colour."""

from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import zip_longest

from textual.content import Content

from quiz.cards import Note
from quiz.locale import _, ngettext
from quiz.phrases import told_apart
from quiz.questions import Judged, Question
from quiz.text import compatible, literal, one_line
from quiz.tui.text import BOLD, FAINT, QUIET, hanging, joined, line, paragraph, to_left, width
from quiz.tui.widgets import digits
from quiz.tui.widgets.side_by_side import SIDE_BY_SIDE, columns, share_of

_LABEL = 14
_LEAST_NAME = 4
_SHORT = 8
"""Up to this length two texts of the same length are compared place by place: they are codes."""
_LONGEST = 1000
"""How many characters of a text are compared one by one."""
_ALIKE = 0.5
"""How much two texts have to share so that the characters that differ are marked, and not all of them."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two answers: its text, and which of its characters differ."""

    text: str
    differing: frozenset[int]
    colour: str


@lru_cache(maxsize=1)
def sides(given: str, right: str) -> tuple[Side, Side]:
    """Return both answers with the characters that differ, after NFKC as they are judged.

    Two texts that have little in common differ as a whole: what they share then is chance.
    """
    left_text, right_text = (compatible(literal(text[:_LONGEST])) for text in (given, right))
    blocks = _matching(left_text, right_text)
    left, other = set(range(len(left_text))), set(range(len(right_text)))
    if len(left_text) == len(right_text) <= _SHORT:
        pairs = zip(left_text, right_text, strict=True)
        left = other = {i for i, (a, b) in enumerate(pairs) if a.casefold() != b.casefold()}
    elif 2 * sum(block.size for block in blocks) >= _ALIKE * (len(left_text) + len(right_text)):
        left -= {i for block in blocks for i in range(block.a, block.a + block.size)}
        other -= {i for block in blocks for i in range(block.b, block.b + block.size)}
    return Side(left_text, frozenset(left), "$error"), Side(right_text, frozenset(other), "$success")


def _matching(left: str, right: str) -> list[Match]:
    """Return the parts that two texts share, whatever their case."""
    folded = [text.casefold() if len(text.casefold()) == len(text) else text for text in (left, right)]
    return SequenceMatcher(None, folded[0], folded[1], autojunk=False).get_matching_blocks()


def reason(given: str, right: str, times: int) -> str:
    """Return in quiet words what is wrong: the place where codes differ, and how often the two were mixed up."""
    left, other = sides(given, right)
    said = ""
    if left.text.isdigit() and len(left.text) == len(other.text) and len(other.differing) == 1:
        said = _("digit {place} differs").format(place=min(other.differing) + 1)
    elif not left.text:
        said = _("no answer")
    if not times:
        return said
    often = ngettext(
        "you have mixed these two up {count} time before", "you have mixed these two up {count} times before", times
    ).format(count=times)
    return _("{first}; {second}").format(first=said, second=often) if said else often


def contrast(question: Question, given: str, judged: Judged, cells: int, height: int) -> list[Content]:
    """Return the two answers side by side, below each other where it is narrow."""
    other = judged.other
    left, right = sides(given, judged.verdict.expected)
    names = _name(question, other), _name(question, question.note)
    told = _difference(question, other)
    heads = _("You typed"), _("Right answer")
    if cells < SIDE_BY_SIDE:
        return _both_stacked((left, right), heads, names, told, cells, height)
    share = share_of(cells)
    big = all(digits.fits(side.text) for side in (left, right))
    both = [
        _column(side, head, name, text, share, height, big)
        for side, head, name, text in zip((left, right), heads, names, told, strict=True)
    ]
    return columns(both[0], both[1], share)


def _name(question: Question, note: Note | None) -> str:
    if note is None:
        return ""
    kind = question.note_type
    if kind.key_field in question.direction.prompt:
        return note.text(kind.key_field, question.language)
    names = [n for n in kind.fields if n not in (*question.direction.prompt, *question.direction.answer)]
    return next((text for name in names if (text := note.text(name, question.language))), "")


def _difference(question: Question, other: Note | None) -> tuple[str, str]:
    """Return a sentence for each side: what tells them apart, or what each means."""
    if other is None:
        return "", ""
    of_other, of_right = told_apart(question, other)
    if question.note_type.key_field not in question.direction.prompt:
        return of_other or question.prompt_of(other), of_right
    meanings = [question.option_of(note) if question.recalled_fields else "" for note in (other, question.note)]
    return of_other or meanings[0], of_right or meanings[1]


def _column(side: Side, head: str, name: str, told: str, cells: int, height: int, big: bool) -> list[Content]:
    lines = [Content.styled(head, QUIET)]
    if big:
        drawn = digits.big(side.text, [_style(side, i) for i in range(len(side.text))]).split("\n")
        space = cells - digits.big_width(side.text) - 3
        beside = (paragraph(name, space, BOLD) + [Content("")] * 3)[:3]
        lines += [joined(part, "   ", word) for part, word in zip(drawn, beside, strict=True)]
        lines.append(_rule_below_digits(side))
    else:
        lines += _marked(side, cells)
        lines += paragraph(name, cells, BOLD) if name else []
    if told and not big:
        lines.append(Content(""))
    return lines + _as_far_as_it_fits(paragraph(told, cells) if told else [], height - len(lines), cells)


def _as_far_as_it_fits(lines: list[Content], height: int, cells: int) -> list[Content]:
    if len(lines) <= height or height < 1:
        return lines[: max(0, height)]
    return [*lines[: height - 1], line(f"{lines[height - 1].plain}…", "", cells)]


def _both_stacked(
    both: tuple[Side, Side],
    heads: tuple[str, str],
    names: tuple[str, str],
    told: tuple[str, str],
    cells: int,
    height: int,
) -> list[Content]:
    """Return the two answers below each other, each with what tells it apart; where rows are short the right one."""
    marked = [_marked(side, cells - _LABEL, "bold") for side in both]
    spare = max(0, height - sum(map(len, marked)))
    right = _stacked(marked[1], heads[1], names[1], told[1], cells, spare)
    left = _stacked(marked[0], heads[0], names[0], told[0], cells, spare - (len(right) - len(marked[1])))
    return [*left, *right]


def _stacked(marked: list[Content], head: str, name: str, told: str, cells: int, spare: int) -> list[Content]:
    """Return an answer with its name and, below that, what tells it apart, in at most ``spare`` rows more."""
    label, lines = to_left(Content.styled(head, QUIET), _LABEL), list(marked)
    before = lines[0].cell_length + 2
    room = cells - _LABEL - before
    if name and len(lines) <= 2 and room > _LEAST_NAME:
        lines[0] = joined(lines[0], "  ", line(name, BOLD, room))
        said = _as_far_as_it_fits(paragraph(told, room) if told else [], len(lines) - 1 + spare, room)
        below = zip_longest(lines[1:], said, fillvalue=Content(""))
        lines[1:] = [joined(to_left(rule, before), part) for rule, part in below]
    elif told:
        lines += _as_far_as_it_fits(paragraph(told, cells - _LABEL), spare, cells - _LABEL)
    return hanging(label, lines)


def _marked(side: Side, cells: int, weight: str = "") -> list[Content]:
    """Return a text in lines of at most ``cells``, each with a rule below the characters that differ."""
    if not side.text:
        return [Content.styled("·", FAINT)]
    lines: list[Content] = []
    begin = 0
    while begin < len(side.text):
        end = begin + 1
        while end < len(side.text) and width(side.text[begin : end + 1]) <= cells:
            end += 1
        here = [(index, one_line(side.text[index])) for index in range(begin, end)]
        below = "".join(("▔" if index in side.differing else " ") * width(c) for index, c in here)
        lines.append(joined(*[Content.styled(c, f"{_style(side, index)} {weight}".strip()) for index, c in here]))
        lines.append(Content.styled(below, side.colour))
        begin = end
    return lines


def _style(side: Side, index: int) -> str:
    return side.colour if index in side.differing else FAINT


def _rule_below_digits(side: Side) -> Content:
    marks = []
    for index, character in enumerate(side.text):
        cells = digits.big_width(character)
        marks.append(" " * (1 if index else 0) + ("▔" * cells if index in side.differing else " " * cells))
    return Content.styled("".join(marks), side.colour)


def typed_lines(given: str, cells: int) -> list[Content]:
    """Return what was typed, in at most two lines."""
    label = to_left(Content.styled(_("You typed"), QUIET), _LABEL)
    return hanging(label, _as_far_as_it_fits(paragraph(given, cells - _LABEL, QUIET), 2, cells - _LABEL))


def typo_lines(given: str, right: str, cells: int) -> list[Content]:
    """Return what was typed in two lines, with a rule below what differs and a dot where a character is missing."""
    typed, meant = (compatible(literal(one[:_LONGEST])) for one in (given, right))
    text, differing = "", set()
    at = other = 0
    for block in _matching(typed, meant):
        changed, missing = typed[at : block.a], [c for c in meant[other : block.b] if c.isalnum()]
        differing |= {len(text) + i for i, c in enumerate(changed) if c.isalnum()}
        gap = "·" * max(0, len(missing) - len(changed))
        differing |= set(range(len(text) + len(changed), len(text) + len(changed) + len(gap)))
        text += changed + gap + typed[block.a : block.a + block.size]
        at, other = block.a + block.size, block.b + block.size
    marked = _marked(Side(text, frozenset(differing), "$warning"), cells - _LABEL)[:2]
    return hanging(to_left(Content.styled(_("You typed"), QUIET), _LABEL), marked)


__all__ = ["Side", "contrast", "reason", "sides", "typed_lines", "typo_lines"]
