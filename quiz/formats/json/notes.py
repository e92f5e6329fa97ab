"""Notes as JSON has them, with their cards and logs: read, and held to what the program itself would have written.

An entry that leaves a card in a learning step without saying in which one, say, would be accepted by the database and
stop the program when the card is asked next; so whatever no program of ours writes is refused here.
"""

from datetime import date, datetime
from typing import Any

from quiz.cards import Card, CardState, Kind, Memory, Note, NoteType, Phase, Review, key_of
from quiz.changes import FLAGS
from quiz.collection import CardRecord, DeckRecord, Entry, NoteRecord
from quiz.errors import QuizError
from quiz.formats.json import values
from quiz.formats.json.values import FaultError, Members
from quiz.formats.json.words import KINDS, LAST_DUE, PHASES, RATINGS
from quiz.locale import _
from quiz.scheduling.memory import STABILITY_MAX, STABILITY_MIN

NOTE_REQUIRED = ("guid", "deck", "note_type", "fields", "position", "created", "changed")
NOTE = frozenset((*NOTE_REQUIRED, "tags", "category", "imported", "deleted", "cards"))
_STANDING = ("phase", "step", "due_day", "due_at", "stability", "difficulty")
CARD_REQUIRED = ("direction", "position")
CARD = frozenset(
    (
        *(*CARD_REQUIRED, *_STANDING, "deck", "reps", "lapses", "last_review", "last_day", "suspended"),
        *("buried_until", "flag", "retired", "revision", "reviews"),
    )
)
REVIEW_REQUIRED = ("id", "time", "day", "utc_offset", "kind")
REVIEW = frozenset(
    (
        *(*REVIEW_REQUIRED, *_STANDING, "rating", "mode", "milliseconds", "given", "confused_with", "undone"),
        *("recall_ms", "scheduled_days", "predicted"),
    )
)

MOST_POSITION, MOST_STEP, MOST_DAYS = 10**9, 99, 3_000_000
MOST_OFFSET = 24 * 60 - 1
"""Minutes between the learner's clock and UTC."""
HARDEST, EASIEST = 10.0, 1.0


class Decks(dict[str, DeckRecord]):
    """Decks by the labels that notes name them by: their names, if nothing else is said."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: dict[tuple[int, str], NoteType] = {}

    def add(self, label: str, record: DeckRecord) -> None:
        """Add a deck."""
        self[label] = record
        self.kinds.update(((record.deck.id, kind.name), kind) for kind in record.types)


def note_of(value: object, decks: Decks, line: int) -> NoteRecord:
    """Return a note of one of some decks.

    Raises :class:`FaultError` for a note that is wrong, :class:`QuizError` for one that can't be asked.
    """
    found = values.members(value, NOTE, NOTE_REQUIRED)
    deck = _deck(found, decks)
    kind = _kind(found, deck, decks)
    texts = values.texts(found, "fields")
    values.field_names(texts, "fields")
    note = Note(
        id=line,
        guid=values.line(found, "guid", filled=True),
        deck_id=deck.deck.id,
        type_id=kind.id,
        key=key_of(texts.get(kind.key_field, "")),
        fields=texts,
        tags=values.tags(found, "tags"),
        category=values.line(found, "category"),
        position=values.whole(found, "position", 0, MOST_POSITION),
        created=values.instant(found, "created"),
        changed=values.instant(found, "changed"),
    )
    if not note.key:
        raise FaultError(_("it is empty"), f"fields.{kind.key_field}")
    deleted = values.instant_or_none(found, "deleted")
    if deleted is None:
        kind.check(texts)
    return NoteRecord(note, _imported(found), deleted, _cards(found, note, decks), line)


def _deck(found: Members, decks: Decks) -> DeckRecord:
    label = values.line(found, "deck")
    if label not in decks:
        raise FaultError(_("there is no deck “{name}” in the file").format(name=label), "deck")
    return decks[label]


def _kind(found: Members, deck: DeckRecord, decks: Decks) -> NoteType:
    name = values.line(found, "note_type")
    kind = decks.kinds.get((deck.deck.id, name))
    if kind is None:
        raise FaultError(_("its deck has no note type “{name}”").format(name=name), "note_type")
    return kind


def _imported(found: Members) -> dict[str, Any] | None:
    if "imported" not in found:
        return None
    try:
        last = values.members(found["imported"], ("fields", "tags", "category"))
        kept: dict[str, Any] = {}
        if "fields" in last:
            kept["fields"] = _last_fields(last["fields"])
        if "tags" in last:
            kept["tags"] = list(values.tags(last, "tags"))
        if "category" in last:
            kept["category"] = values.line(last, "category")
    except FaultError as fault:
        raise fault.within("imported") from fault
    return kept


def _last_fields(value: object) -> dict[str, str | None]:
    """Return the texts of fields as they were last imported; null stands for a field that was not there."""
    if not isinstance(value, dict):
        raise FaultError(_("an object is expected"), "fields")
    there = {name: text for name, text in value.items() if text is not None}
    texts = values.texts({"fields": there}, "fields")
    names = dict.fromkeys(values.line({"name": name}, "name") for name in value)
    values.field_names(names, "fields")
    return {name: texts.get(name) for name in names}


# Cards


def _cards(found: Members, note: Note, decks: Decks) -> tuple[CardRecord, ...] | None:
    if "cards" not in found:
        return None
    cards: dict[str, CardRecord] = {}
    for index, value in enumerate(values.items(found, "cards")):
        try:
            record = _card(value, note, decks)
            if record.card.direction in cards:
                raise FaultError(_("it is there twice"), "direction")
        except FaultError as fault:
            raise fault.within(f"cards[{index}]") from fault
        cards[record.card.direction] = record
    return tuple(cards.values())


def _card(value: object, note: Note, decks: Decks) -> CardRecord:
    found = values.members(value, CARD, CARD_REQUIRED)
    phase, step, due_day, due_at = _standing(found, "new")
    state = CardState(
        phase=phase,
        step=step,
        due_day=due_day,
        due_at=due_at,
        memory=_memory(found),
        reps=values.whole(found, "reps"),
        lapses=values.whole(found, "lapses"),
        last_review=values.instant_or_none(found, "last_review"),
        last_day=values.day_or_none(found, "last_day"),
    )
    card = Card(
        id=0,
        note_id=note.id,
        deck_id=_deck(found, decks).deck.id if "deck" in found else note.deck_id,
        direction=values.line(found, "direction", filled=True),
        position=values.whole(found, "position", 0, MOST_POSITION),
        state=state,
        suspended=values.flag(found, "suspended"),
        buried_until=values.day_or_none(found, "buried_until", LAST_DUE),
        flag=values.whole(found, "flag", FLAGS.start, FLAGS.stop - 1),
        retired=values.flag(found, "retired"),
        revision=values.whole(found, "revision"),
    )
    return CardRecord(card, _log(found))


def _standing(found: Members, default: str | None = None) -> tuple[Phase, int | None, date | None, datetime | None]:
    """Return where a card stands, or where an entry leaves it: its phase, its step, and when it is due."""
    phase = values.word(found, "phase", PHASES, default)
    step = values.whole_or_none(found, "step", MOST_STEP)
    due_day, due_at = values.day_or_none(found, "due_day", LAST_DUE), values.instant_or_none(found, "due_at")
    if (step is not None, due_at is not None) != (phase.in_steps, phase.in_steps):
        raise FaultError(_("a card has a step, and an instant at which it is due, in learning steps only"), "phase")
    if (due_day is not None) != (phase is not Phase.NEW):
        raise FaultError(_("a card has a day on which it is due, unless it is new"), "phase")
    return phase, step, due_day, due_at


def _memory(found: Members) -> Memory | None:
    if "stability" not in found and "difficulty" not in found:
        return None
    stability = values.number(found, "stability", STABILITY_MIN, STABILITY_MAX)
    return Memory(stability, values.number(found, "difficulty", EASIEST, HARDEST))


# The log


def _log(found: Members) -> tuple[Entry, ...]:
    entries: dict[int, Entry] = {}
    for index, value in enumerate(values.items(found, "reviews")):
        try:
            entry = _entry(value)
            if entry.review.id in entries:
                raise FaultError(_("it is there twice"), "id")
        except FaultError as fault:
            raise fault.within(f"reviews[{index}]") from fault
        entries[entry.review.id] = entry
    return tuple(entries[number] for number in sorted(entries))


def _entry(value: object) -> Entry:
    found = values.members(value, REVIEW, REVIEW_REQUIRED)
    kind = values.word(found, "kind", KINDS)
    phase, step, due_day, due_at = _standing(found, "review")
    review = Review(
        id=values.entry_id(found, "id"),
        card_id=0,
        time=values.instant(found, "time"),
        day=values.day(found, "day"),
        utc_offset=values.whole(found, "utc_offset", -MOST_OFFSET, MOST_OFFSET),
        kind=kind,
        rating=values.word(found, "rating", RATINGS) if "rating" in found else None,
        mode=values.line(found, "mode"),
        milliseconds=values.whole(found, "milliseconds"),
        given=values.as_it_is(found, "given"),
        confused_with=None,
        phase=phase,
        step=step,
        due_day=due_day,
        due_at=due_at,
        imported=_memory(found),
        undone=values.instant_or_none(found, "undone"),
        recall_ms=values.whole_or_none(found, "recall_ms"),
        scheduled_days=values.whole_or_none(found, "scheduled_days", MOST_DAYS),
        predicted=values.number_or_none(found, "predicted", 0, 1),
    )
    _check(review)
    return Entry(review, values.line(found, "confused_with"))


def _check(review: Review) -> None:
    """Raise :class:`FaultError` for an entry of which the program could make no state of a card."""
    kind = review.kind
    if kind.is_answer != (review.rating is not None):
        raise FaultError(_("answers have a rating, and nothing else has one"), "rating")
    if kind.brings_memory != (review.imported is not None):
        raise FaultError(_("entries of the kinds imported and known have a stability, and no others"), "stability")
    if kind is Kind.RESET and review.phase is not Phase.NEW:
        raise FaultError(_("a reset leaves a new card"), "phase")
    if kind is Kind.RESCHEDULE and review.phase is not Phase.REVIEW:
        raise FaultError(_("another due day leaves a card in review"), "phase")
    if (kind.moves_memory or kind.brings_memory) and review.phase is Phase.NEW:
        raise FaultError(_("a card that was answered is not new"), "phase")


def readable(error: FaultError | QuizError) -> str:
    """Return why a note could not be read, in one sentence."""
    return error.message if isinstance(error, QuizError) else _("{fault}.").format(fault=error.text)
