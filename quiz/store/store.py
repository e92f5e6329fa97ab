"""The database as the rest of the program sees it: one object that takes and returns immutable data.

Every method is one transaction. It may be called from any thread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from quiz.cards import Card, Deck, Note, NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.deck_tree import check_free, import_target
from quiz.locale import _
from quiz.repository import DeckCounts
from quiz.scheduling.days import DEFAULT_DAY_START, study_day
from quiz.store import decks, deletion, importing, log, manual, migrations, notes, queueing
from quiz.store.altering import Altering
from quiz.store.browsing import Browsing
from quiz.store.choosing import Choosing
from quiz.store.counting import Counting
from quiz.store.import_report import ImportReport
from quiz.store.opened import RollBackError
from quiz.store.source_parts import Item
from quiz.store.studying import Studying
from quiz.store.transferring import Transferring
from quiz.study_settings import DeckSettings
from quiz.text import storable_line

if TYPE_CHECKING:
    from quiz.query import Query


def _target(existing: Sequence[Deck], into: str, name: str) -> Deck | None:
    """Return the deck that a person chose, or else the one of this name, where it exists."""
    return import_target(existing, into) if into else next((deck for deck in existing if deck.name == name), None)


class Store(Altering, Browsing, Choosing, Counting, Studying, Transferring):
    """An open database. Made by :meth:`open`; to be closed."""

    # Decks

    def decks(self) -> list[Deck]:
        """Return all decks by name."""
        with self._read() as reader:
            return decks.all_decks(reader)

    def deck(self, deck_id: int) -> Deck:
        """Return a deck."""
        with self._read() as reader:
            return decks.deck(reader, deck_id)

    def deck_counts(self, day: date) -> dict[int, DeckCounts]:
        """Return what each deck holds, sub-decks not included, as of a study day; an empty deck is left out."""
        with self._read() as reader:
            return queueing.counts(reader, day)

    def note_types(self, deck: Deck) -> list[NoteType]:
        """Return the note types of a deck, its main one first."""
        with self._read() as reader:
            return decks.types_of(reader, deck.id)

    def set_settings(self, deck: Deck, settings: DeckSettings) -> None:
        """Keep the settings of a deck; with other FSRS parameters its cards' memory is computed again.

        Raises :class:`QuizError` where a direction to be off does not exist, or none would be left on.
        """
        with self._write() as writer:
            decks.set_settings(writer, deck.id, settings)

    def add_deck(self, name: str, now: datetime, types: Sequence[NoteType] = ()) -> Deck:
        """Add an empty deck, with note types if any are given.

        Raises :class:`QuizError` where there is one of this name, or one that shows it as its title.
        """
        name = storable_line(name, _("The deck's name"))
        with self._write() as writer:
            check_free(name, decks.all_decks(writer))
            added = decks.add(writer, name, now)
            decks.save_types(writer, added, types)
            return decks.deck(writer, added)

    def rename_deck(self, deck: Deck, name: str) -> None:
        """Give a deck another name, which holds in every language; its sub-decks move with it.

        Raises :class:`QuizError` for a name with an empty part, one that another deck has, and one below the deck.
        """
        name = storable_line(name, _("The deck's name"))
        with self._write() as writer:
            decks.rename(writer, deck.id, name)

    def delete_deck(self, deck: Deck, now: datetime) -> tuple[int, ...]:
        """Delete a deck with its sub-decks and return the ids of all. Log and counts stay; its name becomes free."""
        with self._write() as writer:
            return deletion.delete_deck(writer, deck.id, now)

    def restore_decks(self, ids: Sequence[int]) -> None:
        """Bring deleted decks back as they were. Raises :class:`QuizError` where the name of one is taken now."""
        with self._write() as writer:
            deletion.restore_decks(writer, ids)

    def deleted_decks(self) -> list[Deck]:
        """Return the deleted decks, the last one first, with the names that they had."""
        with self._read() as reader:
            return deletion.deleted_decks(reader)

    # Import

    def import_deck(
        self,
        draft: DeckDraft,
        items: Iterable[Item],
        *,
        now: datetime,
        into: str = "",
        dry_run: bool = False,
        strict: bool = False,
    ) -> ImportReport:
        """Import notes in one transaction and return what was done, or with ``dry_run`` what would be.

        ``into`` names the deck of all notes; otherwise it is that of each, or the one of the draft's name. Nothing is
        kept where nothing could be read, or with ``strict`` where something could not: the report then says so and
        :class:`QuizError` is not raised by a dry run.
        """
        report: ImportReport | None = None
        into = storable_line(into, _("The deck's name"))
        if into:
            items = (item._replace(deck="") if isinstance(item, NoteDraft) and item.deck else item for item in items)
        try:
            with self._write() as writer:
                existing = decks.all_decks(writer)
                if into and import_target(existing, into) is None:
                    draft = replace(draft, name=into, titles={})
                report = importing.import_source(writer, draft, items, partial(_target, existing, into), now)
                if dry_run or not report.all_read or (strict and report.all_unread):
                    raise RollBackError
        except RollBackError:
            pass
        assert report is not None
        return report

    def has_first_decks(self) -> bool:
        """Tell whether the decks that come with the program were imported already."""
        with self._read() as reader:
            return migrations.has_first_decks(reader)

    def note_first_decks(self) -> None:
        """Remember that the decks that come with the program were imported."""
        with self._write() as writer:
            migrations.note_first_decks(writer)

    # Notes

    def notes(self, deck: Deck) -> list[Note]:
        """Return the notes whose home is a deck, in its order."""
        with self._read() as reader:
            return list(notes.of_deck(reader, deck.id))

    def note(self, note_id: int) -> Note:
        """Return a note."""
        with self._read() as reader:
            return notes.one(reader, note_id)

    def note_by_key(self, deck_id: int, key: str) -> Note | None:
        """Return the note of a deck that has this key, if there is one."""
        with self._read() as reader:
            return notes.by_key(reader, deck_id, key)

    def note_type(self, type_id: int) -> NoteType:
        """Return a note type."""
        with self._read() as reader:
            return decks.note_type(reader, type_id)

    def add_note(self, deck: Deck, kind: NoteType, draft: NoteDraft, now: datetime) -> Note:
        """Add a note with its cards. Raises :class:`QuizError` where its key exists or it can't be asked."""
        with self._write() as writer:
            decks.ensure_category(writer, deck.id, draft.category)
            return notes.add(writer, deck, kind, draft, now)

    def edit_note(self, note: Note, draft: NoteDraft, now: datetime) -> Note:
        """Give a note other texts; its cards and their history stay."""
        with self._write() as writer:
            decks.ensure_category(writer, note.deck_id, draft.category)
            return notes.edit(writer, note.id, draft, decks.note_type(writer, note.type_id), now)

    def delete_note(self, note: Note, now: datetime) -> None:
        """Delete a note. Its cards rest; their history stays."""
        with self._write() as writer:
            deletion.delete_notes(writer, [note.id], now)

    def restore_note(self, note_id: int) -> None:
        """Bring a deleted note back. Raises :class:`QuizError` where another note of the deck has its key now."""
        with self._write() as writer:
            deletion.restore_notes(writer, [note_id])

    # Cards

    def card(self, card_id: int) -> Card:
        """Return a card."""
        with self._read() as reader:
            return log.card_of(reader, card_id)

    def cards(self, deck_ids: Sequence[int] | None = None) -> list[Card]:
        """Return the cards of some decks, or of all, by id, without retired ones."""
        with self._read() as reader:
            return queueing.cards(reader, deck_ids)

    def cards_of_note(self, note_id: int) -> list[Card]:
        """Return the cards of a note, by id, without retired ones."""
        with self._read() as reader:
            return queueing.cards_of_note(reader, note_id)

    def cards_of_notes(self, note_ids: Sequence[int]) -> list[Card]:
        """Return the cards of some notes without retired ones."""
        with self._read() as reader:
            return queueing.cards_of_notes(reader, note_ids)

    def card_ids_where(
        self,
        query: "Query",
        deck_ids: Sequence[int] | None,
        now: datetime,
        day_start: timedelta = DEFAULT_DAY_START,
    ) -> list[int]:
        """Return the ids of the cards, of some decks or of all, that a query finds, deck by deck in their order.

        Raises ``QueryError`` where the query names a deck or a direction that does not exist.
        """
        from quiz.store import searching  # noqa: PLC0415  loaded when something is searched for

        with self._read() as reader:
            return searching.card_ids(reader, query, deck_ids, study_day(now, day_start), now, day_start)

    def suspend(self, card_ids: Sequence[int], suspended: bool = True) -> None:
        """Keep cards from being asked, or let them be asked again."""
        with self._write() as writer:
            log.set_values(writer, card_ids, suspended=suspended)

    def bury(self, card_ids: Sequence[int], until: date | None) -> None:
        """Keep cards from being asked before a study day."""
        with self._write() as writer:
            log.set_values(writer, card_ids, buried_until=until)

    def flag(self, card_ids: Sequence[int], flag: int) -> None:
        """Give cards a flag, 1 to 7, or with 0 none."""
        with self._write() as writer:
            log.set_values(writer, card_ids, flag=flag)

    def move(self, card_ids: Sequence[int], target: Deck) -> None:
        """Put cards into another deck; their memory follows its parameters, their history counts there."""
        with self._write() as writer:
            manual.move(writer, card_ids, target.id)

    def mark_known(self, card_ids: Sequence[int], now: datetime, day: date) -> None:
        """Let cards be known for good; an entry in the log says so."""
        with self._write() as writer:
            manual.mark_known(writer, self._device, card_ids, now, day)

    def reset(self, card_ids: Sequence[int], now: datetime, day: date) -> None:
        """Make cards new again; an entry in the log says so."""
        with self._write() as writer:
            manual.reset(writer, self._device, card_ids, now, day)

    def reschedule(self, card_ids: Sequence[int], due: date, now: datetime, day: date) -> None:
        """Let answered cards be due on another study day; an entry in the log says so."""
        with self._write() as writer:
            manual.reschedule(writer, self._device, dict.fromkeys(card_ids, due), now, day)

    # Checks

    def disagreements(self) -> list[str]:
        """Return a sentence for everything that differs from a replay of the log; none when all is well."""
        from quiz.store import checks  # noqa: PLC0415  only tests and the doctor ask

        with self._read() as reader:
            return list(checks.disagreements(reader))
