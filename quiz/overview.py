"""What the home of the app shows: today's work, the decks, the study days, and one sentence of advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Protocol, cast

from quiz import catching_up, locale, stats
from quiz.asking import Counts
from quiz.cards import Deck, Kind
from quiz.catching_up import PAUSE, CatchUp
from quiz.confusing import Pair, pairs
from quiz.deck_tree import SEPARATOR, ancestors, with_subdecks
from quiz.locale import _, ngettext
from quiz.mix_ups import OFTEN
from quiz.phrases import summary_line
from quiz.repository import DeckCounts
from quiz.scheduling.days import study_day
from quiz.study import Session
from quiz.text import one_line

WEEKS = 12
_LONG_STREAK = 3
_LAST_WEEK = timedelta(days=7)
_ENOUGH_ANSWERS = 30
_FAR_BELOW = 0.1


class Source(catching_up.Source, Protocol):
    """What the overview needs of a database beside what a session needs."""

    def known(self, day: date) -> Mapping[int, tuple[float, int]]:
        """Return for each deck the sum of retrievability and the number of its cards."""


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck with its sub-decks as home lists it: what is left of today, and how much is known, 0 to 1.

    ``above`` has the ids of the decks that it lies in, the nearest first.
    """

    deck: Deck
    above: tuple[int, ...]
    has_children: bool
    counts: Counts
    known: float
    cards: int

    @property
    def depth(self) -> int:
        """How many decks it lies in."""
        return len(self.above)

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return self.counts.left


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence that says what to do, and the action that does it, if there is one."""

    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that home shows. ``minutes`` is an estimate for what is left today.

    ``answered`` counts the cards that were answered today, ``right`` those of them that were never missed. ``mix_up``
    is the pair of notes that is mixed up most and was not told apart since, ``catch_up`` a backlog with ways to catch
    up, where there is reason to offer them.
    """

    day: date
    decks: tuple[DeckRow, ...]
    counts: Counts
    minutes: int
    answered: int
    right: int
    streak: int
    first_day: bool
    calendar: tuple[dict[str, Any], ...]
    mix_up: Pair | None
    catch_up: CatchUp | None
    advice: Advice | None = None


class _ReadOnce:
    """A source of which what the queue of every deck needs is read but once: with hundreds of decks that is most.

    It holds as of one instant.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.decks = cache(source.decks)
        self.done_on = cache(source.done_on)
        self.answered_on = cache(source.answered_on)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


def overview(source: Source, now: datetime, day_start: timedelta, language: str) -> Overview:
    """Read everything that home shows, as of ``now``. It takes as long as making the queue of each deck takes."""
    day = study_day(now, day_start)
    source = cast(Source, _ReadOnce(source))
    decks = source.decks()
    session = Session(source, None, day_start=day_start)
    counts, done = session.counts(now), session.summary(now)
    facts, held = source.statistics(None, day), source.deck_counts(day)
    shown = Overview(
        day=day,
        decks=tuple(_deck_rows(source, decks, now, day, day_start)),
        counts=counts,
        minutes=stats.pace(facts, day).minutes(counts),
        answered=done.cards,
        right=done.right,
        streak=stats.streak(facts, day)["current"],
        first_day=not facts.days,
        calendar=tuple(stats.calendar(facts, day, WEEKS)),
        mix_up=next(iter(pairs(source, day, most=1)), None),
        catch_up=catching_up.offer(source, now, day_start, facts, held),
    )
    return replace(shown, advice=_advice(source, shown, facts, held, language))


def _deck_rows(source: Source, decks: Sequence[Deck], now: datetime, day: date, day_start: timedelta) -> list[DeckRow]:
    known = source.known(day)
    chains = ancestors(decks)
    rows = []
    for deck in sorted(decks, key=lambda deck: deck.name.split(SEPARATOR)):
        within = with_subdecks(decks, [deck])
        sums = [known.get(other.id, (0.0, 0)) for other in within]
        cards = sum(count for _sum, count in sums)
        rows.append(
            DeckRow(
                deck=deck,
                above=chains[deck.id][1:],
                has_children=len(within) > 1,
                counts=Session(source, [deck], day_start=day_start).counts(now),
                known=sum(part for part, _count in sums) / cards if cards else 0.0,
                cards=cards,
            )
        )
    return rows


def visible(rows: Sequence[DeckRow], unfolded: frozenset[int]) -> list[DeckRow]:
    """Return the rows that are shown: those of the top, and those below decks that are all unfolded."""
    return [row for row in rows if unfolded.issuperset(row.above)]


def _advice(
    source: Source, shown: Overview, facts: stats.Facts, held: Mapping[int, DeckCounts], language: str
) -> Advice | None:
    """Return the first piece of advice whose reason holds, or none: better silence than empty talk.

    While a plan to catch up holds there is none beside it.
    """
    if shown.catch_up is not None and shown.catch_up.running is not None:
        return None
    if not shown.decks:
        return Advice(_("There is no deck yet: import one, or make a new one."), "home.import")
    return (
        _of_days_away(shown, facts)
        or _of_mix_up(source, shown.mix_up, language)
        or _of_pause(shown, facts)
        or _of_backlog(shown)
        or _of_forgetting(shown.decks, facts, shown.day)
        or _of_tomorrow(facts, shown.counts, shown.day)
        or _of_streak(facts, shown.counts, shown.streak, shown.day)
        or _of_new_cards(held, shown.decks)
    )


def _of_days_away(shown: Overview, facts: stats.Facts) -> Advice | None:
    """Say how much waits after days away, until the first answer, and offer ways to catch up."""
    backlog, days = shown.catch_up, _days_since(facts, shown.day)
    if backlog is None or not backlog.waiting or days < PAUSE.days:
        return None
    text = ngettext(
        "{days} days since the last time, and {count} review waits: it need not be done today.",
        "{days} days since the last time, and {count} reviews wait: they can be spread over days.",
        backlog.waiting,
    )
    return Advice(text.format(days=days, count=backlog.waiting), "home.catch_up")


def _days_since(facts: stats.Facts, day: date) -> int:
    """Return how many study days ago the last answer up to today was; 0 where there was none."""
    return (day - max((row.day for row in facts.days if row.day <= day), default=day)).days


def _of_mix_up(source: Source, pair: Pair | None, language: str) -> Advice | None:
    if pair is None or pair.count < OFTEN:
        return None
    notes = pair.confusion.note, pair.confusion.other
    kind = source.note_type(notes[0].type_id)
    spoken = language or source.deck(notes[0].deck_id).language
    first, second = (note.text(kind.key_field, spoken) for note in notes)
    if not first or not second:
        first, second = (summary_line(note, kind, kind.directions[0], spoken) for note in notes)
    text = _("You often answer {wrong} for {right}: two minutes tell them apart.")
    return Advice(text.format(wrong=second, right=first), "home.mix_ups")


def _of_pause(shown: Overview, facts: stats.Facts) -> Advice | None:
    days = _days_since(facts, shown.day)
    if days < PAUSE.days or not shown.counts.due:
        return None
    text = ngettext(
        "{days} day since the last time. What you know best comes first.",
        "{days} days since the last time. What you know best comes first.",
        days,
    )
    return Advice(text.format(days=days))


def _of_backlog(shown: Overview) -> Advice | None:
    """Say how many reviews wait beyond the limits of today, and offer ways to catch up."""
    beyond = shown.catch_up.beyond if shown.catch_up else 0
    if not beyond:
        return None
    text = ngettext(
        "{count} review waits beyond today's limit; it can wait for another day.",
        "{count} reviews wait beyond today's limit; they can be spread over days.",
        beyond,
    )
    return Advice(text.format(count=beyond), "home.catch_up")


def _of_forgetting(rows: Sequence[DeckRow], facts: stats.Facts, day: date) -> Advice | None:
    week = [row for row in facts.days if timedelta(0) <= day - row.day < _LAST_WEEK and row.kind is Kind.REVIEW]
    answers = sum(row.answers for row in week)
    if answers < _ENOUGH_ANSWERS:
        return None
    right = 1 - sum(row.again for row in week) / answers
    wanted = min(row.deck.settings.desired_retention for row in rows)
    if right > wanted - _FAR_BELOW:
        return None
    text = _("You remembered {right} % this week; the aim is {wanted} %: take fewer new cards for some days.")
    return Advice(text.format(right=round(right * 100), wanted=round(wanted * 100)), "home.configure")


def _of_tomorrow(facts: stats.Facts, counts: Counts, day: date) -> Advice | None:
    tomorrow = facts.due.get(day + timedelta(days=1), 0)
    if counts.left or not counts.done:
        return None
    if not tomorrow:
        return Advice(_("Done for today. Nothing is due tomorrow."))
    text = ngettext("Done for today. {count} review tomorrow.", "Done for today. {count} reviews tomorrow.", tomorrow)
    return Advice(text.format(count=tomorrow))


def _of_streak(facts: stats.Facts, counts: Counts, days: int, day: date) -> Advice | None:
    if counts.done or any(row.day == day for row in facts.days) or days < _LONG_STREAK:
        return None
    text = ngettext(
        "{days} day in a row: one card today keeps it going.",
        "{days} days in a row: one card today keeps them going.",
        days,
    )
    return Advice(text.format(days=days))


def _of_new_cards(held: Mapping[int, DeckCounts], rows: Sequence[DeckRow]) -> Advice | None:
    """Say when the first deck that still has new cards will have none."""
    for row in rows:
        unseen, pace = held[row.deck.id].new if row.deck.id in held else 0, row.deck.settings.new_per_day
        if unseen and pace:
            days = -(-unseen // pace)
            text = ngettext(
                "With {count} new cards a day you will have met all of {deck} in {days} day.",
                "With {count} new cards a day you will have met all of {deck} in {days} days.",
                days,
            )
            deck = one_line(row.deck.title_in(locale.current()))
            return Advice(text.format(count=pace, deck=deck, days=days))
    return None
