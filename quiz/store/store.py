"""The database as the rest of the program sees it: one object that takes and returns immutable data.

Every method is one transaction. It may be called from any thread.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from quiz.cards import (
    Card,
    Deck,
    DeckDraft,
    DeckSettings,
    Note,
    NoteDraft,
    NoteType,
    Review,
)
from quiz.deck_tree import import_target
from quiz.errors import QuizError
from quiz.locale import _
from quiz.repository import Answer, DeckCounts, Undone
from quiz.scheduling.queue import Candidate
from quiz.stats import Facts
from quiz.store import aggregates, checks, connection, decks, importing, log, migrations, notes, queueing, statistics
from quiz.store.importing import ImportReport, Item
from quiz.text import literal, storable_line


class _RollBackError(Exception):
    """Leaves a transaction without keeping what it did."""


class Store:
    """An open database. Made by :meth:`open`; to be closed."""

    def __init__(self, engine: Engine, path: Path, device: int) -> None:
        self._engine = engine
        self._device = device
        self.path = path

    @classmethod
    def open(cls, path: Path, now: datetime) -> "Store":
        """Open the database at ``path``, making it where there is none and migrating an older one.

        Raises :class:`QuizError` where it can't be opened, is not one of this program, or is of a newer one.
        """
        connection.take_place(path)
        migrations.check(path)
        engine = connection.open_engine(path)
        try:
            migrations.prepare(engine, path, now)
            with connection.reading(engine, path) as reader:
                device = migrations.device_number(reader)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, path, device)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _read(self) -> AbstractContextManager[Connection]:
        return connection.reading(self._engine, self.path)

    def _write(self) -> AbstractContextManager[Connection]:
        return connection.writing(self._engine, self.path)

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
        """Keep the settings of a deck; with other FSRS parameters its cards' memory is computed again."""
        with self._write() as writer:
            decks.set_settings(writer, deck.id, settings)

    def add_deck(self, name: str, now: datetime) -> Deck:
        """Add an empty deck. Raises :class:`QuizError` where there is one of this name."""
        name = storable_line(name, _("The deck's name"))
        with self._write() as writer:
            if any(deck.name == name for deck in decks.all_decks(writer)):
                raise QuizError(_("There is a deck “{name}” already.").format(name=literal(name)))
            return decks.deck(writer, decks.add(writer, name, now))

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
        """Import a deck in one transaction and return what was done, or with ``dry_run`` what would be.

        ``into`` names the deck; otherwise it is the one of the draft's name. Nothing is kept where nothing could be
        read, or with ``strict`` where something could not: the report then says so and :class:`QuizError` is not raised
        by a dry run.
        """
        report: ImportReport | None = None
        into = storable_line(into, _("The deck's name"))
        try:
            with self._write() as writer:
                target = self._target(writer, draft, into)
                if target is None and into:
                    draft = replace(draft, name=into, titles={})
                report = importing.import_deck(writer, draft, items, target, now)
                if dry_run or not report.read or (strict and report.unread):
                    raise _RollBackError
        except _RollBackError:
            pass
        assert report is not None
        return report

    @staticmethod
    def _target(writer: Connection, draft: DeckDraft, into: str) -> Deck | None:
        existing = decks.all_decks(writer)
        if into:
            return import_target(existing, into)
        return next((deck for deck in existing if deck.name == draft.name), None)

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
            return notes.edit(writer, note.id, draft, decks.note_type(writer, note.type_id), now)

    # Cards

    def card(self, card_id: int) -> Card:
        """Return a card."""
        with self._read() as reader:
            return log.card_of(reader, card_id)

    def cards(self, deck_ids: Sequence[int] | None = None) -> list[Card]:
        """Return the cards of some decks, or of all, by id, without retired ones."""
        with self._read() as reader:
            return queueing.cards(reader, deck_ids)

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
            log.move(writer, card_ids, target.id)

    def reset(self, card_ids: Sequence[int], now: datetime, day: date) -> None:
        """Make cards new again; an entry in the log says so."""
        with self._write() as writer:
            log.reset(writer, self._device, card_ids, now, day)

    def reschedule(self, card_ids: Sequence[int], due: date, now: datetime, day: date) -> None:
        """Let answered cards be due on another study day; an entry in the log says so."""
        with self._write() as writer:
            log.reschedule(writer, self._device, card_ids, due, now, day)

    # Study

    def record(self, answer: Answer) -> Review:
        """Store an answer. Raises ``StaleCardError`` where the card was changed since it was shown."""
        with self._write() as writer:
            return log.record(writer, self._device, answer)

    def undo_last(self, deck_ids: Sequence[int] | None, now: datetime) -> Undone | None:
        """Take back the last entry of the log in some decks, or in all."""
        with self._write() as writer:
            return log.undo_last(writer, deck_ids, now)

    def log(self, card_id: int) -> list[Review]:
        """Return the log of a card, entries taken back included."""
        with self._read() as reader:
            return log.log_of(reader, card_id)

    def done_on(self, day: date) -> Mapping[int, tuple[int, int]]:
        """Return for each deck the new cards begun and the reviews answered on a study day."""
        with self._read() as reader:
            return aggregates.on(reader, day)

    def due_reviews(self, deck_ids: Sequence[int], day: date) -> list[Candidate]:
        """Return the cards in review that are due."""
        with self._read() as reader:
            return queueing.due_reviews(reader, deck_ids, day)

    def new_cards(self, deck_id: int, day: date) -> Iterator[Candidate]:
        """Yield the new cards of a deck in its order, reading on only as far as they are wanted."""
        after = (-1, 0)
        while True:
            with self._read() as reader:
                page = queueing.new_cards(reader, deck_id, day, after)
            if not page:
                return
            yield from (card for card, _position in page)
            after = (page[-1][1], page[-1][0].card_id)

    def learning(self, deck_ids: Sequence[int], day: date) -> list[Candidate]:
        """Return the cards in learning steps, the one due first at the beginning."""
        with self._read() as reader:
            return queueing.learning(reader, deck_ids, day)

    def answered_on(self, day: date, now: datetime, after: int) -> list[tuple[int, int, int]]:
        """Return (entry, note, card) of the answers of a study day later than the entry ``after``."""
        with self._read() as reader:
            return queueing.answered_on(reader, day, now, after)

    def next_due(
        self, deck_ids: Sequence[int], fresh_deck_ids: Sequence[int], day: date
    ) -> tuple[datetime | None, date | None]:
        """Return when the next card in steps is due, and on which later day the next review or new card is asked."""
        with self._read() as reader:
            return queueing.next_due(reader, deck_ids, fresh_deck_ids, day)

    # Statistics and checks

    def statistics(self, deck_ids: Sequence[int], day: date) -> Facts:
        """Return what the statistics are computed from."""
        with self._read() as reader:
            return statistics.facts(reader, deck_ids, day)

    def disagreements(self) -> list[str]:
        """Return a sentence for everything that differs from a replay of the log; none when all is well."""
        with self._read() as reader:
            return list(checks.disagreements(reader))

    def watch(self, listener: Callable[..., None]) -> None:
        """Call ``listener`` with every statement before it is executed, as SQLAlchemy's ``before_execute`` does."""
        from sqlalchemy import event  # noqa: PLC0415  only tests listen

        event.listen(self._engine, "before_execute", listener)
