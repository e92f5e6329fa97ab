"""A field for the path of a file; Tab completes it."""

from os.path import commonprefix
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

_HIDDEN = "."


class PathInput(Input):
    """Tab completes the path as far as it is clear; where there is nothing to complete it goes on to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    class Several(Message):
        """The path can go on in several ways."""

        def __init__(self, names: list[str]) -> None:
            super().__init__()
            self.names = names

    def action_complete(self) -> None:
        """Complete the path, or go on to the next field."""
        longer, names = self.completed()
        if longer != self.value:
            self.value = longer
            self.cursor_position = len(longer)
        elif len(names) < 2 or self.names_a_file():
            self.screen.focus_next()
        self.post_message(self.Several(names if len(names) > 1 else []))

    def completed(self) -> tuple[str, list[str]]:
        """Return the text completed as far as it is clear, and the names with which it can go on."""
        return longest(self.value)

    def names_a_file(self) -> bool:
        """Tell whether the path is that of a file."""
        try:
            return Path(self.value).expanduser().is_file()
        except (OSError, RuntimeError, ValueError):
            return False


def _beginning(text: str) -> str:
    """Return what is behind the last slash: the beginning of a name."""
    return text.rpartition("/")[2]


def longest(text: str) -> tuple[str, list[str]]:
    """Return a path completed as far as it is clear, and the names with which it can go on."""
    names = completions(text)
    head = text[: len(text) - len(_beginning(text))]
    return (head + commonprefix(names) if names else text), names  # noqa: RUF071  characters are meant


def completions(text: str) -> list[str]:
    """Return the names in the folder of a path that begin like it, folders with a slash behind them.

    A folder that can't be read has none. Hidden files are found only where the beginning is a dot.
    """
    beginning = _beginning(text)
    if text == "~":
        return ["~/"]
    folder = text[: len(text) - len(beginning)] or "."
    try:
        entries = sorted(Path(folder).expanduser().iterdir())
        names = [entry.name + ("/" if entry.is_dir() else "") for entry in entries]
    except (OSError, RuntimeError, ValueError):
        return []
    return [
        name
        for name in names
        if name.startswith(beginning) and (beginning.startswith(_HIDDEN) or not name.startswith(_HIDDEN))
    ]
