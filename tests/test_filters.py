"""Filters: names beside those of decks, queries that are studied together, and what is left of today in each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given

from quiz import config
from quiz.asking import Counts
from quiz.cards import Rating
from quiz.errors import QuizError
from quiz.filtered import held, rows
from quiz.filters import Filter, FilterRow, all_filters, checked, free_name, lost, meant
from quiz.overview import overview
from quiz.program import Program
from quiz.query import QueryError, parse
from quiz.query.conditions import All, AnyOf
from quiz.query.joining import both, either
from quiz.repository import DeckCounts
from quiz.sessions import Start, begin, resolved
from quiz.store import Store
from quiz.study import Session
from quiz.study_settings import DeckSettings
from tests.store.drawn_queries import QUERIES, Meaning
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

BROKEN = Filter("broken", "deck:nope")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A program with two decks, database, settings and clock of its own."""
    monkeypatch.setenv("QUIZ_DATABASE", str(tmp_path / "quiz.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("QUIZ_NOW", NOW.isoformat())
    with Store.open(tmp_path / "quiz.db", NOW) as store:
        store.note_first_decks()
        import_text(store, NET)
        import_text(store, MUSIC)
    made = Program()
    yield made
    made.close()


def keep(program: Program, **filters: str) -> None:
    """Keep filters in the settings."""
    for name, query in filters.items():
        program.change(f"filters.{name}", query)


def counted(program: Program, query: str) -> FilterRow:
    """What home shows of a filter with a query."""
    [row] = rows(program, [Filter("one", query)])
    return row


def keys_of(session: object) -> list[str]:
    """The keys of what a session asks to its end."""
    assert isinstance(session, Session)
    return [question.note.key for question in answer_all(session, Clock())]


# Where they are kept


def test_a_filter_is_kept_in_a_table_of_its_own_beside_searches(program: Program) -> None:
    program.change("searches.weak", "lapses>3")
    keep(program, weak="is:leech")
    assert all_filters(program.config) == [Filter("weak", "is:leech")]
    assert dict(program.config.searches) == {"weak": "lapses>3"}
    assert config.config_path().read_text() == '[searches]\nweak = "lapses>3"\n\n[filters]\nweak = "is:leech"\n'


def test_filters_come_by_name_and_one_without_a_query_is_none(program: Program) -> None:
    path = config.config_path()
    path.parent.mkdir(parents=True)
    path.write_text('[filters]\nb = "is:due"\n"A 1" = "is:new"\nempty = " "\n')
    assert [one.name for one in all_filters(program.config)] == ["A 1", "b"]


def test_a_filter_without_a_query_is_forgotten_and_the_others_stay(program: Program) -> None:
    keep(program, weak="is:leech", new="is:new")
    keep(program, weak="")
    assert all_filters(program.config) == [Filter("new", "is:new")]


# Names


@pytest.mark.parametrize("name", ["Net", "net", "网络", " NET ", "ＮＥＴ"])
def test_a_filter_cannot_have_the_name_of_a_deck_in_any_language(program: Program, name: str) -> None:
    with pytest.raises(QuizError, match="There is a deck"):
        free_name(program, name)


def test_a_filter_cannot_have_the_name_of_another_one_but_keeps_its_own(program: Program) -> None:
    keep(program, Weak="is:leech")
    with pytest.raises(QuizError, match="There is a filter “Weak” already"):
        free_name(program, "weak")
    assert free_name(program, " weak ", "Weak") == "weak"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1bb"])
def test_a_name_that_cannot_be_written_is_refused(program: Program, name: str) -> None:
    with pytest.raises(QuizError):
        free_name(program, name)


def test_a_query_that_fails_is_not_kept(program: Program) -> None:
    for query in ("deck:nope", "(", "rated:"):
        with pytest.raises(QueryError):
            checked(program, "weak", query)


def test_a_name_in_another_case_means_the_filter_that_there_is(program: Program) -> None:
    keep(program, Weak="is:leech")
    assert checked(program, "weak", " is:due ") == Filter("Weak", "is:due")
    assert checked(program, "WEAK", "") == Filter("Weak", "")
    with pytest.raises(QuizError, match="There is no filter"):
        checked(program, "other", "")


KEPT = [Filter("Weak", "is:leech"), Filter("week", "rated:again<7d"), Filter("Net work", "is:due"), Filter("Mu", "a")]


@pytest.mark.parametrize(
    ("text", "name"),
    [("weak", "Weak"), ("WEAK ", "Weak"), ("wee", "week"), ("Ｗｅｅ", "week"), ("net w", "Net work"), ("mu", "Mu")],
)
def test_a_filter_is_named_in_any_case_or_by_a_beginning_that_only_it_has(
    program: Program, text: str, name: str
) -> None:
    found = meant(KEPT, program.store.decks(), text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["net", "网络", "n", "mus", "nothing", ""])
def test_a_deck_of_that_name_wins_and_so_does_one_that_begins_so(program: Program, text: str) -> None:
    assert meant(KEPT, program.store.decks(), text) is None


def test_a_beginning_of_several_filters_is_refused_and_they_are_named(program: Program) -> None:
    with pytest.raises(QuizError, match="Several filters begin with “we”: Weak, week"):
        meant(KEPT, program.store.decks(), "we")


@pytest.mark.parametrize(
    ("query", "is_lost"),
    [
        ("deck:net", True),
        ("-(fast or deck:Net)", True),
        ("deck:mu", False),
        ("deck:N*", False),
        ("deck:nope", False),
        ("net", False),
        ("(", False),
    ],
)
def test_a_filter_is_lost_where_its_query_finds_another_deck_or_none_after_a_new_name(
    program: Program, query: str, is_lost: bool
) -> None:
    before = program.store.decks()
    after = [replace(deck, name="Web", titles={}) if deck.name == "Net" else deck for deck in before]
    one = Filter("one", query)
    assert lost([one], before, after) == ([one] if is_lost else [])
    assert lost([one], before, before) == []


# Studying


def test_the_cards_of_a_filter_are_studied_together(program: Program) -> None:
    keep(program, fast="fast or tag:core")
    assert keys_of(begin(program, Start(("FAST",)))) == ["allegro", "53"]


def test_a_filter_is_looked_up_once_and_its_name_is_known(program: Program) -> None:
    keep(program, fast="fast")
    start = resolved(program, Start(("fast",), limit=3))
    assert start == Start((), where="fast", limit=3, filters=("fast",))
    assert resolved(program, start) is start
    assert resolved(program, Start(("net",))) == Start(("net",))


def test_filters_and_decks_are_studied_together(program: Program) -> None:
    keep(program, fast="fast", soft="piano or forte")
    assert sorted(keys_of(begin(program, Start(("fast", "网络"))))) == ["21", "23", "443", "53", "80", "allegro"]
    assert sorted(keys_of(begin(program, Start(("soft", "fast"))))) == ["forte", "piano"]


def test_a_query_beside_a_filter_narrows_it(program: Program) -> None:
    keep(program, some="fast or files or tag:core")
    start = Start(("some",), where="category:old or tag:core")
    assert sorted(keys_of(begin(program, start))) == ["21", "53"]


def test_the_limits_of_the_decks_of_its_cards_hold(program: Program) -> None:
    import_terms(program.store, "Many", [f"t{number}" for number in range(30)], NOW)
    keep(program, some="deck:Many or fast")
    assert len(keys_of(begin(program, Start(("some",))))) == 21


def test_a_filter_that_fails_says_why(program: Program) -> None:
    keep(program, broken="deck:nope", fast="fast")
    for names in (("broken",), ("broken", "fast")):
        with pytest.raises(QueryError, match="There is no deck “nope”"):
            begin(program, Start(names))


def test_a_mistake_in_a_query_is_not_hidden_by_brackets_around_it(program: Program) -> None:
    keep(program, one="fast) or (slow", two="soft")
    with pytest.raises(QueryError):
        begin(program, Start(("one", "two")))


def test_mix_ups_are_those_of_decks(program: Program) -> None:
    keep(program, fast="fast")
    with pytest.raises(QuizError, match="not in a filter"):
        begin(program, Start(("fast",), confusions=True))


@given(QUERIES, QUERIES)
def test_queries_that_are_put_together_mean_what_each_of_them_does(first: Meaning, second: Meaning) -> None:
    one, other = parse(first[0]).condition, parse(second[0]).condition
    assert one is not None
    assert other is not None
    assert parse(both(first[0], second[0])).condition == All((one, other))
    assert parse(either([first[0], second[0]])).condition == AnyOf((one, other))


# What is left


def test_what_is_left_of_a_filter_is_counted_within_the_limits_of_the_decks_of_its_cards(program: Program) -> None:
    import_terms(program.store, "Many", [f"t{number}" for number in range(30)], NOW)
    record(program.store, card_of(program.store, "allegro").id, Rating.AGAIN, NOW)
    row = counted(program, "deck:Many or deck:Music")
    assert row.counts == Counts(new=23, learning=1, due=0)
    assert (row.cards, row.left) == (68, 24)


def test_all_cards_as_a_filter_have_what_is_left_of_all_decks(program: Program) -> None:
    clock = Clock(NOW - timedelta(days=9))
    for key, rating in (("allegro", Rating.EASY), ("lento", Rating.AGAIN)):
        record(program.store, card_of(program.store, key).id, rating, clock.now)
    shown = overview(program.store, program.clock.now(), program.config.day_start, "")
    row = counted(program, "is:new or -is:new")
    assert row.counts == shown.counts
    known = sum(one.known * one.cards for one in shown.decks) / sum(one.cards for one in shown.decks)
    assert row.known == pytest.approx(known, abs=0.005)


def test_what_is_known_leaves_suspended_cards_out_as_for_a_deck(program: Program) -> None:
    card = card_of(program.store, "allegro").id
    record(program.store, card, Rating.EASY, NOW)
    assert counted(program, "fast direction:term").known == pytest.approx(1.0)
    assert counted(program, "fast").known == pytest.approx(0.5)
    program.store.suspend([card])
    row = counted(program, "fast")
    assert (row.known, row.cards, row.is_useless) == (0.0, 2, False)


def test_what_was_done_today_is_told_from_what_is_left(program: Program) -> None:
    answer_all(Session(program.store, [deck_named(program.store, "Music")]), Clock())
    counts = counted(program, "deck:Music").counts
    assert counts is not None
    assert (counts.left, counts.done) == (0, 4)


def test_a_filter_that_fails_has_a_problem_and_the_others_are_counted(program: Program) -> None:
    broken, fast = rows(program, [BROKEN, Filter("fast", "fast")])
    assert isinstance(broken.problem, QueryError)
    assert (broken.counts, broken.is_useless, broken.left) == (None, True, 0)
    assert (fast.problem, fast.is_useless, fast.left) == (None, False, 1)


def test_a_filter_that_finds_nothing_is_of_no_use_now(program: Program) -> None:
    assert counted(program, "nothing at all").is_useless
    assert not FilterRow(Filter("one", "nothing at all")).is_useless, "it is not known yet"


def test_counting_is_given_up_when_nobody_waits(program: Program) -> None:
    class EnoughError(Exception):
        pass

    seen = list[FilterRow]()

    def pause() -> None:
        if seen:
            raise EnoughError

    found = rows(program, [Filter("a", "fast"), Filter("b", "slow")], pause)
    seen.append(next(found))
    with pytest.raises(EnoughError):
        next(found)


def test_what_a_filter_holds_is_counted_as_in_a_deck_whatever_its_limits(program: Program) -> None:
    store, music = program.store, deck_named(program.store, "Music")
    record(store, card_of(store, "allegro").id, Rating.EASY, NOW - timedelta(days=90))
    record(store, card_of(store, "lento").id, Rating.AGAIN, NOW)
    store.suspend([card_of(store, "piano").id])
    store.set_settings(music, replace(DeckSettings(), new_per_day=0))
    day = NOW.date()
    [(_one, counts)] = held(program, [Filter("all", "deck:Music")])
    assert counts == store.deck_counts(day)[music.id]
    assert isinstance(counts, DeckCounts)
    assert (counts.due, counts.learning, counts.new, counts.suspended) == (1, 1, 5, 1)


def test_the_next_card_of_a_filter_is_not_that_of_another(program: Program) -> None:
    store = program.store
    for key, days in (("allegro", 1), ("lento", 20)):
        record(store, card_of(store, key).id, Rating.EASY, NOW - timedelta(days=days))
    for deck in store.decks():
        store.set_settings(deck, replace(deck.settings, new_per_day=0))
    ends = {
        key: Session(store, None, only=frozenset([card_of(store, key).id])).ending(NOW).next_day
        for key in ("allegro", "lento")
    }
    due = {key: card_of(store, key).state.due_day for key in ("allegro", "lento")}
    assert ends["allegro"] == due["allegro"]
    assert ends["allegro"] != ends["lento"]
    assert Session(store, None, only=frozenset()).ending(NOW).next_day is None
