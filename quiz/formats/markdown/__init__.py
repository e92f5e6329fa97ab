"""The deck format: notes as people write them anyway, in Markdown headings and ``KEY: NAME, MEANING`` lines."""

from quiz.formats.contents import Format
from quiz.formats.markdown.reader import read
from quiz.formats.markdown.writer import write

FORMAT = Format("md", (".md", ".markdown"), read, write)

__all__ = ["FORMAT"]
