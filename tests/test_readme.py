"""What the README says is so."""

import re
from pathlib import Path

import click
import pytest

from quiz.browsing import COLUMNS, Column
from quiz.cli import browse, export, import_, study
from quiz.cli.app import COMMANDS
from quiz.cli.stats import command as stats_command
from quiz.formats import FORMATS, read
from quiz.query import describe
from quiz.stats.series import SERIES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_described() -> None:
    assert all(f"| `quiz {name}" in README for name in COMMANDS)


def test_every_name_on_the_map_of_the_code_exists() -> None:
    block = re.search(r"```\nquiz/\n(.*?)```", README, re.DOTALL)
    assert block is not None
    names = re.findall(r"(?:^  |  {2,})([a-z_]+(?:/|\.py))", block[1], re.MULTILINE)
    assert len(names) >= 14
    assert [name for name in names if not (ROOT / "quiz" / name).exists()] == []
    present = {path.name + ("/" if path.is_dir() else "") for path in (ROOT / "quiz").iterdir()}
    assert present - set(names) <= {"__init__.py", "__main__.py", "__pycache__/"}


def test_the_example_of_the_deck_format_reads_completely() -> None:
    example = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert example is not None
    items = list(read(example[1].encode(), "example.md", "").items)
    assert [type(item).__name__ for item in items] == ["Category", "Category", "NoteDraft", "NoteDraft"]


def test_every_construct_of_a_query_is_described() -> None:
    assert [construct for construct, _line in describe() if f"`{construct}`" not in README] == []


@pytest.mark.parametrize(
    "command", [browse.command, export.command, import_.command, study.command], ids=lambda command: command.name
)
def test_every_option_is_described(command: click.Command) -> None:
    options = {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
    assert {name for name in options - {"--help"} if name not in README} == set()


def test_every_format_is_described() -> None:
    for name, known in FORMATS.items():
        assert f"`{name}`" in README or not (known.read or known.write), name
        assert all(f"`{suffix}`" in README for suffix in known.suffixes if known.read or known.write), name


@pytest.mark.parametrize(("row", "notes"), [("| cards and notes |", None), ("| cards |", False), ("| notes,", True)])
def test_every_column_is_described(row: str, notes: bool | None) -> None:
    line = next(line for line in README.splitlines() if line.startswith("| `") and row in line)
    named = set(re.findall(r"`(\w+)`", line.split("|")[1]))
    fitting = {found.name for found in COLUMNS.values() if _where(found) == notes}
    assert named == fitting


def _where(found: Column) -> bool | None:
    """Whether a column is of notes alone; nothing where it is of both."""
    return None if found.of_cards and found.of_notes else found.of_notes


def test_every_series_is_described() -> None:
    chapter = README[README.index("## Statistics") : README.index("## Settings")]
    cells = [line.split("|")[1] for line in chapter.splitlines() if line.startswith("| `")]
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == set(SERIES)


def test_every_option_of_statistics_is_described() -> None:
    options = {name for parameter in stats_command.params for name in parameter.opts if name.startswith("--")}
    assert {name for name in options - {"--help"} if name not in README} == set()
