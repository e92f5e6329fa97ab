"""What the browser does with the selected line, or with all that are marked; each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

Said = Callable[[Done], str]
"""What is said of a change that was made."""


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

    def change(self, change: Change, said: Said) -> None:
        """Change cards or notes, say how many that touched, and show the table as it is then."""
        if self.is_changing:
            return
        if len(self.targets) < _MANY:
            with self.quiz.reporting():
                self._changed(self._change(change), said)
            return
        self.is_changing = True
        self.quiz.say(_("One moment…"))
        self.run_worker(partial(self._change_in_thread, change, said), thread=True, group=_WORKERS, exit_on_error=False)

    def _change(self, change: Change) -> Done:
        program = self.quiz.program
        now = program.clock.now()
        return program.store.change(change, now, study_day(now, program.config.day_start))

    def _change_in_thread(self, change: Change, said: Said) -> None:
        try:
            done = self._change(change)
        except QuizError as error:
            self.app.call_from_thread(self._not_changed, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self._not_changed, unforeseen(error))
        else:
            self.app.call_from_thread(self._changed, done, said)

    def _not_changed(self, error: QuizError) -> None:
        self.is_changing = False
        self.quiz.report(error)

    def _changed(self, done: Done, said: Said) -> None:
        self.is_changing = False
        if not (done.cards or done.notes):
            self.quiz.say(_("Nothing to change there."))
            return
        self.quiz.changes.append(done)
        undo = _("{key} takes it back.").format(key=self.key_of("browse.undo"))
        self.quiz.say(_("{sentence} {next_sentence}").format(sentence=said(done), next_sentence=undo))
        self.find_again()

    def action_undo(self) -> None:
        """Take back the last change."""
        if not self.quiz.changes:
            return
        with self.quiz.reporting():
            back = self.quiz.program.store.take_back(self.quiz.changes[-1], self.quiz.program.clock.now())
            self.quiz.changes.pop()
            self.quiz.say(_("Undone: {what}.").format(what=_touched(back.cards, back.notes)))
            self.find_again()

    # Each of them

    def action_suspend(self) -> None:
        """Suspend cards; where all of them are, let them be asked again."""
        cards = self.target_cards()
        if self.quiz.program.store.suspended_among(cards) == len(cards):
            self.change(changes.Resume(cards), partial(_said, _("{what} will be asked again.")))
        else:
            self.change(changes.Suspend(cards), partial(_said, _("{what} will not be asked any more.")))

    def action_bury(self) -> None:
        """Bury cards until tomorrow; where all of them are, let them be asked again today."""
        program, cards = self.quiz.program, self.target_cards()
        day = study_day(program.clock.now(), program.config.day_start)
        if program.store.buried_among(cards, day) == len(cards):
            self.change(changes.Unbury(cards), partial(_said, _("{what} can be asked today again.")))
        else:
            until = day + timedelta(days=1)
            self.change(changes.Bury(cards, until), partial(_said, _("{what} will not be asked today.")))

    def action_known(self) -> None:
        """Let cards be known for good."""
        self.change(changes.MarkKnown(self.target_cards()), partial(_said, _("{what} known for good.")))

    def action_reset(self) -> None:
        """Make cards new again."""
        self.change(changes.Reset(self.target_cards()), partial(_said, _("{what} new again; the history stays.")))

    def action_delete(self) -> None:
        """Delete notes."""
        self.change(changes.Delete(self.target_notes()), partial(_said, _("{what} deleted.")))

    def action_flag(self) -> None:
        """Choose a flag for cards."""
        from quiz.tui.screens.flag import FlagScreen  # noqa: PLC0415  loaded when it is first needed

        found = self.target_cards()
        flag = self.quiz.program.store.card(found[0]).flag if found else 0
        self.app.push_screen(FlagScreen(flag), self._flagged)

    def _flagged(self, flag: int | None) -> None:
        if flag is not None:
            from quiz.tui.screens.flag import flag_text  # noqa: PLC0415  loaded with the window

            words = _("{what}: {flag}.").replace("{flag}", flag_text(flag))
            self.change(changes.Flag(self.target_cards(), flag), partial(_said, words))

    def action_move(self) -> None:
        """Choose the deck into which cards are put."""
        from quiz.tui.screens.pick import Choice, PickScreen  # noqa: PLC0415  loaded when it is first needed

        decks = self.quiz.program.store.decks()

        def picked(index: int | None) -> None:
            if index is not None:
                words = _("{what} moved to {deck}.").replace("{deck}", title_of(decks[index]))
                self.change(changes.Move(self.target_cards(), decks[index].id), partial(_said, words))

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
            self.change(change, partial(_said, _("Tags of {what} changed.")))

    def action_due(self) -> None:
        """Write on which day, or spread over which days, cards fall due."""
        from quiz.tui.screens.browse_due import DueScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(DueScreen(len(self.target_cards())), self._rescheduled)

    def _rescheduled(self, days: Days | None) -> None:
        if days is not None:
            change = changes.Reschedule(self.target_cards(), *days)
            self.change(change, partial(_said, _("{what} rescheduled.")))

    def action_replace(self) -> None:
        """Write what is found and replaced in notes."""
        from quiz.tui.screens.browse_replace import ReplaceScreen  # noqa: PLC0415  loaded when it is first needed

        vocabulary = self.query_one(QueryInput).vocabulary
        fields = vocabulary.fields if vocabulary else ()
        self.app.push_screen(ReplaceScreen(self.target_notes(), fields), self._replaced)

    def _replaced(self, change: Change | None) -> None:
        if change is not None:
            self.change(change, partial(_said, _("{what} changed.")))

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
        self.quiz.changes.append(done)
        self.quiz.say(_("Merged; the history of all is that of the note that is kept."))


def _said(sentence: str, done: Done) -> str:
    """Return a sentence about what was touched."""
    said = sentence.format(what=_touched(done.cards, done.notes))
    if not done.left:
        return said
    left = ngettext("{count} stays as it is.", "{count} stay as they are.", done.left).format(count=done.left)
    return _("{sentence} {next_sentence}").format(sentence=said, next_sentence=left)


def _touched(cards: int, notes: int) -> str:
    """Return how many cards, or notes, were touched."""
    if notes:
        return ngettext("{count} note", "{count} notes", notes).format(count=notes)
    return ngettext("{count} card", "{count} cards", cards).format(count=cards)
