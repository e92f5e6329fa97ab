"""Whatever is done to many cards and notes at once is taken back exactly, also after answers and changes in between."""

import json
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from quiz.cards import Rating
from quiz.changes import (
    Bury,
    Change,
    Delete,
    Done,
    Flag,
    MarkKnown,
    Merge,
    Move,
    Replace,
    Reschedule,
    Reset,
    Resume,
    SetField,
    Suspend,
    Tag,
    Unbury,
)
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.scheduling.days import study_day
from quiz.store import Store
from tests.store.support import BOTH_WAYS, NOW, OTHER_PARAMETERS, deck_named, import_terms, import_text, record

pytestmark = pytest.mark.no_cover

FIRST, SECOND = "Networks", "Systems"
INDEX = st.integers(0, 999)
SOME = st.lists(INDEX, min_size=1, max_size=6)
RATINGS = st.sampled_from(list(Rating))
TAGS = st.lists(st.sampled_from(["core", "leech", "新"]), max_size=2).map(tuple)
TABLES = {
    "note": "id, guid, deck_id, type_id, key, fields, tags, category, position, created, changed, sorted(imported),"
    " search_text, deleted",
    "card": "id, note_id, direction, deck_id, position, phase, step, due_day, due_at, stability, difficulty, reps,"
    " lapses, last_review, last_day, suspended, buried_until, flag, retired",
    "day": "*",
    "hour": "*",
}
IN_PLAY = "id, card_id, time, day, kind, rating, given, confused_with, phase, step, due_day, due_at, stability"


def tables(path: Path) -> dict[str, list[Any]]:
    """What lies in the file, without revisions; the texts last imported in any order."""
    with closing(sqlite3.connect(path)) as reader:
        reader.create_function("sorted", 1, lambda text: text and json.dumps(json.loads(text), sort_keys=True))
        return {name: sorted(reader.execute(f"SELECT {columns} FROM {name}")) for name, columns in TABLES.items()}


def entries(path: Path) -> list[Any]:
    """The entries of the log that were not taken back."""
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute(f"SELECT {IN_PLAY} FROM review WHERE undone IS NULL ORDER BY id").fetchall()


class ChangingMachine(RuleBasedStateMachine):
    """Changes of many cards and notes, answers between them, and taking back the last one or all."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "quiz.db"
        self.now = NOW
        self.store = Store.open(self.path, self.now)
        self.done: list[tuple[Done, dict[str, list[Any]], list[Any]]] = []

    @initialize()
    def import_decks(self) -> None:
        import_terms(self.store, FIRST, ["tcp", "udp", "dns"], self.now)
        import_terms(self.store, SECOND, ["tcp", "inode"], self.now, meaning="what is")
        import_text(self.store, "---\ntitle: Codes\n---\n404: Not Found, gone\n  also: Lost\n", self.now)
        deck = deck_named(self.store, SECOND)
        kind = self.store.note_types(deck)[0]
        written = NoteDraft({"term": "UDP", "meaning": "datagrams", "hint": "fast"}, ("mine",))
        self.store.add_note(deck, kind, written, self.now)
        self.store.set_settings(
            deck, replace(deck.settings, parameters=OTHER_PARAMETERS, leech_lapses=1, learning_steps=())
        )
        self.cards = [card.id for card in self.store.cards()]
        self.notes = sorted({card.note_id for card in self.store.cards()})

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @property
    def day(self) -> date:
        return study_day(self.now)

    def some_cards(self, indexes: list[int]) -> list[int]:
        return [self.cards[index % len(self.cards)] for index in indexes]

    def some_notes(self, indexes: list[int]) -> list[int]:
        return [self.notes[index % len(self.notes)] for index in indexes]

    def change(self, change: Change) -> None:
        self.now += timedelta(seconds=20)
        before, log = tables(self.path), entries(self.path)
        done = None
        with suppress(QuizError):
            done = self.store.change(change, self.now, self.day)
        if done is None:
            assert (tables(self.path), entries(self.path)) == (before, log)
            return
        if tables(self.path) == before:
            assert (done.cards, done.notes) == (0, 0)
        self.done.append((done, before, log))

    # What is done

    @rule(indexes=SOME, how=st.sampled_from([Suspend, Resume, Reset, MarkKnown, Unbury]))
    def change_cards(self, indexes: list[int], how: Any) -> None:
        self.change(how(self.some_cards(indexes)))

    @rule(indexes=SOME, flag=st.integers(0, 2), days=st.integers(0, 2))
    def mark_cards(self, indexes: list[int], flag: int, days: int) -> None:
        self.change(Flag(self.some_cards(indexes), flag))
        self.change(Bury(self.some_cards(indexes), self.day + timedelta(days=days)))

    @rule(indexes=SOME, name=st.sampled_from([FIRST, SECOND]))
    def move(self, indexes: list[int], name: str) -> None:
        self.change(Move(self.some_cards(indexes), deck_named(self.store, name).id))

    @rule(indexes=SOME, ahead=st.integers(-3, 9), length=st.integers(0, 4))
    def reschedule(self, indexes: list[int], ahead: int, length: int) -> None:
        first = self.day + timedelta(days=ahead)
        self.change(Reschedule(self.some_cards(indexes), first, first + timedelta(days=length)))

    @rule(indexes=SOME, add=TAGS, remove=TAGS)
    def tag(self, indexes: list[int], add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        self.change(Tag(self.some_notes(indexes), add, remove))

    @rule(
        indexes=SOME,
        find=st.sampled_from(["t", "C", "the meaning of", "what is ", "(.)c(.)", ""]),
        by=st.sampled_from(["", "x", r"\2\1", "传输", "tcp"]),
        field=st.sampled_from(["", "term", "meaning", "hint"]),
        regex=st.booleans(),
        match_case=st.booleans(),
    )
    def replace(self, indexes: list[int], **values: Any) -> None:
        self.change(Replace(self.some_notes(indexes), **values))

    @rule(indexes=SOME, field=st.sampled_from(["meaning", "hint", "term", "source"]), text=st.sampled_from(["", "a"]))
    def set_field(self, indexes: list[int], field: str, text: str) -> None:
        self.change(SetField(self.some_notes(indexes), field, text))

    @rule(indexes=SOME)
    def delete(self, indexes: list[int]) -> None:
        self.change(Delete(self.some_notes(indexes)))

    @rule(keep=INDEX, others=st.lists(INDEX, min_size=1, max_size=3))
    def merge(self, keep: int, others: list[int]) -> None:
        self.change(Merge(self.some_notes([keep])[0], self.some_notes(others)))

    # What happens between

    @rule(index=INDEX, rating=RATINGS, days=st.integers(0, 40), confused=st.none() | INDEX)
    def answer(self, index: int, rating: Rating, days: int, confused: int | None) -> None:
        self.now += timedelta(days=days, minutes=1)
        other = None if confused is None else self.some_notes([confused])[0]
        record(self.store, self.some_cards([index])[0], rating, self.now, confused_with=other)
        self.done.clear()

    @rule(index=INDEX, rating=RATINGS)
    def answer_and_undo(self, index: int, rating: Rating) -> None:
        card = self.some_cards([index])[0]
        if not self.store.card(card).suspended:
            record(self.store, card, rating, self.now)
            self.store.undo_last(None, self.now)
            self.done.clear()

    @rule(index=INDEX, rating=RATINGS, how=st.sampled_from([Suspend, Reset, MarkKnown, Delete, Merge, Move, Tag]))
    def take_back_after_an_answer(self, index: int, rating: Rating, how: Any) -> None:
        """Change something, answer, and take the change back: the answer stays in effect."""
        cards, notes = self.some_cards([index, index + 1]), self.some_notes([index, index + 1])
        target = (deck_named(self.store, FIRST).id,) if how is Move else ()
        change = (
            Merge(notes[0], notes[1:]) if how is Merge else how(cards if how not in (Delete, Tag) else notes, *target)
        )
        done = None
        with suppress(QuizError):
            done = self.store.change(change, self.now, self.day)
        if done is not None:
            self.now += timedelta(days=1)
            answered = record(self.store, cards[0], rating, self.now)
            self.store.take_back(done, self.now)
            assert answered in self.store.log(answered.card_id)
        self.done.clear()

    @rule()
    def import_again(self) -> None:
        import_terms(self.store, FIRST, ["tcp", "udp", "dns"], self.now, directions=BOTH_WAYS, meaning="says")
        self.done.clear()

    # Taking back

    @rule()
    def take_back_the_last(self) -> None:
        if self.done:
            done, before, log = self.done.pop()
            taken = self.store.take_back(done, self.now)
            assert (taken.cards, taken.notes) == (done.cards, done.notes)
            assert tables(self.path) == before
            assert entries(self.path) == log

    @rule()
    def take_back_all(self) -> None:
        while self.done:
            self.take_back_the_last()

    @invariant()
    def the_database_agrees_with_its_log(self) -> None:
        assert self.store.disagreements() == []


TestChanging = ChangingMachine.TestCase
TestChanging.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
