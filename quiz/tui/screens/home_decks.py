"""What home does with decks: studying, making, importing, renaming, deleting and bringing them back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from quiz import locale
from quiz.locale import _, ngettext
from quiz.sessions import Start
from quiz.tui.screens.base import QuizScreen
from quiz.tui.text import title_of

if TYPE_CHECKING:
    from quiz.cards import Deck
    from quiz.overview import DeckRow, Overview

_NEED_A_DECK = frozenset(
    {"home.session", "home.statistics", "home.add", "home.configure", "home.rename", "home.delete"}
)
_NEED_SEVERAL = frozenset({"home.study_all", "home.session_all"})
_MOVES = frozenset({"home.down", "home.up", "home.first", "home.last"})


@dataclass(frozen=True, slots=True)
class Deletion:
    """A deck that was deleted, with the ids of all that went with it."""

    deck: Deck
    ids: tuple[int, ...]

    @property
    def title(self) -> str:
        """The name of the deck in the language of the interface."""
        return title_of(self.deck)


class DeckActions(QuizScreen[None]):
    """The part of home that changes decks. Home says which decks there are, and which one is selected."""

    overview: Overview | None
    unfolded: frozenset[int]

    def __init__(self) -> None:
        super().__init__()
        self._deletions: list[Deletion] = []
        self.deleted_before: Deletion | None = None
        """What was deleted last in an earlier run."""

    @property
    @abstractmethod
    def rows(self) -> list[DeckRow]:
        """The decks that are shown."""

    @property
    @abstractmethod
    def chosen(self) -> DeckRow | None:
        """The selected deck."""

    @abstractmethod
    def load(self, select: int | None = None) -> None:
        """Read everything again, and then select a deck."""

    # What can be done

    def deck_action_available(self, name: str) -> bool:
        """Tell what can be done with what is selected."""
        if name in _NEED_A_DECK:
            return self.chosen is not None
        if name in _NEED_SEVERAL:
            return self.overview is not None and len(self.overview.decks) > 1
        if name in _MOVES:
            return len(self.rows) > 1
        if name == "home.mix_ups":
            return self.overview is not None and self.overview.mix_up is not None
        if name == "home.catch_up":
            return self.overview is not None and self.overview.catch_up is not None
        if name == "home.undo":
            return bool(self._deletions or self.deleted_before)
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
            self._study(Start((self.chosen.deck.name,)))

    def action_study_all(self) -> None:
        """Study all decks together."""
        self._study(Start())

    def action_mix_ups(self) -> None:
        """Drill the pairs that are mixed up."""
        self._study(Start(confusions=True))

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
            self._study(start)

    def action_catch_up(self) -> None:
        """Choose how to catch up with the reviews that wait."""
        from quiz.tui.screens.catch_up import CatchUpScreen  # noqa: PLC0415  loaded when it is first needed

        if self.overview is not None and self.overview.catch_up is not None:
            self.app.push_screen(CatchUpScreen(self.overview.catch_up))

    def action_statistics(self) -> None:
        """Show how it goes with the selected deck and its sub-decks."""
        if self.chosen is not None:
            self._show_statistics([self.chosen.deck])

    def action_statistics_all(self) -> None:
        """Show how it goes with all decks."""
        self._show_statistics()

    def _show_statistics(self, decks: Sequence[Deck] = ()) -> None:
        from quiz.tui.screens.statistics import StatisticsScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(StatisticsScreen(decks))

    def _study(self, start: Start) -> None:
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

    # Changing

    def action_configure(self) -> None:
        """Change the settings of the selected deck."""
        from quiz.tui.screens.deck_settings import DeckSettingsScreen  # noqa: PLC0415  loaded when it is first needed

        if self.chosen is not None:
            self.app.push_screen(DeckSettingsScreen(self.chosen.deck))

    def action_settings(self) -> None:
        """Change the settings of the program."""
        from quiz.tui.screens.settings import SettingsScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(SettingsScreen())

    def action_rename(self) -> None:
        """Give the selected deck another name; left as it is, its titles in other languages stay, too."""
        from quiz.deck_tree import name_in  # noqa: PLC0415  the first picture does not wait for it
        from quiz.tui.screens.ask import NameScreen  # noqa: PLC0415  loaded when it is first needed

        if self.chosen is None:
            return
        deck, program = self.chosen.deck, self.quiz.program
        present = name_in(deck, locale.current())

        def rename(name: str) -> None:
            if name != present.strip():
                program.store.rename_deck(deck, name)

        self.app.push_screen(
            NameScreen(lambda: _("Rename the deck"), present, rename), lambda _name: self.load(deck.id)
        )

    def action_delete(self) -> None:
        """Delete the selected deck, after asking."""
        from quiz.tui.screens.ask import AskScreen  # noqa: PLC0415  loaded when it is first needed

        if self.chosen is None:
            return
        deck, below, notes = self.chosen.deck, *self._held_by(self.chosen.deck)

        def question() -> str:
            return _("Delete “{deck}”?").format(deck=title_of(deck))

        def deleted(yes: bool | None) -> None:
            if yes:
                self._delete(deck)

        what = AskScreen(question, lambda: self._loss(notes, below), lambda: _("delete"))
        self.app.push_screen(what, deleted)

    def _held_by(self, deck: Deck) -> tuple[int, int]:
        """Return how many sub-decks a deck has, and how many notes are in all of them together."""
        from quiz.deck_tree import with_subdecks  # noqa: PLC0415  the first picture does not wait for it
        from quiz.scheduling.days import study_day  # noqa: PLC0415

        program = self.quiz.program
        held = program.store.deck_counts(study_day(program.clock.now(), program.config.day_start))
        within = [one.id for one in with_subdecks(program.store.decks(), [deck])]
        return len(within) - 1, sum(held[number].notes for number in within if number in held)

    def _loss(self, notes: int, below: int) -> str:
        said = ngettext("Its {count} note goes with it.", "Its {count} notes go with it.", notes).format(count=notes)
        said = said if notes else _("It has no notes.")
        if below:
            decks = ngettext("So does {count} sub-deck.", "So do {count} sub-decks.", below).format(count=below)
            said = _("{sentence} {next_sentence}").format(sentence=said, next_sentence=decks)
        rest = _("The history stays, and {key} brings the deck back.").format(key=self.key_of("home.undo"))
        return _("{sentence} {next_sentence}").format(sentence=said, next_sentence=rest)

    def _delete(self, deck: Deck) -> None:
        program = self.quiz.program
        with self.quiz.reporting():
            deletion = Deletion(deck, program.store.delete_deck(deck, program.clock.now()))
            self._deletions.append(deletion)
            said = _("Deleted “{deck}”. {key} brings it back.")
            self.quiz.say(said.format(deck=deletion.title, key=self.key_of("home.undo")))
            self.load()

    def action_undo(self) -> None:
        """Bring back the deck that was deleted last; one of an earlier run after asking."""
        from quiz.tui.screens.ask import AskScreen  # noqa: PLC0415  loaded when it is first needed

        if self._deletions:
            self._restore(self._deletions[-1])
        elif self.deleted_before is not None:
            before = self.deleted_before

            def restore(yes: bool | None) -> None:
                if yes:
                    self._restore(before)

            question = AskScreen(
                lambda: _("Bring back “{deck}”?").format(deck=before.title),
                lambda: _("It was deleted last. It comes back with its notes, and everything that you learnt."),
                lambda: _("bring back"),
            )
            self.app.push_screen(question, restore)

    def _restore(self, deletion: Deletion) -> None:
        with self.quiz.reporting():
            self.quiz.program.store.restore_decks(deletion.ids)
            self._deletions = [one for one in self._deletions if one is not deletion]
            self.quiz.say(_("“{deck}” is back.").format(deck=deletion.title))
            self.load(deletion.deck.id)

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()


def last_deletion(deleted: Sequence[Deck]) -> Deletion | None:
    """Return the deck that was deleted last with those that went with it; ``deleted`` begins with the last one."""
    if not deleted:
        return None
    from quiz.deck_tree import is_within  # noqa: PLC0415  the first picture does not wait for it

    first = deleted[0]
    rest = takewhile(lambda deck: deck.name != first.name and is_within(deck.name, first.name), deleted[1:])
    return Deletion(first, (first.id, *(deck.id for deck in rest)))
