"""A terminal that is closed while the program writes to it."""

import errno
from typing import IO, cast

from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from quiz.tui.terminal import LastingFile


class Gone:
    """A terminal whose window was closed."""

    def write(self, _text: str) -> int:
        """Fail as the system does."""
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        """Fail as the system does."""
        raise OSError(errno.EIO, "Input/output error")

    def fileno(self) -> int:
        """Return a number as every file has one."""
        return 2


def _lasting() -> IO[str]:
    return cast("IO[str]", LastingFile(cast("IO[str]", Gone())))


def test_what_is_written_to_a_closed_terminal_is_lost_without_an_error() -> None:
    file = _lasting()
    file.write("nobody reads this")
    file.flush()
    assert file.fileno() == 2


def test_a_program_that_writes_to_a_closed_terminal_can_end() -> None:
    writer = WriterThread(_lasting())
    writer.start()
    for _number in range(3 * MAX_QUEUED_WRITES):
        writer.write("nobody reads this")
    writer.stop()
    assert not writer.is_alive()
