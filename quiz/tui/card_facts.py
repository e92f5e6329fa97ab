"""What is known of a card in words: its memory, its schedule, what it is marked with, its history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from textual.content import Content

from quiz.cards import Card, CardState, Deck, Kind, Note, Phase, Review
from quiz.charts import forgetting
from quiz.charts.figure import Room
from quiz.charts.text import draw
from quiz.glyphs import chart_in_ascii
from quiz.locale import _, mark, ngettext
from quiz.phrases import rating_name
from quiz.program import Program
from quiz.scheduling.days import elapsed_days, study_day
from quiz.scheduling.forgetting import decay_of, retrievability
from quiz.study_settings import LEECH_TAG
from quiz.tui.dates import date_text
from quiz.tui.looks import content_of
from quiz.tui.screens.flag import flag_text
from quiz.tui.text import BOLD, QUIET, joined, line, to_left, to_right

PHASES = {
    Phase.NEW: mark("new"),
    Phase.LEARNING: mark("in learning steps"),
    Phase.REVIEW: mark("in review"),
    Phase.RELEARNING: mark("in relearning steps"),
}
KINDS = {
    Kind.LEARN: mark("learned"),
    Kind.REVIEW: mark("reviewed"),
    Kind.RELEARN: mark("relearned"),
    Kind.CRAM: mark("drilled"),
    Kind.INTERVIEW: mark("interview"),
    Kind.RESET: mark("reset"),
    Kind.RESCHEDULE: mark("moved"),
    Kind.IMPORTED: mark("imported"),
    Kind.KNOWN: mark("known"),
}
_CURVE_COLUMNS, _CURVE_LINES = 64, 7
_NARROW = 56
"""Below how many columns an entry of the history has no time of day."""

LABEL = 16
"""The cells of a label, the space behind it included."""


def card_lines(program: Program, card: Card, note: Note, deck: Deck, cells: int) -> list[Content]:
    """Return figures, forgetting curve and history of a card as lines of a width."""
    facts, past = facts_and_past(program, card, note, deck, cells)
    return [*facts, Content(""), *past]


def facts_and_past(
    program: Program, card: Card, note: Note, deck: Deck, cells: int
) -> tuple[list[Content], list[Content]]:
    """Return the figures of a card as lines of a width, and its forgetting curve with its history."""
    now = program.clock.now()
    day = study_day(now, program.config.day_start)
    decay, log = decay_of(deck.settings.parameters), program.store.log(card.id)
    if is_known(log):
        found = [(_("state"), _("known for good")), _answers(card.state)]
    else:
        found = figures(card, day, now, decay)
    facts = [fact_line(label, value) for label, value in [*found, *marks(card, note)]]
    curve = curve_lines(program, log, card.state, day, decay, cells) if not is_known(log) else []
    history = [entry_line(entry, now, short=cells < _NARROW) for entry in reversed(log)]
    history = history or [Content.styled(_("This card was never answered."), QUIET)]
    past = [*curve, *([Content("")] if curve else []), Content.styled(_("History"), BOLD), *history]
    return _within(facts, cells), _within(past, cells)


def _within(lines: Sequence[Content], cells: int) -> list[Content]:
    return [part.truncate(cells, ellipsis=True) for part in lines]


def curve_lines(
    program: Program, log: Sequence[Review], state: CardState, day: date, decay: float, cells: int
) -> list[Content]:
    """Return the forgetting curve; nothing for a card without memory."""
    room = Room(min(cells, _CURVE_COLUMNS), _CURVE_LINES)
    figure = forgetting.figure(log, state, day, decay, room)
    if figure is None:
        return []
    ascii_only = program.config["glyphs"] == "ascii"
    drawn = draw(figure, room)
    if ascii_only:
        drawn = [tuple(replace(span, text=chart_in_ascii(span.text)) for span in part) for part in drawn]
    return list(map(content_of, drawn))


def fact_line(label: str, value: str) -> Content:
    """Return a label with its value."""
    return joined(to_left(Content.styled(label, QUIET), LABEL), line(value))


def figures(card: Card, day: date, now: datetime, decay: float) -> list[tuple[str, str]]:
    """Return labels and values of what is known of a card on a study day."""
    state = card.state
    found = [(_("state"), _(PHASES[state.phase]) + (_(", suspended") if card.suspended else ""))]
    if state.due_at is not None:
        found.append((_("due"), _("at {time}").format(time=state.due_at.astimezone(now.tzinfo).strftime("%H:%M"))))
    elif state.due_day is not None:
        days = (state.due_day - day).days
        far = ngettext("in {days} day", "in {days} days", days) if days > 0 else _("now")
        far = _("{date}, {far}").format(date=date_text(state.due_day), far=far.format(days=days))
        found.append((_("due"), far))
    if state.memory is not None:
        recall = retrievability(state.memory.stability, elapsed_days(state.last_day, day), decay)
        days_text = ngettext("{days} day", "{days} days", round(state.memory.stability))
        found += [
            (_("recall now"), f"{recall * 100:.0f} %"),
            (_("stability"), days_text.format(days=f"{state.memory.stability:.1f}")),
            (_("difficulty"), _("{number} of 10").format(number=f"{state.memory.difficulty:.1f}")),
        ]
    return [*found, _answers(state)]


def _answers(state: CardState) -> tuple[str, str]:
    """Return label and value of how often a card was answered."""
    said = ngettext("{reps}, forgotten {lapses} time", "{reps}, forgotten {lapses} times", state.lapses)
    return _("answers"), said.format(reps=state.reps, lapses=state.lapses)


def marks(card: Card, note: Note) -> list[tuple[str, str]]:
    """Return label and value of what a card is marked with, a flag or as a leech; or nothing."""
    found = [flag_text(card.flag)] if card.flag else []
    found += [_("leech")] if LEECH_TAG in note.tags else []
    return [(_("marked"), _(", ").join(found))] if found else []


def is_known(history: Sequence[Review]) -> bool:
    """Tell whether the last entry of a log that set a schedule, of those not taken back, is that of a known card."""
    moved = (entry.kind for entry in reversed(history) if entry.undone is None and entry.kind.sets_schedule)
    return next(moved, None) is Kind.KNOWN


def entry_line(entry: Review, now: datetime, *, short: bool = False) -> Content:
    """Return one line of the history: when, what, how rated, how long it took, what was typed."""
    when = entry.time.astimezone(now.tzinfo).strftime("%Y-%m-%d" if short else "%Y-%m-%d %H:%M")
    rating = rating_name(entry.rating) if entry.rating is not None else ""
    what = line(_(KINDS[entry.kind])) if entry.undone is None else Content.styled(_("taken back"), QUIET)
    taken = f"{entry.milliseconds / 1000:.1f} s" if entry.kind.is_answer else ""
    return joined(
        Content.styled(when, QUIET),
        "  ",
        to_left(what, 12),
        to_left(line(rating, BOLD if entry.undone is None else QUIET), 8),
        to_right(Content.styled(taken, QUIET), 8),
        "  ",
        line(entry.given, QUIET, 10),
    )
