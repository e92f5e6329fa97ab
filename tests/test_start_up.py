"""What must not be loaded before it is needed, seen in a fresh interpreter."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert modules.isdisjoint({"fsrs", "zstandard", "tomlkit", "numpy", "textual", "hypothesis"})


def test_the_core_loads_without_the_database(tmp_path: Path) -> None:
    core = "quiz.study, quiz.stats, quiz.formats, quiz.modes, quiz.deck_settings"
    code = f"import sys, {core}; print('sqlalchemy' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert result.stdout == "False\n"
