"""What is known of a card: its memory, its schedule, and every answer that was given."""

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content
from textual.widgets import Static

from quiz.cards import Card, CardState, Kind, Note, Phase, Review
from quiz.labels import direction_text
from quiz.locale import _, mark, ngettext
from quiz.phrases import rating_name
from quiz.program import Program
from quiz.questions import Question
from quiz.scheduling.days import elapsed_days, study_day
from quiz.scheduling.forgetting import decay_of, retrievability
from quiz.study_settings import LEECH_TAG
from quiz.tui.dates import date_text
from quiz.tui.screens.flag import flag_text
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import BOLD, QUIET, joined, line, rows, to_left, to_right

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
_LABEL = 16


class CardInfo(ReadingWindow):
    """One card. Before the answer its key is not shown, which could be what is asked for."""

    def __init__(self, question: Question, *, revealed: bool) -> None:
        super().__init__()
        self._question, self._revealed = question, revealed

    def title_text(self) -> str:
        """Say which card this is."""
        question = self._question
        key = question.note.text(question.note_type.key_field, question.language)
        if self._revealed or question.note_type.key_field in question.direction.prompt:
            return f"{key}   {direction_text(question.direction)}"
        return direction_text(question.direction)

    def show(self) -> None:
        """Show figures and history."""
        program = self.quiz.program
        card = program.store.card(self._question.card.id)
        now = program.clock.now()
        day = study_day(now, program.config.day_start)
        decay = decay_of(self._question.deck.settings.parameters)
        history = program.store.log(card.id)
        if is_known(history):
            found = [(_("state"), _("known for good")), _answers(card.state)]
        else:
            found = figures(card, day, now, decay)
        found += marks(card, program.store.note(card.note_id))
        lines: list[Content | str] = [_figure(label, value) for label, value in found]
        lines += ["", Content.styled(_("History"), BOLD)]
        lines += [entry_line(entry, now) for entry in reversed(history)] or [
            Content.styled(_("This card was never answered."), QUIET)
        ]
        self.query_one("#text", Static).update(rows(lines))
        super().show()


def card_info(program: Program, card_id: int) -> CardInfo:
    """Return the window about a card. Raises :class:`QuizError` where it, its note or its deck is gone."""
    card = program.store.card(card_id)
    note, deck = program.store.note(card.note_id), program.store.deck(card.deck_id)
    kind = program.store.note_type(note.type_id)
    language = program.content_language or deck.language
    question = Question(card, note, kind, deck, kind.direction(card.direction), language, program.clock.now())
    return CardInfo(question, revealed=True)


def _figure(label: str, value: str) -> Content:
    return joined(to_left(Content.styled(label, QUIET), _LABEL), line(value))


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
    return _("answers"), _("{reps}, forgotten {lapses} times").format(reps=state.reps, lapses=state.lapses)


def marks(card: Card, note: Note) -> list[tuple[str, str]]:
    """Return label and value of what a card is marked with, a flag or as a leech; or nothing."""
    found = [flag_text(card.flag)] if card.flag else []
    found += [_("leech")] if LEECH_TAG in note.tags else []
    return [(_("marked"), _(", ").join(found))] if found else []


def is_known(history: Sequence[Review]) -> bool:
    """Tell whether the last entry of a log that set a schedule, of those not taken back, is that of a known card."""
    moved = (entry.kind for entry in reversed(history) if entry.undone is None and entry.kind.sets_schedule)
    return next(moved, None) is Kind.KNOWN


def entry_line(entry: Review, now: datetime) -> Content:
    """Return one line of the history: when, what, how rated, how long it took, what was typed."""
    when = entry.time.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M")
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
