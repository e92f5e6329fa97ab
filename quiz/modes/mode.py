"""What every mode has to be able to do, what it knows of a card, and what it says about an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from quiz.judging import Finding, Grade, Part, coverage


class Form(Enum):
    """What kind of text is asked for: a code with one spelling, a name that may be misspelt, or a meaning in words."""

    CODE = auto()
    NAME = auto()
    MEANING = auto()


@dataclass(frozen=True, slots=True)
class Task:
    """A card as its mode sees it.

    ``stability`` is in days, empty before the first answer; ``choice_below`` and ``recall_from`` are the days of
    stability between which a card is typed. ``wrong_options`` counts what could be offered beside the right answer.
    ``compare`` judges a typed text that is a code or a name.
    """

    form: Form
    expected: str
    stability: float | None
    choice_below: float
    recall_from: float
    wrong_options: Callable[[], int]
    compare: Callable[[str], Finding]

    @property
    def is_code(self) -> bool:
        """Whether a code is asked for."""
        return self.form is Form.CODE


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program thinks of an answer.

    ``grade`` is empty where only the person can judge. ``expected`` is the right answer that comes nearest; ``other``
    is the id of the note whose right answer was given: a confusion, or where the grade is right a note of the same
    prompt. ``parts`` says which parts of a meaning were typed.
    """

    grade: Grade | None = None
    expected: str = ""
    other: int | None = None
    parts: tuple[Part, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the answer was judged to be right, or close to it."""
        return self.grade in (Grade.RIGHT, Grade.CLOSE)

    @property
    def wrong(self) -> bool:
        """Whether the answer was judged to be wrong."""
        return self.grade is Grade.WRONG

    @property
    def covered(self) -> float:
        """How much of a meaning was typed, from 0 to 1."""
        return coverage(self.parts)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from, with the id of its note, and whether it is the right one."""

    note_id: int
    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What a person entered: a text, or in a choice the option that was picked."""

    text: str = ""
    picked: Option | None = None


class Mode(Protocol):
    """A way to ask a card."""

    name: str

    def resolve(self, task: Task) -> str:
        """Return the name of the mode in which the card is really asked: this one, or another where it doesn't fit."""

    def judge(self, task: Task, given: Given) -> Verdict:
        """Judge what was entered."""


WRONG_OPTIONS = 3
"""How many wrong options a choice has."""


def machine_judges(task: Task) -> bool:
    """Whether a typed answer can be judged without the person."""
    return task.form is not Form.MEANING


def can_choose(task: Task) -> bool:
    """Whether there are enough other answers to choose from."""
    return task.wrong_options() >= WRONG_OPTIONS
