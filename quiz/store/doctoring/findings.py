"""What the doctor finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any

from quiz.locale import _, ngettext

SHOWN = 5
"""So many of the rows that something is wrong with are named."""


class Remedy(Enum):
    """What helps against something that was found."""

    NONE = "none"
    """Nothing needs to be done: it is only told."""
    FIX = "fix"
    """``quiz doctor --fix`` repairs it in place."""
    REBUILD = "rebuild"
    """The file itself is damaged: a backup is restored, or what is readable is saved into a new one."""
    PERSON = "person"
    """A person has to do something, which the hint says."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, or only worth knowing.

    ``code`` names it for programs, ``message`` says it in words, ``count`` is how many rows or files it is about, and
    ``examples`` names the first of them. ``hint`` says what a person can do.
    """

    code: str
    message: str
    remedy: Remedy = Remedy.FIX
    count: int = 1
    examples: tuple[str, ...] = ()
    hint: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong, and not only worth knowing."""
        return self.remedy is not Remedy.NONE


Words = Callable[[int], str]
"""Words for a number of rows, which may have ``{count}`` in them."""


def of_rows(code: str, rows: Iterable[Any], words: Words, remedy: Remedy = Remedy.FIX, hint: str = "") -> list[Finding]:
    """Return what was found about rows, each given by what names it; nothing where there are none."""
    left = iter(rows)
    examples = tuple(str(row) for row in islice(left, SHOWN))
    count = len(examples) + sum(1 for _row in left)
    return [Finding(code, words(count).format(count=count), remedy, count, examples, hint)] if count else []


def held_text(decks: int, notes: int, cards: int, entries: int) -> str:
    """Return how much there is, in words: numbers of decks, notes, cards and entries of the log."""
    return _("{decks}, {notes}, {cards}, {entries}").format(
        decks=ngettext("{count} deck", "{count} decks", decks).format(count=decks),
        notes=ngettext("{count} note", "{count} notes", notes).format(count=notes),
        cards=ngettext("{count} card", "{count} cards", cards).format(count=cards),
        entries=ngettext("{count} entry of the log", "{count} entries of the log", entries).format(count=entries),
    )
