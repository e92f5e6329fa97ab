"""No text reaches the terminal as more than text: every screen, with nasty texts shown, typed and pasted."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.text import one_line
from tests.hostile import nasty_deck
from tests.hostile.app_in_terminal import PARTS, shown_on
from tests.hostile.terminal_output import APP, findings
from tests.hostile.terminals import COLUMNS, LINES, environment, written_by

pytestmark = pytest.mark.no_cover

STRIDE = 1 if os.environ.get("QUIZ_HOSTILE") == "all" else 120
"""One text of so many is put in each place where texts are typed; other places take others."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hostile-app")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZ_NOW", "2026-03-02T09:00:00+08:00")
        nasty_deck.make(folder / "quiz.db", folder / "config" / "quiz" / "config.toml", 1 if STRIDE == 1 else 6)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("language", PARTS)
def test_nothing_in_a_text_acts_on_the_terminal_whatever_screen_shows_it(home: Path, language: str) -> None:
    seen = seen_on_the_way(home, language)
    if STRIDE == 1 or language == "en":
        check_that_all_was_seen(seen)


def seen_on_the_way(home: Path, language: str) -> list[tuple[str, str]]:
    """Go the ways of a language, and return what was seen with the names of its screens; nothing of it may act."""
    file = home / "seen.json"
    surroundings = environment(home)
    output = written_by("tests.hostile.app_in_terminal", str(file), str(STRIDE), language, surroundings=surroundings)
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["failure"] == ""
    assert list(findings(output, APP, columns=COLUMNS, lines=LINES)) == []
    return [(name, text) for name, text in told["seen"]]


def check_that_all_was_seen(seen: list[tuple[str, str]]) -> None:
    """Look whether each text has been on the screens that have room for all of them."""
    for screen in ("HomeScreen", "BrowseScreen", "StudyScreen")[STRIDE != 1 :]:
        shown = shown_on(seen, screen)
        missing = [text for text in map(beginning, nasty_deck.LINES) if text not in shown]
        assert missing == [], screen


def beginning(text: str) -> str:
    """Return the beginning of a text as it stands on the screen."""
    return one_line(text)[:3].strip()
