"""What the browser does with the selected line, or with all that are marked; each is one step of undo."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from quiz import changes
from quiz.browsing import COLUMNS
from quiz.browsing.due_days import Days
from quiz.changes import Change, Merge
from quiz.locale import _, ngettext
from quiz.scheduling.days import study_day
from quiz.text import one_line
from quiz.tui.screens.browse_making import BrowseMaking, Step
from quiz.tui.text import title_of
from quiz.tui.widgets.query_input import QueryInput

if TYPE_CHECKING:
    from quiz.copying import Copy
    from quiz.filters import Filter


class BrowseChanges(BrowseMaking):
    """The part of the browser with a key for each change."""

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
        self.app.push_screen(ReplaceScreen(self.target_notes(), fields, self._replace))

    def _replace(self, change: Change) -> None:
        """Make a change of texts. Raises :class:`QuizError` where it can't be made, and was not too large to wait."""
        if not self.is_busy():
            self.make(change, _("{what} changed."), {})

    def action_export(self) -> None:
        """Export what is marked, or all that the query finds, to a file or into a deck."""
        from quiz.tui.screens.export import ExportScreen  # noqa: PLC0415  loaded when it is first needed
        from quiz.tui.screens.export_choices import notes_scope  # noqa: PLC0415

        if not self.marked_here:
            sorts = [sort for sort in self.wanted.sorts if COLUMNS[sort.column].of_cards]
            self.app.push_screen(ExportScreen(where=self.wanted.text.strip(), sort=",".join(map(str, sorts))))
            return
        notes = self.marked_here if self.wanted.notes else self.quiz.program.store.notes_of(self.marked_here)

        def words() -> str:
            return ngettext("{count} marked note", "{count} marked notes", len(notes)).format(count=len(notes))

        self.app.push_screen(ExportScreen([notes_scope(notes, words)]))

    def action_add_filter(self) -> None:
        """Make a filter of the query."""
        from quiz.tui.screens.filter_form import FilterScreen  # noqa: PLC0415  loaded when it is first needed

        def kept(made: Filter | None) -> None:
            if made is not None:
                self.quiz.say(_("The filter “{name}” is at home, below the decks.").format(name=one_line(made.name)))

        self.app.push_screen(FilterScreen(self.wanted.text.strip()), kept)

    def action_copy(self) -> None:
        """Copy what is marked, or all that was found, into a deck of its own, and find it there."""
        from quiz.tui.screens.browse_copy import CopyScreen  # noqa: PLC0415  loaded when it is first needed

        if not self.is_busy():
            ids = self.marked_here or list(self.ids)
            notes = ids if self.wanted.notes else self.quiz.program.store.notes_of(ids)
            self.app.push_screen(CopyScreen(notes), self._copied)

    def _copied(self, made: Copy | None) -> None:
        if made is not None:
            from quiz.query.values import quoted  # noqa: PLC0415  needed after the window

            name, count = made.deck.name, made.notes
            self.marked.clear()
            self.query_one(QueryInput).value = f"deck:{quoted(name)}"
            said = ngettext("{count} note copied into “{deck}”.", "{count} notes copied into “{deck}”.", count)
            self.quiz.say(said.format(count=count, deck=one_line(name)))

    def action_duplicates(self) -> None:
        """List notes that may be the same."""
        from quiz.tui.screens.browse_duplicates import DuplicatesScreen  # noqa: PLC0415  loaded when it is first needed

        if not self.is_busy():
            self.app.push_screen(DuplicatesScreen(self._merge))

    def _merge(self, change: Merge) -> None:
        self.made(Step(self.changed(change), of_notes=True))
        notes = 1 + len(change.others)
        said = ngettext(
            "{count} note merged; its history is kept.", "{count} notes merged; the history of all is kept.", notes
        )
        self.quiz.say(said.format(count=notes))
