"""What studying needs of the database: what can be asked, and the review log."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from quiz.cards import Note, Rating, Review
from quiz.repository import Answer, AnsweredCard, Confusion, Timed, Undone
from quiz.scheduling.queue import Candidate
from quiz.store import aggregates, astray, log, neighbours, queueing, recalling
from quiz.store.opened import Opened


class Studying(Opened):
    """The part of the store that a study session uses at every card."""

    def record(self, answer: Answer) -> Review:
        """Store an answer; a card that becomes a leech by it is treated as the settings of its deck say.

        Raises ``StaleCardError`` where the card was changed since it was shown.
        """
        with self._write() as writer:
            return log.record(writer, self._device, answer)

    def last_entry(self) -> int:
        """Return the id of the newest entry of the log, or 0."""
        with self._read() as reader:
            return log.last_entry(reader)

    def last_time(self) -> datetime | None:
        """Return when the newest entry of the log was made, in UTC, as the clock said then."""
        with self._read() as reader:
            return astray.last_time(reader)

    def undo_last(self, deck_ids: Sequence[int] | None, now: datetime, after: int = 0) -> Undone | None:
        """Take back the last entry of the log in some decks, or all, that is newer than ``after``; drills' are left."""
        with self._write() as writer:
            return log.undo_last(writer, deck_ids, now, after)

    def undo_entry(self, entry_id: int, now: datetime) -> Undone | None:
        """Take back one entry of the log, unless that has happened already."""
        with self._write() as writer:
            return log.undo_entry(writer, entry_id, now)

    def log(self, card_id: int) -> list[Review]:
        """Return the log of a card, entries taken back included."""
        with self._read() as reader:
            return log.log_of(reader, card_id)

    def entries_of(self, card_id: int) -> int:
        """Return how many entries of the log a card has, drills included, without those taken back."""
        with self._read() as reader:
            return log.entries_of(reader, card_id)

    def recall_times(self, mode: str, limit: int = 300) -> list[Timed]:
        """Return how long the last right answers of a schedule in a mode took to be recalled, the newest first.

        Only the end of the log is read, so that there may be fewer than ``limit``.
        """
        with self._read() as reader:
            return recalling.recall_times(reader, mode, limit)

    def answered_instead(self, note_id: int) -> list[int]:
        """Return the ids of the notes whose answers were given for a note, the most frequent first, then the last."""
        with self._read() as reader:
            return recalling.answered_instead(reader, note_id)

    def confused_with(self, note_id: int, since: date) -> list[tuple[int, int]]:
        """Return the ids of the notes whose answers were given for a note since a study day, and how often each was.

        The most frequent comes first, then the last.
        """
        with self._read() as reader:
            return recalling.confused_with(reader, note_id, since)

    def last_answers(self, card_ids: Sequence[int], most: int) -> dict[int, list[Rating]]:
        """Return the last ratings of cards, at most so many of each, the newest first; nothing for one without any."""
        with self._read() as reader:
            return recalling.last_answers(reader, card_ids, most)

    def confusions(self, since: date) -> list[Confusion]:
        """Return which note's answer was given to which other since a study day, the most frequent first."""
        with self._read() as reader:
            return recalling.confusions(reader, since)

    def notes_by_keys(self, deck_id: int, keys: Sequence[str]) -> list[Note]:
        """Return the notes of a deck that have these keys, as :func:`quiz.cards.key_of` gives them, in their order."""
        with self._read() as reader:
            return neighbours.by_keys(reader, deck_id, keys)

    def notes_near(self, deck_id: int, type_id: int, position: int, limit: int = 1000) -> list[Note]:
        """Return the notes of a home deck and type that are nearest to a place, at most ``limit``, in their order."""
        with self._read() as reader:
            return neighbours.near(reader, deck_id, type_id, position, limit)

    def notes_saying(self, deck_id: int, type_id: int, text: str, limit: int = 50) -> list[Note]:
        """Return the first notes of a home deck and type that have a text in one of their fields, in any case."""
        with self._read() as reader:
            return neighbours.saying(reader, deck_id, type_id, text, limit)

    def done_on(self, day: date) -> Mapping[int, tuple[int, int]]:
        """Return for each deck the new cards begun and the reviews answered on a study day."""
        with self._read() as reader:
            return aggregates.on(reader, day)

    def due_reviews(self, deck_ids: Sequence[int], day: date, until: date) -> list[Candidate]:
        """Return the cards in review that are due on ``day``, or by a later day those not answered on ``day``.

        A card known for good is not asked before it is due.
        """
        with self._read() as reader:
            return queueing.due_reviews(reader, deck_ids, day, until)

    def next_review_day(self, deck_ids: Sequence[int], day: date, after: date) -> date | None:
        """Return the first study day after another on which a card falls due that was not answered on ``day``.

        Cards known for good are left out.
        """
        with self._read() as reader:
            return queueing.next_review_day(reader, deck_ids, day, after)

    def new_cards(self, deck_id: int, day: date, *, shuffled: bool = False) -> Iterator[Candidate]:
        """Yield the new cards of a deck, reading on only as far as they are wanted.

        They come in the order of the deck, or shuffled in an order that lasts a day.
        """
        after = (-1, 0)
        while True:
            with self._read() as reader:
                page = queueing.new_cards(reader, deck_id, day, after, shuffled=shuffled)
            if not page:
                return
            yield from (card for card, _place in page)
            after = (page[-1][1], page[-1][0].card_id)

    def learning(self, deck_ids: Sequence[int], day: date) -> list[Candidate]:
        """Return the cards in learning steps, the one due first at the beginning."""
        with self._read() as reader:
            return queueing.learning(reader, deck_ids, day)

    def answered_on(self, day: date, now: datetime, after: int) -> list[AnsweredCard]:
        """Return the answers of a study day that moved a schedule and are later than the entry ``after``."""
        with self._read() as reader:
            return queueing.answered_on(reader, day, now, after)

    def log_of_day(self, deck_ids: Sequence[int], day: date, now: datetime) -> list[Review]:
        """Return all answers of a study day in some decks, in order, without those taken back."""
        with self._read() as reader:
            return queueing.log_of_day(reader, deck_ids, day, now)

    def next_due(
        self,
        deck_ids: Sequence[int],
        fresh_deck_ids: Sequence[int],
        day: date,
        only: Collection[int] | None = None,
    ) -> tuple[datetime | None, date | None]:
        """Return when the next card in steps is due, and on which later day the next review or new card is asked.

        Cards known for good are left out, and where ``only`` is given all but the cards with these ids.
        """
        with self._read() as reader:
            return queueing.next_due(reader, deck_ids, fresh_deck_ids, day, only)
