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
from quiz.confusing import ConfusionDrill
from quiz.locale import _, ngettext
from quiz.phrases import drilled_text, interval_text, pace_text, rating_name
from quiz.tui.dates import clock_text
from quiz.tui.screens.card_marks import CardMarks, time_text
from quiz.tui.screens.card_screen import Asked, Phase
from quiz.tui.screens.flag import flag_sign
from quiz.tui.text import BOLD, QUIET, apart, joined, line, paragraph, rows
from quiz.tui.widgets import contrast, digits
from quiz.tui.widgets.action_bar import ActionBar, Offer, shares
from quiz.tui.widgets.card_view import ROOMY, Room, answer_view, prompt_rest, prompt_view, recall_lines, rest_of_answer
from quiz.tui.widgets.choice_view import below_choice, differences, note_words
from quiz.tui.widgets.option_rows import OptionRows, Outcome
from quiz.tui.widgets.progress_line import ProgressLine
from quiz.tui.widgets.typed_answer import TypedAnswer
from quiz.tui.widgets.verdict import verdict_line, verdict_of

RATING_ACTIONS = {
    Rating.AGAIN: "answer.again",
    Rating.HARD: "answer.hard",
    Rating.GOOD: "answer.good",
    Rating.EASY: "answer.easy",
}


class StudyView(CardMarks):
    """The part of the study screen that draws."""

    _studied: str | None = None
    """What is studied, read once for a language."""

    def show(self) -> None:
        """Show everything as it is now, in one frame."""
        with self.app.batch_update():
            self.show_head()
            self.show_prompt()
            self.show_bar()
            super().show()
            self.query_one(OptionRows).display = self.asked is not None and bool(self.asked.options)
            if self.shows_answer:
                self.show_answer()
            else:
                self.query_one("#answer").styles.overflow_y = "auto"
                self.query_one("#answer-text", Static).update(rows(self._before_the_answer(self.columns - 2)))

    @property
    def shows_answer(self) -> bool:
        """Whether there is something below the prompt that has to fit: options, or the answer."""
        if self.asked is None:
            return False
        return self.phase in (Phase.RECALL, Phase.ANSWER) or (self.phase is Phase.QUESTION and bool(self.asked.options))

    def title_text(self) -> str:
        """Return what is studied: a deck, several, all, or a drill."""
        if self._studied is None:
            self._studied = self._what_is_studied()
        return self._studied

    def _what_is_studied(self) -> str:
        if isinstance(self.asking, ConfusionDrill):
            return _("Mix-ups")
        if self.is_drill:
            return _("Cram") if self.start.cram else _("Drill")
        if self.start.filters:
            return _(", ").join(self.start.filters)
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
        name = line(self.title_text(), QUIET, max(12, self.columns - 52))
        left = joined(name, Content.styled("   ".join(["", f"{counts.done} / {total}", *self._marks()]), QUIET))
        self.query_one("#study-head", Static).update(apart(left, self.kinds(counts), self.columns))
        self.query_one(ProgressLine).move_to(counts.done / total if total else 1.0)

    def _marks(self) -> list[str]:
        """Return what is marked of this card: how long it has been asked, where that is to be seen, and its flag."""
        timed = self.quiz.program.config["timer"] == "on"
        time = time_text(self.asked, self.phase, self.now(), runs=self.clock_runs) if timed else ""
        flag = flag_sign(self.asked.question.card.flag) if self.asked else ""
        return [mark for mark in (time, flag) if mark]

    def kinds(self, counts: Counts) -> Content:
        """Return what is left of each kind, the kind of this card marked."""
        present = self.asked.question.card.state.phase if self.asked else None
        if self.is_drill:
            return Content.styled(
                ngettext("{count} left", "{count} left", counts.left).format(count=counts.left), QUIET
            )
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
            revealed = self.phase in (Phase.RECALL, Phase.ANSWER)
            typed = self.asked.mode == "type"
            place.update(prompt_view(self.asked.question, self.room(), revealed=revealed, typed=typed))

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
        """Show the options, the note, or what was typed beside what is right."""
        asked = self.asked
        if asked is None or self.phase in (Phase.BEGIN, Phase.WAIT) or not self.query("#answer-text"):
            return
        room = self._show_options(asked, self.room())
        shown = self._answer(asked, room)
        scrolls = len(shown.split("\n")) > room.height
        if scrolls and self.phase is Phase.QUESTION:
            # Until an option is picked, the place of the ratings is free.
            self.query_one(ActionBar).display = False
        if scrolls:
            # The bar for that takes a column.
            room = self._show_options(asked, replace(self.room(), cells=room.cells - 2))
            shown = self._answer(asked, room)
        self.query_one("#answer").styles.overflow_y = "auto" if scrolls else "hidden"
        self.query_one("#answer-text", Static).update(shown)

    def _show_options(self, asked: Asked, room: Room) -> Room:
        """Show the options, if there are any, and return the room that they leave below.

        Their place is the same before and after the choice: that above the ratings.
        """
        if not asked.options:
            return room
        if self.query_one(ActionBar).display:
            asked.rows = room.height
        outcome = None
        if self.phase is not Phase.QUESTION:
            picked, right = asked.judged.other if asked.judged else None, asked.question.note
            notes = [note for note in (right, picked) if note is not None]
            outcome = Outcome(asked.given.picked, {note.id: note_words(asked.question, note) for note in notes})
        space = asked.rows if room.low else asked.rows - 1
        taken = self.query_one(OptionRows).show(asked.options, room.cells, space, outcome)
        return replace(room, height=room.height - taken)

    def _answer(self, asked: Asked, room: Room) -> Content:
        if self.phase is Phase.QUESTION:
            return self._below_the_options(room)
        if asked.options:
            named = self.query_one(OptionRows).names_notes
            head = [Content("")] * (room.height >= ROOMY) + self._said_of_pick(asked, room)
            room = replace(room, height=room.height - len(head))
            return rows([*head, *below_choice(asked.question, asked.judged, room, named=named)])
        if self.phase is Phase.RECALL:
            hint = [Content(""), *paragraph(asked.question.hint, room.cells, QUIET)] if asked.hinted else []
            return rows([*self._verdict(asked), "", *recall_lines(asked.question, room.cells), *hint])
        return self._revealed(asked, room)

    def _below_the_options(self, room: Room) -> Content:
        """Return how to pick, and the hint where it was asked for."""
        keys = _("press 1 to 4, or a to d")
        show = _("no idea? {key} shows it").format(key=self.key_of("question.reveal"))
        how = apart(Content.styled(keys, QUIET), Content.styled(show, QUIET), room.cells)
        return rows([how, *self._before_the_answer(room.cells)])

    def _revealed(self, asked: Asked, room: Room) -> Content:
        verdict, judged = self._verdict(asked), asked.judged
        if asked.wrong and asked.typed and judged is not None:
            space = [Content("")] if room.height >= ROOMY else []
            height = max(4, room.height - len(verdict) - len(space))
            beside = contrast.contrast(asked.question, asked.typed, judged, room.cells, height)
            left = replace(room, height=height - len(beside))
            below = rest_of_answer(asked.question, judged.verdict.expected, left)
            return rows([*verdict, *space, *beside, *below])
        parts = judged.verdict.parts if judged else ()
        return answer_view(asked.question, room, verdict=verdict, parts=parts)

    def _verdict(self, asked: Asked) -> list[Content]:
        """Return the verdict and why, for an answer that was typed; of a name with a typo also what was typed.

        Where the answer of another note with the same prompt was given, it follows how the two differ.
        """
        judged = asked.judged
        if judged is None or (judged.verdict.grade is None and not judged.verdict.parts):
            return self._pace(asked)
        lines = [verdict_of(asked.question, judged, asked.times, self.columns)]
        if judged.close:
            lines += contrast.typo_lines(asked.typed, judged.verdict.expected, self.columns)
        if judged.verdict.parts:
            lines += contrast.typed_lines(asked.typed, self.columns)
        if judged.verdict.right and judged.other is not None:
            lines += differences(asked.question, judged.other, Room(self.columns, 2), named=True)
        return lines

    def _said_of_pick(self, asked: Asked, room: Room) -> list[Content]:
        """Return that nothing was picked, or where there is room how fast something was."""
        if asked.given.picked is None:
            return [verdict_line("✗", _("No answer"), "$error", "", self.columns)]
        return self._pace(asked) if room.height > 1 else []

    def _pace(self, asked: Asked) -> list[Content]:
        """Return how fast the answer was, where that decided the proposal."""
        said = pace_text(asked.judged.proposal) if asked.judged else ""
        return [line(said, QUIET, self.columns)] if said else []

    def _before_the_answer(self, cells: int) -> list[Content]:
        """Return what stands below the prompt: the rest of a long one, and the hint where it was asked for."""
        if self.asked is None:
            return []
        question = self.asked.question
        hint = paragraph(question.hint, cells, QUIET) if self.asked.hinted else []
        return [*prompt_rest(question, replace(self.room(), cells=cells)), *hint]

    def show_bar(self) -> None:
        """Show what to do next: one cell before the answer, four after it, in the same place."""
        typing = self.query_one(TypedAnswer)
        bar = self.query_one(ActionBar)
        types = self.phase is Phase.QUESTION and self.asked is not None and self.asked.mode == "type"
        typing.display, bar.display = types, not types and self.phase is not Phase.BEGIN
        if types:
            typing.show()
        elif self.phase is Phase.ANSWER:
            bar.show(self._ratings(), shares(self.columns, 4))
        elif self.phase is Phase.RECALL:
            below = _("say it to yourself first")
            offer = Offer("question.reveal", self.key_of("question.reveal"), _("show the rest"), below, proposed=True)
            bar.show([offer], [34])
        elif self.phase is Phase.QUESTION and self.asked is not None and self.asked.options:
            bar.show([], [])
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
            drilled = drilled_text(rating, pairs=isinstance(self.asking, ConfusionDrill))
            below = interval_text(outcome.interval) if self.moves_schedule else drilled
            name = RATING_ACTIONS[rating]
            proposed = rating is self.asked.proposal
            offers.append(Offer(name, self.key_of(name), rating_name(rating), below, proposed))
        return offers
