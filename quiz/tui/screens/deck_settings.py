"""The settings of a deck: how many cards a day, how well remembered, which directions, in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from textual.worker import get_current_worker

from quiz import deck_settings, locale
from quiz.cards import Deck, Direction
from quiz.deck_settings import DECK_SETTINGS
from quiz.deck_tree import directions_of
from quiz.errors import QuizError
from quiz.labels import direction_text
from quiz.locale import _
from quiz.scheduling.workload import reviews_in_first_year
from quiz.study_settings import ASKED_AS, DeckSettings
from quiz.text import literal
from quiz.tui.screens.setting_screen import SettingScreen
from quiz.tui.screens.setting_value import ValueScreen, refused
from quiz.tui.screens.setting_words import BY_DIRECTION, LABELS, VALUES, in_words, percent_of
from quiz.tui.text import QUIET
from quiz.tui.widgets.setting_list import Row

_DIRECTION = "direction "
_OFF = "directions_off"
_RETENTION = "desired_retention"


@dataclass(frozen=True, slots=True)
class Scale:
    """How far a number goes with one key, and between which limits."""

    step: float
    lowest: float
    highest: float

    def moved(self, value: float, steps: int) -> str:
        """Return a value some steps further as text, within the limits."""
        return f"{max(self.lowest, min(self.highest, value + steps * self.step)):g}"


SCALES = {
    "new_per_day": Scale(5, 0, 9999),
    "reviews_per_day": Scale(20, 0, 9999),
    "desired_retention": Scale(0.01, 0.7, 0.99),
    "leech_lapses": Scale(1, 0, 99),
    "choice_below": Scale(1, 0, 36500),
    "recall_from": Scale(7, 0, 36500),
}


class DeckSettingsScreen(SettingScreen):
    """All settings of a deck; a change holds from the next card on."""

    def __init__(self, deck: Deck) -> None:
        super().__init__()
        self._deck = deck
        self._directions: dict[str, Direction] = {}
        self._answers: dict[DeckSettings, float] = {}

    def opened(self) -> None:
        """Read what the deck has now."""
        store = self.quiz.program.store
        self._deck = store.deck(self._deck.id)
        self._directions = directions_of(store.note_types(self._deck))

    def title_text(self) -> str:
        """Name the deck."""
        return _("Settings of {deck}").format(deck=self._deck.title_in(locale.current()))

    @property
    def _settings(self) -> DeckSettings:
        return self._deck.settings

    # What is shown

    def settings(self) -> list[Row]:
        """List what is changed most first."""
        rows = [self._setting(name) for name in LABELS]
        return [*rows[:3], *map(self._direction, reversed(self._directions.values())), *rows[3:]]

    def _setting(self, name: str) -> Row:
        stepped = name in SCALES or name in VALUES or name in BY_DIRECTION
        return Row(name, _(LABELS[name]), self._value(name), stepped=stepped)

    def _direction(self, direction: Direction) -> Row:
        asked = _("not asked") if direction.slug in self._settings.directions_off else _("asked")
        return Row(_DIRECTION + direction.slug, direction_text(direction), asked, stepped=True)

    def _value(self, name: str) -> str:
        return in_words(name, self._settings)

    def about(self, row: Row) -> list[tuple[str, str]]:
        """Say what a setting does, takes, and is without being set."""
        if row.name.startswith(_DIRECTION):
            return [(_("Cards of a direction that is not asked keep what they know."), "")]
        setting = DECK_SETTINGS[row.name]
        words = _(", ").join(map(_, VALUES[row.name].values())) if row.name in VALUES else setting.takes
        limits = _("It takes: {values}.").format(values=words)
        default = _("Default: {value}").format(value=in_words(row.name, DeckSettings()))
        means = [(self._retention_means(), "")] if row.name == _RETENTION else []
        names = [(self._names(), QUIET)] if row.name in BY_DIRECTION else []
        return [(_(setting.explanation), ""), *means, (limits, QUIET), (default, QUIET), *names]

    def _names(self) -> str:
        """Return the names by which directions can have a value of their own."""
        return _("Directions: {names}.").format(names=_(", ").join(map(literal, reversed(self._directions))))

    def _retention_means(self) -> str:
        """Say how many answers a card takes with the present retention and with its neighbours."""
        percent = percent_of(self._settings.desired_retention)
        others = neighbours(percent)
        known = {value: self._answers.get(self._with(value)) for value in (percent, *others)}
        if None in known.values():
            self._compute([value for value, answers in known.items() if answers is None])
        shown = {value: "…" if answers is None else str(round(answers)) for value, answers in known.items()}
        if len(others) == 1:
            return _(
                "At {percent} % a card takes about {count} answers in its first year; at {other} % about {more}."
            ).format(percent=percent, count=shown[percent], other=others[0], more=shown[others[0]])
        return _(
            "At {percent} % a card takes about {count} answers in its first year; "
            "at {below} % about {less}, at {above} % about {more}."
        ).format(
            percent=percent,
            count=shown[percent],
            below=others[0],
            less=shown[others[0]],
            above=others[1],
            more=shown[others[1]],
        )

    def _with(self, percent: int) -> DeckSettings:
        """Return what the number of answers depends on."""
        used = self._settings
        return DeckSettings(
            desired_retention=percent / 100,
            learning_steps=used.learning_steps,
            relearning_steps=used.relearning_steps,
            maximum_interval=used.maximum_interval,
            parameters=used.parameters,
        )

    def _compute(self, values: list[int]) -> None:
        """Count answers in a thread, and show them when they are known."""
        wanted = [self._with(value) for value in values]
        self.run_worker(
            partial(self._simulate, wanted), thread=True, exclusive=True, group="workload", exit_on_error=False
        )

    def _simulate(self, wanted: list[DeckSettings]) -> None:
        worker = get_current_worker()
        found = {settings: reviews_in_first_year(settings, Random(0)) for settings in wanted}
        if not worker.is_cancelled:
            self.app.call_from_thread(self._simulated, found)

    def _simulated(self, found: dict[DeckSettings, float]) -> None:
        self._answers |= found
        if self.is_attached:
            self.show()

    # Changing

    def change_setting(self, row: Row) -> None:
        """Ask for a number or a text, take the next order, or turn a direction on or off."""
        if row.name in VALUES or row.name.startswith(_DIRECTION):
            self.step_setting(row, 1)
            return
        value = deck_settings.shown(self._settings)[row.name]
        setting = DECK_SETTINGS[row.name]
        self.quiz.push_screen(
            ValueScreen(LABELS[row.name], setting.explanation, setting.takes, value, self._accepts(row.name))
        )

    def _accepts(self, name: str) -> Callable[[str], None]:
        """Return what takes a typed value, and refuses it with the name that the setting has on the screen."""

        def accept(typed: str) -> None:
            try:
                settings = deck_settings.changed(self._settings, name, typed)
            except QuizError as error:
                raise error if name == "parameters" else refused(LABELS[name], typed) from error
            self._keep(settings)

        return accept

    def step_setting(self, row: Row, step: int) -> None:
        """Take a neighbouring value."""
        if row.name.startswith(_DIRECTION):
            self._turn(row.name.removeprefix(_DIRECTION))
        elif row.name in VALUES:
            values = list(VALUES[row.name])
            index = values.index(getattr(self._settings, row.name))
            self._set(row.name, values[(index + step) % len(values)])
        elif row.name in BY_DIRECTION:
            self._step_all(row.name, step)
        else:
            self._set(row.name, SCALES[row.name].moved(getattr(self._settings, row.name), step))

    def _step_all(self, name: str, step: int) -> None:
        """Take a neighbouring value for all directions that have none of their own."""
        chosen = getattr(self._settings, name)
        value = chosen.get("", BY_DIRECTION[name])
        if name in SCALES:
            following: object = float(SCALES[name].moved(value, step))
        else:
            following = ASKED_AS[(ASKED_AS.index(value) + step) % len(ASKED_AS)]
        self._set(name, DECK_SETTINGS[name].show({**chosen, "": following}))

    def _turn(self, slug: str) -> None:
        """Ask a direction, or ask it no more."""
        off = self._settings.directions_off
        wanted = tuple(other for other in off if other != slug) if slug in off else (*off, slug)
        self._set(_OFF, DECK_SETTINGS[_OFF].show(wanted))

    def reset_setting(self, row: Row) -> None:
        """Set the default again; a direction is asked by default."""
        if not row.name.startswith(_DIRECTION):
            self._set(row.name, deck_settings.shown(DeckSettings())[row.name])
        elif row.name.removeprefix(_DIRECTION) in self._settings.directions_off:
            self._turn(row.name.removeprefix(_DIRECTION))

    def _set(self, name: str, value: str) -> None:
        self._keep(deck_settings.changed(self._settings, name, value))

    def _keep(self, settings: DeckSettings) -> None:
        self.quiz.program.store.set_settings(self._deck, settings)
        self._deck = replace(self._deck, settings=settings)


def neighbours(percent: int) -> list[int]:
    """Return the multiples of five below and above a retention, within what a deck takes."""
    below, above = (percent - 1) // 5 * 5, percent // 5 * 5 + 5
    return [value for value in (below, above) if 70 <= value <= 95]
