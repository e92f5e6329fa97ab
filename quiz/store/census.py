"""How much is in a database file, for a report on a mistake: read without waiting, and without changing a byte."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

_TABLES = ("deck", "note", "card", "review")
_SECONDS = 0.5
"""How long another program's lock is waited for."""


def census(path: Path) -> Mapping[str, object]:
    """Return the number of the schema and how many rows each table has. Raises ``sqlite3.Error``."""
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=_SECONDS)) as reader:
        row = reader.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        schema = str(row[0]) if row else ""
        counts = {f"{name}s": _one(reader, f"SELECT count(*) FROM {name}") for name in _TABLES}
        journal = str(_one(reader, "PRAGMA journal_mode"))
    return {"schema": schema if schema.isdecimal() else "unknown", **counts, "journal": journal}


def _one(reader: sqlite3.Connection, statement: str) -> object:
    return reader.execute(statement).fetchone()[0]
