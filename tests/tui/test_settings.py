"""The screens of settings: what is changed there holds at once and after a restart, and nothing wrong is kept."""

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz import config, locale
from quiz.cli import run
from quiz.deck_settings import DECK_SETTINGS
from quiz.study_settings import DeckSettings
from quiz.text import width
from quiz.tui.app import QuizApp
from quiz.tui.keys import method_of
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.deck_settings import DeckSettingsScreen, neighbours
from quiz.tui.screens.help import HelpScreen
from quiz.tui.screens.key_settings import KeySettingsScreen
from quiz.tui.screens.setting_screen import SettingScreen
from quiz.tui.screens.setting_words import LABELS as DECK_LABELS
from quiz.tui.screens.settings import LABELS, WORDS, SettingsScreen
from quiz.tui.widgets.setting_list import SettingList
from tests.tui.conftest import AppMaker
from tests.tui.support import laid_out, screen_text, see, texts_of, wait_for

pytestmark = pytest.mark.asyncio

SIZES = [(80, 24), (60, 20), (60, 16), (120, 40)]


def shows_the_selected(drawn: SettingList) -> bool:
    return "▌" in texts_of(drawn)


async def opened(pilot: Pilot[None], screen: SettingScreen) -> None:
    """Open a screen of settings and wait until it is filled."""
    await pilot.app.push_screen(screen)
    await wait_for(pilot, lambda: screen.rows and screen.query_one(SettingList).size.height, "the settings")


async def select(pilot: Pilot[None], name: str) -> None:
    """Go to a setting by the keyboard."""
    screen = pilot.app.screen
    assert isinstance(screen, SettingScreen)
    index = [row.name for row in screen.rows].index(name)
    while screen.selected != index:
        before = screen.selected
        pilot.app.simulate_key("j" if screen.selected < index else "k")
        await laid_out(pilot)
        assert screen.selected != before


async def deck_opened(pilot: Pilot[None], app: QuizApp) -> DeckSettingsScreen:
    """Open the settings of the deck that comes with the program."""
    await wait_for(pilot, lambda: app.ready, "the database")
    screen = DeckSettingsScreen(app.program.store.decks()[0])
    await opened(pilot, screen)
    return screen


def settings_of(app: QuizApp) -> DeckSettings:
    return app.program.store.decks()[0].settings


def new_cards(app: QuizApp) -> int:
    counts = app.program.store.deck_counts(app.program.clock.now().date())
    return sum(count.new for count in counts.values())


def value_shown(app: QuizApp, label: str) -> str:
    """Return the value beside a name on the screen."""
    line = next(line for line in screen_text(app).splitlines() if label in line)
    return line.partition(label)[2].strip(" ‹›")


# The program


async def test_a_language_is_shown_at_once_and_remembered(
    make_app: AppMaker, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await pilot.press("l", "l")
        await see(pilot, "界面语言。")
        assert "‹ 中文 ›" in screen_text(app)
        await pilot.press("h")
        await see(pilot, "The language of the interface.")
        await pilot.press("enter")
        await see(pilot, "界面语言。")
    restarted = make_app(language="zh")
    assert restarted.program.config["language"] == "zh"
    assert run(["config", "get"]) == 0
    assert "界面语言。" in capsys.readouterr().out


async def test_a_theme_is_taken_at_once_and_remembered(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await select(pilot, "theme")
        await pilot.press("right")
        assert app.theme == "quiz-light"
        await pilot.press("left", "left")
        assert app.theme == "solarized-light"
        await see(pilot, "‹ solarized-light ›")
    assert make_app().theme == "solarized-light"


async def test_the_default_comes_back_with_a_key(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await select(pilot, "motion")
        await pilot.press("space")
        assert app.program.config["motion"] == "off"
        await pilot.press("r")
        assert app.program.config["motion"] == "on"


async def test_a_wrong_time_is_refused_and_stays_in_the_field(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await select(pilot, "day_start")
        await pilot.press("enter")
        await see(pilot, "leave it as it is")
        field = app.screen.query_one(Input)
        field.value = "25:00 [/x]"
        await pilot.press("enter")
        await see(pilot, "“Study day begins” cannot be “25:00 [/x]”.")
        assert field.value == "25:00 [/x]"
        assert app.program.config["day_start"] == "04:00"
        field.value = "06:30"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen), "the list")
        assert value_shown(app, "Study day begins") == "06:30"
    assert make_app().program.config["day_start"] == "06:30"


async def test_escape_leaves_a_typed_value_as_it_is(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await select(pilot, "day_start")
        await pilot.press("enter", "1", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen), "the list")
        assert app.program.config["day_start"] == "04:00"
        await pilot.press("escape")
        assert not isinstance(app.screen, SettingsScreen)


async def test_the_mouse_selects_and_changes(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SettingsScreen()
        await opened(pilot, screen)
        index = [row.name for row in screen.rows].index("glyphs")
        await pilot.click(SettingList, offset=(4, index))
        assert screen.row.name == "glyphs"
        assert app.program.config["glyphs"] == "unicode"
        await pilot.click(SettingList, offset=(4, index))
        assert app.program.config["glyphs"] == "ascii"


async def test_a_file_that_cannot_be_written_is_said_below_the_list(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        (home / "config").mkdir(exist_ok=True)
        (home / "config" / "quiz").write_text("a file where the folder should be")
        await pilot.press("l")
        await see(pilot, "✗")
        assert app.program.config["language"] == "auto"


async def test_the_ends_of_a_list_are_one_key_away(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        for screen in (SettingsScreen(), KeySettingsScreen()):
            await opened(pilot, screen)
            places = [index for index, row in enumerate(screen.rows) if not row.heading]
            for last, first in (("G", "g"), ("end", "home")):
                await pilot.press(last)
                assert screen.selected == places[-1]
                await pilot.press(first)
                assert screen.selected == places[0]


async def test_a_window_that_only_scrolls_does_not_offer_the_ends_of_a_list(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await pilot.press("f1")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen), "the help")
        assert isinstance(app.screen, HelpScreen)
        assert all(hasattr(app.screen, f"action_{method_of(name)}") for name in app.screen.available())
        await pilot.press("G", "end", "g", "home")
        assert isinstance(app.screen, HelpScreen)


async def test_closing_stands_in_the_footer_before_the_default(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SettingsScreen()
        await opened(pilot, screen)
        assert [name for name, _label in screen.footer()][-2:] == ["list.close", "list.reset"]
        await see(pilot, "Esc close   ")


async def test_every_setting_has_a_name_and_words_for_each_value() -> None:
    assert {*LABELS, "browse_cards", "browse_notes"} == config.SETTINGS.keys(), "columns are chosen in the browser"
    for name, words in WORDS.items():
        assert all(config.SETTINGS[name].accepts(value) for value in words)
        assert config.SETTINGS[name].takes == ", ".join(words)


async def test_how_cards_are_asked_proposed_and_timed_is_changed_like_the_rest(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        for name, keys, value, shown in (
            ("mode", ["left"], "choice", "‹ choose the answer ›"),
            ("proposals", ["enter"], "off", "‹ off ›"),
            ("timer", ["space"], "on", "‹ shown ›"),
        ):
            await select(pilot, name)
            await pilot.press(*keys)
            await see(pilot, shown)
            assert app.program.config[name] == value


# Keys


async def test_a_new_key_acts_and_the_old_one_no_more(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await select(pilot, "keys")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, KeySettingsScreen) and app.screen.rows, "the keys")
        await select(pilot, "list.close")
        await pilot.press("enter")
        await see(pilot, "Press the new key")
        await pilot.press("w")
        await wait_for(pilot, lambda: app.program.config["keys.list.close"] == "w", "the new key")
        await pilot.press("q")
        assert isinstance(app.screen, KeySettingsScreen)
        await pilot.press("w")
        await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen), "the list")
        await see(pilot, "1 changed")
    assert '"list.close" = "w"' in (home / "config" / "quiz" / "config.toml").read_text()
    assert make_app().program.config["keys.list.close"] == "w"


async def test_a_key_with_a_meaning_is_refused_and_does_not_act(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = KeySettingsScreen()
        await opened(pilot, screen)
        await select(pilot, "list.reset")
        selected = screen.selected
        await pilot.press("enter", "j")
        await see(pilot, "The key j already means")
        assert screen.selected == selected
        assert app.program.config.keys == {}


async def test_escape_leaves_the_key_as_it_is(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = KeySettingsScreen()
        await opened(pilot, screen)
        await pilot.press("enter")
        await see(pilot, "Press the new key")
        assert not any(screen.is_available(name) for name in ("list.down", "list.change", "list.close"))
        await pilot.press("escape")
        assert app.screen is screen
        assert app.program.config.keys == {}
        assert "Press the new key" not in screen_text(app)


async def test_the_usual_keys_come_back(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, KeySettingsScreen())
        await pilot.press("down", "enter", "w")
        await wait_for(pilot, lambda: app.program.config.keys == {"home.up": "w"}, "the new key")
        await pilot.press("r")
        assert app.program.config["keys.home.up"] == "k,up"


async def test_the_keys_that_work_everywhere_are_changed_like_the_others(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = KeySettingsScreen()
        await opened(pilot, screen)
        await select(pilot, "app.theme")
        await pilot.press("enter", "f5")
        await wait_for(pilot, lambda: app.program.config["keys.app.theme"] == "f5", "the new key")
        before = app.theme
        await pilot.press("f9")
        assert app.theme == before
        await pilot.press("f5")
        assert app.theme != before


@pytest.mark.no_cover
@pytest.mark.parametrize("key", ["f8", "question_mark", "ctrl+p", "ctrl+q"])
async def test_a_key_that_is_waited_for_does_nothing_else(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = KeySettingsScreen()
        await opened(pilot, screen)
        await select(pilot, "study.undo")
        await pilot.press("enter", key)
        await see(pilot, "already means")
        assert app.screen is screen
        assert locale.current() == "en"
        assert app.program.config.keys == {}


async def test_a_value_that_is_being_typed_stays_where_there_was_no_room_for_a_while(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await select(pilot, "day_start")
        await pilot.press("enter", "0", "5", ":")
        await pilot.resize_terminal(40, 10)
        await see(pilot, "not enough room")
        await pilot.resize_terminal(80, 24)
        await see(pilot, "leave it as it is")
        await wait_for(pilot, lambda: app.focused is app.screen.query_one(Input), "the field to have the focus")
        await pilot.press("3", "0", "enter")
        await wait_for(pilot, lambda: app.program.config["day_start"] == "05:30", "the new value")


# A deck


async def test_limits_of_a_deck_are_those_of_the_command(
    make_app: AppMaker, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await pilot.press("l", "l", "h", "l")
        await select(pilot, "reviews_per_day")
        await pilot.press("left")
        await select(pilot, "review_order")
        await pilot.press("enter")
        await see(pilot, "least known first")
    expected = {"new_per_day": "30", "reviews_per_day": "180", "review_order": "weak"}
    capsys.readouterr()
    for name, value in expected.items():
        assert run(["config", "get", name, "--deck", "http"]) == 0
        assert capsys.readouterr().out.strip() == value


async def test_a_number_stops_at_its_limit(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await pilot.press(*["h"] * 6)
        assert settings_of(app).new_per_day == 0
        await select(pilot, "desired_retention")
        await pilot.press(*["l"] * 11)
        assert settings_of(app).desired_retention == 0.99
        await pilot.press("r")
        assert settings_of(app).desired_retention == 0.9


async def test_a_typed_value_of_a_deck_is_checked(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "learning_steps")
        await pilot.press("enter")
        await see(pilot, "leave it as it is")
        app.screen.query_one(Input).value = "2 weeks"
        await pilot.press("enter")
        await see(pilot, "“Learning steps” cannot be “2 weeks”.")
        assert settings_of(app).learning_steps == (1.0, 10.0)
        app.screen.query_one(Input).value = "5m 1h"
        await pilot.press("enter")
        await see(pilot, "5m 60m")
        assert settings_of(app).learning_steps == (5.0, 60.0)


async def test_every_setting_of_a_deck_is_on_its_screen() -> None:
    assert {*DECK_LABELS, "directions_off"} == DECK_SETTINGS.keys()


async def test_the_arrows_change_how_all_directions_are_asked_and_a_text_how_one_is(
    make_app: AppMaker, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "modes")
        await pilot.press("l", "l")
        await see(pilot, "‹ type the answer ›")
        assert settings_of(app).modes == {"": "type"}
        await pilot.press("enter")
        await see(pilot, "leave it as it is")
        app.screen.query_one(Input).value = "flip, meaning=choice"
        await pilot.press("enter")
        await see(pilot, "‹ flip, meaning=choice ›")
        await pilot.press("h")
        assert settings_of(app).modes == {"meaning": "choice"}
        await see(pilot, "‹ auto, meaning=choice ›")
        await pilot.press("r")
        await see(pilot, "‹ automatic ›")
        assert settings_of(app).modes == {}
    assert run(["config", "get", "modes", "--deck", "http"]) == 0
    assert capsys.readouterr().out.strip() == "auto"


async def test_a_mode_for_a_direction_that_is_not_there_is_refused(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "modes")
        await pilot.press("enter")
        await see(pilot, "leave it as it is")
        app.screen.query_one(Input).value = "name=type"
        await pilot.press("enter")
        await see(pilot, "The deck has no direction “name”.")
        assert settings_of(app).modes == {}


async def test_the_bounds_of_the_automatic_mode_go_in_steps_and_not_below_nothing(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "choice_below")
        await pilot.press("h", "h", "h")
        await see(pilot, "‹ 0 days ›")
        assert settings_of(app).choice_below_of("key") == 0
        await select(pilot, "recall_from")
        await pilot.press("l")
        await see(pilot, "‹ 28 days ›")
        assert settings_of(app).recall_from_of("meaning") == 28
        await pilot.press("r")
        assert settings_of(app).recall_from == {}


async def test_leeches_can_be_none_or_be_suspended(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "leech_lapses")
        await see(pilot, "‹ 8 lapses ›")
        await pilot.press(*["h"] * 9)
        await see(pilot, "‹ never ›")
        assert settings_of(app).leech_lapses == 0
        await select(pilot, "leech_action")
        await pilot.press("l")
        await see(pilot, "‹ it is suspended ›")
        assert settings_of(app).leech_action == "suspend"


async def test_a_backlog_that_is_being_spread_can_be_changed_and_ended(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "catch_up")
        await pilot.press("enter")
        await see(pilot, "leave it as it is")
        app.screen.query_one(Input).value = "2026-03-09 40"
        await pilot.press("enter")
        await see(pilot, "at most 40 a day until 2026-03-09")
        await pilot.press("r")
        assert settings_of(app).catch_up == ""
        assert value_shown(app, "Catching up") == "none"


async def test_a_direction_that_is_off_is_not_counted_today(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        assert new_cards(app) == 128
        await select(pilot, "direction key")
        await pilot.press("enter")
        await see(pilot, "not asked")
        assert new_cards(app) == 64
        await pilot.press("l")
        await see(pilot, "‹ asked ›")
        assert new_cards(app) == 128


async def test_one_direction_stays_on(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "direction key")
        await pilot.press("enter")
        await select(pilot, "direction meaning")
        await pilot.press("enter")
        await see(pilot, "No direction would be left to ask.")
        assert settings_of(app).directions_off == ("key",)
        await select(pilot, "direction key")
        await pilot.press("r")
        assert settings_of(app).directions_off == ()


async def test_what_a_retention_costs_is_said(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await deck_opened(pilot, app)
        await select(pilot, "desired_retention")
        await see(pilot, "At 90 % a card takes about 10 answers in its first year; at 85 % about 9")
        await pilot.press(*["l"] * 5)
        await see(pilot, "At 95 % a card takes about 15 answers in its first year; at 90 % about 10")


@pytest.mark.parametrize(
    ("percent", "expected"), [(90, [85, 95]), (92, [90, 95]), (70, [75]), (71, [70, 75]), (95, [90]), (99, [95])]
)
async def test_a_retention_is_compared_with_the_next_multiples_of_five(percent: int, expected: list[int]) -> None:
    assert neighbours(percent) == expected


# All of them


@pytest.mark.no_cover
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", locale.LANGUAGES)
async def test_rows_fit_and_values_end_in_one_column(make_app: AppMaker, size: tuple[int, int], language: str) -> None:
    app = make_app(language=language)
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: app.ready, "the database")
        for screen in (SettingsScreen(), KeySettingsScreen(), DeckSettingsScreen(app.program.store.decks()[0])):
            await opened(pilot, screen)
            screen.move_to(len(screen.rows) - 1)
            drawn = screen.query_one(SettingList)
            await wait_for(pilot, partial(shows_the_selected, drawn), "the last setting")
            rows = [row.label for row in screen.rows if row.heading]
            ends = {
                width(line) for line in texts_of(drawn).splitlines() if line.strip() not in rows and "▌" not in line
            }
            assert len(ends) == 1
            assert_footer(screen, app)


def assert_footer(screen: QuizScreen[None], app: QuizApp) -> None:
    """The footer stays below what is said about the setting."""
    last = [line for line in screen_text(app).splitlines() if line.strip()][-1]
    assert screen.key_of("app.help") in last


async def test_a_deck_with_markup_in_its_name_and_without_directions_is_shown(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await wait_for(pilot, lambda: app.ready, "the database")
        deck = app.program.store.add_deck("[/x] [bold]", app.program.clock.now())
        await opened(pilot, DeckSettingsScreen(deck))
        await see(pilot, "Settings of [/x] [bold]")
        await pilot.press("l")
        assert app.program.store.deck(deck.id).settings.new_per_day == 25


async def test_switching_the_language_keeps_what_was_typed(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, SettingsScreen())
        await select(pilot, "day_start")
        await pilot.press("enter")
        await see(pilot, "When a study day begins, on your clock.")
        await pilot.press("f8")
        await see(pilot, "学习日从几点开始")
        assert app.screen.query_one(Input).value == "04:00"
