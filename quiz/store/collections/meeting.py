"""The notes of a collection: new ones as they are, and of those that are here the texts that were changed later.

A note is the same by its guid, in whatever deck it is. A new one whose key a living note of its deck has is the same
fact, unless the collection has that other note, too: then it is another fact, and can't have the key. Whether that is
so, or whether the key becomes free, shows only at the end, so such notes are put off until then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from quiz.cards import NoteType
from quiz.collection import NoteRecord
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import notes, rows
from quiz.store.collections.intake import Intake
from quiz.store.insertion import insert_rows, json_text
from quiz.store.merging import CATEGORY, TAGS, Change
from quiz.store.notes import Texts
from quiz.store.rows import NOTE
from quiz.study_settings import LEECH_TAG
from quiz.text import literal


@dataclass(frozen=True, slots=True)
class Met:
    """A note of the collection with the one here that it is.

    ``deck_id`` is its home here. ``is_refit`` tells that its cards may rest now, or come back.
    """

    record: NoteRecord
    note_id: int
    deck_id: int
    kind: NoteType
    position: int
    is_deleted: bool
    is_new: bool = False
    is_refit: bool = False


class _Keys:
    """Which living note has a key in which deck, as far as the collection has been taken in."""

    def __init__(self, intake: Intake, places: Mapping[int, set[str]]) -> None:
        self._holders: dict[tuple[int, str], Any] = {}
        for deck_id, keys in places.items():
            for part in rows.chunks(sorted(keys)):
                statement = select(NOTE).where(
                    NOTE.c.deck_id == deck_id, NOTE.c.key.in_(part), NOTE.c.deleted.is_(None)
                )
                for row in intake.writer.execute(statement.order_by(NOTE.c.id.desc())):
                    self._holders[deck_id, row.key] = row

    def holder(self, deck_id: int, key: str) -> Any | None:
        return self._holders.get((deck_id, key))

    def add(self, deck_id: int, key: str, row: Any) -> None:
        self._holders[deck_id, key] = row

    def leave(self, row: Any) -> None:
        holder = self._holders.get((row.deck_id, row.key))
        if holder is not None and holder.id == row.id:
            del self._holders[row.deck_id, row.key]


@dataclass(frozen=True, slots=True)
class _Fresh:
    """What is known of a note that is being added, as a row tells it."""

    id: int
    guid: str
    deck_id: int
    key: str


def meet(intake: Intake, batch: Sequence[NoteRecord], *, last: bool) -> list[Met]:
    """Add or change notes, and return all but those that were refused or put off. ``last`` puts none off."""
    by_guid = notes.by_guids(intake.writer, [record.note.guid for record in batch])
    keys = _Keys(intake, _places(intake, batch, by_guid))
    met, fresh = list[Met](), list[dict[str, Any]]()
    for record in batch:
        if not last and record.note.guid in intake.seen:
            intake.refuse(record, _guid_twice(record))
            continue
        intake.seen.add(record.note.guid)
        try:
            row = by_guid.get(record.note.guid)
            one = _new(intake, record, keys, fresh, last) if row is None else _same(intake, record, row, keys, last)
        except QuizError as error:
            intake.refuse(record, error.message)
            continue
        if one is None:
            intake.put_off.add(record.note.guid)
        else:
            met.append(one)
    if fresh:
        names = tuple(fresh[0])
        insert_rows(intake.writer, NOTE, names, [[values[name] for name in names] for values in fresh])
    return met


def _guid_twice(record: NoteRecord) -> str:
    return _("The id “{guid}” belongs to another note of the source.").format(guid=literal(record.note.guid))


def _places(intake: Intake, batch: Sequence[NoteRecord], by_guid: Mapping[str, Any]) -> dict[int, set[str]]:
    places: dict[int, set[str]] = {}
    for record in batch:
        row = by_guid.get(record.note.guid)
        for deck_id in {intake.places[record.note.deck_id], *((row.deck_id,) if row is not None else ())}:
            places.setdefault(deck_id, set()).add(record.note.key)
            if row is not None:
                places[deck_id].add(row.key)
    return places


def _key_taken(key: str) -> QuizError:
    return QuizError(_("The key “{key}” belongs to another note of the deck.").format(key=literal(key)))


# New notes


def _new(intake: Intake, record: NoteRecord, keys: _Keys, fresh: list[dict[str, Any]], last: bool) -> Met | None:
    deck_id, kind = intake.places[record.note.deck_id], intake.kinds[record.note.type_id]
    holder = keys.holder(deck_id, record.note.key) if record.deleted is None else None
    if holder is not None:
        if not last:
            return None
        if isinstance(holder, _Fresh) or holder.guid in intake.seen:
            raise _key_taken(record.note.key)
        intake.aliases[record.note.guid] = holder.id
        intake.seen.add(holder.guid)
        return _same(intake, record, holder, keys, last)
    if record.deleted is None:
        kind.check(record.note.fields)
    values = _values(intake, record, deck_id, kind)
    fresh.append(values)
    intake.next_note += 1
    intake.report_of(record).added += 1
    if record.deleted is None:
        keys.add(deck_id, record.note.key, _Fresh(values["id"], record.note.guid, deck_id, record.note.key))
    return Met(record, values["id"], deck_id, kind, record.note.position, record.deleted is not None, is_new=True)


def _values(intake: Intake, record: NoteRecord, deck_id: int, kind: NoteType) -> dict[str, Any]:
    note = record.note
    return {
        "id": intake.next_note,
        "guid": note.guid,
        "deck_id": deck_id,
        "type_id": kind.id,
        "position": note.position,
        "created": note.created,
        "changed": note.changed,
        "imported": dict(record.imported) if record.imported is not None else None,
        "deleted": record.deleted,
        **notes.columns(Texts.of(note), kind),
    }


# Notes that are here


@dataclass(frozen=True, slots=True)
class _Version:
    """A note as it is here or there: its texts, and whether and when it was deleted."""

    texts: Texts
    changed: datetime
    deleted: datetime | None

    @property
    def content(self) -> tuple[Mapping[str, str], tuple[str, ...], str, bool]:
        """What makes two versions the same; the tag of leeches is none of it."""
        return self.texts.fields, self.texts.own_tags, self.texts.category, self.deleted is not None

    @property
    def age(self) -> tuple[datetime, str]:
        """What orders versions: when it was last changed, and where that is the same, something that is certain."""
        fields, tags, category, deleted = self.content
        return max(self.changed, self.deleted or self.changed), json_text(
            [sorted(fields.items()), tags, category, deleted]
        )


def _same(intake: Intake, record: NoteRecord, row: Any, keys: _Keys, last: bool) -> Met | None:
    """Let a note that is here have the texts of the collection where they are the later ones."""
    here = _Version(Texts.of(rows.note(row)), row.changed, row.deleted)
    there = _Version(Texts.of(record.note), record.note.changed, record.deleted)
    deck_id, kind = _home(intake, record, row)
    wins = here.content != there.content and there.age > here.age
    winner = there if wins else here
    if wins:
        kind = _kind_of(intake, record, deck_id, kind)
    key = record.note.key if wins else row.key
    if winner.deleted is None and not _fits(row, deck_id, key, kind, winner, keys):
        if not last and _is_taken(row, deck_id, key, keys):
            return None
        wins, winner, key = False, here, row.key
        deck_id, kind = row.deck_id, intake.types_of(row.deck_id)[row.type_id]
    _report(intake, record, (row, kind), (here, there), wins=wins, moves=deck_id != row.deck_id)
    values = _placed(row, deck_id, kind) | (_written(row, here, there, record, kind) if wins else _later(here, there))
    if values:
        intake.writer.execute(update(NOTE).where(NOTE.c.id == row.id).values(**values))
    keys.leave(row)
    if winner.deleted is None:
        keys.add(deck_id, key, row)
    is_refit = (deck_id, kind.id, winner.deleted is None) != (row.deck_id, row.type_id, row.deleted is None)
    return Met(record, row.id, deck_id, kind, row.position, winner.deleted is not None, is_refit=is_refit)


def _home(intake: Intake, record: NoteRecord, row: Any) -> tuple[int, NoteType]:
    """Return the home deck and the note type of a note: those that it has, unless they were deleted here only."""
    target = intake.place_of(record.note.deck_id)
    if intake.decks[row.deck_id].deleted is not None and target.deleted is None:
        return target.id, intake.kinds[record.note.type_id]
    return row.deck_id, intake.types_of(row.deck_id)[row.type_id]


def _kind_of(intake: Intake, record: NoteRecord, deck_id: int, kind: NoteType) -> NoteType:
    """Return the note type of the home deck that has the name of that of the collection, else the one there is."""
    wanted = intake.kinds[record.note.type_id].name
    return next((one for one in intake.types_of(deck_id).values() if one.name == wanted), kind)


def _is_taken(row: Any, deck_id: int, key: str, keys: _Keys) -> bool:
    holder = keys.holder(deck_id, key)
    return holder is not None and holder.id != row.id


def _fits(row: Any, deck_id: int, key: str, kind: NoteType, version: _Version, keys: _Keys) -> bool:
    """Tell whether a note can be asked with these texts, and its key is free. What is as before is not asked."""
    if (deck_id, kind.id, key) == (row.deck_id, row.type_id, row.key) and version.texts.fields == row.fields:
        return row.deleted is None or not _is_taken(row, deck_id, key, keys)
    try:
        kind.check(version.texts.fields)
    except QuizError:
        return False
    return bool(key) and not _is_taken(row, deck_id, key, keys)


def _texts(here: _Version, there: _Version) -> Texts:
    """Return the texts there; the tag of leeches follows the lapses here."""
    leech = (LEECH_TAG,) if LEECH_TAG in here.texts.tags else ()
    return Texts(there.texts.fields, (*there.texts.own_tags, *leech), there.texts.category)


def _placed(row: Any, deck_id: int, kind: NoteType) -> dict[str, Any]:
    """Return the columns of the home of a note where it is to be another one."""
    return {"deck_id": deck_id, "type_id": kind.id} if (deck_id, kind.id) != (row.deck_id, row.type_id) else {}


def _written(row: Any, here: _Version, there: _Version, record: NoteRecord, kind: NoteType) -> dict[str, Any]:
    """Return the columns of a note that is to have the texts there."""
    texts = _texts(here, there)
    imported = record.imported
    if imported is None:
        imported = notes.imported_beside(row, here.texts, texts)
    last = None if imported is None else dict(imported)
    return {"changed": there.changed, "deleted": there.deleted, "imported": last, **notes.columns(texts, kind)}


def _later(here: _Version, there: _Version) -> dict[str, Any]:
    """Return the instant of the last change of a note that is the same here and there, where it was later there."""
    return {"changed": there.changed} if there.content == here.content and there.changed > here.changed else {}


def _report(
    intake: Intake,
    record: NoteRecord,
    note: tuple[Any, NoteType],
    versions: tuple[_Version, _Version],
    *,
    wins: bool,
    moves: bool,
) -> None:
    """Count a note that was here; one that comes back from a deleted deck counts as changed."""
    report, (row, kind) = intake.report_of(record), note
    if wins or moves:
        report.changed += 1
    else:
        report.unchanged += 1
    differences = _differences(row.key, kind, *versions)
    if wins:
        report.changes += differences
    else:
        report.kept_local += differences


def _differences(key: str, kind: NoteType, here: _Version, there: _Version) -> list[Change]:
    """Return what is another there: each text, or where one of the two was deleted that."""
    if (here.deleted is None) != (there.deleted is None):
        before, after = (key, "") if here.deleted is None else ("", key)
        return [Change(key, kind.key_field, before, after)]
    mine, theirs = _named(here.texts), _named(there.texts)
    pairs = ((name, mine.get(name, ""), theirs.get(name, "")) for name in dict.fromkeys([*mine, *theirs]))
    return [Change(key, name, old, new) for name, old, new in pairs if old != new]


def _named(texts: Texts) -> dict[str, str]:
    return {**texts.fields, CATEGORY: texts.category, TAGS: " ".join(texts.own_tags)}
