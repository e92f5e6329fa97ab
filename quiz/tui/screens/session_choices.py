"""What a session can be chosen from, and how many cards a choice has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from quiz.errors import QuizError, unforeseen
from quiz.locale import _, mark, ngettext
from quiz.sessions import Start, begin
from quiz.tui.screens.settings import WORDS

if TYPE_CHECKING:
    from quiz.program import Program

_TODAY, AHEAD, CRAM, MIX_UPS, COUNTED = range(5)
WHAT = (
    (mark("today's cards"), mark("Today's share of new cards and reviews.")),
    (mark("study ahead"), mark("More than today's share.")),
    (mark("cram"), mark("Due or not; the schedule stays as it is.")),
    (mark("mix-ups"), mark("Pairs that you mix up, until told apart.")),
    (mark("mix-ups, counted"), mark("The same, as reviews that move the schedule.")),
)
"""What can be studied, and a sentence about each."""
MODES = {"": mark("as the deck says"), **WORDS["mode"], "auto": mark("by how well each card is known")}
"""The modes of a session, of :data:`quiz.cards.ASKED_AS`, in words; without one, each deck's own holds."""


@dataclass(frozen=True, slots=True)
class Selection:
    """How many cards a session would ask, or why it can't be: an error of the query, or another one."""

    cards: int = 0
    problem: QuizError | None = None


def whole(start: Start) -> Start:
    """Return a session without its end, which is what is counted; how it is asked makes no difference to that."""
    return replace(start, limit=0, minutes=0, mode="")


def counted(program: Program, start: Start) -> Selection:
    """Return how many cards a session would ask; for a thread, as the queue of a day of many cards takes a while."""
    try:
        return Selection(begin(program, start).counts(program.clock.now()).left)
    except QuizError as error:
        return Selection(problem=error)
    except Exception as error:  # the outermost edge of a worker
        return Selection(problem=unforeseen(error))


def count_text(cards: int, start: Start) -> str:
    """Return how many cards there are, and where the session ends before."""
    sentences = [ngettext("{count} card fits.", "{count} cards fit.", cards).format(count=cards)]
    if start.limit and start.limit < cards:
        end = ngettext("{count} answer ends the session.", "{count} answers end the session.", start.limit)
        sentences.append(end.format(count=start.limit))
    if start.minutes:
        end = ngettext("It ends after {minutes} minute.", "It ends after {minutes} minutes.", start.minutes)
        sentences.append(end.format(minutes=start.minutes))
    joint = _("{sentence} {next_sentence}")
    return reduce(lambda said, following: joint.format(sentence=said, next_sentence=following), sentences)
