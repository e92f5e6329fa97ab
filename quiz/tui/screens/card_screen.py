"""The card on the screen, and what the parts of the study screen know of each other."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from quiz.cards import Note, Rating
from quiz.drill import Drill
from quiz.modes import Given, Option
from quiz.questions import Choices, Judged, Question
from quiz.sessions import Start
from quiz.study import Session
from quiz.tui.screens.base import QuizScreen


class Phase(Enum):
    """What the screen is at: nothing yet, a question, its answer, or waiting for a card in learning steps.

    ``RECALL`` is between question and answer: a name was judged, and what it means is to be recalled.
    """

    BEGIN = auto()
    QUESTION = auto()
    RECALL = auto()
    ANSWER = auto()
    WAIT = auto()


@dataclass(slots=True)
class Asked:
    """The card that is on the screen, and what has happened to it so far."""

    question: Question
    mode: str
    options: tuple[Option, ...] = ()
    given: Given = field(default_factory=Given)
    choices: Choices | None = None
    judged: Judged | None = None
    times: int = 0
    hinted: bool = False
    rows: int = 0
    """The rows above the ratings, in which options stand."""
    contrasts: list[Note] | None = None
    """The notes that this one can be contrasted with, read when they are first needed."""

    @property
    def wrong(self) -> bool:
        """Whether an answer was judged to be wrong."""
        return self.judged is not None and self.judged.wrong

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.given.text

    @property
    def proposal(self) -> Rating:
        """The rating that is proposed."""
        return self.judged.rating if self.judged else Rating.GOOD

    @property
    def recalls(self) -> bool:
        """Whether more is to be recalled after the name that was typed, before everything is shown."""
        return self.judged is not None and self.judged.leaves_to_recall(self.question, self.mode)


class CardScreen(QuizScreen[None]):
    """A screen with one card at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.start = Start()
        self.phase = Phase.BEGIN
        self.asked: Asked | None = None
        self.asking: Session | Drill | None = None

    @property
    def is_drill(self) -> bool:
        """Whether the cards are asked outside the queue of the day."""
        return isinstance(self.asking, Drill)

    @property
    def moves_schedule(self) -> bool:
        """Whether an answer changes when a card comes again."""
        return self.asking is None or self.asking.moves_schedule

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
