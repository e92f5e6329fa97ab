"""What was repaired: a sentence for each kind of change, with how many rows it was and which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from quiz.store.doctoring.findings import SHOWN, Words


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was repaired: its name for programs, the words, how many rows, and the first of them."""

    code: str
    message: str
    count: int = 1
    examples: tuple[str, ...] = ()


def changed(code: str, rows: Iterable[Any], words: Words) -> Iterator[Change]:
    """Yield a change of rows, each given by what names it; nothing where there are none."""
    left = iter(rows)
    examples = tuple(str(row) for row in islice(left, SHOWN))
    count = len(examples) + sum(1 for _row in left)
    if count:
        yield Change(code, words(count).format(count=count), count, examples)
