"""A program in a pseudo-terminal: what it writes, as bytes, and the keys that it is sent."""

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

SECONDS = 30.0


class PseudoTerminal:
    """A running program whose standard streams are a terminal of its own. ``output`` is all that it has written."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 80, lines: int = 24
    ) -> None:
        # COLUMNS and LINES, which test runners set, would stand against the size of the terminal; measuring coverage
        # would load modules of its own.
        unwanted = ("COVERAGE", "COLUMNS", "LINES")
        environment = {name: value for name, value in environment.items() if not name.startswith(unwanted)}
        self.output = b""
        self._main, side = os.openpty()
        self.set_size(columns, lines)
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, env=environment, stdin=side, stdout=side, stderr=side, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(side)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    def set_size(self, columns: int, lines: int) -> None:
        """Change the size of the terminal; the program hears of it by SIGWINCH."""
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def close(self) -> None:
        """Close the terminal, as when its window is closed."""
        if self._main >= 0:
            os.close(self._main)
            self._main = -1

    def send(self, keys: str) -> None:
        """Type something."""
        os.write(self._main, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def read(self, seconds: float) -> bytes:
        """Return what the program writes next; nothing where it has ended, or where it writes nothing for so long."""
        if not select.select([self._main], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            more = os.read(self._main, 65536)
        except OSError:  # the program has ended, and so has its side of the terminal
            return b""
        self.output += more
        return more

    def read_until(self, text: str, begin: int = 0) -> float:
        """Wait until a text is among what was written after ``begin``; return the seconds since the program began."""
        wanted, deadline = text.encode(), time.monotonic() + SECONDS
        while self.output.find(wanted, begin) < 0:
            if not self.read(deadline - time.monotonic()):
                raise AssertionError(f"waited in vain for “{text}”: {self.output[-2000:]!r}")
        return time.perf_counter() - self.began

    def wait(self) -> int:
        """Read on until the program ends, and return its exit status, negative for a signal."""
        deadline = time.monotonic() + SECONDS
        while self.process.poll() is None or (self._main >= 0 and self.read(0.0)):
            if time.monotonic() > deadline:
                raise AssertionError(f"the program did not end: {self.output[-2000:]!r}")
            if self._main >= 0:
                self.read(0.01)
        return self.process.wait()
