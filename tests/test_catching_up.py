"""After days away: how much waits, what each way to catch up means in reviews a day, and what it sets."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import Deck, Kind, Rating
from quiz.catching_up import FEWEST, MOST_DAYS, CatchUp, Pile, Plan, Running, Way, offer, usual_reviews
from quiz.scheduling.days import DEFAULT_DAY_START, study_day
from quiz.stats import DayFacts, Facts
from quiz.store import Store
from quiz.study import Session
from quiz.study_settings import DeckSettings
from tests.store.support import BOTH_WAYS, NOW, deck_named, give, import_terms, record

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


def take(store: Store, found: CatchUp, plan: Plan) -> None:
    """Set the decks to a plan."""
    for deck, settings in found.settings(plan):
        store.set_settings(deck, settings)


def taken(store: Store, way: Way, now: datetime = NOW) -> CatchUp:
    """Take one of the ways as it is proposed, and return what is offered then."""
    found = offered(store, now)
    take(store, found, plan_of(found, way))
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
    (pile,) = found.piles
    assert (found.waiting, found.beyond, pile.done, pile.notes) == (30, 0, 0, 30)


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
    assert [pile.deck.id for pile in found.piles] == [asked.id]


def test_a_limit_of_a_sub_deck_holds_back_what_waits_in_it(store: Store) -> None:
    below = learnt(store, "Net::TCP", 30)
    store.set_settings(below, replace(below.settings, reviews_per_day=10))
    above = learnt(store, "Net", 12)
    found = offered(store)
    (pile,) = found.piles
    assert (pile.deck.id, pile.waiting, pile.beyond, pile.most) == (above.id, 42, 20, 200)
    assert found.as_usual().today == due_today(store) == 22


def test_the_offer_stays_on_the_day_of_coming_back(store: Store) -> None:
    deck = learnt(store, "Net", 30)
    for card in store.cards([deck.id])[:5]:
        record(store, card.id, Rating.GOOD, NOW)
    found = offered(store)
    assert (found.waiting, found.piles[0].done) == (25, 5)
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
    plan = offered(store).spread(3)
    assert (plan.reviews, plan.until, plan.today) == (17, TODAY + timedelta(days=2), 17)


def test_what_falls_due_meanwhile_is_spread_with_it(store: Store) -> None:
    deck = learnt(store, "Net", 60)
    later = [card.id for card in store.cards([deck.id])[:20]]
    store.reschedule(later[:10], TODAY + timedelta(days=1), NOW - timedelta(days=6), TODAY - timedelta(days=6))
    store.reschedule(later[10:], TODAY + timedelta(days=9), NOW - timedelta(days=6), TODAY - timedelta(days=6))
    found = offered(store)
    assert (found.waiting, found.piles[0].falling[:9]) == (40, (10, 0, 0, 0, 0, 0, 0, 0, 10))
    assert (found.falling(1), found.falling(9)) == (10, 20)
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


def _pile(number: int, waiting: int, falling: Sequence[int] = (), *, most: int = 200, done: int = 0) -> Pile:
    """So many reviews that wait in a deck, each of a note of its own, and what falls due on the next days."""
    deck = Deck(number, f"D{number}", {}, "", "en", DeckSettings(reviews_per_day=most), (), {})
    beyond = max(0, waiting - max(0, most - done))
    return Pile(deck, waiting, beyond, done, waiting, (*falling, *[0] * 364)[:364], most)


def _of(*piles: Pile, usual: int = 20) -> CatchUp:
    return CatchUp(TODAY, usual, piles, (), None)


def _backlog(waiting: int, falling: Sequence[int] = (), *, usual: int = 20, most: int = 200, done: int = 0) -> CatchUp:
    return _of(_pile(1, waiting, falling, most=most, done=done), usual=usual)


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
    assert (plan.way, plan.reviews) == (Way.KNOWN_FIRST, 24)
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
    found = _of(*(_pile(waiting, waiting) for waiting in (3, 4, 5)))
    assert found.spread_days == (2, 3, 4, 5)
    assert found.spread(5).shares == (1, 1, 1)


PILES = st.lists(
    st.tuples(
        st.integers(1, 1500), st.lists(st.integers(0, 60), max_size=40), st.integers(1, 400), st.integers(0, 50)
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip


def _days_of(found: CatchUp, plan: Plan) -> list[list[int]]:
    """How many are left in each deck at the end of each day, counted by hand from the plan."""
    all_days = []
    for pile, share in zip(found.piles, plan.shares, strict=True):
        left, days = pile.waiting, []
        for ahead, falls in enumerate((0, *pile.falling)):
            left += falls
            left -= max(0, min(left, share - (0 if ahead else pile.done)))
            days.append(left)
        all_days.append(days)
    return all_days


@pytest.mark.no_cover
@given(PILES, st.integers(1, 300))
def test_no_plan_goes_beyond_the_limits_or_what_a_deck_has_and_nothing_waits_on_its_last_day(
    decks: list[tuple[int, list[int], int, int]], usual: int
) -> None:
    piles = (_pile(n, waiting, falls, most=most, done=done) for n, (waiting, falls, most, done) in enumerate(decks))
    found = _of(*piles, usual=usual)
    assert found.proposed_days in (found.spread_days or (0,))
    spread = {days: found.spread(days) for days in found.spread_days[::7]}
    for plan in (*spread.values(), found.known_first(), found.as_usual()):
        assert plan.reviews == sum(plan.shares)
        assert all(1 <= share <= pile.most for pile, share in zip(found.piles, plan.shares, strict=True))
        assert 0 <= plan.today <= plan.reviews
        ends = [day for day, left in enumerate(zip(*_days_of(found, plan), strict=True)) if not any(left)]
        assert plan.until == (TODAY + timedelta(days=ends[0]) if ends else None)
    for days, plan in spread.items():
        assert plan.until == TODAY + timedelta(days=days - 1)
        had = (pile.waiting + pile.done + sum(pile.falling[: days - 1]) for pile in found.piles)
        assert all(share <= whole for share, whole in zip(plan.shares, had, strict=True))


@pytest.mark.no_cover
@given(PILES, st.integers(2, MOST_DAYS))
def test_a_deck_has_no_more_reviews_a_day_than_it_needs(
    decks: list[tuple[int, list[int], int, int]], days: int
) -> None:
    for waiting, falls, most, done in decks:
        pile = _pile(1, waiting, falls, most=most, done=done)
        needed = pile.each_day(days)
        fewer = (needed or most + 1) - 1
        assert needed is None or list(pile.left(needed))[days - 1] == 0
        assert fewer == 0 or list(pile.left(fewer))[days - 1] > 0


@pytest.mark.no_cover
@given(PILES, st.integers(1, 300), st.sampled_from(["", "2026-03-20 5", "2026-03-20 5 known"]), st.booleans())
def test_what_is_told_of_a_plan_is_what_it_sets(
    decks: list[tuple[int, list[int], int, int]], usual: int, before: str, empty: bool
) -> None:
    piles = [_pile(n, waiting, falls, most=most, done=done) for n, (waiting, falls, most, done) in enumerate(decks)]
    found = _with_plan(_of(*piles, usual=usual), before)
    found = replace(found, piles=() if empty else found.piles)
    for plan in found.plans(found.proposed_days):
        chosen = {deck.id: settings for deck, settings in found.settings(plan)}
        all_decks = (*found.limited, *(pile.deck for pile in found.piles))
        now = {deck.id: chosen.get(deck.id, deck.settings) for deck in all_decks}.values()
        holds = found.running_with(plan)
        assert (holds is None) == (plan.way is Way.AS_USUAL) == all(one.catch_up == "" for one in now)
        if holds is not None:
            assert holds.reviews == plan.reviews
            assert sum(min(one.catch_up_limit(holds.until) or 0, one.reviews_per_day) for one in now) == plan.reviews
            assert all(one.catch_up_limit(holds.until + timedelta(days=1)) is None for one in now)
            assert holds.until == (plan.until or TODAY + timedelta(days=89))
            assert holds.way is plan.way


def _with_plan(found: CatchUp, text: str) -> CatchUp:
    """The same while a plan holds in each of its decks, or as it is without a text."""
    if not text:
        return found
    limited = [replace(one.deck, settings=replace(one.deck.settings, catch_up=text)) for one in found.piles]
    piles = tuple(replace(pile, deck=deck) for pile, deck in zip(found.piles, limited, strict=True))
    reviews = sum(min(5, deck.settings.reviews_per_day) for deck in limited)
    running = Running(reviews, date(2026, 3, 20), text.partition(" 5")[2].strip())
    return replace(found, piles=piles, limited=tuple(limited), running=running)


def test_the_slowest_deck_says_over_how_many_days_it_can_be_spread() -> None:
    found = _of(_pile(1, 442, most=40), _pile(2, 197, most=40))
    assert found.spread_days[0] == 12
    plan = found.spread(12)
    assert (plan.shares, plan.reviews, plan.today) == ((37, 17), 54, 54)
    assert plan.until == TODAY + timedelta(days=11)
    assert found.as_usual().until == TODAY + timedelta(days=11)
    assert found.gone([40, 1]) == TODAY + timedelta(days=196)


def test_a_deck_that_never_ends_keeps_the_others_from_being_spread_in_time() -> None:
    found = _of(_pile(1, 50, [30] * 364, most=20), _pile(2, 50))
    assert ways(found) == [Way.KNOWN_FIRST, Way.AS_USUAL]
    assert [plan.until for plan in found.plans(found.proposed_days)] == [None, None]
    assert found.known_first().shares == (20, 1)


def test_what_falls_due_on_the_last_day_is_not_taken_for_answered_before() -> None:
    pile = _pile(1, 60, [0, 40])
    assert [pile.each_day(days) for days in (2, 3, 4)] == [30, 40, 25]


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
    assert limits == {"Net": "14", "Data": "7", "Free": ""}
    assert deck_named(store, "Net::TCP").settings.catch_up == ""
    assert due_today(store) == 21


def test_an_old_plan_of_another_deck_is_replaced(store: Store) -> None:
    learnt(store, "Net", 30)
    other = import_terms(store, "Other", ["a"], NOW)
    store.set_settings(other, replace(other.settings, catch_up="2026-03-20 5"))
    found = offered(store)
    assert found.running == Running(5, date(2026, 3, 20))
    take(store, found, found.spread(3))
    assert store.deck(other.id).settings.catch_up == ""
    assert deck_named(store, "Net").settings.catch_up == "2026-03-04 10"


@pytest.mark.parametrize("way", [Way.SPREAD, Way.KNOWN_FIRST])
def test_the_plan_that_holds_is_among_the_ways_and_taking_it_changes_nothing(store: Store, way: Way) -> None:
    learnt(store, "Net", 62)
    learnt(store, "Data", 33)
    first = plan_of(offered(store), way)
    found = taken(store, way)
    held = next(plan for plan in found.plans(found.proposed_days) if plan.holds)
    assert (held.way, held.reviews, held.until, held.today) == (way, first.reviews, first.until, first.today)
    assert found.settings(held) == []
    assert found.running is not None
    assert found.running_with(held) == found.running
    assert (found.running.reviews, found.running.until) == (first.reviews, first.until)


def test_on_later_days_a_spread_that_holds_has_the_days_that_are_left(store: Store) -> None:
    learnt(store, "Net", 100)
    last = taken(store, Way.SPREAD).proposed_days
    later = offered(store, NOW + timedelta(days=2))
    assert later.proposed_days == last - 2
    assert later.proposed_days in later.spread_days
    assert later.spread(later.proposed_days).holds
    assert not later.spread(last - 1).holds


def test_the_order_that_a_deck_was_set_to_is_that_of_the_plan(store: Store) -> None:
    deck = learnt(store, "Net", 30)
    plan_for(store, deck, "2026-03-20 500 weak")
    found = offered(store)
    assert found.running == Running(200, date(2026, 3, 20), "weak")
    assert [plan.way for plan in found.plans(found.proposed_days) if plan.holds] == [Way.SPREAD]


# Day by day


def answered_on(store: Store, now: datetime) -> int:
    """Answer all reviews of a day, all remembered, and return how many there were."""
    session, count = Session(store), 0
    while (question := session.next(now)) is not None:
        give(session, question, Rating.GOOD, now)
        count += 1
    return count


def waiting_on(store: Store, now: datetime) -> int:
    """How many reviews are due, beyond the limits, too."""
    return sum(held.due for held in store.deck_counts(study_day(now)).values())


@pytest.mark.no_cover
@pytest.mark.parametrize("way", [Way.SPREAD, Way.KNOWN_FIRST])
@pytest.mark.parametrize(("cards", "limits"), [((90, 40), (9, 9)), ((90, 10), (60, 60)), ((30, 25), (40, 3))])
def test_with_two_decks_nothing_waits_any_more_on_the_promised_day_and_something_did_before(
    store: Store, way: Way, cards: tuple[int, int], limits: tuple[int, int]
) -> None:
    for name, number, limit in zip(("Net", "Data"), cards, limits, strict=True):
        deck = learnt(store, name, number, ago=30)
        store.set_settings(deck, replace(deck.settings, reviews_per_day=limit))
    plan = plan_of(offered(store), way)
    taken(store, way)
    assert plan.until is not None
    asked, waits = [], []
    for ahead in range((plan.until - TODAY).days + 1):
        asked.append(answered_on(store, NOW + timedelta(days=ahead)))
        waits.append(waiting_on(store, NOW + timedelta(days=ahead)))
    assert (asked[0], max(asked)) == (plan.today, plan.reviews)
    assert waits[-1] == 0
    assert all(waits[:-1])


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
    take(store, found, found.as_usual())
    return offer(store, NOW, DEFAULT_DAY_START) is None
