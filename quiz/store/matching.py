"""Which notes of the database the notes of a source mean: by their guid, their key, or the key that they had."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Text, cast, select, type_coerce

from quiz.cards import Deck, NoteType, derived_guid, key_of
from quiz.deck_drafts import NoteDraft
from quiz.store import rows
from quiz.store.behind import WriterBehind
from quiz.store.notes import Texts
from quiz.store.rows import NOTE

_COLUMNS = (
    *(NOTE.c[name] for name in ("id", "guid", "deck_id", "type_id", "key", "tags", "category", "position", "deleted")),
    cast(NOTE.c.fields, Text).label("fields_text"),
    cast(NOTE.c.imported, Text).label("imported_text"),
)
_TEXTS = (*_COLUMNS[-2:], NOTE.c.tags, NOTE.c.category, NOTE.c.type_id, type_coerce(NOTE.c.deleted, BigInteger))
"""What is JSON stays the text that it is in the database: most notes of a source are compared with it and no more."""


def texts_of(row: Any) -> Texts:
    """Return the texts of a note from its row here."""
    return Texts(json.loads(row.fields_text), rows.tags(row.tags), row.category)


def imported_of(row: Any) -> Any:
    """Return what was last imported of a note, as the column keeps it, from its row here; nothing where none was."""
    return None if row.imported_text is None else json.loads(row.imported_text)


def unchanged(
    reader: Connection, deck_id: int, position: int, guids: Sequence[str], expected: Sequence[Sequence[Any]]
) -> Sequence[int] | None:
    """Return the ids of the notes of a deck that stand from a place on where they all are as expected, else nothing.

    Of each its guid is expected, unless that is an empty text. ``expected`` has the columns of the others: the fields
    and what was last imported as the text that the database has, tags and category as they are stored, the id of the
    type, and when the note was deleted. They are compared column by column, which is quick; what all notes have in
    common is compared by the database, which is quicker.
    """
    last = position + len(guids) - 1
    among = [NOTE.c.deck_id == deck_id, NOTE.c.position.between(position, last)]
    compared: list[tuple[ColumnElement[Any], Sequence[Any]]] = [(NOTE.c.position, range(position, last + 1))]
    for column, values in zip(_TEXTS, expected, strict=True):
        if len(set(values)) == 1:
            among.append(column.is_not_distinct_from(values[0]))
        else:
            compared.append((column, values))
    shown = [NOTE.c.id, *(column for column, _values in compared), *([NOTE.c.guid] if any(guids) else ())]
    found = reader.execute(select(*shown).where(*among).order_by(NOTE.c.position)).all()
    if len(found) != len(guids):
        return None
    ids, *columns = zip(*found, strict=True)
    if any(guids) and any(guid and guid != other for guid, other in zip(guids, columns.pop(), strict=True)):
        return None
    return ids if columns == [tuple(values) for _column, values in compared] else None


def rows_of(reader: Connection, note_ids: Sequence[int]) -> Sequence[Any]:
    """Return the rows of some notes."""
    return reader.execute(select(*_COLUMNS).where(NOTE.c.id.in_(note_ids))).all()


_FEW = 5000


def few_guids(reader: Connection) -> frozenset[str] | None:
    """Return the guids of all notes, deleted ones too, where these are few: looking for others is not needed then."""
    found = reader.scalars(select(NOTE.c.guid).limit(_FEW + 1)).all()
    return frozenset(found) if len(found) <= _FEW else None


class Known:
    """The notes of the database that some notes of a source may mean.

    ``seen`` has the ids of those met before, ``guids`` all that there were before the import, if that is known.
    """

    def __init__(self, behind: WriterBehind, deck: Deck, seen: Collection[int], guids: Collection[str] | None) -> None:
        self._behind = behind
        self._deck_id = deck.id
        self._deck_name = deck.name
        self._seen = seen
        self._guids = guids
        self._by_guid: dict[str, Any | None] = {}
        self._by_key: dict[str, Any] = {}
        self._derived: dict[str, str] = {}
        self._pinned: set[str] = set()

    def look_up(self, wanted: Sequence[tuple[NoteDraft, str]], *, in_deck: bool) -> None:
        """Read what some notes of the source, each with its key, may mean, unless the deck has none (``in_deck``)."""
        self._pinned = {draft.guid for draft, _key in wanted if draft.guid}
        keys = [key for _draft, key in wanted] + [key_of(draft.was) for draft, _key in wanted if draft.was]
        for part in rows.chunks(keys if in_deck else [], rows.AT_ONCE):
            mine = (NOTE.c.deck_id == self._deck_id, NOTE.c.key.in_(part))
            statement = select(*_COLUMNS).where(*mine).order_by(NOTE.c.deleted.is_(None))
            self._by_key.update((row.key, row) for row in self._behind.connection.execute(statement))
        self._read_guids(
            [*self._pinned, *(self.derived(key) for key in dict.fromkeys(keys) if key not in self._by_key)]
        )

    def derived(self, key: str) -> str:
        """Return the guid of a note of the deck whose source names none."""
        guid = self._derived.get(key)
        if guid is None:
            guid = self._derived[key] = derived_guid(self._deck_name, key)
        return guid

    def _read_guids(self, guids: list[str]) -> None:
        self._by_guid.update(dict.fromkeys(guids))
        there = guids if self._guids is None else [guid for guid in guids if guid in self._guids]
        for part in rows.chunks(there, rows.AT_ONCE):
            statement = select(*_COLUMNS).where(NOTE.c.guid.in_(part))
            self._by_guid.update((row.guid, row) for row in self._behind.connection.execute(statement))

    def with_guid(self, guid: str) -> Any | None:
        """Return the row of the note that has a guid, in whatever deck."""
        if guid not in self._by_guid:
            self._read_guids([guid])
        return self._by_guid[guid]

    def find(self, draft: NoteDraft, key: str, kind: NoteType) -> Any | None:
        """Return the row of the note that a draft means: by its guid, its key, or the key that it had.

        A guid means a note of this deck only; a key no note that another draft means by its guid, or has meant.
        """
        pinned = self.with_guid(draft.guid) if draft.guid else None
        if pinned is not None and pinned.deck_id == self._deck_id:
            return pinned
        for each in (key, key_of(draft.was)) if draft.was else (key,):
            row = self._by_key.get(each) if each else None
            if row is not None and row.id not in self._seen and row.guid not in self._pinned:
                return row
        return self._renamed_by_user(draft, key, kind)

    def _renamed_by_user(self, draft: NoteDraft, key: str, kind: NoteType) -> Any | None:
        """Return the row of the note that was imported with the draft's key and got another one in the program."""
        row = self.with_guid(self.derived(key))
        if row is None or row.deck_id != self._deck_id or row.id in self._seen:
            return None
        last = (imported_of(row) or {}).get("fields", {}).get(kind.key_field)
        return row if last == draft.fields.get(kind.key_field, "") else None

    def renamed(self, row: Any, key: str) -> None:
        """Remember that a note has this key now."""
        if self._by_key.get(row.key) is not None and self._by_key[row.key].id == row.id:
            del self._by_key[row.key]
        self._by_key[key] = row

    def holder(self, key: str) -> Any | None:
        """Return the row that has a key and keeps it, as far as this import has come."""
        row = self._by_key.get(key)
        moves = row is not None and row.guid in self._pinned and row.id not in self._seen
        return None if row is None or moves or row.deleted is not None else row
