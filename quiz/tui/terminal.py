"""The program's side of the terminal: a window may be closed at any moment, and that must not keep the program."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver


class LastingFile:
    """Writes to a terminal as long as there is one; what is written after it was closed is lost without an error."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write some text."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Pass on what was written."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _terminal(file: IO[str]) -> IO[str]:
    """Return the stream that is the terminal: the one for errors, or where that one goes elsewhere, the usual one."""
    usual = sys.__stdout__
    return file if file.isatty() or usual is None or not usual.isatty() else usual


def lasting(driver: type[Driver]) -> type[Driver]:
    """Return a driver that can end when its terminal is gone.

    Textual writes in a thread, which dies with the first error; then the program waits for ever for room in its queue.
    """

    def begin(self: Any, *arguments: Any, **options: Any) -> None:
        driver.__init__(self, *arguments, **options)
        if hasattr(self, "_file"):
            self._file = LastingFile(_terminal(self._file))

    return type(f"Lasting{driver.__name__}", (driver,), {"__init__": begin})
