"""Two notes side by side: what differs first, what is equal last, and the way to the next one."""

from dataclasses import replace

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from quiz import locale
from quiz.cards import Card, Note
from quiz.confusing import ConfusionDrill
from quiz.questions import Question
from quiz.sessions import Start
from quiz.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.contrast import ContrastScreen, contrasted
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.text import width
from quiz.tui.widgets.side_by_side import Shown, compared
from tests.store.support import import_text
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, screen_text, see, wait_for

pytestmark = pytest.mark.asyncio

SIZES = [(80, 24), (120, 40), (60, 20)]
TERMS = """---
title: Words
fields: term, meaning
directions: term -> meaning
---

## A: Structures

stack: the last one in is the first one out
  confused: queue
  versus.queue: the first one in is the first one out
  source: Knuth
queue: the first one in is the first one out
  versus.stack: only its top can be reached
  source: Knuth
[/x] \u202e: closes nothing
  confused: stack
"""


def question_of(store: Store, key: str, slug: str, language: str = "en") -> Question:
    deck, note = next((deck, note) for deck in store.decks() for note in store.notes(deck) if note.key == key)
    card: Card = next(card for card in store.cards_of_note(note.id) if card.direction == slug)
    kind = store.note_type(note.type_id)
    return Question(card, note, kind, deck, kind.direction(slug), language, INSTANT)


def shown(question: Question, note: Note) -> Shown:
    return Shown(note, question.note_type, question.deck, question.language)


def note_of(store: Store, key: str) -> Note:
    return next(note for deck in store.decks() for note in store.notes(deck) if note.key == key)


async def opened(pilot: Pilot[None], question: Question, other: Note | None = None) -> ContrastScreen:
    """Put the screen above home."""
    app = pilot.app
    assert isinstance(app, QuizApp)
    await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled, "home")
    screen = ContrastScreen(question, contrasted(app.program.store, question, other), start=Start())
    app.push_screen(screen)
    await wait_for(pilot, lambda: app.screen is screen and bool(screen.others), "both notes")
    return screen


def rows_of(app: QuizApp) -> list[str]:
    return [row.strip() for row in screen_text(app).split("\n")]


# What is compared


async def test_the_sentence_of_each_note_about_the_other_stands_below_that_other(make_app: AppMaker) -> None:
    store = make_app().program.store
    import_text(store, TERMS)
    question = question_of(store, "stack", "term")
    first, *others = compared(shown(question, question.note), shown(question, note_of(store, "queue")))
    assert first.texts == ("only its top can be reached", "the first one in is the first one out")
    assert [one.label for one in others] == ["meaning", "category", "source"]


async def test_what_is_equal_is_known_as_such(make_app: AppMaker) -> None:
    store = make_app().program.store
    import_text(store, TERMS)
    question = question_of(store, "stack", "term")
    every = compared(shown(question, question.note), shown(question, note_of(store, "queue")))
    assert [one.label for one in every if one.is_equal] == ["category", "source"]


async def test_the_note_that_was_answered_comes_before_those_that_are_named(make_app: AppMaker) -> None:
    store = make_app().program.store
    question = question_of(store, "404", "key")
    given = note_of(store, "500")
    assert [note.key for note in contrasted(store, question)] == ["410", "403", "405", "421"]
    assert [note.key for note in contrasted(store, question, given)] == ["500", "410", "403", "405", "421"]
    assert [note.key for note in contrasted(store, question, note_of(store, "405"))] == ["405", "410", "403", "421"]
    assert contrasted(store, question, question.note)[0].key == "410"


# On the screen


@pytest.mark.no_cover
@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_what_differs_stands_first_in_every_size(
    make_app: AppMaker, size: tuple[int, int], language: str
) -> None:
    app = make_app(language=language)
    question = question_of(app.program.store, "404", "key", language)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, question)
        await see(pilot, "Not Found")
        await see(pilot, "Gone")
        told = note_of(app.program.store, "410").text("versus.404", language)
        await see(pilot, told[:8])
        assert all(width(row) <= size[0] for row in screen_text(app).split("\n"))
        assert screen.query_one("#contrast", VerticalScroll).max_scroll_x == 0


async def test_the_two_stand_beside_each_other_with_a_hairline_between(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, question_of(app.program.store, "404", "key"))
        await see(pilot, "Gone")
        head = next(row for row in rows_of(app) if "Not Found" in row)
        assert "Gone" in head
        places = {row.index("│") for row in screen_text(app).split("\n") if "│" in row}
        assert len(places) == 1


async def test_where_it_is_narrow_the_two_stand_below_each_other(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await opened(pilot, question_of(app.program.store, "404", "key"))
        await see(pilot, "Gone")
        assert "│" not in screen_text(app)
        await see(pilot, "404  does not say for how long")
        await see(pilot, "410  known to be removed")


async def test_where_it_is_low_the_codes_are_a_bold_line(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 18)) as pilot:
        await opened(pilot, question_of(app.program.store, "404", "key"))
        await see(pilot, "4 0 4")
        await see(pilot, "4 1 0")


async def test_the_keys_go_through_all_that_are_confused(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, question_of(app.program.store, "404", "key"))
        await see(pilot, "1 / 4")
        assert "contrast.before" not in screen.available()
        await pilot.press("l")
        await see(pilot, "2 / 4")
        await see(pilot, "Forbidden")
        await pilot.press("right", "l", "l", "l")
        await see(pilot, "4 / 4")
        assert "contrast.next" not in screen.available()
        await pilot.press("h", "left")
        await see(pilot, "2 / 4")


async def test_it_scrolls_to_what_is_equal_while_the_keys_stay(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, question_of(app.program.store, "404", "key"))
        await see(pilot, "the difference")
        assert "The same for both" not in screen_text(app)
        await pilot.press(*["j"] * 30)
        await see(pilot, "The same for both")
        await see(pilot, "category: 4xx Client errors")
        assert "Not Found" in screen_text(app)
        await pilot.press(*["k"] * 30)
        await see(pilot, "the difference")
        await pilot.press(*["j"] * 30, "l")
        await wait_for(pilot, lambda: screen.query_one("#contrast").scroll_y == 0, "the beginning")


async def test_long_and_strange_keys_are_shown_literally(make_app: AppMaker) -> None:
    app = make_app()
    import_text(app.program.store, TERMS)
    key = "[/x] \u202e"
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, question_of(app.program.store, key, "term"))
        await see(pilot, "[/x] \ufffd")
        await see(pilot, "closes nothing")


async def test_a_side_that_says_nothing_has_a_dot(make_app: AppMaker) -> None:
    app = make_app()
    import_text(app.program.store, TERMS)
    question = question_of(app.program.store, "stack", "term")
    note = replace(question.note, fields={**question.note.fields, "source": ""})
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, replace(question, note=note))
        await see(pilot, "source")
        row = next(row for row in rows_of(app) if row.endswith("│ Knuth"))
        assert row.startswith("·")


# What can be done


async def test_escape_goes_back(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, question_of(app.program.store, "404", "key"))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


async def test_both_are_drilled_in_the_direction_that_was_asked(make_app: AppMaker) -> None:
    app = make_app()
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, question_of(store, "404", "meaning"))
        await pilot.press("l", "x")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asked, "the drill")
        assert isinstance(app.screen, StudyScreen)
        assert isinstance(app.screen.asking, ConfusionDrill)
        assert app.screen.asked is not None
        assert app.screen.asked.question.direction.slug == "meaning"
        assert app.screen.asked.question.note.key in ("404", "403")
        assert app.screen.asking.counts(INSTANT).left == 2
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


async def test_who_opened_it_may_begin_the_drill(make_app: AppMaker) -> None:
    app = make_app()
    question = question_of(app.program.store, "404", "key")
    drilled: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled, "home")
        others = contrasted(app.program.store, question)
        app.push_screen(ContrastScreen(question, others, start=Start(), drill=lambda note: drilled.append(note.key)))
        await see(pilot, "Gone")
        await pilot.press("x")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert drilled == ["410"]


async def test_a_note_without_a_card_in_that_direction_is_not_drilled(make_app: AppMaker) -> None:
    app = make_app()
    import_text(app.program.store, TERMS)
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, question_of(store, "404", "key"), note_of(store, "stack"))
        await see(pilot, "stack")
        assert "contrast.pair" not in screen.available()
        await pilot.press("l")
        await see(pilot, "Gone")
        assert "contrast.pair" in screen.available()
