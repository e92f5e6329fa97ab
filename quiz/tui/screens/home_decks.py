"""What home does with decks: studying, looking at progress, making, importing, configuring, renaming."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz import locale
from quiz.locale import _, ngettext
from quiz.sessions import Start
from quiz.text import one_line
from quiz.tui.screens.home_deletion import DeletingDecks

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.cards import Deck
    from quiz.overview import DeckRow, Overview

_NEED_A_DECK = frozenset(
    {"home.session", "home.statistics", "home.add", "home.configure", "home.export", "home.rename", "home.delete"}
)
_NEED_SEVERAL = frozenset({"home.study_all", "home.session_all", "home.export_all"})


class DeckActions(DeletingDecks):
    """The part of home that changes decks. Home says which decks there are, and which one is selected."""

    overview: Overview | None
    unfolded: frozenset[int]

    @property
    @abstractmethod
    def rows(self) -> list[DeckRow]:
        """The decks that are shown."""

    # What can be done

    def deck_action_available(self, name: str) -> bool:
        """Tell what can be done with what is selected."""
        if name in _NEED_A_DECK:
            return self.chosen is not None
        if name in _NEED_SEVERAL:
            return self.overview is not None and len(self.overview.decks) > 1
        if name == "home.mix_ups":
            return self.overview is not None and self.overview.mix_up is not None
        if name == "home.catch_up":
            return self.overview is not None and self.overview.catch_up is not None
        if name == "home.undo":
            return self.can_undo
        return self._can_fold(name)

    def _can_fold(self, name: str) -> bool:
        chosen = self.chosen
        if name == "home.fold":
            return chosen is not None and (chosen.depth > 0 or self._is_unfolded(chosen))
        if name == "home.unfold":
            return chosen is not None and chosen.has_children and not self._is_unfolded(chosen)
        return True

    def _is_unfolded(self, row: DeckRow) -> bool:
        return row.has_children and row.deck.id in self.unfolded

    # Studying

    def action_study(self) -> None:
        """Study the selected deck with its sub-decks; do first what has to be done before that."""
        if self.chosen is None:
            self.action_import()
        elif not self.chosen.cards:
            self.action_add()
        else:
            self.study(Start((self.chosen.deck.name,)))

    def action_study_all(self) -> None:
        """Study all decks together."""
        self.study(Start())

    def action_mix_ups(self) -> None:
        """Drill the pairs that are mixed up."""
        self.study(Start(confusions=True))

    def action_session(self) -> None:
        """Choose how long, which cards and how, and study that."""
        from quiz.tui.screens.session import SessionScreen  # noqa: PLC0415  loaded when it is first needed

        if self.chosen is not None:
            self.app.push_screen(SessionScreen([self.chosen.deck]), self._chosen_session)

    def action_session_all(self) -> None:
        """Choose how long, which cards of all decks and how, and study that."""
        from quiz.tui.screens.session import SessionScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(SessionScreen(), self._chosen_session)

    def _chosen_session(self, start: Start | None) -> None:
        if start is not None:
            self.study(start)

    def action_catch_up(self) -> None:
        """Choose how to catch up with the reviews that wait."""
        from quiz.tui.screens.catch_up import CatchUpScreen  # noqa: PLC0415  loaded when it is first needed

        if self.overview is not None and self.overview.catch_up is not None:
            self.app.push_screen(CatchUpScreen(self.overview.catch_up))

    def action_statistics(self) -> None:
        """Show how it goes with the selected deck and its sub-decks."""
        if self.chosen is not None:
            self.show_statistics([self.chosen.deck])

    def action_statistics_all(self) -> None:
        """Show how it goes with all decks."""
        self.show_statistics()

    def show_statistics(self, decks: Sequence[Deck] = (), *, where: str = "") -> None:
        """Show how it goes with these decks, or with all; of these with what a query finds."""
        from quiz.tui.screens.statistics import StatisticsScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(StatisticsScreen(decks, where=where))

    def action_browse(self) -> None:
        """Find cards and notes of all decks."""
        from quiz.tui.screens.browse import BrowseScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(BrowseScreen())

    def study(self, start: Start) -> None:
        """Begin to study."""
        from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(StudyScreen(start))

    # Making and importing

    def action_new(self) -> None:
        """Make a new deck, and then write its first note."""
        from quiz.tui.screens.new_deck import NewDeckScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(NewDeckScreen(), self._made)

    def _made(self, deck: Deck | None) -> None:
        if deck is not None:
            self.load(deck.id)
            self._write_note(deck)

    def action_add(self) -> None:
        """Write a new note for the selected deck."""
        if self.chosen is not None:
            self._write_note(self.chosen.deck)

    def _write_note(self, deck: Deck) -> None:
        from quiz.tui.screens.note_form import NoteForm  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(NoteForm(deck))

    def action_import(self) -> None:
        """Import a deck from a file."""
        from quiz.tui.screens.import_deck import ImportScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(ImportScreen(), self._imported)

    def _imported(self, name: str | None) -> None:
        if name is not None:
            with self.quiz.reporting():
                deck = next((deck for deck in self.quiz.program.store.decks() if deck.name == name), None)
                self.load(deck.id if deck else None)

    def action_export(self) -> None:
        """Export the selected deck with its sub-decks."""
        if self.chosen is not None:
            self.show_export(self.chosen.deck)

    def action_export_all(self) -> None:
        """Export all decks."""
        self.show_export()

    def show_export(self, deck: Deck | None = None, *, where: str = "", name: str = "") -> None:
        """Export a deck, or of all decks what a query finds, that of a filter with a ``name``."""
        from quiz.tui.screens.export import ExportScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(ExportScreen(deck=deck, where=where, name=name))

    # Changing

    def action_configure(self) -> None:
        """Change the settings of the selected deck."""
        from quiz.tui.screens.deck_settings import DeckSettingsScreen  # noqa: PLC0415  loaded when it is first needed

        if self.chosen is not None:
            self.app.push_screen(DeckSettingsScreen(self.chosen.deck))

    def action_backups(self) -> None:
        """Make a backup of the database, or bring it back from one."""
        from quiz.tui.screens.backups import BackupsScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(BackupsScreen(), self._restored)

    def _restored(self, backup: Path | None) -> None:
        if backup is not None:
            self.forget_deletions()
            self.load()

    def action_settings(self) -> None:
        """Change the settings of the program."""
        from quiz.tui.screens.settings import SettingsScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(SettingsScreen())

    def action_rename(self) -> None:
        """Give the selected deck another name; left as it is, its titles in other languages stay, too."""
        from quiz.deck_tree import name_in  # noqa: PLC0415  the first picture does not wait for it
        from quiz.filters import check_no_filter  # noqa: PLC0415
        from quiz.tui.screens.ask import NameScreen  # noqa: PLC0415  loaded when it is first needed

        if self.chosen is None:
            return
        deck, program = self.chosen.deck, self.quiz.program
        present, before = name_in(deck, locale.current()), program.store.decks()

        def rename(name: str) -> None:
            if name != present.strip():
                check_no_filter(program.config, name)
                program.store.rename_deck(deck, name)

        def renamed(name: str | None) -> None:
            self.load(deck.id)
            if name is not None:
                self._tell_lost(before)

        self.app.push_screen(NameScreen(lambda: _("Rename the deck"), present, rename), renamed)

    def _tell_lost(self, before: Sequence[Deck]) -> None:
        """Name the filters whose queries name a deck as it was called before."""
        from quiz.filters import all_filters, lost  # noqa: PLC0415  the first picture does not wait for it

        program = self.quiz.program
        with self.quiz.reporting():
            found = lost(all_filters(program.config), before, program.store.decks())
            if found:
                said = ngettext(
                    "This filter has the old name in its query: {names}. Change it there.",
                    "These filters have the old name in their queries: {names}. Change it there.",
                    len(found),
                )
                self.quiz.say(said.format(names=_(", ").join(one_line(one.name) for one in found)))

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()
