"""Pictures of the screen that stand by themselves: no font from elsewhere, wide characters as wide as they are."""

import re
from html import unescape

from quiz.text import width

_REMOTE_FONTS = re.compile(r"@font-face\s*\{[^}]*\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TEXT = re.compile(r'textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]+)</text>')
_FONTS = "Fira Code, Menlo, Consolas, DejaVu Sans Mono, Noto Sans Mono CJK SC, Sarasa Mono SC, monospace"


def self_contained(svg: str) -> str:
    """Return an SVG picture of Rich without fonts of other servers and with the true lengths of its texts.

    Rich gives a text as many cells as it has characters, which squeezes Chinese to half its width.
    """
    return _TEXT.sub(_with_length, _COMMENT.sub("", _REMOTE_FONTS.sub("", svg))).replace("Fira Code, monospace", _FONTS)


def _with_length(found: re.Match[str]) -> str:
    text = unescape(found["text"])
    length = float(found["length"]) * width(text) / len(text)
    return f'textLength="{length:g}"{found["rest"]}>{found["text"]}</text>'
