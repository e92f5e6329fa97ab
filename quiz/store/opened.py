"""An open database file: every method of the store is one transaction on it, or part of one that has begun."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import local
from typing import Self

from sqlalchemy import Connection, Engine

from quiz.store import astray, connection, explaining, migrations


class RollBackError(Exception):
    """Leaves a transaction without keeping what it did."""


class _Begun(local):
    """The transaction that a thread has begun, of which everything is part that it does."""

    writer: Connection | None = None


class Opened:
    """An open database. Made by :meth:`open`; to be closed."""

    def __init__(self, engine: Engine, path: Path, device: int) -> None:
        self._engine = engine
        self._device = device
        self._begun = _Begun()
        self.path = path

    @classmethod
    def open(cls, path: Path, now: datetime) -> Self:
        """Open the database at ``path``, making it where there is none and migrating an older one.

        Raises :class:`QuizError` where it can't be opened, is not one of this program, or is of a newer one.
        """
        explaining.check_not_emptied(path)
        explaining.take_place(path)
        migrations.check(path)
        engine = connection.open_engine(path)
        try:
            migrations.prepare(engine, path, now)
            with connection.reading(engine, path) as reader:
                device = migrations.device_number(reader)
                has_buried = astray.has_buried(reader, now)
            if has_buried:
                with connection.writing(engine, path) as writer:
                    astray.free_buried(writer, now)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, path, device)

    @staticmethod
    def is_older(path: Path) -> bool:
        """Tell whether a file is a database of an older schema, which is brought up when it is opened."""
        return migrations.is_older(path)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all that this thread writes within the block be kept together, or not at all where that raises.

        A method of the store that fails in it keeps nothing of its own; what others did before it stays.
        """
        with connection.writing(self._engine, self.path) as writer:
            self._begun.writer = writer
            try:
                yield
            finally:
                self._begun.writer = None

    def _read(self) -> AbstractContextManager[Connection]:
        begun = self._begun.writer
        return nullcontext(begun) if begun else connection.reading(self._engine, self.path)

    def _write(self) -> AbstractContextManager[Connection]:
        begun = self._begun.writer
        return connection.part(begun, self.path) if begun else connection.writing(self._engine, self.path)

    def watch(self, listener: Callable[..., None]) -> None:
        """Call ``listener`` with every statement before it is executed, as SQLAlchemy's ``before_execute`` does."""
        from sqlalchemy import event  # noqa: PLC0415  only tests listen

        event.listen(self._engine, "before_execute", listener)
