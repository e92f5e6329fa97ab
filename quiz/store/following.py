"""What follows when the logs or the decks of cards change: their state, the counts of days, the tags of leeches."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select

from quiz.cards import Card, Review
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import replayed
from quiz.store import leeches, log, rows
from quiz.store.aggregates import Answered, Recount
from quiz.store.rows import DECK
from quiz.study_settings import DeckSettings


@dataclass(frozen=True, slots=True)
class _Standing:
    """A card with its log, and the settings of the deck in which it is."""

    card: Card
    log: list[Review]
    settings: DeckSettings

    @property
    def answers(self) -> list[Answered]:
        return list(log.answers_of(self.card, self.log))


@contextmanager
def followed(
    writer: Connection, card_ids: Sequence[int], counts: Recount, *, logs: bool = True, tagged: Collection[int] = ()
) -> Iterator[None]:
    """Let cards follow what is done within the block to their decks and ``logs``; ``counts`` are to be written then.

    The tags of the notes ``tagged`` are right already.
    """
    before = _standings(writer, card_ids, log.logs_of(writer, card_ids))
    yield
    after = _standings(
        writer, card_ids, log.logs_of(writer, card_ids) if logs else {one.card.id: one.log for one in before}
    )
    states = {}
    for was, now in zip(before, after, strict=True):
        if was.card.deck_id != now.card.deck_id or was.log != now.log:
            counts.change(was.answers, now.answers)
        if was.log != now.log or was.settings.parameters != now.settings.parameters:
            state = replayed(now.log, MemoryModel(now.settings))
            if state != now.card.state:
                states[now.card.id] = state
    log.keep_states(writer, states)
    for now in after:
        state = states.get(now.card.id, now.card.state)
        if now.card.note_id not in tagged:
            leeches.lapses_changed(writer, now.card, state.lapses)


def _standings(reader: Connection, card_ids: Sequence[int], logs: Mapping[int, list[Review]]) -> list[_Standing]:
    cards = log.cards_of(reader, card_ids)
    statement = select(DECK.c.id, DECK.c.settings).where(DECK.c.id.in_({card.deck_id for card in cards}))
    settings = {row.id: rows.settings(row.settings) for row in reader.execute(statement)}
    return [_Standing(card, logs[card.id], settings[card.deck_id]) for card in cards]
