"""What fields and directions are called on the screen: names that the program knows are translated."""

from quiz.cards import Direction
from quiz.locale import _, mark

FIELD_LABELS = {
    "key": mark("key"),
    "name": mark("name"),
    "term": mark("term"),
    "meaning": mark("meaning"),
    "also": mark("also"),
    "hint": mark("hint"),
    "explain": mark("explanation"),
    "confused": mark("easily confused with"),
    "versus": mark("cf."),
    "source": mark("source"),
    "category": mark("category"),
    "tags": mark("tags"),
}
ARROW = " → "


def field_label(field: str) -> str:
    """Return the name of a field as it is shown: translated where the program knows it."""
    base, _dot, rest = field.partition(".")
    known = _(FIELD_LABELS[base]) if base in FIELD_LABELS else base
    return f"{known} {rest.replace('.', ' ')}" if rest else known


def direction_text(direction: Direction) -> str:
    """Return a direction as it is shown, such as ``key → name + meaning``."""
    return direction_label(str(direction))


def direction_label(words: str) -> str:
    """Return a direction in the words of :class:`Direction` as it is shown: names that are known translated."""
    sides = words.split(ARROW)
    return ARROW.join(" + ".join(map(field_label, side.split(" + "))) for side in sides)
