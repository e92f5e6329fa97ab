"""A database with one deck of many cards, whose prompts say which card they are, and what a reader compares with it."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from quiz import formats
from quiz.clock import Clock
from quiz.store import Store, doctor

DECK = "Many"
PROMPT = re.compile(r"\b[km]\d{5}\b")
"""The key or the meaning of a note of the deck, which is the prompt of one of its two cards."""

_LOG = """
SELECT CASE card.direction WHEN 'term' THEN note.key ELSE 'm' || substr(note.key, 2) END, review.rating,
    review.undone IS NOT NULL
FROM review JOIN card ON card.id = review.card_id JOIN note ON note.id = card.note_id ORDER BY review.id
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as the reader knows it: the prompt, the rating, and whether it was taken back."""

    prompt: str
    rating: int
    undone: bool = False


def make(database: Path, notes: int) -> None:
    """Make a database in which so many notes can all be learnt on one day; the decks of the program are not in it."""
    text = "\n".join(f"k{number:05}: m{number:05}" for number in range(notes))
    source = formats.read(f"---\ntitle: {DECK}\nfields: term, meaning\n---\n{text}\n".encode(), "deck.md", "deck")
    now = Clock().now()
    with Store.open(database, now) as store:
        store.note_first_decks()
        store.import_deck(source.draft, source.items, now=now)
        deck = store.decks()[0]
        store.set_settings(deck, replace(deck.settings, new_per_day=9999, reviews_per_day=9999, leech_lapses=0))


def log(database: Path) -> list[Entry]:
    """Return the whole log in its order, what was taken back included."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(_LOG).fetchall()
    return [Entry(prompt, rating, bool(undone)) for prompt, rating, undone in rows]


def notes(database: Path) -> dict[str, int]:
    """Return how many notes each deck has."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT deck.name, count(*) FROM note JOIN deck ON deck.id = note.deck_id GROUP BY 1")
        return {str(name): int(count) for name, count in rows}


def complaints(database: Path) -> list[str]:
    """Return all that is wrong with a database: as a file, with the log and what was counted from it, by the doctor."""
    now = Clock().now()
    with closing(sqlite3.connect(database)) as connection:
        found = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
    with Store.open(database, now) as store:
        found += store.disagreements()
    return found + [finding.message for finding in doctor.examine(database, now) if finding.is_wrong]
