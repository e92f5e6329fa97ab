"""The end of a session: how many, how long, how many right, what was missed, and when it goes on."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz import stats
from quiz.locale import _, ngettext
from quiz.phrases import left_text, next_instant, over_text
from quiz.scheduling.days import study_day
from quiz.sessions import Start, drill_of
from quiz.study import Session
from quiz.summary import Missed, Summary
from quiz.tui.dates import clock_text, when_text
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.study_steps import take_back
from quiz.tui.text import BOLD, QUIET, apart, joined, line, progress, rows, to_left
from quiz.tui.widgets.action_bar import ActionBar, Offer
from quiz.tui.widgets.digits import big, spaced

_GAP = 4


class SummaryScreen(QuizScreen[None]):
    """What was done today in the decks that were studied; from the log, so that it is the same after a restart."""

    PLACES = ("summary",)

    def __init__(self, session: Session, start: Start, title: str) -> None:
        super().__init__()
        self._session, self._start, self._title = session, start, title
        self._summary = Summary(0, 0, 0, ())
        self._streak = 0
        self._next: datetime | None = None
        self._siblings = 0
        self._left = self._total = 0
        self._bounded = False

    def compose_page(self) -> ComposeResult:
        """Compose the parts from top to bottom."""
        yield Static(id="study-head")
        yield Static(id="line")
        yield Static(id="figures")
        with VerticalScroll(id="missed", can_focus=False):
            yield Static(id="missed-text")
        yield ActionBar(id="bar")

    def opened(self) -> None:
        """Read what was done."""
        self.read()

    def on_screen_resume(self) -> None:
        """Read again after a drill."""
        if self.quiz.ready and self.is_mounted:
            self.read()

    def read(self) -> None:
        """Read what was done today, and when it goes on."""
        program, session = self.quiz.program, self._session
        with self.quiz.reporting():
            now = program.clock.now()
            self._summary = session.summary(now)
            ending = session.ending(now)
            day = study_day(now, program.config.day_start)
            self._streak = stats.streak(program.store.statistics(None, day), day)["current"]
            self._next = next_instant(ending, now, program.config.day_start)
            self._siblings = ending.waiting_siblings
            counts = session.left_today(now)
            self._left, self._total = counts.left, counts.done + counts.left
            self._bounded = bool(self._left) and session.is_over(now)
            self.show()

    def show(self) -> None:
        """Show everything as it was read."""
        done = self._summary
        total = max(done.cards, self._total)
        head = joined(line(self._title, QUIET, self.columns - 20), Content.styled(f"   {done.cards} / {total}", QUIET))
        self.query_one("#study-head", Static).update(head)
        self.query_one("#line", Static).update(progress(done.cards / total if total else 1.0, self.columns))
        self.query_one("#figures", Static).update(self._empty() if not done.cards else self._figures(done))
        self.query_one("#missed-text", Static).update(self._below(done))
        bar = self.query_one(ActionBar)
        offers = self._offers()
        widths = [self.columns] if len(offers) == 1 else [self.columns - 30, 28]
        bar.show(offers, widths)
        super().show()

    def _empty(self) -> Content:
        return rows([line(self._heading(), BOLD, self.columns), "", *self._when()])

    def _heading(self) -> str:
        """Return why nothing is asked any more."""
        if self._bounded:
            return self._end_reached()
        if self._left:
            return _("That is it for now.")
        if self._start.is_selection:
            return _("Nothing more of this selection is due today.")
        return _("Done for today.") if self._summary.cards else _("Nothing is due today.")

    def _end_reached(self) -> str:
        """Return which end was reached before everything was asked."""
        return over_text(self._session.bounds, by_number=self._session.answers_left == 0)

    def _figures(self, done: Summary) -> Content:
        days = ngettext("{days} day in a row", "{days} days in a row", self._streak).format(days=self._streak)
        heading = line(self._heading(), BOLD, self.columns)
        first = joined(heading, "   ", Content.styled(days, QUIET))
        first = first if first.cell_length <= self.columns else heading
        percent, seconds = round(100 * done.right / done.cards), done.milliseconds / 1000
        figures = [
            (str(done.cards), ngettext("card", "cards", done.cards)),
            (str(done.right), _("right, {percent} %").format(percent=percent)),
            (clock_text(seconds), _("minutes, {each} s each").format(each=f"{seconds / done.cards:.1f}")),
        ]
        if self.low:
            words = [f"{number} {label}" for number, label in figures]
            return rows([first, line("   ".join(words))])
        columns = [_column(number, label) for number, label in figures]
        return rows([first, "", *[joined(*parts) for parts in zip(*columns, strict=True)]])

    def _when(self) -> list[Content | str]:
        if self._bounded:
            return [line(left_text(self._left), QUIET, self.columns)]
        if self._start.is_selection:
            return []
        lines: list[Content | str] = []
        if self._next is not None:
            when = when_text(self._next, self.quiz.program.clock.now())
            lines.append(joined(Content.styled(_("Next"), QUIET), "  ", Content.styled(when, BOLD)))
        if self._siblings:
            said = ngettext(
                "{count} card waits until tomorrow, so that its other direction does not give it away.",
                "{count} cards wait until tomorrow, so that their other direction does not give them away.",
                self._siblings,
            )
            lines.append(line(said.format(count=self._siblings), QUIET, self.columns))
        return lines

    def _below(self, done: Summary) -> Content:
        if not done.cards:
            return Content("")
        when = self._when()
        if not done.missed:
            return rows(when)
        heading = ngettext("{count} missed", "{count} missed", len(done.missed)).format(count=len(done.missed))
        height = self.query_one("#missed", VerticalScroll).size.height
        # It scrolls where it is longer: the bar for that takes a column.
        cells = self.columns - 2 * (len(done.missed) + len(when) + 2 > height)
        missed = [missed_line(missed, cells) for missed in done.missed]
        return rows([Content.styled(heading, QUIET), *missed, "", *when])

    def _offers(self) -> list[Offer]:
        missed, key = len(self._summary.missed), self.key_of("summary.drill")
        first: list[Offer] = []
        if missed:
            words = ngettext("drill this one", "drill these {count}", missed).format(count=missed)
            first = [Offer("summary.drill", key, words, _("the schedule is not touched"), proposed=True)]
        elif self._bounded:
            first = [Offer("summary.drill", key, _("go on"), left_text(self._left), proposed=True)]
        elif not self._summary.cards:
            first = [Offer("summary.drill", key, _("study ahead"), _("the next cards, early"), proposed=True)]
        key = self.key_of("summary.home")
        return [*first, Offer("summary.home", key, _("home"), self._home_words(), proposed=not first)]

    def _home_words(self) -> str:
        if self._next is None or self._bounded or self._start.is_selection:
            return ""
        return when_text(self._next, self.quiz.program.clock.now())

    def footer(self) -> list[tuple[str, str]]:
        """Return what else can be done."""
        ahead = [("summary.ahead", _("go on"))] if self._bounded else self.labelled("summary.ahead")
        rest = self.labelled("summary.statistics", "summary.export", "summary.home")
        return [*self.labelled("summary.undo"), *ahead, *rest]

    def is_available(self, name: str) -> bool:
        """Drill only where something was missed; the same key goes on where nothing else is to be done."""
        if name == "summary.drill":
            return bool(self._summary.missed) or self._bounded or not self._summary.cards
        return name != "summary.export" or bool(self._summary.cards)

    # Going on

    def action_drill(self) -> None:
        """Practise what was missed; where nothing was, go on, or on an empty day study ahead."""
        if not self._summary.missed:
            self.action_ahead()
            return
        drill = drill_of(self.quiz.program, self._missed_cards, Start(mode=self._start.mode))
        self.app.push_screen(StudyScreen(self._start, asking=drill))

    def action_ahead(self) -> None:
        """Go on with what is left of today's share, otherwise study more than that."""
        session, now = self._session, self.quiz.program.clock.now()
        session.go_further()
        is_left = session.next(now) is not None or session.waiting(now) is not None
        if is_left or session.study_ahead(now):
            self.app.switch_screen(StudyScreen(self._start, asking=self._session))
        else:
            self.quiz.say(_("There is nothing to study ahead."))

    def action_undo(self) -> None:
        """Take back the last answer and ask its card again."""
        if take_back(self.quiz, self._session):
            self.app.switch_screen(StudyScreen(self._start, asking=self._session))

    def action_statistics(self) -> None:
        """Show how it goes with the decks, or the filter, that were studied."""
        from quiz.tui.screens.statistics import StatisticsScreen  # noqa: PLC0415  loaded when it is first needed

        where = self._start.where if self._start.filters else ""
        self.app.push_screen(StatisticsScreen(self.quiz.program.decks(self._start.decks) or (), where=where))

    def action_export(self) -> None:
        """Export what was missed, or all that was asked today."""
        from quiz.tui.screens.export import ExportScreen  # noqa: PLC0415  loaded when it is first needed
        from quiz.tui.screens.export_choices import notes_scope  # noqa: PLC0415

        store = self.quiz.program.store
        missed, asked = (store.notes_of(cards) for cards in (self._missed_cards, self._summary.asked))

        def missed_words() -> str:
            return ngettext("{count} note that was missed", "{count} notes that were missed", len(missed)).format(
                count=len(missed)
            )

        def asked_words() -> str:
            return ngettext("{count} note that was asked", "{count} notes that were asked", len(asked)).format(
                count=len(asked)
            )

        first = [notes_scope(missed, missed_words)] if missed else []
        self.app.push_screen(ExportScreen([*first, notes_scope(asked, asked_words)]))

    @property
    def _missed_cards(self) -> list[int]:
        return [missed.card.id for missed in self._summary.missed]

    def action_home(self) -> None:
        """Go home."""
        self.dismiss(None)


def _column(number: str, label: str) -> list[Content]:
    drawn = big(number).split("\n") if len(number) < 9 else [Content(""), Content(spaced(number)), Content("")]
    width = max(drawn[0].cell_length, Content(label).cell_length) + _GAP
    return [*[to_left(part, width) for part in drawn], to_left(Content.styled(label, QUIET), width)]


def missed_line(missed: Missed, cells: int) -> Content:
    """Return one card that was missed: its key, what it means, and what was answered instead."""
    kind, language = missed.note_type, missed.language
    key = missed.note.text(kind.key_field, language)
    rest = [name for name in kind.fields if name != kind.key_field]
    meaning = missed.note.text(rest[-1], language) if rest else ""
    answered = line(_answered(missed.given, missed.mode), QUIET, cells * 2 // 5)
    space = cells - 10 - answered.cell_length - 2
    left = joined(Content.styled("✗", "$error"), "  ", to_left(line(key, BOLD, 24), max(6, min(24, len(key) + 3))))
    return apart(joined(left, line(meaning, "", max(8, space))), answered, cells)


def _answered(given: str, mode: str) -> str:
    """Return what was answered."""
    if mode == "type":
        return _("typed {text}").format(text=given) if given else _("no answer")
    return _("picked {text}").format(text=given) if mode == "choice" and given else ""
