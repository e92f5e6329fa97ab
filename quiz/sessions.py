"""What to study, and how: from the command line or from home to the session or drill that asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.locale import _

if TYPE_CHECKING:
    from quiz.asking import Bounds, Manner
    from quiz.cards import Card, Note
    from quiz.drill import Drill
    from quiz.program import Program
    from quiz.study import Session


@dataclass(frozen=True, slots=True)
class Start:
    """What to study: names of decks (none for all), and which of their cards, how, and until when.

    A name can be that of a filter, too, until it was looked up (:func:`resolved`): then the query of the filter is part
    of ``where``, and its name in ``filters``.

    ``mode`` is that of all cards, else each is asked as its deck says. ``where`` is a query, ``direction`` the slug of
    a direction. ``limit`` is a number of answers and ``minutes`` a time, 0 for no end. ``siblings`` lets cards follow
    whose sibling was answered today, ``ahead`` asks more than today's share. ``cram`` asks the cards outside the
    schedule, ``confusions`` those that are mixed up, outside the schedule unless ``scheduled``.
    """

    decks: tuple[str, ...] = ()
    mode: str = ""
    siblings: bool = False
    where: str = ""
    direction: str = ""
    limit: int = 0
    minutes: int = 0
    ahead: bool = False
    cram: bool = False
    confusions: bool = False
    scheduled: bool = False
    filters: tuple[str, ...] = ()

    @property
    def is_selection(self) -> bool:
        """Whether only some cards of the decks are asked, so that what is said of the decks would mislead."""
        return bool(self.where or self.direction)

    @property
    def is_drill(self) -> bool:
        """Whether the cards are asked outside the queue of the day."""
        return self.cram or self.confusions


def resolved(program: Program, start: Start) -> Start:
    """Return the same with the queries of the filters that are named among the decks.

    Several, and decks beside them, are studied together. Raises :class:`QuizError` where a name is neither that of a
    deck nor of a filter, or several begin with it, and ``QueryError`` where the query of one cannot be read.
    """
    from quiz.filters import all_filters, check_known, meant  # noqa: PLC0415  the first picture does not wait for it

    kept = all_filters(program.config)
    if not kept or not start.decks:
        return start
    decks = program.store.decks()
    named = [(text, meant(kept, decks, text)) for text in start.decks]
    chosen = [one for _text, one in named if one is not None]
    for text, one in named:
        if one is None:
            check_known(kept, decks, text)
    if not chosen:
        return start
    from quiz.query.joining import both, either  # noqa: PLC0415  only where a filter is studied
    from quiz.query.values import quoted  # noqa: PLC0415

    parts = [f"deck:{quoted(program.deck(text).name)}" if one is None else one.query for text, one in named]
    where = both(either(parts), start.where)
    return replace(start, decks=(), where=where, filters=tuple(one.name for one in chosen))


def begin(program: Program, start: Start, *, forward: timedelta | None = None) -> Session | Drill:
    """Return the session or the drill that asks what ``start`` says.

    ``forward`` is how much earlier than due a card in learning steps is asked when nothing else is left. Raises
    :class:`QuizError` for an unknown deck, direction or query, and where no card fits.
    """
    from quiz.scheduling.queue import AHEAD  # noqa: PLC0415  loaded with the first session
    from quiz.study import Session  # noqa: PLC0415

    start = resolved(program, start)
    if start.confusions:
        return _confusions(program, start)
    if start.cram:
        return _cram(program, start)
    only = frozenset(selected(program, start)) if start.is_selection else None
    session = Session(
        program.store,
        program.decks(start.decks),
        day_start=program.config.day_start,
        manner=manner(program, start.mode),
        bounds=_bounds(start),
        only=only,
        together=start.siblings,
        forward=AHEAD if forward is None else forward,
    )
    if start.ahead:
        session.study_ahead(program.clock.now())
    return session


def drill_of(program: Program, card_ids: Sequence[int], start: Start) -> Drill:
    """Return a drill of some cards, asked in the manner of a session."""
    from quiz.asking import NO_BOUNDS  # noqa: PLC0415  only where it is asked for
    from quiz.drill import Drill  # noqa: PLC0415

    return Drill(
        program.store,
        card_ids,
        day_start=program.config.day_start,
        manner=manner(program, start.mode),
        bounds=_bounds(start) if start.cram else NO_BOUNDS,
    )


def drill_of_pair(program: Program, card: Card, other: Note, start: Start) -> Drill | None:
    """Return a drill of a card and that of another note in the same direction, until each was told apart.

    Nothing is returned where the other note is not asked in this direction.
    """
    cards = program.store.cards_of_note(other.id)
    beside = next((one for one in cards if one.direction == card.direction), None)
    return None if beside is None else _confusion_drill(program, [(card.id, beside.id)], Start(mode=start.mode))


def manner(program: Program, mode: str = "") -> Manner:
    """Return how cards are asked by the settings of the program, and the mode of a session if it has one."""
    from quiz.asking import Manner  # noqa: PLC0415  loaded with the first session

    settings = program.config
    return Manner(mode, settings["mode"], settings["proposals"] == "on", program.content_language)


def _bounds(start: Start) -> Bounds:
    from quiz.asking import Bounds  # noqa: PLC0415  loaded with the first session

    return Bounds(start.limit, timedelta(minutes=start.minutes))


def selected(program: Program, start: Start) -> list[int]:
    """Return the ids of the cards that a query and a direction select, in the order of the decks.

    Suspended ones are drilled only where the query names them. Raises :class:`QuizError` where no card fits.
    """
    from quiz.deck_tree import check_directions, with_subdecks  # noqa: PLC0415  only where it is asked for
    from quiz.query import asks_for_suspended, parse, with_conditions  # noqa: PLC0415
    from quiz.query.conditions import Asked, Condition, Is, Not, State  # noqa: PLC0415
    from quiz.query.patterns import Pattern  # noqa: PLC0415

    store, chosen = program.store, program.decks(start.decks)
    decks = store.decks() if chosen is None else with_subdecks(store.decks(), chosen)
    if start.direction:
        check_directions([start.direction], (kind for deck in decks for kind in store.note_types(deck)))
    query = parse(start.where)
    more: list[Condition] = [Asked(Pattern.quoted(start.direction))] if start.direction else []
    if start.cram and not asks_for_suspended(query):
        more.append(Not(Is(State.SUSPENDED)))
    ids = [deck.id for deck in decks]
    found = store.card_ids_where(with_conditions(query, *more), ids, program.clock.now(), program.config.day_start)
    if not found:
        raise _nothing_fits()
    return found


def _nothing_fits() -> QuizError:
    return QuizError(_("No card fits this selection."), _("Leave something out of the query, or name another deck."))


def _cram(program: Program, start: Start) -> Drill:
    """Return a drill of the selected cards in the order by chance of the study day."""
    from quiz.scheduling.days import study_day  # noqa: PLC0415  only where it is asked for
    from quiz.scheduling.queue import shuffled  # noqa: PLC0415

    day = study_day(program.clock.now(), program.config.day_start)
    return drill_of(program, sorted(selected(program, start), key=lambda card_id: shuffled(card_id, day)), start)


def _confusions(program: Program, start: Start) -> Drill:
    from quiz.confusing import MOST_PAIRS, pairs  # noqa: PLC0415  only where it is asked for
    from quiz.deck_tree import with_subdecks  # noqa: PLC0415
    from quiz.scheduling.days import study_day  # noqa: PLC0415

    if start.filters:
        raise QuizError(_("Mix-ups are drilled in whole decks, not in a filter."), _("Name a deck instead, or none."))
    store, chosen = program.store, program.decks(start.decks)
    ids = None if chosen is None else [deck.id for deck in with_subdecks(store.decks(), chosen)]
    found = pairs(store, study_day(program.clock.now(), program.config.day_start), ids, MOST_PAIRS)
    if not found:
        raise QuizError(
            _("There are no two cards that you mix up in these decks.")
            if start.decks
            else _("There are no two cards that you mix up."),
            _("A wrong answer that is right for another card is remembered; then this drill has something to ask."),
        )
    return _confusion_drill(program, [pair.cards for pair in found], start)


def _confusion_drill(program: Program, pairs_of_cards: Sequence[tuple[int, int]], start: Start) -> Drill:
    from quiz.confusing import ConfusionDrill  # noqa: PLC0415  only where it is asked for

    return ConfusionDrill(
        program.store,
        pairs_of_cards,
        day_start=program.config.day_start,
        manner=manner(program, start.mode),
        bounds=_bounds(start),
        scheduled=start.scheduled,
    )
