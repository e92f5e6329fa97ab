"""A disk that fails below SQLite: a layer of its virtual file system whose calls return errors when they are told to.

It is registered in the library that the ``sqlite3`` module uses, so that the program runs as it is. The structures are
those of ``sqlite3.h``: https://www.sqlite.org/c3ref/vfs.html and https://www.sqlite.org/c3ref/io_methods.html.
"""

import _sqlite3
import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from typing import Any

FULL, READ, WRITE, FSYNC, TRUNCATE = 13, 10 | 1 << 8, 10 | 3 << 8, 10 | 4 << 8, 10 | 6 << 8
"""SQLite's numbers of these errors: https://www.sqlite.org/rescode.html."""
CALLS = {"read": READ, "write": WRITE, "full": FULL, "sync": FSYNC, "truncate": TRUNCATE}
"""What can fail, and with which error."""
CONTROL = "QUIZ_TEST_DISK"
"""Names a file that has what fails in a program of its own, as long as it is there."""


class _File(Structure):
    """The beginning of ``sqlite3_file``."""


_Transfers = CFUNCTYPE(c_int, POINTER(_File), c_void_p, c_int, c_int64)
_Syncs = CFUNCTYPE(c_int, POINTER(_File), c_int)
_Truncates = CFUNCTYPE(c_int, POINTER(_File), c_int64)


class _Methods(Structure):
    """The whole of ``sqlite3_io_methods``, version 3; what is not changed is a plain pointer."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", _Transfers),
        ("write", _Transfers),
        ("truncate", _Truncates),
        ("sync", _Syncs),
        ("others", c_void_p * 13),
    )


_File._fields_ = (("methods", POINTER(_Methods)),)
_Opens = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(_File), c_int, POINTER(c_int))
"""The name has to be passed on as the pointer that it is: what is kept behind it belongs to it."""


class _Vfs(Structure):
    """The whole of ``sqlite3_vfs``, version 3."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _Opens),
        ("others", c_void_p * 14),
    )


def _library() -> ctypes.CDLL | None:
    """Return the library that Python's module is linked to, where its functions can be called."""
    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_register.argtypes = [POINTER(_Vfs), c_int]
    except (AttributeError, OSError):
        return None
    return library


LIBRARY = _library()


@dataclass
class FailingDisk:
    """What fails: ``fails`` is asked at every call for its kind, and tells whether that one does."""

    fails: Callable[[str], bool] = lambda _kind: False
    counts: dict[str, int] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)

    def fail_at(self, kind: str, number: int, *, lasting: bool = False) -> None:
        """Let the n-th call of a kind from now on fail, counted from 1, and with ``lasting`` all after it."""
        self.counts = {}

        def fails(called: str) -> bool:
            return called == kind and (self.counts[called] >= number if lasting else self.counts[called] == number)

        self.fails = fails

    def heal(self) -> None:
        """Let nothing fail any more."""
        self.fails = lambda _kind: False

    def _error_of(self, *kinds: str) -> int:
        """Return the error of one call, which is of any of these kinds; 0 for none."""
        for kind in kinds:
            self.counts[kind] = self.counts.get(kind, 0) + 1
        return next((CALLS[kind] for kind in kinds if self.fails(kind)), 0)

    def methods(self, real: _Methods) -> _Methods:
        """Return the methods of an open file, of which those that touch the disk may fail."""
        made = _Methods.from_buffer_copy(real)
        made.read = _Transfers(lambda *args: self._error_of("read") or real.read(*args))
        made.write = _Transfers(lambda *args: self._error_of("write", "full") or real.write(*args))
        made.truncate = _Truncates(lambda *args: self._error_of("truncate") or real.truncate(*args))
        made.sync = _Syncs(lambda *args: self._error_of("sync") or real.sync(*args))
        self._kept.append(made)
        return made


@contextmanager
def failing_disk(disk: FailingDisk) -> Iterator[FailingDisk]:
    """Let every database that is opened from now on lie on this disk; it has to be closed within the block."""
    assert LIBRARY is not None
    usual = LIBRARY.sqlite3_vfs_find(None)
    layer = _Vfs.from_buffer_copy(usual.contents)
    wrapped: dict[int, _Methods] = {}

    def opens(vfs: int, name: int, file: Any, flags: int, out: Any) -> int:
        status = int(usual.contents.open(vfs, name, file, flags, out))
        real = file.contents.methods
        if status == 0 and real:
            address = ctypes.addressof(real.contents)
            if address not in wrapped:
                wrapped[address] = disk.methods(_Methods.from_address(address))
            file.contents.methods = ctypes.pointer(wrapped[address])
        return status

    layer.name, layer.open = b"failing", _Opens(opens)
    LIBRARY.sqlite3_vfs_register(ctypes.byref(layer), 1)
    try:
        yield disk
    finally:
        LIBRARY.sqlite3_vfs_unregister(ctypes.byref(layer))
        LIBRARY.sqlite3_vfs_register(usual, 1)


def main() -> None:
    """Run the program on a disk on which that fails which the file of :data:`CONTROL` names."""
    from quiz.__main__ import main as run  # noqa: PLC0415  what is measured is loaded as usual

    control = os.environ[CONTROL]

    def fails(kind: str) -> bool:
        try:
            with open(control) as file:  # noqa: PTH123  it is asked often
                return kind in file.read().split()
        except FileNotFoundError:
            return False

    with failing_disk(FailingDisk(fails)):
        run()


if __name__ == "__main__":
    main()
