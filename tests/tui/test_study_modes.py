"""The modes on the screen: choosing, typing a name and recalling the rest, typing a meaning, and the proposal."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from quiz import deck_settings
from quiz.cards import Rating
from quiz.clock import Clock
from quiz.modes import Given
from quiz.sessions import Start
from quiz.tui.app import QuizApp
from quiz.tui.screens.card_screen import Asked, Phase
from quiz.tui.screens.note_form import NoteForm
from quiz.tui.screens.study import StudyScreen
from quiz.tui.widgets.action_bar import ActionBar
from quiz.tui.widgets.option_rows import OptionRows
from tests.store.support import import_text, record
from tests.tui.conftest import AppMaker
from tests.tui.support import NOW, asked_of, at_a_card, screen_text, see, studying, wait_for
from tests.tui.test_study import all_questions, answers, show_phases

pytestmark = pytest.mark.asyncio

CHOICE, TYPE, FLIP, AUTO = Start(mode="choice"), Start(mode="type"), Start(mode="flip"), Start()


def index_of(app: QuizApp, *, right: bool) -> int:
    """Return the place of the right option, or of the first wrong one."""
    return next(i for i, option in enumerate(asked_of(app).options) if option.right is right)


async def answered(pilot: Pilot[None], app: QuizApp) -> None:
    await wait_for(pilot, lambda: studying(app).phase is Phase.ANSWER, "the answer")


async def test_a_new_card_is_a_choice_of_four_and_what_was_known_once_is_typed(make_app: AppMaker) -> None:
    app = make_app(AUTO)
    store = app.program.store
    deck = store.decks()[0]
    store.set_settings(deck, deck_settings.changed(deck.settings, "new_per_day", "1"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        assert asked_of(app).mode == "choice"
        assert len(asked_of(app).options) == 4
        await pilot.press(str(index_of(app, right=True) + 1))
        await answered(pilot, app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: studying(app).phase is Phase.WAIT, "the learning step")
        await pilot.press("enter")
        await at_a_card(pilot)
        assert asked_of(app).mode == "type"
        await see(pilot, "which name?")


@pytest.mark.parametrize("letters", ["1234", "abcd"])
async def test_a_right_choice_proposes_good_and_says_so_without_moving_anything(
    make_app: AppMaker, letters: str
) -> None:
    app = make_app(CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        before = [option.text for option in asked_of(app).options]
        place = app.screen.query_one(OptionRows).region
        await pilot.press(letters[index_of(app, right=True)])
        await answered(pilot, app)
        await see(pilot, "right")
        assert "your pick" not in screen_text(app)
        assert app.screen.query_one(OptionRows).region == place
        assert [option.text for option in asked_of(app).options] == before
        assert asked_of(app).proposal is Rating.GOOD
        await pilot.press("enter")
        await wait_for(pilot, lambda: len(answers(app.program.store)) == 1, "the answer in the log")
        entry = answers(app.program.store)[0]
        assert (entry.mode, entry.rating, entry.confused_with) == ("choice", Rating.GOOD, None)


async def test_a_wrong_choice_is_a_confusion_and_tells_both_notes_apart(make_app: AppMaker) -> None:
    app = make_app(CHOICE)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_a_card(pilot)
        wrong = asked_of(app).options[index_of(app, right=False)]
        await pilot.press(str(index_of(app, right=False) + 1))
        await answered(pilot, app)
        await see(pilot, "your pick")
        other = app.program.store.note(wrong.note_id)
        assert f"{other.key} {other.text('name', 'en')}" in screen_text(app), "the note behind the option picked"
        assert asked_of(app).proposal is Rating.AGAIN
        await pilot.press("enter")
        await wait_for(pilot, lambda: len(answers(app.program.store)) == 1, "the answer in the log")
        entry = answers(app.program.store)[0]
        assert (entry.rating, entry.confused_with, entry.given) == (Rating.AGAIN, wrong.note_id, wrong.text)


async def test_no_idea_shows_the_answer_as_one_that_was_not_known(make_app: AppMaker) -> None:
    app = make_app(CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("space")
        await answered(pilot, app)
        assert "your pick" not in screen_text(app)
        assert asked_of(app).proposal is Rating.AGAIN


async def test_the_options_are_the_same_after_an_undo(make_app: AppMaker) -> None:
    app = make_app(CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        before = asked_of(app).options
        await pilot.press("2")
        await answered(pilot, app)
        await pilot.press("enter")
        await at_a_card(pilot)
        await pilot.press("u")
        await wait_for(pilot, lambda: asked_of(app).options == before, "the same options")


class ByHand(Clock):
    """A clock that is moved by hand: how long a key takes does not matter."""

    instant = datetime.fromisoformat(NOW)

    def now(self) -> datetime:
        return self.instant


async def test_a_key_that_comes_twice_picks_and_rates_nothing(make_app: AppMaker) -> None:
    app = make_app(CHOICE)
    app.program.clock = clock = ByHand()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("2", "2")
        await answered(pilot, app)
        assert answers(app.program.store) == []
        clock.instant += timedelta(milliseconds=300)
        await pilot.press("2")
        await wait_for(pilot, lambda: len(answers(app.program.store)) == 1, "the answer in the log")


async def test_the_hint_stays_when_the_mode_is_changed(make_app: AppMaker) -> None:
    app = make_app(Start(mode="flip", direction="meaning"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("h", "t")
        await pilot.pause()
        assert asked_of(app).mode == "type"
        assert asked_of(app).hinted


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_hint_of_a_choice_is_seen_and_moves_no_option(make_app: AppMaker, language: str) -> None:
    app = make_app(CHOICE, language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await wait_for(pilot, lambda: app.screen.query_one(OptionRows).size.height > 3, "the options")
        place, hint = app.screen.query_one(OptionRows).region, asked_of(app).question.hint
        assert hint not in screen_text(app)
        await pilot.press("h")
        await see(pilot, hint)
        assert app.screen.query_one(OptionRows).region == place
        await pilot.press("1")
        await answered(pilot, app)
        await wait_for(pilot, lambda: app.screen.query_one(ActionBar).region.height > 0, "the ratings")
        assert app.screen.query_one(OptionRows).region == place


async def test_between_name_and_meaning_a_hint_is_shown_and_counts(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*"continue", "enter")
        await see(pilot, "✓ Right")
        assert asked_of(app).proposal is Rating.GOOD
        await pilot.press("h")
        await see(pilot, asked_of(app).question.hint)
        assert studying(app).phase is Phase.RECALL
        assert asked_of(app).proposal is Rating.HARD


async def test_an_answer_to_a_card_that_changed_elsewhere_is_refused_also_after_an_edit(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        card_id = asked_of(app).question.card.id
        await pilot.press("space")
        await answered(pilot, app)
        record(store, card_id, Rating.AGAIN, app.program.clock.now())
        await pilot.press("E")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteForm), "the form")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the card")
        await pilot.press("4")
        await see(pilot, "was changed elsewhere")
        assert [entry.rating for entry in store.log(card_id)] == [Rating.AGAIN]


async def test_the_answer_follows_the_language_with_its_options(make_app: AppMaker) -> None:
    app = make_app(CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("1")
        await answered(pilot, app)
        before = [option.note_id for option in asked_of(app).options]
        await pilot.press("f8")
        await see(pilot, "临时响应")
        assert [option.note_id for option in asked_of(app).options] == before
        assert "An interim signal" not in screen_text(app)


async def test_a_click_picks_an_option(make_app: AppMaker) -> None:
    app = make_app(Start(mode="choice", direction="meaning"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await wait_for(pilot, lambda: app.screen.query_one(OptionRows).size.height > 3, "the options")
        rows = app.screen.query_one(OptionRows)
        await pilot.click(OptionRows, offset=(8, rows.size.height - 1))
        await answered(pilot, app)
        assert asked_of(app).given.picked == asked_of(app).options[3]


async def test_a_name_is_judged_and_then_its_meaning_is_recalled(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*"continue", "enter")
        await see(pilot, "✓ Right")
        assert studying(app).phase is Phase.RECALL
        assert "interim signal" not in screen_text(app)
        await pilot.press("space")
        await see(pilot, "An interim signal")
        await see(pilot, "3 Good")


async def test_a_small_typo_is_close_is_marked_and_proposes_hard(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*"contine", "enter")
        await see(pilot, "≈ Close")
        await see(pilot, "contin·e")
        assert asked_of(app).proposal is Rating.HARD


async def test_the_name_of_another_note_is_a_confusion(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*"early", "space", *"hints", "enter")
        await see(pilot, "✗ Wrong")
        judged = asked_of(app).judged
        assert judged is not None
        assert judged.other is not None
        assert judged.other.key == "103"
        await see(pilot, "not about the body")
        assert studying(app).phase is Phase.ANSWER, "what was not known is not recalled"


DNS = """---
title: DNS
fields: term, meaning
---
TTL: how long a record may be cached, in seconds
CNAME: an alias for another name
MX: the mail server of a domain
NS: the name server that answers for a zone
"""


async def test_of_a_typed_meaning_the_parts_are_shown_and_the_person_decides(make_app: AppMaker) -> None:
    app = make_app(Start(("DNS",), "type", direction="term"))
    import_text(app.program.store, DNS, app.program.clock.now())
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*(("space" if c == " " else c) for c in "how long records are cached"), "enter")
        await see(pilot, "1 of 2 parts are there")
        await see(pilot, "missing")
        judged = asked_of(app).judged
        assert judged is not None
        assert not judged.wrong
        await pilot.press("4")
        await wait_for(pilot, lambda: bool(answers(app.program.store)), "the answer in the log")
        assert answers(app.program.store)[0].rating is Rating.EASY


SAME = """---
title: Same
fields: term, meaning
---
Stack: last in, first out
  versus.LIFO: the name of the rule
LIFO: last in, first out
  versus.Stack: the structure itself
"""


async def test_the_answer_of_a_note_with_the_same_prompt_is_right_and_it_is_said_how_the_two_differ(
    make_app: AppMaker,
) -> None:
    app = make_app(Start(("Same",), "type", direction="meaning"))
    import_text(app.program.store, SAME, app.program.clock.now())
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*"LIFO", "enter")
        await see(pilot, "✓ Right")
        await see(pilot, "“Stack” was meant; both are right")
        await see(pilot, "LIFO  the name of the rule")
        await see(pilot, "Stack  the structure itself")
        assert asked_of(app).judged is not None


async def test_where_nothing_is_said_of_their_difference_both_notes_are_named(make_app: AppMaker) -> None:
    app = make_app(Start(("Same",), "type", direction="meaning"))
    text = "---\nfields: term, meaning\n---\nsofa: a seat for several\ncouch: a seat for several\n"
    import_text(app.program.store, text, app.program.clock.now(), into="Same")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*"couch", "enter")
        await see(pilot, "“sofa” was meant; both are right")
        await see(pilot, "couch · sofa")


async def test_a_slow_answer_proposes_hard_and_says_why(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        asking = studying(app).asking
        assert asking is not None
        for _number in range(10):
            asking._times_in("flip").add(asked_of(app).question.length, 2000)
        question = asked_of(app).question
        asked_of(app).question = replace(question, shown=question.shown - timedelta(seconds=9))
        await pilot.press("space")
        await see(pilot, "slow for you: usually 2.0 s")
        assert asked_of(app).proposal is Rating.HARD


async def test_the_mode_of_one_card_is_changed_with_one_key(make_app: AppMaker) -> None:
    app = make_app(AUTO)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        seen = [asked_of(app).mode]
        for _number in range(3):
            await pilot.press("f4")
            await pilot.pause()
            seen.append(asked_of(app).mode)
        assert sorted(seen[:3]) == ["choice", "flip", "type"]
        assert seen[3] == seen[0]
        assert studying(app).phase is Phase.QUESTION


async def test_a_long_prompt_scrolls_after_a_card_that_did_not(make_app: AppMaker) -> None:
    app = make_app(Start(("Long",), "flip", direction="term"))
    text = "---\nfields: term, meaning\n---\n" + "short: a\n" + " ".join(["word"] * 300) + ": b\n"
    import_text(app.program.store, text, app.program.clock.now(), into="Long")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("space")
        await answered(pilot, app)
        await pilot.press("4")
        await at_a_card(pilot)
        pane = app.screen.query_one("#answer")
        await wait_for(pilot, lambda: pane.max_scroll_y > 0, "what is to be scrolled")
        await pilot.press("j")
        await wait_for(pilot, lambda: pane.scroll_y > 0, "the prompt scrolled down")


async def test_a_session_of_so_many_answers_shows_how_far_it_is_and_then_what_the_day_has_left(
    make_app: AppMaker,
) -> None:
    app = make_app(Start(mode="flip", limit=2))
    async with app.run_test(size=(80, 24)) as pilot:
        for shown in ("0 / 2", "1 / 2"):
            await at_a_card(pilot)
            await see(pilot, shown)
            await pilot.press("space")
            await answered(pilot, app)
            await pilot.press("3")
        await see(pilot, "The limit of 2 answers is reached.")
        await see(pilot, "2 / 20")


async def test_another_mode_lets_the_time_go_on(make_app: AppMaker) -> None:
    app = make_app(AUTO)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        shown = asked_of(app).question.shown
        await pilot.press("f4")
        await pilot.pause()
        assert asked_of(app).question.shown == shown


async def test_without_proposals_what_is_not_wrong_is_good(make_app: AppMaker) -> None:
    app = make_app(TYPE)
    app.program.change("proposals", "off")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press(*"contine", "enter")
        await see(pilot, "≈ Close")
        assert asked_of(app).proposal is Rating.GOOD
        await pilot.press("space", "enter")
        await at_a_card(pilot)
        await pilot.press(*"wrong", "enter")
        await see(pilot, "✗ Wrong")
        assert asked_of(app).proposal is Rating.AGAIN


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_choice_of_the_shipped_deck_fits_without_scrolling(make_app: AppMaker, language: str) -> None:
    app = make_app(CHOICE, language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        screen = studying(app)
        asking, now = screen.asking, app.program.clock.now()
        assert asking is not None
        for question in all_questions(app, language):
            options = asking.options(question)
            assert len(options) == 4, question.note.key
            for right in (True, False):
                picked = next(option for option in options if option.right is right)
                screen.asked = Asked(question, "choice", options, Given(picked.text, picked))
                screen.asked.choices = asking.reveal(question, now)
                screen.asked.judged = asking.judge(question, "choice", screen.asked.given, now)
                shown = await show_phases(pilot, Phase.QUESTION, Phase.ANSWER)
                if "key" not in question.direction.answer:
                    assert question.note.text("name", language) in shown, question.note.key
