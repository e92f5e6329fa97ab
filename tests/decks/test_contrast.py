"""Where two codes of the shipped deck were mixed up, the screen says of each how it differs."""

import pytest

from quiz import locale
from quiz.cards import Note, Rating
from quiz.judging import Grade
from quiz.modes import Verdict
from quiz.proposing import Proposal
from quiz.questions import Judged, Question
from quiz.store import Store
from quiz.tui.widgets.contrast import contrast
from tests.decks.test_http_status import CONFUSED, source
from tests.store.support import NOW

PAGE, ROOM = 70, 7
"""The columns of a page at 80 × 24, and the rows that remain there below the verdict."""

NARROW = 55
"""The columns of a page at 60 × 20, where the two stand below each other."""


@pytest.fixture
def shipped(store: Store) -> Store:
    """A store with the shipped deck."""
    store.import_deck(source().draft, source().items, now=NOW)
    return store


def judged(question: Question, other: Note) -> Judged:
    """What is thought of an answer that is right for another note."""
    return Judged(Verdict(Grade.WRONG, question.expected, other.id), Proposal(Rating.AGAIN), other, other.key)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_both_lines_stand_whole_below_their_codes(shipped: Store, language: str) -> None:
    (deck,) = shipped.decks()
    notes = {note.key: note for note in shipped.notes(deck)}
    (kind,) = shipped.note_types(deck)
    asked = kind.direction("meaning")
    cards = {card.note_id: card for card in shipped.cards() if card.direction == asked.slug}
    for code, others in CONFUSED.items():
        question = Question(cards[notes[code].id], notes[code], kind, deck, asked, language, NOW)
        for other in others:
            drawn = [row.plain for row in contrast(question, other, judged(question, notes[other]), PAGE, ROOM)]
            below = [row.partition("│")[::2] for row in drawn[5:]]
            left, right = ("".join("".join(column).split()) for column in zip(*below, strict=True))
            assert left == "".join(notes[code].text(f"versus.{other}", language).split()), (code, other)
            assert right == "".join(notes[other].text(f"versus.{code}", language).split()), (code, other)


def test_where_it_is_narrow_each_line_stands_below_its_name_as_far_as_there_are_rows(shipped: Store) -> None:
    (deck,) = shipped.decks()
    notes = {note.key: note for note in shipped.notes(deck)}
    (kind,) = shipped.note_types(deck)
    card = next(card for card in shipped.cards() if card.note_id == notes["502"].id and card.direction == "meaning")
    question = Question(card, notes["502"], kind, deck, kind.direction("meaning"), "en", NOW)

    taken = judged(question, notes["503"])

    def drawn(rows: int) -> list[str]:
        return [row.plain[NARROW - 36 :].rstrip() for row in contrast(question, "503", taken, NARROW, rows)]

    left = ["Service Unavailable", "this server: overload or maintenance"]
    assert drawn(6) == [*left, "Bad Gateway", "the gateway is fine, upstream sent", "rubbish"]
    assert drawn(4) == [*left, "Bad Gateway", "the gateway is fine, upstream sent…"]
