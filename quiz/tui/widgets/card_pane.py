"""The selected card of a table: both its sides, what is known of it, and its history, as far as there is room."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from quiz.browsing import CardLine, NoteLine
from quiz.browsing.lines import side_text
from quiz.labels import direction_text, field_label
from quiz.locale import _
from quiz.program import Program
from quiz.tui.card_facts import card_lines, facts_and_past
from quiz.tui.text import BOLD, FAINT, QUIET, joined, line, paragraph, rows, to_left

_MOST_LINES = 6
"""In how many lines a side of a card is shown."""

_BESIDE = 68
"""From how many columns on the past stands beside texts and facts."""


class CardPane(Static):
    """A card or a note. In a wide and low place its past stands beside its texts and facts."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.shown: CardLine | NoteLine | None = None

    def show(self, program: Program, one: CardLine | NoteLine | None) -> None:
        """Show a line of the table, or nothing."""
        self.shown = one
        cells, height = self.content_size.width, self.content_size.height
        if one is None or not cells:
            self.update("")
            return
        if isinstance(one, NoteLine):
            lines = list(_of_note(program, one, cells, height))
        elif cells >= _BESIDE:
            half = cells // 2 - 2
            facts, past = facts_and_past(program, one.card, one.note, one.deck, half)
            left = [*_texts(program, one, half), *facts]
            lines = [_beside(left, past, number, half) for number in range(max(len(left), len(past)))]
        else:
            facts = card_lines(program, one.card, one.note, one.deck, cells)
            lines = [*_texts(program, one, cells), Content(""), *facts]
        self.update(rows(lines[:height]))


def _texts(program: Program, one: CardLine, cells: int) -> Iterator[Content]:
    """Yield what the card asks and what it expects."""
    found, language = one.direction, program.content_language or one.deck.language
    yield line(direction_text(found) if found else one.card.direction, QUIET, cells)
    if found is None:
        return
    yield from paragraph(side_text(one.note.fields, found.prompt, language), cells, BOLD, _MOST_LINES)
    yield from paragraph(side_text(one.note.fields, found.answer, language), cells, most=_MOST_LINES)


def _of_note(program: Program, one: NoteLine, cells: int, height: int) -> Iterator[Content]:
    """Yield the fields of a note, of each the lines that there is room for."""
    language = program.content_language or one.deck.language
    yield line(one.note.text(one.note_type.key_field, language) or one.note.key, BOLD, cells)
    for name, text in one.note.fields.items():
        if name != one.note_type.key_field and text:
            yield Content("")
            yield line(field_label(name), FAINT, cells)
            yield from paragraph(text, cells, most=height)
    if one.note.tags:
        yield Content("")
        yield joined(Content.styled(f"{_('tags')}  ", FAINT), line(" ".join(one.note.tags), "", cells - 8))


def _beside(texts: list[Content], facts: list[Content], number: int, half: int) -> Content:
    left = texts[number] if number < len(texts) else Content("")
    right = facts[number] if number < len(facts) else Content("")
    return joined(to_left(left, half), " " * 4, right)
