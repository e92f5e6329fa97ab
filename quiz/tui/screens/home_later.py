"""The place of home while a session was asked for at once."""

from textual.screen import Screen


class HomeLater(Screen[None]):
    """Lies under the first session, empty; when it comes to be seen, home is shown above it."""

    def on_screen_resume(self) -> None:
        """Show home, once nothing lies above."""
        if self.app.screen is self:
            from quiz.tui.screens.home import HomeScreen  # noqa: PLC0415  the first card does not wait for it

            self.app.push_screen(HomeScreen())
