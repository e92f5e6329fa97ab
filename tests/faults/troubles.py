"""What may be wrong with a database for some time, and what the program says of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FULL, FAILS, LOCKED = "There is no space left", "The disk did not let", "is locked by another program"


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Let another program write for a long time."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
