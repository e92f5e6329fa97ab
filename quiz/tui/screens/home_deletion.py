"""What home does when a deck is deleted: asking before, and bringing it back, also in a later run."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from quiz.locale import _, ngettext
from quiz.tui.screens.base import QuizScreen
from quiz.tui.text import title_of

if TYPE_CHECKING:
    from quiz.cards import Deck
    from quiz.overview import DeckRow


@dataclass(frozen=True, slots=True)
class Deletion:
    """A deck that was deleted, with the ids of all that went with it."""

    deck: Deck
    ids: tuple[int, ...]

    @property
    def title(self) -> str:
        """The name of the deck in the language of the interface."""
        return title_of(self.deck)


class DeletingDecks(QuizScreen[None]):
    """The part of home that deletes decks and brings them back. Home says which one is selected."""

    def __init__(self) -> None:
        super().__init__()
        self._deletions: list[Deletion] = []
        self.deleted_before: Deletion | None = None
        """What was deleted last in an earlier run."""

    @property
    @abstractmethod
    def chosen(self) -> DeckRow | None:
        """The selected deck."""

    @abstractmethod
    def load(self, select: int | str | None = None) -> None:
        """Read what is shown; then select this deck, by its id, or filter, or what is selected now."""

    @property
    def can_undo(self) -> bool:
        """Whether there is a deck to bring back."""
        return bool(self._deletions or self.deleted_before)

    def forget_deletions(self) -> None:
        """Know of no deletion of this run any more: the decks are others."""
        self._deletions.clear()

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


def last_deletion(deleted: Sequence[Deck]) -> Deletion | None:
    """Return the deck that was deleted last with those that went with it; ``deleted`` begins with the last one."""
    if not deleted:
        return None
    from quiz.deck_tree import is_within  # noqa: PLC0415  the first picture does not wait for it

    first = deleted[0]
    rest = takewhile(lambda deck: deck.name != first.name and is_within(deck.name, first.name), deleted[1:])
    return Deletion(first, (first.id, *(deck.id for deck in rest)))
