"""Whether the database says of itself what its log says: every card, and every count of a day."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from quiz.locale import _
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import replayed
from quiz.store import aggregates, decks, log, rows
from quiz.store.rows import CARD


def disagreements(reader: Connection) -> Iterator[str]:
    """Yield a sentence for every card and every day whose stored values differ from a replay of the log."""
    models = {deck.id: MemoryModel(deck.settings) for deck in decks.all_decks(reader, deleted=True)}
    counts: dict[aggregates.Key, dict[str, int]] = {}
    for row in reader.execute(select(CARD)).all():
        card = rows.card(row)
        entries = log.log_of(reader, card.id)
        if replayed(entries, models[card.deck_id]) != card.state:
            yield _("Card {number} is not what its review log makes of it.").format(number=card.id)
        for answer in log.answers_of(card, entries):
            key, added = aggregates.counts_of(answer)
            total = counts.setdefault(key, dict.fromkeys(added, 0))
            counts[key] = {name: total[name] + count for name, count in added.items()}
    stored = aggregates.stored(reader)
    for key in sorted(counts.keys() | stored.keys()):
        if counts.get(key) != stored.get(key):
            yield _("The counts of {day} do not agree with the review log.").format(day=key[0])
