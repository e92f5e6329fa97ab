"""What the statistics are computed from, read from the counts of the days and the cards."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, false, func, select, true

from quiz.cards import Phase
from quiz.scheduling.days import elapsed_days
from quiz.scheduling.forgetting import decay_of, retrievability
from quiz.stats import DayFacts, Facts, HourFacts
from quiz.stats.days import day_facts
from quiz.store import decks, journeys
from quiz.store.aggregates import DAY, HOUR, MATURE
from quiz.store.queueing import living
from quiz.store.rows import CARD

_TIMED = ("again", "hard", "good", "easy", "milliseconds")
_SUMMED = (*_TIMED, "cards_new", *(MATURE + name for name in _TIMED))


def facts(reader: Connection, deck_ids: Sequence[int] | None, day: date) -> Facts:
    """Return the facts of some decks, or of all, as of a study day.

    One look at the cards and one at the counts of days. For all decks the days of deleted ones count, too, but not
    their cards.
    """
    mine = living() if deck_ids is None else CARD.c.deck_id.in_(deck_ids)
    buried = func.coalesce(CARD.c.buried_until > day, false())
    columns = (CARD.c.phase, CARD.c.due_day, CARD.c.suspended, buried)
    statement = select(*columns, func.count()).where(mine, CARD.c.retired.is_(False))
    phases: Counter[Phase] = Counter()
    due: Counter[date] = Counter()
    held: Counter[str] = Counter()
    for phase, due_day, is_suspended, is_buried, count in reader.execute(statement.group_by(*columns)):
        phases[phase] += count
        held["suspended"] += count * is_suspended
        held["buried"] += count * bool(is_buried)
        if phase is Phase.REVIEW and not is_suspended:
            due[due_day] += count
    counted = days(reader, deck_ids)
    skipped = journeys.skipped(reader, {row.day for row in counted if row.answers})
    return Facts(counted, phases, held["suspended"], held["buried"], due, skipped)


def days(reader: Connection, deck_ids: Sequence[int] | None) -> tuple[DayFacts, ...]:
    """Return the counts of study days of some decks, or of all that was ever answered."""
    mine = true() if deck_ids is None else DAY.c.deck_id.in_(deck_ids)
    sums = [func.sum(DAY.c[name]) for name in _SUMMED]
    statement = select(DAY.c.day, DAY.c.kind, *sums).where(mine)
    found = reader.execute(statement.group_by(DAY.c.day, DAY.c.kind).order_by(DAY.c.day))
    return tuple(day_facts(row[0], row[1], *(int(value) for value in row[2:])) for row in found)


def hours(reader: Connection, deck_ids: Sequence[int] | None) -> tuple[HourFacts, ...]:
    """Return the counts of hours of some decks, or of all that was ever answered."""
    mine = true() if deck_ids is None else HOUR.c.deck_id.in_(deck_ids)
    statement = select(HOUR.c.day, HOUR.c.hour, func.sum(HOUR.c.answers), func.sum(HOUR.c.passed)).where(mine)
    found = reader.execute(statement.group_by(HOUR.c.day, HOUR.c.hour).order_by(HOUR.c.day, HOUR.c.hour))
    return tuple(HourFacts(day, hour, int(answers), int(right)) for day, hour, answers, right in found)


def known(reader: Connection, day: date) -> dict[int, tuple[float, int]]:
    """Return for each deck the sum of its cards' retrievability on a study day, and how many cards it has.

    New cards count 0; retired and suspended ones are left out. Cards that were last answered on one day and have about
    the same stability are taken together, at the mean of theirs.
    """
    decays = {deck.id: decay_of(deck.settings.parameters) for deck in decks.all_decks(reader)}
    sums = dict.fromkeys(decays, (0.0, 0))
    stability = func.avg(CARD.c.stability)
    columns = (CARD.c.deck_id, CARD.c.last_day, _two_digits(CARD.c.stability))
    statement = select(CARD.c.deck_id, CARD.c.last_day, stability, func.count()).where(
        living(), CARD.c.retired.is_(False), CARD.c.suspended.is_(False)
    )
    for deck_id, last_day, mean, count in reader.execute(statement.group_by(*columns)):
        recall = retrievability(mean, elapsed_days(last_day, day), decays[deck_id]) if mean else 0.0
        before = sums[deck_id]
        sums[deck_id] = (before[0] + count * recall, before[1] + count)
    return sums


def _two_digits(stability: ColumnElement[float]) -> ColumnElement[int]:
    """Return a number that is the same for stabilities with the same first two digits, and for no others."""
    sizes = (0.1, 1, 10, 100, 1000, 10_000, 100_000)
    digits = [(stability < size, cast(stability * (100 / size), Integer) + 100 * n) for n, size in enumerate(sizes)]
    return case(*digits)
