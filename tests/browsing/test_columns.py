"""Every column of the table keeps to the same contract."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from quiz.browsing import COLUMNS, CardLine, Column, Look, NoteLine, Sort, column, sorts_of, usual_columns
from quiz.cards import Card, CardState, Category, Deck, Memory, Note, NoteType, Phase
from quiz.deck_drafts import default_directions
from quiz.errors import QuizError
from quiz.study_settings import DeckSettings
from tests.browsing.orders import key_of

NOW = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8)))
LOOK = Look(NOW, language="en")
FIELDS = ("key", "name", "meaning")
KIND = NoteType("basic", FIELDS, "key", default_directions(FIELDS, "key"))
DECK = Deck(1, "Net", {"en": "Networks"}, "", "zh", DeckSettings(), (Category("4xx", "客户端", {"en": "Client"}),), {})
HOSTILE = "a\x1b[31m\u202eb\n[/x]"


def note(**fields: str) -> Note:
    texts = {"key": "404", "name": "Not Found", "meaning": "找不到", "meaning.en": "nothing there", **fields}
    added = datetime(2026, 3, 1, 19, 59, tzinfo=UTC)
    return Note(7, "g", 1, 1, "404", texts, ("core", "web"), "4xx", 0, added, added + timedelta(hours=1))


def card(state: CardState | None = None, number: int = 1, direction: str = "meaning") -> Card:
    return Card(number, 7, 1, direction, 0, state or CardState())


def card_line(state: CardState | None = None, *, said: Note | None = None) -> CardLine:
    return CardLine(card(state), said or note(), DECK, DECK, KIND)


def note_line(*states: CardState, said: Note | None = None) -> NoteLine:
    return NoteLine(said or note(), DECK, KIND, tuple(card(state, n) for n, state in enumerate(states, 1)))


REVIEWED = CardState(
    Phase.REVIEW, None, date(2026, 3, 9), None, Memory(12.34, 5.25), 4, 1, NOW - timedelta(days=3), date(2026, 2, 27)
)
IN_STEPS = CardState(Phase.LEARNING, 0, date(2026, 3, 2), NOW + timedelta(minutes=10), Memory(2.0, 5.0), 1, 0)


@pytest.mark.parametrize("found", [*COLUMNS.values(), column("field:meaning")], ids=lambda found: found.name)
def test_a_cell_is_one_line_in_which_nothing_acts(found: Column) -> None:
    hostile = note(key=HOSTILE, name=HOSTILE, meaning=HOSTILE, **{"meaning.en": HOSTILE})
    bad = replace(DECK, name=HOSTILE, titles={}, categories=(Category("4xx", HOSTILE),))
    told = replace(hostile, key=HOSTILE, tags=(HOSTILE,))
    lines: list[CardLine | NoteLine] = []
    for state in (CardState(), REVIEWED, IN_STEPS):
        lines += [CardLine(card(state), told, bad, bad, KIND)] if found.of_cards else []
        lines += [NoteLine(told, bad, KIND, (card(state),))] if found.of_notes else []
    assert lines
    for line in lines:
        text = found.text(line, LOOK)
        assert not set(text) & set("\x1b\n\u202e")
    assert found.heading()


def cells(line: CardLine | NoteLine, *names: str) -> list[str]:
    return [column(name, notes=isinstance(line, NoteLine)).text(line, LOOK) for name in names]


def test_a_new_card_has_nothing_to_show_of_its_schedule() -> None:
    line = card_line()
    assert cells(line, "key", "prompt", "answer") == ["404", "nothing there", "404"]
    assert cells(line, "deck", "category", "tags", "direction") == [
        "Networks", "4xx Client", "core web", "meaning → key"
    ]  # fmt: skip
    names = ("due", "interval", "stability", "difficulty", "retrievability", "reviewed", "flag")
    assert cells(line, *names) == [""] * len(names)
    assert all(key_of(name, line, LOOK) is None for name in names)


def test_a_card_in_review_shows_what_is_known_of_it() -> None:
    line = card_line(REVIEWED)
    assert cells(line, "due", "interval", "stability", "difficulty") == ["2026-03-09", "10 d", "12.3 d", "5.2"]
    assert cells(line, "retrievability", "lapses", "reps", "reviewed") == ["97 %", "1", "4", "2026-02-27"]
    assert cells(line, "state", "field:name", "field:nothing") == ["in review", "Not Found", ""]


def test_a_card_in_steps_shows_the_time_at_which_it_is_due_today() -> None:
    assert cells(card_line(IN_STEPS), "due") == ["09:10"]
    tomorrow = replace(IN_STEPS, due_day=date(2026, 3, 3), due_at=NOW + timedelta(days=1))
    assert cells(card_line(tomorrow), "due") == ["2026-03-03"]


def test_what_is_put_aside_hides_the_phase() -> None:
    line = card_line(REVIEWED)
    buried = replace(line, card=replace(line.card, buried_until=date(2026, 3, 3)))
    assert cells(buried, "state") == ["buried"]
    assert cells(replace(line, card=replace(line.card, buried_until=date(2026, 3, 2))), "state") == ["in review"]
    assert cells(replace(buried, card=replace(buried.card, suspended=True, flag=2)), "state", "flag") == [
        "suspended", "⚑2"
    ]  # fmt: skip


def test_a_note_shows_its_cards_together() -> None:
    line = note_line(REVIEWED, IN_STEPS, CardState())
    assert cells(line, "cards", "due", "lapses", "fields") == ["3", "09:10", "1", "Not Found · nothing there"]
    assert cells(note_line(), "cards", "due", "lapses") == ["0", "", "0"]


def test_a_day_is_that_of_the_learner() -> None:
    line = card_line()
    assert cells(line, "added", "changed") == ["2026-03-01", "2026-03-02"]
    early = Look(NOW, timedelta(0))
    assert COLUMNS["added"].text(line, early) == "2026-03-02"


def test_what_is_due_on_a_day_comes_before_what_is_due_within_it() -> None:
    today = replace(REVIEWED, due_day=LOOK.day)
    keys = [key_of("due", card_line(state), LOOK) for state in (today, IN_STEPS, REVIEWED)]
    assert keys == sorted(keys, key=lambda key: float(key or 0))


def test_a_direction_that_is_gone_is_named_by_its_slug() -> None:
    line = replace(card_line(), card=card(direction="gone"))
    assert cells(line, "direction", "prompt", "answer") == ["gone", "", ""]


def test_the_usual_columns_fit_their_table() -> None:
    for notes in (False, True):
        assert all(found.fits(notes=notes) for found in usual_columns(notes=notes))


@pytest.mark.parametrize(
    ("name", "notes"), [("prompt", True), ("cards", False), ("nothing", False), ("field:", False), ("field:id", True)]
)
def test_a_column_that_does_not_exist_is_refused(name: str, notes: bool) -> None:
    with pytest.raises(QuizError):
        column(name, notes=notes)


def test_columns_to_sort_by_are_read() -> None:
    assert sorts_of("due, -lapses,-field:name") == (Sort("due"), Sort("lapses", True), Sort("field:name", True))
    assert sorts_of("") == ()
    assert ",".join(map(str, sorts_of("due,-lapses"))) == "due,-lapses"
    with pytest.raises(QuizError, match="“-” here"):
        sorts_of("--")
