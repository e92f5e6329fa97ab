"""A store and a clock for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.store import Store
from tests.store.support import Clock


@pytest.fixture
def clock() -> Clock:
    """Nine o'clock on a Monday in Shanghai."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a test lies."""
    return tmp_path / "quiz.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    """An empty database."""
    with Store.open(path, clock.now) as opened:
        yield opened
