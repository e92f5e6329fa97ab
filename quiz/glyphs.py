"""Drawing with ASCII, for terminals that draw lines and blocks two cells wide."""

_EVERYWHERE = str.maketrans(
    {
        **dict.fromkeys("━═", "="),
        **dict.fromkeys("─╌┈–", "-"),
        **dict.fromkeys("┃│┊", "|"),
        **dict.fromkeys("┏┓┗┛┣┫┳┻╋", "+"),
        **dict.fromkeys("╺╸", "-"),
        **dict.fromkeys("╻╹", "|"),
        **dict.fromkeys("▄▀", " "),
        **dict.fromkeys("▸▌→", ">"),
        **dict.fromkeys("▾↓", "v"),
        "·": ".",
        "…": "~",
        "▁": ":",
        "▃": "+",
        "▅": "*",
        "▇": "#",
        "█": "#",
        "▔": "^",
        "✓": "v",
        "✗": "x",
        "≈": "~",
        "↵": "<",
        "←": "<",
        "↑": "^",
        "×": "x",
        "◆": "@",
        "⌕": "/",
    }
)

_BRAILLE = range(0x2801, 0x2900)
_IN_CHARTS = _EVERYWHERE | str.maketrans(
    {
        **dict.fromkeys(map(chr, _BRAILLE), "*"),
        "▂": ":",
        "▄": "+",
        "▆": "*",
        "▓": "%",
        "▒": "=",
        "░": ".",
        "▲": "^",
    }
)
"""Here half a block is a height, elsewhere it is the edge of a button."""


def in_ascii(text: str) -> str:
    """Return a text with each glyph of a drawing as a character of the same width, other characters as they are."""
    return text.translate(_EVERYWHERE)


def chart_in_ascii(text: str) -> str:
    """Return a text of a chart in the same way: the looks of parts and the heights of bars differ in ASCII, too."""
    return text.translate(_IN_CHARTS)
