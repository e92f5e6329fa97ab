"""Writing HTML: elements of content that is HTML already, and text that stands in them literally."""

from functools import lru_cache
from html import escape

from quiz.text import one_line

_VOID = frozenset({"meta", "input"})
_ON_LINES = frozenset(
    {"html", "head", "body", "main", "article", "section", "header", "nav", "div", "ul", "li", "details", "p", "title"}
)


def text(shown: str) -> str:
    """Return text as HTML in which nothing acts, in one line."""
    return escape(one_line(shown))


def opening(name: str, /, **attributes: str) -> str:
    """Return where an element begins. Names of attributes are written as for :func:`tag`."""
    return f"<{name}{''.join([_attribute(*one) for one in attributes.items()])}>"


@lru_cache(maxsize=1024)
def _attribute(name: str, value: str) -> str:
    return f' {name.rstrip("_").replace("_", "-")}="{text(value)}"'


def tag(name: str, /, *content: str, **attributes: str) -> str:
    """Return an element. Names of attributes are written with ``_`` for ``-``, and with one behind a keyword."""
    begun = opening(name, **attributes)
    if name in _VOID:
        return f"{begun}\n"
    return f"{begun}{''.join(content)}</{name}>" + "\n" * (name in _ON_LINES)
