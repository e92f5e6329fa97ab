"""Writing a deck file: the short form where it reads back equal, fields under the key where it would not."""

from collections.abc import Iterable, Iterator, Sequence

from quiz.cards import Category, Deck, DeckDraft, Note, NoteType, derived_guid
from quiz.errors import QuizError
from quiz.formats.contents import Export
from quiz.formats.markdown import grammar
from quiz.formats.markdown.front import front_text
from quiz.locale import LANGUAGES

_INDENT = "  "


def write(export: Export) -> Iterator[str]:
    """Yield a deck file in pieces. Importing it again changes nothing."""
    deck = export.deck
    yield "---\n"
    for name, value in front_text(_draft(deck, export.types)).items():
        yield f"{name}: {value}\n"
    yield "---\n"
    notes = list(export.notes)
    pending = {category.code: category for category in deck.categories}
    if [code for code in pending if code in _order(notes)] != [code for code in _order(notes) if code in pending]:
        for category in deck.categories:
            yield from _heading(category)
        pending = {}
    current = next(reversed(deck.categories)).code if deck.categories and not pending else ""
    for note in notes:
        if note.category != current:
            current = note.category
            yield from _heading(pending.pop(current, Category(current, current)))
        yield from _note(note, export.type_of(note), deck, export.types[0])
    for category in pending.values():
        yield from _heading(category)


def _draft(deck: Deck, types: tuple[NoteType, ...]) -> DeckDraft:
    return DeckDraft(
        name=deck.name,
        types=types,
        titles=deck.titles,
        description=deck.description,
        language=deck.language,
        front=deck.front,
    )


def _order(notes: Iterable[Note]) -> list[str]:
    return list(dict.fromkeys(note.category for note in notes))


def _heading(category: Category) -> Iterator[str]:
    yield f"\n## {_titled(category.code, category.title)}".rstrip() + "\n"
    for language, title in category.titles.items():
        yield f"## {category.code}.{language}: {title}\n"
    if category.code:
        yield "\n"


def _titled(code: str, title: str) -> str:
    """Return code and title of a heading, the code in backquotes where it would be read as something else."""
    base, _dot, language = code.rpartition(".")
    plain = code if title == code else f"{code}: {title}"
    if not (base and language in LANGUAGES) and _reads_as(plain, code, title):
        return plain
    return grammar.quote(code) if title == code else f"{grammar.quote(code)}: {title}"


def _reads_as(text: str, code: str, title: str) -> bool:
    try:
        found = grammar.heading(f"## {text}")
    except QuizError:
        return False
    return found == (code, title, False)


def _note(note: Note, kind: NoteType, deck: Deck, main: NoteType) -> Iterator[str]:
    key = note.fields[kind.key_field]
    names = [name for name in kind.fields if name != kind.key_field]
    short = _short_form(key, names, note) if kind.name == main.name else None
    yield (short or f"{_key(key)}:") + "\n"
    hidden = {kind.key_field, *(names if short else ())}
    if kind.name != main.name:
        yield from _field("note-type", kind.name)
    if note.guid != derived_guid(deck.name, note.key):
        yield from _field("id", note.guid)
    for name, text in note.fields.items():
        if name not in hidden:
            yield from _field(name, text)
    if note.tags:
        yield from _field("tags", ", ".join(note.tags))


def _key(key: str) -> str:
    """Return the key as it is where it reads back equal, else in backquotes."""
    try:
        plain = grammar.heading(f"{key}: x") is None and grammar.key_and_rest(f"{key}: x") == (key, "x")
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
