"""The headings of a file: the one that names the deck, and those that are categories of what stands below them."""

import re

from quiz.cards import Category
from quiz.text import storable_line, trimmed

_CODE = re.compile("(?P<code>[^:：]+)[:：](?![:：/])(?P<title>.+)", re.DOTALL)
_BETWEEN = " / "


class Outline:
    """The heading under which a line stands, with those above it.

    ``title`` is the heading of level 1 that names the deck, if there is one; it is no category.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._above: list[tuple[int, str, str]] = []
        self.category = ""

    def enter(self, level: int, title: str, place: str) -> Category | None:
        """Go below a heading and return the category that begins there, none below one without text.

        A heading below another has the names of both. ``CODE: TITLE`` is read as in the deck format. Raises
        :class:`QuizError`, naming ``place``, where it has a control character.
        """
        self._above = [entry for entry in self._above if entry[0] < level]
        self.category = _BETWEEN.join(code for _level, code, _text in self._above)
        if level == 1 and title and title == self._title:
            self._title = ""
            return None
        text = storable_line(title, place)
        if not text:
            return None
        found = _CODE.fullmatch(text)
        parts = (trimmed(found["code"]), trimmed(found["title"])) if found else (text, text)
        self._above.append((level, *parts) if all(parts) else (level, text, text))
        self.category = _BETWEEN.join(code for _level, code, _text in self._above)
        return Category(self.category, _BETWEEN.join(text for _level, _code, text in self._above))
