"""What the home of the app shows: today's work, the decks, the study days, and one sentence of advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from quiz import locale, stats
from quiz.asking import Counts
from quiz.cards import Deck, Kind
from quiz.deck_tree import SEPARATOR, ancestors, with_subdecks
from quiz.locale import _, ngettext
from quiz.phrases import summary_line
from quiz.repository import Confusion, DeckCounts, Repository
from quiz.scheduling.days import study_day
from quiz.study import Session
from quiz.text import one_line

WEEKS = 12
OFTEN = 2
"""How often two notes have to be mixed up before a drill of them is offered."""
_LONG_PAUSE = timedelta(days=4)
_LONG_STREAK = 3
_RECENT = timedelta(days=30)
_LAST_WEEK = timedelta(days=7)
_ENOUGH_ANSWERS = 30
_FAR_BELOW = 0.1


class Source(Repository, Protocol):
    """What the overview needs of a database beside what a session needs."""

    def statistics(self, deck_ids: Sequence[int] | None, day: date) -> stats.Facts:
        """Return what the statistics are computed from; without ids, of everything ever answered."""

    def known(self, day: date) -> Mapping[int, tuple[float, int]]:
        """Return for each deck the sum of retrievability and the number of its cards."""

    def deck_counts(self, day: date) -> Mapping[int, DeckCounts]:
        """Return what each deck holds."""

    def confusions(self, since: date) -> list[Confusion]:
        """Return the pairs of notes that were mixed up, the most frequent first."""


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

    ``answered`` counts the cards that were answered today, ``right`` those of them that were never missed.
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
    advice: Advice | None
    confusion: Confusion | None


def overview(source: Source, now: datetime, day_start: timedelta, language: str) -> Overview:
    """Read everything that home shows, as of ``now``. It takes as long as making the queue of each deck takes."""
    day = study_day(now, day_start)
    decks = source.decks()
    session = Session(source, None, day_start=day_start)
    counts, done = session.counts(now), session.summary(now)
    facts = source.statistics(None, day)
    often = (found for found in source.confusions(day - _RECENT) if found.count >= OFTEN)
    confusion, streak = next(often, None), stats.streak(facts, day)["current"]
    rows = tuple(_deck_rows(source, decks, now, day, day_start))
    return Overview(
        day=day,
        decks=rows,
        counts=counts,
        minutes=stats.pace(facts, day).minutes(counts),
        answered=done.cards,
        right=done.right,
        streak=streak,
        first_day=not facts.days,
        calendar=tuple(stats.calendar(facts, day, WEEKS)),
        advice=_advice(source, rows, counts, facts, confusion, streak, day, language),
        confusion=confusion,
    )


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
    source: Source,
    rows: Sequence[DeckRow],
    counts: Counts,
    facts: stats.Facts,
    confusion: Confusion | None,
    streak: int,
    day: date,
    language: str,
) -> Advice | None:
    """Return the first piece of advice whose reason holds, or none: better silence than empty talk."""
    if not rows:
        return Advice(_("There is no deck yet: import one, or make a new one."), "home.import")
    held = source.deck_counts(day)
    return (
        _of_confusion(source, confusion, language)
        or _of_pause(facts, day, counts)
        or _of_backlog(held, rows, counts)
        or _of_forgetting(rows, facts, day)
        or _of_tomorrow(facts, counts, day)
        or _of_streak(facts, counts, streak, day)
        or _of_new_cards(held, rows)
    )


def _of_confusion(source: Source, confusion: Confusion | None, language: str) -> Advice | None:
    if confusion is None:
        return None
    kind = source.note_type(confusion.note.type_id)
    spoken = language or source.deck(confusion.note.deck_id).language
    first, second = (note.text(kind.key_field, spoken) for note in (confusion.note, confusion.other))
    if not first or not second:
        direction = kind.directions[0]
        first, second = (summary_line(n, kind, direction, spoken) for n in (confusion.note, confusion.other))
    text = _("You often answer {wrong} for {right}: two minutes tell them apart.")
    return Advice(text.format(wrong=second, right=first), "home.mix_ups")


def _of_pause(facts: stats.Facts, day: date, counts: Counts) -> Advice | None:
    last = max((row.day for row in facts.days), default=None)
    if last is None or day - last < _LONG_PAUSE or not counts.due:
        return None
    days = (day - last).days
    text = ngettext(
        "{days} day since the last time. What you know best comes first.",
        "{days} days since the last time. What you know best comes first.",
        days,
    )
    return Advice(text.format(days=days))


def _of_backlog(held: Mapping[int, DeckCounts], rows: Sequence[DeckRow], counts: Counts) -> Advice | None:
    beyond = sum(held[row.deck.id].due for row in rows if row.deck.id in held) - counts.due
    most = max((row.deck.settings.reviews_per_day for row in rows), default=0)
    if beyond <= most // 4:
        return None
    text = ngettext(
        "{count} review waits beyond today's limit; take no new cards until it is gone.",
        "{count} reviews wait beyond today's limit; take fewer new cards until they are gone.",
        beyond,
    )
    return Advice(text.format(count=beyond), "home.configure")


def _of_forgetting(rows: Sequence[DeckRow], facts: stats.Facts, day: date) -> Advice | None:
    week = [row for row in facts.days if day - row.day < _LAST_WEEK and row.kind is Kind.REVIEW]
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
