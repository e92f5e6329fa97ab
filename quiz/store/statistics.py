"""What the statistics are computed from, read from the counts of the days and the cards."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, case, func, select

from quiz.cards import Phase
from quiz.stats import DayFacts, Facts
from quiz.store.aggregates import DAY
from quiz.store.rows import CARD


def facts(reader: Connection, deck_ids: Sequence[int], day: date) -> Facts:
    """Return the facts of some decks as of a study day."""
    mine = (CARD.c.deck_id.in_(deck_ids), CARD.c.retired.is_(False))
    phases = select(CARD.c.phase, func.count()).where(*mine).group_by(CARD.c.phase)
    held = select(
        func.sum(case((CARD.c.suspended.is_(True), 1), else_=0)),
        func.sum(case((CARD.c.buried_until > day, 1), else_=0)),
    ).where(*mine)
    due = select(CARD.c.due_day, func.count()).where(*mine, CARD.c.phase == Phase.REVIEW, CARD.c.suspended.is_(False))
    suspended, buried = reader.execute(held).one()
    return Facts(
        days=_days(reader, deck_ids),
        phases={row[0]: row[1] for row in reader.execute(phases)},
        suspended=suspended or 0,
        buried=buried or 0,
        due={row[0]: row[1] for row in reader.execute(due.group_by(CARD.c.due_day))},
    )


def _days(reader: Connection, deck_ids: Sequence[int]) -> tuple[DayFacts, ...]:
    sums = [func.sum(DAY.c[name]) for name in ("again", "hard", "good", "easy", "milliseconds", "cards_new")]
    statement = select(DAY.c.day, DAY.c.kind, *sums).where(DAY.c.deck_id.in_(deck_ids))
    found = reader.execute(statement.group_by(DAY.c.day, DAY.c.kind).order_by(DAY.c.day))
    return tuple(DayFacts(row[0], row[1], *(int(value) for value in row[2:])) for row in found)
