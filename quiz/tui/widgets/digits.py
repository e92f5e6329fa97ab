"""Big digits: a code, the number of cards left, the clock. Three rows high, a column of space between them."""

from collections.abc import Sequence

from textual.content import Content

from quiz.tui.text import joined, rows

_SHAPES = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": ("╺┓ ", " ┃ ", "╺┻╸"),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", " ━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
    ":": (" ", ":", " "),
    ".": (" ", " ", "."),
    "-": ("   ", "╺━╸", "   "),
    "+": (" ╻ ", "╺╋╸", " ╹ "),
    " ": (" ", " ", " "),
}
_LONGEST = 12


def fits(text: str) -> bool:
    """Tell whether a text can be shown in big digits: a short one of digits and the signs of numbers and times."""
    return 0 < len(text) <= _LONGEST and set(text) <= set(_SHAPES) and any(c.isdigit() for c in text)


def big(text: str, style: str | Sequence[str] = "bold") -> Content:
    """Return a text in big digits, three lines; ``style`` may be one for each character."""
    styles = [style] * len(text) if isinstance(style, str) else style
    lines = []
    for row in range(3):
        parts = []
        for index, (character, chosen) in enumerate(zip(text, styles, strict=True)):
            parts.append(Content.styled((" " if index else "") + _SHAPES[character][row], chosen))
        lines.append(joined(*parts))
    return rows(lines)


def big_width(text: str) -> int:
    """Return the cells that a text takes in big digits."""
    return sum(len(_SHAPES[character][0]) for character in text) + len(text) - 1


def spaced(text: str) -> str:
    """Return a text as it stands in one line where there is no room for big digits."""
    return " ".join(text)
