"""The register of series: what each is called, what exactly it counts, and how it is computed.

Each is a key of ``quiz stats --json``, and each chart draws one. The value of a series is a dictionary of plain values;
``rows``, where it has them, is a list of flat ones. To add a series is a function and an entry here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from quiz.errors import QuizError
from quiz.locale import _, mark
from quiz.stats.material import Progress

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its ``title`` and ``definition`` are marked for translation.

    ``columns`` are the names of the figures of its rows, in their order; a series without rows has none.
    """

    name: str
    title: str
    definition: str
    compute: Callable[[Progress], Value]
    columns: tuple[str, ...] = ()


_BIN = ("start", "end")
_SHARE = ("answers", "right", "retention", "low", "high")


def _in(module: str, function: str) -> Callable[[Progress], Value]:
    """Return the function of a module of this package, which is loaded when it is first called: most need numpy."""

    def compute(progress: Progress) -> Value:
        value: Value = getattr(import_module(f"quiz.stats.{module}"), function)(progress)
        return value

    return compute


_ALL = (
    Series(
        "advice",
        mark("Advice"),
        mark("The first rule whose reason holds in the figures of this page; where none holds, nothing is said."),
        _in("advice", "advice"),
    ),
    Series(
        "today",
        mark("Today"),
        mark(
            "Answers of this study day. Right is everything but Again, as in Anki. Mature are answers to cards that had"
            " an interval of 21 days or more. Answers that were taken back never count."
        ),
        _in("answering", "today"),
    ),
    Series(
        "streak",
        mark("Days in a row"),
        mark(
            "Study days in a row with at least one answer, drills included, up to today; a day that has only begun does"
            " not break it. The average is answers on days with answers, over all time."
        ),
        _in("answering", "streak"),
    ),
    Series(
        "studied",
        mark("Days studied"),
        mark(
            "On how many days of the period, from your first answer on, there were answers, and how many answers a day."
        ),
        _in("answering", "studied"),
    ),
    Series(
        "calendar",
        mark("Calendar"),
        mark(
            "Answers on each study day of the last 53 weeks, drills included. A study day begins at the hour in the"
            " settings, in the time zone in which you were."
        ),
        _in("answering", "calendar"),
        ("day", "answers", "right", "milliseconds"),
    ),
    Series(
        "reviews",
        mark("Reviews"),
        mark(
            "Answers by kind, as in Anki: learning and relearning are answers in steps, young and mature those to cards"
            " in review with an interval below 21 days, or of 21 and more, before the answer. Drills and interviews"
            " stand apart; changes by hand are no answers."
        ),
        _in("answering", "reviews"),
        (*_BIN, "learn", "relearn", "young", "mature", "drill"),
    ),
    Series(
        "time",
        mark("Time"),
        mark("Time from a question to its rating, by the same kinds. Longer than a minute counts as a minute."),
        _in("answering", "time"),
        (*_BIN, "learn", "relearn", "young", "mature", "drill"),
    ),
    Series(
        "future",
        mark("Future due"),
        mark(
            "Cards that fall due on each day to come, if nothing is answered until then; suspended ones are left out,"
            " buried ones today. The backlog is what is overdue. The daily load is the sum of 1 / interval over all"
            " cards, as in Anki: about how many reviews a day these cards make."
        ),
        _in("scheduled", "future"),
        (*_BIN, "cards"),
    ),
    Series(
        "retention",
        mark("True retention"),
        mark(
            "The share of right answers (not Again) to cards in review, as in Anki's true retention; learning steps and"
            " drills do not count. Young and mature go by the interval before the answer, 21 days. Week, month and"
            " year are the last 7, 30 and 365 days, today included. The range behind a share is Wilson's interval"
            " of 95 %: how far chance alone may move it."
        ),
        _in("answering", "retention"),
        ("period", "group", *_SHARE),
    ),
    Series(
        "states",
        mark("Cards by state"),
        mark(
            "Cards by state, as in Anki with suspended and buried ones apart: each card counts once. Young are cards in"
            " review with an interval below 21 days."
        ),
        _in("scheduled", "states"),
    ),
    Series(
        "intervals",
        mark("Intervals"),
        mark("Intervals of the cards in review: days from the last answer to the day they are due."),
        _in("scheduled", "intervals"),
        ("days", "cards"),
    ),
    Series(
        "stability",
        mark("Stability"),
        mark("FSRS's stability: after how many days a card is still remembered with 90 %. New cards have none."),
        _in("scheduled", "stability"),
        ("days", "cards"),
    ),
    Series(
        "difficulty",
        mark("Difficulty"),
        mark("FSRS's difficulty, from 1, easy, to 10: how slowly the stability of a card grows. New cards have none."),
        _in("scheduled", "difficulty"),
        ("percent", "cards"),
    ),
    Series(
        "retrievability",
        mark("Retrievability"),
        mark(
            "How likely each card that was ever answered is remembered today, from its stability and the study days"
            " since its last answer."
        ),
        _in("scheduled", "retrievability"),
        ("percent", "cards"),
    ),
    Series(
        "known",
        mark("Known now"),
        mark(
            "An estimate of what you would remember today: the sum of retrievability over cards, and over facts, where"
            " a fact counts the mean of its cards and a new card counts 0. The curve is that of the facts: of their"
            " present cards over the period, from what was predicted at each answer."
        ),
        _in("remembering", "known"),
        ("day", "cards", "notes"),
    ),
    Series(
        "hours",
        mark("Hours"),
        mark("Answers by the hour of your clock at the time, and the share of right ones; drills do not count."),
        _in("answering", "hours"),
        ("hour", "answers", "right", "retention"),
    ),
    Series(
        "buttons",
        mark("Ratings"),
        mark(
            "How often each rating was given to cards in learning steps, to young and to mature ones, as in Anki."
            " Drills do not count."
        ),
        _in("answering", "buttons"),
        ("group", "again", "hard", "good", "easy", "right"),
    ),
    Series(
        "added",
        mark("Added"),
        mark("Cards by the day on which their note came, in the present time zone."),
        _in("scheduled", "added"),
        (*_BIN, "cards"),
    ),
    Series(
        "seconds",
        mark("Seconds an answer"),
        mark("How long answers took, from the question to the rating; drills do not count. The median is the middle."),
        _in("behaviour", "seconds"),
        ("seconds", "answers"),
    ),
    Series(
        "directions",
        mark("Directions"),
        mark(
            "Each way of asking beside the others: retention of cards in review, median time of an answer, median"
            " stability, and how many cards you would remember today (the sum of their retrievability)."
        ),
        _in("knowing", "directions"),
        ("direction", "slug", "cards", "seen", *_SHARE, "seconds", "stability", "known"),
    ),
    Series(
        "categories",
        mark("Categories"),
        mark(
            "Cards of each category. Known: in review, and remembered today with at least 80 %. Weak: less, or in"
            " steps. Unseen: new."
        ),
        _in("knowing", "categories"),
        ("deck", "deck_title", "category", "title", "cards", "known", "weak", "unseen"),
    ),
    Series(
        "confusions",
        mark("Confusions"),
        mark("How often the answer of one note was given where another was asked, drills included."),
        _in("behaviour", "confusions"),
        ("asked", "given", "count", "last", "asked_id", "given_id"),
    ),
    Series(
        "modes",
        mark("Modes"),
        mark(
            "Answers by mode: picked from a choice, typed, or recalled. Recognised but not recalled are cards whose"
            " last choice was right, and whose last answer without one was wrong."
        ),
        _in("behaviour", "modes"),
        ("mode", "answers", "right", "retention", "seconds"),
    ),
    Series(
        "calibration",
        mark("Calibration"),
        mark(
            "What the scheduler predicted just before each answer to a card in review, beside what came, in steps of 5"
            " points. Log loss is the mean surprise (lower is better, 0 is perfect); RMSE is the distance between"
            " predicted and observed in these steps, weighted by answers."
        ),
        _in("calibration", "calibration"),
        ("low", "high", "answers", "predicted", "observed"),
    ),
    Series(
        "leeches",
        mark("Weakest cards"),
        mark(
            "Leeches first, which are forgotten again and again, then the cards forgotten most; the least stable first."
        ),
        _in("knowing", "leeches"),
        ("card_id", "key", "direction", "lapses", "stability", "difficulty", "retrievability", "leech"),
    ),
)

SERIES: dict[str, Series] = {one.name: one for one in _ALL}
"""Every series by its name."""


def computed(progress: Progress, names: Iterable[str] = SERIES) -> dict[str, Value]:
    """Return the values of some series, or of all, by their names. Raises :class:`QuizError` for an unknown one."""
    return {name: series(name).compute(progress) for name in names}


def series(name: str) -> Series:
    """Return a series by its name. Raises :class:`QuizError` for an unknown one."""
    if name not in SERIES:
        raise QuizError(
            _("There is no series “{name}”.").format(name=name),
            _("Series are {names}.").format(names=", ".join(SERIES)),
        )
    return SERIES[name]
