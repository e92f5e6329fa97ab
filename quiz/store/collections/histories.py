"""The cards and logs of a collection: entries that are not here are added, and one that was taken back there is here.

What a card is then is what the replay of its whole log gives, as everywhere; what the collection says of its schedule
is not asked. Where a card is here, what the person did to it beside answering stays: whether it is suspended, buried,
flagged, and its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from quiz.cards import Card, CardState, Review
from quiz.collection import CardRecord, Entry
from quiz.scheduling.replay import replayed
from quiz.store import leeches, log, resting, rows
from quiz.store.collections.intake import Intake
from quiz.store.collections.meeting import Met
from quiz.store.following import followed
from quiz.store.insertion import insert_rows
from quiz.store.rows import CARD, REVIEW

_TAKE_BACK = update(REVIEW).where(REVIEW.c.id == bindparam("wanted")).values(undone=bindparam("at"))
_NAME = update(REVIEW).where(REVIEW.c.id == bindparam("wanted")).values(confused_with=bindparam("other"))


@dataclass(slots=True)
class _Changes:
    """What a batch changes: cards to be added, entries for cards that are here, and entries to be taken back."""

    fresh: list[tuple[Met, Card, list[Entry]]] = field(default_factory=list)
    entries: dict[int, list[Entry]] = field(default_factory=dict)
    undone: dict[int, datetime] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)


def add(intake: Intake, met: Sequence[Met]) -> None:
    """Take in the cards and logs of some notes."""
    changes = _compared(intake, met)
    _add_cards(intake, changes.fresh)
    _follow(intake, changes)
    resting.fit_notes(intake.writer, [one.note_id for one in met if one.is_refit])


def _compared(intake: Intake, met: Sequence[Met]) -> _Changes:
    changes, here = _Changes(), _cards_here(intake, met)
    ids = [entry.review.id for one in met for record in one.record.cards or () for entry in record.log]
    known, taken = _known(intake, ids), set[int]()
    for one in met:
        present: set[str] = set()
        for record in one.record.cards or ():
            present.add(record.card.direction)
            entries = []
            for entry in record.log:
                if entry.review.id in known:
                    _compare_entry(changes, entry.review, known[entry.review.id])
                elif entry.review.id not in taken:
                    taken.add(entry.review.id)
                    entries.append(entry)
            row = here.get((one.note_id, record.card.direction))
            if row is None:
                changes.fresh.append((one, _card(intake, one, record), entries))
            else:
                _compare_card(intake, changes, one, record, row, entries)
        _fill_up(intake, changes, one, present, here)
    return changes


def _cards_here(intake: Intake, met: Sequence[Met]) -> dict[tuple[int, str], Any]:
    found: dict[tuple[int, str], Any] = {}
    for part in rows.chunks([one.note_id for one in met if not one.is_new]):
        for row in intake.writer.execute(select(CARD).where(CARD.c.note_id.in_(part))):
            found[row.note_id, row.direction] = row
    return found


def _known(intake: Intake, ids: Sequence[int]) -> dict[int, Any]:
    columns = select(REVIEW.c.id, REVIEW.c.card_id, REVIEW.c.undone)
    return {
        row.id: row
        for part in rows.chunks(ids, rows.AT_ONCE)
        for row in intake.writer.execute(columns.where(REVIEW.c.id.in_(part)))
    }


def _compare_entry(changes: _Changes, review: Review, row: Any) -> None:
    """Take an entry back that is here, if it was taken back there, and not here or later."""
    if review.undone is not None and (row.undone is None or review.undone < row.undone):
        changes.undone[review.id] = review.undone
        changes.touched.add(row.card_id)


def _compare_card(
    intake: Intake, changes: _Changes, one: Met, record: CardRecord, row: Any, entries: list[Entry]
) -> None:
    if entries:
        changes.entries[row.id] = entries
        changes.touched.add(row.id)
        intake.report_of(one.record).reviews += len(entries)
    _bring_back(intake, changes, row, intake.places[record.card.deck_id])


def _bring_back(intake: Intake, changes: _Changes, row: Any, deck_id: int) -> None:
    """Put a card that is here in a deleted deck into a living one."""
    if intake.decks[row.deck_id].deleted is not None and intake.decks[deck_id].deleted is None:
        changes.moved[row.id] = deck_id
        changes.touched.add(row.id)


def _fill_up(intake: Intake, changes: _Changes, one: Met, present: set[str], here: Mapping[Any, Any]) -> None:
    """Let a living note have a card for every direction."""
    if one.is_deleted:
        return
    for direction in one.kind.directions:
        slug = direction.slug
        row = here.get((one.note_id, slug))
        if row is None and slug not in present:
            card = Card(0, one.note_id, one.deck_id, slug, one.position, CardState())
            changes.fresh.append((one, replace(card, retired=_rests(intake, one, card)), []))
        elif row is not None and slug not in present:
            _bring_back(intake, changes, row, one.deck_id)


def _card(intake: Intake, one: Met, record: CardRecord) -> Card:
    """Return a card that is to be added, as it is but for its schedule."""
    place = intake.places[record.card.deck_id]
    if record.card.deck_id == one.record.note.deck_id:
        place = one.deck_id
    card = replace(record.card, note_id=one.note_id, deck_id=place, state=CardState())
    return replace(card, retired=_rests(intake, one, card))


def _rests(intake: Intake, one: Met, card: Card) -> bool:
    """Tell whether a card rests; see :mod:`quiz.store.resting`."""
    asked = any(direction.slug == card.direction for direction in one.kind.directions)
    return one.is_deleted or not asked or card.direction in intake.decks[card.deck_id].settings.directions_off


# New cards


_CARD_NAMES = (
    *("note_id", "direction", "deck_id", "position", "suspended", "buried_until", "flag", "retired", "revision"),
    *rows.state_values(rows.NEW_CARD),
)


def _add_cards(intake: Intake, fresh: Sequence[tuple[Met, Card, list[Entry]]]) -> None:
    if not fresh:
        return
    cards = [replace(card, state=_state(intake, card, entries)) for _one, card, entries in fresh]
    insert_rows(intake.writer, CARD, _CARD_NAMES, [_card_values(card) for card in cards])
    ids = _ids_of(intake, [card.note_id for card in cards])
    with_ids = [replace(card, id=ids[card.note_id, card.direction]) for card in cards]
    _add_entries(
        intake,
        ((card.id, entry) for card, (_one, _card, log_) in zip(with_ids, fresh, strict=True) for entry in log_),
    )
    for card, (one, before, entries) in zip(with_ids, fresh, strict=True):
        if entries:
            intake.counts.change((), log.answers_of(card, (entry.review for entry in entries)))
        if not one.is_new and card.state.lapses:
            leeches.lapses_changed(intake.writer, replace(before, id=card.id), card.state.lapses)
        report = intake.report_of(one.record)
        report.cards += 1
        report.reviews += len(entries)


def _state(intake: Intake, card: Card, entries: Sequence[Entry]) -> CardState:
    if not entries:
        return card.state
    return replayed((entry.review for entry in entries), intake.model_of(card.deck_id))


def _card_values(card: Card) -> list[Any]:
    marks = (card.suspended, card.buried_until, card.flag, card.retired, card.revision)
    return [card.note_id, card.direction, card.deck_id, card.position, *marks, *rows.state_values(card.state).values()]


def _ids_of(intake: Intake, note_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    columns = select(CARD.c.note_id, CARD.c.direction, CARD.c.id)
    return {
        (row.note_id, row.direction): row.id
        for part in rows.chunks(sorted(set(note_ids)))
        for row in intake.writer.execute(columns.where(CARD.c.note_id.in_(part)))
    }


# Logs


def _follow(intake: Intake, changes: _Changes) -> None:
    """Add entries to the logs of cards that are here and take entries back; the cards follow."""
    for part in rows.chunks(sorted(changes.touched)):
        with followed(intake.writer, part, intake.counts):
            of_part = {card_id: changes.entries.get(card_id, []) for card_id in part}
            _add_entries(intake, ((card_id, entry) for card_id, log_ in of_part.items() for entry in log_))
            for card_id in part:
                if card_id in changes.moved:
                    place = {"deck_id": changes.moved[card_id], "revision": CARD.c.revision + 1}
                    intake.writer.execute(update(CARD).where(CARD.c.id == card_id).values(**place))
            _take_back(intake, part, changes.undone)
    resting.fit_cards(intake.writer, sorted(changes.moved))


def _take_back(intake: Intake, card_ids: Sequence[int], undone: Mapping[int, datetime]) -> None:
    for part in rows.chunks(list(undone)):
        mine = select(REVIEW.c.id).where(REVIEW.c.card_id.in_(card_ids), REVIEW.c.id.in_(part))
        values = [{"wanted": number, "at": undone[number]} for number in intake.writer.scalars(mine)]
        if values:
            intake.writer.execute(_TAKE_BACK, values)


def _add_entries(intake: Intake, entries: Iterable[tuple[int, Entry]]) -> None:
    """Add entries to the logs of cards. Notes that are named in them and not here yet are looked for at the end."""
    all_ = list(entries)
    if not all_:
        return
    ids = intake.ids_of({entry.confused_with for _card_id, entry in all_ if entry.confused_with})
    values = []
    for card_id, entry in all_:
        other = ids.get(entry.confused_with) if entry.confused_with else None
        if entry.confused_with and other is None:
            intake.unnamed.append((entry.review.id, entry.confused_with))
        values.append([*{**rows.review_values(entry.review), "card_id": card_id, "confused_with": other}.values()])
    insert_rows(intake.writer, REVIEW, tuple(rows.review_values(all_[0][1].review)), values)


def name_the_rest(intake: Intake) -> None:
    """Let entries name the notes that came after them; a note that is not known is not named."""
    for start in range(0, len(intake.unnamed), rows.AT_ONCE):
        part = intake.unnamed[start : start + rows.AT_ONCE]
        ids = intake.ids_of({guid for _entry, guid in part})
        values = [{"wanted": number, "other": ids[guid]} for number, guid in part if guid in ids]
        if values:
            intake.writer.execute(_NAME, values)
