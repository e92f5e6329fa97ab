"""Notes that may be the same: those with the same key, and those that say nearly the same.

All pairs of many notes would be too many to compare. Two texts that are nearly the same share most of their runs of
three characters, so a text is compared with those only that share one of its rarest, and that are about as long. That
finds nearly all and always the same. Texts with other numbers in them are never the same: port 80 is not port 81.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from quiz.locale import mark
from quiz.text import folded

LIKENESS = 0.9
"""How like two texts are, 0 to 1, that mean nearly the same: twice the characters in common by all characters."""

_SHORTER = LIKENESS / (2 - LIKENESS)
"""The length of the shorter of two such texts by that of the longer, at least."""

_RUN = 3
_RAREST = 6
_MOST = 40
"""Characters of a run, how many runs a text is looked up by, and how many texts are compared for one of them."""

_SHORTEST = 4
"""Texts of fewer characters say too little to be like others; only equal ones are the same."""

_AT_ONCE = 2000
_NUMBERS = re.compile(r"\d+")


class Reason(Enum):
    """Why notes may be the same; the value is how it is said."""

    KEY = mark("the same key")
    MEANING = mark("nearly the same meaning")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a note is compared: its key, and all other texts of its type as one."""

    note_id: int
    key: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Notes, by their ids in rising order, that may be the same."""

    reason: Reason
    notes: tuple[int, ...]


def groups(notes: Iterable[Fingerprint], pause: Callable[[], None] = lambda: None) -> list[Duplicates]:
    """Return the groups of notes that may be the same: first those with the same key, then those of like meaning.

    A note is in one group of each kind at most. Every note of a group of like meaning is like the first one of it.
    Groups of like meaning whose notes all have the same key are left out. ``pause`` is called now and then, and may
    raise.
    """
    ordered = sorted(notes, key=lambda note: note.note_id)
    same = _by_text((note.note_id, folded(note.key).strip()) for note in ordered)
    pause()
    of_key = {note_id: key for key, ids in same.items() for note_id in ids}
    alike = _alike(_by_text((note.note_id, _plain(note.meaning)) for note in ordered), pause)
    several = [group for group in alike if len({of_key.get(note_id, note_id) for note_id in group}) > 1]
    return [
        *(Duplicates(Reason.KEY, ids) for ids in sorted(same.values()) if len(ids) > 1),
        *(Duplicates(Reason.MEANING, ids) for ids in sorted(several)),
    ]


def _by_text(texts: Iterable[tuple[int, str]]) -> dict[str, tuple[int, ...]]:
    """Return the ids of notes by a text that they have; notes without a text are left out."""
    found: dict[str, list[int]] = {}
    for note_id, text in texts:
        if text:
            found.setdefault(text, []).append(note_id)
    return {text: tuple(ids) for text, ids in found.items()}


def _plain(text: str) -> str:
    """Return a text as it is compared: without case, width, and the signs and spaces between words."""
    return " ".join(re.findall(r"\w+", folded(text)))


def _alike(notes: Mapping[str, tuple[int, ...]], pause: Callable[[], None]) -> list[tuple[int, ...]]:
    """Return groups of two notes or more whose texts are equal, or like that of the group's first note."""
    texts = list(notes)
    near = _pairs(texts, pause)
    found, taken = [], set[int]()
    for number, text in enumerate(texts):
        if number in taken:
            continue
        members = [other for other in near.get(number, ()) if other not in taken]
        taken.update(members)
        ids = (*notes[text], *(note_id for other in members for note_id in notes[texts[other]]))
        if len(ids) > 1:
            found.append(tuple(sorted(ids)))
    return found


def _pairs(texts: Sequence[str], pause: Callable[[], None]) -> dict[int, list[int]]:
    """Return for a text, by its number, the later ones that are like it, in their order."""
    from rapidfuzz import fuzz  # noqa: PLC0415  loaded when duplicates are looked for

    found: dict[int, list[int]] = {}
    seen = set[tuple[int, int]]()
    for block in _blocks(texts, pause):
        for first, second in _candidates(block, texts):
            if (first, second) not in seen:
                seen.add((first, second))
                if fuzz.ratio(texts[first], texts[second], score_cutoff=LIKENESS * 100):
                    found.setdefault(first, []).append(second)
    return {first: sorted(others) for first, others in found.items()}


def _blocks(texts: Sequence[str], pause: Callable[[], None]) -> Iterator[list[int]]:
    """Yield the numbers of texts that share their numbers and one of their rarest runs."""
    ranks = _ranks(texts, pause)
    blocks: dict[tuple[int | str, ...], list[int]] = {}
    for number, text in enumerate(texts):
        if number % _AT_ONCE == 0:
            pause()
        digits = _NUMBERS.findall(text)
        for rank in sorted([ranks[run] for run in _runs(text) if run in ranks])[:_RAREST]:
            blocks.setdefault((rank, *digits), []).append(number)
    yield from (block for block in blocks.values() if len(block) > 1)


def _ranks(texts: Sequence[str], pause: Callable[[], None]) -> dict[str, int]:
    """Return the place of each run that several texts have, the rarest first."""
    often = Counter[str]()
    for number, text in enumerate(texts):
        if number % _AT_ONCE == 0:
            pause()
        often.update(_runs(text))
    shared = sorted((count, run) for run, count in often.items() if count > 1)
    return {run: rank for rank, (_count, run) in enumerate(shared)}


def _runs(text: str) -> set[str]:
    """Return the runs of characters in a text, its ends included; none of one that says too little."""
    if len(text) < _SHORTEST:
        return set()
    return {text[start : start + _RUN] for start in range(len(text) - _RUN + 1)}


def _candidates(block: Sequence[int], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block that may be like each other: as far as their lengths go, the next in length."""
    by_length = sorted(block, key=lambda number: (len(texts[number]), texts[number]))
    for place, number in enumerate(by_length):
        for other in by_length[place + 1 : place + 1 + _MOST]:
            if len(texts[other]) * _SHORTER > len(texts[number]):
                break
            yield min(number, other), max(number, other)
