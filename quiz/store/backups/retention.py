"""Which backups are kept: many of the last days, fewer of the weeks and months before."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime

from quiz.store.backups.names import Backup

NEWEST, DAYS, WEEKS, MONTHS = 10, 7, 8, 12
"""How many of the newest are kept whatever their day, and of how many days, weeks and months the newest each."""
MOST = NEWEST + DAYS + WEEKS + MONTHS
"""So many backups of one series are kept at most."""


def _day(made: datetime) -> Hashable:
    return made.date()


def _week(made: datetime) -> Hashable:
    return made.isocalendar()[:2]


def _month(made: datetime) -> Hashable:
    return made.year, made.month


_PERIODS: tuple[tuple[Callable[[datetime], Hashable], int], ...] = ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))


def kept(found: Iterable[Backup], now: datetime) -> set[Backup]:
    """Return the backups that are kept: of each series the newest, and the newest of its days, weeks and months.

    Days, weeks (ISO 8601) and months count only where they have a backup, so that neither a long pause nor a clock that
    jumps ahead removes anything. Backups dated after ``now`` (an aware instant) are a series of their own: the clock
    was wrong once, and they must not push out what is made now. So are those that were kept unchecked for a repair.
    """
    series: dict[tuple[bool, bool], list[Backup]] = {}
    for one in found:
        series.setdefault((one.made > now, one.is_proven), []).append(one)
    return {one for members in series.values() for one in _thinned(members)}


def _thinned(found: Sequence[Backup]) -> set[Backup]:
    newest_first = sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)
    chosen = set(newest_first[:NEWEST])
    for period, most in _PERIODS:
        newest_of: dict[Hashable, Backup] = {}
        for one in newest_first:
            newest_of.setdefault(period(one.made), one)
        chosen.update(list(newest_of.values())[:most])
    return chosen
