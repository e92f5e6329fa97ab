"""Databases of every schema that the program ever wrote, and what a schema is made of."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from quiz.store import migrations
from tests.store import make_life_fixture, make_schema_fixture
from tests.store.make_schema_fixture import load

SCHEMAS = range(1, migrations.latest() + 1)
KINDS = {"small": make_schema_fixture.frozen, "life": make_life_fixture.frozen}
FIXTURES = [f"{schema}-{kind}" for schema in SCHEMAS for kind in KINDS]
"""The frozen databases by name: of each schema a small one and a person's life with the program."""

OLD = [name for name in FIXTURES if not name.startswith(f"{SCHEMAS[-1]}-")]
"""Those that are migrated when they are opened."""

Rows = list[dict[str, Any]]


def put(path: Path, name: str) -> Path:
    """Make the database of a name at ``path``, with a write-ahead log as the program leaves it."""
    schema, kind = name.split("-")
    load(path, KINDS[kind](int(schema)).read_text(encoding="utf-8"))
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
    return path


def put_newer(path: Path) -> Path:
    """Make a database of a schema that is not known yet, as a program that has ended leaves it."""
    put(path, f"{SCHEMAS[-1]}-life")
    with closing(sqlite3.connect(path)) as writer, writer:
        writer.execute("CREATE TABLE mood (day INTEGER)")
        writer.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [str(SCHEMAS[-1] + 1)])
    return path


def rows(path: Path, statement: str) -> Rows:
    """What a statement returns, by the names of its columns."""
    with closing(sqlite3.connect(path)) as reader:
        reader.row_factory = sqlite3.Row
        return [dict(row) for row in reader.execute(statement)]


def contents(path: Path) -> dict[str, Rows]:
    """Every row of every table but that of the file itself, in the order of their keys."""
    found = {name: rows(path, f"SELECT * FROM {name}") for name in tables(path) if name != "meta"}
    return {name: sorted(every, key=lambda row: str(list(row.values())[:4])) for name, every in found.items()}


def tables(path: Path) -> list[str]:
    """The names of the tables."""
    return [row["name"] for row in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def version(path: Path) -> str:
    """The number of the schema that the file names."""
    return str(rows(path, "SELECT value FROM meta WHERE key = 'schema'")[0]["value"])


def structure(path: Path) -> dict[str, Any]:
    """What a schema is, whatever words made it.

    Columns in their order with type, whether they may be empty, default and place in the primary key; indexes with
    their columns, uniqueness and origin; foreign keys; and the words of the statements that are none of these.
    """
    found: dict[str, Any] = {}
    for name in tables(path):
        indexes = rows(path, f"PRAGMA index_list({name})")
        found[name] = {
            "columns": rows(path, f"PRAGMA table_xinfo({name})"),
            "foreign keys": sorted(map(str, rows(path, f"PRAGMA foreign_key_list({name})"))),
            "indexes": sorted(str(_index(path, one)) for one in indexes),
            "checks": _checks(path, name),
        }
    others = rows(path, "SELECT type, name, sql FROM sqlite_master WHERE type NOT IN ('table', 'index')")
    return {"tables": found, "others": others}


def _index(path: Path, index: dict[str, Any]) -> tuple[Any, ...]:
    parts = rows(path, f"PRAGMA index_xinfo({index['name']})")
    columns = [(part["name"], part["desc"], part["coll"]) for part in parts if part["key"]]
    made_by_hand = index["name"] if index["origin"] == "c" else ""
    return made_by_hand, index["unique"], index["origin"], index["partial"], columns


def _checks(path: Path, table: str) -> list[str]:
    (made,) = rows(path, f"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")
    words = r"CHECK\s*\([^)]*\)|COLLATE\s+\w+|AUTOINCREMENT|WITHOUT\s+ROWID|\bSTRICT\b|GENERATED"
    return sorted(re.sub(r"\s+", " ", found) for found in re.findall(words, made["sql"], re.IGNORECASE))
