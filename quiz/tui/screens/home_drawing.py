"""What home draws: the number of cards that are left, the last weeks, and the first greeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.tui.text import BOLD, QUIET, joined, line, paragraph, progress, rows
from quiz.tui.widgets.digits import big, big_width

if TYPE_CHECKING:
    from quiz.overview import Overview

_NARROW, _BROAD = 34, 50
"""The columns that the heat map has, beside the button."""


def show_problem(place: Static, problem: QuizError | None, columns: int) -> None:
    """Say in the place of the number why nothing can be read; the window that told it may have been closed."""
    place.set_class(problem is not None, "-problem")
    if problem is not None:
        from quiz.tui.screens.ask import problem_lines  # noqa: PLC0415  rarely needed

        place.update(rows(problem_lines(problem, columns)))


def hero(shown: Overview, columns: int, *, wide: bool) -> Content:
    """Return the number of cards that are left as big digits, with what they mean and how much is done beside them."""
    count = shown.counts.left
    number = str(count)
    digits = big(number).split("\n")
    space, room = "   ", columns - big_width(number) - 3
    total = count + shown.counts.done
    bar = min(32 if not wide else 40, room - 12)
    middle = joined(progress(shown.counts.done / total if total else 1.0, bar), "  ")
    middle = joined(middle, Content.styled(f"{shown.counts.done} / {total}", QUIET))
    beside = [
        Content.styled(_hero_words(count, shown.minutes), BOLD),
        middle,
        line(_today(shown), QUIET, room),
    ]
    return rows([joined(left, space, right) for left, right in zip(digits, beside, strict=True)])


def _hero_words(count: int, minutes: int) -> str:
    """Return the words behind the big number; one message with it, so that it reads as a sentence."""
    if not count:
        sentence = _("{count} cards left for today")
    else:
        sentence = ngettext(
            "{count} card to study, about {minutes} min", "{count} cards to study, about {minutes} min", count
        )
    return sentence.format(count="", minutes=minutes).strip()


def greeting(columns: int) -> Content:
    """Return what is said before there is anything to show."""
    lines = paragraph(_("You see one side of a card and pick, type or recall the other."), columns)
    lines += paragraph(_("1 to 4 say how well you knew it; Enter takes what is proposed."), columns, QUIET)
    lines += paragraph(_("Each card comes back just before you would forget it."), columns, QUIET)
    return rows([Content.styled(_("Welcome."), BOLD), *lines])


def _today(shown: Overview) -> str:
    """Return the sentence about what was done today and on how many days in a row."""
    if shown.first_day:
        return _("This is your first day.")
    cards = ngettext(
        "{count} card today, {right} without a miss", "{count} cards today, {right} without a miss", shown.answered
    )
    said = cards.format(count=shown.answered, right=shown.right) if shown.answered else _("nothing answered yet today")
    streak = ngettext("{days} day in a row", "{days} days in a row", shown.streak).format(days=shown.streak)
    return _("{answered}; {streak}").format(answered=said, streak=streak) if shown.streak else said


def weeks(shown: Overview, *, broad: bool, airy: bool) -> Content:
    """Return the answers of the last weeks as a heat map; ``broad`` makes a day two cells wide."""
    from quiz.charts.figure import Figure, Heat, Room  # noqa: PLC0415  the first picture does not wait for it
    from quiz.charts.text import draw  # noqa: PLC0415
    from quiz.tui.looks import content_of  # noqa: PLC0415

    days = shown.calendar
    heat = Heat(days[0]["day"], tuple(day["answers"] for day in days), shown.day, broad=broad)
    title = _("{count} weeks").format(count=(len(days) + 6) // 7)
    head, *below = map(content_of, draw(Figure(title, heat), Room(_BROAD if broad else _NARROW, 8)))
    return rows([head, *([""] if airy else []), *below])
