"""Home: what is left today, the decks and their sub-decks, and what can be done with a deck."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz import locale
from quiz.cards import Deck, Kind, NoteType, Rating
from quiz.confusing import ConfusionDrill
from quiz.deck_tree import name_in
from quiz.errors import QuizError
from quiz.repository import Answer
from quiz.scheduling.days import study_day
from quiz.study import Session
from quiz.tui.app import QuizApp
from quiz.tui.screens.ask import AskScreen, NameScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.import_deck import ImportScreen
from quiz.tui.screens.new_deck import KINDS, NewDeckScreen
from quiz.tui.screens.note_form import NoteForm
from quiz.tui.screens.study import StudyScreen
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.next_button import NextButton
from tests.store.support import BOTH_WAYS, FIELDS, deck_named, give, import_terms
from tests.tui.support import INSTANT, screen_text, see, wait_for

AppMaker = Callable[..., QuizApp]
Running = Pilot[None]
SIZES = [(80, 24), (120, 40), (60, 20)]


def home_of(pilot: Running) -> HomeScreen:
    """The first screen."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, HomeScreen)
    return screen


async def opened(pilot: Running) -> HomeScreen:
    """Wait until the decks are there."""
    home = home_of(pilot)
    await wait_for(pilot, lambda: home.overview is not None, "the decks")
    return home


async def press(pilot: Running, *names: str) -> None:
    """Press keys, and let what they do happen."""
    await pilot.press(*names)
    await pilot.pause()


async def at_home(pilot: Running) -> None:
    """Wait until home is on top again."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, HomeScreen), "home")


def names(home: HomeScreen) -> list[str]:
    """The names of the decks that are shown."""
    return [row.deck.title_in("en") for row in home.rows]


def shipped(app: QuizApp) -> Deck:
    """The deck that comes with the program."""
    return next(deck for deck in app.program.store.decks() if deck.title_in("en") == "HTTP status codes")


def with_decks(app: QuizApp, wanted: Sequence[str], cards: int = 3) -> None:
    """Put decks with some notes each into the database of an app."""
    for name in wanted:
        import_terms(app.program.store, name, [f"{name} {number}" for number in range(cards)], INSTANT)


@pytest.mark.asyncio
@pytest.mark.usefixtures("never_started")
@pytest.mark.parametrize("size", SIZES)
async def test_the_first_start_greets_and_has_a_card_one_key_away(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Welcome.")
        await see(pilot, "HTTP status codes")
        await see(pilot, "Enter  study")
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "a card")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.start.decks == (shipped(app).name,)


@pytest.mark.asyncio
async def test_home_shows_the_study_days_once_there_are_some(make_app: AppMaker) -> None:
    app = make_app()
    session = Session(app.program.store)
    question = session.next(INSTANT)
    assert question is not None
    give(session, question, Rating.GOOD, INSTANT)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "12 weeks")
        lines = screen_text(app).split("\n")
        assert "Welcome." not in screen_text(app)
        assert [line.split()[0] for line in lines[14:21]][::2] == ["Mo", "We", "Fr", "Su"]
        assert "1 card today, 1 without a miss; 1 day in a row" in screen_text(app)


@pytest.mark.asyncio
async def test_sub_decks_fold_and_unfold_and_count_with_the_deck_above(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net", "Net::TCP", "Net::TCP::Flags", "Net beside"])
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        assert names(home) == ["HTTP status codes", "Net", "Net beside"]
        assert home.rows[1].counts.new == 9
        await press(pilot, "j", "l")
        assert names(home) == ["HTTP status codes", "Net", "Net::TCP", "Net beside"]
        await press(pilot, "j", "right")
        assert names(home) == ["HTTP status codes", "Net", "Net::TCP", "Net::TCP::Flags", "Net beside"]
        await see(pilot, "Flags")
        await press(pilot, "j", "h")
        assert home.chosen is not None
        assert home.chosen.deck.name == "Net::TCP"
        await press(pilot, "h", "h", "h")
        assert names(home) == ["HTTP status codes", "Net", "Net beside"]


@pytest.mark.asyncio
async def test_a_sub_deck_is_found_although_a_deck_between_is_missing(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["A", "A::B::C"])
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        await press(pilot, "g", "l")
        assert names(home)[:2] == ["A", "A::B::C"]


@pytest.mark.no_cover
@pytest.mark.asyncio
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_and_long_names_are_shown_literally_and_cut(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    with_decks(app, ["[/x] [red]a[/red]", "很长" * 60])
    async with app.run_test(size=size) as pilot:
        home = await opened(pilot)
        await press(pilot, "G")
        await see(pilot, "[/x]")
        await see(pilot, "…")
        assert home.chosen is not None
        assert home.chosen.deck.name == "很长" * 60
        await press(pilot, "D")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await press(pilot, "enter")
        await at_home(pilot)


@pytest.mark.asyncio
async def test_what_cannot_be_done_is_not_offered(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        home = await opened(pilot)
        assert not {"home.undo", "home.study_all", "home.mix_ups", "home.fold", "home.unfold"} & set(home.available())
        assert {"home.study", "home.add", "home.new", "home.import", "home.delete"} <= set(home.available())


@pytest.mark.asyncio
async def test_without_a_deck_the_next_thing_is_to_import_one(make_app: AppMaker) -> None:
    app = make_app()
    store = app.program.store
    store.delete_deck(shipped(app), INSTANT)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        await see(pilot, "Enter  import a deck")
        await press(pilot, "r", "D", "c", "a")
        assert app.screen is home
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen), "the way to import")


@pytest.mark.asyncio
async def test_in_an_empty_deck_the_next_thing_is_to_write_a_note(make_app: AppMaker) -> None:
    app = make_app()
    store = app.program.store
    store.delete_deck(shipped(app), INSTANT)
    store.add_deck("Net", INSTANT, [NoteType("", FIELDS, "term", BOTH_WAYS)])
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await see(pilot, "Enter  write the first note")
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteForm), "the form")


@pytest.mark.asyncio
async def test_a_database_that_cannot_be_read_is_said_once(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_ids: object, _day: object) -> object:
        raise QuizError("The disk is broken.", "Mend it.")

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(app.program.store, "statistics", broken)
            home.load()
            await see(pilot, "The disk is broken.")
            await press(pilot, "enter")
            await at_home(pilot)
            await pilot.pause(0.2)
            assert app.screen is home
        await press(pilot, "comma", "escape")
        await at_home(pilot)
        assert home.is_settled


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("key", "part"), [("enter", "decks"), ("c", "deck"), ("a", "note_types"), ("D", "deck_counts")]
)
async def test_a_window_that_cannot_be_filled_is_left_again(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, key: str, part: str
) -> None:
    def broken(*_arguments: object) -> object:
        raise QuizError("The disk is broken.", "Mend it.")

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(app.program.store, part, broken)
            await press(pilot, key)
            await see(pilot, "The disk is broken.")
        await press(pilot, "enter")
        await wait_for(pilot, lambda: app.screen is home, "home")
        await press(pilot, key)
        await wait_for(pilot, lambda: app.screen is not home, "the window")


@pytest.mark.asyncio
async def test_all_decks_can_be_studied_together(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Other"])
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "A")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "a card")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.start.decks == ()


@pytest.mark.asyncio
async def test_the_two_that_are_mixed_up_are_drilled_towards_their_key(make_app: AppMaker) -> None:
    app = make_app()
    store = app.program.store
    deck = shipped(app)
    asked, other = store.notes(deck)[:2]
    card = next(card for card in store.cards_of_note(asked.id) if card.direction == "meaning")
    for days in (2, 1):
        _mix_up(app, card.id, other.id, INSTANT - timedelta(days=days))
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        assert home.overview is not None
        assert home.overview.advice is not None
        assert home.overview.advice.action == "home.mix_ups"
        await press(pilot, "x")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the drill")
        assert isinstance(app.screen, StudyScreen)
        drill = app.screen.asking
        assert isinstance(drill, ConfusionDrill)
        assert drill.counts(INSTANT).left == 2
        question = drill.next(INSTANT)
        assert question is not None
        assert question.note.id in {asked.id, other.id}
        assert question.direction.slug == "meaning"


def _mix_up(app: QuizApp, card_id: int, other: int, now: datetime) -> None:
    """Answer a card, outside the schedule, with what belongs to another note."""
    store = app.program.store
    card = store.card(card_id)
    answer = Answer(
        card_id=card.id,
        revision=card.revision,
        now=now,
        day=study_day(now),
        kind=Kind.CRAM,
        rating=Rating.AGAIN,
        mode="type",
        milliseconds=1000,
        after=card.state,
        given="x",
        confused_with=other,
    )
    store.record(answer)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [0, 1])
async def test_a_new_deck_has_the_chosen_kind_of_notes_and_is_selected(make_app: AppMaker, kind: int) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        home = await opened(pilot)
        await press(pilot, "n")
        await see(pilot, "New deck")
        await press(pilot, *"Net", "colon", "colon", *"TCP", *["down"] * kind, "enter")
        store = app.program.store
        await wait_for(pilot, lambda: not isinstance(app.screen, NewDeckScreen), "the deck")
        deck = deck_named(store, "Net::TCP")
        assert [one.fields for one in store.note_types(deck)] == [KINDS[kind].type.fields]
        assert {d.judge for d in store.note_types(deck)[0].directions} == {"auto"}
        await see(pilot, "Net::TCP")
        await wait_for(pilot, lambda: home.chosen and home.chosen.deck.id == deck.id, "the new deck selected")


@pytest.mark.asyncio
async def test_a_name_that_a_deck_has_is_refused_and_stays_as_it_was_typed(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net"])
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "n", *"Net", "enter")
        await see(pilot, "There is a deck “Net” already.")
        assert isinstance(app.screen, NewDeckScreen)
        await see(pilot, "▌Net")
        await press(pilot, "f8")
        await see(pilot, "▌Net")
        await press(pilot, "escape")
        await at_home(pilot)


@pytest.mark.asyncio
async def test_renaming_shows_the_present_name_and_says_why_it_cannot_be(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net", "Other"])
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        await press(pilot, "j", "r")
        await see(pilot, "▌Net")
        await press(pilot, *["backspace"] * 3, *"Other", "enter")
        await see(pilot, "There is a deck “Other” already.")
        assert isinstance(app.screen, NameScreen)
        await press(pilot, "x", "enter")
        await at_home(pilot)
        await wait_for(pilot, lambda: "Otherx" in names(home), "the new name")
        assert home.chosen is not None
        assert home.chosen.deck.name == "Otherx"


@pytest.mark.asyncio
@pytest.mark.parametrize("language", locale.LANGUAGES)
async def test_a_title_left_as_it_is_keeps_those_of_other_languages(make_app: AppMaker, language: str) -> None:
    app = make_app(language=language)
    before = shipped(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "r")
        await wait_for(pilot, lambda: isinstance(app.screen, NameScreen), "the name")
        assert app.screen.query_one(Input).value == before.title_in(language)
        await press(pilot, "enter")
        await at_home(pilot)
        assert before.titles
        assert shipped(app) == before


@pytest.mark.asyncio
async def test_a_title_is_no_name_for_another_deck_in_any_language(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net"])
    store, titles = app.program.store, [shipped(app).title_in(language) for language in locale.LANGUAGES]
    for title in titles:
        with pytest.raises(QuizError, match=f"There is a deck “{title}” already") as added:
            store.add_deck(title.upper(), INSTANT)
        with pytest.raises(QuizError, match=f"There is a deck “{title}” already") as renamed:
            store.rename_deck(deck_named(store, "Net"), title.lower())
        assert added.value.hint
        assert renamed.value.hint
    assert len(store.decks()) == 2
    store.rename_deck(shipped(app), titles[0].upper())
    assert deck_named(store, titles[0].upper())


def test_the_title_of_a_sub_deck_is_written_with_the_decks_above_it(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net::TCP"])
    deck = deck_named(app.program.store, "Net::TCP")
    for title in ("传输", "网络::传输"):
        assert name_in(replace(deck, titles={"zh": title}), "zh") == "Net::传输"
    assert name_in(deck, "en") == "Net::TCP"


@pytest.mark.asyncio
async def test_a_deleted_deck_comes_back_with_one_key(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net", "Net::TCP"])
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        home = await opened(pilot)
        await press(pilot, "j", "D")
        await see(pilot, "Its 6 notes go with it. So does 1 sub-deck.")
        await press(pilot, "escape")
        await at_home(pilot)
        assert "Net" in names(home)
        await press(pilot, "D", "enter")
        await see(pilot, "Deleted “Net”. u brings it back.")
        await wait_for(pilot, lambda: "Net" not in names(home), "the deck gone")
        await press(pilot, "u")
        await wait_for(pilot, lambda: home.chosen and home.chosen.deck.name == "Net", "the deck back and selected")
        assert len(app.program.store.decks()) == 3
        await wait_for(pilot, lambda: "home.undo" not in home.available(), "nothing more to undo")


@pytest.mark.asyncio
async def test_what_was_deleted_in_an_earlier_run_comes_back_after_asking(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net", "Net::TCP"])
    store = app.program.store
    store.delete_deck(deck_named(store, "Net"), INSTANT)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        await press(pilot, "u")
        await see(pilot, "Bring back “Net”?")
        await press(pilot, "enter")
        await wait_for(pilot, lambda: "Net" in names(home), "the deck back")
        assert {deck.name for deck in store.decks()} >= {"Net", "Net::TCP"}


@pytest.mark.asyncio
async def test_a_deck_is_not_brought_back_over_another_of_its_name(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net"])
    store = app.program.store
    store.delete_deck(deck_named(store, "Net"), INSTANT)
    with_decks(app, ["Net"])
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "u", "enter")
        await see(pilot, "There is another deck “Net” now.")
        await press(pilot, "enter")
        await at_home(pilot)
        assert len(store.deleted_decks()) == 1


@pytest.mark.asyncio
async def test_more_decks_than_rows_scroll_with_the_selection(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, [f"Deck {letter}" for letter in "ABCDEFGH"], cards=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await see(pilot, "1–5 / 9")
        await press(pilot, "G")
        await see(pilot, "5–9 / 9")
        await see(pilot, "▌ HTTP status codes")


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(60, 17), (80, 17), (120, 17)])
async def test_in_few_rows_the_next_thing_is_still_there(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    store = app.program.store
    asked, other = store.notes(shipped(app))[:2]
    for days in (2, 1):
        _mix_up(app, store.cards_of_note(asked.id)[0].id, other.id, INSTANT - timedelta(days=days))
    async with app.run_test(size=size) as pilot:
        home = await opened(pilot)
        assert home.overview is not None
        assert home.overview.advice is not None
        await see(pilot, "Enter  study")


@pytest.mark.asyncio
async def test_the_mouse_selects_a_deck_and_studies_the_selected_one(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net"])
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        await pilot.click(DeckList, offset=(5, 2))
        await wait_for(pilot, lambda: home.selected == 1, "the second deck")
        await pilot.click(NextButton, offset=(5, 1))
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "a card")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.start.decks == ("Net",)


@pytest.mark.asyncio
async def test_leaving_ends_the_program(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "q")
        await wait_for(pilot, lambda: not app.is_running or app._exit, "the end")
    assert app.failure is None
    assert app.return_code == 0
