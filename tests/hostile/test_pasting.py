"""What is pasted into the program, as the bytes that a terminal sends, is text and nothing more: it does not act."""

import sys
from pathlib import Path

import pytest

from tests.hostile.nasty_strings import NASTY
from tests.hostile.terminal_output import APP, findings
from tests.hostile.terminals import COLUMNS, LINES, environment
from tests.pseudo_terminal import PseudoTerminal

pytestmark = pytest.mark.no_cover

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_MEBIBYTE = 1 << 20
_PIECE = 4000


def test_every_text_can_be_pasted_at_once_and_a_mebibyte_as_well(home: Path) -> None:
    texts = [text.encode("utf-8", "replace").decode().replace(_END, "") for text in NASTY]
    command = [sys.executable, "-m", "quiz"]
    with PseudoTerminal(command, environment(home), columns=COLUMNS, lines=LINES) as terminal:
        terminal.read_until("HTTP")
        terminal.send("/")
        terminal.read_until("cards or notes")
        terminal.send("/")
        for text in [*texts, "x" * _MEBIBYTE]:
            paste(terminal, text)
        paste(terminal, "the end")
        terminal.read_until("the end", len(terminal.output))
        terminal.send("\x11")
        assert terminal.wait() == 0
        assert list(findings(terminal.output, APP, columns=COLUMNS, lines=LINES)) == []


def paste(terminal: PseudoTerminal, text: str) -> None:
    """Send a text as a terminal does that was told to mark what is pasted, and read what the program writes."""
    terminal.send(_BEGIN)
    for begin in range(0, len(text), _PIECE):
        terminal.send(text[begin : begin + _PIECE])
        terminal.read(0.0)
    terminal.send(_END)
    terminal.read(0.005)
