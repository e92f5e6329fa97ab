"""Headings with the answer under them: those of one level ask, those above are categories, deeper ones are text.

The answer is everything up to the next heading, as it is written: paragraphs, lists, code. A line of hyphens at its end
only divides it from the next.
"""

from collections.abc import Iterator

from quiz.cards import NoteType
from quiz.deck_drafts import Unread
from quiz.formats.columns import Column
from quiz.formats.contents import Item
from quiz.formats.markdown.blocks import Line, Mark, is_rule
from quiz.formats.markdown.dialect import Dialect, Found, outside
from quiz.formats.markdown.grammar import dedented
from quiz.formats.markdown.lines import Lines
from quiz.text import trimmed


class HeadingsReader(Dialect):
    """Reads the headings of one level as questions."""

    def __init__(
        self, lines: Lines, found: Found, columns: tuple[Column, ...], kind: NoteType, unread: list[Unread]
    ) -> None:
        super().__init__(lines, found, columns, kind, unread)
        self._question: Line | None = None
        self._answer: list[str] = []

    def _line(self, line: Line) -> Iterator[Item]:
        if line.mark is Mark.HEADING and line.level <= self._found.level:
            yield from self._finished()
            if line.level < self._found.level:
                yield from self._heading(line)
            elif line.title:
                self._question = line
        elif self._question is not None:
            self._answer.append(line.text)
        elif line.mark not in (Mark.BLANK, Mark.RULE):
            yield outside(line)

    def _finished(self) -> Iterator[Item]:
        question, self._question = self._question, None
        answer, self._answer = self._answer, []
        while answer and (is_rule(trimmed(answer[-1])) or not trimmed(answer[-1])):
            answer.pop()
        if question is not None:
            yield self._note((question.title, dedented(answer)), question.number)
