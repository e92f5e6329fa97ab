"""An open database file: every method of the store is one transaction on it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from quiz.store import connection, migrations


class Opened:
    """An open database. Made by :meth:`open`; to be closed."""

    def __init__(self, engine: Engine, path: Path, device: int) -> None:
        self._engine = engine
        self._device = device
        self.path = path

    @classmethod
    def open(cls, path: Path, now: datetime) -> Self:
        """Open the database at ``path``, making it where there is none and migrating an older one.

        Raises :class:`QuizError` where it can't be opened, is not one of this program, or is of a newer one.
        """
        connection.take_place(path)
        migrations.check(path)
        engine = connection.open_engine(path)
        try:
            migrations.prepare(engine, path, now)
            with connection.reading(engine, path) as reader:
                device = migrations.device_number(reader)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, path, device)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _read(self) -> AbstractContextManager[Connection]:
        return connection.reading(self._engine, self.path)

    def _write(self) -> AbstractContextManager[Connection]:
        return connection.writing(self._engine, self.path)

    def watch(self, listener: Callable[..., None]) -> None:
        """Call ``listener`` with every statement before it is executed, as SQLAlchemy's ``before_execute`` does."""
        from sqlalchemy import event  # noqa: PLC0415  only tests listen

        event.listen(self._engine, "before_execute", listener)
