"""The lines of a Markdown file, one after the other: a file of any size needs the memory of a block and of a line.

A byte order mark and every CR are removed, lines end at LF alone, and text is in NFC.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from quiz.errors import QuizError
from quiz.formats.source_file import SourceFile
from quiz.locale import _
from quiz.text import too_many_marks, trimmed

_BLOCK = 1 << 18
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Report = Callable[[int, str], None]
"""What takes the number of a line that is left out, and the reason."""


class Lines:
    """Goes through lines once. ``number`` is that of the line that was given last, from 1."""

    def __init__(self, blocks: Iterable[list[str]]) -> None:
        self.number = 0
        self._blocks = iter(blocks)
        self._lines: list[str] = []
        self._index = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while self._index == len(self._lines):
            self._lines = next(self._blocks)
            self._index = 0
        line = self._lines[self._index]
        self._index += 1
        self.number += 1
        return line

    def back(self) -> None:
        """Give the line that was given last once more. One step back is all there is."""
        self._index -= 1
        self.number -= 1

    def skip_comment(self, line: str, report: Report) -> None:
        """Go to the end of the comment that begins in ``line``, which was given last. Text behind it is reported.

        Raises :class:`QuizError` where the comment never ends.
        """
        begin = self.number
        for each in chain((line,), self):
            _before, end, behind = each.partition("-->")
            if end:
                if trimmed(behind):
                    report(self.number, _("There is text behind the end of a comment."))
                return
        raise QuizError(
            _("The comment that begins in line {line} never ends.").format(line=begin), _("Close it with “-->”.")
        )


def lines_of(file: SourceFile) -> Lines:
    """Return the lines of a file.

    ``OSError`` is raised while they are gone through where the file can't be read, :class:`QuizError` naming byte and
    line where it is no UTF-8.
    """
    return Lines(_blocks(file))


def _blocks(file: SourceFile) -> Iterator[list[str]]:
    """Yield the lines of a file by the block."""
    bytes_before = lines_before = 0
    with file.open() as opened:
        for data in _whole_lines(opened):
            lines = _decoded(data, bytes_before, lines_before).split("\n")
            if not lines[-1]:
                lines.pop()
            yield lines
            bytes_before += len(data)
            lines_before += len(lines)


def _whole_lines(opened: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces that end where a line does. A line of any length is put together once."""
    begun: list[bytes] = []
    while block := opened.read(_BLOCK):
        end = block.rfind(b"\n") + 1
        if end:
            yield b"".join((*begun, block[:end]))
            begun = [block[end:]]
        else:
            begun.append(block)
    if rest := b"".join(begun):
        yield rest


def _decoded(data: bytes, bytes_before: int, lines_before: int) -> str:
    mark = 0 if bytes_before or not data.startswith(_BYTE_ORDER_MARK) else len(_BYTE_ORDER_MARK)
    try:
        text = data[mark:].decode()
    except UnicodeDecodeError as error:
        line = lines_before + data.count(b"\n", 0, mark + error.start) + 1
        raise QuizError(
            _("The file is not UTF-8: byte {number} in line {line} does not fit.").format(
                number=bytes_before + mark + error.start + 1, line=line
            ),
            _("Save it as UTF-8 and try again."),
        ) from error
    return text if text.isascii() and "\r" not in text else _normalised(text.replace("\r", ""))


def _normalised(text: str) -> str:
    """Return a text in NFC, but for lines with so many combining characters that their note will be refused."""
    if too_many_marks(text) is None:
        return unicodedata.normalize("NFC", text)
    lines = (
        line if too_many_marks(line) is not None else unicodedata.normalize("NFC", line) for line in text.split("\n")
    )
    return "\n".join(lines)
