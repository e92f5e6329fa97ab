"""Writing that goes on while what is to be written next is read: SQLite lets Python work on meanwhile."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Dialect

_TURN = 0.001
"""Seconds after which a thread that computes lets the other go on, which has but to give SQLite its next statement."""


class WriterBehind:
    """A connection on which long statements are executed in a thread of its own, one after the other.

    What fails there is raised by what is asked of it next, at the latest at the end of the block.
    """

    def __init__(self, writer: Connection) -> None:
        self._writer = writer
        self._thread = ThreadPoolExecutor(1, "quiz-writer")
        self._last: Future[object] | None = None
        self._turn = _TURN

    def __enter__(self) -> Self:
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # Nothing may be going on any more when the transaction ends, however it does.
        sys.setswitchinterval(self._turn)
        with self._thread, suppress(Exception) if error else nullcontext():
            self._wait()

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""
        return self._writer.dialect

    @property
    def connection(self) -> Connection:
        """The connection, when all that was to be done on it is done."""
        self._wait()
        return self._writer

    def do(self, work: Callable[[Connection], object]) -> None:
        """Let something be done on the connection, after what was to be done before."""
        self._wait()
        self._last = self._thread.submit(work, self._writer)

    def _wait(self) -> None:
        last, self._last = self._last, None
        if last is not None:
            last.result()
