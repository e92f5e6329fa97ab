"""Writing a note: a place to type for each field, beside it the cards that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Select, Static, TextArea

from quiz.cards import Deck, Note, NoteType, key_of
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.labels import field_label
from quiz.locale import _, ngettext
from quiz.text import one_line
from quiz.tui import drafts
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.unsaved import Unsaved
from quiz.tui.text import BOLD, QUIET, apart, line, paragraph, rows, title_of
from quiz.tui.widgets.card_preview import CardPreview
from quiz.tui.widgets.field_row import FieldRow, LabelledRow, TypeRow, field_names, missing_side

_LABEL = 13


class NoteForm(QuizScreen[Note | None]):
    """A form for a new note or one that exists; dismissed with the note that was saved last, or nothing."""

    PLACES = ("form",)
    PAGE = "board"
    CSS = """
    NoteForm #heading { height: 1; margin-bottom: 1; }
    NoteForm #body { height: 1fr; layout: vertical; }
    NoteForm #scroll { height: 1fr; scrollbar-gutter: stable; }
    NoteForm #fields { height: auto; }
    NoteForm #cards { height: 7; margin-top: 1; }
    NoteForm #notice { height: auto; min-height: 1; max-height: 2; margin-bottom: 1; }
    NoteForm.-tall LabelledRow { margin-bottom: 1; }
    NoteForm.-tall #cards { height: 11; }
    NoteForm.-wide #body { layout: horizontal; }
    NoteForm.-wide #cards { width: 40; height: 1fr; margin: 0 0 0 4; }
    NoteForm.-narrow #cards, NoteForm.-low #cards { display: none; }
    NoteForm.-narrow LabelledRow { layout: vertical; }
    NoteForm.-narrow LabelledRow .label, NoteForm.-narrow LabelledRow .typed { width: 100%; }
    """

    def __init__(self, deck: Deck, note: Note | None = None, *, category: str = "") -> None:
        super().__init__()
        self.deck, self.note = deck, note
        self.kind = NoteType("", (), "", ())
        self._types: list[NoteType] = []
        self._texts: dict[str, str] = dict(note.fields) if note else {}
        codes = [entry.code for entry in deck.categories]
        self._category = FieldRow("category", note.category if note else category, single=True, codes=codes)
        self._tags = FieldRow("tags", ", ".join(note.tags) if note else "", single=True)
        self._before: dict[str, str] = {}
        self._draft: drafts.Draft | None = None
        self._saved: Note | None = None
        self._added = 0
        self._error = ""
        self._existing: Note | None = None

    # What is shown

    def compose_page(self) -> ComposeResult:
        """Compose heading, fields, cards, and the line for what is wrong."""
        failure = self._read_types()
        if failure is None:
            self._bring_back()
        yield Static(id="heading")
        with Container(id="body"):
            with VerticalScroll(id="scroll", can_focus=False):
                if len(self._types) > 1:
                    yield TypeRow(self._types, self._types.index(self.kind))
                with Vertical(id="fields"):
                    yield from self._new_rows()
                yield self._category
                yield self._tags
            yield CardPreview(id="cards")
        yield Static(id="notice")
        if failure is not None:
            self.call_after_refresh(self.give_up, failure)

    def _read_types(self) -> QuizError | None:
        """Read the note types that can be written; return why there is none."""
        store = self.quiz.program.store
        try:
            self._types = [store.note_type(self.note.type_id)] if self.note else store.note_types(self.deck)
        except QuizError as error:
            return error
        if not self._types:
            return QuizError(_("The deck has no note type."), _("Import notes into it first."))
        self.kind = self._types[0]
        return None

    def _new_rows(self) -> Iterator[FieldRow]:
        for name in field_names(self.kind, [name for name, text in self._texts.items() if text]):
            yield FieldRow(name, self._texts.get(name, ""), single=name == self.kind.key_field)

    def opened(self) -> None:
        """Remember the texts as they are, and begin with the key."""
        self._before = {**self._typed(), **self._before}
        self.call_after_refresh(self._go_to, self.kind.key_field)

    def show(self) -> None:
        """Show everything for the present size and language; what was typed stays."""
        self.query_one("#heading", Static).update(self._heading())
        for row in self.query(LabelledRow):
            row.show(_LABEL if not self.narrow else self.columns)
        self._show_cards()
        self._show_notice()
        super().show()

    def _heading(self) -> Content:
        deck = title_of(self.deck)
        heading = _("New note in {deck}").format(deck=deck)
        if self.note is not None:
            heading = _("Change {key}").format(key=one_line(self.note.key))
        added = ngettext("{count} added", "{count} added", self._added).format(count=self._added)
        return apart(line(heading, BOLD), line(added if self._added else "", QUIET), self.columns)

    def _show_cards(self) -> None:
        self.query_one(CardPreview).show(self.kind, self._fields(), self.quiz.program.content_language)

    def _show_notice(self) -> None:
        """Show what is wrong, or that there is such a note already."""
        lines: list[Content] = []
        if self._error:
            lines = paragraph(f"✗ {self._error}", self.columns, "$error")
        elif self._existing is not None:
            lines = [line(f"≈ {self._existing_text(self._existing)}", "$warning", self.columns)]
        if self._draft is not None:
            lines += paragraph(_("What you had typed is back."), self.columns, QUIET)
        self.query_one("#notice", Static).update(rows(lines[:2]))

    def _existing_text(self, note: Note) -> str:
        language = self.quiz.program.content_language
        texts = (note.text(name, language) for name in self.kind.fields if name != self.kind.key_field)
        text = next(filter(None, texts), "")
        if not text:
            return _("There is a note “{key}” already.").format(key=note.key)
        return _("There is a note “{key}” already: {text}").format(key=note.key, text=text)

    def footer(self) -> list[tuple[str, str]]:
        """Return save, save and add another, close."""
        labels = dict(self.labelled("form.save", "form.another", "form.close"))
        if self.narrow and "form.another" in labels:
            labels["form.another"] = _("another")
        return list(labels.items())

    def is_available(self, name: str) -> bool:
        """Another one can be added only while adding."""
        return name != "form.another" or self.note is None

    # What was typed

    def _rows(self) -> list[FieldRow]:
        return list(self.query_one("#fields").query(FieldRow))

    def _fields(self) -> dict[str, str]:
        """Return the texts of all fields, also of those that are not shown."""
        return {**self._texts, **{row.field: row.text for row in self._rows()}}

    def _typed(self) -> dict[str, str]:
        """Return all that can be changed; no field has a name with a colon."""
        return {**self._fields(), ":category": self._category.text, ":tags": self._tags.text}

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not stored."""
        return any(text != self._before.get(name, "") for name, text in self._typed().items())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for a note with this key, and show the cards."""
        row = event.input.parent
        if isinstance(row, FieldRow) and row.field == self.kind.key_field and row is not self._category:
            self._look_for(event.value)
        self._changed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Show the cards; a text that grows stays in sight."""
        if event.text_area.has_focus:
            self.call_after_refresh(event.text_area.scroll_visible, animate=False)
        self._changed()

    def _changed(self) -> None:
        self._error = ""
        self._show_cards()
        self._show_notice()

    def _look_for(self, text: str) -> None:
        key = key_of(text)
        try:
            found = self.quiz.program.store.note_by_key(self.deck.id, key) if key else None
        except QuizError:  # it is said when the note is saved
            found = None
        self._existing = None if found and self.note and found.id == self.note.id else found

    def on_input_submitted(self) -> None:
        """Go to the next field."""
        self.focus_next()

    async def on_select_changed(self, event: Select.Changed) -> None:
        """Show the fields of another note type; what was typed stays, also where that type has no such field."""
        index = event.value
        if not isinstance(index, int) or self._types[index] is self.kind:
            return
        self._texts = self._fields()
        self.kind = self._types[index]
        place = self.query_one("#fields")
        await place.remove_children()
        await place.mount_all(self._new_rows())
        self._look_for(self._texts.get(self.kind.key_field, ""))
        self.show()

    # Keeping what was typed when the program has to end

    @property
    def _drafts(self) -> Path:
        return drafts.path_beside(self.quiz.program.store.path)

    @property
    def _guid(self) -> str:
        return self.note.guid if self.note else ""

    def _bring_back(self) -> None:
        """Bring back what was typed when the program had to end; what is stored counts as the state before."""
        draft = self._draft = drafts.find(self._drafts, self.deck.id, self._guid)
        if draft is None:
            return
        self._before = {name: self._texts.get(name, "") for name in draft.texts}
        self._before |= {":category": self._category.text, ":tags": self._tags.text}
        self._texts |= draft.texts
        self._category.text, self._tags.text = draft.category, draft.tags
        self.kind = next((kind for kind in self._types if kind.name == draft.type_name), self.kind)

    def keep(self) -> None:
        """Keep what was typed for the next time."""
        if not self._before:
            return
        if not self.unsaved:
            self._forget()
            return
        texts = {name: text for name, text in self._fields().items() if text != self._before.get(name, "")}
        words = (self._category.text, self._tags.text, self.kind.name)
        with suppress(OSError):  # nothing more can be done: the program ends
            drafts.keep(self._drafts, drafts.Draft(self.deck.id, self._guid, texts, *words))

    def _forget(self) -> None:
        """Forget what was brought back: it is stored now, or thrown away."""
        if self._draft is not None:
            self._draft = None
            with suppress(OSError):  # then it comes back once more, which loses nothing
                drafts.drop(self._drafts, self.deck.id, self._guid)

    # Saving

    def _save(self) -> Note | None:
        """Store the note; where that is not possible, say why and keep everything."""
        try:
            self._saved = self._write()
        except QuizError as error:
            self._error = error.message
            self._show_notice()
            return None
        self._forget()
        said = _("Changed “{key}”.") if self.note else _("Added “{key}”.")
        self.quiz.say(said.format(key=self._saved.key))
        return self._saved

    def _write(self) -> Note:
        program = self.quiz.program
        draft = NoteDraft(
            fields=self._fields(),
            tags=(self._tags.text,),
            category=self._category.text,
            type_name=self.kind.name,
        ).cleaned()
        self._check(draft)
        now = program.clock.now()
        if self.note is not None:
            return program.store.edit_note(self.note, draft, now)
        return program.store.add_note(self.deck, self.kind, draft, now)

    def _check(self, draft: NoteDraft) -> None:
        """Raise :class:`QuizError` with the fields by their labels where something is missing, and go there."""
        side = missing_side(self.kind, draft.fields)
        if side:
            self._go_to(side[0])
            missing = " + ".join(field_label(name) for name in side)
            raise QuizError(_("Still missing: {fields}. Each side of a card needs some text.").format(fields=missing))

    def _go_to(self, field: str) -> None:
        for row in self._rows():
            if row.field == field:
                row.typed.focus()

    def action_save(self) -> None:
        """Save and close; a note that was not changed is left as it is."""
        if self.note is not None and not self.unsaved:
            self._close()
        elif self._save():
            self.dismiss(self._saved)

    def action_another(self) -> None:
        """Save and begin another note of the same category and with the same tags."""
        if not self._save():
            return
        self._added += 1
        self._texts, self._existing = {}, None
        for row in self._rows():
            row.text = ""
        self._before = self._typed()
        self._go_to(self.kind.key_field)
        self.show()

    # Leaving

    def action_close(self) -> None:
        """Close; ask where something would be lost."""
        if self.unsaved:
            self.app.push_screen(Unsaved(), partial(self._decided, self._close))
        else:
            self._close()

    def asks_before_leaving(self) -> bool:
        """Ask before the program ends, where something would be lost."""
        unsaved = self.unsaved
        if unsaved:
            self.app.push_screen(Unsaved(), partial(self._decided, self.app.exit))
        else:
            self._forget()
        return unsaved

    def _decided(self, leave: Callable[[], object], save: bool | None) -> None:
        """Go on writing, or leave with or without saving; what can't be saved is not left."""
        if save is None or (save and not self._save()):
            return
        self._forget()
        leave()

    def _close(self) -> None:
        self._forget()
        self.dismiss(self._saved)
