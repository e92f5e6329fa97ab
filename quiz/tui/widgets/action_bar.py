"""The action bar: the one thing to do next, or the four ratings. Its place never moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widgets import Static

from quiz.tui.keys import method_of
from quiz.tui.text import cut, joined, rows

CELLS = 4
GAP = 2
"""The columns between two cells."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a cell offers: an action, its key and word, a quiet line below, a note at the right, whether it is next."""

    action: str
    key: str
    label: str
    below: str = ""
    proposed: bool = False
    aside: str = ""


class Cell(Static):
    """One cell: pressed by its key or by the mouse."""

    offer: reactive[Offer | None] = reactive(None)

    def render(self) -> Content:
        """Draw half-block edges and two lines, or one line where there is no room for more."""
        if self.offer is None:
            return Content("")
        return self._one_line(self.offer) if self.size.height < CELLS else self._four_lines(self.offer)

    def _four_lines(self, offer: Offer) -> Content:
        cells = self.size.width
        fill = "$accent" if offer.proposed else "$surface"
        plain, quiet = self._styles(offer)
        sign = offer.aside or ("↵" if offer.proposed and self._is_rating(offer) else "")
        head = joined(
            Content.styled(offer.key, f"{plain} bold"), Content.styled(f" {offer.label}", self._strong(offer))
        )
        return rows(
            [
                Content.styled("▄" * cells, fill),
                self._filled(head, Content.styled(sign, plain), plain),
                self._filled(Content.styled(cut(offer.below, cells - 4), quiet), Content(""), plain),
                Content.styled("▀" * cells, fill),
            ]
        )

    def _filled(self, left: Content, right: Content, base: str) -> Content:
        space = self.size.width - 4 - right.cell_length
        if left.cell_length > space:
            left = left.truncate(space, ellipsis=True)
        return joined("  ", left, " " * (space - left.cell_length), right, "  ").stylize_before(base)

    def _one_line(self, offer: Offer) -> Content:
        plain, _quiet = self._styles(offer)
        text = f"{offer.key} {offer.label}"
        return Content.styled(cut(f"[{text}]" if offer.proposed else f" {text} ", self.size.width), plain)

    @staticmethod
    def _is_rating(offer: Offer) -> bool:
        return offer.action.startswith("answer.")

    @staticmethod
    def _styles(offer: Offer) -> tuple[str, str]:
        if offer.proposed:
            return "$background on $accent", "$background on $accent"
        return "$foreground on $surface", "$foreground 70% on $surface"

    def _strong(self, offer: Offer) -> str:
        return f"{self._styles(offer)[0]} {'bold' if offer.proposed else ''}".strip()

    async def on_click(self, event: Click) -> None:
        """Do what the cell offers."""
        if self.offer is not None:
            event.stop()
            await self.run_action(f"screen.{method_of(self.offer.action)}")


class ActionBar(Horizontal):
    """Up to four cells side by side; which are shown changes in one frame."""

    def compose(self) -> ComposeResult:
        """Make the cells once; they are filled later."""
        for index in range(CELLS):
            yield Cell(id=f"cell{index}")

    def show(self, offers: Sequence[Offer], widths: Sequence[int]) -> None:
        """Show offers in cells of these widths."""
        with self.app.batch_update():
            for index, cell in enumerate(self.query(Cell)):
                cell.display = index < len(offers)
                if index < len(offers):
                    cell.styles.width = widths[index]
                    cell.styles.margin = (0, 0 if index == len(offers) - 1 else GAP, 0, 0)
                    cell.offer = offers[index]


def shares(columns: int, count: int) -> list[int]:
    """Return the widths of ``count`` cells over so many columns, as equal as can be."""
    room = columns - GAP * (count - 1)
    return [room // count + (index < room % count) for index in range(count)]


__all__ = ["ActionBar", "Cell", "Offer", "shares"]
