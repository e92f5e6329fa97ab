"""What filters look like at home, and the windows that make one, or a deck, of a selection.

After a change: ``pytest --snapshot-update``, and look at what changed.
"""

from collections.abc import Callable

import pytest

from quiz.tui.app import QuizApp
from tests.store.support import import_text
from tests.tui.browsing import Running, Studied, opened
from tests.tui.support import INSTANT, see, stand_still, wait_for
from tests.tui.test_browse_decks import OTHER
from tests.tui.test_home import press
from tests.tui.test_home_filters import counted, keep

pytestmark = pytest.mark.no_cover

SIZES = [(80, 24), (120, 40), (60, 20)]
LANGUAGES = ["en", "zh"]
Picture = Callable[..., None]


@pytest.fixture
def picture(studied: Studied, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> Picture:
    """Compare what is on the screen, after keys at home or with a ``query`` in the browser, with the picture kept."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")

    def compare(size: tuple[int, int], language: str, *keys: str, query: str = "", until: str = "") -> None:
        app = studied(language)
        app.animation_level = "none"
        prepare(app)

        async def run(pilot: Running) -> None:
            home = await counted(pilot)
            if query:
                await opened(pilot, query)
            for key in keys:
                await press(pilot, key)
            await (see(pilot, until) if until else wait_for(pilot, lambda: app.screen is home, "home"))
            await stand_still(pilot)

        assert snap_compare(app, terminal_size=size, run_before=run)

    return compare


def prepare(app: QuizApp) -> None:
    """Keep filters, one of which cannot be read, and import a deck."""
    import_text(app.program.store, OTHER, INSTANT)
    keep(
        app, **{"deleted": "deck:nope", "hard ones": "lapses>=2 -is:new", "最近答错的": "rated:again<7d"}, none="tag:x"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
class TestFilters:
    """Filters and the windows, in every size and both languages."""

    def test_home_with_filters(self, picture: Picture, size: tuple[int, int], language: str) -> None:
        picture(size, language, "G", "k", "k")

    def test_home_at_a_filter_that_cannot_be_read(self, picture: Picture, size: tuple[int, int], language: str) -> None:
        picture(size, language, "g", "j", "j")

    def test_a_filter_to_make(self, picture: Picture, size: tuple[int, int], language: str) -> None:
        picture(size, language, "a", "4", "x", "x", query="category:4xx lapses>0", until="4xx lapses")

    def test_a_filter_to_mend(self, picture: Picture, size: tuple[int, int], language: str) -> None:
        picture(size, language, "g", "j", "j", "enter", until="^")

    def test_a_copy_to_make(self, picture: Picture, size: tuple[int, int], language: str) -> None:
        picture(size, language, "y", "M", "y", query="key:404 or deck:Mine or category:5xx", until="Mine)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_under_a_name_that_is_taken(picture: Picture, language: str) -> None:
    picture((80, 24), language, "y", *"mine", "enter", query="category:5xx", until="✗")
