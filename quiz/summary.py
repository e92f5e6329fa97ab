"""What was done on a study day, from the review log, so that leaving and coming back loses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quiz.cards import Card, Deck, Direction, Kind, Note, NoteType, Rating, Review
from quiz.repository import Repository


@dataclass(frozen=True, slots=True)
class Missed:
    """A card that was not remembered, with what was ``given`` instead the first time, and how it was asked."""

    card: Card
    note: Note
    note_type: NoteType
    deck: Deck
    direction: Direction
    language: str
    given: str
    mode: str
    confused_with: Note | None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many cards were answered, how many never missed, the time they took, and those that were missed in order.

    ``asked`` are the ids of all of them, in the order in which they were answered first.
    """

    cards: int
    right: int
    milliseconds: int
    missed: tuple[Missed, ...]
    asked: tuple[int, ...] = ()


def summary_of(
    repository: Repository, decks: Mapping[int, Deck], day: date, now: datetime, language: str = ""
) -> Summary:
    """Return what was done in some decks on a study day, drills not counted.

    A missed card that can't be asked any more counts but is not listed. ``language`` is that of meanings, each deck's
    own where it is empty.
    """
    entries = [entry for entry in repository.log_of_day(list(decks), day, now) if entry.kind is not Kind.CRAM]
    first_misses: dict[int, Review] = {}
    for entry in entries:
        if entry.rating is Rating.AGAIN:
            first_misses.setdefault(entry.card_id, entry)
    cards = tuple(dict.fromkeys(entry.card_id for entry in entries))
    return Summary(
        cards=len(cards),
        right=len(cards) - len(first_misses),
        milliseconds=sum(entry.milliseconds for entry in entries),
        missed=_listed(repository, decks, list(first_misses.values()), language),
        asked=cards,
    )


def _listed(
    repository: Repository, decks: Mapping[int, Deck], entries: Sequence[Review], language: str
) -> tuple[Missed, ...]:
    found = (_missed(repository, decks, entry, language) for entry in entries)
    return tuple(missed for missed in found if missed is not None)


def _missed(repository: Repository, decks: Mapping[int, Deck], entry: Review, language: str) -> Missed | None:
    card = repository.card(entry.card_id)
    if card.retired or card.deck_id not in decks:
        return None
    note, deck = repository.note(card.note_id), decks[card.deck_id]
    kind = repository.note_type(note.type_id)
    other = None if entry.confused_with is None else repository.note(entry.confused_with)
    direction = kind.direction(card.direction)
    return Missed(card, note, kind, deck, direction, language or deck.language, entry.given, entry.mode, other)
