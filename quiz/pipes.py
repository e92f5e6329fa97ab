"""Reading a named pipe, to which nobody may ever write."""

import errno
import io
import os
import select
from pathlib import Path
from typing import BinaryIO, cast

from quiz.locale import _

SECONDS = 10.0
"""So long somebody is waited for who writes to a pipe; who has begun may take any time."""


def opened(path: Path) -> BinaryIO:
    """Open a named pipe. Reading it raises ``TimeoutError`` where nobody writes to it for :data:`SECONDS`."""
    return cast("BinaryIO", io.BufferedReader(_Pipe(os.open(path, os.O_RDONLY | os.O_NONBLOCK))))


class _Pipe(io.FileIO):
    """A pipe that was opened without waiting for somebody who writes to it."""

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        waiting = select.poll()
        waiting.register(self, select.POLLIN)
        came = waiting.poll(SECONDS * 1000)
        count = super().readinto(buffer)
        if count is None:  # somebody has opened it, and has not written yet
            waiting.poll()
            count = super().readinto(buffer)
        if not count and not came:
            raise TimeoutError(errno.ETIMEDOUT, _("nobody writes to it"))
        return count
