"""The values of a row or of an entry of an index (file format, section 2.1)."""

import struct
from typing import Any

Record = tuple[Any, ...]

_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LONGEST = 9


class DamagedRecordError(Exception):
    """Bytes that are no record."""


def varint(data: bytes, start: int) -> tuple[int, int]:
    """Return a number of variable length, as an unsigned one, and where it ends."""
    value = 0
    for place in range(start, start + _LONGEST - 1):
        if place >= len(data):
            raise DamagedRecordError
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    if start + _LONGEST > len(data):
        raise DamagedRecordError
    return value << 8 | data[start + _LONGEST - 1], start + _LONGEST


def signed(value: int) -> int:
    """Return an unsigned number of 64 bits as the signed one that it stands for."""
    return value - (1 << 64) if value >> 63 else value


def record(payload: bytes) -> Record:
    """Return the values of a record. Raises :class:`DamagedRecordError` where sizes do not agree."""
    head, place = varint(payload, 0)
    kinds: list[int] = []
    while place < head:
        kind, place = varint(payload, place)
        kinds.append(kind)
    if place != head:
        raise DamagedRecordError
    values = []
    for kind in kinds:
        size = _size(kind)
        raw = payload[place : place + size]
        if len(raw) < size:
            raise DamagedRecordError
        values.append(_value(kind, raw))
        place += size
    if place != len(payload):
        raise DamagedRecordError
    return tuple(values)


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind in (10, 11):
        raise DamagedRecordError
    return 8 if kind == 7 else _INTEGERS.get(kind, 0)


def _value(kind: int, raw: bytes) -> Any:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        return struct.unpack(">d", raw)[0]
    if kind >= 12:
        return raw.decode(errors="replace") if kind % 2 else raw
    return int.from_bytes(raw, "big", signed=True)
