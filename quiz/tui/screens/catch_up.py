"""A window in which somebody with a backlog chooses how to catch up, or leaves everything as it is."""

from datetime import date

from textual.app import ComposeResult
from textual.widgets import Static

from quiz.catching_up import CatchUp, Plan, Running, Way
from quiz.locale import _, ngettext
from quiz.tui.dates import date_text
from quiz.tui.screens.base import Dialog
from quiz.tui.text import QUIET, paragraph, rows
from quiz.tui.widgets.setting_list import Row, SettingList

_WEEK = 7
_MOVING = ("list.down", "list.up")
_DAYS = ("list.forward", "list.back")


class Ways(SettingList):
    """The ways to catch up below each other, on the ground of a window."""

    GROUND = "$panel"


class CatchUpScreen(Dialog[None]):
    """The ways to catch up, each with its reviews a day and the day on which it is over."""

    PLACES = ("dialog", "list")

    def __init__(self, backlog: CatchUp) -> None:
        super().__init__()
        self.backlog = backlog
        self.days = backlog.proposed_days
        self.plans = backlog.plans(self.days)
        self.selected = next((place for place, plan in enumerate(self.plans) if plan.holds), 0)

    def compose_page(self) -> ComposeResult:
        """Compose what waits, the ways, and what the selected one means."""
        yield Static(id="backlog")
        yield Ways(id="ways")
        yield Static(id="means")

    @property
    def plan(self) -> Plan:
        """The plan of the selected row."""
        return self.plans[self.selected]

    # What is shown

    def title_text(self) -> str:
        """Say how much waits."""
        waiting = self.backlog.waiting
        if not waiting:
            return _("No review waits any more")
        return ngettext("{count} review waits", "{count} reviews wait", waiting).format(count=waiting)

    def show(self) -> None:
        """Show the ways, and what the selected one means."""
        about, means = self.query_one("#backlog", Static), self.query_one("#means", Static)
        cells = about.size.width or 60
        about.update(rows(paragraph(self._about(), cells)))
        self.query_one(Ways).show([self._row(plan) for plan in self.plans], self.selected)
        means.update(rows(paragraph(self._means(self.plan), cells - 2, QUIET)))
        super().show()

    def _about(self) -> str:
        backlog = self.backlog
        if backlog.running is not None:
            return running_text(backlog.running)
        said = _("You usually answer about {usual} reviews a day; {falling} more fall due in the next 7 days.")
        return said.format(usual=backlog.usual, falling=backlog.falling(_WEEK))

    def _row(self, plan: Plan) -> Row:
        return Row(plan.way.name, self._label(plan), self._figures(plan), stepped=plan.way is Way.SPREAD)

    def _label(self, plan: Plan) -> str:
        if plan.way is Way.SPREAD:
            return ngettext("Spread over {days} day", "Spread over {days} days", self.days).format(days=self.days)
        if plan.way is Way.KNOWN_FIRST:
            return _("Best known first")
        return _("As usual") if self.backlog.waiting else _("End it")

    def _figures(self, plan: Plan) -> str:
        """Return how many reviews a day a plan means, and until when."""
        if not self.backlog.waiting:
            return ""
        if plan.until == self.backlog.day:
            return _("{count} today").format(count=plan.today)
        running = self.backlog.running_with(plan)
        if plan.until is None and running is not None:
            return self._limit(running.reviews, running.until)
        if plan.until is None:
            return _("{count} a day, for more than a year").format(count=plan.reviews)
        if plan.way is Way.AS_USUAL:
            return _("{count} today, more until {date}").format(count=plan.today, date=date_text(plan.until))
        return self._limit(plan.reviews, plan.until)

    def _limit(self, reviews: int, until: date) -> str:
        """Return the most reviews a day and the last day, in the fewest words where there is little room."""
        said = _("{count} a day until {date}") if self.narrow else _("at most {count} a day, until {date}")
        return said.format(count=reviews, date=date_text(until))

    def _means(self, plan: Plan) -> str:
        if plan.holds:
            return _("This is the plan that holds: {accept} keeps it.").format(accept=self.key_of("dialog.accept"))
        if plan.way is Way.SPREAD:
            said = _("Each deck in equal parts with what falls due: {count} today. {fewer} and {more} change the days.")
            keys = {"fewer": self.key_of("list.back"), "more": self.key_of("list.forward")}
            return said.format(count=plan.today, **keys)
        if plan.way is Way.KNOWN_FIRST and plan.until is None:
            return _("What you know best comes first. As many fall due as your decks allow: some will still wait then.")
        if plan.way is Way.KNOWN_FIRST:
            return _(
                "What you know best costs the least time for each card that you keep. The last day is an estimate."
            )
        if not self.backlog.waiting:
            return _("The plan ends, and reviews come as the decks are set.")
        said = ngettext(
            "Nothing is spread: {count} review today, and at most {most} a day as your decks are set.",
            "Nothing is spread: {count} reviews today, and at most {most} a day as your decks are set.",
            plan.today,
        )
        return said.format(count=plan.today, most=plan.reviews)

    def footer(self) -> list[tuple[str, str]]:
        """Take a way, choose another, or leave it."""
        entries = [("dialog.accept", _("take it")), ("dialog.close", _("leave it"))]
        entries += [("list.back+list.forward", _("days"))] if self._is_spread else []
        return [*entries, ("list.down+list.up", _("choose"))] if len(self.plans) > 1 else entries

    @property
    def _is_spread(self) -> bool:
        return self.plan.way is Way.SPREAD

    def is_available(self, name: str) -> bool:
        """Let a way be chosen, its days be changed, and the window be closed."""
        if name in _DAYS:
            return self._is_spread
        if name in _MOVING:
            return len(self.plans) > 1
        return name in ("dialog.accept", "dialog.close", "list.close")

    # Choosing

    def _move(self, step: int) -> None:
        self.selected = max(0, min(self.selected + step, len(self.plans) - 1))
        self.show()

    def action_down(self) -> None:
        """Select the next way."""
        self._move(1)

    def action_up(self) -> None:
        """Select the way before."""
        self._move(-1)

    def _change_days(self, step: int) -> None:
        possible = self.backlog.spread_days
        place = possible.index(self.days) + step
        self.days = possible[max(0, min(place, len(possible) - 1))]
        self.plans = (self.backlog.spread(self.days), *self.plans[1:])
        self.show()

    def action_forward(self) -> None:
        """Spread it over one day more."""
        self._change_days(1)

    def action_back(self) -> None:
        """Spread it over one day less."""
        self._change_days(-1)

    def action_accept(self) -> None:
        """Take the selected way: from the next card on it holds."""
        plan, store = self.plan, self.quiz.program.store
        for deck, settings in self.backlog.settings(plan):
            store.set_settings(deck, settings)
        self.dismiss(None)
        running = self.backlog.running_with(plan)
        self.quiz.say(running_text(running) if running else _("Reviews come as the decks are set."))

    async def on_row_list_chosen(self, message: SettingList.Chosen) -> None:
        """Select the way that was clicked, and take it with a second click."""
        if message.again:
            await self.run_action("screen.accept")
        else:
            self._move(message.index - self.selected)


def running_text(running: Running) -> str:
    """Return the sentence about a plan that holds, with the order of reviews where it has one of its own."""
    if running.order:
        return _ordered_text(running)
    return ngettext(
        "Catching up: at most {count} review a day until {date}.",
        "Catching up: at most {count} reviews a day until {date}.",
        running.reviews,
    ).format(count=running.reviews, date=date_text(running.until))


def _ordered_text(running: Running) -> str:
    from quiz.tui.screens.setting_words import VALUES  # noqa: PLC0415  only where a plan with an order holds

    said = ngettext(
        "Catching up: at most {count} review a day until {date}, {order}.",
        "Catching up: at most {count} reviews a day until {date}, {order}.",
        running.reviews,
    )
    orders = VALUES["review_order"]
    order = _(orders[running.order])
    return said.format(count=running.reviews, date=date_text(running.until), order=order)
