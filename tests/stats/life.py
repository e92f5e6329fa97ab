"""A person with a database: everything that one does to cards over months, on one's own clock."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from quiz.cards import Card, Category, Deck, Kind, Rating
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.drill import Drill
from quiz.errors import QuizError
from quiz.repository import Answer
from quiz.scheduling.days import study_day
from quiz.store import Store
from quiz.study import Session
from tests.store.support import OTHER_PARAMETERS, note_type

FIRST, SUB, SECOND = "Networks", "Networks::Names", "Systems"
TERMS = {FIRST: ("tcp", "udp", "quic"), SUB: ("dns", "mdns"), SECOND: ("inode", "fork", "exec")}
CATEGORIES = (Category("transport", "Transport", {"zh": "传输"}), Category("other", "Other"))
BEGINNING = datetime(2026, 3, 6, 20, tzinfo=UTC)
ZONES: tuple[tzinfo, ...] = (
    *map(ZoneInfo, ("America/New_York", "Asia/Shanghai", "Pacific/Kiritimati", "Pacific/Pago_Pago")),
    ZoneInfo("Asia/Kathmandu"),
)
DAY_STARTS = (timedelta(hours=4), timedelta(0), timedelta(hours=6, minutes=7), timedelta(hours=12))


class Life:
    """What was done so far. It begins in New York, some hours before the clocks go forward."""

    def __init__(self, path: Path) -> None:
        self.instant = BEGINNING
        self.zone: tzinfo = ZONES[0]
        self.day_start = DAY_STARTS[0]
        self.deleted_notes: list[int] = []
        self.deleted_decks: list[int] = []
        self.store = Store.open(path, self.now)

    def begin(self) -> None:
        """Import the decks; one of them has other settings."""
        for name, terms in TERMS.items():
            draft = DeckDraft(name, (note_type(),), language="en", declares_types=True)
            notes = [self._draft(term, CATEGORIES[n % 2].code if n < 2 else "") for n, term in enumerate(terms)]
            self.store.import_deck(draft, [*CATEGORIES, *notes], now=self.now)
        other = self.deck(len(TERMS) - 1)
        settings = replace(other.settings, parameters=OTHER_PARAMETERS, desired_retention=0.8, learning_steps=(5.0,))
        self.store.set_settings(other, settings)

    @staticmethod
    def _draft(term: str, category: str) -> NoteDraft:
        return NoteDraft({"term": term, "meaning": f"the meaning of {term}"}, category=category)

    @property
    def now(self) -> datetime:
        return self.instant.astimezone(self.zone)

    @property
    def day(self) -> date:
        return study_day(self.now, self.day_start)

    # What there is, by numbers that need not fit

    def deck(self, index: int) -> Deck:
        decks = self.store.decks()
        return decks[index % len(decks)]

    def card(self, index: int) -> Card | None:
        cards = self.store.cards()
        return cards[index % len(cards)] if cards else None

    def ids(self, indexes: Sequence[int]) -> list[int]:
        return sorted({card.id for card in map(self.card, indexes) if card is not None})

    # Time and place

    def wait(self, *, days: float = 0, minutes: float = 0) -> None:
        self.instant += timedelta(days=days, minutes=minutes)

    def travel(self, zone: tzinfo) -> None:
        self.zone = zone

    def begin_days_at(self, start: timedelta) -> None:
        self.day_start = start

    # Answers

    def study(
        self, deck: int, answers: Sequence[tuple[Rating, str, int]], confused: int, *, take_back: bool = False
    ) -> None:
        """Answer what is asked, of all decks or of one, with ratings, in modes, each in some milliseconds."""
        chosen = [self.deck(deck)] if deck % 2 else None
        session = Session(self.store, chosen, day_start=self.day_start, together=True)
        for rating, mode, milliseconds in answers:
            question = session.next(self.now)
            if question is None:
                session.study_ahead(self.now)
                continue
            choices = session.reveal(question, self.now)
            self.instant += timedelta(milliseconds=milliseconds)
            other = self.card(confused)
            session.answer(
                question,
                choices,
                rating,
                self.now,
                mode=mode,
                milliseconds=milliseconds,
                confused_with=other.note_id if other else None,
            )
        if take_back:
            session.undo(self.now)

    def drill(self, indexes: Sequence[int], ratings: Sequence[Rating], *, scheduled: bool, back: int) -> None:
        drill = Drill(self.store, self.ids(indexes), day_start=self.day_start, scheduled=scheduled)
        for rating in ratings:
            question = drill.next(self.now)
            if question is not None:
                other = self.card(len(ratings))
                choices = drill.reveal(question, self.now)
                self.instant += timedelta(seconds=3)
                confused = other.note_id if other else None
                drill.answer(question, choices, rating, self.now, mode="choice", confused_with=confused)
        for _ in range(back):
            drill.undo(self.now)

    def interview(self, index: int, rating: Rating, milliseconds: int) -> None:
        card, other = self.card(index), self.card(index + 3)
        if card is not None and other is not None:
            self.store.record(
                Answer(
                    card_id=card.id,
                    revision=card.revision,
                    now=self.now,
                    day=self.day,
                    kind=Kind.INTERVIEW,
                    rating=rating,
                    mode="type",
                    milliseconds=milliseconds,
                    after=card.state,
                    confused_with=other.note_id if rating is Rating.AGAIN else None,
                )
            )

    def undo(self, deck: int) -> None:
        self.store.undo_last([self.deck(deck).id] if deck % 2 else None, self.now)

    # Changes

    def change(self, what: str, indexes: Sequence[int]) -> None:
        """Reset cards, or mark them as known for good."""
        getattr(self.store, what)(self.ids(indexes), self.now, self.day)

    def reschedule(self, indexes: Sequence[int], days: int) -> None:
        ids = [number for number in self.ids(indexes) if self.store.card(number).state.memory]
        self.store.reschedule(ids, self.day + timedelta(days=days), self.now, self.day)

    def suspend(self, indexes: Sequence[int], suspended: bool) -> None:
        self.store.suspend(self.ids(indexes), suspended)

    def bury(self, indexes: Sequence[int], days: int) -> None:
        self.store.bury(self.ids(indexes), self.day + timedelta(days=days))

    def move(self, indexes: Sequence[int], deck: int) -> None:
        self.store.move(self.ids(indexes), self.deck(deck))

    def configure(self, deck: int, *, other: bool, retention: float, lapses: int, off: tuple[str, ...]) -> None:
        chosen = self.deck(deck)
        wanted = replace(
            chosen.settings,
            parameters=OTHER_PARAMETERS if other else (),
            desired_retention=retention,
            leech_lapses=lapses,
            directions_off=off,
        )
        with suppress(QuizError):
            self.store.set_settings(chosen, wanted)

    def categorise(self, index: int, category: str) -> None:
        card = self.card(index)
        if card is not None:
            note = self.store.note(card.note_id)
            self.store.edit_note(note, NoteDraft(note.fields, note.tags, category), self.now)

    def add_note(self, deck: int, number: int) -> None:
        home = self.deck(deck)
        kinds = self.store.note_types(home)
        with suppress(QuizError):
            self.store.add_note(home, kinds[0], self._draft(f"term {number}", "transport"), self.now)

    def delete_note(self, index: int) -> None:
        card = self.card(index)
        if card is not None:
            self.store.delete_note(self.store.note(card.note_id), self.now)
            self.deleted_notes.append(card.note_id)

    def restore_notes(self) -> None:
        for number in self.deleted_notes:
            self.store.restore_note(number)
        self.deleted_notes.clear()

    def delete_deck(self, deck: int) -> None:
        if not self.deleted_decks:
            self.deleted_decks += self.store.delete_deck(self.deck(deck), self.now)

    def restore_decks(self) -> None:
        self.store.restore_decks(self.deleted_decks)
        self.deleted_decks.clear()
