"""The answers to choose from: a row each with its key; after the choice which is right, and which was picked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from quiz.locale import _
from quiz.modes import Option
from quiz.text import one_line
from quiz.tui.text import QUIET, apart, hanging, joined, line, paragraph, rows, to_left, width

_CHIP = 5
"""The cells of the key and the space behind it."""
_MARK = 12
"""The cells that are kept at the right for what a row turns out to be, where that costs no space between the rows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a choice: the option that was ``picked``, if any, and ``behind`` some options their notes."""

    picked: Option | None
    behind: Mapping[int, str]


class OptionRows(Static):
    """Four rows. Before the choice each is pressable; afterwards nothing moves, and two of them say what they are."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._ends: list[int] = []
        """The line behind each option, to find what was clicked."""
        self.names_notes = False
        """Whether there was room for the notes behind the options."""

    def show(self, options: Sequence[Option], cells: int, height: int, outcome: Outcome | None) -> int:
        """Show options in ``height`` lines, and return how many lines they take.

        Without an ``outcome`` one can still be picked, and none is cut. Between two options there is an empty line
        where there is room. Afterwards the notes behind options stand beside them, or in that line if these are long.
        """
        blocks = _blocks(options, cells - _CHIP - _MARK, height, outcome)
        if not _is_airy(blocks, height):
            blocks = _blocks(options, cells - _CHIP - 1, height, outcome)
        airy = _is_airy(blocks, height)
        self.names_notes = True
        drawn: list[Content | str] = []
        self._ends = []
        for number, (option, lines) in enumerate(zip(options, blocks, strict=True), start=1):
            told = outcome.behind.get(option.note_id, "") if outcome else ""
            beside = _beside(lines, told, cells)
            drawn += _row(number, option, beside or lines, cells, outcome)
            self._ends.append(len(drawn))
            self.names_notes &= airy or bool(beside) or not told
            if airy:
                drawn.append("" if beside else joined(" " * _CHIP, line(told, QUIET, cells - _CHIP)))
        self.update(rows(drawn))
        return len(drawn)

    async def on_click(self, event: Click) -> None:
        """Pick what was clicked."""
        event.stop()
        index = next((index for index, end in enumerate(self._ends) if event.y < end), None)
        if index is not None:
            await self.run_action(f"screen.pick{index + 1}")


def _blocks(options: Sequence[Option], cells: int, height: int, outcome: Outcome | None) -> list[list[Content]]:
    """Return options as lines. Before the choice they are whole; afterwards the two that matter come first."""
    whole = [paragraph(option.text, cells) for option in options]
    if outcome is None or sum(map(len, whole)) <= height:
        return whole
    matters = [option.right or option == outcome.picked for option in options]
    most = max(1, (height - matters.count(False)) // max(1, matters.count(True)))
    return [_cut(lines, most if first else 1, cells) for lines, first in zip(whole, matters, strict=True)]


def _is_airy(blocks: list[list[Content]], height: int) -> bool:
    """Whether there is room for a line below each option."""
    return sum(map(len, blocks)) + len(blocks) <= height


def _cut(lines: list[Content], most: int, cells: int) -> list[Content]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], line(f"{lines[most - 1].plain} {lines[most].plain}", "", cells)]


def _beside(lines: list[Content], told: str, cells: int) -> list[Content]:
    """Return a short option with its note behind it, in the same line; nothing where there is no room for that."""
    if not told or len(lines) > 1 or lines[0].cell_length + width(told) > cells // 2:
        return []
    return [joined(lines[0], Content.styled(f"   {one_line(told)}", QUIET))]


def _row(number: int, option: Option, lines: list[Content], cells: int, outcome: Outcome | None) -> list[Content]:
    """Return the lines of one option."""
    if outcome is None:
        return _tinted(Content.styled(f" {number} ", "bold $background on $accent"), lines, Content(""), cells)
    if option.right:
        bold = [part.stylize("bold") for part in lines]
        return _tinted(_sign("✓", number, "$success"), bold, Content.styled(_("right"), "$success"), cells)
    if option == outcome.picked:
        return _tinted(_sign("✗", number, "$error"), lines, Content.styled(_("your pick"), "$error"), cells)
    return [part.stylize_before(QUIET) for part in hanging(Content(f"  {number}  "), lines)]


def _sign(sign: str, number: int, colour: str) -> Content:
    return joined(Content.styled(sign, f"bold {colour}"), Content.styled(f" {number}", "bold"))


def _tinted(head: Content, lines: list[Content], mark: Content, cells: int) -> list[Content]:
    """Return lines on a surface over the whole width, with what the row turned out to be where there is room for it."""
    drawn = []
    for index, part in enumerate(lines):
        left = joined(head if not index else "   ", "  ", part)
        here = mark.cell_length and left.cell_length + mark.cell_length + 3 <= cells and index == len(lines) - 1
        whole = apart(left, joined(mark, " "), cells) if here else to_left(left, cells)
        drawn.append(whole.stylize_before("on $surface"))
    return drawn
