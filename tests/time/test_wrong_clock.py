"""A clock that was days ahead, and is right again: what was answered and buried meanwhile comes back at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from quiz.cards import Phase, Rating
from quiz.overview import overview
from quiz.query import parse
from quiz.scheduling.days import DEFAULT_DAY_START, is_to_come, study_day
from quiz.stats.material import Collection, Material, Scope
from quiz.store import Store
from quiz.study import Session
from tests.cli.conftest import NOW, Runner
from tests.store.support import Clock, answer_next, card_of, import_terms, record

YEAR = timedelta(days=365)
KIRITIMATI, WESTERNMOST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


@pytest.fixture
def session(store: Store, clock: Clock) -> Session:
    """A session with six cards."""
    import_terms(store, "D", ["tcp", "udp", "dns"], clock.now)
    return Session(store)


def due_ids(store: Store, now: datetime) -> set[int]:
    """The cards that a query for due ones finds."""
    ids = [deck.id for deck in store.decks()]
    return set(store.card_ids_where(parse("is:due"), ids, now, DEFAULT_DAY_START))


def material(store: Store, now: datetime) -> Material:
    return Material(Collection(store), Scope(), now)


@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.HARD, Rating.GOOD])
def test_a_card_in_steps_does_not_wait_for_the_year_in_which_it_was_answered(
    store: Store, clock: Clock, session: Session, rating: Rating
) -> None:
    clock.now += YEAR
    asked = answer_next(session, rating, clock.now).card.id
    clock.now -= YEAR - timedelta(minutes=5)
    assert session.counts(clock.now).learning == 1
    assert session.waiting(clock.now) is None
    assert answer_next(session, Rating.GOOD, clock.now).card.id == asked
    assert store.card(asked).state.last_day == clock.day


def test_a_clock_that_is_put_back_by_seconds_keeps_the_steps_waiting(
    store: Store, clock: Clock, session: Session
) -> None:
    first = answer_next(session, Rating.AGAIN, clock.now).card.id
    clock.forward(seconds=-30)
    assert answer_next(session, Rating.AGAIN, clock.now).card.id != first


def test_a_card_in_review_that_was_answered_next_year_is_due_at_once(
    store: Store, clock: Clock, session: Session
) -> None:
    clock.now += YEAR
    asked = answer_next(session, Rating.EASY, clock.now).card.id
    clock.now -= YEAR
    day = clock.day
    assert (session.counts(clock.now).due, store.deck_counts(day)[store.decks()[0].id].due) == (1, 1)
    assert due_ids(store, clock.now) == {asked}
    columns = material(store, clock.now)
    assert columns.cards.id[columns.askable.due].tolist() == [asked]
    again = answer_next(session, Rating.GOOD, clock.now)
    assert (again.card.id, again.card.state.phase) == (asked, Phase.REVIEW)
    state = store.card(asked).state
    assert (state.last_day, state.scheduled_days) == (day, (state.due_day or day).toordinal() - day.toordinal())
    assert 0 < (state.scheduled_days or 0) < 60
    assert due_ids(store, clock.now) == set()
    assert store.disagreements() == []


def test_what_was_answered_next_year_and_is_left_over_is_asked_tomorrow(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", ["tcp"], clock.now)
    record(store, card_of(store, "tcp").id, Rating.EASY, clock.now + YEAR)
    store.set_settings(deck, replace(deck.settings, reviews_per_day=0, new_per_day=0))
    session = Session(store)
    assert session.next(clock.now) is None
    assert session.ending(clock.now).next_day == clock.day + timedelta(days=1)


def test_a_card_known_for_good_is_not_asked_because_the_clock_was_ahead(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["tcp"], clock.now)
    card = card_of(store, "tcp")
    record(store, card.id, Rating.EASY, clock.now)
    later = clock.now + YEAR
    store.mark_known([card.id], later, study_day(later))
    assert due_ids(store, clock.now) == set()
    assert Session(store).counts(clock.now).due == 0
    columns = material(store, clock.now)
    assert not columns.askable.due.any()


@pytest.mark.parametrize("start", [timedelta(hours=4), timedelta(hours=12), timedelta()])
def test_after_the_longest_journey_west_nothing_is_asked_again(store: Store, clock: Clock, start: timedelta) -> None:
    east = datetime(2026, 3, 4, 10, 30, tzinfo=UTC).astimezone(KIRITIMATI)
    import_terms(store, "D", ["tcp", "udp"], east)
    session = Session(store, day_start=start)
    asked = {answer_next(session, Rating.EASY, east).card.id for _number in range(2)}
    west = (east + timedelta(minutes=10)).astimezone(WESTERNMOST)
    behind = study_day(east, start) - study_day(west, start)
    assert timedelta(days=1) <= behind <= timedelta(days=2)
    session = Session(store, day_start=start)
    assert session.counts(west).due == 0
    assert due_ids(store, west) == set()
    question = session.next(west)
    assert question is None or question.card.id not in asked


def test_a_day_is_to_come_only_beyond_what_a_journey_explains() -> None:
    today = date(2026, 3, 2)
    assert [is_to_come(today + timedelta(days=days), today) for days in (-900, 0, 1, 2, 3, 400)] == [False] * 4 + [
        True
    ] * 2
    assert not is_to_come(None, today)


@pytest.mark.parametrize("sets", [False, True])
def test_cards_buried_until_tomorrow_come_back_although_the_clock_was_a_year_ahead(
    path: Path, clock: Clock, sets: bool
) -> None:
    with Store.open(path, clock.now) as store:
        import_terms(store, "D", ["tcp", "udp"], clock.now)
        ids = [card.id for card in store.cards()]
        if sets:
            clock.now += YEAR
        answer_next(Session(store), Rating.GOOD, clock.now)
        store.bury(ids, clock.day + timedelta(days=1))
        clock.now -= YEAR if sets else timedelta(days=1)
    with Store.open(path, clock.now) as store:
        buried = [card.buried_until for card in store.cards() if card.buried_until is not None]
    assert len(buried) == (0 if sets else len(ids))


def test_an_answer_of_a_day_that_lasts_is_remembered_through_the_longest_day(store: Store, clock: Clock) -> None:
    east = datetime(2026, 3, 4, 0, 5, tzinfo=KIRITIMATI)
    import_terms(store, "D", ["tcp"], east)
    answer_next(Session(store, day_start=timedelta()), Rating.EASY, east)
    west = (east + timedelta(hours=61)).astimezone(WESTERNMOST)
    day = study_day(west, timedelta(hours=12))
    assert day == study_day(east, timedelta())
    session = Session(store, day_start=timedelta(hours=12))
    assert (session.next(west), session.ending(west).waiting_siblings) == (None, 1)
    assert session.summary(west).cards == 1


def test_answers_to_come_are_no_part_of_today_nor_of_the_last_week(store: Store, clock: Clock) -> None:
    import_terms(store, "D", [f"t{number}" for number in range(40)], clock.now)
    later = Clock(clock.now + YEAR)
    for card in store.cards():
        record(store, card.id, Rating.EASY, later.now)
        record(store, card.id, Rating.AGAIN, later.forward(seconds=1))
    shown = overview(store, clock.now, DEFAULT_DAY_START, "en")
    assert (shown.answered, shown.streak) == (0, 0)
    assert shown.advice is None or "this week" not in shown.advice.text
    shown = overview(store, later.now, DEFAULT_DAY_START, "en")
    assert (shown.answered, shown.streak) == (80, 1)


# What is said


@pytest.fixture
def at(quiz: Runner, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command some days after the usual instant, and return its warnings."""

    def run(days: float, *arguments: str, typed: str = "") -> str:
        monkeypatch.setenv("QUIZ_NOW", (datetime.fromisoformat(NOW) + timedelta(days=days)).isoformat())
        result = quiz(*arguments, typed=typed)
        assert result.status == 0
        return result.err

    return run


def test_a_clock_behind_the_last_answer_is_told_until_something_is_answered(at: Callable[..., str]) -> None:
    assert at(0, "study", "http", "--plain", typed="\n3\n") == ""
    assert at(365, "study", "http", "--plain", typed="\n3\n") == ""
    assert at(364, "due") == ""
    for command in (("due",), ("decks", "--json"), ("study", "http", "--plain")):
        assert "The last answer was stored on 2027-03-02, which is still to come" in at(1, *command)
    at(1, "study", "http", "--plain", typed="\n3\n")
    assert at(1, "due") == ""
    assert at(366, "due") == ""
