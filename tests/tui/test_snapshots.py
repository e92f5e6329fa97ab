"""What each screen looks like in each state, size and language.

After a change: ``pytest --snapshot-update``, and look at what changed.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz import deck_settings
from quiz.errors import QuizError
from quiz.sessions import Start
from quiz.tui.app import QuizApp
from quiz.tui.screens.card_screen import Phase
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from tests.store.support import import_terms, import_text
from tests.tui.conftest import AppMaker
from tests.tui.support import NOW, Standing, screen_text, stand_still, wait_for
from tests.tui.test_catch_up import with_backlog
from tests.tui.test_leech import one_lapse_from_a_leech
from tests.tui.test_study_modes import SAME

pytestmark = pytest.mark.no_cover

SIZES = [(80, 24), (120, 40), (60, 20)]
Step = Callable[[Pilot[None]], Awaitable[None]]
Compare = Callable[..., bool]


@pytest.fixture
def picture(make_app: AppMaker, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Compare the screen after some steps with the one that was kept."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")

    def compare(
        size: tuple[int, int],
        *keys: str,
        start: Start | None = None,
        language: str = "en",
        prepare: Callable[[QuizApp], None] = lambda _app: None,
        until: str = "",
    ) -> None:
        app = make_app(start, language=language)
        app.animation_level = "none"
        app.program.clock = Standing()
        prepare(app)

        async def run(pilot: Pilot[None]) -> None:
            await wait_for(pilot, lambda: shown(app), "the first screen")
            for key in keys:
                await press(pilot, key)
            if until:
                await wait_for(pilot, lambda: until in screen_text(app), f"“{until}”")
            await stand_still(pilot)

        assert snap_compare(app, terminal_size=size, run_before=run)

    return compare


def shown(app: QuizApp) -> bool:
    screen = app.screen
    if isinstance(screen, StudyScreen):
        return screen.phase is not Phase.BEGIN
    return isinstance(screen, SummaryScreen) or (isinstance(screen, HomeScreen) and screen.overview is not None)


async def press(pilot: Pilot[None], key: str) -> None:
    """Press a key and wait until what it opens is there: a screen of the program shows before the next key."""
    await pilot.press(key)
    await pilot.pause()
    app: Any = pilot.app
    await wait_for(pilot, lambda: shown(app) or not isinstance(app.screen, StudyScreen | HomeScreen), "what follows")


def change(**settings: str) -> Callable[[QuizApp], None]:
    def prepare(app: QuizApp) -> None:
        store = app.program.store
        deck = store.decks()[0]
        chosen = deck.settings
        for name, text in settings.items():
            chosen = deck_settings.changed(chosen, name, text)
        store.set_settings(deck, chosen)

    return prepare


def setting(name: str, value: str) -> Callable[[QuizApp], None]:
    def prepare(app: QuizApp) -> None:
        app.program.change(name, value)
        app.apply_settings()

    return prepare


def full_disk(app: QuizApp) -> None:
    def refuse(_answer: object) -> None:
        raise QuizError("The disk is full.", "Make room and press the key again.")

    app.program.store.record = refuse  # type: ignore[method-assign, assignment]


def words(app: QuizApp) -> None:
    text = (
        "---\nfields: term, meaning\ndirections: meaning -> term\n---\nlied: song\n  hint: It is sung.\nleid: sorrow\n"
    )
    import_text(app.program.store, text, into="Words")


def same(app: QuizApp) -> None:
    import_text(app.program.store, SAME, into="Same")


def leech(app: QuizApp) -> None:
    one_lapse_from_a_leech(app.program, mixed_up=2)


def several(app: QuizApp) -> None:
    for name in ("Networks", "Networks::DNS", "Networks::TCP", "Words"):
        import_terms(app.program.store, name, ["a", "b", "c"], datetime.fromisoformat(NOW))


def no_deck(app: QuizApp) -> None:
    store = app.program.store
    store.delete_deck(store.decks()[0], datetime.fromisoformat(NOW))


SHORT = change(new_per_day="3", learning_steps="none")
ALL, CHOICE, NAMES = Start(mode="flip"), Start(mode="choice"), Start(mode="type", direction="key")
CODES = Start(mode="type", direction="meaning")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
class TestDaily:
    """The screens of every day, in every size and both languages."""

    def test_home_on_the_first_day(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, language=language)

    def test_a_question(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, start=ALL, language=language)

    def test_its_answer(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "space", start=ALL, language=language)

    def test_a_code_to_type(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "1", start=CODES, language=language)

    def test_a_wrong_code(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "1", "0", "3", "enter", start=CODES, language=language)

    def test_the_right_code(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "1", "0", "0", "enter", start=CODES, language=language)

    def test_a_choice(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, start=CHOICE, language=language)

    def test_a_wrong_choice(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "1", start=CHOICE, language=language, until="✗")

    def test_a_name_with_a_typo(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, *"contine", "enter", start=NAMES, language=language, until="≈")

    def test_two_notes_side_by_side(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "1", "c", start=CHOICE, language=language, until="│" if size[0] > 60 else "")

    def test_a_session_to_choose(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "s", language=language, until="20 ")

    def test_a_backlog(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "b", language=language, prepare=with_backlog, until="‹")

    def test_a_leech(self, picture: Any, size: tuple[int, int], language: str) -> None:
        picture(size, "space", "1", start=ALL, language=language, prepare=leech, until="@")

    def test_the_end(self, picture: Any, size: tuple[int, int], language: str) -> None:
        keys = ("space", "1", "space", "3", "space", "3")
        picture(size, *keys, start=ALL, language=language, prepare=SHORT)

    def test_home_after_the_first_session(self, picture: Any, size: tuple[int, int], language: str) -> None:
        keys = ("space", "1", "space", "3", "space", "3", "escape")
        picture(size, *keys, start=ALL, language=language, prepare=SHORT)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
class TestOthers:
    """The other screens and states, in every size."""

    def test_waiting_for_a_card(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "space", "3", start=ALL, prepare=change(new_per_day="1"))

    def test_an_empty_day(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, start=ALL, prepare=change(new_per_day="0"), until="study ahead")

    def test_help(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "?", start=ALL, until="What the keys do")

    def test_card_info(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "space", "1", "u", "i", start=ALL, until="taken back")

    def test_the_whole_note(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "space", "e", start=ALL, until="The whole note")

    def test_a_new_note(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "a", "4", "0", "4", until="404")

    def test_editing_a_note(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "E", start=ALL, until="Continue")

    def test_settings(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, ",", until="Language")

    def test_settings_of_a_deck(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "c", until="20")

    def test_a_new_deck(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "n", "X", until="X")

    def test_importing(self, picture: Any, size: tuple[int, int], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(home))
        (home / "deck.md").write_text("## A: B\n\none: One, the first\ntwo: Two, the second\nbad line\n")
        picture(size, "i", *"~/deck.md", "enter", until="1 line was not read")

    def test_what_is_in_the_way(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "space", "3", start=ALL, prepare=full_disk, until="The disk is full.")

    def test_a_short_message(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "space", "3", "u", start=ALL, language="zh", until="已撤销")

    def test_a_meaning_in_parts(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, *"last", "enter", start=Start(("Same",), "type", direction="term"), prepare=same, until="1 of 2")

    def test_the_same_prompt(self, picture: Any, size: tuple[int, int]) -> None:
        picture(
            size, *"LIFO", "enter", start=Start(("Same",), "type", direction="meaning"), prepare=same, until="meant"
        )

    def test_a_flag(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "F", "2", "F", start=ALL, until="Which flag?")

    def test_a_hint(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "f2", start=Start(("Words",), "type"), prepare=words, until="It is sung.")

    def test_a_wrong_word(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, *"lead", "enter", start=Start(("Words",), "type"), prepare=words, until="Wrong")

    def test_a_drill(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "1", "0", "3", "enter", "x", start=CODES, until="Mix-ups")

    def test_several_decks(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "j", "l", prepare=several, until="▾ Networks")

    def test_no_deck(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, prepare=no_deck, until="import a deck")

    def test_deleting_a_deck(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "D", until="Delete")

    def test_renaming_a_deck(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "r", until="Rename")

    def test_what_was_typed_is_asked_about(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "a", "x", "escape", until="Save the changes?")

    def test_a_value_to_type(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, ",", "j", "j", "enter", "9", "9", "enter", until="cannot be")

    def test_the_keys(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, ",", "G", "enter", "j", "enter", until="Press the new key")

    def test_the_palette(self, picture: Any, size: tuple[int, int]) -> None:
        picture(size, "ctrl+p", "n", "e", "w", until="make a new deck")

    def test_no_room(self, picture: Any, size: tuple[int, int]) -> None:
        picture((size[0] // 2, size[1] // 2), start=ALL)


@pytest.mark.parametrize("theme", ["light", "contrast", "nord"])
def test_other_themes(picture: Any, theme: str) -> None:
    picture((80, 24), "space", start=ALL, prepare=setting("theme", theme))


def test_ascii(picture: Any) -> None:
    picture((80, 24), "space", start=ALL, prepare=setting("glyphs", "ascii"))


@pytest.mark.parametrize("keys", [(), ("enter", "space")], ids=["home", "answer"])
def test_no_color(picture: Any, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture((80, 24), *keys)


def test_few_rows(picture: Any) -> None:
    picture((80, 17), "space", start=ALL)
