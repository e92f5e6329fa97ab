"""The fixtures of the database, and of the command line."""

from tests.cli.conftest import home, quiz
from tests.store.conftest import clock, path, store

__all__ = ["clock", "home", "path", "quiz", "store"]
