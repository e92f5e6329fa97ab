"""Importing a deck into the database: new notes, changed texts, and what the user changed since, which stays.

How texts are merged is in :mod:`quiz.store.merging`. Which kinds of fields a source knows is only clear at its end, so
texts that one of its notes lacks are taken away then, or kept and named where none of its notes has the like.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select, update

from quiz.cards import Category, Deck, NoteType, derived_guid, key_of
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import decks, notes, resting, rows
from quiz.store.merging import Change, Merge, changes_of_head, families, family, kind_text, with_kinds, without_kinds
from quiz.store.notes import Texts
from quiz.store.rows import CARD, DECK, NOTE
from quiz.text import literal

_BATCH = 500

Item = NoteDraft | Category | Unread


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do: counts of notes, and what a person should look at.

    ``absent_fields`` are kinds of fields that notes have from an earlier import and no note of the source has; they
    were left as they are.
    """

    deck: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    kept_local: list[Change] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    absent_fields: list[str] = field(default_factory=list)
    unknown_fields: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many notes of the source could be read."""
        return self.added + self.changed + self.unchanged


@dataclass(slots=True)
class _Import:
    """The import that is going on.

    ``families`` are the kinds of fields that the source has so far; ``lacking`` those that notes have from an earlier
    import and lack in the source, by their ids and with the keys that they had; ``spared`` those of them that are
    still there.
    """

    writer: Connection
    deck: Deck
    types: Mapping[str, NoteType]
    main_type: str
    report: ImportReport
    now: datetime
    next_id: int
    off: tuple[str, ...]
    position: int = 0
    seen: set[int] = field(default_factory=set)
    categories: list[Category] = field(default_factory=list)
    guids: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    lacking: dict[int, tuple[str, set[str]]] = field(default_factory=dict)
    spared: set[str] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)


def import_deck(
    writer: Connection, draft: DeckDraft, items: Iterable[Item], target: Deck | None, now: datetime
) -> ImportReport:
    """Import a deck into ``target``, or into a new deck of the draft's name, and return what was done.

    ``items`` may be lazy; they are read and written in batches.
    """
    deck = target or decks.deck(writer, decks.add(writer, draft.name, now))
    types = {kind.name: kind for kind in decks.types_of(writer, deck.id)}
    main = next(iter(types), "")
    if draft.declares_types or not types:
        types = decks.save_types(writer, deck.id, draft.types)
        main = draft.types[0].name
    off = _keep_off(writer, deck)
    job = _Import(writer, deck, types, main, ImportReport(deck.name), now, notes.next_id(writer), off)
    if draft.declares_types:
        job.families.update(family(name) for kind in draft.types for name in kind.fields)
    remaining = iter(items)
    while batch := list(islice(remaining, _BATCH)):
        _import_batch(job, batch)
    _take_away(job)
    _save_head(job, draft)
    if target is not None:
        job.report.changes[:0] = changes_of_head(target, decks.deck(writer, target.id))
    _refit_cards(job)
    _list_missing(job)
    return job.report


def _keep_off(writer: Connection, deck: Deck) -> tuple[str, ...]:
    """Return the directions that are off; where the note types of the source don't allow it, they are on again."""
    before = deck.settings.directions_off
    off = resting.still_off(resting.types_in(writer, deck.id), before) if before else ()
    if off != before:
        decks.set_settings(writer, deck.id, replace(deck.settings, directions_off=off))
    return off


def _import_batch(job: _Import, batch: list[Item]) -> None:
    drafts: list[NoteDraft] = []
    for item in batch:
        if isinstance(item, Unread):
            job.report.unread.append(item)
        elif isinstance(item, Category):
            job.categories.append(item)
        else:
            drafts.append(item)
    known = _known_notes(job, drafts)
    new = []
    for draft in drafts:
        row = known.find(draft, _type_of(job, draft), job)
        try:
            if row is None:
                new.append(_new_note(job, draft, known))
            else:
                _update_note(job, draft, row, known)
        except QuizError as error:
            job.report.unread.append(Unread(draft.line, error.message))
    notes.insert_all(job.writer, new, {kind.id: kind for kind in job.types.values()}, job.off)


@dataclass(slots=True)
class _Known:
    """The notes of the database that a batch may mean."""

    by_guid: dict[str, Any]
    by_key: dict[str, Any]
    pinned: set[str]

    def find(self, draft: NoteDraft, kind: NoteType, job: "_Import") -> Any | None:
        """Return the row of the note that a draft means: by its guid, its key, or the key that it had.

        A guid means a note of this deck only; a key no note that another draft means by its guid, or has meant.
        """
        pinned = self.by_guid.get(draft.guid) if draft.guid else None
        if pinned is not None and pinned.deck_id == job.deck.id:
            return pinned
        for key in filter(None, (key_of(draft.fields.get(kind.key_field, "")), key_of(draft.was))):
            row = self.by_key.get(key)
            if row is not None and row.id not in job.seen and row.guid not in self.pinned:
                return row
        return self._renamed_by_user(draft, kind, job)

    def _renamed_by_user(self, draft: NoteDraft, kind: NoteType, job: "_Import") -> Any | None:
        """Return the row of the note that was imported with the draft's key and got another one in the program."""
        text = draft.fields.get(kind.key_field, "")
        row = self.by_guid.get(derived_guid(job.deck.name, key_of(text)))
        if row is None or row.imported is None or row.deck_id != job.deck.id or row.id in job.seen:
            return None
        last = row.imported.get("fields", {}).get(kind.key_field)
        return row if last == text else None

    def renamed(self, row: Any, key: str) -> None:
        """Remember that a note has this key now."""
        if self.by_key.get(row.key) is not None and self.by_key[row.key].id == row.id:
            del self.by_key[row.key]
        self.by_key[key] = row

    def holder(self, key: str, job: "_Import") -> Any | None:
        """Return the row that has a key and keeps it, as far as this import has come."""
        row = self.by_key.get(key)
        moves = row is not None and row.guid in self.pinned and row.id not in job.seen
        return None if row is None or moves or row.deleted is not None else row


def _known_notes(job: _Import, drafts: list[NoteDraft]) -> _Known:
    keys = [key_of(draft.fields.get(_type_of(job, draft).key_field, "")) for draft in drafts]
    keys += [key_of(draft.was) for draft in drafts if draft.was]
    guids = [draft.guid for draft in drafts if draft.guid]
    guids += [derived_guid(job.deck.name, key) for key in keys]
    pinned = {draft.guid for draft in drafts if draft.guid}
    return _Known(notes.by_guids(job.writer, guids), notes.by_keys(job.writer, job.deck.id, keys), pinned)


def _type_of(job: _Import, draft: NoteDraft) -> NoteType:
    return job.types.get(draft.type_name) or job.types[job.main_type]


def _note_unknown_fields(job: _Import, draft: NoteDraft, kind: NoteType) -> None:
    for name in kind.unknown(draft.fields):
        if name not in job.report.unknown_fields:
            job.report.unknown_fields.append(name)


def _new_note(job: _Import, draft: NoteDraft, known: _Known) -> dict[str, Any]:
    kind = _type_of(job, draft)
    kind.check(draft.fields)
    _note_unknown_fields(job, draft, kind)
    texts = Texts.of(draft)
    values = notes.columns(texts, kind)
    _check_free(job, known, values["key"], None)
    if draft.guid in job.guids:
        raise QuizError(_("The id “{guid}” belongs to another note of the source.").format(guid=literal(draft.guid)))
    guid = draft.guid or derived_guid(job.deck.name, values["key"])
    if guid in known.by_guid or guid in job.guids:
        guid = notes.random_guid()
    job.guids.add(guid)
    note = {
        "id": job.next_id,
        "guid": guid,
        "deck_id": job.deck.id,
        "type_id": kind.id,
        "position": job.position,
        "created": job.now,
        "changed": job.now,
        "imported": notes.pack_imported(texts, texts),
        **values,
    }
    job.families |= families(texts)
    job.seen.add(job.next_id)
    job.next_id += 1
    job.position += 1
    job.report.added += 1
    return note


def _update_note(job: _Import, draft: NoteDraft, row: Any, known: _Known) -> None:
    kind = _type_of(job, draft)
    if row.id in job.seen:
        raise QuizError(_("The id “{guid}” belongs to another note of the source.").format(guid=literal(draft.guid)))
    _note_unknown_fields(job, draft, kind)
    current, source = Texts.of(rows.note(row)), Texts.of(draft)
    last = notes.unpack_imported(current, row.imported) if row.imported is not None else None
    in_source = families(source)
    lacking = families(last) - in_source if last else set()
    imported = with_kinds(source, last, lacking) if last else source
    kind.check(imported.fields)
    merged = Merge(row.key, current, last, with_kinds(source, current, lacking))
    key = key_of(merged.texts.fields.get(kind.key_field, ""))
    _check_free(job, known, key, row.id)
    job.families |= in_source
    job.seen.add(row.id)
    if row.deleted is not None:
        job.report.kept_local.append(Change(row.key, kind.key_field, "", row.key))
        return
    known.renamed(row, key)
    job.report.unchanged += 1
    job.report.kept_local += merged.kept
    if lacking:
        job.lacking[row.id] = row.key, lacking
        job.spared |= lacking & families(merged.texts)
    _write(job, row, kind, merged, imported, job.position)
    if row.position != job.position:
        job.writer.execute(update(CARD).where(CARD.c.note_id == row.id).values(position=job.position))
    job.position += 1


def _write(job: _Import, row: Any, kind: NoteType, merged: Merge, last: Texts, position: int) -> None:
    """Give a note its texts, its type and its place, where they are others than before, and tell what changed."""
    job.report.changes += merged.changes
    changed = bool(merged.changes) or kind.id != row.type_id
    if changed and row.id not in job.changed:
        job.changed.add(row.id)
        job.report.changed += 1
        job.report.unchanged -= 1
    imported = notes.pack_imported(merged.texts, last)
    if changed or imported != row.imported or position != row.position:
        values = {"type_id": kind.id, "imported": imported, "position": position, **notes.columns(merged.texts, kind)}
        values["changed"] = job.now if changed else row.changed
        job.writer.execute(update(NOTE).where(NOTE.c.id == row.id).values(**values))


def _take_away(job: _Import) -> None:
    """Take away what notes have from an earlier import and lack in the source, if other notes there have the like.

    What a card needs stays.
    """
    kinds = {kind.id: kind for kind in job.types.values()}
    for numbers in rows.chunks([number for number, (_key, lacking) in job.lacking.items() if lacking & job.families]):
        for row in job.writer.execute(select(NOTE).where(NOTE.c.id.in_(numbers))).all():
            key, lacking = job.lacking[row.id]
            kind, current = kinds[row.type_id], Texts.of(rows.note(row))
            last = notes.unpack_imported(current, row.imported)
            gone = lacking & job.families
            while needed := gone & set(map(family, kind.missing_side(without_kinds(current, gone).fields))):
                gone -= needed
            source = without_kinds(last, gone)
            _write(job, row, kind, Merge(key, current, last, source), source, row.position)
    job.report.absent_fields += sorted(set(map(kind_text, job.spared - job.families)))


def _check_free(job: _Import, known: _Known, key: str, note_id: int | None) -> None:
    """Raise :class:`QuizError` where another note of the deck than this one has the key."""
    holder = known.holder(key, job)
    if holder is not None and holder.id != note_id:
        raise QuizError(_("The key “{key}” belongs to another note of the deck.").format(key=literal(key)))


def _save_head(job: _Import, draft: DeckDraft) -> None:
    """Merge the head of the deck as the notes are merged: what the user changed since the last import stays.

    A title in a language that the source lacks stays, too.
    """
    row = job.writer.execute(select(DECK).where(DECK.c.id == job.deck.id)).one()
    own_name = draft.name == row.name
    source = {
        "description": draft.description or row.description,
        "language": draft.language or row.language,
        "titles": {**row.titles, **draft.titles} if own_name else row.titles,
        "front": {**row.front, **draft.front},
    }
    values = {
        name: source[name]
        if name not in row.imported or row.imported[name] == row._mapping[name]
        else row._mapping[name]
        for name in source
    }
    # Nobody changes the titles of categories in the program: there are only more of them.
    categories = rows.categories_values(_merged_categories(job.deck.categories, job.categories))
    job.writer.execute(update(DECK).where(DECK.c.id == row.id).values(**values, categories=categories, imported=source))


def _merged_categories(now: tuple[Category, ...], source: list[Category]) -> list[Category]:
    """Return the categories of the source, in its order, before those that only the deck has."""
    old = {category.code: category for category in now}
    merged: dict[str, Category] = {}
    for category in source:
        before = merged.get(category.code) or old.get(category.code) or category
        title = before.title if category.title == category.code else category.title
        merged[category.code] = Category(category.code, title, {**before.titles, **category.titles})
    return [*merged.values(), *(category for code, category in old.items() if code not in merged)]


def _refit_cards(job: _Import) -> None:
    """Let every note of the deck have a card for each direction of its type; cards of other directions rest."""
    for kind in job.types.values():
        of_type = select(NOTE.c.id).where(
            NOTE.c.deck_id == job.deck.id, NOTE.c.type_id == kind.id, NOTE.c.deleted.is_(None)
        )
        for direction in kind.directions:
            _add_missing_cards(job, kind, of_type, direction.slug)
    resting.fit_notes_of(job.writer, job.deck.id)


def _add_missing_cards(job: _Import, kind: NoteType, of_type: Any, slug: str) -> None:
    """Add the cards of a direction. Raises :class:`QuizError` where a note, not in the source, has no text for it."""
    has = select(CARD.c.note_id).where(CARD.c.direction == slug)
    missing = select(NOTE.c.id, NOTE.c.position, NOTE.c.fields).where(NOTE.c.id.in_(of_type), NOTE.c.id.not_in(has))
    fresh = []
    for row in job.writer.execute(missing):
        kind.check(row.fields)
        place = {"note_id": row.id, "deck_id": job.deck.id, "position": row.position}
        fresh.append(notes.fresh_card(place, slug, job.off))
    if fresh:
        job.writer.execute(insert(CARD), fresh)


def _list_missing(job: _Import) -> None:
    """Name the notes that were imported once and are no longer in the source; they stay as they are."""
    statement = select(NOTE.c.id, NOTE.c.key, NOTE.c.imported).where(
        NOTE.c.deck_id == job.deck.id, NOTE.c.deleted.is_(None)
    )
    found = job.writer.execute(statement.order_by(NOTE.c.position, NOTE.c.id))
    job.report.missing += [row.key for row in found if row.imported is not None and row.id not in job.seen]
