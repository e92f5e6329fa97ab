"""Much that is read a part at a time, so that it takes little memory however large single pieces are."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

MOST_CHARACTERS = 1 << 22
"""A portion ends when it has so many characters."""

_STEP = 64
"""So many items are read at most before their size is looked at, and no more than the portion has, but one at first."""

T = TypeVar("T")


def portions(items: Iterable[T], most: int, size_of: Callable[[list[T]], int]) -> Iterator[list[T]]:
    """Yield items in their order, at most so many at a time, and few where they are large.

    ``size_of`` returns how many characters some items have. What reading an item raises loses those of its portion.
    """
    remaining = iter(items)
    portion: list[T] = []
    size = 0
    while step := list(islice(remaining, min(_STEP, max(1, len(portion)), most - len(portion)))):
        portion += step
        size += size_of(step)
        if len(portion) == most or size >= MOST_CHARACTERS:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
