"""What the statistics are computed from, read from the counts of the days and the cards."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, false, func, select

from quiz.cards import Phase
from quiz.stats import DayFacts, Facts
from quiz.store.aggregates import DAY
from quiz.store.rows import CARD


def facts(reader: Connection, deck_ids: Sequence[int], day: date) -> Facts:
    """Return the facts of some decks as of a study day, from one look at the cards and one at the counts of days."""
    buried = func.coalesce(CARD.c.buried_until > day, false())
    columns = (CARD.c.phase, CARD.c.due_day, CARD.c.suspended, buried)
    statement = select(*columns, func.count()).where(CARD.c.deck_id.in_(deck_ids), CARD.c.retired.is_(False))
    phases: Counter[Phase] = Counter()
    due: Counter[date] = Counter()
    held: Counter[str] = Counter()
    for phase, due_day, is_suspended, is_buried, count in reader.execute(statement.group_by(*columns)):
        phases[phase] += count
        held["suspended"] += count * is_suspended
        held["buried"] += count * bool(is_buried)
        if phase is Phase.REVIEW and not is_suspended:
            due[due_day] += count
    return Facts(_days(reader, deck_ids), phases, held["suspended"], held["buried"], due)


def _days(reader: Connection, deck_ids: Sequence[int]) -> tuple[DayFacts, ...]:
    sums = [func.sum(DAY.c[name]) for name in ("again", "hard", "good", "easy", "milliseconds", "cards_new")]
    statement = select(DAY.c.day, DAY.c.kind, *sums).where(DAY.c.deck_id.in_(deck_ids))
    found = reader.execute(statement.group_by(DAY.c.day, DAY.c.kind).order_by(DAY.c.day))
    return tuple(DayFacts(row[0], row[1], *(int(value) for value in row[2:])) for row in found)
