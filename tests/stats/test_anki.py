"""Every panel that Anki has, beside Anki's own figures of the same cards and the same log.

They are equal but for the differences below; each is shown by a test, so that it is known when it is one no more.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quiz.cards import Card, Kind, Phase, Rating
from quiz.deck_tree import is_within
from quiz.drill import Drill
from quiz.scheduling.days import DEFAULT_DAY_START, study_day, utc_offset
from quiz.stats import periods
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.stats.series import computed
from quiz.store import Store, rows
from tests.simulated import Habits, study_for
from tests.stats.anki_judge import RELEARNING_INTERVAL, Judge, early_afternoon
from tests.stats.facts import World, world_of
from tests.store.support import OTHER_PARAMETERS, deck_named, import_terms, record

DIFFERENCES = {
    "drills and mature cards": "Answers of drills are no reviews of mature cards: they say what was recalled minutes"
    " after it was seen. Anki counts them among today's answers to mature cards.",
    "drills and buttons": "A drill moves no schedule, so its ratings say nothing of learning. Anki counts those of its"
    " filtered decks as learning.",
    "relearning": "A card in relearning steps comes again within minutes, and its next interval is not known before it"
    " leaves them. Anki shows the interval from which it will go on.",
    "whole numbers": "Anki cuts the daily load down to a whole number; here it has a decimal.",
    "ten years": "What is due in more than ten years, as is what is known for good, is on no chart of the future.",
    "study days": "What is remembered is told for a study day, from whole days, as intervals are counted: it does not"
    " change while one looks at it. Anki counts the seconds since the last answer.",
    "deleted cards": "The past of deleted cards counts in the deck in which they were. In Anki it counts where"
    " everything is looked at, and in no deck.",
    "time zones": "Days and hours stay those of the clock by which one lived. Anki cuts the whole past by the present"
    " time zone.",
}
"""What is not the same on purpose, and why."""

UNTOLD = {
    "steps over the end of a day": "A card in steps belongs to the study day of its last answer, so that a day can be"
    " finished. Anki has it on the day on which its step ends.",
    "the date of a card": "Cards are added when their note is. In Anki each has a date of its own, which is later for a"
    " card of a direction that came afterwards.",
    "early reviews": "A review before its day, in a drill that counts, is a review. Anki calls it filtered.",
    "interviews": "Anki has none; here they stand with drills.",
    "taken back": "What was taken back stays in the log and counts nowhere. Anki forgets it.",
}
"""What is not the same either, but does not show here: the judge is told of it in Anki's way, or not at all."""


def by_design(difference: str) -> bool:
    """Say why both sides differ."""
    return difference in DIFFERENCES


NOTES = {"A": 60, "A::Part": 15, "B": 20, "C": 12}
TERMS = {name: [f"{name.lower()}{n}" for n in range(count)] for name, count in NOTES.items()}


@dataclass(frozen=True)
class Sides:
    """What Anki says and what we say of the same cards, those of a deck or all."""

    anki: Any
    world: World
    material: Material

    @property
    def day(self) -> date:
        return self.material.day

    def ours(self, name: str, period: str = "all", unit: str = "day") -> dict[str, Any]:
        progress = Progress(self.material, periods.named(period, self.day, unit))
        return computed(progress, [name])[name]

    def present(self) -> list[Card]:
        decks = {deck.id for deck in self.material.decks}
        return [card for card in self.world.cards if card.deck_id in decks and not card.retired]

    def ago(self, day: str) -> int:
        """Days from today to a day as Anki numbers them: past ones are negative."""
        return (date.fromisoformat(day) - self.day).days


def study(store: Store, now: datetime) -> None:
    """Half a year of study, and today all that a person can do to cards."""
    made = now - timedelta(days=220)
    for name, terms in TERMS.items():
        import_terms(store, name, terms, made)
    other = deck_named(store, "B")
    store.set_settings(other, replace(other.settings, parameters=OTHER_PARAMETERS, desired_retention=0.85))
    _spread_notes(store, made)
    study_for(store, now, Habits(days=200, new=2, most=30, idle=0.2))
    for name, terms in TERMS.items():
        import_terms(store, name, [*terms, *(f"new {term}" for term in terms[:5])], now)
    _today(store, now)


def _spread_notes(store: Store, made: datetime) -> None:
    """Let the notes have come on different days, at any hour."""
    rng = Random(8)
    with store._write() as writer:
        for deck in store.decks():
            for note in store.notes(deck):
                created = made + timedelta(minutes=rng.randrange(220 * 24 * 60))
                writer.execute(rows.NOTE.update().where(rows.NOTE.c.id == note.id).values(created=created))


def _today(store: Store, now: datetime) -> None:
    """Drill, take back, reset, mark as known, put off, suspend, bury and delete some cards of each deck."""
    day = study_day(now)
    for deck in store.decks():
        cards = store.cards([deck.id])
        review = [card for card in cards if card.state.phase is Phase.REVIEW]
        mature = [card for card in review if (card.state.scheduled_days or 0) >= 21]
        young = [card for card in review if card not in mature]
        fresh = [card for card in cards if card.state.phase is Phase.NEW]
        drill = Drill(store, [card.id for card in (*mature[:3], *young[:3])], day_start=DEFAULT_DAY_START)
        for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD, Rating.GOOD):
            question = drill.next(now)
            assert question is not None
            drill.answer(question, drill.reveal(question, now), rating, now, mode="flip")
        record(store, review[3].id, Rating.AGAIN, now, kind=Kind.REVIEW)
        record(store, mature[-1].id, Rating.AGAIN, now, kind=Kind.REVIEW)
        record(store, mature[-2].id, Rating.GOOD, now, kind=Kind.REVIEW)
        for card in fresh[:3]:
            record(store, card.id, Rating.GOOD, now)
        record(store, review[4].id, Rating.GOOD, now)
        assert store.undo_last([deck.id], now) is not None
        store.reset([review[5].id], now, day)
        store.mark_known([review[6].id], now, day)
        store.reschedule([review[7].id], day - timedelta(days=5), now, day)
        store.reschedule([review[8].id], day, now, day)
        store.suspend([review[9].id, fresh[-1].id, mature[-3].id])
        store.bury([review[8].id, review[10].id, fresh[-2].id, review[9].id], day + timedelta(days=1))
    for card in store.cards([deck_named(store, "C").id])[::5]:
        store.delete_note(store.note(card.note_id), now)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Sides]]:
    """Both sides of all cards, of a deck with its sub-deck, of one with other parameters, of one with deleted cards."""
    folder = tmp_path_factory.mktemp("judged")
    with early_afternoon() as now:
        store = Store.open(folder / "quiz.db", now)
        study(store, now)
        found = {name: sides_of(store, folder, now, name) for name in ("", "A", "B", "C")}
    yield found
    store.close()


def sides_of(store: Store, folder: Path, now: datetime, name: str = "", *, whole_days: bool = True) -> Sides:
    """Both sides of a deck with its sub-decks, or of all. For Anki the present instant has to be ``now``."""
    world = world_of(store)
    chosen = tuple(deck.id for deck in world.decks if is_within(deck.name, name)) if name else None
    judge = Judge(folder / f"{name}.anki2", world, now, study_day(now), whole_days=whole_days)
    graphs = judge.graphs(f"deck:{name}" if name else "")
    judge.close()
    return Sides(graphs, world, Material(Collection(store), Scope(chosen), now))


@pytest.fixture(params=["", "A", "B"], ids=["all", "A", "B"])
def sides(judged: dict[str, Sides], request: pytest.FixtureRequest) -> Sides:
    """Both sides, of all cards and of two decks."""
    found: Sides = judged[request.param]
    return found


def drilled(sides: Sides, *, today: bool = False) -> Counter[int]:
    """How often each rating was given in drills."""
    decks = {deck.id for deck in sides.material.decks}
    return Counter(
        int(entry.rating or 0)
        for card in sides.world.cards
        for entry in sides.world.logs[card.id]
        if entry.kind is Kind.CRAM and entry.undone is None and card.deck_id in decks
        if not today or (entry.is_mature and entry.day == sides.day)
    )


# The past


def test_today(sides: Sides) -> None:
    anki, ours, mature = sides.anki.today, sides.ours("today"), drilled(sides, today=True)
    assert (ours["answers"], ours["right"], ours["milliseconds"]) == (
        anki.answer_count,
        anki.correct_count,
        anki.answer_millis,
    )
    assert ours["kinds"] == {
        "learn": anki.learn_count,
        "review": anki.review_count,
        "relearn": anki.relearn_count,
        "cram": anki.early_review_count,
        "interview": 0,
    }
    assert by_design("drills and mature cards")
    assert mature.total() > 0
    assert ours["mature"] + mature.total() == anki.mature_count
    assert ours["mature_right"] + mature.total() - mature[1] == anki.mature_correct


@pytest.mark.parametrize(("name", "panel"), [("reviews", "count"), ("time", "time")])
def test_reviews_and_their_time_day_by_day(sides: Sides, name: str, panel: str) -> None:
    assert ours_by_day(sides, name) == anki_by_day(sides, panel)


def ours_by_day(sides: Sides, name: str) -> dict[int, tuple[int, ...]]:
    kinds = ("learn", "relearn", "young", "mature", "drill")
    rows = {sides.ago(row["start"]): tuple(row[kind] for kind in kinds) for row in sides.ours(name)["rows"]}
    return {day: counts for day, counts in rows.items() if any(counts)}


def anki_by_day(sides: Sides, panel: str) -> dict[int, tuple[int, ...]]:
    return {
        day: (found.learn, found.relearn, found.young, found.mature, found.filtered)
        for day, found in getattr(sides.anki.reviews, panel).items()
    }


def test_deleted_cards(judged: dict[str, Sides]) -> None:
    sides = judged["C"]
    ours = sum(map(sum, ours_by_day(sides, "reviews").values()))
    anki = sum(map(sum, anki_by_day(sides, "count").values()))
    gone = [sides.world.logs[card.id] for card in sides.world.cards if card.retired]
    deleted = sum(entry.kind.is_answer and entry.undone is None for log in gone for entry in log)
    assert by_design("deleted cards")
    assert deleted > 0
    assert ours == anki + deleted


def test_true_retention_of_all_periods_of_young_and_mature_cards(sides: Sides) -> None:
    found = {(row["period"], row["group"]): (row["right"], row["answers"]) for row in sides.ours("retention")["rows"]}
    for period in ("today", "yesterday", "week", "month", "year", "all"):
        anki = getattr(sides.anki.true_retention, {"all": "all_time"}.get(period, period))
        young = (anki.young_passed, anki.young_passed + anki.young_failed)
        mature = (anki.mature_passed, anki.mature_passed + anki.mature_failed)
        assert found[period, "young"] == young
        assert found[period, "mature"] == mature
        assert found[period, "all"] == tuple(map(sum, zip(young, mature, strict=True)))


PERIODS = [("1m", "one_month"), ("3m", "three_months"), ("1y", "one_year"), ("all", "all_time")]


@pytest.mark.parametrize(("period", "panel"), PERIODS)
def test_hours(sides: Sides, period: str, panel: str) -> None:
    anki = [(hour.total, hour.correct) for hour in getattr(sides.anki.hours, panel)]
    assert [(row["answers"], row["right"]) for row in sides.ours("hours", period)["rows"]] == anki


@pytest.mark.parametrize(("period", "panel"), PERIODS)
def test_buttons(sides: Sides, period: str, panel: str) -> None:
    anki, drills = getattr(sides.anki.buttons, panel), drilled(sides)
    ours = {row["group"]: row for row in sides.ours("buttons", period)["rows"]}
    names = ("again", "hard", "good", "easy")
    assert [ours["young"][name] for name in names] == list(anki.young)
    assert [ours["mature"][name] for name in names] == list(anki.mature)
    assert by_design("drills and buttons")
    assert drills.total() > 0
    assert [ours["learning"][name] + drills[n] for n, name in enumerate(names, 1)] == list(anki.learning)


# The cards


def test_the_cards_by_state(sides: Sides) -> None:
    anki, ours = sides.anki.card_counts.excluding_inactive, sides.ours("states")
    assert min(ours.values()) > 0
    assert ours == {
        "cards": len(sides.present()),
        "new": anki.newCards,
        "learning": anki.learn,
        "relearning": anki.relearn,
        "young": anki.young,
        "mature": anki.mature,
        "suspended": anki.suspended,
        "buried": anki.buried,
    }


def test_the_cards_that_are_due(sides: Sides) -> None:
    anki, ours = dict(sides.anki.future_due.future_due), sides.ours("future")
    assert by_design("ten years")
    assert max(anki) > 3650
    assert {sides.ago(row["start"]): row["cards"] for row in ours["rows"] if row["cards"]} == {
        day: cards for day, cards in anki.items() if 0 <= day <= 3650
    }
    assert sides.anki.future_due.have_backlog
    assert ours["backlog"] == sum(cards for day, cards in anki.items() if day < 0) > 0


def test_the_daily_load(sides: Sides) -> None:
    anki, ours = sides.anki.future_due.daily_load, sides.ours("future")["daily_load"]
    assert by_design("whole numbers")
    assert anki - 0.05 <= ours <= anki + 1.05


def test_intervals(sides: Sides) -> None:
    anki, ours = dict(sides.anki.intervals.intervals), counted(sides.ours("intervals"), "days")
    assert by_design("relearning")
    relearning = sum(card.state.phase is Phase.RELEARNING for card in sides.present())
    assert relearning > 0
    assert Counter(ours) + Counter({RELEARNING_INTERVAL: relearning}) == Counter(anki)


def test_stability(sides: Sides) -> None:
    assert counted(sides.ours("stability"), "days") == dict(sides.anki.stability.intervals)


def test_difficulty(sides: Sides) -> None:
    anki, ours = sides.anki.difficulty, sides.ours("difficulty")
    assert counted(ours, "percent") == dict(anki.eases)
    assert 100 * (ours["median"] - 1) / 9 == pytest.approx(anki.average, abs=0.6)


def counted(value: dict[str, Any], name: str) -> dict[int, int]:
    return {row[name]: row["cards"] for row in value["rows"]}


def test_retrievability(sides: Sides) -> None:
    anki, ours, known = sides.anki.retrievability, sides.ours("retrievability"), sides.ours("known")
    assert counted(ours, "percent") == dict(anki.retrievability)
    assert 100 * ours["mean"] == pytest.approx(anki.average, abs=0.02)
    assert known["cards"] == pytest.approx(anki.sum_by_card, abs=0.1)
    assert known["notes"] == pytest.approx(anki.sum_by_note, abs=0.1)


def test_added(sides: Sides) -> None:
    ours = {sides.ago(row["start"]): row["cards"] for row in sides.ours("added")["rows"] if row["cards"]}
    assert ours == dict(sides.anki.added.added)
    assert 0 in ours


# What differs by more than a count


def test_days_and_hours_stay_those_of_the_time_zone_in_which_one_was(tmp_path: Path) -> None:
    with early_afternoon() as now, Store.open(tmp_path / "quiz.db", now) as store:
        import_terms(store, "A", ["a"], now)
        night = (now - timedelta(days=10)).replace(hour=2)
        elsewhere = timezone(timedelta(minutes=utc_offset(night) + 3 * 60))
        record(store, store.cards()[0].id, Rating.GOOD, night.astimezone(elsewhere))
        sides = sides_of(store, tmp_path, now)
        ours, hours = ours_by_day(sides, "reviews"), [row["answers"] for row in sides.ours("hours")["rows"]]
    assert by_design("time zones")
    assert (list(ours), list(anki_by_day(sides, "count"))) == ([-10], [-11])
    assert (hours[5], sides.anki.hours.all_time[2].total) == (1, 1)


def test_what_is_remembered_is_told_for_a_day(tmp_path: Path) -> None:
    with early_afternoon() as now, Store.open(tmp_path / "quiz.db", now) as store:
        import_terms(store, "A", ["a"], now)
        record(store, store.cards()[0].id, Rating.EASY, now - timedelta(days=5, hours=8))
        sides = sides_of(store, tmp_path, now, whole_days=False)
        ours = sides.ours("retrievability")["mean"]
    assert by_design("study days")
    assert 0.1 < 100 * ours - sides.anki.retrievability.average < 1
