"""A study session: what is asked next, what an answer does, and taking it back.

The session knows the database only through :class:`quiz.repository.Repository`. Every answer is stored before the next
card is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from quiz.asking import NO_BOUNDS, USUAL_MANNER, Asking, Bounds, Counts, Manner
from quiz.cards import KIND_OF_PHASE, Card, Deck, Kind, Review
from quiz.questions import Question
from quiz.repository import Repository, Step, Undone
from quiz.scheduling.days import DEFAULT_DAY_START, day_end, study_day
from quiz.scheduling.queue import AHEAD
from quiz.summary import Summary, summary_of
from quiz.today import Share, Today, still_there


@dataclass(frozen=True, slots=True)
class Ending:
    """Why nothing is asked any more, and when it goes on."""

    next_at: datetime | None
    next_day: date | None
    waiting_siblings: int


@dataclass(frozen=True, slots=True)
class _PutAside:
    """A step of a session that the log does not know: cards as they were, and what had been put off.

    ``after`` is the newest entry of the log at that time: what is newer is taken back first.
    """

    what: Step
    card_id: int
    after: int
    cards: tuple[Card, ...]
    put_off: tuple[int, ...]

    def suspends_only(self, card_id: int) -> bool:
        """Whether it suspended this card and no other one."""
        return self.what is Step.SUSPENDED and [card.id for card in self.cards] == [card_id]


class Session(Asking):
    """Studying some decks, or all, from one card to the next.

    ``only`` has the ids of the cards that may be asked, empty for all. ``together`` lets siblings of cards answered
    today follow when nothing else is left. ``forward`` is how much earlier
    than it is due a card in learning steps is asked when nothing else is left. Where one deck is chosen, its orders
    hold for its sub-decks, too; otherwise new cards come in the order of each deck and reviews in that of the first
    deck by name.
    """

    def __init__(
        self,
        repository: Repository,
        chosen: Sequence[Deck] | None = None,
        *,
        day_start: timedelta = DEFAULT_DAY_START,
        manner: Manner = USUAL_MANNER,
        bounds: Bounds = NO_BOUNDS,
        only: frozenset[int] | None = None,
        together: bool = False,
        forward: timedelta = AHEAD,
    ) -> None:
        super().__init__(repository, day_start, manner, bounds)
        self._chosen = chosen
        self._only = only
        self._usual = Share(together=together)
        self._share = self._usual
        self._forward = forward
        self._cards: Today | None = None
        self._put_off: list[int] = []
        self._steps: list[_PutAside] = []
        self._again: int | None = None
        self._changes: dict[int, list[int]] = {}
        """The manual changes that this session wrote into the log, each with what had been put off before.

        A card whose change is taken back is asked.
        """

    def _following(self, now: datetime) -> Question | None:
        today = self._today(now)
        if today.answered_elsewhere(now):
            today = self._make(now)
        card = self._asked_anyway(today) or today.in_steps(now, self._put_off)
        card = card or today.from_queue(now, self._put_off) or today.in_steps(now + self._forward, self._put_off)
        card = card or self._first_put_off(today, now)
        question = None if card is None else self._question(card, now)
        if question is not None and question.deck.deleted:
            self._make(now)
            return self._following(now)
        return question

    def _asked_anyway(self, today: Today) -> Card | None:
        """Return the card that was taken back or brought forward last, until it is answered or put aside."""
        card = None if self._again is None else still_there(self._repository, self._again)
        return card if card is not None and today.is_here(card) else None

    def _first_put_off(self, today: Today, now: datetime) -> Card | None:
        cards = (still_there(self._repository, card_id) for card_id in self._put_off)
        return next(
            (card for card in cards if card is not None and today.can_be_asked(card, now + self._forward)), None
        )

    def waiting(self, now: datetime) -> datetime | None:
        """Return when the first card in learning steps is due, in UTC, where nothing is asked before.

        Nothing is returned where none is due within :data:`quiz.scheduling.queue.AHEAD`.
        """
        if self.next(now) is not None or self.is_over(now):
            return None
        steps = self._today(now).learning()
        return steps[0].due_at if steps and steps[0].due_at and steps[0].due_at <= now + AHEAD else None

    def bring_forward(self, now: datetime) -> None:
        """Let the first card that is waited for be asked next although it is not due, until it is answered."""
        if self.waiting(now) is not None:
            self._again = self._today(now).learning()[0].card_id

    def _kind(self, card: Card) -> Kind:
        return KIND_OF_PHASE[card.state.phase]

    def _leave(self) -> None:
        super()._leave()
        self._again = None

    def _answered(self, card: Card, entry: Review) -> None:
        if self._cards is not None:
            self._cards.take(card, entry)
        self._put_off = [card_id for card_id in self._put_off if card_id != card.id]

    def later(self, question: Question, now: datetime) -> None:
        """Put a card behind everything else of today. The session remembers it, the database does not.

        When only such cards are left they are asked, in the order in which they were put off.
        """
        self._remember(Step.LATER, question.card, [])
        self._put_off = [card_id for card_id in self._put_off if card_id != question.card.id] + [question.card.id]

    def suspend(self, question: Question, now: datetime, *, whole_note: bool = False) -> int:
        """Keep a card, or all of its note, from being asked at all, and return how many cards that changed."""
        cards = [card for card in self._meant(question, whole_note) if not card.suspended]
        self._remember(Step.SUSPENDED, question.card, cards)
        self._repository.suspend([card.id for card in cards])
        return self._without(cards, now)

    def ask_again(self, question: Question) -> None:
        """Let a suspended card be asked again; what suspended it in this session is no step any more."""
        card_id = question.card.id
        self._repository.suspend([card_id], suspended=False)
        self._steps = [step for step in self._steps if not step.suspends_only(card_id)]

    def bury(self, question: Question, now: datetime, *, whole_note: bool = False) -> int:
        """Keep a card, or all of its note, from being asked before tomorrow, and return how many cards that changed."""
        tomorrow = study_day(now, self._day_start) + timedelta(days=1)
        meant = self._meant(question, whole_note)
        cards = [card for card in meant if card.buried_until is None or card.buried_until < tomorrow]
        self._remember(Step.BURIED, question.card, cards)
        self._repository.bury([card.id for card in cards], tomorrow)
        return self._without(cards, now)

    def mark_known(self, question: Question, now: datetime) -> None:
        """Write into the log that a card is known for good: it is not asked any more. Undone like an answer."""
        self._leave()
        self._repository.mark_known([question.card.id], now, study_day(now, self._day_start))
        self._changed(question.card, now)

    def reset(self, question: Question, now: datetime) -> None:
        """Make a card new again; its log stays. Undone like an answer."""
        self._leave()
        self._repository.reset([question.card.id], now, study_day(now, self._day_start))
        self._changed(question.card, now)

    def _changed(self, card: Card, now: datetime) -> None:
        """Go on behind a change; the answer was mostly seen, so that other cards of the note come last."""
        self._changes[self._repository.last_entry()] = self._put_off
        note = [one.id for one in self._repository.cards_of_note(card.note_id)]
        self._put_off = [one for one in self._put_off if one not in note] + [one for one in note if one != card.id]
        self._make(now)

    def _meant(self, question: Question, whole_note: bool) -> list[Card]:
        if whole_note:
            return self._repository.cards_of_note(question.note.id)
        return [self._repository.card(question.card.id)]

    def _without(self, cards: Sequence[Card], now: datetime) -> int:
        today = self._today(now)
        for card in cards:
            today.drop(card)
        return len(cards)

    def _remember(self, what: Step, card: Card, cards: Sequence[Card]) -> None:
        self._leave()
        if cards or what is Step.LATER:
            after, put_off = self._repository.last_entry(), tuple(self._put_off)
            self._steps.append(_PutAside(what, card.id, after, tuple(cards), put_off))

    def _undo(self, now: datetime) -> Undone | None:
        """Take back the last step of this session or the last entry of the log in these decks, whichever is newer.

        Entries from before a restart are taken back, too.
        """
        step = self._last_step()
        decks = list(self._today(now).decks)
        undone = self._repository.undo_last(decks, now, step.after if step else 0)
        if undone is None and step is not None:
            undone = self._bring_back(self._steps.pop())
        if undone is not None:
            changed = undone.entry.id if undone.what is Step.CHANGE and undone.entry is not None else 0
            self._put_off = self._changes.get(changed, self._put_off)
            self._again = undone.card_id if not changed or changed in self._changes else None
            self._make(now)
        return undone

    def _last_step(self) -> _PutAside | None:
        """Return the last step that the log does not know, without those in decks that were deleted since."""
        while self._steps:
            card = still_there(self._repository, self._steps[-1].card_id)
            if card is not None and not self._repository.deck(card.deck_id).deleted:
                return self._steps[-1]
            self._steps.pop()
        return None

    def _bring_back(self, step: _PutAside) -> Undone:
        if step.what is Step.LATER:
            self._put_off = list(step.put_off)
            return Undone(step.what, step.card_id)
        if step.what is Step.SUSPENDED:
            self._repository.suspend([card.id for card in step.cards], suspended=False)
        else:
            for until in {card.buried_until for card in step.cards}:
                self._repository.bury([card.id for card in step.cards if card.buried_until == until], until)
        return Undone(step.what, step.card_id, cards=len(step.cards))

    def study_ahead(self, now: datetime) -> bool:
        """Ask more than the day's share, and return whether there is anything to ask now. It may be called repeatedly.

        Each call is another helping of the daily limits. Where they leave no review over, those of the next study day
        on which any falls due are asked, without cards answered today; where there is no new card either, the siblings
        that waited for tomorrow.
        """
        today = self._today(now)
        self._share = replace(self._share, helpings=self._share.helpings + 1)
        today = self._make(now)
        if not today.has_reviews:
            after = self._share.until or today.day
            today = self._until_next_reviews(today, after, now)
        if today.is_empty:
            self._share = replace(self._share, together=True)
            self._make(now)
        return self.next(now) is not None

    def _until_next_reviews(self, today: Today, after: date, now: datetime) -> Today:
        """Return the cards up to the first later day with a review that is meant, or those of before where none is."""
        while not today.has_reviews:
            until = self._repository.next_review_day(list(today.decks), today.day, after)
            if until is None:
                break
            self._share = replace(self._share, until=until)
            today, after = self._make(now), until
        return today

    def left_today(self, now: datetime) -> Counts:
        """Return what is left and done of the day, also where the session ends before."""
        return self._today(now).counts(day_end(now, self._day_start))

    def summary(self, now: datetime) -> Summary:
        """Return what was done today in these decks, by whatever session."""
        today = self._today(now)
        return summary_of(self._repository, today.decks, today.day, now, self.manner.language)

    def ending(self, now: datetime) -> Ending:
        """Return when the next cards are due, and how many wait for tomorrow because of a sibling."""
        today = self._today(now)
        fresh = [deck.id for deck in today.decks.values() if deck.settings.new_per_day > 0]
        next_at, next_day = self._repository.next_due(list(today.decks), fresh, today.day, self._only)
        return Ending(next_at, next_day, today.waiting_siblings)

    def decks(self, now: datetime) -> list[Deck]:
        """Return the decks that are studied, with their sub-decks."""
        return list(self._today(now).decks.values())

    def _today(self, now: datetime) -> Today:
        """Return the cards of the study day of ``now``; on another day than before nothing extra is asked."""
        if self._cards is not None and self._cards.day == study_day(now, self._day_start):
            return self._cards
        self._share, self._put_off = self._usual, []
        return self._make(now)

    def _make(self, now: datetime) -> Today:
        day = study_day(now, self._day_start)
        self._cards = Today(self._repository, self._chosen, day, now, self._share, self._again, self._only)
        return self._cards
