"""JSON: everything there is, as one document that is read and written as a stream.

``collection-1.schema.json`` beside this file describes it for others.
"""

import re
from pathlib import Path

from quiz.formats.contents import Format
from quiz.formats.json.reader import read
from quiz.formats.json.writer import write
from quiz.locale import mark

SCHEMA = "collection-1.schema.json"

_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{.{0,4096}?"format"\s*:\s*"quiz"', re.DOTALL)
_STRING = rb'"(?:[^"\\\n]|\\.)*"'
# Lists of numbers look like a footnote, lists of lists like a link of a wiki, unless text or an object follows.
_ANY = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:\}|%b\s*:)|\[[\s\[]*(?:\{\s*[\"}]|%b\s*[],]))" % (_STRING, _STRING))


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of what is written and read."""
    return Path(__file__).with_name(SCHEMA).read_text(encoding="utf-8")


def matches(head: bytes) -> bool:
    """Tell by the first bytes of a file whether it is a collection."""
    return _BEGINNING.match(head) is not None


def looks_like_json(head: bytes) -> bool:
    """Tell by the first bytes of a file whether it is JSON of any kind: an object, or a list of objects or of texts."""
    return _ANY.match(head) is not None


FORMAT = Format(
    "json", mark("JSON, everything there is"), (".json",), read, write, matches, has_directions=True, has_history=True
)

__all__ = ["FORMAT", "SCHEMA", "looks_like_json", "matches", "read", "schema", "write"]
