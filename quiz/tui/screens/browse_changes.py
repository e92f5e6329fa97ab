"""What the browser does with the selected line, or with all that are marked; each is one step of undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from quiz import changes
from quiz.browsing.due_days import Days
from quiz.changes import Change, Done
from quiz.errors import QuizError, unforeseen
from quiz.locale import _, ngettext
from quiz.scheduling.days import study_day
from quiz.tui.screens.browse_table import BrowseTable
from quiz.tui.text import title_of
from quiz.tui.widgets.query_input import QueryInput

_MANY = 2000
"""From how many lines on a change is made in a thread."""

_WORKERS = "change"

_OF_NOTES = (changes.Tag, changes.Replace, changes.SetField, changes.Delete)
"""The changes that are told by notes, not by cards."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change that was made and can be taken back; it is told by notes or by cards."""

    done: Done
    of_notes: bool


class BrowseChanges(BrowseTable):
    """The part of the browser that changes cards and notes."""

    is_changing = False

    # On what

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

    # Making changes

    def change(self, change: Change, sentence: str, **words: str) -> None:
        """Change cards or notes, say how many that touched, and show the table as it is then.

        ``sentence`` is translated and has ``{what}`` in the place of what was touched, and the other ``words``.
        """
        if self.is_changing:
            return
        of_notes = isinstance(change, _OF_NOTES)
        if len(self.targets) < _MANY:
            with self.quiz.reporting():
                self._changed(Step(self._change(change), of_notes), sentence, words)
            return
        self.is_changing = True
        self.quiz.say(_("One moment…"))
        self.run_worker(
            partial(self._change_in_thread, change, of_notes, sentence, words),
            thread=True,
            group=_WORKERS,
            exit_on_error=False,
        )

    def _change(self, change: Change) -> Done:
        program = self.quiz.program
        now = program.clock.now()
        return program.store.change(change, now, study_day(now, program.config.day_start))

    def _change_in_thread(self, change: Change, of_notes: bool, sentence: str, words: Mapping[str, str]) -> None:
        try:
            step = Step(self._change(change), of_notes)
        except QuizError as error:
            self.app.call_from_thread(self._not_changed, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self._not_changed, unforeseen(error))
        else:
            self.app.call_from_thread(self._changed, step, sentence, words)

    def _not_changed(self, error: QuizError) -> None:
        self.is_changing = False
        self.quiz.report(error)

    def _changed(self, step: Step, sentence: str, words: Mapping[str, str]) -> None:
        self.is_changing = False
        if not (step.done.cards or step.done.notes):
            self.quiz.say(_("Nothing to change there."))
            return
        self.made(step)
        undo = _("{key} takes it back.").format(key=self.key_of("browse.undo"))
        self.quiz.say(_("{sentence} {next_sentence}").format(sentence=_said(sentence, step, words), next_sentence=undo))
        self.find_again()

    def made(self, step: Step) -> None:
        """Remember a change, so that it can be taken back."""
        if step.done.cards or step.done.notes:
            self.quiz.changes.append(step)
            self.show_keys()

    def action_undo(self) -> None:
        """Take back the last change."""
        if not self.quiz.changes:
            return
        with self.quiz.reporting():
            step = self.quiz.changes[-1]
            back = self.quiz.program.store.take_back(step.done, self.quiz.program.clock.now())
            self.quiz.changes.pop()
            what = _touched(back.notes if step.of_notes else back.cards, of_notes=step.of_notes)
            self.quiz.say(_("Undone: {what}.").format(what=what))
            self.find_again()

    # Each of them

    def action_suspend(self) -> None:
        """Suspend cards; where all of them are, let them be asked again."""
        cards = self.target_cards()
        if self.quiz.program.store.suspended_among(cards) == len(cards):
            self.change(changes.Resume(cards), _("{what} will be asked again."))
        else:
            self.change(changes.Suspend(cards), _("{what} will not be asked any more."))

    def action_bury(self) -> None:
        """Bury cards until tomorrow; where all of them are, let them be asked again today."""
        program, cards = self.quiz.program, self.target_cards()
        day = study_day(program.clock.now(), program.config.day_start)
        if program.store.buried_among(cards, day) == len(cards):
            self.change(changes.Unbury(cards), _("{what} can be asked today again."))
        else:
            until = day + timedelta(days=1)
            self.change(changes.Bury(cards, until), _("{what} will not be asked today."))

    def action_known(self) -> None:
        """Let cards be known for good."""
        self.change(changes.MarkKnown(self.target_cards()), _("{what} known for good."))

    def action_reset(self) -> None:
        """Make cards new again."""
        self.change(changes.Reset(self.target_cards()), _("{what} new again; the history stays."))

    def action_delete(self) -> None:
        """Delete notes."""
        self.change(changes.Delete(self.target_notes()), _("{what} deleted."))

    def action_flag(self) -> None:
        """Choose a flag for cards."""
        from quiz.tui.screens.flag import FlagScreen  # noqa: PLC0415  loaded when it is first needed

        found = self.target_cards()
        flag = self.quiz.program.store.card(found[0]).flag if found else 0
        self.app.push_screen(FlagScreen(flag), self._flagged)

    def _flagged(self, flag: int | None) -> None:
        if flag is not None:
            from quiz.tui.screens.flag import flag_text  # noqa: PLC0415  loaded with the window

            change = changes.Flag(self.target_cards(), flag)
            self.change(change, _("{what}: {flag}."), flag=flag_text(flag))

    def action_move(self) -> None:
        """Choose the deck into which cards are put."""
        from quiz.tui.screens.pick import Choice, PickScreen  # noqa: PLC0415  loaded when it is first needed

        decks = self.quiz.program.store.decks()

        def picked(index: int | None) -> None:
            if index is not None:
                change = changes.Move(self.target_cards(), decks[index].id)
                self.change(change, _("{what} moved to {deck}."), deck=title_of(decks[index]))

        choices = [Choice(title_of(deck)) for deck in decks]
        self.app.push_screen(PickScreen(lambda: _("Into which deck?"), lambda: choices), picked)

    def action_tag(self) -> None:
        """Write which tags notes get and lose."""
        from quiz.tui.screens.browse_tags import TagScreen  # noqa: PLC0415  loaded when it is first needed

        notes = self.target_notes()
        self.app.push_screen(TagScreen(self.quiz.program.store.tags_among(notes), len(notes)), self._tagged)

    def _tagged(self, wanted: tuple[tuple[str, ...], tuple[str, ...]] | None) -> None:
        if wanted is not None:
            add, remove = wanted
            change = changes.Tag(self.target_notes(), add, remove)
            self.change(change, _("Tags of {what} changed."))

    def action_due(self) -> None:
        """Write on which day, or spread over which days, cards fall due."""
        from quiz.tui.screens.browse_due import DueScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(DueScreen(len(self.target_cards())), self._rescheduled)

    def _rescheduled(self, days: Days | None) -> None:
        if days is not None:
            change = changes.Reschedule(self.target_cards(), *days)
            self.change(change, _("{what} rescheduled."))

    def action_replace(self) -> None:
        """Write what is found and replaced in notes."""
        from quiz.tui.screens.browse_replace import ReplaceScreen  # noqa: PLC0415  loaded when it is first needed

        vocabulary = self.query_one(QueryInput).vocabulary
        fields = vocabulary.fields if vocabulary else ()
        self.app.push_screen(ReplaceScreen(self.target_notes(), fields), self._replaced)

    def _replaced(self, change: Change | None) -> None:
        if change is not None:
            self.change(change, _("{what} changed."))

    def action_export(self) -> None:
        """Write what is marked, or all that was found, to a file."""
        from quiz.text import literal  # noqa: PLC0415  needed after the window
        from quiz.tui.screens.browse_export import ExportScreen  # noqa: PLC0415  loaded when it is first needed

        store, ids = self.quiz.program.store, self.marked_here or list(self.ids)
        notes = ids if self.wanted.notes else store.notes_of(ids)

        def written(path: Path | None) -> None:
            if path is not None:
                self.quiz.say(_("Written to {file}.").format(file=literal(str(path))))

        self.app.push_screen(ExportScreen(notes), written)

    def action_duplicates(self) -> None:
        """List notes that may be the same."""
        from quiz.tui.screens.browse_duplicates import DuplicatesScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(DuplicatesScreen(self._merged))

    def _merged(self, done: Done) -> None:
        self.made(Step(done, of_notes=True))
        self.quiz.say(_("Merged; the history of all is that of the note that is kept."))


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
