"""Sixty days of a learner who forgets: nothing is lost, no limit broken, no sibling asked too early."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from quiz import formats
from quiz.cards import Deck, Kind, Phase, Rating
from quiz.store import Store
from quiz.study import Session
from tests.store.support import HTTP_LIST, Clock, give, import_text

pytestmark = pytest.mark.no_cover

DAYS = 60
MISSED = (11, 12, 40)
GENERATED = "---\ntitle: Terms\nfields: term, meaning\n---\n" + "".join(
    f"term {number}: the meaning, of term {number}\n" for number in range(500)
)


@dataclass
class Diary:
    """What was asked on each day, in the learner's own words."""

    notes: dict[date, dict[int, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    new: Counter[date] = field(default_factory=Counter)
    reviews: Counter[date] = field(default_factory=Counter)
    ratings: Counter[Rating] = field(default_factory=Counter)
    cards: set[int] = field(default_factory=set)


def rating_of(rng: Random) -> Rating:
    """Forgets one card in seven."""
    return rng.choices(list(Rating), weights=(14, 12, 60, 14))[0]


def study(store: Store, deck: Deck, clock: Clock, rng: Random, days: int = DAYS) -> Diary:
    """Study a deck day by day, each with a fresh session, with three of sixty days missed."""
    diary = Diary()
    for number in range(days):
        clock.tomorrow()
        if number in MISSED:
            continue
        session = Session(store, [deck])
        while (question := session.next(clock.now)) is not None:
            rating = rating_of(rng)
            phase = question.card.state.phase
            diary.notes[clock.day][question.note.id].add(question.card.id)
            diary.new[clock.day] += phase is Phase.NEW
            diary.reviews[clock.day] += phase is Phase.REVIEW
            diary.ratings[rating] += 1
            diary.cards.add(question.card.id)
            clock.forward(seconds=rng.randint(1, 20))
            give(session, question, rating, clock.now)
    return diary


def deck_of(store: Store, source: str, clock: Clock) -> Deck:
    if source == "http":
        read = formats.read(HTTP_LIST.read_bytes(), str(HTTP_LIST), "http")
        store.import_deck(read.draft, read.items, now=clock.now)
        return store.decks()[0]
    import_text(store, GENERATED, clock.now)
    deck = store.decks()[0]
    store.set_settings(deck, replace(deck.settings, new_per_day=6, reviews_per_day=20))
    return store.deck(deck.id)


@pytest.mark.parametrize("source", ["http", "generated"])
def test_sixty_days_of_study_lose_nothing_and_keep_every_promise(store: Store, clock: Clock, source: str) -> None:
    deck = deck_of(store, source, clock)
    before = {(card.id, card.note_id, card.direction) for card in store.cards()}
    notes = store.notes(deck)
    diary = study(store, deck, clock, Random(7))

    assert {(card.id, card.note_id, card.direction) for card in store.cards()} == before
    assert store.notes(deck) == notes
    assert all(len(cards) == 1 for day in diary.notes.values() for cards in day.values())
    assert max(diary.new.values()) == deck.settings.new_per_day
    assert max(diary.reviews.values()) <= deck.settings.reviews_per_day
    assert len(diary.notes) == DAYS - len(MISSED)
    answers = [entry for card_id in diary.cards for entry in store.log(card_id)]
    assert Counter(entry.rating for entry in answers) == diary.ratings
    lapses = [entry.rating is Rating.AGAIN for entry in answers if entry.kind is Kind.REVIEW]
    assert 0.1 < sum(lapses) / len(lapses) < 0.2
    assert store.disagreements() == []
    if source == "http":
        assert diary.cards == {card_id for card_id, _, _ in before}
        assert len(diary.cards) == 2 * len(notes) > 100


def test_a_binding_limit_of_reviews_is_reached(store: Store, clock: Clock) -> None:
    deck = deck_of(store, "http", clock)
    store.set_settings(deck, replace(deck.settings, reviews_per_day=6))
    diary = study(store, deck, clock, Random(9), days=15)
    assert max(diary.reviews.values()) == 6
    assert store.disagreements() == []


def test_the_http_list_is_where_these_tests_look_for_it() -> None:
    assert Path(HTTP_LIST).read_text().startswith("---\ntitle: HTTP")
