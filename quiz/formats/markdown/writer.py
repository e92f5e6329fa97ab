"""Writing a deck file: the short form where it reads back equal, fields under the key where it would not."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from quiz.cards import Category, Deck, Note, NoteType, derived_guid
from quiz.deck_drafts import DeckDraft
from quiz.errors import QuizError
from quiz.formats.contents import Export
from quiz.formats.markdown import grammar
from quiz.formats.markdown.front import front_text
from quiz.locale import LANGUAGES

_INDENT = "  "


def write(export: Export) -> Iterator[str]:
    """Yield a deck file in pieces: the first deck of the export. Importing it again changes nothing."""
    part = export.parts[0]
    yield "---\n"
    for name, value in front_text(_draft(part.deck, part.types)).items():
        yield f"{name}: {value}\n"
    yield "---\n"
    yield from _notes(export)


def _notes(export: Export) -> Iterator[str]:
    """Yield the notes below their headings; all headings stand first where the deck has them in another order."""
    deck = export.parts[0].deck
    pending = {category.code: category for category in deck.categories}
    current = ""
    if list(pending) != _order_of_headings(export.notes, pending):
        for category in deck.categories:
            yield from _heading(category)
            current = category.code
        pending = {}
    for note in export.notes:
        if note.category != current:
            current = note.category
            yield from _heading(pending.pop(current, Category(current, current)))
        yield from _note(note, export)
    for category in pending.values():
        yield from _heading(category)


def _order_of_headings(notes: Iterable[Note], known: Collection[str]) -> list[str]:
    """Return the known categories as a file has them whose headings stand where a note first needs them."""
    used = dict.fromkeys(note.category for note in notes if note.category in known) if known else {}
    return list(dict.fromkeys([*used, *known]))


def _draft(deck: Deck, types: tuple[NoteType, ...]) -> DeckDraft:
    return DeckDraft(
        name=deck.name,
        types=types,
        titles=deck.titles,
        description=deck.description,
        language=deck.language,
        front=deck.front,
    )


def _heading(category: Category) -> Iterator[str]:
    """Yield a heading and its titles in other languages; one without a code ends the category before."""
    if not category.code:
        yield "\n##\n"
        return
    yield "\n" + _heading_line(category.code, "" if category.title == category.code else category.title)
    for language, title in category.titles.items():
        yield _heading_line(category.code, title, f".{language}")
    yield "\n"


def _heading_line(code: str, title: str, ending: str = "") -> str:
    """Return a heading, with the code in backquotes where it would be read as something else."""
    rest = f"{ending}: {title}" if title else ""
    try:
        plain = grammar.heading(f"## {code}{rest}") == grammar.Heading(code + ending, title)
    except QuizError:
        plain = False
    base, _dot, language = code.rpartition(".")
    if base and language in LANGUAGES:
        plain = False
    return f"## {code if plain else grammar.quote(code)}{rest}\n"


def _note(note: Note, export: Export) -> Iterator[str]:
    kind, main = export.type_of(note), export.parts[0].types[0]
    key = note.fields.get(kind.key_field, note.key)
    is_main = kind.name == main.name
    names = [name for name in kind.fields if name != kind.key_field]
    short = _short_form(key, names, note) if is_main else None
    yield (short or f"{_key(key)}:") + "\n"
    if not is_main:
        yield from _field("note-type", kind.name)
    if note.guid != derived_guid(export.deck_of(note).name, note.key):
        yield from _field("id", note.guid)
    hidden = {kind.key_field, *(names if short else ())}
    for name, text in note.fields.items():
        if name not in hidden:
            yield from _field(name, text)
    if note.tags:
        yield from _field("tags", ", ".join(note.tags))


def _key(key: str) -> str:
    """Return the key as it is where it reads back equal, else in backquotes."""
    line = f"{key}: x"
    try:
        plain = not grammar.is_heading(line) and grammar.key_and_rest(line) == (key, "x")
    except QuizError:
        plain = False
    return key if plain else grammar.quote(key)


def _short_form(key: str, names: Sequence[str], note: Note) -> str | None:
    """Return the note in one line, or nothing where that would read back as something else."""
    values = [note.fields.get(name, "") for name in names]
    if not all(values) or any("\n" in value for value in values):
        return None
    rest = ", ".join(values)
    try:
        reads_back = grammar.split_values(rest, names) == dict(zip(names, values, strict=True))
    except QuizError:
        return None
    return f"{_key(key)}: {rest}" if reads_back else None


def _field(name: str, text: str) -> Iterator[str]:
    if "\n" not in text and text != "|":
        yield f"{_INDENT}{name}: {text}\n"
        return
    yield f"{_INDENT}{name}: |\n"
    for line in text.split("\n"):
        yield (f"{_INDENT * 2}{line}" if line else "") + "\n"
