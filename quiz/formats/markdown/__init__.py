"""Markdown: the deck format, in which people write notes anyway, and other dialects that they have already."""

from quiz.formats.contents import Format
from quiz.formats.markdown.dialects import read
from quiz.formats.markdown.writer import write
from quiz.locale import mark

FORMAT = Format("md", mark("Markdown"), (".md", ".markdown"), read, write, one_deck=True, has_directions=True)

__all__ = ["FORMAT"]
