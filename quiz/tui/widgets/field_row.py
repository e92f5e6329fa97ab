"""The lines of a form for notes: a quiet label, and beside or below it the place to type."""

from collections.abc import Iterable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from quiz.cards import EXTRA_FIELDS, NoteType
from quiz.labels import field_label
from quiz.locale import _
from quiz.text import one_line
from quiz.tui.text import QUIET, paragraph, rows

_ALWAYS = ("also", "hint", "explain")


class LabelledRow(Horizontal):
    """A label with a widget."""

    DEFAULT_CSS = """
    LabelledRow {
        height: auto;
        .label { width: 14; height: auto; }
        .typed { width: 1fr; }
    }
    """

    def __init__(self, typed: Widget) -> None:
        super().__init__()
        self.typed = typed
        self._label = Static(classes="label")

    def compose(self) -> ComposeResult:
        """Compose both."""
        yield self._label
        yield self.typed

    def label(self) -> str:
        """Return the label in the language of the interface."""
        return ""

    def show(self, cells: int) -> None:
        """Show the label in lines of at most that many cells."""
        self._label.update(rows(paragraph(one_line(self.label()), cells, QUIET)))

    def on_click(self) -> None:
        """Type here."""
        self.typed.focus()


class FieldRow(LabelledRow):
    """A field of a note: one line to type in, or as many as the text needs."""

    def __init__(self, field: str, text: str, *, single: bool, codes: Iterable[str] = ()) -> None:
        self.editor: Input | TextArea
        if single:
            suggester = SuggestFromList(codes) if codes else None
            self.editor = Input(text, classes="typed", select_on_focus=False, suggester=suggester)
        else:
            self.editor = TextArea(
                text, classes="typed", theme="css", tab_behavior="focus", highlight_cursor_line=False
            )
        super().__init__(self.editor)
        self.field = field

    def label(self) -> str:
        """Return the name of the field."""
        return field_label(self.field)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.editor.value if isinstance(self.editor, Input) else self.editor.text

    @text.setter
    def text(self, text: str) -> None:
        if isinstance(self.editor, Input):
            self.editor.value = text
        else:
            self.editor.text = text


class TypeRow(LabelledRow):
    """The choice between the note types of a deck; its value is the place of the type among them."""

    DEFAULT_CSS = """
    TypeRow Select {
        & > SelectCurrent { border: none; padding: 0 1; background: $surface; }
        &:focus > SelectCurrent { border: none; border-left: outer $accent; padding: 0 1 0 0; }
        & > SelectOverlay, & > SelectOverlay:focus { border: none; background: $panel; }
    }
    """

    def __init__(self, types: Sequence[NoteType], chosen: int = 0) -> None:
        options = [(Content(one_line(kind.name)), index) for index, kind in enumerate(types)]
        super().__init__(Select(options, value=chosen, allow_blank=False, compact=True, classes="typed"))

    def label(self) -> str:
        """Say that it is a note type."""
        return _("note type")


def field_names(kind: NoteType, present: Sequence[str]) -> list[str]:
    """Return the fields of a form in order: those of the note type, key first, then what else a note may have.

    Behind each come its variants that are ``present``, such as ``meaning.en``.
    """
    own = [kind.key_field, *kind.fields]
    names: list[str] = []
    for base in (*own, *EXTRA_FIELDS):
        if base in own or base in _ALWAYS or base in present:
            names.append(base)
        names += [name for name in present if name.startswith(f"{base}.")]
    return list(dict.fromkeys([*names, *present]))


def missing_side(kind: NoteType, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields of which one has to be filled in so that the note can be asked; none when all is there."""
    return kind.missing_side(fields) if fields.get(kind.key_field) else (kind.key_field,)
