"""Writing HTML: elements of content that is HTML already, and text that stands in them literally."""

from html import escape

from quiz.text import one_line

_VOID = frozenset({"meta", "input"})
_ON_LINES = frozenset(
    {"html", "head", "body", "main", "article", "section", "header", "nav", "div", "ul", "li", "details", "p", "title"}
)


def text(shown: str) -> str:
    """Return text as HTML in which nothing acts, in one line."""
    return escape(one_line(shown))


def tag(name: str, /, *content: str, **attributes: str) -> str:
    """Return an element. Names of attributes are written with ``_`` for ``-``, and with one behind a keyword."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items())
    if name in _VOID:
        return f"<{name}{written}>\n"
    return f"<{name}{written}>{''.join(content)}</{name}>" + "\n" * (name in _ON_LINES)
