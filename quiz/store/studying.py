"""What studying needs of the database: what can be asked, and the review log."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from quiz.cards import Review
from quiz.repository import Answer, AnsweredCard, Undone
from quiz.scheduling.queue import Candidate
from quiz.store import aggregates, log, queueing
from quiz.store.opened import Opened


class Studying(Opened):
    """The part of the store that a study session uses at every card."""

    def record(self, answer: Answer) -> Review:
        """Store an answer. Raises ``StaleCardError`` where the card was changed since it was shown."""
        with self._write() as writer:
            return log.record(writer, self._device, answer)

    def last_entry(self) -> int:
        """Return the id of the newest entry of the log, or 0."""
        with self._read() as reader:
            return log.last_entry(reader)

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

    def done_on(self, day: date) -> Mapping[int, tuple[int, int]]:
        """Return for each deck the new cards begun and the reviews answered on a study day."""
        with self._read() as reader:
            return aggregates.on(reader, day)

    def due_reviews(self, deck_ids: Sequence[int], day: date, until: date) -> list[Candidate]:
        """Return the cards in review that are due on ``day``, or by a later day those not answered on ``day``."""
        with self._read() as reader:
            return queueing.due_reviews(reader, deck_ids, day, until)

    def next_review_day(self, deck_ids: Sequence[int], day: date, after: date) -> date | None:
        """Return the first study day after another on which a card falls due that was not answered on ``day``."""
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
        self, deck_ids: Sequence[int], fresh_deck_ids: Sequence[int], day: date
    ) -> tuple[datetime | None, date | None]:
        """Return when the next card in steps is due, and on which later day the next review or new card is asked."""
        with self._read() as reader:
            return queueing.next_due(reader, deck_ids, fresh_deck_ids, day)
