"""The tables, as the newest schema has them.

Rows of ``review`` are never deleted or rewritten except for ``undone``, and for ``card_id`` and ``confused_with`` when
notes are merged: what was learnt of them is the history of the kept one then, and ids and order stay. Cards and notes
are never deleted but retired, because the log refers to them. What is due, new or in learning is found through one
index of ``card``.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Index, Integer, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from quiz.cards import Kind, Phase, Rating
from quiz.store.columns import Code, Instant, StudyDay, TenThousandths

# In SQLite only a column that is declared INTEGER is the row's own number; there it has 64 bits anyway.
_LongId = BigInteger().with_variant(Integer, "sqlite")


class MetaRow(SQLModel, table=True):
    """What is known of the file itself: the number of its schema, the number of this device."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


class DeckRow(SQLModel, table=True):
    """A deck. ``imported`` has the texts of its head as they were last imported."""

    __tablename__ = "deck"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    titles: dict[str, str] = Field(sa_type=JSON)
    description: str = ""
    language: str = ""
    settings: dict[str, Any] = Field(sa_type=JSON)
    categories: list[dict[str, Any]] = Field(sa_type=JSON)
    front: dict[str, str] = Field(sa_type=JSON)
    imported: dict[str, Any] = Field(sa_type=JSON)
    created: datetime = Field(sa_type=Instant)
    deleted: datetime | None = Field(default=None, sa_type=Instant)


class NoteTypeRow(SQLModel, table=True):
    """A note type of one deck."""

    __tablename__ = "note_type"
    __table_args__ = (UniqueConstraint("deck_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    deck_id: int = Field(foreign_key="deck.id")
    name: str
    fields_: list[str] = Field(sa_column=Column("fields", JSON, nullable=False))
    key_field: str
    directions: list[dict[str, Any]] = Field(sa_type=JSON)


class NoteRow(SQLModel, table=True):
    """A note. ``deck_id`` is its home, the deck that it was written or imported into.

    ``imported`` is empty (NULL) for a note that was never imported; otherwise it has the texts last imported as far as
    they differ from the present ones, which keeps it small. ``tags`` are separated by spaces, one at each end.
    """

    __tablename__ = "note"
    __table_args__ = (Index("note_by_key", "deck_id", "key"), Index("note_by_position", "deck_id", "position"))

    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    deck_id: int = Field(foreign_key="deck.id")
    type_id: int = Field(foreign_key="note_type.id")
    key: str
    fields_: dict[str, str] = Field(sa_column=Column("fields", JSON, nullable=False))
    tags: str = ""
    category: str = ""
    position: int
    created: datetime = Field(sa_type=Instant)
    changed: datetime = Field(sa_type=Instant)
    imported: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    search_text: str
    deleted: datetime | None = Field(default=None, sa_type=Instant)


class CardRow(SQLModel, table=True):
    """A card. ``retired`` cards belong to a deleted note or to a direction that is gone; they keep their history."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("note_id", "direction"),
        Index("card_queue", "deck_id", "phase", "due_day", "position"),
    )

    id: int | None = Field(default=None, primary_key=True)
    note_id: int = Field(foreign_key="note.id")
    direction: str
    deck_id: int = Field(foreign_key="deck.id")
    position: int
    phase: Phase = Field(default=Phase.NEW, sa_type=Code(Phase))
    step: int | None = Field(default=None, sa_type=SmallInteger)
    due_day: date | None = Field(default=None, sa_type=StudyDay)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    stability: float | None = Field(default=None, sa_type=Float)
    difficulty: float | None = Field(default=None, sa_type=Float)
    reps: int = 0
    lapses: int = 0
    last_review: datetime | None = Field(default=None, sa_type=Instant)
    last_day: date | None = Field(default=None, sa_type=StudyDay)
    suspended: bool = False
    buried_until: date | None = Field(default=None, sa_type=StudyDay)
    flag: int = Field(default=0, sa_type=SmallInteger)
    retired: bool = False
    revision: int = 0


class ReviewRow(SQLModel, table=True):
    """An entry of the review log. See :mod:`quiz.store.log` for how its id is made.

    Only merging notes (:mod:`quiz.store.joining`) gives it to another card, so that no history is lost.
    """

    __tablename__ = "review"
    __table_args__ = (Index("review_by_card", "card_id"),)

    id: int = Field(sa_column=Column(_LongId, primary_key=True, autoincrement=False))
    card_id: int = Field(foreign_key="card.id")
    time: datetime = Field(sa_type=Instant)
    day: date = Field(sa_type=StudyDay)
    utc_offset: int = Field(sa_type=SmallInteger)
    kind: Kind = Field(sa_type=Code(Kind))
    rating: Rating | None = Field(default=None, sa_type=Code(Rating))
    mode: str = ""
    milliseconds: int = 0
    given: str = ""
    confused_with: int | None = Field(default=None, sa_column=Column(ForeignKey("note.id"), nullable=True))
    phase: Phase = Field(sa_type=Code(Phase))
    step: int | None = Field(default=None, sa_type=SmallInteger)
    due_day: date | None = Field(default=None, sa_type=StudyDay)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    stability: float | None = Field(default=None, sa_type=Float)
    difficulty: float | None = Field(default=None, sa_type=Float)
    undone: datetime | None = Field(default=None, sa_type=Instant)
    recall_ms: int | None = None
    scheduled_days: int | None = None
    predicted: float | None = Field(default=None, sa_type=TenThousandths)


class DayRow(SQLModel, table=True):
    """What was answered on one study day in one deck, direction and kind, without what was taken back.

    The columns ``mature_...`` have the part of the others that mature cards have in it.
    """

    __tablename__ = "day"

    day: date = Field(sa_type=StudyDay, primary_key=True)
    deck_id: int = Field(foreign_key="deck.id", primary_key=True)
    direction: str = Field(primary_key=True)
    kind: Kind = Field(sa_type=Code(Kind), primary_key=True)
    again: int = 0
    hard: int = 0
    good: int = 0
    easy: int = 0
    milliseconds: int = Field(default=0, sa_type=BigInteger)
    cards_new: int = 0
    mature_again: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    mature_hard: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    mature_good: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    mature_easy: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    mature_milliseconds: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


class HourRow(SQLModel, table=True):
    """How many answers of the schedule one hour of a study day had in one deck, and how many of them were right."""

    __tablename__ = "hour"

    day: date = Field(sa_type=StudyDay, primary_key=True)
    deck_id: int = Field(foreign_key="deck.id", primary_key=True)
    hour: int = Field(sa_type=SmallInteger, primary_key=True)
    answers: int = 0
    passed: int = 0
