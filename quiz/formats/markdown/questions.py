"""Blocks of ``Q:`` and ``A:``: a question of one line or several, and an answer that goes on until the next question.

The signs are ``Q``, ``Question``, ``问`` or ``问题``, and ``A``, ``Answer``, ``答`` or ``答案``, in any case, also with
a number, in bold, behind the mark of a list or of a heading. A line of hyphens ends a block, as in hashcards, and so
does a heading that is no question. In code between fences nothing is a sign.

A small ``a`` may also be the first of some choices: below a question whose sign is no small ``q`` it begins the answer
only where nothing else does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.cards import NoteType
from quiz.deck_drafts import Unread
from quiz.formats.columns import Column
from quiz.formats.contents import Item
from quiz.formats.markdown.blocks import Line, Mark
from quiz.formats.markdown.dialect import Dialect, Found, outside
from quiz.formats.markdown.grammar import dedented
from quiz.formats.markdown.lines import Lines
from quiz.text import trimmed

_SIGN = re.compile(
    r"\s*(?=[-*+_QAaq问答])(?:[-*+]\s+)?(?P<bold>\*\*|__)?"
    r"(?:(?P<question>(?P<q>q)|Q|(?i:question)|问题?)|(?P<a>a)|A|(?i:answer)|答案?)[ \t]?\d{0,6}"
    r"(?P<inner>\*\*|__)?[ \t]?[:：](?P<outer>\*\*|__)?(?P<text>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A line that begins a question, or an answer, with the text behind the sign; a ``small`` one is ``q`` or ``a``."""

    asks: bool
    text: str
    small: bool = False


def sign_of(line: Line) -> Sign | None:
    """Return what a line begins, or nothing where it is part of what is open."""
    if line.mark not in (Mark.TEXT, Mark.HEADING):
        return None
    found = _SIGN.match(line.title or line.text)
    if found is None:
        return None
    text = trimmed(found["text"])
    if found["bold"] and not (found["inner"] or found["outer"]):
        text = trimmed(text.removesuffix(found["bold"]))
    return Sign(found["question"] is not None, text, bool(found["q"] or found["a"]))


@dataclass(slots=True)
class _OpenBlock:
    """A question whose lines are being read, and those of its answer once it has begun.

    ``choice`` is the line of the question, from 0, that would begin the answer if no other did, with what it says.
    """

    line: int
    small: bool
    question: list[str]
    answer: list[str] | None = None
    below: list[str] = field(default_factory=list)
    choice: tuple[int, str] | None = None

    def close(self) -> None:
        """Take what looked like a choice for the answer where there is no other."""
        if self.answer is None and self.choice is not None:
            index, text = self.choice
            self.answer, self.below = [text], self.question[index + 1 :]
            del self.question[index:]


class QuestionsReader(Dialect):
    """Reads questions, each with the answer below it."""

    def __init__(
        self, lines: Lines, found: Found, columns: tuple[Column, ...], kind: NoteType, unread: list[Unread]
    ) -> None:
        super().__init__(lines, found, columns, kind, unread)
        self._block: _OpenBlock | None = None

    def _line(self, line: Line) -> Iterator[Item]:
        sign = sign_of(line)
        if sign is not None and sign.asks:
            yield from self._finished()
            self._block = _OpenBlock(line.number, sign.small, [sign.text])
        elif line.mark is Mark.RULE:
            yield from self._finished()
        elif line.mark is Mark.HEADING and sign is None:
            yield from self._finished()
            yield from self._heading(line)
        elif self._block is not None:
            self._add(self._block, line, sign)
        elif line.mark is not Mark.BLANK:
            yield outside(line)

    def _add(self, block: _OpenBlock, line: Line, sign: Sign | None) -> None:
        """Take a line into the answer, or into the question where no answer has begun."""
        if sign is not None and sign.small and not block.small:
            block.choice = block.choice or (len(block.question), sign.text)
            sign = None
        if block.answer is None:
            if sign is None:
                block.question.append(line.text)
            else:
                block.answer = [sign.text]
        else:
            block.below.append(line.text if sign is None else sign.text)

    def _finished(self) -> Iterator[Item]:
        block, self._block = self._block, None
        if block is not None:
            block.close()
            answer = "\n".join((*(block.answer or ()), dedented(block.below)))
            yield self._note(("\n".join(block.question), answer), block.line)
