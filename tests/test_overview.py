"""What home shows: what is left, the decks as a tree, the days in a row, and one piece of advice at most."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.cards import Kind, Rating
from quiz.overview import Advice, Overview, overview, visible
from quiz.repository import Confusion, DeckCounts
from quiz.scheduling.days import DEFAULT_DAY_START, study_day
from quiz.stats import DayFacts, Facts
from quiz.store import Store
from quiz.study import Session
from tests.store.support import NOW, Clock, answer_all, answer_next, deck_named, import_terms, import_text, record

TODAY = study_day(NOW)
NEVER = Facts((), {}, 0, 0, {})
ALL_MET = Advice("With 20 new cards a day you will have met all of Net in 1 day.")
"""What is said of a small new deck where there is no better advice."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database of its own."""
    with Store.open(tmp_path / "quiz.db", NOW) as opened:
        yield opened


@dataclass
class Told:
    """A database that tells other facts than those that are in it, where they are given."""

    store: Store
    facts: Facts | None = None
    held: Mapping[int, DeckCounts] | None = None
    mixed_up: Sequence[Confusion] = field(default_factory=list)

    def statistics(self, deck_ids: Sequence[int] | None, day: date) -> Facts:
        """The facts that are told."""
        return self.facts or self.store.statistics(deck_ids, day)

    def deck_counts(self, day: date) -> Mapping[int, DeckCounts]:
        """What decks hold, as it is told."""
        return self.store.deck_counts(day) if self.held is None else self.held

    def confusions(self, since: date) -> list[Confusion]:
        """What is mixed up, as it is told."""
        return list(self.mixed_up)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def seen(source: Any, now: datetime = NOW, language: str = "") -> Overview:
    """What home shows."""
    return overview(source, now, DEFAULT_DAY_START, language)


def advised(source: Any, now: datetime = NOW, language: str = "") -> Advice:
    """The advice at home; there has to be one."""
    advice = seen(source, now, language).advice
    assert advice is not None
    return advice


def day_of(ago: int, *, again: int = 0, good: int = 1, kind: Kind = Kind.REVIEW) -> DayFacts:
    """The answers of a day so many days ago."""
    return DayFacts(TODAY - timedelta(days=ago), kind, again, 0, good, 0, 1000, 0)


class Counted:
    """A database that counts what is read of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.read: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        self.read[name] += 1
        return getattr(self.store, name)


def test_what_is_the_same_for_all_decks_is_read_as_often_however_many_they_are(store: Store) -> None:
    import_terms(store, "Net", "abc", NOW)
    few = Counted(store)
    seen(few)
    for number in range(12):
        import_terms(store, f"Net::Part {number}", "abc", NOW)
    many = Counted(store)
    assert len(seen(many).decks) == 13
    for name in ("decks", "done_on", "answered_on"):
        assert 0 < many.read[name] <= few.read[name]


def test_without_a_deck_importing_one_is_advised(store: Store) -> None:
    shown = seen(store)
    assert shown.advice is not None
    assert shown.advice.action == "home.import"
    assert (shown.decks, shown.counts.left, shown.minutes, shown.first_day) == ((), 0, 0, True)


def test_of_a_new_deck_it_says_when_all_of_it_will_have_been_met(store: Store) -> None:
    import_terms(store, "Net", ["a", "b"], NOW)
    shown = seen(store)
    assert shown.advice == ALL_MET
    assert shown.counts.new == 2
    assert shown.minutes == 1


def test_sub_decks_follow_their_deck_and_count_with_it(store: Store) -> None:
    for name, terms in (("Net beside", "xy"), ("Net::TCP", "abc"), ("Net", "de"), ("Net::TCP::Flags", "f")):
        import_terms(store, name, list(terms), NOW)
    shown = seen(store).decks
    assert [(row.deck.name, row.depth, row.has_children, row.cards) for row in shown] == [
        ("Net", 0, True, 12),
        ("Net::TCP", 1, True, 8),
        ("Net::TCP::Flags", 2, False, 2),
        ("Net beside", 0, False, 4),
    ]
    assert [row.left for row in shown] == [6, 4, 1, 2]


def test_a_row_is_shown_when_all_decks_above_it_are_unfolded(store: Store) -> None:
    for name in ("A", "A::B::C", "D", "D::E", "D::E::F"):
        import_terms(store, name, ["a"], NOW)
    shown = seen(store).decks
    ids = {row.deck.name: row.deck.id for row in shown}

    def names(*unfolded: str) -> list[str]:
        return [row.deck.name for row in visible(shown, frozenset(ids[name] for name in unfolded))]

    assert names() == ["A", "D"]
    assert names("A") == ["A", "A::B::C", "D"]
    assert names("D") == ["A", "D", "D::E"]
    assert names("D::E") == ["A", "D"]
    assert names("D", "D::E") == ["A", "D", "D::E", "D::E::F"]


def test_what_is_known_grows_with_answers_and_counts_each_card_once(store: Store) -> None:
    deck = import_terms(store, "Net", ["a"], NOW)
    assert seen(store).decks[0].known == 0.0
    answer_next(Session(store, [deck]), Rating.EASY, NOW)
    assert seen(store).decks[0].known == pytest.approx(0.5)


def test_today_counts_what_was_answered_and_what_is_done(store: Store) -> None:
    deck = import_terms(store, "Net", ["a", "b", "c"], NOW)
    session = Session(store, [deck])
    answer_next(session, Rating.EASY, NOW)
    answer_next(session, Rating.AGAIN, NOW)
    shown = seen(store)
    assert (shown.answered, shown.right, shown.counts.done) == (2, 1, 1)
    assert (shown.counts.new, shown.counts.learning) == (1, 1)
    assert not shown.first_day


def test_days_in_a_row_are_counted_up_to_today_or_yesterday(store: Store) -> None:
    deck = import_terms(store, "Net", [f"{number}" for number in range(9)], NOW)
    clock = Clock()
    for _day in range(3):
        answer_next(Session(store, [deck]), Rating.EASY, clock.now)
        clock.tomorrow()
    assert seen(store, clock.now).streak == 3
    clock.tomorrow()
    assert seen(store, clock.now).streak == 0


def test_the_calendar_has_twelve_weeks_from_a_monday_to_today(store: Store) -> None:
    import_terms(store, "Net", ["a"], NOW)
    days = seen(store, NOW + timedelta(days=3)).calendar
    assert days[0]["day"].weekday() == 0
    assert days[-1]["day"] == TODAY + timedelta(days=3)
    assert len(days) == 11 * 7 + 4


def _mixed_up(store: Store, count: int) -> Confusion:
    import_text(store, "502: Bad Gateway, of the gateway\n503: Service Unavailable, of the server\n", into="Net")
    first, second = store.notes(deck_named(store, "Net"))
    return Confusion(first, second, count, TODAY, "key")


def test_two_notes_mixed_up_twice_are_to_be_told_apart(store: Store) -> None:
    told = Told(store, mixed_up=[_mixed_up(store, 2)])
    advice = advised(told)
    assert advice.action == "home.mix_ups"
    assert "503 for 502" in advice.text


def test_without_new_cards_and_without_a_reason_there_is_no_advice(store: Store) -> None:
    deck = import_terms(store, "Net", ["a"], NOW)
    store.set_settings(deck, replace(deck.settings, new_per_day=0))
    assert seen(store).advice is None


def test_days_in_a_row_are_to_be_kept_until_something_was_answered(store: Store) -> None:
    days = (day_of(1), day_of(2), day_of(3))
    import_terms(store, "Net", ["a"], NOW)
    assert "3 days in a row" in advised(Told(store, facts=Facts(days, {}, 0, 0, {}))).text
    assert "in a row" not in advised(Told(store, facts=Facts(days[:2], {}, 0, 0, {}))).text
    assert "in a row" not in advised(Told(store, facts=Facts((day_of(0), *days), {}, 0, 0, {}))).text


def test_one_mix_up_is_no_reason_for_advice_but_can_be_drilled(store: Store) -> None:
    shown = seen(Told(store, mixed_up=[_mixed_up(store, 1)]))
    assert shown.advice is not None
    assert shown.advice.action == ""
    assert shown.mix_up is not None


def test_both_ways_of_a_mix_up_count_together(store: Store) -> None:
    one_way = _mixed_up(store, 1)
    other_way = replace(one_way, note=one_way.other, other=one_way.note)
    assert advised(Told(store, mixed_up=[one_way, other_way])).action == "home.mix_ups"


def test_what_was_told_apart_since_is_not_mentioned(store: Store) -> None:
    mixed_up = _mixed_up(store, 5)
    for note in (mixed_up.note, mixed_up.other):
        card = next(card for card in store.cards_of_note(note.id) if card.direction == "key")
        for day in (2, 1):
            record(store, card.id, Rating.GOOD, NOW - timedelta(days=day))
    shown = seen(Told(store, mixed_up=[mixed_up]))
    assert shown.mix_up is None
    assert shown.advice is None or shown.advice.action != "home.mix_ups"


def test_a_mix_up_comes_before_everything_else(store: Store) -> None:
    told = Told(store, facts=Facts((day_of(9),), {}, 0, 0, {}), mixed_up=[_mixed_up(store, 5)])
    assert advised(told).action == "home.mix_ups"


def _with_reviews(store: Store) -> datetime:
    """Answer cards, and return an instant on which reviews are due."""
    deck = import_terms(store, "Net", ["a", "b", "c"], NOW)
    answer_all(Session(store, [deck]), Clock())
    return NOW + timedelta(days=40)


def test_after_a_long_pause_the_days_are_named(store: Store) -> None:
    advice = advised(store, _with_reviews(store))
    assert advice.text.startswith("40 days since the last time.")
    assert advice.action == ""


def test_a_pause_without_reviews_is_not_mentioned(store: Store) -> None:
    import_terms(store, "Net", ["a"], NOW)
    assert seen(Told(store, facts=Facts((day_of(9),), {}, 0, 0, {}))).advice == ALL_MET


def test_after_days_away_what_waits_is_offered_to_be_spread_until_something_was_answered(store: Store) -> None:
    deck = import_terms(store, "Net", [f"{number}" for number in range(20)], NOW)
    answer_all(Session(store, [deck]), Clock())
    coming_back = NOW + timedelta(days=60)
    shown = seen(store, coming_back)
    assert shown.advice is not None
    assert shown.advice.text.startswith("60 days since the last time, and 20 reviews wait")
    assert shown.advice.action == "home.catch_up"
    answer_next(Session(store), Rating.GOOD, coming_back)
    after = seen(store, coming_back)
    assert after.catch_up is not None
    assert after.advice is None or after.advice.action != "home.catch_up"


def test_after_days_away_the_backlog_comes_before_a_mix_up(store: Store) -> None:
    deck = import_terms(store, "Other", ["a"], NOW)
    facts = Facts((day_of(9),), {}, 0, 0, {TODAY - timedelta(days=1): 12})
    told = Told(store, facts=facts, held={deck.id: DeckCounts(due=12)}, mixed_up=[_mixed_up(store, 5)])
    assert advised(told).action == "home.catch_up"


def test_reviews_far_beyond_the_limit_can_be_spread(store: Store) -> None:
    deck = import_terms(store, "Net", ["a"], NOW)
    facts = Facts((day_of(1),), {}, 0, 0, {})
    few, many = ({deck.id: DeckCounts(due=due)} for due in (250, 251))
    assert seen(Told(store, facts=facts, held=few)).advice is None
    advice = advised(Told(store, facts=facts, held=many))
    assert advice.text.startswith("51 reviews wait beyond today's limit")
    assert advice.action == "home.catch_up"


def test_remembering_far_less_than_wanted_advises_fewer_new_cards(store: Store) -> None:
    import_terms(store, "Net", ["a"], NOW)
    week = Facts((day_of(1, again=8, good=22),), {}, 0, 0, {})
    advice = advised(Told(store, facts=week))
    assert "73 %" in advice.text
    assert "90 %" in advice.text
    assert advice.action == "home.configure"


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(day_of(1, again=8, good=21), id="too few answers"),
        pytest.param(day_of(1, again=5, good=25), id="not far below"),
        pytest.param(day_of(1, again=8, good=22, kind=Kind.LEARN), id="learning, not reviews"),
    ],
)
def test_retention_is_not_judged_by_little(store: Store, facts: DayFacts) -> None:
    import_terms(store, "Net", ["a"], NOW)
    assert seen(Told(store, facts=Facts((facts,), {}, 0, 0, {}))).advice == ALL_MET


def test_when_all_is_done_the_reviews_of_tomorrow_are_named(store: Store) -> None:
    deck = import_terms(store, "Net", ["a"], NOW)
    clock = Clock()
    answer_all(Session(store, [deck], together=True), clock)
    real = store.statistics(None, TODAY)
    due = {TODAY + timedelta(days=1): 2}
    told = Told(store, facts=Facts(real.days, real.phases, 0, 0, due))
    assert advised(told, clock.now).text == "Done for today. 2 reviews tomorrow."
