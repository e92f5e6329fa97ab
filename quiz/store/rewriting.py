"""Changing the texts and tags of many notes at once, and bringing back what they were."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Update, bindparam, select, update

from quiz.cards import Note, NoteType
from quiz.changes import Rewording, Rewritten, Trace, Written
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.rewording import Difference, Preview, check, differences, draft_of, reworded
from quiz.rewording import written as written_of
from quiz.store import decks, notes, rows
from quiz.store.notes import Texts
from quiz.store.rows import NOTE


def _keeping(*names: str) -> Update:
    to: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
    return update(NOTE).where(NOTE.c.id == bindparam("wanted")).values(to)


_KEEP = _keeping("key", "fields", "search_text", "category", "tags", "imported", "changed")
_KEEP_TAGS = _keeping("tags", "imported", "changed")


def reword(writer: Connection, change: Rewording, now: datetime) -> Rewritten:
    """Change the texts of those notes that it makes a difference to. Deleted ones are left alone.

    Raises :class:`QuizError`, naming the note, where one of them could not be stored or asked.
    """
    return write(writer, change.notes, lambda note, _kind: reworded(note, change), now)


def write(
    writer: Connection,
    note_ids: Iterable[int],
    wanted: Callable[[Note, NoteType], NoteDraft | None],
    now: datetime,
) -> Rewritten:
    """Give each note the texts that are wanted of it, if others than it has.

    Raises :class:`QuizError`, naming the note, where one of them could not be stored or asked.
    """
    written, renamed, kinds = list[Written](), list[int](), _Kinds(writer)
    for found in _rows(writer, note_ids):
        values = []
        for row in found:
            note, kind = rows.note(row), kinds[row.type_id]
            draft = wanted(note, kind) if row.deleted is None else None
            if draft is not None:
                _check(note, kind, draft)
                values.append(_columns(row, note, draft, kind, now))
                written.append(written_of(note, draft, rows.to_the_millisecond(now)))
                renamed += [note.id] if kind.key_field in written[-1].after else []
        _keep(writer, values)
    notes.check_keys(writer, renamed)
    return Rewritten(written)


def _check(note: Note, kind: NoteType, draft: NoteDraft) -> None:
    """Raise :class:`QuizError`, naming the note, where other texts of it could not be asked."""
    if draft.fields != note.fields:
        check(note, kind, draft)


def _rows(reader: Connection, note_ids: Iterable[int]) -> Iterator[Sequence[Any]]:
    """Yield the rows of notes, each once, some at a time."""
    for part in rows.chunks(list(dict.fromkeys(note_ids))):
        yield reader.execute(select(NOTE).where(NOTE.c.id.in_(part)).order_by(NOTE.c.id)).all()


def _columns(row: Any, note: Note, draft: NoteDraft, kind: NoteType, changed: datetime) -> dict[str, Any]:
    """Return the values of :data:`_KEEP`, or where only tags are others of :data:`_KEEP_TAGS`."""
    texts = Texts.of(draft)
    imported = notes.imported_beside(row, Texts.of(note), texts)
    values: dict[str, Any] = {"tags": rows.stored_tags(texts.tags), "imported": imported, "changed": changed}
    if (draft.fields, draft.category) != (note.fields, note.category):
        values |= notes.columns(texts, kind)
    return {"wanted": note.id, **{f"to_{name}": value for name, value in values.items()}}


def _keep(writer: Connection, values: Sequence[Mapping[str, Any]]) -> None:
    for statement, width in ((_KEEP, 8), (_KEEP_TAGS, 4)):
        mine = [value for value in values if len(value) == width]
        if mine:
            writer.execute(statement, mine)


def tags_of(reader: Connection, note_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the tags of notes by their ids."""
    found: dict[int, tuple[str, ...]] = {}
    for part in rows.chunks(list(dict.fromkeys(note_ids))):
        tags = reader.execute(select(NOTE.c.id, NOTE.c.tags).where(NOTE.c.id.in_(part)))
        found.update({row.id: rows.tags(row.tags) for row in tags})
    return found


@contextmanager
def retagged(writer: Connection, note_ids: Iterable[int]) -> Iterator[list[Trace]]:
    """Give a list that gets, at the end of the block, how the program's own tags of notes were and are."""
    before, traces = tags_of(writer, note_ids), list[Trace]()
    yield traces
    after = tags_of(writer, before)
    traces.append(Rewritten([Written(note_id, tags, after[note_id]) for note_id, tags in before.items()]))


class _Kinds(dict[int, NoteType]):
    """Note types by their ids, read when they are first asked for."""

    def __init__(self, reader: Connection) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, type_id: int) -> NoteType:
        self[type_id] = decks.note_type(self._reader, type_id)
        return self[type_id]


def preview(reader: Connection, change: Rewording, limit: int) -> Preview:
    """Return how many notes a change concerns, and the first texts, at most ``limit``, before and after it.

    Raises :class:`QuizError`, naming the note, where one of them could not be stored or asked.
    """
    count, shown, kinds = 0, list[Difference](), _Kinds(reader)
    for found in _rows(reader, change.notes):
        for row in found:
            note = rows.note(row)
            draft = reworded(note, change) if row.deleted is None else None
            if draft is not None:
                _check(note, kinds[row.type_id], draft)
                count += 1
                shown += differences(note, draft) if len(shown) < limit else ()
    return Preview(count, tuple(shown[:limit]))


def living(reader: Connection, note_ids: Iterable[int]) -> list[Note]:
    """Return those of some notes that are not deleted, in the order of their ids as given, each once."""
    wanted = list(dict.fromkeys(note_ids))
    found = {row.id: rows.note(row) for part in _rows(reader, wanted) for row in part if row.deleted is None}
    return [found[note_id] for note_id in wanted if note_id in found]


# Taking back


@dataclass(frozen=True, slots=True)
class Restored:
    """The ids of notes of which something is again as it was, and of those whose tags are exactly as they were."""

    notes: Sequence[int]
    tagged: Sequence[int]


def take_back(writer: Connection, made: Rewritten) -> Restored:
    """Give notes the texts and tags that they had. Tags that came or went since stay as they are.

    Raises :class:`QuizError` where the texts of some were changed since, or where the key of one is taken now.
    """
    by_id = {one.note_id: one for one in made.notes}
    kinds, edited = _Kinds(writer), 0
    back, tagged, renamed = list[int](), list[int](), list[int]()
    for found in _rows(writer, by_id):
        edited += sum(_is_edited(row, by_id[row.id]) for row in found)
        values = [_before(row, by_id[row.id], kinds[row.type_id]) for row in found if not edited]
        _keep(writer, [value for value in values if value is not None])
        back += [row.id for row in found if by_id[row.id].at is not None]
        tagged += [row.id for row in found if rows.tags(row.tags) == by_id[row.id].tags_after]
        renamed += [row.id for row in found if kinds[row.type_id].key_field in by_id[row.id].after]
    if edited:
        raise _edited(edited)
    notes.check_keys(writer, renamed)
    return Restored(back, tagged)


def _is_edited(row: Any, one: Written) -> bool:
    """Tell whether a text that a change wrote is another one now."""
    return any(row.fields.get(name, "") != text for name, text in one.after.items())


def _before(row: Any, one: Written, kind: NoteType) -> dict[str, Any] | None:
    """Return the columns of a note as they were before it was changed, or nothing where they are so."""
    note = rows.note(row)
    draft = NoteDraft(_fields_before(note, one), _tags_before(note, one), _category_before(note, one))
    if draft == draft_of(note):
        return None
    _check(note, kind, draft)
    changed = one.changed if one.changed and row.changed == one.at else row.changed
    return _columns(row, note, draft, kind, changed)


def _fields_before(note: Note, one: Written) -> dict[str, str]:
    fields = {name: text for name, text in {**note.fields, **one.before}.items() if text}
    return {name: fields[name] for name in one.order} if fields.keys() == set(one.order) else fields


def _category_before(note: Note, one: Written) -> str:
    return one.category[0] if one.category is not None and note.category == one.category[1] else note.category


def _tags_before(note: Note, one: Written) -> tuple[str, ...]:
    if note.tags == one.tags_after:
        return one.tags_before
    if one.at is None:
        return note.tags
    lost = (tag for tag in one.tags_before if tag not in one.tags_after)
    given = set(one.tags_after) - set(one.tags_before)
    return tuple(tag for tag in dict.fromkeys((*note.tags, *lost)) if tag not in given)


def _edited(count: int) -> QuizError:
    return QuizError(
        ngettext(
            "The text of {count} note was changed since, so nothing was taken back.",
            "The texts of {count} notes were changed since, so nothing was taken back.",
            count,
        ).format(count=count),
        _("Take back the later change first."),
    )
