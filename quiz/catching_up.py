"""Coming back to more reviews than a day has room for: how many wait, and what each way to catch up means a day.

All numbers are expectations: they count what is due by the schedule as it is now, not what will be forgotten meanwhile.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from itertools import islice
from typing import Protocol

from quiz.cards import Deck, Kind
from quiz.deck_tree import ancestors
from quiz.repository import DeckCounts, Repository
from quiz.scheduling.days import study_day
from quiz.stats import Facts
from quiz.study_settings import DeckSettings

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
"""Within how many days a backlog has to be gone best known first; where it never is, so long the plan holds."""

_KNOWN = "known"
"""The order of reviews in which the best known come first, as it is set."""

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
    ``today`` is how many of the reviews come today. ``shares`` has the most reviews a day of each of
    :attr:`CatchUp.piles`; the plan that ``holds`` already has none, and taking it changes nothing.
    """

    way: Way
    reviews: int
    until: date | None
    today: int
    shares: tuple[int, ...] = ()
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """What was chosen before and holds now: the most reviews a day, and the last study day on which it does.

    ``order`` is that of :data:`quiz.cards.REVIEW_ORDERS` in which the reviews come, empty for that of the decks.
    """

    reviews: int
    until: date
    order: str = ""

    @property
    def way(self) -> Way:
        """The way that was chosen."""
        return Way.KNOWN_FIRST if self.order == _KNOWN else Way.SPREAD


@dataclass(frozen=True, slots=True)
class Pile:
    """The backlog of a deck of the top, what waits in its sub-decks included, as of a study day.

    ``waiting`` reviews are due, ``beyond`` of them beyond the daily limits, and ``done`` were answered today already;
    of the ``notes`` that can still be asked today only one card is. ``falling`` has how many more fall due on each day
    from tomorrow on, within a year, and ``most`` is the number of reviews that the deck allows on a day.
    """

    deck: Deck
    waiting: int
    beyond: int
    done: int
    notes: int
    falling: tuple[int, ...]
    most: int

    def today(self, most: int) -> int:
        """Return how many of at most so many reviews a day are left today."""
        return max(0, min(self.waiting - self.beyond, most - self.done, self.notes))

    def left(self, most: int) -> Iterator[int]:
        """Yield how many wait at the end of each day of a year, today first, with at most so many reviews a day."""
        left, notes = self.waiting - self.today(most), self.notes
        yield left
        for falls in self.falling:
            notes += falls
            left += falls
            left -= min(left, most, notes)
            yield left

    def each_day(self, days: int) -> int | None:
        """Return the fewest reviews a day after so many of which nothing waits; none where the deck allows too few."""
        rates = range(1, self.most + 1)
        place = bisect_left(rates, True, key=lambda rate: not next(islice(self.left(rate), days - 1, None), 0))
        return rates[place] if place < len(rates) else None


@dataclass(frozen=True, slots=True)
class CatchUp:
    """A backlog, as of a study day, in the decks of the top in which reviews wait: each has limits of its own.

    ``usual`` is the number of reviews that this person answers on a day, and ``limited`` has all decks that have a
    limit from an earlier plan.
    """

    day: date
    usual: int
    piles: tuple[Pile, ...]
    limited: tuple[Deck, ...]
    running: Running | None

    @property
    def waiting(self) -> int:
        """How many reviews are due."""
        return sum(pile.waiting for pile in self.piles)

    @property
    def beyond(self) -> int:
        """How many of them are beyond the daily limits."""
        return sum(pile.beyond for pile in self.piles)

    def falling(self, days: int) -> int:
        """Return how many more fall due on so many days from tomorrow on."""
        return sum(sum(pile.falling[:days]) for pile in self.piles)

    def plans(self, days: int) -> tuple[Plan, ...]:
        """Return the plans to choose from, spread over so many of :attr:`spread_days` where there are any.

        The one that holds takes the place of its like. Where nothing waits there is only one plan: to answer as much as
        the decks allow, which ends a plan that holds.
        """
        if not self.waiting:
            return (self.as_usual(),)
        others = (self._held(Way.KNOWN_FIRST) or self.known_first(), self.as_usual())
        return (self.spread(days), *others) if days else others

    @property
    def spread_days(self) -> tuple[int, ...]:
        """The numbers of days over which it can be spread, the fewest first; none where it would not be gone in time.

        The limits of each deck hold on each of these days, and the slowest deck needs all of them. The rest of a spread
        that holds is among them.
        """
        if not self.waiting:
            return ()
        needed = {one for one in range(FEWEST_DAYS, MOST_DAYS + 1) if self.gone(self._shares(one)) == self._last(one)}
        return tuple(sorted(needed | {self._held_days} - {0}))

    @property
    def proposed_days(self) -> int:
        """The fewest of these days without much more a day than usual, two weeks where it can be; 0 without any.

        While a spread backlog holds, they are the days that are left of it.
        """
        most, days = max(USUAL_REVIEWS, int(MORE_THAN_USUAL * self.usual)), self.spread_days
        fitting = (one for one in days if one >= PROPOSED_DAYS or sum(self._shares(one)) <= most)
        return self._held_days if self._held_days in days else next(fitting, max(days, default=0))

    @property
    def _held_days(self) -> int:
        """How many days are left of a spread backlog that holds, with today; otherwise 0."""
        plan = self._held(Way.SPREAD)
        return (plan.until - self.day).days + 1 if plan and plan.until else 0

    def _last(self, days: int) -> date:
        return self.day + timedelta(days=days - 1)

    def _shares(self, days: int) -> tuple[int, ...]:
        """Return how many reviews a day each deck needs to be done within so many days, or as many as it allows."""
        return tuple(pile.each_day(days) or pile.most for pile in self.piles)

    def spread(self, days: int) -> Plan:
        """Return what it means to spread each deck over so many of :attr:`spread_days`, with what falls due in them."""
        held = self._held(Way.SPREAD) if days == self._held_days else None
        return held or self._plan(Way.SPREAD, self._shares(days))

    def known_first(self) -> Plan:
        """Return what it means to answer the usual number a day, the best known first, more only where it never ends.

        The order is that of :mod:`quiz.scheduling.queue`: it costs the fewest minutes for each card remembered.
        """
        usual = max(self.usual, FEWEST, len(self.piles))
        each = ((days, self._shares(days)) for days in range(1, _KNOWN_DAYS))
        few = ((days, shares) for days, shares in each if sum(shares) <= usual)
        fitting = (shares for days, shares in few if (self.gone(shares) or date.max) <= self._last(days))
        return self._plan(Way.KNOWN_FIRST, next(fitting, self._shares(_KNOWN_DAYS)))

    def as_usual(self) -> Plan:
        """Return what it means to answer as much a day as the decks allow."""
        return self._plan(Way.AS_USUAL, tuple(pile.most for pile in self.piles))

    def gone(self, shares: Sequence[int]) -> date | None:
        """Return the study day within a year on which nothing waits with at most so many reviews a day in each deck."""
        if not self.piles:
            return self.day
        days = zip(*(pile.left(share) for pile, share in zip(self.piles, shares, strict=True)), strict=True)
        ahead = next((ahead for ahead, left in enumerate(days) if not any(left)), None)
        return None if ahead is None else self.day + timedelta(days=ahead)

    def settings(self, plan: Plan) -> list[tuple[Deck, DeckSettings]]:
        """Return the decks that a plan changes, with what they are set to; each has its share of the reviews."""
        return [(deck, settings) for deck, settings in self._set_by(plan) if settings != deck.settings]

    def running_with(self, plan: Plan) -> Running | None:
        """Return what holds when a plan was taken; nothing where all comes as the decks are set."""
        return _running([replace(deck, settings=settings) for deck, settings in self._set_by(plan)], self.day)

    def _set_by(self, plan: Plan) -> list[tuple[Deck, DeckSettings]]:
        """Return the decks that have a plan before or after, with their settings after."""
        if plan.holds:
            return [(deck, deck.settings) for deck in self.limited]
        texts = dict.fromkeys((deck.id for deck in self.limited), "")
        if plan.way is not Way.AS_USUAL:
            texts |= self._texts(plan)
        decks = {deck.id: deck for deck in (*self.limited, *(pile.deck for pile in self.piles))}
        return [(decks[number], replace(decks[number].settings, catch_up=text)) for number, text in texts.items()]

    def _texts(self, plan: Plan) -> dict[int, str]:
        """Return what the decks with a backlog are set to, by id: until when, their share, and an order of its own."""
        until = plan.until or self._last(_KNOWN_DAYS)
        order = f" {_KNOWN}" if plan.way is Way.KNOWN_FIRST else ""
        shared = zip(self.piles, plan.shares, strict=True)
        return {pile.deck.id: f"{until} {share}{order}" for pile, share in shared}

    def _plan(self, way: Way, shares: tuple[int, ...]) -> Plan:
        today = sum(pile.today(share) for pile, share in zip(self.piles, shares, strict=True))
        return Plan(way, sum(shares), self.gone(shares), today, shares)

    def _held(self, way: Way) -> Plan | None:
        """Return the plan that holds, if it is of this way."""
        running = self.running
        if running is None or running.way is not way:
            return None
        limits = ((pile, pile.deck.settings.catch_up_limit(self.day)) for pile in self.piles)
        today = sum(pile.today(pile.most if limit is None else min(limit, pile.most)) for pile, limit in limits)
        return Plan(way, running.reviews, running.until, today, holds=True)


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
    running, waiting = _running(decks, day), sum(tree.due.values())
    beyond = waiting - sum(tree.room(source.done_on(day), tree.due).values())
    many = beyond > sum(tree.room({}).values()) // 4
    if running is None and not (waiting >= FEWEST and (many or _was_away(facts, day))):
        return None
    return CatchUp(
        day=day,
        usual=usual_reviews(facts, day),
        piles=_piles(source, tree, now, day),
        limited=tuple(deck for deck in decks if deck.settings.catch_up),
        running=running,
    )


def _piles(source: Source, tree: "_Tree", now: datetime, day: date) -> tuple[Pile, ...]:
    """Return what waits in each deck of the top in which reviews wait."""
    done, backlog, most = source.done_on(day), tree.backlog(), tree.room({})
    room, within = tree.room(done, tree.due), {top: tree.within(top) for top in backlog}
    answered = {answer.note_id for answer in source.answered_on(day, now, 0)}
    piles = []
    for top, waiting in backlog.items():
        due = source.statistics(within[top], day).due
        piles.append(
            Pile(
                deck=tree.decks[top],
                waiting=waiting,
                beyond=waiting - room[top],
                done=sum(done[deck_id][1] for deck_id in within[top] if deck_id in done),
                notes=len({card.note_id for card in source.due_reviews(within[top], day, day)} - answered),
                falling=tuple(due.get(day + timedelta(days=ahead), 0) for ahead in range(1, _YEAR)),
                most=most[top],
            )
        )
    return tuple(piles)


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
        self._chains = ancestors(decks)
        self.decks = {deck.id: deck for deck in decks}
        self.due = {number: count for number, count in due.items() if count and self._is_asked(number)}

    def _is_asked(self, deck_id: int) -> bool:
        return all(self.decks[above].settings.reviews_per_day for above in self._chains[deck_id])

    def within(self, top: int) -> list[int]:
        """Return the ids of a deck of the top and those below it."""
        return [number for number, chain in self._chains.items() if chain[-1] == top]

    def backlog(self) -> Counter[int]:
        """Return the ids of the decks of the top in which reviews wait, sub-decks included, with how many do."""
        counts: Counter[int] = Counter()
        for number, count in self.due.items():
            counts[self._chains[number][-1]] += count
        return counts

    def room(self, done: Mapping[int, tuple[int, int]], wanted: Mapping[int, int] | None = None) -> dict[int, int]:
        """Return how many reviews the limits of a day leave in each deck of the top for what is wanted of each deck.

        Without ``wanted`` that is without end where reviews wait. ``done`` has what was answered in each deck already,
        new cards and reviews. Plans that hold do not count.
        """
        wanted = dict.fromkeys(self.due, _WITHOUT_END) if wanted is None else wanted
        passed: Counter[int] = Counter(wanted)
        used: Counter[int] = Counter()
        for number, (_new, reviews) in done.items():
            used.update(dict.fromkeys(self._chains.get(number, ()), reviews))
        room = {}
        for number in sorted(self._chains, key=lambda one: -len(self._chains[one])):
            left = self.decks[number].settings.reviews_per_day - used[number]
            room[number] = max(0, min(passed[number], left))
            passed.update(dict.fromkeys(self._chains[number][1:2], room[number]))
        return {number: count for number, count in room.items() if len(self._chains[number]) == 1}


def _running(decks: Sequence[Deck], day: date) -> Running | None:
    """Return what decks are limited to by an earlier plan; below such a deck the others do not count."""
    chains = ancestors(decks)
    limits = {deck.id: limit for deck in decks if (limit := deck.settings.catch_up_limit(day)) is not None}
    heads = [deck for deck in decks if deck.id in limits and limits.keys().isdisjoint(chains[deck.id][1:])]
    if not heads:
        return None
    until = max(plan.until for deck in heads if (plan := deck.settings.catch_up_plan) is not None)
    reviews = sum(min(limits[deck.id], deck.settings.reviews_per_day) for deck in heads)
    orders = (deck.settings.catch_up_order(day) for deck in sorted(heads, key=lambda deck: deck.name))
    return Running(reviews, until, next((order for order in orders if order), ""))
