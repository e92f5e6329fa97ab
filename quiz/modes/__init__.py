"""How a card is asked and how what a person enters is judged: one file a mode, each one line in the register."""

from quiz.cards import Direction
from quiz.modes import flip
from quiz.modes import type as typed
from quiz.modes.verdict import Mode, Verdict

MODES: dict[str, Mode] = {"flip": flip.Flip(), "type": typed.Type()}
"""Every mode by its name."""


def mode_for(name: str, direction: Direction) -> Mode:
    """Return the mode of this name, or flip where a direction cannot be asked so."""
    mode = MODES[name]
    return mode if mode.fits(direction) else MODES["flip"]


__all__ = ["MODES", "Mode", "Verdict", "mode_for"]
