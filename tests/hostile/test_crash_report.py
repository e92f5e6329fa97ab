"""A mistake of the program leaves a report that has what is needed to repeat it, and no text of any card."""

import asyncio
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz import __main__ as start
from quiz import crash_report
from quiz.cli import output
from quiz.cli.known_words import known_words
from quiz.cli.plain import Plain
from quiz.errors import QuizError, unforeseen
from quiz.sessions import Start
from quiz.store import Store
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.study import StudyScreen
from tests.cli.conftest import Runner
from tests.tui.conftest import AppMaker
from tests.tui.support import at_a_card, screen_text, see, wait_for

SECRET = "sécrét\x1b[31m秘密 of a card"
KEY = "秘密404"


class SecretError(RuntimeError):
    """An exception of a library that repeats what it was given."""


def reports(home: Path) -> list[Path]:
    return sorted((home / "data" / "quiz" / "crashes").glob("*"))


def report(home: Path) -> str:
    """The only report, which has no text of a card."""
    (path,) = reports(home)
    text = path.read_text(encoding="utf-8")
    for part in ("sécrét", "秘密", "of a card", "31m", repr(SECRET)[5:12]):
        assert part not in text
    return text


def fail(*_arguments: object, **_options: object) -> None:
    """Fail deep inside, with texts of cards in locals, messages, notes, keys, causes and arguments."""
    texts = {"key": SECRET, KEY: 1}
    try:
        _look_up(texts, SECRET)
    except KeyError as cause:
        error = SecretError(f"cannot use {texts['key']}", SECRET, {SECRET: SECRET})
        error.add_note(SECRET)
        cause.add_note(SECRET)
        raise error from cause


def _look_up(texts: dict[str, object], wanted: str) -> object:
    here = wanted + "!"
    try:
        raise ExceptionGroup(SECRET, [ValueError(SECRET), AttributeError(SECRET, name=SECRET, obj=texts)])
    except ExceptionGroup:
        return texts[here]


def failing(*_arguments: object, **_options: object) -> object:
    """The same for what returns something."""
    fail()
    return None


def check_of_all(text: str) -> None:
    """Look whether a report has what is needed."""
    for wanted in (
        *("quiz: 0.", "Python: 3.", "Textual: ", "SQLite: 3.", "system: ", "language: en", "Command line", "Database"),
        *("Mistake: ", "SecretError", "Caused by: KeyError", "str of length", "in _look_up", "ExceptionGroup"),
    ):
        assert wanted in text, wanted


def test_a_command_that_fails_says_where_its_report_is(
    quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz("decks")
    monkeypatch.setattr(Store, "deck_counts", failing)
    result = quiz("decks", "--json")
    assert result.status == 1
    text = report(home)
    assert str(reports(home)[0]) in result.err
    assert "Traceback" not in result.err
    assert "\x1b" not in result.err
    check_of_all(text)
    assert "arguments: decks --json" in text
    assert "quiz/cli/decks.py:" in text
    assert "cards: 128" in text
    assert "schema: " in text


def test_values_of_the_command_line_are_left_out(quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.cli.study._study_on_lines", fail)
    quiz("study", "--plain", SECRET, "--where", SECRET, f"--direction={SECRET}", "--limit", "12", "--mode=flip")
    assert "arguments: study --plain … --where … --direction=… --limit … --mode=…" in report(home)


def test_known_words_are_those_of_every_command() -> None:
    assert {"study", "--plain", "config", "set", "--deck", "-o", "--json", "--database", "md"} <= known_words()
    assert crash_report.of_arguments(["--秘密", "-秘", "秘密"], known_words()) == "… … …"


def test_a_session_on_lines_that_fails_writes_a_report(
    quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plain, "_judged", failing)
    result = quiz("study", "--plain", "http", typed=f"{SECRET}\n3\n")
    assert (result.status, str(reports(home)[0]) in result.err) == (1, True)
    text = report(home)
    assert "arguments: study --plain …" in text
    assert "quiz/cli/plain.py" in text


@pytest.mark.asyncio
async def test_a_screen_that_fails_ends_the_app_with_the_place_of_the_report(
    make_app: AppMaker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StudyScreen, "action_hint", failing)
    app = make_app(Start(mode="type"))

    async def type_and_fail() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await at_a_card(pilot)
            await pilot.press(*"topsecret")
            await pilot.press("f2")
            await wait_for(pilot, lambda: app.failure is not None, "the failure")

    with pytest.raises(SecretError):
        await type_and_fail()
    assert app.failure is not None
    assert str(reports(home)[0]) in app.failure.hint
    text = report(home)
    check_of_all(text)
    assert "StudyScreen (QUESTION)" in text
    assert "size: 80 × 24" in text
    assert "(typed) (typed)" in text
    keys = next(line for line in text.splitlines() if line.startswith("  keys: "))
    assert keys.endswith(" f2")
    assert not any(f" {letter} " in keys for letter in "topsecr")


@pytest.mark.asyncio
async def test_a_worker_that_fails_writes_a_report(
    make_app: AppMaker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "deck_counts", failing)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.failure is not None, "the failure")
    assert app.failure is not None
    assert str(reports(home)[0]) in app.failure.hint
    assert "HomeScreen" in report(home)


@pytest.mark.asyncio
async def test_a_task_that_nobody_waits_for_is_reported_on_the_screen(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await see(pilot, "Welcome.")
        asyncio.get_running_loop().call_soon(fail)
        await see(pilot, "quiz made a mistake")
        assert "crash-" in "".join(screen_text(app).split())
        assert isinstance(app.screen_stack[0], HomeScreen)
    report(home)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_fails_says_where_its_report_is(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(threading, "excepthook", start._thread_failed)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    said = capsys.readouterr().err
    assert str(reports(home)[0]) in said
    assert "Traceback" not in said
    assert "sécrét" not in said
    report(home)


def test_what_fails_before_any_command_is_a_sentence_with_a_report(
    quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.cli.choose_language", fail)
    result = quiz("decks")
    assert (result.status, str(reports(home)[0]) in result.err) == (1, True)
    report(home)


MISTAKES: list[BaseException] = [
    KeyError(SECRET),
    IndexError(SECRET),
    UnicodeEncodeError("utf-8", SECRET, 0, 1, SECRET),
    UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
    OSError(5, SECRET, SECRET),
    OSError(SECRET),
    FileNotFoundError(2, "No such file", f"/{SECRET}"),
    AttributeError(SECRET, name="of a card", obj=SECRET),
    NameError(SECRET, name=SECRET),
    ImportError(SECRET, name=SECRET, path=SECRET),
    SyntaxError(SECRET, (SECRET, 1, 1, SECRET)),
    QuizError(SECRET, SECRET),
    StopIteration(SECRET),
    AssertionError(SECRET),
    RecursionError(SECRET),
    ExceptionGroup(SECRET, [KeyError(SECRET)]),
    type("Own", (Exception,), {"__str__": lambda _self: SECRET, "__repr__": lambda _self: SECRET})(SECRET),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: type(mistake).__name__)
def test_no_kind_of_exception_brings_text_into_its_report(home: Path, mistake: BaseException) -> None:
    assert SECRET not in unforeseen(mistake).message
    text = report(home)
    assert f"Mistake: {crash_report.name_of(mistake)}" in text


def test_an_exception_is_reported_once(home: Path) -> None:
    mistake = KeyError(SECRET)
    assert unforeseen(mistake).hint == unforeseen(mistake).hint
    assert len(reports(home)) == 1


def test_at_most_ten_reports_are_kept_and_the_newest_of_them(home: Path) -> None:
    written = [crash_report.write(KeyError(str(number))) for number in range(14)]
    assert reports(home) == sorted(written[-crash_report.KEPT :])


def test_a_report_is_private_whatever_the_umask_is(home: Path) -> None:
    before = os.umask(0)
    try:
        path = crash_report.write(KeyError(SECRET))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = [path.parent, *path.parent.parents]
    made = folders[: folders.index(home)]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in made] == [0o700] * 3


def a_file_in_the_way(home: Path) -> None:
    (home / "data").write_text("no folder")


def a_full_disk(home: Path) -> None:
    (home / "data" / "quiz").mkdir(parents=True)
    (home / "data" / "quiz" / "crashes").symlink_to("/nowhere/at/all")


@pytest.mark.parametrize("spoil", [a_file_in_the_way, a_full_disk], ids=lambda spoil: spoil.__name__)
def test_a_report_that_cannot_be_written_is_said_and_is_no_second_mistake(
    home: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(home)
    said = unforeseen(KeyError(SECRET))
    assert "No report could be written" in said.hint
    assert SECRET not in said.hint


def test_facts_that_cannot_be_told_are_left_out(home: Path, told: None) -> None:
    crash_report.tell("Spoilt", failing)  # type: ignore[arg-type]
    unforeseen(KeyError(SECRET))
    assert "Spoilt\n  unknown: tests.hostile.test_crash_report.SecretError" in report(home)


@pytest.fixture
def told() -> Iterator[None]:
    """Take away again what a test tells."""
    before = dict(crash_report._told)
    yield
    crash_report._told.clear()
    crash_report._told.update(before)


def test_code_of_others_and_folders_of_the_person_are_not_in_a_report(home: Path) -> None:
    try:
        fail()
    except SecretError as mistake:
        unforeseen(mistake)
    text = report(home)
    assert "test_crash_report.py:" in text
    assert str(Path(__file__).parent) not in text
    assert sys.prefix not in text
    assert "cannot use" not in text


def test_a_hint_has_no_character_that_acts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash_report, "write", lambda _error: Path("/home/\x1b[31m\u202e/x"))
    output.warn(unforeseen(KeyError(SECRET)))
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\u202e" not in said
