"""A terminal, or a pipe, that is closed before an error is printed: the program ends, and takes it for no mistake."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


def closed_terminal() -> int:
    """A terminal whose window was closed: writing to it fails with EIO."""
    main, side = os.openpty()
    os.close(main)
    return side


def closed_pipe() -> int:
    """A pipe that nobody reads: writing to it fails with EPIPE."""
    read, write = os.pipe()
    os.close(read)
    return write


@pytest.mark.parametrize("closed", [closed_terminal, closed_pipe], ids=lambda make: make.__name__)
@pytest.mark.parametrize(
    "arguments", [["study", "nothing"], ["export", "--nothing"], ["decks"]], ids=["error", "usage", "warning"]
)
def test_an_error_that_nobody_reads_is_no_mistake_of_the_program(
    home: Path, arguments: list[str], closed: Callable[[], int]
) -> None:
    settings = home / "config" / "quiz" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("theme = \n", encoding="utf-8")
    stream = closed()
    try:
        subprocess.run(
            [sys.executable, "-m", "quiz", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            check=False,
            timeout=60,
        )
    finally:
        os.close(stream)
    assert not (home / "data" / "quiz" / "crashes").exists()
