"""The footer: keys and what they do, made from the actions of the screen; a click does the same."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from quiz.action_keys import is_typed, keys_of
from quiz.actions import ACTIONS
from quiz.locale import _
from quiz.tui.keys import key_name, method_of
from quiz.tui.text import BOLD, QUIET, apart, joined

_HELP = "app.help"
_GAP = "   "


class KeyBar(Static):
    """One line; what does not fit is left to the help and the palette."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._entries: Sequence[tuple[str, str]] = ()
        self._chosen: Mapping[str, str] = {}
        self._typing = False
        self._places: list[tuple[range, str]] = []

    def show(self, entries: Sequence[tuple[str, str]], chosen: Mapping[str, str], *, typing: bool = False) -> None:
        """Show actions with their labels; ``chosen`` has the keys that the person changed.

        While a text is typed only keys that do not type anything are shown.
        """
        self._entries, self._chosen, self._typing = entries, chosen, typing
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw as many entries as fit, and the help at the right."""
        width = self.size.width
        right = self._entry(_HELP, _(ACTIONS[_HELP].label))
        self._places = [(range(width - right.cell_length, width), _HELP)]
        left, room = Content(""), width - right.cell_length - len(_GAP)
        for name, label in self._entries:
            entry = self._entry(name, label)
            longer = joined(left, _GAP, entry) if left.cell_length else entry
            if not self._key(name) or longer.cell_length > room:
                continue
            self._places.append((range(longer.cell_length - entry.cell_length, longer.cell_length), name))
            left = longer
        return apart(left, right, width)

    def _entry(self, name: str, label: str) -> Content:
        return joined(Content.styled(self._key(name), BOLD), " ", Content.styled(label, QUIET))

    def _key(self, names: str) -> str:
        """Return the key that is shown for an action, or for several whose names are joined by +."""
        return " ".join(filter(None, map(self._first_key, names.split("+"))))

    def _first_key(self, name: str) -> str:
        """Return the first key of an action that works now."""
        pressed = [key for key in keys_of(name, self._chosen) if not (self._typing and is_typed(key))]
        return key_name(pressed[0]) if pressed else ""

    async def on_click(self, event: Click) -> None:
        """Do what was clicked."""
        place = event.get_content_offset(self)
        for cells, names in self._places:
            if place is not None and place.x in cells:
                name = names.split("+")[0]
                await self.run_action(f"{'app' if name.startswith('app.') else 'screen'}.{method_of(name)}")
