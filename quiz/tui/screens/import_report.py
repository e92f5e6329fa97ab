"""What an import would do, as lines: counts, what was not read, fields, the first notes, what stays as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from textual.content import Content

from quiz.cards import NoteType, text_in
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.importing import SHOWN
from quiz.labels import direction_text, field_label
from quiz.locale import _, ngettext
from quiz.store import Change, ImportReport
from quiz.store.importing import Item
from quiz.text import one_line
from quiz.tui.text import BOLD, QUIET, joined, line, paragraph

_FIRST = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read, and what its import into a deck of this name would do."""

    path: str
    deck: str
    draft: DeckDraft
    types: tuple[NoteType, ...]
    items: tuple[Item, ...]
    report: ImportReport
    is_new: bool

    def first_notes(self) -> list[NoteDraft]:
        """Return the first notes of the file."""
        return list(islice((item for item in self.items if isinstance(item, NoteDraft)), _FIRST))


def report_lines(reading: Reading, language: str, cells: int) -> list[Content | str]:
    """Return what a dry run found, the most important first."""
    report, first = reading.report, reading.first_notes()
    counts = _("{added} added, {changed} changed, {unchanged} unchanged")
    head = counts.format(added=report.added, changed=report.changed, unchanged=report.unchanged)
    drawn: list[Content | str] = [line(head, BOLD, cells)]
    drawn += _unread(report.unread, cells)
    drawn += ["", *_understood(reading.types, cells), ""]
    drawn += [_note_line(note, reading.draft, language, cells) for note in first]
    if report.read > len(first):
        rest = report.read - len(first)
        more = ngettext("and {count} more note", "and {count} more notes", rest).format(count=rest)
        drawn.append(line(f"… {more}", QUIET, cells))
    drawn += _list(_("Taken away"), [_removal(change) for change in report.changes if change.is_removal], cells)
    drawn += _list(_("Changed"), [_change(change) for change in report.changes if not change.is_removal], cells)
    drawn += _list(_("Kept as you changed it"), [_kept(change) for change in report.kept_local], cells)
    drawn += _list(_("No longer in the file, kept"), report.missing, cells)
    drawn += _list(_("The file says nothing of these fields, kept"), _in_a_line(report.absent_fields), cells)
    drawn += _list(_("Fields that no card uses, kept"), _in_a_line(report.unknown_fields), cells)
    return drawn


def _understood(types: Sequence[NoteType], cells: int) -> list[Content]:
    """Return which fields the notes have, and what is asked by what; several types of notes by name."""
    drawn: list[Content] = []
    for kind in types:
        if len(types) > 1:
            drawn.append(line(kind.name, BOLD, cells))
        fields = _(", ").join(map(field_label, kind.fields))
        drawn += paragraph(_("Fields: {fields}").format(fields=fields), cells, QUIET)
        asked = _("; ").join(map(direction_text, kind.directions))
        drawn += paragraph(_("Asked: {directions}").format(directions=asked), cells, QUIET) if asked else []
    return drawn


def _note_line(note: NoteDraft, draft: DeckDraft, language: str, cells: int) -> Content:
    """Return a note as its key and, after a dash, its other fields."""
    kind = _type_of(note, draft)
    texts = {name: text_in(note.fields, name, language) for name in kind.fields}
    key = one_line(texts.pop(kind.key_field, ""))
    rest = _(", ").join(one_line(value) for value in texts.values() if value)
    shown = joined(line(key, BOLD), " — ", line(rest)) if rest else line(key, BOLD)
    return shown.truncate(cells, ellipsis=True)


def _type_of(note: NoteDraft, draft: DeckDraft) -> NoteType:
    return next((kind for kind in draft.types if kind.name == note.type_name), draft.types[0])


def _unread(unread: Sequence[Unread], cells: int) -> list[Content | str]:
    if not unread:
        return []
    head = ngettext("{count} line was not read", "{count} lines were not read", len(unread)).format(count=len(unread))
    pattern = _("line {line}: {reason}")
    said = [pattern.format(line=one.line, reason=one.reason) if one.line else one.reason for one in unread]
    return _list(head, said, cells, "$warning")


def _removal(change: Change) -> str:
    return _("{key}, {field}: “{before}”").format(key=change.key, field=change.field, before=change.before)


def _change(change: Change) -> str:
    pattern = _("{key}, {field}: “{before}” becomes “{after}”")
    return pattern.format(key=change.key, field=change.field, before=change.before, after=change.after)


def _kept(change: Change) -> str:
    pattern = _("{key}, {field}: “{before}”; the file has “{after}”")
    return pattern.format(key=change.key, field=change.field, before=change.before, after=change.after)


def _in_a_line(names: Sequence[str]) -> list[str]:
    return [_(", ").join(names)] if names else []


def _list(head: str, entries: Iterable[str], cells: int, style: str = "") -> list[Content | str]:
    """Return a heading and entries below it; nothing where there are none."""
    all_entries = list(entries)
    if not all_entries:
        return []
    drawn: list[Content | str] = ["", line(head, f"bold {style}".strip(), cells)]
    for entry in all_entries[:SHOWN]:
        drawn += [joined("  ", part) for part in paragraph(one_line(entry), cells - 2, QUIET)[:2]]
    if len(all_entries) > SHOWN:
        rest = len(all_entries) - SHOWN
        drawn.append(line("  " + _("… and {count} more").format(count=rest), QUIET, cells))
    return drawn
