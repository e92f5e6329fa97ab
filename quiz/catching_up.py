"""Coming back to more reviews than a day has room for: how many wait, and what each way to catch up means a day.

All numbers are expectations: they count what is due by the schedule as it is now, not what will be forgotten meanwhile.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from quiz.cards import Deck, DeckSettings, Kind
from quiz.deck_tree import ancestors
from quiz.repository import DeckCounts, Repository
from quiz.scheduling.days import study_day
from quiz.stats import Facts

PAUSE = timedelta(days=4)
"""From how many study days without an answer on somebody was away."""

FEWEST = 10
"""So many reviews have to wait for a plan to be worth while."""

USUAL_DAYS, USUAL_REVIEWS = 30, 20
"""From how many of the last days with reviews the usual number is taken, and the number where there is none."""

MORE_THAN_USUAL = 1.3
"""How many times the usual number of reviews the days of a spread backlog have at most, when it is proposed."""

PROPOSED_DAYS = 14
"""Over how many days a backlog is proposed to be spread, at most."""

FEWEST_DAYS, MOST_DAYS = 2, 30
"""Over how many days a person may spread it."""

_KNOWN_DAYS = 90
"""Within how many days a backlog has to be gone that is taken in the order of what is known best.

Where the limits of the decks are too low for that and it never ends, the plan holds for so many days.
"""

_YEAR = 365
_WITHOUT_END = 10**6


class Way(Enum):
    """How to catch up: the backlog spread over days, the best known cards first, or all at once as the decks allow."""

    SPREAD = auto()
    KNOWN_FIRST = auto()
    AS_USUAL = auto()


class Source(Repository, Protocol):
    """What is needed of a database beside what a session needs."""

    def statistics(self, deck_ids: Sequence[int] | None, day: date) -> Facts:
        """Return what the statistics are computed from; without ids, of everything ever answered."""

    def deck_counts(self, day: date) -> Mapping[int, DeckCounts]:
        """Return what each deck holds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A way to catch up: at most so many reviews a day, and the study day on which the backlog is gone.

    ``until`` is empty where it would not be gone within a year; :meth:`CatchUp.running_with` says what is set then.
    ``today`` is how many of the reviews come today.
    """

    way: Way
    reviews: int
    until: date | None
    today: int


@dataclass(frozen=True, slots=True)
class Running:
    """What was chosen before and holds now: the most reviews a day, and the last study day on which it does."""

    reviews: int
    until: date


@dataclass(frozen=True, slots=True)
class CatchUp:
    """A backlog, as of a study day.

    ``waiting`` reviews are due, ``beyond`` of them beyond the daily limits, and ``done`` were answered today already;
    of the ``notes`` that can still be asked today only one card is. On the days from tomorrow on ``falling`` more fall
    due. ``usual`` is the number of reviews that this person answers on a day, ``most`` the number that the decks allow.
    ``backlog`` has the decks of the top in which reviews wait, with their number, and ``limited`` all decks that have a
    limit from an earlier plan.
    """

    day: date
    waiting: int
    beyond: int
    done: int
    notes: int
    falling: tuple[int, ...]
    usual: int
    most: int
    backlog: tuple[tuple[Deck, int], ...]
    limited: tuple[Deck, ...]
    running: Running | None

    def plans(self, days: int) -> tuple[Plan, ...]:
        """Return the plans to choose from, spread over so many of :attr:`spread_days` where there are any.

        Where nothing waits there is only one: to answer as much as the decks allow, which ends a plan that holds.
        """
        if not self.waiting:
            return (self.as_usual(),)
        others = (self.known_first(), self.as_usual())
        return (self.spread(days), *others) if self.spread_days else others

    @property
    def spread_days(self) -> tuple[int, ...]:
        """The numbers of days over which it can be spread, the fewest first; none where it would not be gone in time.

        On each of these days the limits of the decks hold, and each deck with a backlog has a review at least.
        """
        days = range(FEWEST_DAYS, MOST_DAYS + 1) if self.waiting else ()
        return tuple(one for one in days if len(self.backlog) <= self._each_day(one) <= self.most)

    @property
    def proposed_days(self) -> int:
        """The fewest of these days without much more a day than usual, two weeks where it can be; 0 without any."""
        most, days = max(USUAL_REVIEWS, int(MORE_THAN_USUAL * self.usual)), self.spread_days
        fitting = (one for one in days if one >= PROPOSED_DAYS or self._each_day(one) <= most)
        return next(fitting, max(days, default=0))

    def spread(self, days: int) -> Plan:
        """Return what it means to spread it evenly over so many of :attr:`spread_days`, with what falls due in them."""
        return self._plan(Way.SPREAD, self._each_day(days), self.day + timedelta(days=days - 1))

    def known_first(self) -> Plan:
        """Return what it means to answer the usual number a day, the best known first, more only where it never ends.

        The order is that of :mod:`quiz.scheduling.queue`: it costs the fewest minutes for each card remembered.
        """
        least = min(max(self.usual, FEWEST, len(self.backlog)), self.most)
        last = self.day + timedelta(days=_KNOWN_DAYS - 1)
        enough = bisect_left(range(least, self.most), True, key=lambda most: (self.gone(most) or date.max) <= last)
        return self._plan(Way.KNOWN_FIRST, least + enough, self.gone(least + enough))

    def as_usual(self) -> Plan:
        """Return what it means to answer as much a day as the decks allow."""
        return self._plan(Way.AS_USUAL, self.most, self.gone(self.most))

    def gone(self, most: int) -> date | None:
        """Return the study day on which nothing more waits with at most so many reviews a day, within a year."""
        left, notes = self.waiting - self._today(most), self.notes
        for ahead in range(_YEAR):
            if left <= 0:
                return self.day + timedelta(days=ahead)
            falls = self.falling[ahead] if ahead < len(self.falling) else 0
            notes += falls
            left += falls - min(most, notes)
        return None

    def settings(self, plan: Plan) -> list[tuple[Deck, DeckSettings]]:
        """Return the decks that a plan changes, with what they are set to; each has its share of the reviews."""
        return [(deck, settings) for deck, settings in self._set_by(plan) if settings != deck.settings]

    def running_with(self, plan: Plan) -> Running | None:
        """Return what holds when a plan was taken; nothing where all comes as the decks are set."""
        return _running([replace(deck, settings=settings) for deck, settings in self._set_by(plan)], self.day)

    def _set_by(self, plan: Plan) -> list[tuple[Deck, DeckSettings]]:
        """Return the decks that have a plan before or after, with their settings after."""
        texts = dict.fromkeys((deck.id for deck in self.limited), "")
        if plan.way is not Way.AS_USUAL:
            texts |= self._texts(plan)
        decks = {deck.id: deck for deck in (*self.limited, *(deck for deck, _waiting in self.backlog))}
        return [(decks[number], replace(decks[number].settings, catch_up=text)) for number, text in texts.items()]

    def _texts(self, plan: Plan) -> dict[int, str]:
        """Return what the decks with a backlog are set to, by id: until when, their share, and an order of its own."""
        until = plan.until or self.day + timedelta(days=_KNOWN_DAYS - 1)
        order = " known" if plan.way is Way.KNOWN_FIRST else ""
        most = [deck.settings.reviews_per_day for deck, _waiting in self.backlog]
        shares = _shares(plan.reviews, [waiting for _deck, waiting in self.backlog], most)
        decks = (deck for deck, _waiting in self.backlog)
        return {deck.id: f"{until} {share}{order}" for deck, share in zip(decks, shares, strict=True)}

    def _each_day(self, days: int) -> int:
        """Return how many reviews a day are needed to answer within so many days all that wait or fall due in them."""
        return max(1, -(-(self.waiting + self.done + sum(self.falling[: days - 1])) // days))

    def _today(self, most: int) -> int:
        """Return how many of at most so many reviews a day are left today."""
        return max(0, min(self.waiting - self.beyond, most - self.done, self.notes))

    def _plan(self, way: Way, reviews: int, until: date | None) -> Plan:
        return Plan(way, reviews, until, self._today(reviews))


def offer(
    source: Source,
    now: datetime,
    day_start: timedelta,
    facts: Facts | None = None,
    held: Mapping[int, DeckCounts] | None = None,
) -> CatchUp | None:
    """Return the backlog where there is reason to offer ways to catch up, or where one was chosen and holds now.

    The reason is that somebody was away, or that much more is due than the daily limits allow. Cards of decks without
    any reviews a day do not count. ``facts`` of all decks, and what they hold, are read unless they are given.
    """
    day = study_day(now, day_start)
    facts, held = facts or source.statistics(None, day), held or source.deck_counts(day)
    decks = source.decks()
    tree = _Tree(decks, {deck.id: held[deck.id].due for deck in decks if deck.id in held})
    done, running, backlog = source.done_on(day), _running(decks, day), tree.backlog()
    beyond = tree.waiting - tree.room(done, tree.due)
    if running is None and not (tree.waiting >= FEWEST and (_was_away(facts, day) or beyond > tree.room({}) // 4)):
        return None
    tops = {top.id for top, _waiting in backlog}
    ids = [deck.id for deck in decks if tree.chains[deck.id][-1] in tops]
    due = source.statistics(ids, day).due
    answered = {answer.note_id for answer in source.answered_on(day, now, 0)}
    notes = {card.note_id for card in source.due_reviews(ids, day, day)} - answered
    return CatchUp(
        day=day,
        waiting=tree.waiting,
        beyond=beyond,
        done=sum(done[deck_id][1] for deck_id in ids if deck_id in done),
        notes=len(notes),
        falling=tuple(due.get(day + timedelta(days=ahead), 0) for ahead in range(1, _YEAR)),
        usual=usual_reviews(facts, day),
        most=max(1, tree.room({})),
        backlog=backlog,
        limited=tuple(deck for deck in decks if deck.settings.catch_up),
        running=running,
    )


def usual_reviews(facts: Facts, day: date) -> int:
    """Return the median number of reviews on the last days before ``day`` that had any, at most thirty of them."""
    days: Counter[date] = Counter()
    for row in facts.days:
        if row.kind is Kind.REVIEW and row.day < day:
            days[row.day] += row.answers
    last = sorted(days[one] for one in sorted(days)[-USUAL_DAYS:] if days[one])
    return last[len(last) // 2] if last else USUAL_REVIEWS


def _was_away(facts: Facts, day: date) -> bool:
    """Tell whether reviews are overdue and the last answer before today is as long ago as somebody is away."""
    last = max((row.day for row in facts.days if row.answers and row.day < day), default=day)
    return day - last >= PAUSE and any(count for due, count in facts.due.items() if due < day)


class _Tree:
    """The decks in which reviews wait, with the daily limits of each and of those above it."""

    def __init__(self, decks: Sequence[Deck], due: Mapping[int, int]) -> None:
        self.chains = ancestors(decks)
        self._decks = {deck.id: deck for deck in decks}
        self.due = {number: count for number, count in due.items() if count and self._is_asked(number)}

    def _is_asked(self, deck_id: int) -> bool:
        return all(self._decks[above].settings.reviews_per_day for above in self.chains[deck_id])

    @property
    def waiting(self) -> int:
        """How many reviews wait in all decks together."""
        return sum(self.due.values())

    def backlog(self) -> tuple[tuple[Deck, int], ...]:
        """Return the decks of the top in which reviews wait, sub-decks included, with how many do."""
        counts: Counter[int] = Counter()
        for number, count in self.due.items():
            counts[self.chains[number][-1]] += count
        return tuple((self._decks[number], count) for number, count in counts.items())

    def room(self, done: Mapping[int, tuple[int, int]], wanted: Mapping[int, int] | None = None) -> int:
        """Return how many reviews the limits of a day leave for what is wanted of each deck, without end if empty.

        ``done`` has what was answered in each deck already, new cards and reviews. Plans that hold do not count.
        """
        wanted = dict.fromkeys(self.due, _WITHOUT_END) if wanted is None else wanted
        passed: Counter[int] = Counter(wanted)
        used: Counter[int] = Counter()
        for number, (_new, reviews) in done.items():
            used.update(dict.fromkeys(self.chains.get(number, ()), reviews))
        total = 0
        for number in sorted(self.chains, key=lambda one: -len(self.chains[one])):
            left = self._decks[number].settings.reviews_per_day - used[number]
            through, above = max(0, min(passed[number], left)), self.chains[number][1:2]
            passed.update(dict.fromkeys(above, through))
            total += 0 if above else through
        return total


def _running(decks: Sequence[Deck], day: date) -> Running | None:
    """Return what decks are limited to by an earlier plan; below such a deck the others do not count."""
    limits = {deck.id: deck.settings.catch_up_limit(day) for deck in decks}
    chains = ancestors(decks)
    heads = [
        deck
        for deck in decks
        if limits[deck.id] is not None and not any(limits[above] is not None for above in chains[deck.id][1:])
    ]
    if not heads:
        return None
    until = max(date.fromisoformat(deck.settings.catch_up.partition(" ")[0]) for deck in heads)
    return Running(sum(limits[deck.id] or 0 for deck in heads), until)


def _shares(total: int, parts: Sequence[int], most: Sequence[int]) -> list[int]:
    """Return a number in whole shares as large as parts are of their sum, by the method of the largest remainders.

    Each is at least 1 as long as the total allows it, and none more than its number in ``most``: what it could not take
    goes to the others. They add up to the total unless it is more than all may take.
    """
    whole, places = sum(parts), range(len(parts))
    first = sorted(places, key=lambda place: -parts[place])[:total]
    shares = [int(place in first) for place in places]
    for _one in range(min(total, sum(most)) - sum(shares)):
        free = (place for place in places if shares[place] < most[place])
        lacking_most = max(free, key=lambda place: total * parts[place] - whole * shares[place])
        shares[lacking_most] += 1
    return shares
