"""A named pipe is read when somebody writes to it, and not waited for without end."""

import os
import time
from pathlib import Path
from threading import Thread

import pytest

from quiz import pipes
from tests.cli.conftest import Runner

DECK = "## 4xx\n404: Not Found, nothing\n"


def test_a_pipe_to_which_nobody_writes_is_told_and_not_waited_for(
    quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipes, "SECONDS", 0.05)
    os.mkfifo(home / "pipe.md")
    result = quiz("import", str(home / "pipe.md"))
    assert (result.status, "nobody writes to it" in result.err, "Traceback" in result.err) == (1, True, False)


def test_who_has_opened_a_pipe_may_take_longer(quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "SECONDS", 0.2)
    pipe = home / "pipe.md"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("w") as sink:
            time.sleep(0.6)
            sink.write(DECK)

    writer = Thread(target=write, daemon=True)
    writer.start()
    assert quiz("import", str(pipe), "--json").status == 0
    writer.join()


def test_pipes_in_a_folder_are_left_out(quiz: Runner, home: Path) -> None:
    folder = home / "decks"
    folder.mkdir()
    os.mkfifo(folder / "pipe.md")
    (folder / "deck.md").write_text(DECK)
    assert quiz("import", str(folder), "-y").status == 0
