"""The answers of one study day: when, which card, how it was rated, and what it was taken for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz.cards import Kind, Review
from quiz.charts.words import duration, percent
from quiz.errors import QuizError, unforeseen
from quiz.labels import direction_text
from quiz.locale import _, mark, ngettext
from quiz.phrases import rating_name
from quiz.program import Program
from quiz.scheduling.days import study_day
from quiz.stats.material import Scope
from quiz.store import Store
from quiz.tui.dates import day_text
from quiz.tui.screens.card_info import card_info
from quiz.tui.screens.list_dialog import ListDialog
from quiz.tui.text import QUIET, paragraph, rows
from quiz.tui.widgets.answer_rows import AnswerRows, Entry

_MODES = {"flip": mark("recalled"), "type": mark("typed"), "choice": mark("choice")}
_OUTSIDE = {Kind.CRAM: mark("drill"), Kind.INTERVIEW: mark("interview")}
"""What is said of answers outside the schedule."""

_EARLIEST = timedelta(hours=2)
"""As of how long behind the midnight of a day in UTC its answers are asked for: those of every time zone are found."""


class DayScreen(ListDialog[None]):
    """The answers of a study day in a scope, in order, those in drills as well; each leads to its card."""

    def __init__(self, day: date, scope: Callable[[], Scope]) -> None:
        """Show a day; ``scope`` says in a thread whose answers."""
        super().__init__()
        self._day, self._scope = day, scope
        self._entries: Sequence[Entry] | None = None
        self._problem: QuizError | None = None
        self._milliseconds = 0

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._entries or ())

    def compose_page(self) -> ComposeResult:
        """Compose the sum, or what is wrong, and the answers."""
        yield Static(id="about")
        yield AnswerRows(id="answers")

    @property
    def is_settled(self) -> bool:
        """Whether the answers are there, or can't be read."""
        return self._entries is not None or self._problem is not None

    def title_text(self) -> str:
        """Return the day."""
        return day_text(self._day, study_day(self.quiz.program.clock.now(), self.quiz.program.config.day_start))

    def opened(self) -> None:
        """Read the answers, in a thread: an old day is far back in the log."""
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def _read(self) -> None:
        try:
            found = answers_of(self.quiz.program.store, self._scope(), self._day)
            entries = list(_entries(self.quiz.program, found))
        except QuizError as error:
            self.app.call_from_thread(self._not_read, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self._not_read, unforeseen(error))
        else:
            self.app.call_from_thread(self._was_read, entries, sum(entry.milliseconds for entry in found))

    def _was_read(self, entries: Sequence[Entry], milliseconds: int) -> None:
        self._entries, self._milliseconds = entries, milliseconds
        self.redraw()

    def _not_read(self, error: QuizError) -> None:
        self._problem = error
        self.redraw()

    def show(self) -> None:
        """List the answers, or say that there are none."""
        about = self.query_one("#about", Static)
        about.update(rows(self._about(max(20, about.size.width or 62))))
        self.query_one(AnswerRows).show(self._entries or (), self.selected)
        super().show()

    def _about(self, cells: int) -> list[Content]:
        if self._problem is not None:
            return [*paragraph(self._problem.message, cells), *paragraph(self._problem.hint, cells, QUIET)]
        if self._entries is None:
            return [Content("")]
        return paragraph(self._sum(self._entries) if self._entries else _("No answers on this day."), cells, QUIET)

    def _sum(self, entries: Sequence[Entry]) -> str:
        said = ngettext(
            "{count} answer, {percent} right, {time}", "{count} answers, {percent} right, {time}", len(entries)
        )
        right = percent(sum(entry.right for entry in entries) / len(entries))
        return said.format(count=len(entries), percent=right, time=duration(self._milliseconds))

    def footer(self) -> list[tuple[str, str]]:
        """The card of an answer, moving, and closing."""
        card = [("dialog.accept", _("card info")), ("list.down+list.up", _("line"))] if self._entries else []
        return [*card, *self.labelled("list.close")]

    def action_accept(self) -> None:
        """Show what is known of the card that was answered."""
        if self._entries:
            self.app.push_screen(card_info(self.quiz.program, self._entries[self.selected].card_id))

    def select(self, index: int) -> None:
        """Go to an answer; nothing else changes."""
        self.selected = max(0, min(index, self.count - 1))
        self.query_one(AnswerRows).show(self._entries or (), self.selected)


def answers_of(store: Store, scope: Scope, day: date) -> list[Review]:
    """Return the answers of a study day in a scope, in order; those in decks that were deleted belong to all decks."""
    ids = scope.deck_ids
    if ids is None:
        ids = tuple(deck.id for deck in (*store.decks(), *store.deleted_decks()))
    found = store.log_of_day(ids, day, datetime(day.year, day.month, day.day, tzinfo=UTC) + _EARLIEST)
    if scope.card_ids is None:
        return found
    cards = frozenset(map(int, scope.card_ids))
    return [entry for entry in found if entry.card_id in cards]


def _entries(program: Program, found: Sequence[Review]) -> Iterator[Entry]:
    store = program.store
    names: dict[int, tuple[str, str]] = {}
    for entry in found:
        if entry.card_id not in names:
            names[entry.card_id] = _names(program, entry.card_id)
        key, direction = names[entry.card_id]
        other = _key_of(program, store, entry.confused_with) if entry.confused_with else ""
        yield _entry(entry, key, direction, other)


def _names(program: Program, card_id: int) -> tuple[str, str]:
    """Return the key of a card's note, and its direction in words."""
    card = program.store.card(card_id)
    note = program.store.note(card.note_id)
    directions = program.store.note_type(note.type_id).directions
    words = next((direction_text(one) for one in directions if one.slug == card.direction), card.direction)
    return _key_of(program, program.store, note.id), words


def _key_of(program: Program, store: Store, note_id: int) -> str:
    note = store.note(note_id)
    language = program.content_language or store.deck(note.deck_id).language
    return note.text(store.note_type(note.type_id).key_field, language) or note.key


def _entry(entry: Review, key: str, direction: str, taken_for: str) -> Entry:
    hours = entry.time.astimezone(UTC) + timedelta(minutes=entry.utc_offset)
    how = [_(_MODES[entry.mode])] if entry.mode in _MODES else []
    how += [_(_OUTSIDE[entry.kind])] if entry.kind in _OUTSIDE else []
    return Entry(
        card_id=entry.card_id,
        time=f"{hours:%H:%M}",
        key=key,
        direction=direction,
        rating=rating_name(entry.rating) if entry.rating is not None else "",
        right=entry.rating is not None and entry.rating > 1,
        seconds=_("{number} s").format(number=f"{entry.milliseconds / 1000:.1f}"),
        how=_(", ").join(how),
        taken_for=_("taken for {key}").format(key=taken_for) if taken_for else "",
    )
