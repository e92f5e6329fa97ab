"""The rules between rows: nothing without what it belongs to, nothing twice, nothing missing.

Directions are inside JSON, so :func:`prepare` lists them in temporary tables first.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from quiz.locale import _, ngettext
from quiz.store.columns import to_milliseconds
from quiz.store.doctoring.findings import Finding, Remedy, Words, of_rows
from quiz.store.doctoring.heads import Head

_LISTS = """
CREATE TEMP TABLE IF NOT EXISTS asked (type_id INTEGER, slug TEXT, PRIMARY KEY (type_id, slug)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS off (deck_id INTEGER, slug TEXT, PRIMARY KEY (deck_id, slug)) WITHOUT ROWID;
DELETE FROM temp.asked;
DELETE FROM temp.off;
"""
_DAY_MS = 24 * 60 * 60 * 1000
_AHEAD = timedelta(days=1)
"""So far in the future an answer is no matter of clocks that differ a little any more."""

_SLUGS = "SELECT slug FROM temp.asked WHERE type_id = n.type_id"
_OFF = "SELECT slug FROM temp.off WHERE deck_id = c.deck_id"
RESTS = f"(n.deleted IS NOT NULL OR c.direction NOT IN ({_SLUGS}) OR c.direction IN ({_OFF}))"
"""SQL for whether a card ``c`` of a note ``n`` rests."""

MISSING_CARDS = (
    "SELECT n.id, a.slug FROM note n JOIN temp.asked a ON a.type_id = n.type_id"
    " LEFT JOIN card c ON c.note_id = n.id AND c.direction = a.slug WHERE n.deleted IS NULL AND c.id IS NULL"
)
WRONG_REST = f"SELECT c.id FROM card c JOIN note n ON n.id = c.note_id WHERE c.retired <> {RESTS}"
HALF_MEMORY = "SELECT id FROM {table} WHERE (stability IS NULL) <> (difficulty IS NULL)"


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows that must not be: the SQL that finds them, and the words for so many."""

    code: str
    statement: str
    words: Words
    remedy: Remedy = Remedy.FIX
    hint: str = ""


def prepare(connection: sqlite3.Connection, heads: Iterable[Head]) -> None:
    """List what decks and note types have in JSON, so that statements can ask for it."""
    for statement in filter(str.strip, _LISTS.split(";")):
        connection.execute(statement)
    for head in heads:
        for deck_id, slugs in head.off.items():
            _fill(connection, "off", ((deck_id, slug) for slug in slugs))
        for type_id, asked in head.asked.items():
            _fill(connection, "asked", ((type_id, slug) for slug in asked))


def _fill(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[int, str]]) -> None:
    connection.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES (?, ?)", rows)


def _rules(now: datetime) -> Iterator[_Rule]:
    """Yield the rules in the order of the tables."""
    yield _Rule(
        "key-twice",
        'SELECT "key" FROM note NOT INDEXED WHERE deleted IS NULL GROUP BY deck_id, "key" HAVING count(*) > 1',
        lambda n: ngettext(
            "{count} key stands for several notes of one deck.", "{count} keys stand for several notes of one deck.", n
        ),
        Remedy.NONE,
        _("Give one of the notes another key, or merge them, in the browser (“quiz browse”)."),
    )
    yield from _card_rules()
    yield from _review_rules(now)


def _card_rules() -> Iterator[_Rule]:
    yield _Rule(
        "card-missing",
        MISSING_CARDS,
        lambda n: ngettext(
            "{count} card of a note is missing in a direction that is asked.",
            "{count} cards of notes are missing in directions that are asked.",
            n,
        ),
    )
    yield _Rule(
        "card-rest",
        WRONG_REST,
        lambda n: ngettext(
            "{count} card rests that is to be asked, or the other way round.",
            "{count} cards rest that are to be asked, or the other way round.",
            n,
        ),
    )


def _review_rules(now: datetime) -> Iterator[_Rule]:
    yield _Rule(
        "review-half-memory",
        HALF_MEMORY.format(table="review"),
        lambda n: ngettext(
            "{count} entry of the log has only half of a memory.",
            "{count} entries of the log have only half of a memory.",
            n,
        ),
    )
    yield _Rule(
        "review-day",
        f"SELECT id FROM review WHERE day NOT BETWEEN (time + utc_offset * 60000) / {_DAY_MS} - 1"
        f" AND (time + utc_offset * 60000) / {_DAY_MS}",
        lambda n: ngettext(
            "{count} entry of the log has another study day than its time would have.",
            "{count} entries of the log have another study day than their time would have.",
            n,
        ),
        Remedy.NONE,
        _("History is never reinterpreted: nothing is changed."),
    )
    yield _Rule(
        "review-future",
        f"SELECT id FROM review WHERE time > {to_milliseconds(now + _AHEAD)}",
        lambda n: ngettext(
            "{count} entry of the log is in the future.", "{count} entries of the log are in the future.", n
        ),
        Remedy.NONE,
        _("The clock was wrong then, or it is now: check it. Nothing is deleted or changed."),
    )


def examine(connection: sqlite3.Connection, now: datetime) -> Iterator[Finding]:
    """Yield what breaks the rules. The connection is one of :func:`prepare`."""
    yield from _foreign_keys(connection)
    for rule in _rules(now):
        rows = (row[0] for row in connection.execute(rule.statement))
        yield from of_rows(rule.code, rows, rule.words, rule.remedy, rule.hint)


def _foreign_keys(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what refers to something that is not there, one finding a column."""
    names: dict[tuple[str, int], str] = {}
    found: dict[tuple[str, str, str], list[int]] = {}
    for table, row, parent, number in connection.execute("PRAGMA foreign_key_check"):
        if (table, number) not in names:
            names |= {(table, key[0]): key[3] for key in connection.execute(f"PRAGMA foreign_key_list({table})")}
        found.setdefault((table, names[table, number], parent), []).append(row)
    for (table, column, parent), rows in sorted(found.items()):
        words = ngettext(
            "{count} row of “{table}” refers to a row of “{parent}” that is not there ({column}).",
            "{count} rows of “{table}” refer to rows of “{parent}” that are not there ({column}).",
            len(rows),
        )
        said = words.replace("{table}", table).replace("{parent}", parent).replace("{column}", column)
        yield from of_rows(f"orphan-{table}-{column}", rows, lambda _n, said=said: said)  # type: ignore[misc]
