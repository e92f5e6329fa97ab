"""No text reaches the terminal as more than text: every command, with every nasty text, at a real pseudo-terminal."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from quiz.cli.app import COMMANDS
from quiz.formats import FORMATS
from quiz.text import literal, one_line
from tests.hostile import nasty_deck
from tests.hostile.commands_in_terminal import MARK
from tests.hostile.nasty_strings import LONG, LONG_ONES, NASTY
from tests.hostile.terminal_output import COMMAND, findings
from tests.hostile.terminals import environment, written_by

pytestmark = pytest.mark.no_cover

EVERYTHING = os.environ.get("QUIZ_HOSTILE") == "all"
"""Whether every command is given every text; otherwise each text is given to some, and each command gets some."""

Job = tuple[list[str], str]

WHOLE: list[Job] = [
    ([], ""),
    (["--help"], ""),
    (["decks"], ""),
    (["decks", "--json"], ""),
    (["due"], ""),
    (["due", "--json", nasty_deck.MAIN], ""),
    (["browse", "--columns", "key,category,tags,deck,prompt,answer"], ""),
    (["browse", "--notes", "--columns", "key,fields,field:name,field:meaning,tags"], ""),
    (["browse", "--json", "--limit", "300"], ""),
    (["browse", "--notes", "--json"], ""),
    (["stats", "--all"], ""),
    (["stats", "--json"], ""),
    (["stats", "--csv", "confusions"], ""),
    (["stats", "--csv", "categories"], ""),
    (["stats", "--csv", "leeches"], ""),
    (["stats", "--html", "-"], ""),
    (["config", "get"], ""),
    (["config", "get", "filters"], ""),
    (["config", "get", "searches", "--json"], ""),
    (["config", "path"], ""),
    (["add", nasty_deck.MAIN, "term=new", "name=n", "meaning=m"], ""),
    *[(["export", nasty_deck.MAIN, "--format", name], "") for name, known in FORMATS.items() if known.write],
    (["export", nasty_deck.MAIN, "--format", "json", "--with-history"], ""),
    (["export", "-o", "out/", "--format", "md", "--json"], ""),
    (["import", "out", "--dry-run"], ""),
    (["import", "out", "-y", "--json"], ""),
    (["import", "-", "-y", "--deck", "long"], f"long: {LONG}, {LONG}\n"),
    (["browse", "--notes", "--columns", "key,fields,field:meaning", f"deck:{nasty_deck.ENDLESS}"], ""),
    (["study", "--plain", "--mode", "type", "--cram", nasty_deck.ENDLESS], f"h\n{LONG}\n3\nq\n"),
    *[(["export", nasty_deck.ENDLESS, "--format", name], "") for name, known in FORMATS.items() if known.write],
    *[
        (["study", "--plain", "--mode", mode, "--cram", "--limit", "60", nasty_deck.MAIN], "h\n\n3\n" * 200)
        for mode in ("flip", "type", "choice")
    ],
]
"""Calls that print what the database has."""

Call = Callable[[str, str], Job]
"""A call with a text, and a name of a file that is made of it."""

GIVEN: list[Call] = [
    lambda text, _file: ([text], ""),
    lambda text, _file: (["decks", text], ""),
    lambda text, _file: (["decks", f"--{text}"], ""),
    lambda text, _file: (["due", text], ""),
    lambda text, _file: (["due", "--lang", text], ""),
    lambda text, _file: (["study", "--plain", text], "q\n"),
    lambda text, _file: (["study", "--plain", "--where", text], "q\n"),
    lambda text, _file: (["study", "--plain", "--direction", text], "q\n"),
    lambda text, _file: (["study", "--plain", "--limit", text], "q\n"),
    lambda text, _file: (["study", "--plain", "--mode", "type", "--cram", nasty_deck.MAIN], f"{text}\n\n\n{text}\n"),
    lambda text, _file: (["browse", text], ""),
    lambda text, _file: (["browse", "--json", "--limit", "2", f"meaning:{text}"], ""),
    lambda text, _file: (["browse", "--columns", text], ""),
    lambda text, _file: (["browse", "--sort", f"field:{text}"], ""),
    lambda text, _file: (["stats", text], ""),
    lambda text, _file: (["stats", "--where", text], ""),
    lambda text, _file: (["stats", "--since", text], ""),
    lambda text, _file: (["stats", "--csv", text], ""),
    lambda text, file: (["stats", "--html", f"{file}.html"], ""),
    lambda text, file: (["export", nasty_deck.MAIN, "--limit", "3", "-o", file], ""),
    lambda text, file: (["export", nasty_deck.MAIN, "--limit", "3", "-o", f"{file}.md", "--json"], ""),
    lambda text, _file: (["export", "--where", text, "--limit", "3"], ""),
    lambda text, _file: (["export", "--fields", text, "--limit", "3"], ""),
    lambda text, _file: (["export", "--as", text, "--limit", "3"], ""),
    lambda text, _file: (["export", "--as", text, "--copy", "--limit", "3", nasty_deck.MAIN], ""),
    lambda text, file: (["import", file], ""),
    lambda text, _file: (["import", "-", "-y"], f"{text}: {text}, {text}\n  {text}: {text}\n"),
    lambda text, _file: (["import", "-", "-y", "--deck", text], "404: Not Found, nothing\n"),
    lambda text, _file: (["import", "-", "-y", "--format", "csv"], f'"{text}","{text}"\n"a","{text}"\n'),
    lambda text, _file: (["import", "-", "-y", "--format", "json"], json.dumps({"decks": [{"name": text}]})),
    lambda text, _file: (["import", "--map", f"{text}={text}", "-"], "a,b\n1,2\n"),
    lambda text, _file: (["add", nasty_deck.MAIN, f"term={text}", f"name={text}", f"meaning={text}"], ""),
    lambda text, _file: (["add", nasty_deck.MAIN, f"{text}=x"], ""),
    lambda text, _file: (["add", text, "term=x"], ""),
    lambda text, _file: (["add", nasty_deck.MAIN, "--type", text, "term=x"], ""),
    lambda text, _file: (["config", "get", text], ""),
    lambda text, _file: (["config", "set", "theme", text], ""),
    lambda text, _file: (["config", "set", text, "x"], ""),
    lambda text, _file: (["config", "set", f"filters.{text}", text], ""),
    lambda text, _file: (["config", "set", f"searches.{text}", text], ""),
    lambda text, _file: (["config", "set", "keys.study.undo", text], ""),
    lambda text, _file: (["config", "set", "learning_steps", text, "--deck", nasty_deck.MAIN], ""),
    lambda text, file: (["decks", "--database", file], ""),
    *[lambda text, file, name=name: ([name, f"--{text}", file], "") for name in COMMANDS],
]
"""Calls that are given a text."""


def in_a_folder(text: str, folder: str) -> str:
    """Return the name of a file that is made of a text, so that it is in the folder wherever the text would lead."""
    return f"{folder}/{text.replace('/', '∕').replace(chr(0), '0').replace('..', '‥')[:60]}"


def jobs() -> Iterator[Job]:
    """Yield the calls that are made."""
    yield from WHOLE
    texts = [*NASTY, *(text[:100_000] for text in LONG_ONES)]
    for number, text in enumerate(texts):
        some = range(len(GIVEN)) if EVERYTHING else [(number + shift) % len(GIVEN) for shift in (0, 19)]
        yield from (GIVEN[one](text, in_a_folder(text, "files")) for one in some)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZ_NOW", "2026-03-02T09:00:00+08:00")
        nasty_deck.make(folder / "quiz.db", folder / "config" / "quiz" / "config.toml")
    (folder / "files").mkdir()
    yield folder
    shutil.rmtree(folder)


def test_nothing_in_a_text_acts_on_the_terminal_whatever_command_prints_it(home: Path) -> None:
    wanted = list(jobs())
    file = home / "jobs.json"
    file.write_text(json.dumps(wanted), encoding="utf-8")
    output = written_by(
        "tests.hostile.commands_in_terminal", str(file), str(home), surroundings=environment(home, TERM="dumb")
    )
    parts = re.split(rf"\r?\n{MARK}(\d+){MARK}\r?\n", output.decode("utf-8"))
    printed = dict(enumerate(zip(parts[::2], map(int, parts[1::2]), strict=False)))
    assert len(printed) == len(wanted)
    acting = [(wanted[n][0], found) for n, (out, _) in printed.items() for found in findings(out.encode(), COMMAND)]
    assert acting == []
    assert mistakes(wanted, printed) == []
    check_that_all_is_shown(wanted, printed)


def mistakes(wanted: Sequence[Job], printed: dict[int, tuple[str, int]]) -> list[object]:
    """Return the calls that failed in a way that nobody foresaw."""
    return [
        (wanted[number], text[-500:])
        for number, (text, status) in printed.items()
        if status not in (0, 1, 2) or "made a mistake" in text or "Traceback" in text
    ]


def check_that_all_is_shown(wanted: Sequence[Job], printed: dict[int, tuple[str, int]]) -> None:
    """Look whether the texts themselves are there, and literally."""
    keys = next(out for n, (out, _) in printed.items() if "key,category,tags,deck,prompt,answer" in wanted[n][0])
    decks = next(out for n, (out, _) in printed.items() if wanted[n][0] == ["decks"])
    lines = [one_line(text)[:6].strip() for text in nasty_deck.LINES]
    assert [text for text in lines if text not in keys] == []
    assert [text for text in lines if text not in decks] == []
    whole = next(out for n, (out, _) in printed.items() if wanted[n][0][-2:] == ["--format", "json"])
    assert json.loads(whole.replace("\r\n", "\n"))
    assert all(literal(text) == text for text in lines)


def test_every_command_is_called(home: Path) -> None:
    called = {arguments[0] for arguments, _typed in jobs() if arguments}
    assert set(COMMANDS) <= called
