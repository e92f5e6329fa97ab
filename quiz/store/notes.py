"""Notes in the database: adding, changing, and what was last imported of each."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    String,
    and_,
    bindparam,
    func,
    insert,
    literal,
    outerjoin,
    select,
    true,
    union_all,
    update,
)

from quiz.cards import GUID_BYTES, Deck, Note, NoteType, derived_guid, key_of
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import resting, rows
from quiz.store.batches import Batch
from quiz.store.insertion import insertion
from quiz.store.rows import CARD, NOTE
from quiz.study_settings import LEECH_TAG
from quiz.text import folded
from quiz.text import literal as shown

_NOTE = select(NOTE).where(NOTE.c.id == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a note that an import compares: its fields, its tags and its category."""

    fields: Mapping[str, str]
    tags: tuple[str, ...]
    category: str

    @classmethod
    def of(cls, source: Note | NoteDraft) -> "Texts":
        """Return the texts of a note, or of one that is to become one."""
        return cls(source.fields, source.tags, source.category)

    @property
    def own_tags(self) -> tuple[str, ...]:
        """The tags that a person or a source gave; that of leeches is the program's own and no matter of an import."""
        return tuple(tag for tag in self.tags if tag != LEECH_TAG)


def one(reader: Connection, note_id: int) -> Note:
    """Return a note."""
    return rows.note(reader.execute(_NOTE, {"wanted": note_id}).one())


def of_deck(reader: Connection, deck_id: int) -> Iterable[Note]:
    """Yield the notes whose home is a deck, in its order."""
    statement = select(NOTE).where(NOTE.c.deck_id == deck_id, NOTE.c.deleted.is_(None))
    for row in reader.execute(statement.order_by(NOTE.c.position, NOTE.c.id)):
        yield rows.note(row)


def by_keys(reader: Connection, deck_id: int, keys: Sequence[str]) -> dict[str, Any]:
    """Return the rows of the notes of a deck that have these keys, by key."""
    statement = select(NOTE).where(NOTE.c.deck_id == deck_id, NOTE.c.key.in_(keys))
    return {row.key: row for row in reader.execute(statement.order_by(NOTE.c.deleted.is_(None)))}


def by_key(reader: Connection, deck_id: int, key: str) -> Note | None:
    """Return the note of a deck that has a key, if there is one that was not deleted."""
    row = by_keys(reader, deck_id, [key]).get(key)
    return None if row is None or row.deleted is not None else rows.note(row)


def by_guids(reader: Connection, guids: Sequence[str]) -> dict[str, Any]:
    """Return the rows of the notes that have these guids, by guid."""
    return {row.guid: row for row in reader.execute(select(NOTE).where(NOTE.c.guid.in_(guids)))}


def random_guid() -> str:
    """Return a guid that nobody else has."""
    return secrets.token_urlsafe(GUID_BYTES)


@dataclass(frozen=True, slots=True)
class NewNotes:
    """Notes that are to be inserted into a deck: their ids have no gap from the first on.

    ``imported`` is what the column of that name has for each.
    """

    batch: Batch
    first_id: int
    guids: Sequence[str]
    deck_id: int
    positions: Sequence[int]
    now: datetime
    imported: Mapping[str, Any] | None

    @property
    def ids(self) -> range:
        """Their ids."""
        return range(self.first_id, self.first_id + len(self.guids))

    @property
    def types(self) -> Mapping[int, NoteType]:
        """Their types by their ids."""
        return dict(zip(self.batch.type_ids, self.batch.kinds, strict=True))

    def columns(self) -> dict[str, Sequence[Any]]:
        """Return the columns of the table that they fill, by names."""
        count = len(self.guids)
        return {
            "id": self.ids,
            "type_id": self.batch.type_ids,
            "guid": self.guids,
            "deck_id": [self.deck_id] * count,
            "position": self.positions,
            "created": [self.now] * count,
            "changed": [self.now] * count,
            "imported": [self.imported] * count,
            "key": self.batch.keys,
            "fields": self.batch.fields,
            "tags": self.batch.stored_tags,
            "category": self.batch.categories,
            "search_text": self.batch.search_texts,
        }


def insert_all(writer: Connection, new: NewNotes, off: Sequence[str]) -> None:
    """Insert notes, and a card for each direction of each; those of directions ``off`` rest."""
    insertion_of_all(writer.dialect, new, off)(writer)


def insertion_of_all(dialect: Dialect, new: NewNotes, off: Sequence[str]) -> Callable[[Connection], None]:
    """Return what inserts notes and their cards as :func:`insert_all` does."""
    insert_notes = insertion(dialect, NOTE, new.columns())

    def execute(writer: Connection) -> None:
        insert_notes(writer)
        for type_id, kind in new.types.items():
            mine = NOTE.c.id.between(new.ids[0], new.ids[-1])
            _add_cards(writer, kind, and_(mine, NOTE.c.type_id == type_id), off)

    return execute


def _add_cards(writer: Connection, kind: NoteType, of_notes: ColumnElement[bool], off: Sequence[str]) -> None:
    """Add the cards of new notes of one type, note by note, in the order of its directions.

    In that order SQLite reads an outer join anyway; asked for it, it would sort them, which takes a tenth more time.
    """
    if not kind.directions:
        return
    asked = union_all(
        *(
            select(
                literal(direction.slug, String).label("slug"),
                literal(direction.slug in off, Boolean).label("rests"),
            )
            for direction in kind.directions
        )
    ).subquery()
    values = {
        "note_id": NOTE.c.id,
        "deck_id": NOTE.c.deck_id,
        "position": NOTE.c.position,
        "direction": asked.c.slug,
        "retired": asked.c.rests,
        **{name: literal(value, CARD.c[name].type) for name, value in _FRESH.items()},
    }
    cards = select(*values.values()).select_from(outerjoin(NOTE, asked, true())).where(of_notes)
    writer.execute(insert(CARD).from_select(list(values), cards))


def are_in(reader: Connection, deck_id: int) -> bool:
    """Tell whether a deck is the home of any note, a deleted one too."""
    return reader.scalar(select(NOTE.c.id).where(NOTE.c.deck_id == deck_id).limit(1)) is not None


_FRESH = {**rows.state_values(rows.NEW_CARD), "suspended": False, "flag": 0, "revision": 0}


def _fresh_card(place: Mapping[str, Any], slug: str, off: Sequence[str]) -> dict[str, Any]:
    """Return the columns of a new card; it rests where its direction is one of those that are ``off``."""
    return {**place, **_FRESH, "direction": slug, "retired": slug in off}


def add_missing_cards(writer: Connection, deck_id: int, kind: NoteType, off: Sequence[str]) -> int:
    """Let the notes of a deck that have a type have a card for each of its directions, and return how many were added.

    Raises :class:`QuizError` where a note has no text for a direction.
    """
    return sum(_add_direction(writer, deck_id, kind, direction.slug, off) for direction in kind.directions)


def _add_direction(writer: Connection, deck_id: int, kind: NoteType, slug: str, off: Sequence[str]) -> int:
    has = select(CARD.c.note_id).where(CARD.c.direction == slug)
    mine = (NOTE.c.deck_id == deck_id, NOTE.c.type_id == kind.id, NOTE.c.deleted.is_(None))
    lacking = list(writer.scalars(select(NOTE.c.id).where(*mine, NOTE.c.id.not_in(has))))
    for part in rows.chunks(lacking):
        found = writer.execute(select(NOTE.c.id, NOTE.c.position, NOTE.c.fields).where(NOTE.c.id.in_(part))).all()
        for row in found:
            kind.check(row.fields)
        places = ({"note_id": row.id, "deck_id": deck_id, "position": row.position} for row in found)
        writer.execute(insert(CARD), [_fresh_card(place, slug, off) for place in places])
    return len(lacking)


def next_id(reader: Connection) -> int:
    """Return a number that no note has yet; ids are given out within the transaction that writes them."""
    return int(reader.scalar(select(func.max(NOTE.c.id))) or 0) + 1


def next_position(reader: Connection, deck_id: int) -> int:
    """Return the place behind the last note of a deck."""
    last = reader.scalar(select(func.max(NOTE.c.position)).where(NOTE.c.deck_id == deck_id))
    return 0 if last is None else int(last) + 1


def columns(texts: Texts, kind: NoteType) -> dict[str, Any]:
    """Return the columns of a note that follow from its texts."""
    return {
        "key": key_of(texts.fields.get(kind.key_field, "")),
        "fields": dict(texts.fields),
        "tags": rows.stored_tags(texts.tags),
        "category": texts.category,
        "search_text": folded("\n".join(texts.fields.values())),
    }


def pack_imported(now: Texts, last: Texts) -> dict[str, Any]:
    """Return what was last imported as the column keeps it: only where it differs from the present texts."""
    packed: dict[str, Any] = {}
    names = {*now.fields, *last.fields}
    fields = {name: last.fields.get(name) for name in names if now.fields.get(name) != last.fields.get(name)}
    if fields:
        packed["fields"] = fields
    if now.own_tags != last.own_tags:
        packed["tags"] = list(last.own_tags)
    if now.category != last.category:
        packed["category"] = last.category
    return packed


def unpack_imported(now: Texts, packed: Mapping[str, Any]) -> Texts:
    """Return what was last imported, from the present texts and the column ``imported``."""
    fields = {**now.fields, **packed.get("fields", {})}
    return Texts(
        {name: text for name, text in fields.items() if text is not None},
        tuple(packed.get("tags", now.own_tags)),
        packed.get("category", now.category),
    )


def add(writer: Connection, deck: Deck, kind: NoteType, draft: NoteDraft, now: datetime) -> Note:
    """Add one note that a person wrote. Raises :class:`QuizError` where its key exists or it can't be asked."""
    key = key_of(draft.fields.get(kind.key_field, ""))
    if not key:
        raise QuizError(
            _("The new note has no {field}.").format(field=shown(kind.key_field)),
            _("Every note needs a key: {field}=TEXT.").format(field=shown(kind.key_field)),
        )
    kind.check(draft.fields)
    check_free(writer, deck.id, key)
    number, guid = next_id(writer), _free_guid(writer, derived_guid(deck.name, key))
    position = next_position(writer, deck.id)
    new = NewNotes(Batch([draft], [kind]), number, [guid], deck.id, [position], now, imported=None)
    insert_all(writer, new, resting.directions_off(writer, deck.id))
    return one(writer, number)


def check_free(reader: Connection, deck_id: int, key: str, note_id: int = 0) -> None:
    """Raise :class:`QuizError` where another note of the deck than this one has the key."""
    existing = by_key(reader, deck_id, key)
    if existing is not None and existing.id != note_id:
        raise _exists(key)


def _free_guid(reader: Connection, wanted: str) -> str:
    return random_guid() if by_guids(reader, [wanted]) else wanted


def edit(writer: Connection, note_id: int, draft: NoteDraft, kind: NoteType, now: datetime) -> Note:
    """Give a note other texts; its cards and their history stay. What was last imported is remembered."""
    kind.check(draft.fields)
    row = writer.execute(_NOTE, {"wanted": note_id}).one()
    texts = Texts.of(draft)
    values = {"imported": imported_beside(row, Texts.of(rows.note(row)), texts), **columns(texts, kind)}
    check_free(writer, row.deck_id, values["key"], note_id)
    writer.execute(update(NOTE).where(NOTE.c.id == note_id).values(changed=now, **values))
    return one(writer, note_id)


def imported_beside(row: Any, before: Texts, after: Texts) -> dict[str, Any] | None:
    """Return what was last imported of a note, given as its row, as the column keeps it beside other texts."""
    return None if row.imported is None else pack_imported(after, unpack_imported(before, row.imported))


def check_keys(reader: Connection, note_ids: Sequence[int]) -> None:
    """Raise :class:`QuizError` where one of some notes and another note of its deck have the same key."""
    other, living = NOTE.alias(), NOTE.c.deleted.is_(None)
    same = and_(other.c.deck_id == NOTE.c.deck_id, other.c.key == NOTE.c.key, other.c.id != NOTE.c.id)
    twice = select(NOTE.c.key).join(other, and_(same, other.c.deleted.is_(None))).order_by(NOTE.c.id).limit(1)
    for part in rows.chunks(note_ids):
        key = reader.scalar(twice.where(NOTE.c.id.in_(part), living))
        if key is not None:
            raise _exists(key)


def _exists(key: str) -> QuizError:
    return QuizError(
        _("The deck has a note “{key}” already.").format(key=shown(key)),
        _("Choose another key, or change the note that exists."),
    )
