"""What the study screen shows: how far, the prompt, the answer or a comparison, and what to do next."""

from __future__ import annotations

from dataclasses import replace

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz import locale
from quiz.asking import Counts
from quiz.cards import Phase as CardPhase
from quiz.cards import Rating
from quiz.locale import _, ngettext
from quiz.phrases import interval_text, rating_name
from quiz.tui.dates import clock_text
from quiz.tui.screens.card_screen import Asked, CardScreen, Phase
from quiz.tui.text import BOLD, QUIET, apart, joined, line, paragraph, rows
from quiz.tui.widgets import contrast, digits
from quiz.tui.widgets.action_bar import ActionBar, Offer, shares
from quiz.tui.widgets.card_view import ROOMY, Room, answer_view, prompt_rest, prompt_view
from quiz.tui.widgets.progress_line import ProgressLine
from quiz.tui.widgets.typed_answer import TypedAnswer

RATING_ACTIONS = {
    Rating.AGAIN: "answer.again",
    Rating.HARD: "answer.hard",
    Rating.GOOD: "answer.good",
    Rating.EASY: "answer.easy",
}


class StudyView(CardScreen):
    """The part of the study screen that draws."""

    def show(self) -> None:
        """Show everything as it is now, in one frame."""
        with self.app.batch_update():
            self.show_head()
            self.show_prompt()
            self.show_bar()
            super().show()
            if self.phase is Phase.ANSWER:
                self.call_after_refresh(self.show_answer)
            else:
                self.query_one("#answer-text", Static).update(self._before_the_answer())

    def title_text(self) -> str:
        """Return what is studied: a deck, several, all, or a drill."""
        if self.drill:
            return _("Drill")
        chosen = self.quiz.program.decks(self.start.decks) or self.quiz.program.store.decks()
        if len(chosen) > 1 and not self.start.decks:
            return _("All decks")
        return _(", ").join(deck.title_in(locale.current()) for deck in chosen)

    def show_head(self) -> None:
        """Show what is studied, how far, and what is left of each kind."""
        if self.asking is None:
            return
        counts = self.asking.counts(self.now())
        total = counts.done + counts.left
        name = line(self.title_text(), QUIET, max(12, self.columns - 46))
        left = joined(name, Content.styled(f"   {counts.done} / {total}", QUIET))
        self.query_one("#study-head", Static).update(apart(left, self.kinds(counts), self.columns))
        self.query_one(ProgressLine).move_to(counts.done / total if total else 1.0)

    def kinds(self, counts: Counts) -> Content:
        """Return what is left of each kind, the kind of this card marked."""
        present = self.asked.question.card.state.phase if self.asked else None
        if self.drill:
            return Content.styled(ngettext("{count} left", "{count} left", counts.due).format(count=counts.due), QUIET)
        new = _("new {count}").format(count=counts.new)
        learning = _("learning {count}").format(count=counts.learning)
        due = _("due {count}").format(count=counts.due)
        marked = {CardPhase.NEW: 0, CardPhase.LEARNING: 1, CardPhase.RELEARNING: 1, CardPhase.REVIEW: 2}
        here = marked[present] if present is not None else None
        parts = []
        for index, words in enumerate((new, learning, due)):
            shown = Content.styled(f"▸ {words}", BOLD) if index == here else Content.styled(words, QUIET)
            parts += ["   " if index else "", shown]
        return joined(*parts)

    def show_prompt(self) -> None:
        """Show the prompt, or the countdown to the next card."""
        place = self.query_one("#prompt", Static)
        if self.phase is Phase.WAIT:
            place.update(self._countdown())
        elif self.asked is not None:
            revealed = self.phase is Phase.ANSWER
            place.update(prompt_view(self.asked.question, self.room(), revealed=revealed))

    def _countdown(self) -> Content:
        assert self.asking is not None
        now = self.now()
        due = self.asking.waiting(now)
        seconds = (due - now).total_seconds() if due else 0
        note = Content.styled(_("It is in learning."), QUIET)
        words = [Content.styled(_("until the next card"), BOLD), Content(""), note]
        if self.low:
            return joined(Content.styled(clock_text(seconds), BOLD), "  ", words[0])
        drawn = digits.big(clock_text(seconds)).split("\n")
        return rows([joined(left, "    ", right) for left, right in zip(drawn, words, strict=True)])

    def room(self) -> Room:
        """Return the room for the answer."""
        height = self.query_one("#answer", VerticalScroll).size.height
        most = max(2, self.app.size.height // 4)
        return Room(self.columns, height, most, self.low, self.short, self.tall)

    def show_answer(self) -> None:
        """Show the note, or what was typed beside what is right."""
        asked = self.asked
        if asked is None or self.phase is not Phase.ANSWER or not self.query("#answer-text"):
            return
        room = self.room()
        shown = self._answer(asked, room)
        if len(shown.split("\n")) > room.height:
            # It scrolls: the bar for that takes a column.
            shown = self._answer(asked, replace(room, cells=room.cells - 2))
        self.query_one("#answer-text", Static).update(shown)

    def _answer(self, asked: Asked, room: Room) -> Content:
        verdict = self._verdict(asked)
        if not (asked.wrong and asked.given):
            return answer_view(asked.question, room, verdict=verdict)
        other = asked.judged.other if asked.judged else None
        space = [Content("")] if room.height >= ROOMY else []
        height = max(4, room.height - len(verdict) - len(space))
        beside = contrast.contrast(asked.question, asked.given, other, room.cells, height)
        return rows([*verdict, *space, *beside])

    def _verdict(self, asked: Asked) -> list[Content]:
        if asked.judged is None or asked.judged.verdict is None:
            return []
        other = asked.judged.other
        if asked.judged.verdict.right:
            why = _("“{name}” was meant; both are right").format(name=asked.question.expected) if other else ""
            return [contrast.verdict_line("✓", _("Right"), "$success", why, self.columns)]
        why = contrast.reason(asked.given, asked.question.expected, asked.times)
        return [contrast.verdict_line("✗", _("Wrong"), "$error", why, self.columns)]

    def _before_the_answer(self) -> Content:
        """Return what stands below the prompt: the rest of a long one, and the hint where it was asked for."""
        if self.asked is None:
            return Content("")
        room = replace(self.room(), cells=self.columns - 2)
        lines: list[Content | str] = list(prompt_rest(self.asked.question, room))
        if self.asked.hinted:
            lines += paragraph(self.asked.question.hint, room.cells, QUIET)
        return rows(lines)

    def show_bar(self) -> None:
        """Show what to do next: one cell before the answer, four after it, in the same place."""
        typing = self.query_one(TypedAnswer)
        bar = self.query_one(ActionBar)
        types = self.phase is Phase.QUESTION and self.asked is not None and self.asked.mode.name == "type"
        typing.display, bar.display = types, not types and self.phase is not Phase.BEGIN
        if types:
            typing.show()
        elif self.phase is Phase.ANSWER:
            bar.show(self._ratings(), shares(self.columns, 4))
        elif self.phase is Phase.QUESTION:
            below = _("say it to yourself first")
            offer = Offer("question.reveal", self.key_of("question.reveal"), _("show the answer"), below, proposed=True)
            bar.show([offer], [34])
        elif self.phase is Phase.WAIT:
            below = _("or wait: it comes by itself")
            bar.show([Offer("wait.forward", self.key_of("wait.forward"), _("ask it now"), below, proposed=True)], [34])

    def _ratings(self) -> list[Offer]:
        assert self.asked is not None
        choices = self.asked.choices
        assert choices is not None
        offers = []
        for rating, outcome in choices.outcomes.items():
            below = _drilled(rating) if self.drill else interval_text(outcome.interval)
            name = RATING_ACTIONS[rating]
            proposed = rating is self.asked.proposal
            offers.append(Offer(name, self.key_of(name), rating_name(rating), below, proposed))
        return offers


def _drilled(rating: Rating) -> str:
    """Return what a rating does in a drill, where it moves no schedule."""
    return _("comes once more") if rating is Rating.AGAIN else _("done")
