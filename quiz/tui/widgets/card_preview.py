"""How the cards of a note will look: each direction with its prompt and its answer."""

from collections.abc import Iterable, Mapping

from textual.content import Content
from textual.widgets import Static

from quiz.cards import Direction, NoteType, text_in
from quiz.labels import direction_text
from quiz.tui.text import BOLD, FAINT, QUIET, cut, joined, line, paragraph, rows


class CardPreview(Static):
    """The cards of a note that is being written, in as many rows as there are."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._kind: NoteType | None = None
        self._fields: Mapping[str, str] = {}
        self._language = ""

    def show(self, kind: NoteType, fields: Mapping[str, str], language: str) -> None:
        """Show the cards that a note with these fields has, in a language of the content."""
        self._kind, self._fields, self._language = kind, fields, language
        self.refresh()

    def render(self) -> Content:
        """Draw the cards, or a line for each where there are too many for more."""
        if self._kind is None:
            return Content("")
        directions, height = self._kind.directions, self.size.height
        if 3 * len(directions) > height:
            return rows(self._in_one_line(direction) for direction in directions[:height])
        return rows(list(self._below_each_other(directions))[:height])

    def _below_each_other(self, directions: tuple[Direction, ...]) -> Iterable[Content | str]:
        count, height = len(directions), self.size.height
        each = max(1, (height - 2 * count) // (2 * count))
        for index, direction in enumerate(directions):
            if index and height >= 4 * count - 1:
                yield ""
            yield line(direction_text(direction), QUIET, self.size.width)
            yield from self._side(direction.prompt, each, BOLD)
            yield from self._side(direction.answer, each, "")

    def _side(self, names: Iterable[str], most: int, style: str) -> list[Content]:
        """Return one side of a card as at most that many lines."""
        texts, cells = self._texts(names), self.size.width
        if not texts:
            return [Content.styled("·", FAINT)]
        if most < len(texts):
            return [line(" · ".join(texts), style, cells)]
        lines = [part for text in texts for part in paragraph(text, cells, style)]
        if len(lines) > most:
            lines = [*lines[: most - 1], line(cut(lines[most - 1].plain, cells - 1).rstrip("…") + "…", style)]
        return lines

    def _in_one_line(self, direction: Direction) -> Content:
        prompt, answer = (" · ".join(self._texts(names)) or "·" for names in (direction.prompt, direction.answer))
        half = self.size.width // 2
        return joined(line(prompt, BOLD, half), Content.styled(" → ", QUIET), line(answer, "", half - 3))

    def _texts(self, names: Iterable[str]) -> list[str]:
        """Return the texts of some fields, each in the language of the content where it is written in it."""
        fields = {name: text.strip() for name, text in self._fields.items()}
        return [text for name in names if (text := text_in(fields, name, self._language))]
