"""What is exported from a nasty deck has nothing that runs, loads, or computes when it is opened."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from quiz.formats import FORMATS
from quiz.program import Program
from tests.cli.conftest import Runner
from tests.hostile import nasty_deck

_INERT = {"http", "https", "mailto"}
_LOADS = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "source", "use"}
_FORMULA = tuple("=+-@＝＋－＠\t\r")


class Page(HTMLParser):
    """Finds what could do something in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LOADS or (tag == "meta" and ("http-equiv", "refresh") in attrs):
            self.active.append(self.get_starttag_text() or tag)
        for name, value in attrs:
            scheme, colon, _rest = (value or "").strip().lower().partition(":")
            runs = name.startswith("on") or name == "srcdoc" or (name == "style" and "url(" in (value or ""))
            leads = name in ("href", "src", "xlink:href", "action") and colon and scheme not in _INERT
            if runs or leads:
                self.active.append(self.get_starttag_text() or tag)


@pytest.fixture
def nasty(home: Path) -> None:
    """A database with nasty texts."""
    program = Program()
    nasty_deck.fill(program.store)
    program.close()


def exported(quiz: Runner, home: Path, name: str) -> str:
    file = home / f"deck{FORMATS[name].suffixes[0]}"
    result = quiz("export", nasty_deck.MAIN, "--format", name, "-o", str(file))
    assert result.status == 0, result.err
    return file.read_bytes().decode("utf-8")


def active_in(page: str) -> list[str]:
    parser = Page()
    parser.feed(page)
    parser.close()
    return parser.active


def test_pages_and_reports_have_nothing_that_runs_or_loads(quiz: Runner, home: Path, nasty: None) -> None:
    assert active_in(exported(quiz, home, "html")) == []
    assert quiz("stats", "--html", str(home / "report.html")).status == 0
    assert active_in((home / "report.html").read_text(encoding="utf-8")) == []


def test_what_runs_or_loads_would_be_found() -> None:
    assert len(active_in('<p onclick="x"><script>1</script><a href=" JavaScript:x">x</a><img src="x">')) == 4


def test_cells_that_a_spreadsheet_would_compute_are_made_harmless(quiz: Runner, home: Path, nasty: None) -> None:
    rows = list(csv.reader(io.StringIO(exported(quiz, home, "csv"), newline="")))
    assert len(rows) > 200
    computed = [cell for row in rows for cell in row if cell.startswith(_FORMULA) and not cell[1:].isdigit()]
    assert computed == []


def test_a_nasty_deck_comes_back_as_it_was(quiz: Runner, home: Path, nasty: None) -> None:
    for name in ("md", "json"):
        exported(quiz, home, name)
        told = json.loads(quiz("import", str(home / f"deck{FORMATS[name].suffixes[0]}"), "-y", "--json").out)
        counts = {key: told[key] for key in ("added", "changed", "unread") if key in told}
        assert counts == {"added": 0, "changed": 0, "unread": []}, name
