"""From what a person wants to study to the session or the drill that asks it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.asking import Asking, Manner
from quiz.cards import Kind, Rating
from quiz.confusing import MOST_PAIRS, ConfusionDrill
from quiz.drill import Drill
from quiz.errors import QuizError
from quiz.program import Program
from quiz.sessions import Start, begin, drill_of, drill_of_pair, manner
from quiz.store import Store
from quiz.study import Session
from tests.store.support import (
    MUSIC,
    NET,
    NOW,
    Clock,
    answer_all,
    card_of,
    deck_named,
    import_terms,
    import_text,
    record,
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Database, settings and clock of its own."""
    monkeypatch.setenv("QUIZ_DATABASE", str(tmp_path / "quiz.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("QUIZ_NOW", NOW.isoformat())
    return tmp_path


@pytest.fixture
def program(home: Path) -> Iterator[Program]:
    """A program with two decks of different fields."""
    with Store.open(home / "quiz.db", NOW) as store:
        store.note_first_decks()
        import_text(store, NET)
        import_text(store, MUSIC)
    made = Program()
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    """The clock of what happened before."""
    return Clock(NOW - timedelta(days=10))


def asked(asking: Asking, most: int = 50) -> list[str]:
    """Answer to the end and return the key and direction of each card that was asked."""
    clock, found = Clock(), list[str]()
    while len(found) < most and (question := asking.next(clock.now)) is not None:
        choices = asking.reveal(question, clock.now)
        asking.answer(question, choices, Rating.EASY, clock.forward(seconds=1), mode="flip")
        found.append(f"{question.note.key}/{question.direction.slug}")
    return found


def session(program: Program, **wanted: Any) -> Session:
    begun = begin(program, replace(Start(), **wanted))
    assert isinstance(begun, Session)
    return begun


def drill(program: Program, **wanted: Any) -> Drill:
    begun = begin(program, replace(Start(), **wanted))
    assert isinstance(begun, Drill)
    return begun


def refused(program: Program, **wanted: Any) -> QuizError:
    with pytest.raises(QuizError) as caught:
        begin(program, replace(Start(), **wanted))
    return caught.value


def change(program: Program, setting: str, value: str) -> None:
    assert program.config
    program.change(setting, value)


def mix_up(program: Program, one: str, other: str, clock: Clock, direction: str = "key") -> None:
    wrong = card_of(program.store, other, direction).note_id
    card = card_of(program.store, one, direction)
    record(program.store, card.id, Rating.AGAIN, clock.forward(minutes=1), confused_with=wrong)


# Which cards


def test_without_a_wish_everything_of_today_is_asked(program: Program) -> None:
    assert len(asked(session(program))) == 9


def test_only_the_named_decks_are_studied(program: Program) -> None:
    found = asked(session(program, decks=("music",)))
    assert found == ["allegro/term", "lento/term", "piano/term", "forte/term"]
    assert "Nett" in str(refused(program, decks=("Nett",)))


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("category:old", ["21/key", "23/key"]),
        ("tag:core or files", ["53/key", "21/key"]),
        ("direction:meaning category:old", ["21/meaning", "23/meaning"]),
        ("deck:Music fast", ["allegro/term"]),
    ],
)
def test_a_query_selects_what_a_session_asks(program: Program, where: str, found: list[str]) -> None:
    assert asked(session(program, where=where)) == found


def test_a_query_that_cannot_be_read_is_refused(program: Program) -> None:
    assert refused(program, where="rated:").hint
    assert refused(program, where="deck:Nirvana", cram=True).hint


def test_a_direction_selects_too(program: Program) -> None:
    assert asked(session(program, direction="meaning", decks=("net",))) == [
        f"{key}/meaning" for key in (53, 80, 443, 21, 23)
    ]


def test_a_direction_and_a_query_select_together(program: Program) -> None:
    assert asked(session(program, direction="meaning", where="category:old")) == ["21/meaning", "23/meaning"]


def test_a_direction_of_no_deck_is_refused_and_those_that_exist_are_named(program: Program) -> None:
    error = refused(program, direction="keys")
    assert "“keys”" in error.message
    assert all(slug in error.hint for slug in ("key", "meaning", "term"))
    assert "term" not in refused(program, direction="term", decks=("net",)).hint
    assert "term" in refused(program, direction="key", decks=("music",), cram=True).hint


def test_cards_whose_sibling_was_asked_follow_where_that_is_wanted(program: Program) -> None:
    assert asked(session(program, where="category:old", siblings=True)) == [
        "21/key",
        "23/key",
        "21/meaning",
        "23/meaning",
    ]


@pytest.mark.parametrize(
    ("day_start", "hour", "is_today"),
    [("04:00", 2, False), ("00:00", 2, True), ("06:00", 5, False), ("06:00", 7, True)],
)
def test_a_query_counts_days_as_the_settings_do(program: Program, day_start: str, hour: int, is_today: bool) -> None:
    import_text(program.store, "---\ntitle: Late\nfields: term, meaning\n---\na: one\n", NOW.replace(hour=hour))
    change(program, "day_start", day_start)
    if is_today:
        assert asked(session(program, where="added<1d", decks=("late",))) == ["a/term"]
    else:
        assert refused(program, where="added<1d", decks=("late",))


# How long, and how


def test_a_session_ends_as_it_was_meant_to(program: Program) -> None:
    assert len(asked(session(program, limit=3))) == 3
    timed = session(program, minutes=2)
    assert timed.next(NOW) is not None
    assert timed.next(NOW + timedelta(seconds=119)) is not None
    assert timed.next(NOW + timedelta(minutes=2)) is None


def test_ahead_asks_more_than_the_share_of_the_day(program: Program) -> None:
    import_terms(program.store, "Many", [f"t{number}" for number in range(45)], NOW)
    assert len(asked(session(program, decks=("Many",)))) == 20
    assert session(program, decks=("Many",)).next(NOW) is None
    assert len(asked(session(program, decks=("Many",), ahead=True))) == 20


def test_ahead_within_a_query_asks_what_it_finds(program: Program, clock: Clock) -> None:
    for key in ("53", "80"):
        record(program.store, card_of(program.store, key, "key").id, Rating.EASY, clock.now)
        clock.now = NOW - timedelta(days=1)
    assert asked(session(program, where="80 direction:key")) == []
    assert asked(session(program, where="80 direction:key", ahead=True), most=1) == ["80/key"]


@pytest.mark.parametrize(("forward", "soon"), [(None, True), (timedelta(0), False)])
def test_a_screen_may_wait_for_a_card_in_steps(program: Program, forward: timedelta | None, soon: bool) -> None:
    record(program.store, card_of(program.store, "allegro").id, Rating.AGAIN, NOW)
    begun = begin(program, Start(where="fast"), forward=forward)
    assert (begun.next(NOW) is not None) is soon


def test_cards_are_asked_as_the_settings_say_and_the_session_wants(program: Program) -> None:
    assert manner(program) == Manner("", "auto", proposes=True, language="en")
    change(program, "mode", "flip")
    change(program, "proposals", "off")
    change(program, "content_language", "zh")
    assert manner(program, "type") == Manner("type", "flip", proposes=False, language="zh")
    assert session(program, mode="choice").manner.mode == "choice"
    assert drill(program, cram=True, mode="type").manner.mode == "type"


# Cram


def test_cram_asks_every_card_of_a_selection_once_and_moves_nothing(program: Program) -> None:
    before = program.store.cards()
    found = asked(drill(program, cram=True, where="category:old"))
    assert sorted(found) == ["21/key", "21/meaning", "23/key", "23/meaning"]
    assert [card.state for card in program.store.cards()] == [card.state for card in before]
    assert program.store.log(card_of(program.store, "21", "key").id)[-1].kind is Kind.CRAM


def test_cram_without_a_query_asks_the_decks_whether_due_or_not(program: Program) -> None:
    answer_all(session(program), Clock())
    assert len(asked(drill(program, cram=True, decks=("music",)))) == 8
    assert len(asked(drill(program, cram=True))) == 18
    assert len(asked(drill(program, cram=True, direction="key"))) == 5


def test_cram_keeps_its_bounds_and_an_order_of_the_day(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    first = asked(drill(program, cram=True))
    assert asked(drill(program, cram=True)) == first
    assert first != sorted(first)
    assert asked(drill(program, cram=True, limit=3)) == first[:3]
    monkeypatch.setenv("QUIZ_NOW", (NOW + timedelta(days=1)).isoformat())
    tomorrow = Program()
    other = asked(drill(tomorrow, cram=True))
    tomorrow.close()
    assert other != first
    assert sorted(other) == sorted(first)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("category:old direction:key", ["23/key"]),
        ("is:suspended", ["21/key"]),
        ("IS:Suspended", ["21/key"]),
        ("category:old direction:key (is:suspended or is:new)", ["21/key", "23/key"]),
        ("direction:key category:old -is:suspended", ["23/key"]),
    ],
)
def test_cram_leaves_suspended_cards_out_unless_the_query_asks_for_them(
    program: Program, where: str, found: list[str]
) -> None:
    program.store.suspend([card_of(program.store, "21", "key").id])
    assert sorted(asked(drill(program, cram=True, where=where))) == found


def test_a_word_of_a_query_that_only_reads_so_asks_for_no_suspended_cards(program: Program) -> None:
    import_text(
        program.store, "---\ntitle: Bridges\nfields: term, meaning\n---\nsuspended: hangs on ropes\nrope: of it\n"
    )
    program.store.suspend([card_of(program.store, "suspended").id])
    found = asked(drill(program, cram=True, where="deck:Bridges (suspended or rope)"))
    assert "suspended/term" not in found


@pytest.mark.parametrize("cram", [False, True])
@pytest.mark.parametrize(
    "wanted",
    [{"where": "nothing like that"}, {"where": "is:due"}, {"where": "direction:key", "direction": "meaning"}],
    ids=str,
)
def test_a_selection_that_fits_no_card_is_refused(program: Program, wanted: dict[str, str], cram: bool) -> None:
    assert refused(program, cram=cram, **wanted).hint


def test_cram_of_nothing_but_suspended_cards_is_refused(program: Program) -> None:
    program.store.suspend([card.id for card in program.store.cards()])
    assert refused(program, cram=True)


# Mix-ups


def test_without_mix_ups_there_is_nothing_to_drill(program: Program) -> None:
    assert refused(program, confusions=True).hint


def test_the_pairs_that_were_mixed_up_are_drilled(program: Program, clock: Clock) -> None:
    mix_up(program, "80", "443", clock)
    mix_up(program, "lento", "piano", clock, "term")
    begun = drill(program, confusions=True)
    assert isinstance(begun, ConfusionDrill)
    assert sorted(set(asked(begun))) == ["443/key", "80/key", "lento/term", "piano/term"]
    assert program.store.log(card_of(program.store, "443", "key").id)[-1].kind is Kind.CRAM


def test_mix_ups_of_some_decks_are_drilled_alone(program: Program, clock: Clock) -> None:
    mix_up(program, "80", "443", clock)
    assert set(asked(drill(program, confusions=True, decks=("net",)))) == {"80/key", "443/key"}
    mix_up(program, "80", "443", clock)
    assert refused(program, confusions=True, decks=("music",))


def test_mix_ups_of_a_sub_deck_belong_to_the_deck_above(program: Program, clock: Clock) -> None:
    import_terms(program.store, "Net::Ports", ["x", "y"], NOW)
    mix_up(program, "x", "y", clock, "term")
    assert set(asked(drill(program, confusions=True, decks=("Net",)))) == {"x/term", "y/term"}


def test_not_more_pairs_are_drilled_than_can_be_kept_apart(program: Program, clock: Clock) -> None:
    terms = [f"{letter}{side}" for letter in "abcdefgh" for side in "12"]
    import_terms(program.store, "Pairs", terms, NOW)
    for one, other in zip(terms[::2], terms[1::2], strict=True):
        mix_up(program, one, other, clock, "term")
    mix_up(program, "h2", "h1", clock, "term")
    found = set(asked(drill(program, confusions=True)))
    assert len(found) == 2 * MOST_PAIRS
    assert {"h1/term", "h2/term"} < found, "they were mixed up most"


def test_mix_ups_count_in_the_schedule_where_that_is_wanted(program: Program, clock: Clock) -> None:
    mix_up(program, "80", "443", clock)
    assert drill(program, confusions=True, scheduled=True).moves_schedule
    assert not drill(program, confusions=True).moves_schedule
    asked(drill(program, confusions=True, scheduled=True))
    assert card_of(program.store, "443", "key").state.reps > 0


# Drills from a screen


def test_the_cards_of_a_summary_are_drilled_without_the_bounds_of_the_session(program: Program) -> None:
    ids = [card.id for card in program.store.cards(deck_ids=[deck_named(program.store, "Music").id])]
    assert len(asked(drill_of(program, ids[:3], Start(limit=1, mode="type")))) == 3
    assert drill_of(program, ids, Start(mode="type")).manner.mode == "type"


def pair_drill(program: Program, start: Start) -> Drill:
    card, other = card_of(program.store, "lento"), card_of(program.store, "piano")
    drill = drill_of_pair(program, card, program.store.note(other.note_id), start)
    assert isinstance(drill, Drill)
    return drill


def test_a_pair_can_be_drilled_alone(program: Program) -> None:
    assert set(asked(pair_drill(program, Start()))) == {"lento/term", "piano/term"}


def test_the_pair_of_a_session_that_has_its_number_of_answers_is_drilled_to_its_end(program: Program) -> None:
    assert len(asked(pair_drill(program, Start(limit=1)))) == 4


@pytest.mark.parametrize(
    ("start", "is_drill"),
    [(Start(), False), (Start(where="a"), False), (Start(cram=True), True), (Start(confusions=True), True)],
)
def test_a_start_says_whether_it_is_a_drill(start: Start, is_drill: bool) -> None:
    assert start.is_drill is is_drill
