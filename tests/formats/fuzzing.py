"""Mutating files and reading them: whatever is in a file, a reader gives notes, reasons, or one clear error.

``python -m tests.formats.fuzzing 100000 [SEED]`` reads that many inputs and says which crashed. Each input follows from
the seed and its number alone.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats import FORMATS, ReadOptions, SourceFile, detected, read
from quiz.locale import use
from tests.formats.support import export_of_source

DATA = Path(__file__).parent.parent / "data"
READERS = tuple(name for name, known in FORMATS.items() if known.read)

_SAMPLES = (
    "---\ntitle: Deck\nfields: term, meaning\ndirections: term -> meaning\n---\n"
    "## A: First\na: b\n  hint: |\n    one\n    two\n<!-- c -->\n",
    "## 2xx: fine\n200: OK, 成功。\n  also: Okay\n  tags: core, web\n`std::move`: Move, x\n  id: abc\n",
    "| code | meaning |\n|---|---|\n| 200 | fine \\| good |\n| 404 | `a|b` gone<br>away |\n| 500 |\n",
    "# Terms\n\n## Net\n- TCP :: reliable\n  and more\n* UDP :: not\n1. `a::b` ::: both ways\n",
    "Q: What is it?\nA: A thing\n\nwith lines\n---\n**问：** 什么\n**答：** 东西\n",
    "# Deck\n## What is TCP?\nA protocol.\n\n```\n# no heading\n```\n## What is UDP?\nAnother.\n",
    'key,name,meaning,category,tags,id\n200,OK,成功,2xx,core web,g1\n404,"Not, Found","a ""b""\nc",4xx,,g2\n',
    'key\tname\tmeaning\n200\tOK\t\'=1+1\n404\tNot Found\t"a\tb"\n',
    'front;back\na;b\nc;"d\ne"\n',
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
    "g1\tBasic\tD::E\ta\tb<br>c &amp; d\tx y\ng2\tBasic\tD\t<div>q</div>\tr\t\n",
)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "utf-32")
_TOKENS: tuple[bytes, ...] = (
    *(
        b"\0",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98\x80",
        b"\x1b[31m",
        b"\x1b]52;c;eA==\x07",
    ),
    *(b"\r", b"\r\n", b"\n", b"\n\n", b"\t", b"\x0c", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae"),
    *(b'"', b"'", b"\\", b"`", b"```\n", b"|", b"::", b":", b",", b";", b"=", b"-->", b"<!--", b"---\n", b"## ", b"# "),
    *(
        b"Q: ",
        b"A: ",
        b"- a :: b\n",
        b"{",
        b"}",
        b"[",
        b"]",
        b"null",
        b"true",
        b"1e999",
        b"-1",
        b"NaN",
        b"\\ud800",
        b"\\u0000",
    ),
    *(
        b"#separator:",
        b"#columns:",
        b"#deck column:99999999999\n",
        b"#html:true\n",
        b"<br>",
        b"&#0;",
        b"&#1114112;",
        b"<div>",
    ),
    *(
        b"key",
        b"tags",
        b"id",
        b"category",
        b"deck",
        b"note-type: x\n",
        b"directions: a -> b\n",
        b"fields: \n",
        b"A::",
        b"::A",
    ),
    *(b"PK\x03\x04", b"SQLite format 3\0", b"\x89PNG\r\n\x1a\n", b"=cmd|' /C calc'!A0", b"9" * 40, b"1" * 4301),
)


@lru_cache(1)
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return the files that are mutated, each with the name of its format.

    They are samples of each format and dialect in several encodings, and whole exports.
    """
    encoded = [(_format(sample), sample.encode(encoding)) for sample in _SAMPLES for encoding in ("utf-8", *_ENCODINGS)]
    return (*encoded, *_exports(), ("md", (DATA / "http-status-list.md").read_bytes()[:3000]))


def _format(sample: str) -> str:
    """Return the name of the format of a sample."""
    if sample.startswith("#separator"):
        return "anki-text"
    head = sample.partition("\n")[0]
    return "tsv" if "\t" in head else "csv" if re.fullmatch(r"\w+([,;]\w+)+", head) else "md"


def _exports() -> Iterator[tuple[str, bytes]]:
    """Yield small decks in every format that can be written and read, several times so that they come often."""
    for sample in _SAMPLES[:2]:
        export = export_of_source(read(sample.encode(), "deck.md", "deck"))
        for name in READERS:
            write = FORMATS[name].write
            if write is not None:
                yield from [(name, "".join(write(export)).encode())] * 4


def _flipped(data: bytearray, rng: random.Random) -> None:
    for _time in range(rng.randint(1, 8)):
        data[rng.randrange(len(data))] = rng.randrange(256)


def _cut(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    del data[start : start + rng.randint(1, max(1, len(data) // 2))]


def _doubled(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    piece = bytes(data[start : start + rng.randint(1, 200)])
    data[start:start] = piece * rng.choice((1, 2, 20, 400))


def _with_token(data: bytearray, rng: random.Random) -> None:
    for _time in range(rng.randint(1, 4)):
        place = rng.randint(0, len(data))
        data[place:place] = rng.choice(_TOKENS) * rng.choice((1, 1, 1, 2, 1000))


def _spliced(data: bytearray, rng: random.Random) -> None:
    _name, other = rng.choice(seeds())
    place = rng.randint(0, len(data))
    start = rng.randint(0, len(other))
    data[place:] = other[start:]


def _moved(data: bytearray, rng: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    rng.shuffle(lines)
    data[:] = b"\n".join(lines)


_ODD_VALUES: tuple[object, ...] = (
    *(None, True, -1, 0, 1.5, 10**30, -(2**63), 2**63, "", "x", "\0", "\ud800", "é" * 1000, [], [[]], {}, {"": None}),
    *("0001-01-01", "9999-12-31T23:59:59.999Z", "2026-02-30", "A::", "again", "review", ["a", "a"], {"key": 1}),
)


def _with_odd_value(data: bytearray, rng: random.Random) -> None:
    """Replace a value somewhere in a JSON document, rename it, or take it away."""
    try:
        document = json.loads(bytes(data))
    except (ValueError, RecursionError):
        return
    place = document
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = rng.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and rng.random() < 0.8:
            place = place[key]
            continue
        if isinstance(place, dict) and rng.random() < 0.2:
            place[rng.choice(["odd", "", *map(str, keys)])] = place.pop(key)
        elif rng.random() < 0.1:
            del place[key]
        else:
            place[key] = rng.choice(_ODD_VALUES)
        break
    data[:] = json.dumps(document, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


_MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flipped, _cut, _doubled, _with_token, _with_token, _spliced, _moved,
)  # fmt: skip
_LONGEST = 200_000


def mutated(number: int, seed: int = 0) -> tuple[str, bytes]:
    """Return the input of a number, one of the seeds after at most five mutations, with the name of its format."""
    rng = random.Random(f"{seed}/{number}")
    name, whole = rng.choice(seeds())
    data = bytearray(whole)
    for _time in range(rng.randint(0, 5)):
        if data:
            mutate = _with_odd_value if name == "json" and rng.random() < 0.7 else rng.choice(_MUTATIONS)
            mutate(data, rng)
        del data[_LONGEST:]
    return name, bytes(data)


@dataclass(frozen=True)
class Outcome:
    """How an input was read: by which format, and whether as a whole."""

    format: str
    refused: bool
    notes: int
    unread: int


def outcome(number: int, seed: int = 0) -> Outcome:
    """Read the input of a number in its own format, in another one, or in the one that is found in it."""
    rng = random.Random(f"{seed}/{number}/format")
    own, data = mutated(number, seed)
    file = SourceFile(f"deck{rng.choice(['.md', '.csv', '.txt', '.json', ''])}", data=data)
    name = rng.choice([own] * 8 + [*READERS, detected(file).name])
    try:
        notes, unread = checked(name, file, is_named=rng.random() < 0.8)
    except QuizError:
        return Outcome(name, True, 0, 0)
    return Outcome(name, False, notes, unread)


def checked(name: str, file: SourceFile, *, is_named: bool = True) -> tuple[int, int]:
    """Read a file and return how many notes it has, and how many places could not be read; each is looked at."""
    known = FORMATS[name]
    if known.read is None:
        raise QuizError("no reader")
    source = known.read(file, ReadOptions("deck", is_named=is_named))
    items = list(source.items)
    records = [] if source.collection is None else list(source.collection.notes())
    unread = [item for item in (*items, *records) if isinstance(item, Unread)]
    drafts = [item for item in items if isinstance(item, NoteDraft)]
    assert all(each.reason and each.line >= 0 for each in unread)
    for draft in drafts:
        assert draft.fields
        assert draft.cleaned() == draft
    return len(drafts) + len(records), len(unread)


def main(arguments: Sequence[str]) -> int:
    """Read many inputs and print what became of them."""
    count, seed = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 0
    use("en")
    found: Counter[str] = Counter()
    crashed: list[tuple[int, str]] = []
    for number in range(count):
        try:
            one = outcome(number, seed)
        except Exception as error:
            crashed.append((number, repr(error)))
        else:
            found[f"{one.format} {'refused' if one.refused else 'read'}"] += 1
    lines = [f"{many:8} {what}" for what, many in sorted(found.items())]
    lines += [f"{number}: {what}" for number, what in crashed[:50]]
    sys.stdout.write("\n".join([*lines, f"{count} inputs, {len(crashed)} crashed", ""]))
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
