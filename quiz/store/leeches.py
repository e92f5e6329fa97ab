"""Leeches: cards that are forgotten again and again.

Their note gets a tag that is the program's own, beside those of the person and of the source; it is in no search text
and changes no date. It goes again when lapses are taken back or reset and no card of the note has enough of them left.
"""

from sqlalchemy import Connection, bindparam, select, update

from quiz.cards import Card
from quiz.store import rows
from quiz.store.rows import CARD, DECK, NOTE
from quiz.study_settings import LEECH_TAG, DeckSettings, is_leech_at

# Statements of every lapse are built once: building them takes longer than executing them.
_SETTINGS = select(DECK.c.settings).where(DECK.c.id == bindparam("wanted"))
_TAGS = select(NOTE.c.tags).where(NOTE.c.id == bindparam("wanted"))
_KEEP_TAGS = update(NOTE).where(NOTE.c.id == bindparam("wanted")).values(tags=bindparam("stored"))
_SUSPEND = (
    update(CARD)
    .where(CARD.c.id == bindparam("wanted"), CARD.c.suspended != bindparam("rests"))
    .values(suspended=bindparam("rests"), revision=CARD.c.revision + 1)
)
_LAPSES = (
    select(CARD.c.lapses, DECK.c.settings)
    .join(DECK, DECK.c.id == CARD.c.deck_id)
    .where(CARD.c.note_id == bindparam("wanted"), CARD.c.lapses > 0)
)


def lapsed(writer: Connection, card: Card, lapses: int) -> None:
    """Do what the deck of a card wants where its ``lapses``-th lapse shows that it is a leech."""
    settings = _settings(writer, card)
    if is_leech_at(lapses, settings.leech_lapses):
        _tag(writer, card.note_id, tagged=True)
        if settings.leech_action == "suspend":
            _suspend(writer, card, suspended=True)


def lapse_undone(writer: Connection, card: Card, lapses: int) -> None:
    """Let a card be asked again where the lapse that was taken back suspended it; it has as many as ``lapses`` now.

    The log does not say what suspended a card: what its deck wants now decides.
    """
    settings = _settings(writer, card)
    reached = range(lapses + 1, card.state.lapses + 1)
    if settings.leech_action == "suspend" and any(is_leech_at(number, settings.leech_lapses) for number in reached):
        _suspend(writer, card, suspended=False)


def lapses_changed(writer: Connection, card: Card, lapses: int) -> None:
    """Let the tag of a note follow where a card has ``lapses`` now, fewer or more than before, without a new one.

    With fewer it goes where no card of the note has as many as its deck calls a leech, with more it may come back.
    """
    if lapses != card.state.lapses:
        leech = _has_leech(writer, card.note_id)
        if leech == (lapses > card.state.lapses):
            _tag(writer, card.note_id, tagged=leech)


def _has_leech(reader: Connection, note_id: int) -> bool:
    found = reader.execute(_LAPSES, {"wanted": note_id})
    return any(0 < rows.settings(row.settings).leech_lapses <= row.lapses for row in found)


def _settings(reader: Connection, card: Card) -> DeckSettings:
    return rows.settings(reader.execute(_SETTINGS, {"wanted": card.deck_id}).scalar_one())


def _tag(writer: Connection, note_id: int, *, tagged: bool) -> None:
    before = rows.tags(writer.scalar(_TAGS, {"wanted": note_id}) or "")
    if tagged != (LEECH_TAG in before):
        after = (*before, LEECH_TAG) if tagged else (tag for tag in before if tag != LEECH_TAG)
        writer.execute(_KEEP_TAGS, {"wanted": note_id, "stored": rows.stored_tags(after)})


def _suspend(writer: Connection, card: Card, *, suspended: bool) -> None:
    writer.execute(_SUSPEND, {"wanted": card.id, "rests": suspended})
