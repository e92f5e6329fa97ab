"""Packages of Anki: recognised, so that a person is told what can be done instead."""

import re

from quiz.formats.contents import Format
from quiz.locale import mark

_ARCHIVE = b"PK\x03\x04"
_COLLECTION = re.compile(rb"collection\.anki2|meta\x08[\x01-\x05]")
"""The first file of each package: a collection, or before it the version of the package (Anki's ``rslib``)."""


def matches(head: bytes) -> bool:
    """Tell by the first bytes of a file whether it is a package."""
    return head.startswith(_ARCHIVE) and _COLLECTION.search(head[:512]) is not None


FORMAT = Format("apkg", mark("Anki package"), (".apkg", ".colpkg"), None, None, matches)
