"""The pages of a database file, with those of its write-ahead log in their place (file format, sections 1.3 and 4)."""

import struct
from collections.abc import Iterator
from pathlib import Path

MAGIC = b"SQLite format 3\0"
USUAL = 4096
"""The size of a page in bytes where the file doesn't say."""
_SIZES = tuple(1 << bit for bit in range(9, 17))
_WAL_HEAD, _FRAME_HEAD = 32, 24
_WAL_MAGIC = (0x377F0682, 0x377F0683)


class Pages:
    """The pages of a file, numbered from 1; ``wal`` is the content of its log, or empty to leave that out."""

    def __init__(self, content: bytes | memoryview, wal: bytes = b"") -> None:
        self._content = memoryview(content)
        self.size = _page_size(bytes(self._content[:100]), wal)
        self._frames = dict(_frames(wal, self.size))
        self.count = max([-(-len(self._content) // self.size), *self._frames])

    @property
    def usable(self) -> int:
        """How many bytes of each page are used."""
        reserved = self.get(1)[20] if self.get(1)[:16] == MAGIC else 0
        return self.size - reserved if reserved <= self.size - 480 else self.size

    def get(self, number: int) -> bytes:
        """Return a page, filled up with zeros where the file ends in it; one of zeros where there is none."""
        frame = self._frames.get(number)
        if frame is not None:
            return frame
        start = (number - 1) * self.size
        found = bytes(self._content[start : start + self.size]) if number > 0 else b""
        return found.ljust(self.size, b"\0")


def read(path: Path) -> tuple[bytes, bytes]:
    """Return the content of a database and of its write-ahead log, empty where there is none. Raises ``OSError``."""
    log = path.with_name(path.name + "-wal")
    return path.read_bytes(), log.read_bytes() if log.is_file() else b""


def _page_size(head: bytes, wal: bytes) -> int:
    if head[:16] == MAGIC:
        size = int.from_bytes(head[16:18], "big")
        size = 1 << 16 if size == 1 else size
        if size in _SIZES:
            return size
    of_log = int.from_bytes(wal[8:12], "big")
    return of_log if of_log in _SIZES else USUAL


def _frames(wal: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the pages of a log up to its last whole transaction, those written last at the end."""
    if len(wal) < _WAL_HEAD or int.from_bytes(wal[:4], "big") not in _WAL_MAGIC:
        return
    if int.from_bytes(wal[8:12], "big") != size:
        return
    order = ">" if wal[3] & 1 else "<"
    sums = _checksum(wal[:24], order, (0, 0))
    if sums != struct.unpack(">II", wal[24:32]):
        return
    salt, waiting = wal[16:24], []
    for start in range(_WAL_HEAD, len(wal) - _FRAME_HEAD - size + 1, _FRAME_HEAD + size):
        head, page = wal[start : start + _FRAME_HEAD], wal[start + _FRAME_HEAD : start + _FRAME_HEAD + size]
        sums = _checksum(page, order, _checksum(head[:8], order, sums))
        number, after = struct.unpack(">II", head[:8])
        if head[8:16] != salt or sums != struct.unpack(">II", head[16:24]):
            return
        waiting.append((number, page))
        if after:
            yield from waiting
            waiting = []


def _checksum(part: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """Return the checksum of a part of the log behind that of what is before it (file format, section 4.2)."""
    one, two = sums
    numbers = struct.unpack(f"{order}{len(part) // 4}I", part)
    for place in range(0, len(numbers), 2):
        one = (one + numbers[place] + two) & 0xFFFFFFFF
        two = (two + numbers[place + 1] + one) & 0xFFFFFFFF
    return one, two
