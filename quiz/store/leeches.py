"""Leeches: cards that are forgotten again and again.

Their note gets a tag that is the program's own, beside those of the person and of the source; it is in no search text
and changes no date. It goes again when the answer that brought it is taken back.
"""

from sqlalchemy import Connection, bindparam, func, select, update

from quiz.cards import LEECH_TAG, Card, DeckSettings, is_leech_at
from quiz.store import rows
from quiz.store.rows import CARD, DECK, NOTE

# Statements of every lapse are built once: building them takes longer than executing them.
_SETTINGS = select(DECK.c.settings).where(DECK.c.id == bindparam("wanted"))
_TAGS = select(NOTE.c.tags).where(NOTE.c.id == bindparam("wanted"))
_KEEP_TAGS = update(NOTE).where(NOTE.c.id == bindparam("wanted")).values(tags=bindparam("stored"))
_SUSPEND = (
    update(CARD)
    .where(CARD.c.id == bindparam("wanted"), CARD.c.suspended != bindparam("rests"))
    .values(suspended=bindparam("rests"), revision=CARD.c.revision + 1)
)
_MOST_LAPSES = select(func.max(CARD.c.lapses)).where(CARD.c.note_id == bindparam("wanted"))


def lapsed(writer: Connection, card: Card, lapses: int) -> None:
    """Do what the deck of a card wants where its ``lapses``-th lapse shows that it is a leech."""
    settings = _settings(writer, card)
    if is_leech_at(lapses, settings.leech_lapses):
        _tag(writer, card.note_id, tagged=True)
        if settings.leech_action == "suspend":
            _suspend(writer, card, suspended=True)


def lapse_undone(writer: Connection, card: Card, lapses: int) -> None:
    """Take back what the lapse of a card did, which has as many as ``lapses`` now.

    The tag stays where the card, or another one of its note, has had so many lapses before.
    """
    settings = _settings(writer, card)
    if not any(is_leech_at(number, settings.leech_lapses) for number in range(lapses + 1, card.state.lapses + 1)):
        return
    if settings.leech_action == "suspend":
        _suspend(writer, card, suspended=False)
    most = writer.scalar(_MOST_LAPSES, {"wanted": card.note_id}) or 0
    if most < settings.leech_lapses:
        _tag(writer, card.note_id, tagged=False)


def _settings(reader: Connection, card: Card) -> DeckSettings:
    return rows.settings(reader.execute(_SETTINGS, {"wanted": card.deck_id}).scalar_one())


def _tag(writer: Connection, note_id: int, *, tagged: bool) -> None:
    before = rows.tags(writer.scalar(_TAGS, {"wanted": note_id}) or "")
    if tagged != (LEECH_TAG in before):
        after = (*before, LEECH_TAG) if tagged else (tag for tag in before if tag != LEECH_TAG)
        writer.execute(_KEEP_TAGS, {"wanted": note_id, "stored": rows.stored_tags(after)})


def _suspend(writer: Connection, card: Card, *, suspended: bool) -> None:
    writer.execute(_SUSPEND, {"wanted": card.id, "rests": suspended})
