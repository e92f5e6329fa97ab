"""Statistics: facts from the database in, named series out. Each series is a key of ``quiz stats --json``.

Here is what home needs, which loads fast; :mod:`quiz.stats.series` has the register of all series, and numpy behind it.
"""

from quiz.stats.days import DayFacts, Facts, HourFacts, Pace, Studied, calendar, pace, streak, today

__all__ = ["DayFacts", "Facts", "HourFacts", "Pace", "Studied", "calendar", "pace", "streak", "today"]
