"""What is said below the options after a choice: how the note behind the one picked differs from the right one."""

from textual.content import Content

from quiz.cards import Note
from quiz.phrases import told_apart
from quiz.questions import Judged, Question
from quiz.text import one_line
from quiz.tui.text import line, paragraph
from quiz.tui.widgets.card_view import Room, rest_lines


def note_words(question: Question, note: Note) -> str:
    """Return a note by its fields beside the one that is read in an option and a long prompt: its key and its name."""
    shown, kind = question.option_of(note), question.note_type
    prompt = () if kind.key_field in question.direction.prompt else question.direction.prompt
    texts = (note.text(name, question.language) for name in kind.fields if name not in prompt)
    return " ".join(one_line(text) for text in texts if text and text != shown)


def below_choice(question: Question, judged: Judged | None, room: Room, *, named: bool) -> list[Content]:
    """Return as much as fits of what tells the option picked from the right one; else of the note itself.

    ``named`` is whether the notes are named elsewhere already.
    """
    other = judged.other if judged is not None and judged.wrong else None
    told = [] if named else [line(note_words(question, question.note), "bold", room.cells)]
    if other is not None:
        told = differences(question, other, room, named=named)
    left = room.height - len(told)
    rest = rest_lines(question, Room(room.cells, left - bool(told))) if left > bool(told) else []
    return [*told, *([Content("")] if told and rest else []), *rest]


def differences(question: Question, other: Note, room: Room, *, named: bool) -> list[Content]:
    """Return a sentence about each of two notes, first about the other one; each cut where room is short.

    ``named`` is whether the notes are named elsewhere already.
    """
    notes, told = (other, question.note), told_apart(question, other)
    keys = [note.text(question.note_type.key_field, question.language) for note in notes]
    heads = keys if named else [note_words(question, note) for note in notes]
    said = [(one_line(head), one_line(text)) for head, text in zip(heads, told, strict=True) if text or not named]
    if not said:
        words = (note_words(question, note) or key for note, key in zip(notes, keys, strict=True))
        return [line(" · ".join(words), "bold", room.cells)]
    both = [part for head, text in said for part in _sentence(head, text, room.cells)]
    if len(both) <= max(1, room.height):
        return both
    if room.height < len(said) and not named:
        return [line(" · ".join(reversed(heads)), "bold", room.cells)]
    return [_sentence_cut(head, text, room.cells) for head, text in said][: max(1, room.height)]


def _sentence_cut(head: str, text: str, cells: int) -> Content:
    return line(f"{head}  {text}", "", cells).stylize("bold", 0, len(head))


def _sentence(key: str, text: str, cells: int) -> list[Content]:
    first, *more = paragraph(f"{key}  {text}", cells)
    return [first.stylize("bold", 0, len(key)), *more]
