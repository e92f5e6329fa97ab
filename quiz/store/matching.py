"""Which notes of the database the notes of a source mean: by their guid, their key, or the key that they had."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Text, cast, select

from quiz.cards import NoteType, derived_guid, key_of
from quiz.deck_drafts import NoteDraft
from quiz.store import rows
from quiz.store.notes import Texts
from quiz.store.rows import NOTE

_COLUMNS = (
    *(NOTE.c[name] for name in ("id", "guid", "deck_id", "type_id", "key", "tags", "category", "position", "deleted")),
    cast(NOTE.c.fields, Text).label("fields_text"),
    cast(NOTE.c.imported, Text).label("imported_text"),
)
"""What is JSON stays the text that it is in the database: most notes of a source are compared with it and no more."""


def texts_of(row: Any) -> Texts:
    """Return the texts of a note from its row here."""
    return Texts(json.loads(row.fields_text), rows.tags(row.tags), row.category)


def imported_of(row: Any) -> Any:
    """Return what was last imported of a note, as the column keeps it, from its row here; nothing where none was."""
    return None if row.imported_text is None else json.loads(row.imported_text)


def rows_of(reader: Connection, note_ids: Sequence[int]) -> Sequence[Any]:
    """Return the rows of some notes."""
    return reader.execute(select(*_COLUMNS).where(NOTE.c.id.in_(note_ids))).all()


class Known:
    """The notes of the database that some notes of a source may mean. ``seen`` has the ids of those met before."""

    def __init__(self, reader: Connection, deck_id: int, deck_name: str, seen: Collection[int]) -> None:
        self._reader = reader
        self._deck_id = deck_id
        self._deck_name = deck_name
        self._seen = seen
        self._by_guid: dict[str, Any | None] = {}
        self._by_key: dict[str, Any] = {}
        self._pinned: set[str] = set()

    def look_up(self, drafts: Iterable[tuple[NoteDraft, str]]) -> None:
        """Read what these notes of the source, each with its key, may mean."""
        wanted = list(drafts)
        self._pinned = {draft.guid for draft, _key in wanted if draft.guid}
        keys = [key for _draft, key in wanted] + [key_of(draft.was) for draft, _key in wanted if draft.was]
        in_deck = NOTE.c.deck_id == self._deck_id
        for part in rows.chunks(keys, rows.AT_ONCE):
            statement = select(*_COLUMNS).where(in_deck, NOTE.c.key.in_(part)).order_by(NOTE.c.deleted.is_(None))
            self._by_key.update((row.key, row) for row in self._reader.execute(statement))
        derived = {derived_guid(self._deck_name, key) for key in keys if key not in self._by_key}
        self._read_guids([*self._pinned, *derived])

    def _read_guids(self, guids: list[str]) -> None:
        self._by_guid.update(dict.fromkeys(guids))
        for part in rows.chunks(guids, rows.AT_ONCE):
            statement = select(*_COLUMNS).where(NOTE.c.guid.in_(part))
            self._by_guid.update((row.guid, row) for row in self._reader.execute(statement))

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
        row = self.with_guid(derived_guid(self._deck_name, key))
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
