"""The remark at the right of a title, as long as there is room for it."""

from quiz.charts.figure import Room
from quiz.text import width


def fitting(title: str, room: Room, *notes: str) -> str:
    """Return the first of some remarks, the longest first, that fits beside a title; the last where none does."""
    free = room.columns - width(title) - 2
    return next((note for note in notes if width(note) <= free), notes[-1])
