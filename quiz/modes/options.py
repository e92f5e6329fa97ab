"""The answers that a choice offers: the right one, and wrong ones that are worth telling apart from it."""

import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from quiz.modes.mode import WRONG_OPTIONS, Option
from quiz.text import folded

_SIGNS = frozenset("#*%@&\\/")
"""Punctuation that tells texts apart: C and C#, ``a/b`` and ``ab``."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A note whose answer could be offered, with the ``text`` that would be read."""

    note_id: int
    text: str
    category: str = ""


def options(
    right: Possible,
    possible: Sequence[Possible],
    *,
    answered: Sequence[int],
    confused: Sequence[int],
    excluded: Container[int] = (),
    also_right: Collection[str] = (),
    seed: str,
) -> tuple[Option, ...]:
    """Return the right answer and up to :data:`quiz.modes.WRONG_OPTIONS` wrong ones, in an order that looks random.

    Wrong ones come from the notes ``answered`` instead before, then from those known to be easily ``confused``, then
    from the same category, then those of similar text. Notes ``excluded`` are right as well and never offered, nor is
    a text that reads as one of those ``also_right``, and no two texts read alike. The same ``seed`` gives the same
    options in the same order.
    """
    chosen = [right]
    taken = {_reading(text) for text in (right.text, *also_right)}
    for candidate in _in_order(right, possible, answered, confused, seed):
        reading = _reading(candidate.text)
        if candidate.note_id == right.note_id or reading in taken or candidate.note_id in excluded:
            continue
        chosen.append(candidate)
        taken.add(reading)
        if len(chosen) > WRONG_OPTIONS:
            break
    chosen.sort(key=lambda one: _drawn(f"{seed}:place", one.note_id))
    return tuple(Option(one.note_id, one.text, one is right) for one in chosen)


def _in_order(
    right: Possible, possible: Sequence[Possible], answered: Sequence[int], confused: Sequence[int], seed: str
) -> Iterator[Possible]:
    """Yield what could be offered, the best first; the similarity of texts is only computed where it is needed."""
    by_id = {one.note_id: one for one in possible}
    yield from (by_id[number] for number in [*answered, *confused] if number in by_id)
    alike = [one for one in possible if right.category and one.category == right.category]
    yield from sorted(alike, key=lambda one: _drawn(seed, one.note_id))
    yield from _most_similar(right.text, possible)


def _most_similar(text: str, possible: Sequence[Possible]) -> Iterable[Possible]:
    """Return what could be offered by how many pairs of neighbouring characters a text shares with another one.

    This is Dice's coefficient of bigrams, which needs no library: a choice is often the first thing that is shown.
    """
    wanted = _bigrams(text)
    shared = {one.note_id: (len(wanted & other), len(other)) for one in possible for other in [_bigrams(one.text)]}
    return sorted(possible, key=lambda one: -shared[one.note_id][0] / (len(wanted) + shared[one.note_id][1] or 1))


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    read = folded(text)
    return frozenset({read[at : at + 2] for at in range(len(read) - 1)} or {read})


def _reading(text: str) -> str:
    """Return what a person reads of a text: letters, digits and signs, without width and the marks of sentences."""
    read = "".join(c for c in folded(text) if unicodedata.category(c)[0] in "LMNS" or c in _SIGNS)
    return read or folded(text)


def _drawn(seed: str, note_id: int) -> bytes:
    return blake2b(f"{seed}:{note_id}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
