"""The texts of notes by which duplicates are found."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, true

from quiz.duplicates import Fingerprint
from quiz.store import decks
from quiz.store.rows import DECK, NOTE, NOTE_TYPE


def texts(reader: Connection, deck_ids: Sequence[int] | None) -> list[Fingerprint]:
    """Return the key and the other texts of the notes, by their ids, of some home decks or of all.

    The texts are those of the fields that the note type has: hints and explanations say nothing of sameness.
    """
    kinds = {type_id: decks.note_type(reader, type_id) for type_id in reader.scalars(select(NOTE_TYPE.c.id)).all()}
    names = {type_id: [name for name in kind.fields if name != kind.key_field] for type_id, kind in kinds.items()}
    mine = true() if deck_ids is None else NOTE.c.deck_id.in_(deck_ids)
    statement = (
        select(NOTE.c.id, NOTE.c.type_id, NOTE.c.key, NOTE.c.fields)
        .join(DECK, DECK.c.id == NOTE.c.deck_id)
        .where(mine, NOTE.c.deleted.is_(None), DECK.c.deleted.is_(None))
        .order_by(NOTE.c.id)
    )
    return [
        Fingerprint(row.id, row.key, "\n".join(row.fields.get(name, "") for name in names[row.type_id]))
        for row in reader.execute(statement)
    ]
