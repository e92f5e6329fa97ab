"""Going through a JSON document of any size: one object, of whose arrays one element at a time is in memory.

Parsers that report every bracket as an event are slower here, and one that names the place of each needs gigabytes
for a file of a hundred thousand brackets. So the standard library decodes each element, and only what stands between
them is looked at here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import BinaryIO

from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import one_line

_PIECE = 1 << 18
"""So many bytes are read at least."""

_SPACE = re.compile(r"[ \t\n\r]*")
_BOM = b"\xef\xbb\xbf"
_UNENDED = "Unterminated string"
"""How the standard library begins to say that a text has no end."""

_LONGEST_MARK = 16
"""Characters: within so many before the end of what was read an escape, a number or a word may have been cut off."""


class _RefusedError(Exception):
    """Something that JSON readers let pass and that means nothing here."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        counted = Counter(name for name, _value in pairs)
        twice = next(name for name, count in counted.items() if count > 1)
        raise _RefusedError(_("the name “{name}” stands twice in an object").format(name=one_line(twice)))
    return members


def _constant(name: str) -> object:
    raise _RefusedError(_("{name} is no number of JSON").format(name=name))


_DECODER = JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


class Document:
    """A JSON document that is read on as it is gone through. Every fault is a :class:`QuizError` that says where."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._bytes = 0
        self._rest = b""
        self._text = ""
        self._place = 0
        self._line, self._counted, self._columns = 1, 0, 0
        self._at_end = False
        self._is_waiting = False

    @property
    def line(self) -> int:
        """The line, from 1 on, at which it goes on."""
        self._line += self._text.count("\n", self._counted, self._place)
        self._counted = self._place
        return self._line

    def members(self) -> Iterator[str]:
        """Yield the names of the whole object. What a name stands for is to be taken, else it is passed over.

        Nothing may stand behind the object.
        """
        if self._next() != "{":
            raise QuizError(
                _("The file is not a JSON object."),
                _("A collection of quiz in JSON begins with “{mark}”.").format(mark="{"),
            )
        self._place += 1
        names: set[str] = set()
        while self._goes_on("}", first=not names):
            name = self._name()
            if name in names:
                raise self._fault(_("the name “{name}” stands twice in an object").format(name=one_line(name)))
            names.add(name)
            self._mark(":")
            self._is_waiting = True
            yield name
            if self._is_waiting:
                self.pass_over()
        if self._next():
            raise self._fault(_("there is more behind the end"))

    def elements(self) -> Iterator[tuple[int, object]]:
        """Yield the elements of the array that comes next, each with its line."""
        self._is_waiting = False
        if self._next() != "[":
            raise self._fault(_("a list is expected"))
        self._place += 1
        first = True
        while self._goes_on("]", first=first):
            first = False
            self._next()
            yield self.line, self.value()

    def pass_over(self) -> None:
        """Leave out what comes next."""
        if self._next() == "[":
            for _element in self.elements():
                pass
        else:
            self.value()

    def value(self) -> object:
        """Return what comes next, as a whole."""
        self._is_waiting = False
        self._next()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._place)
            except JSONDecodeError as error:
                if self._at_end or not self._is_cut(error):
                    raise self._invalid(error) from error
            except RecursionError as error:
                raise self._fault(_("it is nested too deeply")) from error
            except _RefusedError as error:
                raise self._fault(str(error)) from error
            except ValueError as error:
                raise self._fault(_("a number has too many digits")) from error
            else:
                # A number may go on: what is cut off behind it is a full stop, or an e with its sign.
                if self._at_end or end + 2 < len(self._text):
                    self._place = end
                    return found
            self._read_on()

    def _is_cut(self, error: JSONDecodeError) -> bool:
        """Tell whether more text could mend an error."""
        return error.msg.startswith(_UNENDED) or error.pos >= len(self._text) - _LONGEST_MARK

    def _name(self) -> str:
        if self._next() != '"':
            raise self._fault(_("a name in quotation marks is expected"))
        return str(self.value())

    def _goes_on(self, end: str, *, first: bool) -> bool:
        """Tell whether another member or element follows, or ``end``, which is passed then."""
        if self._next() == end:
            self._place += 1
            return False
        if not first:
            self._mark(",")
        return True

    def _mark(self, mark: str) -> None:
        if self._next() != mark:
            raise self._fault(_("“{mark}” is expected").format(mark=mark))
        self._place += 1

    def _next(self) -> str:
        """Go to the next character that is not white space and return it, or at the end an empty text."""
        while True:
            space = _SPACE.match(self._text, self._place)
            assert space is not None
            self._place = space.end()
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """Read more of the file, at least as much as is waiting, and tell whether there was more."""
        if self._at_end:
            return False
        waiting = self._text[self._place :]
        self._columns, self._line = self._column(), self.line
        data = self._file.read(max(_PIECE, len(waiting)))
        self._at_end = not data
        if not self._bytes and data.startswith(_BOM):
            self._bytes, data = len(_BOM), data[len(_BOM) :]
        self._text, self._place, self._counted = waiting, 0, 0
        self._text += self._decoded(data)
        return not self._at_end

    def _decoded(self, piece: bytes) -> str:
        data, start = self._rest + piece, self._bytes - len(self._rest)
        self._bytes += len(piece)
        try:
            self._rest = b""
            return data.decode()
        except UnicodeDecodeError as error:
            if not self._at_end and error.reason == "unexpected end of data":
                self._rest = data[error.start :]
                return data[: error.start].decode()
            line = self.line + self._text.count("\n") + data.count(b"\n", 0, error.start)
            raise QuizError(
                _("The file is not UTF-8: byte {number} in line {line} does not fit.").format(
                    number=start + error.start + 1, line=line
                ),
                _("Save it as UTF-8 and try again."),
            ) from error

    def _invalid(self, error: JSONDecodeError) -> QuizError:
        if error.msg.startswith(_UNENDED) or not self._text[error.pos :].strip():
            return self._cut_off()
        self._place = error.pos
        return self._fault(_("this is no JSON"))

    def _cut_off(self) -> QuizError:
        self._place = len(self._text)
        return QuizError(
            _("The file ends too early, in line {line}.").format(line=self.line),
            _("It was cut off: copy or export it again."),
        )

    def _fault(self, problem: str) -> QuizError:
        if not self._next():
            return self._cut_off()
        place = {"line": self.line, "column": self._column() + 1}
        return QuizError(
            _("Line {line}, character {column}: {problem}.").format(**place, problem=problem),
            _("Nothing was imported: mend the file, or export it again."),
        )

    def _column(self) -> int:
        """Return how many characters of the line stand before the place."""
        begin = self._text.rfind("\n", 0, self._place)
        return self._columns + self._place if begin < 0 else self._place - begin - 1
