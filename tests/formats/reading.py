"""What the tests of readers ask of a file that was named as Markdown."""

from quiz.cards import Category
from quiz.deck_drafts import NoteDraft, Unread
from quiz.formats import ReadOptions, Source, SourceFile, read_file
from quiz.formats.contents import Item


def source(text: str, format_: str = "md", /, **fields: str) -> Source:
    return read_file(SourceFile("deck.md", data=text.encode()), ReadOptions("deck", fields), format_)


def items(text: str, **fields: str) -> list[Item]:
    return list(source(text, **fields).items)


def notes(text: str, **fields: str) -> list[NoteDraft]:
    return [item for item in items(text, **fields) if isinstance(item, NoteDraft)]


def texts(text: str, **fields: str) -> list[tuple[str, ...]]:
    """Return the texts of all notes, of which every line must be readable."""
    assert not unread(text, **fields)
    return [tuple(note.fields.values()) for note in notes(text, **fields)]


def categories(text: str) -> list[Category]:
    return [item for item in items(text) if isinstance(item, Category)]


def unread(text: str, **fields: str) -> list[Unread]:
    return [item for item in items(text, **fields) if isinstance(item, Unread)]


def unread_lines(text: str) -> list[int]:
    return [item.line for item in unread(text)]
