"""Making changes in the browser and taking them back: one after the other, large ones in a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from quiz import changes
from quiz.changes import Change, Done, TakenBack
from quiz.errors import QuizError, unforeseen
from quiz.locale import _, ngettext
from quiz.scheduling.days import study_day
from quiz.tui.screens.browse_table import BrowseTable

_MANY = 2000
"""From how many cards or notes on a change is made in a thread."""

_WORKERS = "change"

_OF_NOTES = (changes.Tag, changes.Replace, changes.SetField, changes.Delete)
"""The changes that are told by notes, not by cards."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Step:
    """A change that was made and can be taken back; it is told by notes or by cards."""

    done: Done
    of_notes: bool


class BrowseMaking(BrowseTable):
    """The part of the browser that makes changes of what is marked, or selected, and takes them back."""

    is_changing = False

    @property
    def targets(self) -> Sequence[int]:
        """The lines that a key acts on: those that are marked, in their order, otherwise the selected one."""
        return self.marked_here or ([] if self.selected_id is None else [self.selected_id])

    def target_cards(self) -> Sequence[int]:
        """Return the cards of the targets."""
        return self.quiz.program.store.cards_in(self.targets) if self.wanted.notes else self.targets

    def target_notes(self) -> Sequence[int]:
        """Return the notes of the targets, each once."""
        return self.targets if self.wanted.notes else self.quiz.program.store.notes_of(self.targets)

    def is_busy(self) -> bool:
        """Tell whether a change is being made, and say so: another one has to wait, and so has leaving."""
        if self.is_changing:
            self.quiz.say(_("One moment…"))
        return self.is_changing

    def action_close(self) -> None:
        """Take the marks away, or leave; not while a change is being made, whose step of undo would be lost."""
        if self.marked:
            self.marked.clear()
            self.show_marks()
        elif not self.is_busy():
            self.dismiss(None)

    # Changes

    def change(self, change: Change, sentence: str, **words: str) -> None:
        """Change cards or notes, say how many that touched, and show the table as it is then.

        ``sentence`` is translated and has ``{what}`` in the place of what was touched, and the other ``words``.
        """
        if not self.is_busy():
            with self.quiz.reporting():
                self.make(change, sentence, words)

    def make(self, change: Change, sentence: str, words: Mapping[str, str]) -> None:
        """Make a change while no other one is being made. Raises :class:`QuizError` where it can't be, and is small."""
        of_notes = isinstance(change, _OF_NOTES)
        self._do(
            lambda: self.changed(change), lambda done: self._tell(Step(done, of_notes), sentence, words), self.targets
        )

    def changed(self, change: Change) -> Done:
        """Make a change now, and return what was done."""
        program = self.quiz.program
        now = program.clock.now()
        return program.store.change(change, now, study_day(now, program.config.day_start))

    def _tell(self, step: Step, sentence: str, words: Mapping[str, str]) -> None:
        if not (step.done.cards or step.done.notes):
            self.quiz.say(_("Nothing to change there."))
            return
        self.made(step)
        undo = _("{key} takes it back.").format(key=self.key_of("browse.undo"))
        said = _said(sentence, step, words)
        self.quiz.say(_("{sentence} {next_sentence}").format(sentence=said, next_sentence=undo))
        self.find_again()

    def made(self, step: Step) -> None:
        """Remember a change, so that it can be taken back."""
        if step.done.cards or step.done.notes:
            self.quiz.changes.append(step)
            self.show_keys()

    # Taking them back

    def action_undo(self) -> None:
        """Take back the last change."""
        if not self.quiz.changes or self.is_busy():
            return
        step, store = self.quiz.changes[-1], self.quiz.program.store
        with self.quiz.reporting():
            self._do(
                lambda: store.take_back(step.done, self.quiz.program.clock.now()),
                partial(self._taken_back, step),
                range(max(step.done.cards, step.done.notes)),
            )

    def _taken_back(self, step: Step, back: TakenBack) -> None:
        self.quiz.changes.remove(step)
        what = _touched(back.notes if step.of_notes else back.cards, of_notes=step.of_notes)
        self.quiz.say(_("Undone: {what}.").format(what=what))
        self.find_again()

    # Large ones in a thread

    def _do(self, act: Callable[[], Result], then: Callable[[Result], None], named: Sequence[int]) -> None:
        """Do something to so many cards or notes, then what is to follow. Raises what it raises where these are few."""
        if len(named) < _MANY:
            then(act())
            return
        self.is_changing = True
        self.quiz.say(_("One moment…"))
        self.run_worker(partial(self._in_thread, act, then), thread=True, group=_WORKERS, exit_on_error=False)

    def _in_thread(self, act: Callable[[], Result], then: Callable[[Result], None]) -> None:
        try:
            result = act()
        except QuizError as error:
            self.app.call_from_thread(self._failed, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self._failed, unforeseen(error))
        else:
            self.app.call_from_thread(self._ended, then, result)

    def _failed(self, error: QuizError) -> None:
        self.is_changing = False
        self.quiz.report(error)

    def _ended(self, then: Callable[[Result], None], result: Result) -> None:
        self.is_changing = False
        then(result)


def _said(sentence: str, step: Step, words: Mapping[str, str]) -> str:
    """Return a sentence about what was touched, and another one about what was left as it is."""
    done = step.done
    what = _touched(done.notes if step.of_notes else done.cards, of_notes=step.of_notes)
    said = sentence.format(what=what, **words)
    if not done.left:
        return said
    left = ngettext("{count} stays as it is.", "{count} stay as they are.", done.left).format(count=done.left)
    return _("{sentence} {next_sentence}").format(sentence=said, next_sentence=left)


def _touched(count: int, *, of_notes: bool) -> str:
    """Return how many cards, or notes, were touched."""
    if of_notes:
        return ngettext("{count} note", "{count} notes", count).format(count=count)
    return ngettext("{count} card", "{count} cards", count).format(count=count)
