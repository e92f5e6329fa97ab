"""A database full of nasty texts: in every field of notes, in names and heads of decks, in filters and searches."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from quiz import config
from quiz.cards import Category, Direction, NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.errors import QuizError
from quiz.program import Program
from quiz.store import Store
from quiz.text import compatible, storable, storable_line
from tests.hostile.nasty_strings import LONG, LONG_ONES, NASTY
from tests.simulated import Habits, study_for

NOW = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
MAIN = "Main"
ENDLESS = "Endless"
"""The name of a deck whose texts are lines of 1 MiB."""
FIELDS = ("term", "name", "meaning")
_TYPE = NoteType(
    "basic",
    FIELDS,
    "term",
    (Direction("term", ("term",), ("name", "meaning")), Direction("meaning", ("meaning",), ("term",))),
)
_SPREAD = 7
"""How far apart the texts of one note are in the list, so that each text stands in every field of some note."""


def stored(text: str) -> str:
    """Return a text as it is stored, or nothing where it is refused."""
    try:
        return storable(text)
    except QuizError:
        return ""


def stored_line(text: str) -> str:
    """Return a text as it is stored in one line, or nothing where it is refused."""
    try:
        return storable_line(text)
    except QuizError:
        return ""


TEXTS = [text for text in dict.fromkeys(map(stored, [*NASTY, *LONG_ONES])) if text]
"""What can be stored of the nasty texts, as it is stored."""
LINES = list({compatible(text): text for text in map(stored_line, reversed(NASTY)) if text}.values())
"""What of them can be stored in one line, each another key: no two are equal in NFKC."""


def _text(number: int) -> str:
    return TEXTS[number % len(TEXTS)]


def notes() -> Iterator[NoteDraft]:
    """Yield a note for each line, with other texts in its further fields."""
    for number, key in enumerate(LINES):
        more = (_text(number + _SPREAD * place) for place in range(1, 7))
        fields = dict(zip(("name", "meaning", "hint", "explain", "also", "source"), more, strict=True))
        confused = LINES[(number + 1) % len(LINES)]
        tags, category = (LINES[-number],), LINES[(number * _SPREAD) % len(LINES)]
        yield NoteDraft(
            {"term": key, **fields, "confused": confused, f"versus.{number}": _text(number)}, tags, category
        ).cleaned()


def head(name: str, number: int) -> DeckDraft:
    """Return the head of a deck with nasty texts in all of its parts."""
    codes = LINES[number % len(LINES) :][:3]
    return DeckDraft(
        name,
        (_TYPE,),
        titles={"zh": LINES[-number - 1], "en": LINES[number]},
        description=LINES[(number + 3) % len(LINES)],
        language="zh",
        categories=tuple(Category(code, LINES[-place], {"en": LINES[place]}) for place, code in enumerate(codes)),
        declares_types=True,
    )


def fill(store: Store, every: int = 1) -> None:
    """Put the nasty texts into a database: one deck with a note for each, and a deck named like ``every`` so many."""
    report = store.import_deck(head(MAIN, 0), notes(), now=NOW)
    if report.added < 200:
        raise AssertionError(f"only {report.added} notes; unread: {report.unread[:3]}")
    with store.together():
        for number, name in list(enumerate(LINES))[::every]:
            note = NoteDraft({"term": name, "name": _text(number), "meaning": _text(number + 1)})
            with suppress(QuizError):  # “::” and “a::” have an empty part, which a name of a deck can't have
                store.import_deck(head(name, number), [note], now=NOW)


def fill_with_long_lines(store: Store) -> None:
    """Put lines of 1 MiB into a deck: of letters, of wide characters, of words, and one that is no word at all."""
    lines = (LONG, "字" * (len(LONG) * 2 // 3), "a b " * (len(LONG) // 2), "[b]\u200b" * (len(LONG) // 3))
    drafts = [NoteDraft({"term": f"long {number}", "name": "x", "meaning": one}) for number, one in enumerate(lines)]
    store.import_deck(DeckDraft(ENDLESS, (_TYPE,), declares_types=True), drafts, now=NOW)


def make(path: Path, settings: Path, every: int = 1) -> Path:
    """Make the database, with a history, and settings with nasty filters and searches."""
    program = Program()
    program.database = str(path)
    store = program.store
    fill(store, every)
    study_for(store, NOW, Habits(days=12, new=12, confused=0.9))
    fill_with_long_lines(store)
    program.close()
    for number, name in enumerate(LINES[::8]):
        table = config.FILTERS if number % 2 else config.SEARCHES
        config.save(f"{table}.{name}", LINES[-number - 1], settings)
    return path
