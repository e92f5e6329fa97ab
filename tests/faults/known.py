"""What a reader knows of the log from what was seen, and how the log differs from that.

A step is acknowledged when the reader sees what was stored, or the next prompt.
"""

import time
from collections import Counter
from dataclasses import dataclass, field, replace

from tests.faults.decks import Entry

UNDO = Entry("", 0, undone=True)
"""What a reader is waiting for who takes the last answer back."""


@dataclass
class Known:
    """What a reader knows of the log: what was acknowledged, and the one step that may be stored or not."""

    entries: list[Entry] = field(default_factory=list)
    pending: Entry | None = None
    acknowledged: int = 0
    taken_back: int = 0
    refused: int = 0
    asked: list[tuple[str, float]] = field(default_factory=list)
    """Each prompt, and when the key was typed after which it was asked."""
    stored_by: dict[str, float] = field(default_factory=dict)
    """When it was seen that the last answer to a prompt is stored."""
    _typed: float = 0.0

    def ask(self, prompt: str) -> None:
        """Learn that a card is asked: what was typed before is stored."""
        self.acknowledge()
        self.asked.append((prompt, self._typed))

    def type(self, step: Entry) -> None:
        """Learn that an answer is on its way."""
        self.pending, self._typed = step, time.monotonic()

    def acknowledge(self) -> None:
        """Learn that the step is stored."""
        if self.pending is not None:
            self.acknowledged += self.pending != UNDO
            self.taken_back += self.pending == UNDO
            self.stored_by[self.pending.prompt] = time.monotonic()
        self.entries, self.pending = self.after_pending(), None

    def refuse(self) -> None:
        """Learn that the step was not stored, because the card was changed elsewhere."""
        self.refused += self.pending is not None
        self.pending = None

    def after_pending(self) -> list[Entry]:
        """Return the log as it is where the step was stored as well."""
        if self.pending is None:
            return list(self.entries)
        if self.pending != UNDO:
            return [*self.entries, self.pending]
        last = max((place for place, entry in enumerate(self.entries) if not entry.undone), default=None)
        return [replace(one, undone=one.undone or place == last) for place, one in enumerate(self.entries)]


@dataclass(frozen=True, slots=True)
class Differences:
    """How the log differs from what the reader knows."""

    lost: int
    twice: int

    @classmethod
    def between(cls, known: Known, stored: list[Entry]) -> "Differences":
        """Compare; the step that was on its way may be stored or not."""
        if stored in (known.entries, known.after_pending()):
            return cls(0, 0)
        lost, more = Counter(known.entries), Counter(stored)
        return cls((lost - more).total(), max((more - lost).total(), int(lost == more)))
