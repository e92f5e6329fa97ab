"""A plain picture of a small collection and a plain filter over it, for the tests of searching."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from quiz.cards import KIND_OF_PHASE, Card, Category, Deck, Direction, Note, NoteType, Phase, Rating, Review
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.repository import Answer
from quiz.scheduling.answering import outcome
from quiz.scheduling.days import is_to_come
from quiz.scheduling.forgetting import decay_of, retrievability
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import KNOWN_FOR_GOOD
from quiz.store import Store
from tests.store.support import Clock, deck_named

TYPE = NoteType(
    "basic",
    ("term", "name", "meaning"),
    "term",
    (
        Direction("Key", ("term",), ("meaning",)),
        Direction("meaning", ("meaning",), ("term",), judge="exact"),
    ),
)
CATEGORIES = (
    Category("4xx", "客户端错误", {"en": "Client errors"}),
    Category("ＡＢ", "Wide"),
)


@dataclass
class Collection:
    """What lies in a store, read through its ordinary methods."""

    store: Store
    clock: Clock
    decks: list[Deck] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    notes: dict[int, Note] = field(default_factory=dict)
    logs: dict[int, list[Review]] = field(default_factory=dict)

    def read(self) -> None:
        """Look at the store again."""
        self.decks = self.store.decks()
        self.cards = sorted(self.store.cards(), key=lambda card: (card.deck_id, card.position, card.id))
        self.notes = {card.note_id: self.store.note(card.note_id) for card in self.cards}
        self.logs = {card.id: self.store.log(card.id) for card in self.cards}

    def found(self, test: "Test") -> list[int]:
        """The ids of the cards that pass a test, in order."""
        return [card.id for card in self.cards if test(self, card)]

    def deck_of(self, card: Card) -> Deck:
        """The deck in which a card is."""
        return next(deck for deck in self.decks if deck.id == card.deck_id)


Test = Callable[[Collection, Card], bool]


def import_notes(store: Store, name: str, notes: list[NoteDraft], now: datetime) -> Deck:
    """Import a deck whose title in English is another."""
    draft = DeckDraft(name, (TYPE,), {"en": f"{name} in English"}, declares_types=True)
    report = store.import_deck(draft, [*CATEGORIES, *notes], now=now)
    assert not report.unread
    return deck_named(store, name)


def answer(store: Store, card: Card, rating: Rating, clock: Clock, confused_with: int | None = None) -> Review:
    """Answer a card at once."""
    model = MemoryModel(store.deck(card.deck_id).settings)
    after = outcome(card.state, model, rating, clock.day).taken(clock.now)
    kind = KIND_OF_PHASE[card.state.phase]
    values = (card.id, card.revision, clock.now, clock.day, kind, rating, "flip", 1000, after)
    return store.record(Answer(*values, confused_with=confused_with))


def plain(text: str) -> str:
    """Text without case and width."""
    return unicodedata.normalize("NFKC", text).casefold()


def matches(typed: str, text: str, *, whole: bool = False, wild: bool = True) -> bool:
    """Whether a text, in which asterisks may be wildcards, is the whole of another, or stands in it."""
    parts = [re.escape(part) for part in (plain(typed).split("*") if wild else [plain(typed)])]
    if whole:
        return re.fullmatch(".*".join(parts), plain(text), re.DOTALL) is not None
    return re.search(r"\S*".join(parts).removeprefix(r"\S*").removesuffix(r"\S*"), plain(text)) is not None


def in_some_field(typed: str, *, wild: bool = True) -> Test:
    """A word, or without wildcards a phrase."""
    return lambda all_, card: any(matches(typed, text, wild=wild) for text in all_.notes[card.note_id].fields.values())


def in_field(name: str, typed: str) -> Test:
    """A text in a field in any of its languages; an empty one means that there is none."""

    def test(all_: Collection, card: Card) -> bool:
        fields = all_.notes[card.note_id].fields
        texts = [text for field, text in fields.items() if field == name or field.startswith(name + ".")]
        texts += [all_.notes[card.note_id].key] if name == "key" else []
        return any(matches(typed, text) for text in texts) if typed else not any(texts)

    return test


def by_regex(pattern: str) -> Test:
    """A regular expression in a field."""
    return lambda all_, card: any(
        re.search(pattern, text, re.IGNORECASE) for text in all_.notes[card.note_id].fields.values()
    )


def in_deck(name: str) -> Test:
    """In a deck of this name or below it."""
    return lambda all_, card: (all_.deck_of(card).name + "::").startswith(name + "::")


def tagged(typed: str) -> Test:
    """With a tag, or with an empty text without any."""

    def test(all_: Collection, card: Card) -> bool:
        tags = all_.notes[card.note_id].tags
        return any(matches(typed, tag, whole=True) for tag in tags) if typed else not tags

    return test


def in_category(typed: str) -> Test:
    """In a category of this code or title."""

    def test(all_: Collection, card: Card) -> bool:
        note = all_.notes[card.note_id]
        home = next((deck for deck in all_.decks if deck.id == note.deck_id), None)
        names = [note.category]
        for category in home.categories if home else ():
            if category.code == note.category:
                names += [category.title, *category.titles.values()]
        return any(matches(typed, name, whole=True) for name in names)

    return test


def asked(typed: str) -> Test:
    """In a direction."""
    return lambda _all, card: matches(typed, card.direction, whole=True)


def is_due(all_: Collection, card: Card) -> bool:
    """Whether the queue would ask for the card."""
    due, last, day = card.state.due_day, card.state.last_day, all_.clock.day
    if card.state.phase is not Phase.REVIEW or due is None or not card.is_available(day):
        return False
    return due <= day or (is_to_come(last, day) and not is_known_for_good(card))


def is_known_for_good(card: Card) -> bool:
    """Whether somebody said that the card is known for good, and it was not answered or moved since."""
    due, last, memory = card.state.due_day, card.state.last_day, card.state.memory
    least = KNOWN_FOR_GOOD.stability
    if memory is None or due is None or last is None:
        return False
    return memory.stability >= least and (due - last).days >= int(least)


STATES: dict[str, Test] = {
    "new": lambda _all, card: card.state.phase is Phase.NEW,
    "learning": lambda _all, card: card.state.phase.in_steps,
    "review": lambda _all, card: card.state.phase is Phase.REVIEW,
    "due": is_due,
    "suspended": lambda _all, card: card.suspended,
    "buried": lambda all_, card: card.buried_until is not None and card.buried_until > all_.clock.day,
    "leech": lambda all_, card: "leech" in all_.notes[card.note_id].tags,
    "flagged": lambda _all, card: card.flag > 0,
}


def numbers(all_: Collection, card: Card) -> dict[str, float | None]:
    """What can be compared with a number."""
    state, memory = card.state, card.state.memory
    interval = None
    if state.phase is Phase.REVIEW and state.due_day and state.last_day:
        interval = (state.due_day - state.last_day).days
    recall = None
    if memory is not None:
        waited = max(0, (all_.clock.day - state.last_day).days) if state.last_day else 0
        recall = retrievability(memory.stability, waited, decay_of(all_.deck_of(card).settings.parameters))
    return {
        "stability": memory.stability if memory else None,
        "difficulty": memory.difficulty if memory else None,
        "retrievability": recall,
        "interval": interval,
        "lapses": state.lapses,
        "reps": state.reps,
    }


def study_day_of(moment: datetime, clock: Clock) -> date:
    """The study day of an instant where the learner is."""
    return (moment.astimezone(clock.now.tzinfo).replace(tzinfo=None) - timedelta(hours=4)).date()


def day_of(all_: Collection, card: Card, event: str) -> date | None:
    """The study day of what can be compared with a date."""
    note = all_.notes[card.note_id]
    return {
        "due": card.state.due_day,
        "reviewed": card.state.last_day,
        "added": study_day_of(note.created, all_.clock),
        "changed": study_day_of(note.changed, all_.clock),
    }[event]


def ratings(all_: Collection, card: Card, rating: Rating) -> list[date]:
    """The study days on which a card was given a rating that was not taken back."""
    return [entry.day for entry in all_.logs[card.id] if entry.rating is rating and entry.undone is None]


def confused(typed: str) -> Test:
    """Notes that were mixed up with the note of this key."""

    def test(all_: Collection, card: Card) -> bool:
        mixed = {
            (other.note_id, entry.confused_with)
            for other in all_.cards
            for entry in all_.logs[other.id]
            if entry.undone is None and entry.confused_with not in (None, other.note_id)
        }
        named = {number for number, note in all_.notes.items() if matches(typed, note.key, whole=True)}
        return any((card.note_id, other) in mixed or (other, card.note_id) in mixed for other in named)

    return test
