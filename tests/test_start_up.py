"""What must not be loaded before it is needed, seen in a fresh interpreter."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.cli.start import Wanted, simple_call
from tests.pseudo_terminal import PseudoTerminal

REPORT = """
import json, sys
sys.argv = ["quiz", *{arguments!r}]
from quiz.__main__ import main
try:
    main()
except SystemExit:
    pass
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """Return the top-level packages, and our own modules, that a command loads."""
    environment = {**os.environ, "QUIZ_DATABASE": str(tmp_path / "quiz.db"), "XDG_CONFIG_HOME": str(tmp_path)}
    code = REPORT.format(arguments=list(arguments))
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        text=True,
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_the_version_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--version").isdisjoint({"click", "sqlmodel", "fsrs", "importlib.metadata", "quiz.cli"})


def test_help_needs_no_database(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--help").isdisjoint({"sqlmodel", "sqlalchemy", "fsrs", "quiz.store"})


@pytest.mark.parametrize("command", ["due", "decks", "stats"])
def test_what_only_counts_loads_no_memory_model(tmp_path: Path, command: str) -> None:
    loaded(tmp_path, "decks")
    modules = loaded(tmp_path, command)
    assert "sqlmodel" in modules
    needed = {"numpy"} if command == "stats" else set()
    assert modules.isdisjoint({"fsrs", "zstandard", "tomlkit", "numpy", "textual", "hypothesis"} - needed)


def test_the_core_loads_without_the_database(tmp_path: Path) -> None:
    core = "quiz.study, quiz.stats, quiz.formats, quiz.modes, quiz.deck_settings"
    code = f"import sys, {core}; print('sqlalchemy' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert result.stdout == "False\n"


FIRST_PICTURE = """
import json, os, sys
from pathlib import Path
from quiz.cli.start import run_app, simple_call
from quiz.tui.app import QuizApp

def report(app):
    Path({report!r}).write_text(json.dumps(sorted(sys.modules)))
    os._exit(0)

QuizApp._open = report
run_app(simple_call({arguments!r}))
"""


FIRST_CARD = """
import json, pathlib, sys
sys.argv = ["quiz", "study", "http", "--mode", "flip"]
from quiz.tui.screens.study import StudyScreen
ask = StudyScreen._ask
def report(screen, question):
    ask(screen, question)
    pathlib.Path({report!r}).write_text(json.dumps(sorted(sys.modules)))
    screen.app.exit()
StudyScreen._ask = report
from quiz.__main__ import main
main()
"""


def loaded_before_the_database(tmp_path: Path, *arguments: str) -> set[str]:
    """Return what is loaded when the first picture has been painted and the database begins to be opened."""
    report = tmp_path / "modules.json"
    code = FIRST_PICTURE.format(report=str(report), arguments=list(arguments))
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(tmp_path)}
    with PseudoTerminal([sys.executable, "-c", code], environment) as terminal:
        assert terminal.wait() == 0
        assert b"quiz" in terminal.output or arguments
    return set(json.loads(report.read_text()))


NEVER_AT_THE_START = {"click", "tomlkit", "zstandard", "numpy", "hypothesis", "fsrs", "sqlmodel", "sqlalchemy"}


def test_the_first_picture_waits_for_neither_commands_nor_database(tmp_path: Path) -> None:
    modules = loaded_before_the_database(tmp_path)
    assert "quiz.tui.screens.home" in modules
    assert modules.isdisjoint(NEVER_AT_THE_START | {"tomllib", "quiz.store", "quiz.overview", "quiz.tui.screens.study"})


def test_studying_at_once_does_not_wait_for_home(tmp_path: Path) -> None:
    code = FIRST_CARD.format(report=str(tmp_path / "modules.json"))
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(tmp_path)}
    environment["QUIZ_DATABASE"] = str(tmp_path / "quiz.db")
    with PseudoTerminal([sys.executable, "-c", code], environment) as terminal:
        assert terminal.wait() == 0
    modules = set(json.loads((tmp_path / "modules.json").read_text()))
    assert {"quiz.tui.screens.study", "quiz.store"} <= modules
    assert modules.isdisjoint({"click", "tomlkit", "numpy", "hypothesis", "fsrs", "quiz.tui.screens.home"})


AT_HOME = """
import json, pathlib, sys
sys.argv = ["quiz"]
from quiz.tui.screens.home import HomeScreen
loaded = HomeScreen._loaded
def report(screen, *arguments):
    loaded(screen, *arguments)
    {then}
def write():
    pathlib.Path({report!r}).write_text(json.dumps(sorted(sys.modules)))
HomeScreen._loaded = report
from quiz.__main__ import main
main()
"""
AND_LEAVE = "write(); screen.app.exit()"
AND_LOOK = """
    from quiz.tui.screens.statistics import StatisticsScreen
    def computed(statistics, reading, view, name):
        if name == "retention":
            write()
            screen.app.exit()
    StatisticsScreen._computed = computed
    screen.action_statistics_all()
"""


def loaded_from_home(tmp_path: Path, then: str) -> set[str]:
    """Return what is loaded when home is shown and something was done there."""
    code = AT_HOME.format(report=str(tmp_path / "modules.json"), then=then)
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(tmp_path)}
    environment["QUIZ_DATABASE"] = str(tmp_path / "quiz.db")
    with PseudoTerminal([sys.executable, "-c", code], environment) as terminal:
        assert terminal.wait() == 0
    return set(json.loads((tmp_path / "modules.json").read_text()))


def test_home_needs_neither_numbers_nor_charts(tmp_path: Path) -> None:
    modules = loaded_from_home(tmp_path, AND_LEAVE)
    assert "quiz.overview" in modules
    assert modules.isdisjoint({"numpy", "quiz.charts.register", "quiz.stats.series", "quiz.tui.screens.statistics"})


def test_the_first_charts_need_no_numpy(tmp_path: Path) -> None:
    modules = loaded_from_home(tmp_path, AND_LOOK)
    assert "quiz.charts.register" in modules
    assert "numpy" not in modules


def test_the_app_as_a_whole_needs_no_rarely_used_library(tmp_path: Path) -> None:
    code = "import sys, quiz.tui.app, quiz.tui.screens.study, quiz.store, quiz.overview; print(sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert [name for name in ("tomlkit", "zstandard", "numpy", "hypothesis") if f"'{name}'" in result.stdout] == []


@pytest.mark.parametrize(
    "arguments",
    [["due"], ["study", "--plain"], ["--help"], ["study", "--mode", "guess"], ["--lang", "fr"], ["--siblings"],
     ["study", "--mode"], ["study", "--", "--mode"], ["--mode", "flip"], ["study", "-h"], ["study", "--database="]],
)  # fmt: skip
def test_all_but_the_simplest_calls_are_left_to_click(arguments: list[str]) -> None:
    assert simple_call(arguments) is None


def test_simple_calls_are_understood_with_options_in_any_place() -> None:
    assert simple_call([]) == Wanted()
    assert simple_call(["--lang=zh", "--database", "a.db"]) == Wanted(database="a.db")
    arguments = ["--database=a.db", "study", "http", "--mode", "type", "sql", "--siblings"]
    assert simple_call(arguments) == Wanted(True, ("http", "sql"), "type", True, "a.db")
