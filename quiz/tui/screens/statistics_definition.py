"""What exactly a chart of the statistics counts, and what it says in one sentence."""

from textual.content import Content
from textual.widgets import Static

from quiz.charts.register import CHARTS
from quiz.locale import _
from quiz.stats.series import SERIES
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import QUIET, paragraph, rows


class DefinitionScreen(ReadingWindow):
    """The definition of a series, in the words of Anki where it has the same."""

    def __init__(self, name: str, summary: str) -> None:
        """Explain the series of this name; ``summary`` is what its figures say now."""
        super().__init__()
        self._series, self._summary = name, summary

    def title_text(self) -> str:
        """Return the title of the chart."""
        return chart_title(self._series)

    def show(self) -> None:
        """Show the definition, and quietly the figures."""
        lines: list[Content | str] = [*paragraph(definition(self._series), self.cells)]
        if self._summary:
            lines += ["", *paragraph(self._summary, self.cells, QUIET)]
        self.query_one("#text", Static).update(rows(lines))
        super().show()


def chart_title(name: str) -> str:
    """Return the title of the chart of a series, or of the series where it has no chart."""
    return _(CHARTS[name].title) if name in CHARTS else _(SERIES[name].title)


def definition(name: str) -> str:
    """Return what a series counts."""
    return _(SERIES[name].definition)
