"""What a change makes of the texts of a note: find and replace, one text for all, tags, and merging with others."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import accumulate

from quiz.cards import Note, NoteType, key_of
from quiz.changes import Done, Replace, Rewording, Rewritten, SetField, Tag, Written
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.locale import _
from quiz.query.regexes import Expression
from quiz.study_settings import LEECH_TAG
from quiz.text import folded, literal, storable

_OTHER_NAMES = "also"


@dataclass(frozen=True, slots=True)
class Difference:
    """A text of a note before and after a change; an empty one is there no more, or not yet. ``key`` is the note's."""

    note_id: int
    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """How many notes a change concerns, and the first texts that it changes."""

    notes: int
    differences: tuple[Difference, ...]


def reworded(note: Note, change: Rewording) -> NoteDraft | None:
    """Return what a change makes of a note, or nothing where it stays as it is.

    Raises :class:`QuizError`, naming the note, for a text that can't be stored.
    """
    match change:
        case Replace():
            return replaced(note, change)
        case SetField():
            return with_field(note, change)
        case Tag():
            return tagged(note, change)


def replaced(note: Note, change: Replace) -> NoteDraft | None:
    """Return a note in whose field, or fields, every place of a text has another, or nothing where there is none.

    Raises :class:`QuizError` for a regular expression that is none, and for a text that can't be stored.
    """
    substitute = _substitution(change.find, change.by, change.regex, change.match_case)
    names = [change.field] if change.field else list(note.fields)
    texts = {name: substitute(note.fields[name]) for name in names if name in note.fields}
    return _stored(note, {name: text for name, text in texts.items() if text != note.fields[name]})


def with_field(note: Note, change: SetField) -> NoteDraft | None:
    """Return a note with one field of another text, or nothing where it has that text.

    Raises :class:`QuizError` for a name or a text that can't be stored.
    """
    return _stored(note, {change.field: change.text})


def tagged(note: Note, change: Tag) -> NoteDraft | None:
    """Return a note with more tags or fewer, or nothing where it has them so. Those that it has keep their order."""
    given, taken = _cleaned_tags(change.add), _cleaned_tags(change.remove)
    tags = tuple(tag for tag in dict.fromkeys((*note.tags, *given)) if tag not in taken)
    return None if tags == note.tags else draft_of(note)._replace(tags=tags)


@lru_cache(maxsize=8)
def _cleaned_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return NoteDraft({}, tags=tags).cleaned().tags


def draft_of(note: Note) -> NoteDraft:
    """Return the texts of a note as they can be changed."""
    return NoteDraft(note.fields, note.tags, note.category)


def differences(note: Note, draft: NoteDraft) -> list[Difference]:
    """Return the fields of a note that a draft of it has otherwise, in the order of the note."""
    names = dict.fromkeys((*note.fields, *draft.fields))
    texts = ((name, note.fields.get(name, ""), draft.fields.get(name, "")) for name in names)
    return [Difference(note.id, note.key, name, before, after) for name, before, after in texts if before != after]


def written(note: Note, draft: NoteDraft, at: datetime) -> Written:
    """Return how a note is brought back that got the texts of a draft at an instant."""
    texts = differences(note, draft)
    return Written(
        note.id,
        note.tags,
        draft.tags,
        {one.field: one.before for one in texts},
        {one.field: one.after for one in texts},
        tuple(note.fields),
        note.changed,
        at,
        (note.category, draft.category) if note.category != draft.category else None,
    )


def edited(before: Note, after: Note) -> Done:
    """Return what was done to a note that a person wrote anew."""
    if draft_of(before) == draft_of(after):
        return Done()
    return Done(notes=1, traces=(Rewritten([written(before, draft_of(after), after.changed)]),))


def check(note: Note, kind: NoteType, draft: NoteDraft) -> None:
    """Raise :class:`QuizError`, naming the note, unless a draft of it has a key and can be asked."""
    if not key_of(draft.fields.get(kind.key_field, "")):
        raise _refusal(note, QuizError(_("Its key would be empty.")))
    try:
        kind.check(draft.fields)
    except QuizError as error:
        raise _refusal(note, error) from error


def _stored(note: Note, texts: Mapping[str, str]) -> NoteDraft | None:
    """Return a note with other texts in some fields as they are stored, or nothing where it has them."""
    if not texts:
        return None
    try:
        cleaned = NoteDraft(texts).cleaned().fields
    except QuizError as error:
        raise _refusal(note, error) from error
    kept = {name: cleaned.get(name, "") if name in texts else text for name, text in note.fields.items()}
    fields = {name: text for name, text in {**kept, **cleaned}.items() if text}
    return None if fields == note.fields else draft_of(note)._replace(fields=fields)


def _refusal(note: Note, error: QuizError) -> QuizError:
    return QuizError(
        _("The note “{key}” cannot be changed so: {reason}").format(key=literal(note.key), reason=error.message),
        error.hint or _("Nothing was changed. Leave out this note, or change it by itself."),
    )


# Find and replace


@lru_cache(maxsize=8)
def _substitution(find: str, by: str, regex: bool, match_case: bool) -> Callable[[str], str]:
    """Return the function that replaces in one text."""
    if not find:
        raise QuizError(_("There is nothing to find."), _("Write the text that is to be replaced."))
    if regex:
        return _of_pattern(find, by, match_case)
    wanted, by = storable(find) or find, by.replace("\r\n", "\n")
    if match_case:
        return lambda text: text.replace(wanted, by)
    return lambda text: _replaced_folded(text, folded(wanted), by)


def _of_pattern(find: str, by: str, match_case: bool) -> Callable[[str], str]:
    try:
        pattern = Expression(find, match_case)
        pattern.replaced(by, "")
    except (re.error, IndexError, OverflowError) as error:
        raise QuizError(
            _("The regular expression “{find}” cannot be replaced by “{by}”: {reason}.").format(
                find=literal(find), by=literal(by), reason=error
            ),
            _("Write \\ before signs that mean themselves, or search for a plain text."),
        ) from error
    return lambda text: pattern.replaced(by, text)


def _replaced_folded(text: str, wanted: str, by: str) -> str:
    """Replace a text that was folded where it is in another one, in whatever case and width that is written."""
    if wanted not in folded(text):
        return text
    pieces = [folded(character) for character in text]
    whole, ends = "".join(pieces), list(accumulate(map(len, pieces), initial=0))
    place = {end: number for number, end in enumerate(ends)}
    parts, done, found = [], 0, whole.find(wanted)
    while found >= 0:
        end = found + len(wanted)
        if found in place and end in place:
            parts += [text[done : place[found]], by]
            done = place[end]
        else:
            end = found + 1
        found = whole.find(wanted, end)
    return "".join((*parts, text[done:]))


# Merging notes


def merged(note: Note, kind: NoteType, others: Sequence[tuple[Note, NoteType]]) -> NoteDraft | None:
    """Return a note with the tags of others, the fields that it lacks and their names as other names, or nothing.

    Other names belong to what the note type says (:attr:`NoteType.also_names`). Fields that only the type of another
    note has are not taken, and neither is the program's own tag. Nothing is returned where the note has all that.
    """
    tags = dict.fromkeys((*note.tags, *(tag for other, _kind in others for tag in other.tags if tag != LEECH_TAG)))
    fields = dict(note.fields)
    for other, its_kind in others:
        for name, text in other.fields.items():
            if name not in fields and name != _OTHER_NAMES and _fits(kind, its_kind, name):
                fields[name] = text
    names = _other_names(note, kind, others)
    if names:
        fields[_OTHER_NAMES] = names
    draft = NoteDraft(fields, tuple(tags), note.category)
    return None if draft == draft_of(note) else draft


def _fits(kind: NoteType, its_kind: NoteType, name: str) -> bool:
    return name not in its_kind.fields or not kind.unknown({name: ""})


def _other_names(note: Note, kind: NoteType, others: Sequence[tuple[Note, NoteType]]) -> str:
    """Return the field of other names of a note: its own, and what others have that differs from all before."""
    own = note.fields.get(_OTHER_NAMES, "")
    known = {folded(text) for text in (note.fields.get(kind.also_names, ""), *_split(own))}
    more = []
    for other, its_kind in others:
        named = other.fields.get(its_kind.also_names, "")
        for text in (named, *_split(other.fields.get(_OTHER_NAMES, ""))):
            if text and "|" not in text and "\n" not in text and folded(text) not in known:
                known.add(folded(text))
                more.append(text)
    return " | ".join(filter(None, (own, *more)))


def _split(text: str) -> Iterable[str]:
    return filter(None, (name.strip() for name in text.split("|")))
