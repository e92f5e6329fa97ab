"""Decks, clocks and learners for the tests of the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from quiz import formats
from quiz.cards import KIND_OF_PHASE, Card, Deck, Direction, NoteType, Rating, Review
from quiz.deck_drafts import DeckDraft, NoteDraft, default_directions
from quiz.questions import Question
from quiz.repository import Answer
from quiz.scheduling.answering import outcome
from quiz.scheduling.days import study_day
from quiz.scheduling.memory import MemoryModel
from quiz.store import ImportReport, Store
from quiz.study import Session

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)
DATA = Path(__file__).parent.parent / "data"
HTTP_LIST = DATA / "http-status-list.md"

FIELDS = ("term", "meaning")
BOTH_WAYS = default_directions(FIELDS, "term")
OTHER_PARAMETERS = (
    *(0.4, 1.1, 3.1, 15.7, 7.2, 0.53, 1.07, 0.01, 1.5, 0.15),
    *(1.0, 1.9, 0.1, 0.3, 2.3, 0.23, 2.9, 0.5, 0.7, 0.1, 0.2),
)

NET = """---
title: Net
title.zh: 网络
directions: key -> name + meaning; meaning -> key
---
## app: Applications
53: DNS, names to addresses
  tags: core
80: HTTP, the web
443: HTTPS, the web in secret
## old: Old ones
21: FTP, files
23: Telnet, a terminal
"""
MUSIC = "---\ntitle: Music\nfields: term, meaning\n---\nallegro: fast\nlento: slow\npiano: soft\nforte: loud\n"
"""Two decks in which sessions and filters choose."""


@dataclass
class Clock:
    """A clock that is moved by hand."""

    now: datetime = NOW

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Move on, or with negative numbers back, and return the time."""
        self.now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return self.now

    def tomorrow(self) -> datetime:
        """Move to nine o'clock on the next study day."""
        following = study_day(self.now) + timedelta(days=1)
        self.now = datetime(following.year, following.month, following.day, 9, tzinfo=self.now.tzinfo)
        return self.now

    @property
    def day(self) -> date:
        """The study day."""
        return study_day(self.now)


def note_type(directions: tuple[Direction, ...] = BOTH_WAYS) -> NoteType:
    """A note type with a term and its meaning."""
    return NoteType("basic", FIELDS, "term", directions)


def import_terms(
    store: Store,
    name: str,
    terms: Iterable[str],
    now: datetime,
    *,
    directions: tuple[Direction, ...] = BOTH_WAYS,
    meaning: str = "the meaning of",
) -> Deck:
    """Import a deck of terms and return it."""
    draft = DeckDraft(name, (note_type(directions),), declares_types=True)
    notes = [NoteDraft({"term": term, "meaning": f"{meaning} {term}"}) for term in terms]
    report = store.import_deck(draft, notes, now=now)
    assert not report.unread
    return deck_named(store, name)


def import_text(
    store: Store, text: str, now: datetime = NOW, *, into: str = "", dry_run: bool = False, strict: bool = False
) -> ImportReport:
    """Import a deck in the program's own format."""
    source = formats.read(text.encode(), "deck.md", "deck", "md")
    return store.import_deck(source.draft, source.items, now=now, into=into, dry_run=dry_run, strict=strict)


def deck_named(store: Store, name: str) -> Deck:
    """The deck of this name."""
    return next(deck for deck in store.decks() if deck.name == name)


def card_of(store: Store, key: str, direction: str = "term") -> Card:
    """The card of the note with this key in a direction."""
    wanted = {note.id for deck in store.decks() for note in store.notes(deck) if note.key == key}
    return next(card for card in store.cards() if card.note_id in wanted and card.direction == direction)


def asked(session: Session, now: datetime) -> Question:
    """The question that is asked now; there has to be one."""
    question = session.next(now)
    assert question is not None
    return question


def give(session: Session, question: Question, rating: Rating, now: datetime) -> Review:
    """Reveal a question and answer it at once."""
    return session.answer(question, session.reveal(question, now), rating, now, mode="flip")


def record(store: Store, card_id: int, rating: Rating, now: datetime, **more: Any) -> Review:
    """Answer a card as its schedule wants it, whether it is due or not; ``more`` are parts of the answer."""
    card, day = store.card(card_id), study_day(now)
    after = outcome(card.state, MemoryModel(store.deck(card.deck_id).settings), rating, day).taken(now)
    values = {"kind": KIND_OF_PHASE[card.state.phase], "mode": "type", "milliseconds": 3000, "after": after, **more}
    return store.record(Answer(card.id, card.revision, now, day, rating=rating, **values))


def answer_next(session: Session, rating: Rating, now: datetime) -> Question:
    """Answer what is asked now and return it."""
    question = asked(session, now)
    give(session, question, rating, now)
    return question


def answer_all(session: Session, clock: Clock, rating: Rating = Rating.EASY, seconds: float = 5) -> list[Question]:
    """Answer until nothing is asked any more, and return what was asked."""
    questions = []
    while (question := session.next(clock.now)) is not None:
        give(session, question, rating, clock.now)
        questions.append(question)
        clock.forward(seconds=seconds)
    return questions


def keys(questions: Sequence[Question]) -> list[str]:
    """The keys of the notes that were asked."""
    return [question.note.key for question in questions]
