"""Looking into a file that may be a database, without changing a byte of it or leaving anything beside it."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from quiz.store.backups.damage import lacks_files_beside
from quiz.store.connection import META, TABLES, patiently
from quiz.store.explaining import explained, read_as_text

_OURS = {"meta", "card", "review"}
"""Some of the tables that the database has had in every schema."""


def is_alone(path: Path) -> bool:
    """Tell whether nobody has a file open, as far as the files beside it tell."""
    return not any(Path(f"{path.resolve()}{suffix}").exists() for suffix in ("-wal", "-journal"))


def peek(path: Path) -> tuple[set[str], str | None]:
    """Return the names of the tables and views in a file and the number of its schema, without changing a byte."""
    with explained(path), read_as_text():
        return patiently(lambda: _peeked(path))


def _peeked(path: Path) -> tuple[set[str], str | None]:
    """Look into a file that nobody has open, or may write to, as into one that never changes.

    Otherwise files beside it would be left.
    """
    if is_alone(path) or not os.access(path, os.W_OK):
        with suppress(sqlite3.DatabaseError):
            return _looked_into(path, "immutable=1")
    try:
        return _looked_into(path, "mode=ro")
    except sqlite3.OperationalError as error:
        if not lacks_files_beside(error):
            raise
    return _looked_into(path, "immutable=1")


def _looked_into(path: Path, manner: str) -> tuple[set[str], str | None]:
    uri = f"file:{quote(str(path.absolute()))}?{manner}"
    with closing(sqlite3.connect(uri, uri=True, timeout=0)) as reader:
        tables = {str(row[0]) for row in reader.execute(TABLES)}
        if not tables >= _OURS:
            return tables, None
        row = reader.execute(f"{META} ?", ("schema",)).fetchone()
    return tables, str(row[0]) if row else None
