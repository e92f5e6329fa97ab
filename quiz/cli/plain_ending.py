"""What a session on lines of text says at its beginning and at its end."""

from collections.abc import Collection
from datetime import datetime, timedelta

from quiz.cards import Rating
from quiz.cli.due import next_text
from quiz.drill import Drill
from quiz.locale import _, ngettext
from quiz.phrases import drill_over_text, drilled_text, left_text, next_instant, over_text
from quiz.sessions import Start
from quiz.study import Session


def opening_lines(asking: Session | Drill) -> list[str]:
    """Return what a drill does to the schedule; of a session there is nothing to say."""
    if not isinstance(asking, Drill):
        return []
    return [_("These answers count in the schedule.") if asking.moves_schedule else _("The schedule stays as it is.")]


def done_by_ratings(asking: Session | Drill, start: Start) -> tuple[str, ...]:
    """Return what Again does and what every other rating does in a drill that moves no schedule; else nothing."""
    if asking.moves_schedule:
        return ()
    return tuple(drilled_text(rating, pairs=start.confusions) for rating in (Rating.AGAIN, Rating.GOOD))


def sum_lines(ratings: Collection[Rating]) -> list[str]:
    """Return how many cards were answered, and how many of them right."""
    count, right = len(ratings), sum(rating is not Rating.AGAIN for rating in ratings)
    message = ngettext("{count} card answered, {right} right.", "{count} cards answered, {right} right.", count)
    return [message.format(count=count, right=right)] if count else []


def left_lines(asking: Session | Drill) -> list[str]:
    """Return what is said where the person ended before the end."""
    return [] if asking.moves_schedule else [_("The schedule is as it was.")]


def ending_lines(asking: Session | Drill, start: Start, now: datetime, day_start: timedelta) -> list[str]:
    """Return why nothing is asked any more, and when it goes on."""
    bounds = _bounds_lines(asking, now)
    if isinstance(asking, Session):
        return bounds or _done_lines(asking, start, now, day_start)
    if bounds:
        return [*bounds, *left_lines(asking)]
    return [drill_over_text(moves_schedule=asking.moves_schedule)]


def _bounds_lines(asking: Session | Drill, now: datetime) -> list[str]:
    """Return which end was reached before everything was asked, if one was, and how much is left."""
    if not asking.is_over(now):
        return []
    left = asking.left_today(now).left
    return [over_text(asking.bounds, by_number=asking.answers_left == 0), left_text(left)] if left else []


def _done_lines(session: Session, start: Start, now: datetime, day_start: timedelta) -> list[str]:
    ending = session.ending(now)
    selected = start.is_selection
    lines = [_("Nothing more of this selection is due today.") if selected else _("Nothing more is due today.")]
    if ending.waiting_siblings:
        lines.append(
            ngettext(
                "{count} card waits until tomorrow because its sibling was answered today; "
                "“quiz study --siblings” asks it now.",
                "{count} cards wait until tomorrow because their siblings were answered today; "
                "“quiz study --siblings” asks them now.",
                ending.waiting_siblings,
            ).format(count=ending.waiting_siblings)
        )
    return lines if selected else [*lines, next_text(next_instant(ending, now, day_start))]
