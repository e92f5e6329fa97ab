"""Fields in HTML, as Anki has them, and their text: what a person reads, line for line."""

import re
from html import escape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "header", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section", "table", "tr", "ul"),
    )
)
_SILENT = frozenset(("script", "style", "template", "title"))
_MEDIA = frozenset(("img", "audio", "video", "source", "embed"))
_BETWEEN = {"td": " ", "th": " ", "sup": "^"}
# Spaces that HTML would drop: at the beginning of a line, or behind another one.
_KEPT_SPACES = re.compile(r"(?m)^ +|(?<= ) +")


def html_of(text: str) -> str:
    """Return text as HTML that shows it line for line, with its indentation."""
    escaped = escape(text, quote=False)
    kept = _KEPT_SPACES.sub(lambda spaces: "&nbsp;" * len(spaces[0]), escaped)
    return kept.replace("\n", "<br>")


def text_of(html: str) -> str:
    """Return the text of HTML: breaks and blocks are lines, images and sounds stand with their names in brackets."""
    if "<" not in html and "&" not in html:
        return _joined(html)
    parser = _Text()
    # A space that may not break is a space; and the parser refuses sections of SGML, which HTML does not have.
    parser.feed(html.replace("&nbsp;", " ").replace("<![", "&lt;!["))
    parser.close()
    return "".join(parser.pieces)


def _joined(text: str) -> str:
    """Return text in one line: line ends are white space in HTML."""
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


class _Text(HTMLParser):
    """Collects the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._as_it_is = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.pieces.append("\n")
        elif tag in _MEDIA:
            source = dict(attrs).get("src")
            self.pieces += [f"[{source}]"] if source else []
        self._silent += tag in _SILENT
        self._as_it_is += tag == "pre"
        if tag in _BLOCKS:
            self._begin_line()
        if tag == "li":
            self.pieces.append("- ")
        elif tag in _BETWEEN and self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append(_BETWEEN[tag])

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self._as_it_is -= tag == "pre" and self._as_it_is > 0
        if tag in _BLOCKS:
            self._begin_line()

    def handle_data(self, data: str) -> None:
        if not self._silent and data:
            self.pieces.append(data if self._as_it_is else _joined(data))

    def _begin_line(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")
