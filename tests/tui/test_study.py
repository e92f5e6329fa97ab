"""Studying on the screen: from the first card of the first day to an undo after a restart."""

from datetime import timedelta
from functools import partial

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Input, Static

from quiz import deck_settings, locale
from quiz.cards import Kind, Rating, Review
from quiz.errors import QuizError
from quiz.formats import read
from quiz.modes import Given
from quiz.phrases import difference, points_of
from quiz.questions import Question, confused_keys
from quiz.sessions import Start
from quiz.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.card_screen import Asked, Phase
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.message import MessageScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from tests.tui.conftest import AppMaker
from tests.tui.support import at_a_card, laid_out, screen_text, see, studying, wait_for

pytestmark = pytest.mark.asyncio

FLIP, TYPE, CHOICE = (Start(mode=mode) for mode in ("flip", "type", "choice"))

DAY_TWO = "2026-03-03T09:00:00+08:00"


async def answer(pilot: Pilot[None], key: str) -> None:
    """Reveal the card on the screen and rate it."""
    await at_a_card(pilot)
    await pilot.press("space")
    await wait_for(pilot, lambda: studying_phase(pilot) is Phase.ANSWER, "the answer")
    await pilot.press(key)
    await wait_for(pilot, lambda: studying_phase(pilot) is not Phase.ANSWER, "what follows")


def studying_phase(pilot: Pilot[None]) -> Phase | None:
    screen = pilot.app.screen
    return screen.phase if isinstance(screen, StudyScreen) else None


def another_than(app: QuizApp, before: Asked) -> bool:
    return studying(app).asked is not before


def is_asked(app: QuizApp, card_id: int) -> bool:
    asked = studying(app).asked
    return asked is not None and asked.question.card.id == card_id


def answers(store: Store) -> list[Review]:
    """Return every answer in the log that was not taken back."""
    entries = [entry for card in store.cards() for entry in store.log(card.id)]
    return sorted((e for e in entries if e.undone is None), key=lambda entry: entry.id)


def change(app: QuizApp, **settings: str) -> None:
    """Change settings of the first deck before the app starts."""
    store = app.program.store
    deck = store.decks()[0]
    chosen = deck.settings
    for name, text in settings.items():
        chosen = deck_settings.changed(chosen, name, text)
    store.set_settings(deck, chosen)


@pytest.mark.usefixtures("never_started")
async def test_the_first_card_of_the_first_day(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        await pilot.press("enter")
        await see(pilot, "what does it mean?")
        assert "1xx Informational" in screen_text(app)
        assert "Continue" not in screen_text(app)
        await pilot.press("space")
        await see(pilot, "3 Good")
        shown = screen_text(app)
        assert "Continue" in shown
        assert "what does it mean?" in shown, "the prompt stays"
        assert "10 min" in shown
        assert "8 days" in shown
        await pilot.press("3")
        await see(pilot, "▸ new 19   learning 1")
        assert [entry.rating for entry in answers(app.program.store)] == [Rating.GOOD]


async def test_space_takes_the_proposal_and_home_row_keys_rate(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("space", "a", "s", "d", "f"):
            await answer(pilot, key)
        given = [entry.rating for entry in answers(app.program.store)]
        assert given == [Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY]


async def test_a_click_on_a_cell_does_what_its_key_does(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.click("#cell0")
        await wait_for(pilot, lambda: studying(app).phase is Phase.ANSWER, "the answer")
        await pilot.click("#cell3")
        await at_a_card(pilot)
        assert [entry.rating for entry in answers(app.program.store)] == [Rating.EASY]


async def test_a_code_is_typed_and_judged(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    change(app, directions_off="key")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        assert "1xx" not in screen_text(app), "the category would give the code away"
        assert app.focused is app.screen.query_one(Input)
        await pilot.press("1", "0", "3", "enter")
        await see(pilot, "✗ Wrong")
        shown = screen_text(app)
        assert "digit 3 differs" in shown
        assert "Early Hints" in shown
        assert "▔▔▔" in shown, "what differs is marked by more than colour"
        await pilot.press("enter")
        await at_a_card(pilot)
        await pilot.press("1", "0", "1", "enter")
        await see(pilot, "✓ Right")
        await pilot.press("4")
        await at_a_card(pilot)
        first, second = answers(app.program.store)
        assert (first.rating, first.given, first.mode) == (Rating.AGAIN, "103", "type")
        assert first.confused_with is not None
        assert second.rating is Rating.EASY, "the proposal can be changed"


async def test_nothing_typed_shows_the_whole_answer(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    change(app, directions_off="key")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("enter")
        await see(pilot, "no answer")
        assert "Continue" in screen_text(app)
        assert studying(app).asked is not None
        assert studying(app).asked.proposal is Rating.AGAIN  # type: ignore[union-attr]


async def test_while_typing_letters_are_letters_and_function_keys_act(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    change(app, directions_off="key")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        first = studying(app).asked
        await pilot.press("s", "u")
        assert app.screen.query_one(Input).value == "su"
        assert "F3 later" in screen_text(app)
        await pilot.press("f3")
        await wait_for(pilot, lambda: studying(app).asked is not first, "another card")
        await pilot.press("f4")
        await see(pilot, "press 1 to 4")
        assert app.focused is None
        await pilot.press("f4")
        await see(pilot, "show the answer")
        assert app.focused is None


async def test_the_two_that_were_mixed_up_are_drilled_outside_the_schedule(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    change(app, directions_off="key")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("1", "0", "1", "enter")
        await see(pilot, "drill both")
        await pilot.press("x")
        await see(pilot, "2 left")
        before = {card.id: card.state for card in app.program.store.cards()}
        for _card in range(4):
            question = studying(app).asked
            assert question is not None
            await pilot.press(*question.question.expected, "enter", "enter")
        await wait_for(pilot, lambda: not studying(app).is_drill, "the session again")
        assert {card.id: card.state for card in app.program.store.cards()} == before
        kinds = [entry.kind for entry in answers(app.program.store)]
        assert kinds == [Kind.LEARN, *[Kind.CRAM] * 4], "each of the two twice in a row"


async def test_any_number_of_steps_is_undone_also_after_a_restart(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("3", "1", "4"):
            await answer(pilot, key)
    again = make_app(FLIP)
    async with again.run_test(size=(80, 24), notifications=True) as pilot:
        await at_a_card(pilot)
        for _step in range(3):
            await pilot.press("u")
            await pilot.pause()
        await see(pilot, "▸ new 20")
        assert answers(again.program.store) == []
        await pilot.press("u")
        await see(pilot, "There is nothing to undo.")


async def test_suspending_burying_and_putting_off_are_undone_in_order(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        seen = []
        for key in ("s", "at", "minus", "equals_sign"):
            asked = studying(app).asked
            assert asked is not None
            seen.append(asked.question.card.id)
            await pilot.press(key)
            await wait_for(pilot, partial(another_than, app, asked), "another card")
        store = app.program.store
        assert store.card(seen[1]).suspended
        assert store.card(seen[2]).buried_until is not None
        for card_id in reversed(seen):
            await pilot.press("u")
            await wait_for(pilot, partial(is_asked, app, card_id), "the card taken back")
        assert not store.card(seen[1]).suspended
        assert store.card(seen[2]).buried_until is None


async def test_leaving_and_coming_back_loses_nothing(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        await pilot.press("enter")
        await answer(pilot, "4")
        await pilot.press("space", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        await see(pilot, "1 / 20")
        await pilot.press("enter")
        await see(pilot, "1 / 20")
        assert len(answers(app.program.store)) == 1


async def test_a_card_in_steps_is_waited_for_and_comes_by_itself(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    change(app, new_per_day="1", learning_steps="2s 10m")
    async with app.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "1")
        await see(pilot, "until the next card")
        await at_a_card(pilot)
        assert "learning 1" in screen_text(app)


async def test_a_waiting_card_is_brought_forward_with_one_key(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    change(app, new_per_day="1")
    async with app.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "3")
        await see(pilot, "until the next card")
        await pilot.press("enter")
        await at_a_card(pilot)
        await answer(pilot, "3")
        await see(pilot, "Done for today.")


async def test_the_end_says_what_was_missed_and_drills_it(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    change(app, new_per_day="3", learning_steps="none")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("3", "1", "3"):
            await answer(pilot, key)
        await see(pilot, "Done for today.")
        shown = screen_text(app)
        assert "1 missed" in shown
        assert "101" in shown
        assert "right, 67 %" in shown
        assert "tomorrow" in shown
        due = {card.id: card.state.due_day for card in app.program.store.cards()}
        await pilot.press("enter")
        await see(pilot, "1 left")
        await answer(pilot, "3")
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "the end again")
        assert {card.id: card.state.due_day for card in app.program.store.cards()} == due
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


async def test_an_empty_day_says_so_and_offers_to_study_ahead(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    change(app, new_per_day="0")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "Nothing is due today.")
        await see(pilot, "study ahead")
        await pilot.press("a")
        await see(pilot, "There is nothing to study ahead.")
    change(again := make_app(FLIP), new_per_day="1", learning_steps="none")
    async with again.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "3")
        await see(pilot, "Done for today.")
        await pilot.press("a")
        await at_a_card(pilot)
        assert "▸ new 1" in screen_text(again)


async def test_undo_at_the_end_asks_the_card_again(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    change(app, new_per_day="1", learning_steps="none")
    async with app.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "3")
        await see(pilot, "Done for today.")
        await pilot.press("u")
        await at_a_card(pilot)
        assert answers(app.program.store) == []


async def test_the_second_day_asks_what_is_due(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(FLIP)
    change(app, new_per_day="2", learning_steps="none")
    async with app.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "1")
        await answer(pilot, "1")
        await see(pilot, "2 missed")
    monkeypatch.setenv("QUIZ_NOW", DAY_TWO)
    tomorrow = make_app()
    async with tomorrow.run_test(size=(80, 24)) as pilot:
        await see(pilot, "cards to study")
        await pilot.press("enter")
        await see(pilot, "▸ due 2")
        assert {entry.day.day for entry in answers(tomorrow.program.store)} == {2}


async def test_an_error_of_the_database_is_explained_and_the_answer_can_be_given_again(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("space")
        await see(pilot, "3 Good")
        with monkeypatch.context() as patch:
            patch.setattr(app.program.store, "record", broken)
            await pilot.press("3")
            await see(pilot, "The disk is full.")
            assert "Make room and press the key again." in screen_text(app)
        assert answers(app.program.store) == []
        await pilot.press("enter")
        await see(pilot, "3 Good")
        await pilot.press("3")
        await at_a_card(pilot)
        assert len(answers(app.program.store)) == 1


def broken(_answer: object) -> Review:
    raise QuizError("The disk is full.", "Make room and press the key again.")


@pytest.mark.parametrize(("part", "keys"), [("later", ["s"]), ("card", ["i"]), ("record", ["space", "4"])])
async def test_whatever_fails_the_session_goes_on(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, part: str, keys: list[str]
) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        screen = studying(app)
        with monkeypatch.context() as patch:
            if part == "later":
                assert screen.asking is not None
                patch.setattr(type(screen.asking), "later", lambda *_arguments: broken(None))
            else:
                patch.setattr(app.program.store, part if part != "card" else "log", broken)
            for key in keys:
                await pilot.press(key)
            await see(pilot, "The disk is full.")
        await pilot.press("enter")
        await wait_for(pilot, lambda: not isinstance(app.screen, MessageScreen), "the message to be closed")
        assert app.is_running


async def test_a_countdown_that_cannot_be_read_is_explained(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(FLIP)
    change(app, new_per_day="1")
    async with app.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "1")
        await see(pilot, "until the next card")
        screen = studying(app)
        assert screen.asking is not None
        with monkeypatch.context() as patch:
            patch.setattr(type(screen.asking), "next", lambda *_arguments: broken(None))
            await see(pilot, "The disk is full.")
        assert app.is_running


async def test_an_answer_to_a_card_that_was_changed_elsewhere_is_refused_and_explained(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_a_card(pilot)
        asked = studying(app).asked
        assert asked is not None
        await pilot.press("space")
        app.program.store.suspend([asked.question.card.id])
        await pilot.press("3")
        await see(pilot, "changed elsewhere")
        await see(pilot, "It will be asked again when it is due.")
        assert answers(app.program.store) == []
        under = app.screen_stack[-2]
        assert isinstance(under, StudyScreen)
        assert under.asked is asked, "a next card would say that the answer was stored"
        await pilot.press("enter")
        await at_a_card(pilot)
        assert studying(app).asked is not asked


async def test_the_language_is_switched_in_the_middle_of_a_card(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("space")
        await see(pilot, "3 Good")
        await pilot.press("f8")
        await wait_for(pilot, lambda: "3 Good" not in screen_text(app), "Chinese")
        assert locale.current() == "zh"
        await pilot.press("f8")
        await see(pilot, "3 Good")


async def test_the_text_of_the_card_follows_the_language(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("space")
        await see(pilot, "An interim signal")
        await pilot.press("f8")
        await see(pilot, "临时响应")
        await pilot.press("3")
        await see(pilot, "信息响应")


LONG = "fields: term, meaning\n---\none: " + "很长的一段话，没有尽头。" * 60


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_long_prompt_goes_on_below_and_what_is_asked_stays(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app(Start(("long",)))
    source = read(f"---\n{LONG}\n".encode(), "x.md", "x")
    store = app.program.store
    store.import_deck(source.draft, source.items, now=app.program.clock.now(), into="long")
    store.set_settings(
        next(deck for deck in store.decks() if deck.name == "long"),
        deck_settings.changed(store.decks()[0].settings, "directions_off", "term"),
    )
    async with app.run_test(size=size) as pilot:
        await at_a_card(pilot)
        await see(pilot, "which term?")
        pane = studying(app).query_one("#answer", VerticalScroll)
        assert pane.max_scroll_y > 0
        await pilot.press("down")
        await wait_for(pilot, lambda: pane.scroll_y == 1, "the next line")
        await pilot.press("enter")
        await see(pilot, "3 Good")
        assert "which term?" in screen_text(app)


async def test_a_long_wrong_answer_is_marked_line_by_line(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    change(app, directions_off="key")
    async with app.run_test(size=(60, 20)) as pilot:
        await at_a_card(pilot)
        app.screen.query_one(Input).value = "many words " * 12
        await pilot.press("enter")
        await see(pilot, "✗ Wrong")
        lines = studying(app).query_one("#answer-text").render().plain.split("\n")  # type: ignore[union-attr]
        typed = [index for index, text in enumerate(lines) if "many" in text]
        assert len(typed) > 1
        assert all("▔" in lines[index + 1] for index in typed)


async def test_only_the_last_message_stays(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_a_card(pilot)
        for _press in range(3):
            await pilot.press("u")
        await see(pilot, "nothing to undo")
        assert screen_text(app).count("nothing to undo") == 1


@pytest.mark.no_cover
@pytest.mark.parametrize("size", [(80, 24), (81, 24), (120, 40), (60, 20)])
async def test_a_message_keeps_its_wide_characters(make_app: AppMaker, size: tuple[int, int]) -> None:
    """The edge of the page would cut one in two where a message crosses it."""
    app = make_app(FLIP)
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_a_card(pilot)
        for begin in ("", "a"):
            for count in (1, 2, 10, 15):
                app.say(begin + "好" * count)
                await see(pilot, f"▌ {begin}{'好' * count}")


async def test_a_message_stays_in_its_place_when_a_window_opens(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_a_card(pilot)
        app.say("a message")
        await see(pilot, "a message")
        before = [line for line in screen_text(app).splitlines() if "a message" in line]
        await pilot.press("i")
        await see(pilot, "never answered")
        await wait_for(
            pilot,
            lambda: [line for line in screen_text(app).splitlines() if "a message" in line] == before,
            "the message where it was",
        )


async def test_a_long_message_has_two_lines_at_most(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await at_a_card(pilot)
        app.say("key " * 40)
        await see(pilot, "key key")
        assert len([line for line in screen_text(app).splitlines() if "key key" in line]) == 2


async def test_a_terminal_that_is_too_small_says_so_and_recovers(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.resize_terminal(40, 10)
        await see(pilot, "not enough room")
        await pilot.press("space")
        await pilot.resize_terminal(60, 20)
        await see(pilot, "show the answer")
        assert studying(app).phase is Phase.QUESTION, "keys did nothing meanwhile"
        await pilot.resize_terminal(80, 17)
        await pilot.press("space")
        await see(pilot, "[3 Good]")


async def test_what_is_typed_stays_where_there_was_no_room_for_a_while(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    change(app, directions_off="key")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("1", "0")
        await pilot.resize_terminal(40, 10)
        await see(pilot, "not enough room")
        await pilot.resize_terminal(80, 24)
        await see(pilot, "judges; empty: show it")
        await wait_for(pilot, lambda: app.focused is app.screen.query_one(Input), "the field to have the focus")
        await pilot.press("0", "enter")
        await see(pilot, "✓ Right")


async def test_card_info_and_the_whole_note_open_over_the_card(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("i")
        await see(pilot, "never answered")
        assert "Continue" not in screen_text(app)
        await pilot.press("escape", "space", "e")
        await see(pilot, "The whole note")
        await pilot.press("escape", "3", "u")
        await at_a_card(pilot)
        await pilot.press("i")
        await see(pilot, "taken back")


async def test_the_text_of_a_card_is_copied(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_a_card(pilot)
        await pilot.press("y")
        assert app.clipboard == "100"
        await see(pilot, "Copied: 100")
        await pilot.press("space", "y")
        assert app.clipboard.startswith("100\nContinue\n")


async def test_help_and_palette_know_the_keys_of_the_screen(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("question_mark")
        await see(pilot, "What the keys do")
        await see(pilot, "show the answer")
        await pilot.press("escape", "ctrl+p")
        await see(pilot, "What do you want to do?")
        await pilot.press(*"behind")
        await see(pilot, "put this card behind")


HOSTILE = """---
fields: term, meaning
---
## [/x]: [bold]title[/]

[/x]: [red]meaning[/] \u202e [@click=app.quit]x[/] \u4e2d\u6587\u4e2d\u6587
  hint: [link=x]
  explain: [/]
"""


@pytest.mark.no_cover
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_text_of_decks_is_literal_everywhere(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app(Start(("[/y]",)))
    source = read(HOSTILE.encode(), "x.md", "x")
    store = app.program.store
    store.import_deck(source.draft, source.items, now=app.program.clock.now(), into="[/y]")
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_a_card(pilot)
        assert "[/x]" in screen_text(app)
        for key in ("h", "y", "space", "y", "e", "escape", "i", "escape", "1", "escape"):
            await pilot.press(key)
            await pilot.pause()
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        await see(pilot, "[/y]")
        assert "\u202e" not in screen_text(app)


async def show_answer(pilot: Pilot[None], question: Question, typed: str = "") -> str:
    """Show a card and then its answer, and return what is on the screen; nothing may have to be scrolled."""
    app = pilot.app
    assert isinstance(app, QuizApp)
    screen = studying(app)
    assert screen.asking is not None
    now, given = app.program.clock.now(), Given(typed)
    screen.asked = Asked(question, "type" if typed else "flip", given=given)
    screen.asked.choices = screen.asking.reveal(question, now)
    screen.asked.judged = screen.asking.judge(question, screen.asked.mode, given, now)
    return await show_phases(pilot, Phase.QUESTION, Phase.ANSWER)


async def show_phases(pilot: Pilot[None], *phases: Phase) -> str:
    """Show the card of the study screen as it is in some phases; nothing may have to be scrolled in any of them."""
    app = pilot.app
    assert isinstance(app, QuizApp)
    screen = studying(app)
    assert screen.asked is not None
    key = screen.asked.question.note.key
    for screen.phase in phases:
        screen.show()
        await laid_out(pilot)
        prompt, pane = screen.query_one("#prompt", Static), screen.query_one("#answer", VerticalScroll)
        assert pane.max_scroll_y == 0, f"not all of {key} is in its pane:\n{screen_text(app)}"
        assert prompt.size.height == str(prompt.render()).count("\n") + 1, key
    return screen_text(app)


def all_questions(app: QuizApp, language: str) -> list[Question]:
    """Return a question for each card of the shipped deck."""
    store = app.program.store
    (deck,) = store.decks()
    (kind,) = store.note_types(deck)
    notes = {note.id: note for note in store.notes(deck)}
    now = app.program.clock.now()
    return [
        Question(card, notes[card.note_id], kind, deck, kind.direction(card.direction), language, now)
        for card in store.cards([deck.id])
    ]


def confusion(question: Question) -> str:
    """Return the first line on what a note is easily confused with."""
    note, language = question.note, question.language
    return difference(note, confused_keys(note, language)[0], language)


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_card_of_the_shipped_deck_fits_without_scrolling(make_app: AppMaker, language: str) -> None:
    app = make_app(FLIP, language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        questions = all_questions(app, language)
        assert len(questions) == 128
        for question in questions:
            note, shown = question.note, await show_answer(pilot, question)
            for name in set(question.direction.answer) - {"key"}:
                assert note.text(name, language).split()[-1][-6:] in shown, note.key
            assert all(point in shown for point in points_of(note.text("explain", language))), note.key
            assert confusion(question) in shown, note.key


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_below_a_right_code_stand_a_point_and_a_confusion(make_app: AppMaker, language: str) -> None:
    app = make_app(FLIP, language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        for question in all_questions(app, language):
            if question.direction.answer == ("key",):
                shown = await show_answer(pilot, question, question.note.key)
                assert points_of(question.note.text("explain", language))[0] in shown, question.note.key
                assert confusion(question) in shown, question.note.key


async def test_the_time_that_an_answer_took_is_kept(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "3")
        entry = answers(app.program.store)[0]
        assert timedelta(0) <= timedelta(milliseconds=entry.milliseconds) < timedelta(seconds=30)
