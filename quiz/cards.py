"""The words of the program as data: decks, note types, notes, cards, reviews.

Everything here is immutable and knows neither the database nor the screen. Days are study days (see
:mod:`quiz.scheduling.days`), instants are aware datetimes in UTC.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b

from quiz.errors import QuizError
from quiz.locale import _
from quiz.study_settings import DeckSettings
from quiz.text import compatible, literal

RESERVED_FIELDS = ("id", "was", "tags", "note-type")
"""Names that mean something else than a field under a note of a deck file."""

EXTRA_FIELDS = ("also", "hint", "explain", "confused", "source", "versus")
"""Fields that any note may have beside those of its note type; ``versus.KEY`` and languages come behind a dot."""

FIELD_NAME = re.compile(r"[^\W\d_][\w.-]*")
"""A field's name: a letter of any script, then letters, digits, dots, underscores and hyphens."""

GUID_BYTES = 9
_GUID_LENGTH = GUID_BYTES * 4 // 3

MATURE_DAYS = 21
"""The interval, or the stability, in days from which a card is mature, and no longer young; as in Anki."""

DEFAULT_TYPE = "basic"
"""The name of a deck's main note type where nobody gave it one."""

JUDGES = ("auto", "exact", "name", "self")
"""How the typed answer of a direction is judged: by what is asked for, as a code, as a name, or by the person."""


class Rating(IntEnum):
    """How well a card was remembered."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(IntEnum):
    """Where a card is: never answered, in learning steps, in review, or in relearning steps after a lapse."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3

    @property
    def in_steps(self) -> bool:
        """Whether the card is due at an instant rather than on a day."""
        return self in (Phase.LEARNING, Phase.RELEARNING)


class Kind(IntEnum):
    """What an entry of the review log is."""

    LEARN = 0
    REVIEW = 1
    RELEARN = 2
    CRAM = 3
    INTERVIEW = 4
    RESET = 5
    RESCHEDULE = 6
    IMPORTED = 7
    KNOWN = 8

    @property
    def is_answer(self) -> bool:
        """Whether a person answered a card, so that it counts in the statistics."""
        return self <= Kind.INTERVIEW

    @property
    def sets_schedule(self) -> bool:
        """Whether it decides when a card comes again: everything but drills and interviews."""
        return self not in (Kind.CRAM, Kind.INTERVIEW)

    @property
    def moves_memory(self) -> bool:
        """Whether the memory model learns from it."""
        return self <= Kind.RELEARN

    @property
    def brings_memory(self) -> bool:
        """Whether it sets the memory of a card to what it says: an imported state, or known for good."""
        return self in (Kind.IMPORTED, Kind.KNOWN)


KIND_OF_PHASE = {
    Phase.NEW: Kind.LEARN,
    Phase.LEARNING: Kind.LEARN,
    Phase.REVIEW: Kind.REVIEW,
    Phase.RELEARNING: Kind.RELEARN,
}


@dataclass(frozen=True, slots=True)
class Direction:
    """One way in which a note is asked: from its prompt fields to its answer fields.

    ``slug`` names the direction for good and means nothing by itself; ``judge`` is how a typed answer is judged, one of
    :data:`JUDGES`.
    """

    slug: str
    prompt: tuple[str, ...]
    answer: tuple[str, ...]
    hint: tuple[str, ...] = ("hint",)
    judge: str = "auto"

    def __str__(self) -> str:
        return f"{' + '.join(self.prompt)} → {' + '.join(self.answer)}"


@dataclass(frozen=True, slots=True)
class NoteType:
    """Which fields a note has, in order, and in which directions it is asked. It belongs to a deck."""

    name: str
    fields: tuple[str, ...]
    key_field: str
    directions: tuple[Direction, ...]
    id: int = 0

    def direction(self, slug: str) -> Direction:
        """Return the direction with this slug. Raises ``KeyError`` where there is none."""
        for direction in self.directions:
            if direction.slug == slug:
                return direction
        raise KeyError(slug)

    @property
    def also_names(self) -> str:
        """The field whose text has other names, under ``also``: the first behind the key of several, else the key.

        Of several fields the last is the meaning, and the first names what the key stands for.
        """
        others = [name for name in self.fields if name != self.key_field]
        return others[0] if len(others) > 1 else self.key_field

    def check(self, fields: Mapping[str, str]) -> None:
        """Raise :class:`QuizError` unless a note with these fields can be asked in every direction."""
        if "\n" in fields.get(self.key_field, ""):
            raise QuizError(
                _("The key “{key}” has more than one line.").format(key=literal(fields[self.key_field].split("\n")[0])),
                _("Write it in one line."),
            )
        side = self.missing_side(fields)
        if side:
            key, names = fields.get(self.key_field, ""), " + ".join(side)
            message = _("The note “{key}” has no {fields}.") if key else _("The note has no text for {fields}.")
            raise QuizError(message.format(key=key, fields=names), _("Each side of a card needs some text."))

    def missing_side(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        """Return the fields of which one has to be filled in so that a side of a card has text; none where all have."""
        for direction in self.directions:
            for side in (direction.prompt, direction.answer):
                for name in side:
                    if fields.get(name):
                        break
                else:
                    return side
        return ()

    def unknown(self, names: Mapping[str, str]) -> list[str]:
        """Return those field names that neither this note type nor the program knows."""
        known = {*self.fields, *EXTRA_FIELDS}
        return [name for name in names if name not in known and name.split(".")[0] not in known]


@dataclass(frozen=True, slots=True)
class Category:
    """A heading of a deck: its code, and its title in the deck's language and in others."""

    code: str
    title: str
    titles: Mapping[str, str] = field(default_factory=dict)

    def title_in(self, language: str) -> str:
        """Return the title in ``language`` where there is one, else the deck's own."""
        return self.titles.get(language, self.title)


@dataclass(frozen=True, slots=True)
class Deck:
    """A collection of notes that is studied together. ``A::B`` is a sub-deck of ``A``.

    ``deleted`` is when it was deleted, for a deck that is only kept to be brought back.
    """

    id: int
    name: str
    titles: Mapping[str, str]
    description: str
    language: str
    settings: DeckSettings
    categories: tuple[Category, ...]
    front: Mapping[str, str]
    deleted: datetime | None = None

    def title_in(self, language: str) -> str:
        """Return the deck's name in ``language`` where there is one, else its own."""
        return self.titles.get(language, self.name)

    def category(self, code: str) -> Category:
        """Return the category with this code; one without a title of its own has its code as title."""
        return next((c for c in self.categories if c.code == code), Category(code, code))


def text_in(fields: Mapping[str, str], name: str, language: str) -> str:
    """Return the text of a field in ``language`` where it is written in it, else in the deck's own; may be empty."""
    return fields.get(f"{name}.{language}") or fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Note:
    """One fact with named fields. ``key`` is its key field in NFKC; it finds the note when a deck is imported again."""

    id: int
    guid: str
    deck_id: int
    type_id: int
    key: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    category: str
    position: int
    created: datetime
    changed: datetime

    def text(self, name: str, language: str) -> str:
        """Return the text of a field in ``language`` where the note has it, else in the deck's own; may be empty."""
        return text_in(self.fields, name, language)


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS knows of a card: stability in days until recall falls to 90 %, and difficulty from 1 to 10."""

    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class CardState:
    """Where a card stands in its schedule.

    ``due_day`` is the study day from which it is due; in learning steps ``due_at`` is the instant. Both are empty for a
    new card. ``last_day`` is the study day of ``last_review``, as it was when it was answered.
    """

    phase: Phase = Phase.NEW
    step: int | None = None
    due_day: date | None = None
    due_at: datetime | None = None
    memory: Memory | None = None
    reps: int = 0
    lapses: int = 0
    last_review: datetime | None = None
    last_day: date | None = None

    @property
    def scheduled_days(self) -> int | None:
        """The interval in whole days that a card in review was given at its last review; none in steps."""
        if self.phase is not Phase.REVIEW or self.due_day is None or self.last_day is None:
            return None
        return max(0, (self.due_day - self.last_day).days)


@dataclass(frozen=True, slots=True)
class Card:
    """One note asked in one direction. ``revision`` grows with every change, so that a stale answer is noticed."""

    id: int
    note_id: int
    deck_id: int
    direction: str
    position: int
    state: CardState
    suspended: bool = False
    buried_until: date | None = None
    flag: int = 0
    retired: bool = False
    revision: int = 0

    def is_available(self, day: date) -> bool:
        """Whether the card may be asked on ``day`` as far as suspending and burying go."""
        return not (self.suspended or self.retired) and (self.buried_until is None or self.buried_until <= day)


@dataclass(frozen=True, slots=True)
class Review:
    """One entry of the review log: an answered card, or a manual change of its schedule.

    ``day`` and ``utc_offset`` (minutes) are those of the moment it was answered and are never computed again.
    ``phase``, ``step``, ``due_day`` and ``due_at`` are what it left. ``imported`` is the memory of an imported state or
    of a card known for good. ``milliseconds`` last from the question to the rating, ``recall_ms``, where known, to the
    moment at which the answer was shown or judged.

    ``scheduled_days`` and ``predicted`` are what held just before the entry: the interval of a card in review in whole
    days, and the probability of recall, 0 to 1 in steps of 0.0001, that the memory model expected. They are kept as
    they were, so that statistics tell what was predicted, not what would be now.
    """

    id: int
    card_id: int
    time: datetime
    day: date
    utc_offset: int
    kind: Kind
    rating: Rating | None
    mode: str
    milliseconds: int
    given: str
    confused_with: int | None
    phase: Phase
    step: int | None
    due_day: date | None
    due_at: datetime | None
    imported: Memory | None = None
    undone: datetime | None = None
    recall_ms: int | None = None
    scheduled_days: int | None = None
    predicted: float | None = None

    @property
    def is_mature(self) -> bool:
        """Whether the card had an interval of :data:`MATURE_DAYS` or more when it was asked."""
        return self.scheduled_days is not None and self.scheduled_days >= MATURE_DAYS

    @property
    def hour(self) -> int:
        """The hour of the day, 0 to 23, on the learner's clock."""
        return (self.time + timedelta(minutes=self.utc_offset)).hour


def key_of(text: str) -> str:
    """Return the key under which a note with this text in its key field is found again: NFKC, trimmed."""
    return compatible(text)


def keys_of(texts: Sequence[str]) -> list[str]:
    """Return the keys under which notes with these texts are found again, as :func:`key_of` does each."""
    return list(map(str.strip if "".join(texts).isascii() else key_of, texts))


def split_tags(text: str) -> list[str]:
    """Return the tags in a text, which are separated by commas or white space."""
    return [tag for tag in re.split(r"[,，、\s]+", text) if tag]


@lru_cache(1024)
def check_field_name(name: str) -> None:
    """Raise :class:`QuizError` unless a field may have this name."""
    if not FIELD_NAME.fullmatch(name) or name in RESERVED_FIELDS:
        raise QuizError(
            _("“{name}” cannot be the name of a field.").format(name=literal(name)),
            _(
                "A name begins with a letter and has letters, digits, “.”, “_” and “-”; {reserved} mean something else."
            ).format(reserved=", ".join(RESERVED_FIELDS)),
        )


def derived_guid(deck_name: str, key: str) -> str:
    """Return the guid of a note whose source names none: the same on every machine, for the same fact."""
    return derived_guids(deck_name, [key])[0]


def derived_guids(deck_name: str, keys: Sequence[str]) -> list[str]:
    """Return the guids of notes of one deck as :func:`derived_guid` does each, by their keys.

    They are written in base64 together: three bytes are four characters, so that of each stands alone.
    """
    begun = blake2b(f"{deck_name}\0".encode(), digest_size=GUID_BYTES)
    digests = []
    for key in keys:
        digest = begun.copy()
        digest.update(key.encode())
        digests.append(digest.digest())
    written = urlsafe_b64encode(b"".join(digests)).decode()
    return [written[start : start + _GUID_LENGTH] for start in range(0, len(written), _GUID_LENGTH)]
