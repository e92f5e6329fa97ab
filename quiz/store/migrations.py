"""The numbered schemas of the database, and the steps from each to the next.

A new database is made from the tables of :mod:`quiz.store.models` at once. An older one is brought up by the functions
registered here, in order, in one transaction, after a backup. A migration is one function::

    @migration(7)
    def add_something(connection: Connection) -> None: ...
"""

import json
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, text, update
from sqlmodel import SQLModel, col

from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import backup, connection, schema_3
from quiz.store.backups.contents import schema_number
from quiz.store.explaining import strange
from quiz.store.insertion import json_text
from quiz.store.models import MetaRow
from quiz.store.peeking import peek
from quiz.text import literal

BASE_SCHEMA = 1
DEVICE_BITS = 21

Migration = Callable[[Connection], None]
MIGRATIONS: dict[int, Migration] = {}
"""The function that makes each schema from the one before it."""


def migration(number: int) -> Callable[[Migration], Migration]:
    """Register a function as the step to schema ``number``."""

    def register(function: Migration) -> Migration:
        MIGRATIONS[number] = function
        return function

    return register


@migration(2)
def add_recall_time_and_judges(writer: Connection) -> None:
    """Let an answer say how long its recall took, and let what is asked for decide how it is judged."""
    writer.execute(text("ALTER TABLE review ADD COLUMN recall_ms INTEGER"))
    _judge_by_what_is_asked(writer)


def _judge_by_what_is_asked(writer: Connection) -> None:
    """Let directions be judged by what they ask for, where only the defaults of before say how: exact for the key."""
    for number, key_field, directions in writer.execute(text("SELECT id, key_field, directions FROM note_type")).all():
        changed = json.loads(directions)
        for one in changed:
            if one["judge"] == ("exact" if one["answer"] == [key_field] else "self"):
                one["judge"] = "auto"
        values = {"id": number, "directions": json_text(changed)}
        writer.execute(text("UPDATE note_type SET directions = :directions WHERE id = :id"), values)


@migration(3)
def add_what_was_predicted_and_counts(writer: Connection) -> None:
    """Let each answer say what held before it; count mature cards and the hours of the day."""
    schema_3.migrate(writer)


def latest() -> int:
    """Return the number of the newest schema."""
    return max(MIGRATIONS, default=BASE_SCHEMA)


def check(path: Path) -> None:
    """Raise :class:`QuizError` for a file that is none of this program's, or of a newer one; it stays untouched."""
    tables, schema = peek(path)
    number = schema_number(schema)
    if number is not None:
        _check_known(path, number)
    elif tables:
        raise strange(path, tables)


def is_older(path: Path) -> bool:
    """Tell whether a file is a database of an older schema, without changing a byte of it."""
    number = schema_number(peek(path)[1])
    return number is not None and number < latest()


def _check_known(path: Path, schema: int) -> None:
    if schema > latest():
        message = _(
            "The database {path} was written by a newer version of quiz (schema {found}, this one knows {known})."
        )
        raise QuizError(
            message.format(path=literal(str(path)), found=schema, known=latest()),
            _("Install the newer version, or name another file with --database."),
        )


def prepare(engine: Engine, path: Path, now: datetime) -> None:
    """Bring a database that was checked to the newest schema, or make all tables in an empty one."""
    with connection.reading(engine, path) as reader:
        version = _version(reader) if connection.table_names(reader) else None
    if version is None:
        _create(engine, path)
    elif version != latest():
        _migrate(engine, path, now)


def _version(reader: Connection) -> int:
    return int(connection.meta_value(reader, "schema") or 0)


def _create(engine: Engine, path: Path) -> None:
    """Make all tables, unless another process was faster."""
    with connection.writing(engine, path) as writer:
        if connection.table_names(writer):
            return
        SQLModel.metadata.create_all(writer)
        meta = {"schema": str(latest()), "device": str(secrets.randbits(DEVICE_BITS))}
        writer.execute(insert(MetaRow), [{"key": key, "value": value} for key, value in meta.items()])


def _migrate(engine: Engine, path: Path, now: datetime) -> None:
    """Take all steps in one transaction: where one fails, the program that wrote the file still opens it.

    The lock is taken before the backup is made: of several programs that start at once one does both, and what is kept
    is what is changed.
    """
    with connection.writing(engine, path) as writer:
        version = _version(writer)
        _check_known(path, version)
        if version == latest():
            return
        backup.make(path, now, reason=f"schema-{version}")
        _take_steps(writer, version)


def bring_up(engine: Engine, path: Path) -> None:
    """Bring a copy, which nobody else has open, to the newest schema; it needs no backup."""
    with connection.writing(engine, path) as writer:
        _take_steps(writer, _version(writer))


def _take_steps(writer: Connection, version: int) -> None:
    for number in range(version + 1, latest() + 1):
        MIGRATIONS[number](writer)
    writer.execute(update(MetaRow).where(col(MetaRow.key) == "schema").values(value=str(latest())))


def device_number(reader: Connection) -> int:
    """Return the number of this device, which is part of the id of each entry that it adds to the log."""
    return int(connection.meta_value(reader, "device") or 0)


def has_first_decks(reader: Connection) -> bool:
    """Tell whether the decks that come with the program were imported when the database was new."""
    return connection.meta_value(reader, "first_decks") is not None


def note_first_decks(writer: Connection) -> None:
    """Remember that the decks that come with the program were imported, so that one that is deleted stays away."""
    if not has_first_decks(writer):
        writer.execute(insert(MetaRow).values(key="first_decks", value="done"))
