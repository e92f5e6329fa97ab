"""A cheat sheet: notes by category as one page of HTML in a file, to be printed or looked at on a phone.

It needs nothing beside it, nothing in it acts, and the same notes give the same bytes. Written only.
"""

from quiz.formats.contents import Format
from quiz.formats.html.writer import write
from quiz.locale import mark

FORMAT = Format("html", mark("HTML, a cheat sheet to print"), (".html", ".htm"), None, write)

__all__ = ["FORMAT"]
