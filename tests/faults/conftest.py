"""What several tests of faults begin with."""

from pathlib import Path

import pytest

from tests.faults import decks


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a database of many cards."""
    decks.make(tmp_path / "quiz.db", 40)
    return tmp_path
