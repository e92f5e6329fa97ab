"""The card on the screen, and what the parts of the study screen know of each other."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from quiz.asking import Choices, Judged, Question
from quiz.cards import Rating
from quiz.drill import Drill
from quiz.modes import Mode
from quiz.study import Session
from quiz.tui.screens.base import QuizScreen
from quiz.tui.start import Start


class Phase(Enum):
    """What the screen is at: nothing yet, a question, its answer, or waiting for a card in learning steps."""

    BEGIN = auto()
    QUESTION = auto()
    ANSWER = auto()
    WAIT = auto()


@dataclass(slots=True)
class Asked:
    """The card that is on the screen, and what has happened to it so far."""

    question: Question
    mode: Mode
    choices: Choices | None = None
    judged: Judged | None = None
    given: str = ""
    times: int = 0
    hinted: bool = False

    @property
    def wrong(self) -> bool:
        """Whether an answer was judged to be wrong."""
        return self.judged is not None and self.judged.wrong

    @property
    def proposal(self) -> Rating:
        """The rating that is proposed."""
        return self.judged.proposal if self.judged else Rating.GOOD


class CardScreen(QuizScreen[None]):
    """A screen with one card at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.start = Start()
        self.drill: tuple[int, ...] = ()
        self.phase = Phase.BEGIN
        self.asked: Asked | None = None
        self.asking: Session | Drill | None = None

    def now(self) -> datetime:
        """Return the present instant."""
        return self.quiz.program.clock.now()

    @abstractmethod
    def go_on(self) -> None:
        """Ask the next card, wait for one, or come to the end."""

    @abstractmethod
    def action_accept(self) -> None:
        """Take the rating that is proposed."""

    @abstractmethod
    def refresh_question(self) -> None:
        """Show the card again after its note was changed."""
