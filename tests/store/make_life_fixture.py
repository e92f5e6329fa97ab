"""Writes ``tests/data/schema-N-life.sql``, with N the newest schema: the life of a person with the program, as SQL.

Three decks, one below another, two note types in one of them, and forty study days in three time zones. Like the files
of :mod:`tests.store.make_schema_fixture` they are frozen; each was written by this module within the program of its
time, which is why it keeps to what all of them have::

    python -m tests.store.make_life_fixture
"""

import random
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from quiz.cards import Deck, NoteType, Rating
from quiz.deck_drafts import NoteDraft, default_directions
from quiz.store import Store, migrations
from quiz.study import Session
from tests.store.make_schema_fixture import dump
from tests.store.support import DATA, MUSIC, NET, OTHER_PARAMETERS, Clock, deck_named, import_text

DAYS = 40
ZONES = ("Asia/Shanghai", "America/New_York", "Asia/Kathmandu")
SONG = NoteType("song", ("词", "meaning"), "词", default_directions(("词", "meaning"), "词"))


def frozen(schema: int) -> Path:
    """Where the life in a schema lies."""
    return DATA / f"schema-{schema}-life.sql"


def live(store: Store, clock: Clock) -> None:
    """Make decks, study them for weeks, and change everything that can be changed on the way."""
    rng = random.Random(9)
    _decks(store, clock)
    for number in range(DAYS):
        clock.now = clock.now.astimezone(ZoneInfo(ZONES[number // 6 % len(ZONES)]))
        clock.forward(days=-1 if number == 20 else rng.choice((1, 1, 1, 2)), minutes=rng.randrange(90))
        _study(store, clock, rng)
        _change(store, clock, rng, number)


def _decks(store: Store, clock: Clock) -> None:
    import_text(store, NET, clock.now)
    deep = store.add_deck("Net::深", clock.now, (SONG, _terms()))
    music = deck_named(store, "Music") if import_text(store, MUSIC, clock.now) else None
    assert music is not None
    for kind, fields in ((SONG, {"词": "快板"}), (_terms(), {"term": "lento"}), (SONG, {"词": "  “引号” 'x'"})):
        known = next(one for one in store.note_types(deep) if one.name == kind.name)
        store.add_note(deep, known, NoteDraft({**fields, "meaning": "多行\n的 意思 🎵"}, ("a", "b")), clock.now)
    store.set_settings(music, replace(music.settings, parameters=OTHER_PARAMETERS, new_per_day=2))
    net = deck_named(store, "Net")
    if "leech_lapses" in dir(net.settings):
        store.set_settings(net, replace(net.settings, leech_lapses=2))


def _terms() -> NoteType:
    return NoteType("terms", ("term", "meaning"), "term", default_directions(("term", "meaning"), "term"))


def _study(store: Store, clock: Clock, rng: random.Random) -> None:
    """Answer some cards; now and then one is mixed up with another note, or its answer is taken back."""
    session, notes = Session(store, None), [note.id for deck in store.decks() for note in store.notes(deck)]
    for _number in range(rng.randint(4, 9)):
        question = session.next(clock.now)
        if question is None:
            return
        rating = rng.choices(list(Rating), weights=(25, 15, 45, 15))[0]
        choices = session.reveal(question, clock.forward(seconds=rng.randint(2, 70)))
        other = rng.choice(notes) if rng.random() < 0.3 else None
        confused = other if other != question.note.id else None
        mode = rng.choice(("flip", "type"))
        session.answer(question, choices, rating, clock.forward(seconds=2), mode=mode, confused_with=confused)
        if rng.random() < 0.1:
            session.undo(clock.forward(seconds=3))


def _change(store: Store, clock: Clock, rng: random.Random, number: int) -> None:
    """Do on each day one of the things that a person does beside answering."""
    answered = [card.id for card in store.cards() if card.state.memory is not None]
    every = [card.id for card in store.cards()]
    card = rng.choice(answered or every)
    deck = rng.choice(store.decks())
    match number % 10:
        case 1:
            store.suspend([rng.choice(every)])
        case 2:
            store.bury([card], clock.day + timedelta(days=rng.randint(1, 9)))
        case 3:
            store.flag([card], rng.randint(1, 7))
        case 4:
            store.reset([card], clock.now, clock.day)
        case 5:
            store.reschedule([card], clock.day + timedelta(days=rng.randint(1, 30)), clock.now, clock.day)
        case 6:
            store.move([card], deck)
        case 7:
            note = store.note(store.card(card).note_id)
            fields = {**note.fields, "meaning": note.fields["meaning"] + "，改"}
            store.edit_note(note, NoteDraft(fields, (*note.tags, "mine"), note.category), clock.now)
        case 8:
            _delete_or_bring_back(store, clock, deck, number)
        case 9 if number > 20 and "mark_known" in dir(store):
            store.mark_known([card], clock.now, clock.day)


def _delete_or_bring_back(store: Store, clock: Clock, deck: Deck, number: int) -> None:
    if number == 8:
        store.delete_note(store.notes(deck)[-1], clock.now)
    elif number == 28:
        store.delete_deck(deck_named(store, "Music"), clock.now)
    elif number == 38:
        store.restore_decks([one.id for one in store.deleted_decks()])


def make() -> str:
    """Return the life as SQL."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.db"
        with Store.open(path, clock.now) as store:
            live(store, clock)
            assert store.disagreements() == []
        return dump(path)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else frozen(migrations.latest())
    target.write_text(make(), encoding="utf-8")
