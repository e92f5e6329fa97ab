"""After days away: how much waits, what each way to catch up means in reviews a day, and what it sets."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import Deck, DeckSettings, Kind, Rating
from quiz.catching_up import FEWEST, CatchUp, Plan, Running, Way, offer, usual_reviews
from quiz.scheduling.days import DEFAULT_DAY_START, study_day
from quiz.stats import DayFacts, Facts
from quiz.store import Store
from quiz.study import Session
from tests.store.support import BOTH_WAYS, NOW, deck_named, import_terms, record

TODAY = study_day(NOW)
ONE_WAY = BOTH_WAYS[:1]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "quiz.db", NOW - timedelta(days=60)) as opened:
        yield opened


def learnt(store: Store, name: str, cards: int, *, ago: int = 10, due: int = -5, both_ways: bool = False) -> Deck:
    """A deck whose cards were learnt so many days ago, and are due so many days from now."""
    directions, before = BOTH_WAYS if both_ways else ONE_WAY, NOW - timedelta(days=ago)
    terms = [f"{name} {number}" for number in range(cards)]
    deck = import_terms(store, name, terms, before, directions=directions)
    ids = [card.id for card in store.cards([deck.id])]
    for card_id in ids:
        record(store, card_id, Rating.EASY, before)
    store.reschedule(ids, TODAY + timedelta(days=due), before, study_day(before))
    return deck


def reviewed(store: Store, deck: Deck, *days_ago: int) -> None:
    """Answer one card more of a deck as a review on each of these days."""
    for card, ago in zip(store.cards([deck.id]), days_ago, strict=False):
        record(store, card.id, Rating.GOOD, NOW - timedelta(days=ago), kind=Kind.REVIEW)


def offered(store: Store, now: datetime = NOW) -> CatchUp:
    found = offer(store, now, DEFAULT_DAY_START)
    assert found is not None
    return found


def taken(store: Store, way: Way, now: datetime = NOW) -> CatchUp:
    """Take one of the ways as it is proposed, and return what is offered then."""
    found = offered(store, now)
    for deck, settings in found.settings(plan_of(found, way)):
        store.set_settings(deck, settings)
    return offered(store, now)


def plan_of(found: CatchUp, way: Way) -> Plan:
    """The plan of one way as it is proposed, which is offered."""
    return next(plan for plan in found.plans(found.proposed_days) if plan.way is way)


def ways(found: CatchUp) -> list[Way]:
    """The ways that are offered."""
    return [plan.way for plan in found.plans(found.proposed_days)]


def asked_first(store: Store, chosen: Sequence[Deck] | None = None, now: datetime = NOW) -> str:
    question = Session(store, chosen).next(now)
    assert question is not None
    return question.note.key


def due_today(store: Store, now: datetime = NOW) -> int:
    return Session(store).counts(now).due


# When something is offered


def test_after_four_days_away_the_overdue_reviews_are_offered_to_be_spread(store: Store) -> None:
    learnt(store, "Net", 30, ago=4, due=-1)
    found = offered(store)
    assert (found.waiting, found.beyond, found.done, found.notes) == (30, 0, 0, 30)


def test_after_three_days_away_nothing_is_offered(store: Store) -> None:
    learnt(store, "Net", 30, ago=3, due=-1)
    assert offer(store, NOW, DEFAULT_DAY_START) is None


def test_a_few_reviews_are_no_backlog(store: Store) -> None:
    learnt(store, "Net", FEWEST - 1)
    assert offer(store, NOW, DEFAULT_DAY_START) is None


def test_what_only_falls_due_today_is_no_backlog(store: Store) -> None:
    learnt(store, "Net", 30, due=0)
    assert offer(store, NOW, DEFAULT_DAY_START) is None


def test_who_never_studied_was_not_away(store: Store) -> None:
    import_terms(store, "Net", [f"{number}" for number in range(30)], NOW)
    assert offer(store, NOW, DEFAULT_DAY_START) is None


@pytest.mark.parametrize(("limit", "expected"), [(24, False), (23, True)])
def test_much_more_than_the_daily_limit_is_offered_without_days_away(store: Store, limit: int, expected: bool) -> None:
    deck = learnt(store, "Net", 30, ago=1, due=0)
    store.set_settings(deck, replace(deck.settings, reviews_per_day=limit))
    assert (offer(store, NOW, DEFAULT_DAY_START) is not None) is expected


def test_a_deck_without_any_reviews_a_day_does_not_count(store: Store) -> None:
    asked, rests = learnt(store, "Net", 12), learnt(store, "Other", 40)
    store.set_settings(rests, replace(rests.settings, reviews_per_day=0))
    found = offered(store)
    assert found.waiting == 12
    assert [deck.id for deck, _waiting in found.backlog] == [asked.id]


def test_a_limit_of_a_sub_deck_holds_back_what_waits_in_it(store: Store) -> None:
    below = learnt(store, "Net::TCP", 30)
    store.set_settings(below, replace(below.settings, reviews_per_day=10))
    above = learnt(store, "Net", 12)
    found = offered(store)
    assert (found.waiting, found.beyond, found.most) == (42, 20, 200)
    assert [(deck.id, waiting) for deck, waiting in found.backlog] == [(above.id, 42)]
    assert found.as_usual().today == due_today(store) == 22


def test_the_offer_stays_on_the_day_of_coming_back(store: Store) -> None:
    deck = learnt(store, "Net", 30)
    for card in store.cards([deck.id])[:5]:
        record(store, card.id, Rating.GOOD, NOW)
    found = offered(store)
    assert (found.waiting, found.done) == (25, 5)
    assert offer(store, NOW + timedelta(days=1), DEFAULT_DAY_START) is None


# The usual number


def _days(*reviews: int, kind: Kind = Kind.REVIEW) -> Facts:
    """So many reviews on the days before today, yesterday first."""
    rows = [DayFacts(TODAY - timedelta(days=ago), kind, 0, 0, n, 0, 0, 0) for ago, n in enumerate(reviews, 1)]
    return Facts(tuple(rows), {}, 0, 0, {})


def test_the_usual_number_is_the_median_of_days_with_reviews() -> None:
    assert usual_reviews(_days(40, 0, 0, 10, 30), TODAY) == 30


def test_only_the_last_thirty_days_with_reviews_count() -> None:
    assert usual_reviews(_days(*[10] * 30, *[99] * 40), TODAY) == 10


def test_new_cards_and_today_do_not_count_as_usual() -> None:
    today = DayFacts(TODAY, Kind.REVIEW, 0, 0, 200, 0, 0, 0)
    learning = _days(50, kind=Kind.LEARN)
    assert usual_reviews(replace(learning, days=(*learning.days, today)), TODAY) == 20


def test_what_was_answered_in_the_database_is_the_usual_number(store: Store) -> None:
    deck = learnt(store, "Net", 40, ago=30)
    reviewed(store, deck, 20, 20, 20, 15, 15, 15)
    assert offered(store).usual == 3


# What the ways mean


def test_spread_over_days_it_is_the_same_number_on_each(store: Store) -> None:
    learnt(store, "Net", 50)
    learnt(store, "Next", 10, due=2)
    plan = offered(store).spread(3)
    assert (plan.reviews, plan.until, plan.today) == (17, TODAY + timedelta(days=2), 17)


def test_what_falls_due_meanwhile_is_spread_with_it(store: Store) -> None:
    deck = learnt(store, "Net", 60)
    later = [card.id for card in store.cards([deck.id])[:20]]
    store.reschedule(later[:10], TODAY + timedelta(days=1), NOW - timedelta(days=6), TODAY - timedelta(days=6))
    store.reschedule(later[10:], TODAY + timedelta(days=9), NOW - timedelta(days=6), TODAY - timedelta(days=6))
    found = offered(store)
    assert (found.waiting, found.falling[:9]) == (40, (10, 0, 0, 0, 0, 0, 0, 0, 10))
    assert found.spread(5).reviews == 10


def test_what_was_answered_today_counts_in_the_number_of_today(store: Store) -> None:
    deck = learnt(store, "Net", 30)
    for card in store.cards([deck.id])[:6]:
        record(store, card.id, Rating.GOOD, NOW)
    plan = offered(store).spread(3)
    assert (plan.reviews, plan.today) == (10, 4)


def test_of_a_note_one_card_is_asked_today(store: Store) -> None:
    learnt(store, "Net", 15, both_ways=True)
    plan = offered(store).as_usual()
    assert (plan.today, plan.until) == (15, TODAY + timedelta(days=1))
    assert due_today(store) == plan.today


def _backlog(waiting: int, falling: Sequence[int] = (), *, usual: int = 20, most: int = 200, done: int = 0) -> CatchUp:
    deck = Deck(1, "Net", {}, "", "en", DeckSettings(reviews_per_day=most), (), {})
    beyond = max(0, waiting - most)
    return CatchUp(TODAY, waiting, beyond, done, waiting, tuple(falling), usual, most, ((deck, waiting),), (), None)


@pytest.mark.parametrize(
    ("waiting", "usual", "days"),
    [(30, 20, 2), (52, 20, 2), (53, 20, 3), (100, 5, 5), (130, 50, 2), (131, 50, 3), (2000, 20, 14)],
)
def test_it_is_proposed_to_be_spread_so_that_a_day_is_not_much_more_than_usual(
    waiting: int, usual: int, days: int
) -> None:
    assert _backlog(waiting, usual=usual).proposed_days == days


def test_the_best_known_come_first_at_the_usual_number_until_nothing_waits() -> None:
    plan = _backlog(100, [5] * 30, usual=25).known_first()
    assert (plan.way, plan.reviews) == (Way.KNOWN_FIRST, 25)
    assert plan.until == TODAY + timedelta(days=4)


def test_more_than_the_usual_number_is_taken_where_the_backlog_would_not_end() -> None:
    plan = _backlog(300, [30] * 400, usual=20).known_first()
    assert (plan.reviews, plan.until) == (33, TODAY + timedelta(days=89))


def test_a_backlog_that_never_ends_is_not_spread_and_not_said_to_end() -> None:
    endless = _backlog(2000, [25] * 400, most=20)
    assert ways(endless) == [Way.KNOWN_FIRST, Way.AS_USUAL]
    assert [plan.until for plan in endless.plans(endless.proposed_days)] == [None, None]


def test_a_backlog_is_not_spread_over_fewer_days_than_the_limits_of_the_decks_allow() -> None:
    found = _backlog(2000, most=100)
    assert (found.spread_days, found.proposed_days) == (tuple(range(20, 31)), 20)
    assert found.spread(20).reviews == 100
    assert ways(_backlog(2000, most=66)) == [Way.KNOWN_FIRST, Way.AS_USUAL]


def test_a_backlog_is_not_spread_so_thin_that_a_deck_would_have_no_review() -> None:
    found = _of_decks([3, 4, 5])
    assert found.spread_days == (2, 3, 4, 5)
    assert [limit for _until, limit in _limits(found, found.spread(5))] == [1, 1, 1]


@given(
    st.integers(1, 3000), st.lists(st.integers(0, 60), max_size=40), st.integers(1, 300), st.integers(1, 400),
    st.integers(0, 50),
)  # fmt: skip
def test_no_plan_goes_beyond_the_limits_or_promises_too_much(
    waiting: int, falling: list[int], usual: int, most: int, done: int
) -> None:
    found = _backlog(waiting, falling, usual=usual, most=most, done=done)
    assert found.proposed_days in (found.spread_days or (0,))
    spread = {days: found.spread(days) for days in found.spread_days}
    for plan in (*spread.values(), found.known_first(), found.as_usual()):
        assert 1 <= plan.reviews <= most
        assert 0 <= plan.today <= max(0, plan.reviews - done)
        gone = found.gone(plan.reviews)
        assert plan.until == gone or (plan.until and gone and gone <= plan.until)
    for days, plan in spread.items():
        assert plan.reviews * days >= waiting + done + sum(falling[: days - 1])
        assert plan.until == TODAY + timedelta(days=days - 1)


@given(
    st.integers(0, 3000), st.lists(st.integers(0, 60), max_size=40), st.integers(1, 300), st.integers(1, 400),
    st.booleans(),
)  # fmt: skip
def test_what_is_told_of_a_plan_is_what_it_sets(
    waiting: int, falling: list[int], usual: int, most: int, running: bool
) -> None:
    found = _backlog(waiting, falling, usual=usual, most=most)
    (deck, _waiting), before = found.backlog[0], "2026-03-20 5 known" if running else ""
    deck = replace(deck, settings=replace(deck.settings, catch_up=before))
    found = replace(found, backlog=((deck, waiting),) if waiting else (), limited=(deck,) if running else ())
    for plan in found.plans(found.proposed_days):
        settings = {one.id: chosen for one, chosen in found.settings(plan)}.get(deck.id, deck.settings)
        holds = found.running_with(plan)
        assert (holds is None) == (plan.way is Way.AS_USUAL) == (settings.catch_up == "")
        if holds is not None:
            assert (settings.catch_up_limit(holds.until), holds.reviews) == (plan.reviews, plan.reviews)
            assert settings.catch_up_limit(holds.until + timedelta(days=1)) is None
            assert holds.until == (plan.until or TODAY + timedelta(days=89))


def _of_decks(parts: Sequence[int], most: Sequence[int] = ()) -> CatchUp:
    """A backlog of so many reviews in each deck, of which each allows so many a day."""
    whole, limits = sum(parts), most or [9999] * len(parts)
    decks = [Deck(n, f"D{n}", {}, "", "en", DeckSettings(reviews_per_day=one), (), {}) for n, one in enumerate(limits)]
    return replace(_backlog(whole, most=sum(limits)), backlog=tuple(zip(decks, parts, strict=True)), notes=whole)


def _limits(found: CatchUp, plan: Plan) -> list[tuple[str, int]]:
    """Until when and to how many reviews a day a plan limits each deck."""
    words = [settings.catch_up.split() for _deck, settings in found.settings(plan)]
    return [(until, int(limit)) for until, limit, *_order in words]


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.integers(1, 900))
def test_decks_share_the_reviews_exactly_as_they_share_the_backlog(parts: list[int], reviews: int) -> None:
    found, whole = _of_decks(parts), sum(parts)
    plan = Plan(Way.SPREAD, reviews, TODAY, 0)
    limits = [limit for _until, limit in _limits(found, plan)]
    assert sum(limits) == reviews
    assert min(limits) >= (reviews >= len(parts))
    exact = [reviews * part / whole for part in parts]
    if min(exact) >= 1:
        assert all(abs(limit - share) < 1 for limit, share in zip(limits, exact, strict=True))
    ordered = sorted(zip(parts, limits, strict=True))
    assert all(one <= other for (few, one), (many, other) in pairwise(ordered) if few < many)


def test_a_small_backlog_has_one_review_within_the_total() -> None:
    found = _of_decks([1, 1999])
    assert [limit for _until, limit in _limits(found, Plan(Way.SPREAD, 20, TODAY, 0))] == [1, 19]


def test_what_the_limit_of_a_deck_keeps_back_goes_to_the_others() -> None:
    found = _of_decks([300, 100], [10, 200])
    assert [limit for _until, limit in _limits(found, Plan(Way.SPREAD, 60, TODAY, 0))] == [10, 50]


# Taking one


def test_a_spread_backlog_holds_at_once_and_ends_by_itself(store: Store) -> None:
    deck = learnt(store, "Net", 60)
    assert due_today(store) == 60
    found = taken(store, Way.SPREAD)
    assert store.deck(deck.id).settings.catch_up == "2026-03-04 20"
    assert found.running == Running(20, date(2026, 3, 4))
    assert due_today(store) == 20
    assert due_today(store, NOW + timedelta(days=3)) == 60
    assert offered(store, NOW + timedelta(days=3)).running is None


def test_best_known_first_holds_while_the_plan_does_and_leaves_the_order_of_the_deck(store: Store) -> None:
    deck = learnt(store, "Net", 60)
    store.set_settings(deck, replace(deck.settings, review_order="due"))
    taken(store, Way.KNOWN_FIRST)
    settings = store.deck(deck.id).settings
    assert (settings.review_order, settings.catch_up) == ("due", "2026-03-04 20 known")


def weak_and_strong(store: Store, weak: str, strong: str, orders: str) -> tuple[Deck, Deck]:
    """Two decks with a card each: one longest due and forgotten most likely, one known well; both in one order."""
    decks = learnt(store, weak, 1, ago=40, due=-30), learnt(store, strong, 1, ago=5, due=-1)
    for deck in decks:
        store.set_settings(deck, replace(deck.settings, review_order=orders))
    return decks


def plan_for(store: Store, deck: Deck, text: str) -> None:
    store.set_settings(deck, replace(store.deck(deck.id).settings, catch_up=text))


def test_the_order_of_a_plan_holds_until_its_last_day(store: Store) -> None:
    _weak, strong = weak_and_strong(store, "Net", "Net::TCP", "due")
    assert asked_first(store) == "Net 0"
    plan_for(store, strong, f"{TODAY} 20 known")
    assert asked_first(store) == "Net::TCP 0"
    assert asked_first(store, now=NOW + timedelta(days=1)) == "Net 0"


def test_a_plan_without_an_order_leaves_that_of_the_deck(store: Store) -> None:
    weak, strong = weak_and_strong(store, "Net", "Next", "due")
    plan_for(store, weak, f"{TODAY} 20")
    plan_for(store, strong, f"{TODAY} 20")
    assert asked_first(store) == "Net 0"


def test_of_several_decks_the_first_order_of_a_plan_holds(store: Store) -> None:
    weak, strong = weak_and_strong(store, "Net", "Next", "due")
    plan_for(store, weak, f"{TODAY} 20 known")
    plan_for(store, strong, f"{TODAY} 20 weak")
    assert asked_first(store) == "Next 0"


def test_the_order_of_a_plan_holds_for_the_decks_below_it_too(store: Store) -> None:
    above = import_terms(store, "Net", ["a"], NOW - timedelta(days=50), directions=ONE_WAY)
    weak, _strong = weak_and_strong(store, "Net::IP", "Net::IP::TCP", "due")
    assert asked_first(store, [weak]) == "Net::IP 0"
    plan_for(store, above, f"{TODAY} 20 known")
    assert asked_first(store, [weak]) == "Net::IP::TCP 0"


def test_spreading_leaves_the_order_as_it_is(store: Store) -> None:
    deck = learnt(store, "Net", 60)
    store.set_settings(deck, replace(deck.settings, review_order="due"))
    taken(store, Way.SPREAD)
    assert store.deck(deck.id).settings == replace(deck.settings, review_order="due", catch_up="2026-03-04 20")


def test_as_usual_ends_a_plan_that_holds(store: Store) -> None:
    deck = learnt(store, "Net", 60)
    taken(store, Way.SPREAD)
    assert taken(store, Way.AS_USUAL).running is None
    assert store.deck(deck.id).settings == deck.settings
    assert due_today(store) == 60


def test_each_deck_of_the_top_has_its_share_and_the_others_stay(store: Store) -> None:
    learnt(store, "Net::TCP", 40)
    learnt(store, "Data", 20)
    learnt(store, "Free", 5, due=3)
    import_terms(store, "Net", ["above"], NOW)
    taken(store, Way.SPREAD)
    limits = {name: deck_named(store, name).settings.catch_up.partition(" ")[2] for name in ("Net", "Data", "Free")}
    assert limits == {"Net": "13", "Data": "7", "Free": ""}
    assert deck_named(store, "Net::TCP").settings.catch_up == ""
    assert due_today(store) == 20


def test_an_old_plan_of_another_deck_is_replaced(store: Store) -> None:
    learnt(store, "Net", 30)
    other = import_terms(store, "Other", ["a"], NOW)
    store.set_settings(other, replace(other.settings, catch_up="2026-03-20 5"))
    assert offered(store).running == Running(5, date(2026, 3, 20))
    taken(store, Way.SPREAD)
    assert store.deck(other.id).settings.catch_up == ""


def test_while_a_plan_holds_and_nothing_waits_it_can_only_be_ended(store: Store) -> None:
    deck = import_terms(store, "Net", ["a"], NOW)
    store.set_settings(deck, replace(deck.settings, catch_up="2026-03-20 5"))
    found = offered(store)
    assert (found.waiting, found.running) == (0, Running(5, date(2026, 3, 20)))
    assert ways(found) == [Way.AS_USUAL]
    assert found.running_with(found.as_usual()) is None
    assert taken_away(store, found)


def taken_away(store: Store, found: CatchUp) -> bool:
    """End the plan, and tell whether nothing is offered any more."""
    for deck, settings in found.settings(found.as_usual()):
        store.set_settings(deck, settings)
    return offer(store, NOW, DEFAULT_DAY_START) is None
