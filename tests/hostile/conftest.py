"""What the tests here take from those of commands and of the app."""

from tests.cli.conftest import quiz
from tests.tui.conftest import first_decks, home, make_app

__all__ = ["first_decks", "home", "make_app", "quiz"]
