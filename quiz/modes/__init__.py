"""How a card is asked and how what a person enters is judged: one file a mode, each one line in the register."""

from quiz.modes import auto, choice, flip
from quiz.modes import type as typed
from quiz.modes.mode import WRONG_OPTIONS, Form, Given, Mode, Option, Task, Verdict

AUTO = "auto"

MODES: dict[str, Mode] = {AUTO: auto.Auto(), "flip": flip.Flip(), "type": typed.Type(), "choice": choice.Choice()}
"""Every mode by its name."""


__all__ = ["AUTO", "MODES", "WRONG_OPTIONS", "Form", "Given", "Mode", "Option", "Task", "Verdict"]
