"""Two notes side by side, below each other where it is narrow: what tells them apart first, what is equal last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual.content import Content

from quiz.cards import RESERVED_FIELDS, Deck, Note, NoteType
from quiz.labels import field_label
from quiz.locale import _
from quiz.phrases import category_text, other_names, points_of, said_of
from quiz.text import folded, literal, one_line
from quiz.tui.text import BOLD, FAINT, HAIRLINE, QUIET, cut, hanging, joined, line, paragraph, to_left, width
from quiz.tui.widgets import digits

SIDE_BY_SIDE = 60
"""From how many cells on the two stand beside each other."""

_DIVIDER = 3
_LONGEST_KEY = 12
_LAST = ("also", "explain", "source")
_ELSEWHERE = ("versus", "confused", "hint", *_LAST)


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the two notes, with what it takes to show it in a language."""

    note: Note
    kind: NoteType
    deck: Deck
    language: str

    @property
    def key(self) -> str:
        """The text of its key."""
        return self.note.text(self.kind.key_field, self.language)

    @property
    def names(self) -> list[str]:
        """Its names: the fields of the note type between the key and the last one."""
        return [text for field in self.name_fields if (text := self.note.text(field, self.language))]

    @property
    def name_fields(self) -> tuple[str, ...]:
        """The fields that its names are in."""
        return tuple(field for field in self.kind.fields[:-1] if field != self.kind.key_field)

    def says_of(self, other: Shown) -> str:
        """Return what its note says of another one; may be empty."""
        return said_of(self.note, other.note, other.kind.key_field, self.language)


@dataclass(frozen=True, slots=True)
class Compared:
    """What is shown of both: a quiet label and two texts, each in paragraphs, of which points have a bullet."""

    label: str
    texts: tuple[str, str]
    points: bool = False

    @property
    def is_equal(self) -> bool:
        """Whether both say the same."""
        return folded(self.texts[0]) == folded(self.texts[1])


def compared(left: Shown, right: Shown) -> list[Compared]:
    """Return what is compared: the difference in a sentence, fields, category, other names, explanation, source."""
    found = [Compared(_("the difference"), (right.says_of(left), left.says_of(right)))]
    found += [_of_field(name, left, right) for name in _fields(left, right)]
    categories = [category_text(one.note, one.deck, one.language) for one in (left, right)]
    found.append(Compared(field_label("category"), (categories[0], categories[1])))
    also = other_names(left.note, left.language), other_names(right.note, right.language)
    found.append(Compared(field_label("also"), also))
    found += [_of_field(name, left, right) for name in _LAST[1:]]
    return [one for one in found if any(one.texts)]


def _of_field(name: str, left: Shown, right: Shown) -> Compared:
    texts = left.note.text(name, left.language), right.note.text(name, right.language)
    return Compared(one_line(field_label(name)), texts, points=name == "explain")


def _fields(left: Shown, right: Shown) -> Iterator[str]:
    """Yield the fields that both note types have and that are not at the head already, then other fields of both."""
    headed = {left.kind.key_field, right.kind.key_field, *left.name_fields}
    yield from (name for name in left.kind.fields if name in right.kind.fields and name not in headed)
    shown = {*left.kind.fields, *right.kind.fields, *RESERVED_FIELDS}
    for name in left.note.fields:
        if name in right.note.fields and name not in shown and name.partition(".")[0] not in {*shown, *_ELSEWHERE}:
            yield name


# Drawing


def head_lines(left: Shown, right: Shown, cells: int, *, low: bool) -> list[Content]:
    """Return both keys with their names: big digits where a key is a code and there is room."""
    if cells < SIDE_BY_SIDE:
        between = [] if low else [Content("")]
        return [*_head(left, cells, low=low), *between, *_head(right, cells, low=low), *between]
    share = share_of(cells)
    heads = _head(left, share, low=low), _head(right, share, low=low)
    return columns([*heads[0], *[Content("")] * (1 + len(heads[1]) - len(heads[0]))], heads[1], share)


def _head(shown: Shown, cells: int, *, low: bool) -> list[Content]:
    """Return the key of a note with its names, beside big digits or below a bold key."""
    key = literal(shown.key)
    if not digits.fits(key) or low or digits.big_width(key) > cells // 2:
        names = [part for name in shown.names for part in paragraph(name, cells)]
        first = digits.spaced(key) if digits.fits(key) else key
        return [*paragraph(first, cells, BOLD), *names]
    space = cells - digits.big_width(key) - 3
    beside = [part for name in shown.names for part in paragraph(name, space, BOLD)][:3]
    drawn = digits.big(key).split("\n")
    return [joined(row, "   ", name) for row, name in zip_longest(drawn, beside, fillvalue=Content(""))]


def body_lines(left: Shown, right: Shown, cells: int) -> list[Content]:
    """Return what differs, row by row, and then once and quietly what is equal."""
    every = compared(left, right)
    lines: list[Content] = []
    for one in every:
        if not one.is_equal:
            lines += _gap(lines, cells) + _row(one, (left, right), cells)
    equal = [one for one in every if one.is_equal]
    if equal:
        lines += [Content(""), Content.styled(_("The same for both"), QUIET)]
    for one in equal:
        lines += paragraph(_("{label}: {text}").format(label=one.label, text=one_line(one.texts[0])), cells, QUIET)
    return lines


def _gap(before: Sequence[Content], cells: int) -> list[Content]:
    """Return the empty row between two rows, through which the divider goes."""
    if not before:
        return []
    return [Content("")] if cells < SIDE_BY_SIDE else columns([Content("")], [Content("")], share_of(cells))


def _row(one: Compared, both: tuple[Shown, Shown], cells: int) -> list[Content]:
    label = line(one.label, QUIET, cells)
    if cells >= SIDE_BY_SIDE:
        share = share_of(cells)
        left, right = (_text(text, share, points=one.points) for text in one.texts)
        return columns([label, *left], [Content(""), *right], share)
    keys = [cut(one_line(shown.key), _LONGEST_KEY) for shown in both]
    indent = max(map(width, keys)) + 2
    lines = [label]
    for key, text in zip(keys, one.texts, strict=True):
        head = to_left(Content.styled(key, BOLD), indent)
        drawn = _text(text, cells - indent, points=one.points)
        lines += hanging(head, drawn)
    return lines


def _text(text: str, cells: int, *, points: bool) -> list[Content]:
    """Return a text as lines, of points each with a bullet; a dot where there is none."""
    if not text:
        return [Content.styled("·", FAINT)]
    if not points:
        return paragraph(text, cells)
    lines: list[Content] = []
    for point in points_of(text):
        lines += hanging(Content.styled("· ", FAINT), paragraph(point, cells - 2))
    return lines


def share_of(cells: int) -> int:
    """Return the cells of each of two columns with a hairline between them."""
    return (cells - _DIVIDER) // 2


def columns(left: Sequence[Content], right: Sequence[Content], share: int) -> list[Content]:
    """Return two columns with a hairline between them."""
    divider = joined(" ", Content.styled("│", HAIRLINE), " ")
    pairs = zip_longest(left, right, fillvalue=Content(""))
    return [joined(to_left(one, share), divider, other) for one, other in pairs]
