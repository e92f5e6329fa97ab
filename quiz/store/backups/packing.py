"""The file of a backup: a head that says what is in it, and the database, compressed.

The head is a skippable frame (Zstandard, RFC 8878, section 3.1.2) with one JSON object, so that a list of backups need
not unpack them, and ``zstd -d`` gives the database back. Backups of before this head have none. The frame with the
database has a checksum.
"""

import json
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SKIPPABLE = struct.pack("<I", 0x184D2A5A)
_LENGTH = struct.Struct("<I")
_MOST_BYTES_OF_HEAD = 1 << 16
_LEVEL = 1
"""Packs in a third of the time of the usual level, to a size that is a twelfth more."""
_PIECE = 1 << 20
_FRAME_HEAD = 18
"""So many bytes has the header of a frame at most."""
FRAME = b"\x28\xb5\x2f\xfd"
"""How a file begins that has no head."""
SKIPPABLE = _SKIPPABLE
"""How a file begins that has one."""


class TruncatedError(Exception):
    """A packed file ends too early."""


def pack(source: Path, target: Path, head: Mapping[str, Any]) -> None:
    """Write a file packed, with a head, to a new file that only its owner may read, and through to the disk."""
    import zstandard  # noqa: PLC0415  only backups need it

    said = json.dumps(head, ensure_ascii=True).encode()
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    with source.open("rb") as plain, open_new(target) as packed:
        packed.write(_SKIPPABLE + _LENGTH.pack(len(said)) + said)
        compressor.copy_stream(plain, packed, size=source.stat().st_size)
        packed.flush()
        os.fsync(packed.fileno())


def open_new(path: Path) -> Any:
    """Open a new file for writing bytes, which only its owner may read. Raises ``OSError`` where there is one."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def unpack(packed: Path, target: Path) -> None:
    """Write what a packed file holds to a new file that only its owner may read.

    However much it unpacks to, little of it is in memory at a time. Raises :class:`TruncatedError` where it ends too
    early, ``zstandard.ZstdError`` where it is damaged, and ``OSError``.
    """
    import zstandard  # noqa: PLC0415  only backups need it

    with packed.open("rb") as source, open_new(target) as sink:
        _skip_head(source)
        begin = source.read(_FRAME_HEAD)
        expected = zstandard.frame_content_size(begin)
        source.seek(-len(begin), os.SEEK_CUR)
        with zstandard.ZstdDecompressor().stream_reader(source, closefd=False) as reader:
            while piece := reader.read(_PIECE):
                sink.write(piece)
        if sink.tell() != expected and expected >= 0:
            raise TruncatedError
        sink.flush()
        os.fsync(sink.fileno())


def head_of(packed: Path) -> dict[str, Any]:
    """Return the head of a packed file; an empty one where it has none that can be read."""
    try:
        with packed.open("rb") as source:
            found = json.loads(_skip_head(source) or b"{}")
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _skip_head(source: Any) -> bytes:
    """Read the head, or nothing where there is none, and stand behind it."""
    begin = source.read(len(_SKIPPABLE) + _LENGTH.size)
    if len(begin) == len(_SKIPPABLE) + _LENGTH.size and begin.startswith(_SKIPPABLE):
        (length,) = _LENGTH.unpack(begin[len(_SKIPPABLE) :])
        if length <= _MOST_BYTES_OF_HEAD:
            head = source.read(length)
            return head if isinstance(head, bytes) else b""
    source.seek(0)
    return b""
