"""Which cards rest: those of a deleted note, of a direction that is gone, or of one that is off in their deck.

Resting cards are ``retired``: they are never asked or counted, keep their history, and come back as they were.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from quiz.cards import NoteType
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import rows
from quiz.store.rows import CARD, DECK, NOTE, NOTE_TYPE
from quiz.study_settings import DeckSettings
from quiz.text import literal


def fit_notes(writer: Connection, note_ids: Sequence[int]) -> None:
    """Let the cards of some notes rest or come back."""
    for part in rows.chunks(note_ids):
        _fit(writer, CARD.c.note_id.in_(part))


def fit_cards(writer: Connection, card_ids: Sequence[int]) -> None:
    """Let some cards rest or come back, as the deck in which they are now wants it."""
    for part in rows.chunks(card_ids):
        _fit(writer, CARD.c.id.in_(part))


def fit_deck(writer: Connection, deck_id: int) -> None:
    """Let the cards that are in a deck rest or come back."""
    _fit(writer, CARD.c.deck_id == deck_id)


def fit_notes_of(writer: Connection, deck_id: int) -> None:
    """Let the cards of the notes whose home is a deck rest or come back, wherever the cards are."""
    _fit(writer, CARD.c.note_id.in_(select(NOTE.c.id).where(NOTE.c.deck_id == deck_id)))


def count(reader: Connection, deck_id: int) -> int:
    """Return how many cards in a deck rest."""
    statement = select(func.count()).select_from(CARD).where(CARD.c.deck_id == deck_id, CARD.c.retired.is_(True))
    return int(reader.scalar(statement) or 0)


def _fit(writer: Connection, chosen: ColumnElement[bool]) -> None:
    """Set ``retired`` of the chosen cards: one statement for those of each deck and note type."""
    places = select(CARD.c.deck_id, NOTE.c.type_id).join(NOTE, NOTE.c.id == CARD.c.note_id).where(chosen).distinct()
    for deck_id, type_id in writer.execute(places).all():
        slugs = _asked(writer, deck_id, type_id)
        # The sum keeps the database from going through all cards of the deck: the chosen ones are found otherwise.
        mine = and_(chosen, CARD.c.deck_id + 0 == deck_id)
        living = _notes(type_id, chosen, deleted=False)
        asked = and_(CARD.c.direction.in_(slugs), CARD.c.note_id.in_(living))
        gone = CARD.c.note_id.in_(_notes(type_id, chosen, deleted=True))
        rests = or_(gone, and_(CARD.c.direction.not_in(slugs), CARD.c.note_id.in_(living)))
        for which, retired in ((rests, True), (asked, False)):
            changed = update(CARD).where(mine, which, CARD.c.retired.is_(not retired))
            writer.execute(changed.values(retired=retired, revision=CARD.c.revision + 1))


def _notes(type_id: int, chosen: ColumnElement[bool], *, deleted: bool) -> ColumnElement[int]:
    """Return the ids of the notes of a type that the chosen cards have and that are deleted, or that are not."""
    state = NOTE.c.deleted.is_not(None) if deleted else NOTE.c.deleted.is_(None)
    of_cards = NOTE.c.id.in_(select(CARD.c.note_id).where(chosen))
    return select(NOTE.c.id).where(NOTE.c.type_id == type_id, state, of_cards).scalar_subquery()


def _asked(reader: Connection, deck_id: int, type_id: int) -> list[str]:
    """Return the slugs of the directions of a note type that are asked in a deck."""
    directions = reader.execute(select(NOTE_TYPE.c.directions).where(NOTE_TYPE.c.id == type_id)).scalar_one()
    off = directions_off(reader, deck_id)
    return [direction["slug"] for direction in directions if direction["slug"] not in off]


def directions_off(reader: Connection, deck_id: int) -> tuple[str, ...]:
    """Return the slugs of the directions that are off in a deck."""
    stored = reader.execute(select(DECK.c.settings).where(DECK.c.id == deck_id)).scalar_one()
    return rows.settings(stored).directions_off


def types_in(reader: Connection, deck_id: int) -> list[NoteType]:
    """Return the note types of a deck and those of the cards that were moved into it."""
    moved = select(NOTE.c.type_id).join(CARD, CARD.c.note_id == NOTE.c.id).where(CARD.c.deck_id == deck_id)
    statement = select(NOTE_TYPE).where(or_(NOTE_TYPE.c.deck_id == deck_id, NOTE_TYPE.c.id.in_(moved)))
    return [rows.note_type(row) for row in reader.execute(statement.order_by(NOTE_TYPE.c.id))]


def check(kinds: Sequence[NoteType], before: DeckSettings, settings: DeckSettings) -> None:
    """Raise :class:`QuizError` where settings newly name a direction that isn't there, or leave a note type none."""
    slugs = list(dict.fromkeys(direction.slug for kind in kinds for direction in kind.directions))
    unknown = [slug for slug in named(settings) if slug not in slugs and slug not in named(before)]
    if unknown:
        raise QuizError(
            _("The deck has no direction “{name}”.").format(name=literal(unknown[0])),
            _("It has these: {names}.").format(names=", ".join(literal(slug) for slug in slugs) or "–"),
        )
    if _leaves_none(kinds, settings.directions_off):
        raise QuizError(_("No direction would be left to ask."), _("Leave at least one direction on."))


def named(settings: DeckSettings) -> list[str]:
    """Return the slugs of directions that settings name, without the one that stands for all."""
    by_slug = (settings.modes, settings.choice_below, settings.recall_from)
    return [slug for slugs in (settings.directions_off, *by_slug) for slug in slugs if slug]


def _leaves_none(kinds: Iterable[NoteType], off: Sequence[str]) -> bool:
    return any(all(direction.slug in off for direction in kind.directions) for kind in kinds)


def still_off(kinds: Sequence[NoteType], off: Sequence[str]) -> tuple[str, ...]:
    """Return which directions stay off after the note types changed: none where a type would be left without any."""
    slugs = {direction.slug for kind in kinds for direction in kind.directions}
    kept = tuple(slug for slug in off if slug in slugs)
    return () if _leaves_none(kinds, kept) else kept
