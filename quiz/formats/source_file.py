"""What is imported: a file, or what standard input had, that can be read from its beginning time and again."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person said on how a file is to be read.

    ``deck_name`` is that of a deck whose source names itself not. ``fields`` has the names of fields by those of the
    columns of a table; with an empty name a column is left out. With ``raw`` cells stay as they are in which an export
    has made a formula harmless. ``header`` tells whether the first row of a table has the names of its columns, where
    that is not to be found out. ``is_named`` tells that they named the format, whatever is in the
    file.
    """

    deck_name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    raw: bool = False
    header: bool | None = None
    is_named: bool = False


def _nothing() -> None:
    """Nobody waits for what is read."""


class SourceFile:
    """The bytes that are imported, in a file or in memory. ``name`` is what the person called it.

    ``position`` is how many bytes were read since it was opened last, of ``size``, so that others can tell how far a
    reader has come. ``on_read`` is called whenever some were read; what it raises ends the reading.
    """

    def __init__(self, name: str, *, path: Path | None = None, data: bytes = b"") -> None:
        self.name = name
        self._path = path
        self._data = data
        self.position = 0
        self.on_read: Callable[[], None] = _nothing

    @property
    def size(self) -> int:
        """The number of bytes. Raises ``OSError`` where the file can't be looked at."""
        return len(self._data) if self._path is None else self._path.stat().st_size

    @property
    def stamp(self) -> tuple[int, ...]:
        """What is another one when the file was changed or replaced. Raises ``OSError`` as :attr:`size` does."""
        if self._path is None:
            return ()
        found = self._path.stat()
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def open(self) -> BinaryIO:
        """Open it at its beginning. Raises ``OSError`` where the file can't be read."""
        self.position = 0
        raw = io.BytesIO(self._data) if self._path is None else self._path.open("rb", buffering=0)
        return io.BufferedReader(_Counted(self, raw), 1 << 18)

    def head(self, size: int = _HEAD) -> bytes:
        """Return the first bytes. Raises ``OSError`` where the file can't be read."""
        with self.open() as file:
            return file.read(size)

    def content(self) -> bytes:
        """Return all bytes. Raises ``OSError`` where the file can't be read."""
        with self.open() as file:
            return file.read()


class _Counted(io.RawIOBase):
    """A file that tells the source how far it was read."""

    def __init__(self, source: SourceFile, raw: io.RawIOBase | io.BytesIO) -> None:
        self._source = source
        self._raw = raw

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self._raw.readinto(buffer) or 0
        self._source.position = self._raw.tell()
        self._source.on_read()
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def close(self) -> None:
        self._raw.close()
        super().close()
