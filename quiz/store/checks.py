"""Whether the database says of itself what its log says: every card, and every count of a day."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from quiz.locale import _
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import replayed
from quiz.store import aggregates, decks, log, rows
from quiz.store.rows import CARD


def disagreements(reader: Connection) -> Iterator[str]:
    """Yield a sentence for every card and every day whose stored values differ from a replay of the log."""
    models = {deck.id: MemoryModel(deck.settings) for deck in decks.all_decks(reader, deleted=True)}
    answers: list[aggregates.Answered] = []
    for row in reader.execute(select(CARD)).all():
        card = rows.card(row)
        entries = log.log_of(reader, card.id)
        if replayed(entries, models[card.deck_id]) != card.state:
            yield _("Card {number} is not what its review log makes of it.").format(number=card.id)
        answers += log.answers_of(card, entries)
    days, hours = zip(aggregates.of_log(answers), aggregates.stored(reader), strict=True)
    for key in _different(*days):
        yield _("The counts of {day} do not agree with the review log.").format(day=key[0])
    for key in _different(*hours):
        yield _("The counts of {day}, hour {hour}, do not agree with the review log.").format(day=key[0], hour=key[2])


def _different(
    counted: Mapping[aggregates.Key, aggregates.Counts], stored: Mapping[aggregates.Key, aggregates.Counts]
) -> list[aggregates.Key]:
    return [key for key in sorted(counted.keys() | stored.keys()) if counted.get(key) != stored.get(key)]
