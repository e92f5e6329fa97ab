"""The database is damaged: a backup is restored, what is readable is saved, or the program is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz import health, safekeeping
from quiz.backup_texts import contents_text, when_text
from quiz.errors import QuizError
from quiz.health import Ways
from quiz.locale import _, ngettext
from quiz.text import literal
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.pick import Choice, ChoiceList
from quiz.tui.screens.working_list import WorkingList
from quiz.tui.text import QUIET, paragraph, rows

if TYPE_CHECKING:
    from quiz.store.backups.contents import Contents


class Way(Enum):
    """What can be done."""

    RESTORE = auto()
    SAVE = auto()
    LEAVE = auto()


class DamagedScreen(WorkingList[bool]):
    """What can be done, with what each way brings back. Its result is true where there is a sound database now.

    All is found out, and done, in a thread; ``doing`` says what is being done.
    """

    CSS = """
    DamagedScreen {
        #problem, #about { height: auto; }
        #about { min-height: 3; margin-top: 1; }
        #problem { margin-bottom: 1; }
        &.-low #about { min-height: 1; }
    }
    """

    def __init__(self, error: QuizError) -> None:
        super().__init__()
        self._error = error
        self.ways: Ways | None = None
        self.mended = ""

    def compose_page(self) -> ComposeResult:
        """Compose what is wrong, the ways, and what the selected one brings back."""
        yield Static(id="problem")
        yield ChoiceList(id="choices")
        yield Static(id="about")

    def on_mount(self) -> None:
        """Find out what can be done: the database is not open, and won't be before that."""
        super().on_mount()
        self.do(_("looking for what can be saved…"), partial(health.ways, self.quiz.program), self._known)

    def begin(self) -> None:
        """There is nothing to wait for."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being done."""
        return not self.doing

    def _known(self, found: Ways) -> None:
        self.ways = found

    @property
    def choices(self) -> Sequence[Way]:
        """The ways that there are, the best first: what brings back more answers."""
        if self.ways is None or self.mended:
            return [] if self.mended or self.doing else [Way.LEAVE]
        found = [(way, held) for way, held in ((Way.SAVE, self.ways.readable), (Way.RESTORE, self.ways.holds)) if held]
        found.sort(key=lambda one: one[1].reviews, reverse=True)
        return [*(way for way, _held in found), Way.LEAVE]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.choices)

    # What is shown

    def title_text(self) -> str:
        """Say what is the matter, or that it is over."""
        return _("There is a sound database again") if self.mended else _("The database is damaged")

    def show(self) -> None:
        """Show the ways, and what the selected one brings back, or what is being done."""
        problem, about = self.query_one("#problem", Static), self.query_one("#about", Static)
        cells = problem.size.width or 60
        problem.update(rows(paragraph(self.mended or self._said(), cells)))
        choices = self.query_one(ChoiceList)
        choices.display = bool(self.count)
        self.selected = max(0, min(self.selected, self.count - 1))
        choices.show([self._choice(way) for way in self.choices], self.selected)
        about.display = not self.mended
        about.update(rows([] if self.mended else self._about(cells)))
        super().show()

    def _said(self) -> str:
        return _("{message} Whatever you choose: the damaged file is kept.").format(message=self._error.message)

    def _choice(self, way: Way) -> Choice:
        if way is Way.LEAVE:
            return Choice(_("Leave"), _("change nothing now"))
        assert self.ways is not None
        if way is Way.SAVE:
            return Choice(_("Save what is readable"), self._reviews(self.ways.readable))
        assert self.ways.backup is not None
        when = when_text(self.ways.backup.made, self.quiz.program.clock.now().tzinfo)
        about = _(" · ").join([when, self._reviews(self.ways.holds)])
        return Choice(_("Restore the newest backup"), about, shorter=when)

    @staticmethod
    def _reviews(held: Contents | None) -> str:
        count = held.reviews if held is not None else 0
        return ngettext("{count} review", "{count} reviews", count).format(count=count)

    def _about(self, cells: int) -> list[Content]:
        if self.problem is not None:
            return problem_lines(self.problem, cells)
        if self.doing or self.ways is None:
            return paragraph(self.doing, cells, QUIET)
        said = self._means(self.ways, self.choices[self.selected])
        return [part for sentence in said for part in paragraph(sentence, cells, QUIET)]

    @staticmethod
    def _means(ways: Ways, way: Way) -> list[str]:
        """Return sentences on what a way brings back, and what not."""
        if way is Way.SAVE:
            lost = ngettext(
                "{count} more entry is known to be lost.", "{count} more entries are known to be lost.", ways.lost
            )
            return [contents_text(ways.readable), *([lost.format(count=ways.lost)] if ways.lost else [])]
        if way is Way.RESTORE:
            gone = ngettext(
                "{count} review since then would be gone.", "{count} reviews since then would be gone.", ways.gone
            )
            return [contents_text(ways.holds), *([gone.format(count=ways.gone)] if ways.gone else [])]
        if ways.backup is None and ways.readable is None:
            return [_("Nothing of it is readable, and there is no backup that can be restored.")]
        return [_("“quiz restore” and “quiz doctor --fix” do the same later.")]

    def is_available(self, name: str) -> bool:
        """Let nothing begin, and nothing be left, while something is done; but what is only looked for can wait."""
        if name == "dialog.accept":
            return not self.doing
        if name in ("dialog.close", "list.close"):
            return not self.doing or self.ways is None
        return super().is_available(name)

    def footer(self) -> list[tuple[str, str]]:
        """Take the selected way, or leave."""
        if self.mended:
            return [("dialog.accept", _("go on"))]
        moves = [("list.down+list.up", _("move"))] if self.count > 1 else []
        taken = [("dialog.accept", _("take it"))] if self.is_available("dialog.accept") else []
        return [*taken, *moves, *([("dialog.close", _("leave"))] if self.is_available("dialog.close") else [])]

    # What is done

    def action_accept(self) -> None:
        """Do what is selected, or go on where it was done."""
        if self.mended:
            self.dismiss(True)
        elif not self.choices or self.choices[self.selected] is Way.LEAVE:
            self.action_close()
        elif self.choices[self.selected] is Way.SAVE:
            self.do(_("saving what is readable…"), partial(health.salvage, self.quiz.program), self._done)
        else:
            assert self.ways is not None
            assert self.ways.backup is not None
            self.do(_("restoring…"), partial(safekeeping.restore, self.quiz.program, self.ways.backup.path), self._done)

    def _done(self, kept: Path | None) -> None:
        said = _("Go on where you were.")
        if kept is not None:
            said = _("The damaged file is kept as {path}.").format(path=literal(str(kept)))
        self.mended = said

    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(bool(self.mended))
