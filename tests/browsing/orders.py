"""What the lines of the table are sorted by, said plainly: a folded text or a number, none where there is nothing."""

from collections.abc import Callable
from typing import Any

from quiz.browsing import Look, cells
from quiz.browsing.columns import FIELD
from quiz.browsing.lines import Line, due_at, milliseconds
from quiz.text import folded

TEXTS: dict[str, Callable[[Any, Look], str]] = {
    "key": lambda line, _look: line.note.key,
    "prompt": cells.prompt,
    "answer": cells.answer,
    "fields": cells.fields,
    "deck": cells.deck,
    "direction": lambda line, _look: line.card.direction,
    "category": cells.category,
    "tags": cells.tags,
}
NUMBERS: dict[str, Callable[[Any, Look], float | None]] = {
    "cards": lambda line, _look: len(line.cards),
    "state": lambda line, look: int(line.condition(look.day)),
    "due": lambda line, look: min((at for card in line.cards if (at := due_at(card, look)) is not None), default=None),
    "interval": lambda line, _look: line.card.state.scheduled_days,
    "stability": cells.stability,
    "difficulty": cells.difficulty,
    "retrievability": cells.retrievability,
    "lapses": cells.lapses,
    "reps": lambda line, _look: line.card.state.reps,
    "added": lambda line, _look: milliseconds(line.note.created),
    "changed": lambda line, _look: milliseconds(line.note.changed),
    "reviewed": lambda line, _look: milliseconds(last) if (last := line.card.state.last_review) else None,
    "flag": lambda line, _look: line.card.flag or None,
}


def key_of(name: str, line: Line, look: Look) -> str | float | None:
    """What a line is sorted by in a column."""
    if name in NUMBERS:
        return NUMBERS[name](line, look)
    text = cells.field(line.note, name.removeprefix(FIELD), look) if name.startswith(FIELD) else TEXTS[name](line, look)
    return folded(text) or None
