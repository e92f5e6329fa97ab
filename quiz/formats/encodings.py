"""How the text of a file is encoded, and its lines one by one.

A byte order mark decides, then whether the whole file is UTF-8. What is neither is UTF-16 without a mark, damaged UTF-8
(which is refused with its place, never guessed at), or in one of the encodings of :mod:`quiz.formats.legacy_encodings`.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from quiz.errors import QuizError
from quiz.formats import legacy_encodings
from quiz.formats.binary_files import refuse_binary, refuse_controls
from quiz.formats.source_file import SourceFile
from quiz.locale import _

LONGEST_LINE = 1 << 26
"""The most characters of a line that are read into memory."""

_PIECE = 1 << 18
_LINES = 1 << 15
"""Lines are read until they have so many characters together."""

_WINDOW = 1 << 15
_MARK = "\ufeff"
_NO_ACCIDENT = 8
_LETTERS_ALONE = "cp1252"
# How Python has bytes that are not UTF-8 (PEP 383).
_MISFITS = re.compile("[\udc80-\udcff]+")
# Half a pair of UTF-16, encoded as if it were a character: what broken programs take for UTF-8.
_SURROGATES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: its name in Python, and what people call it."""

    codec: str
    title: str


UTF_8 = Encoding("utf-8", "UTF-8")
_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, Encoding("utf-32-le", "UTF-32 LE")),
    (codecs.BOM_UTF32_BE, Encoding("utf-32-be", "UTF-32 BE")),
    (codecs.BOM_UTF16_LE, Encoding("utf-16-le", "UTF-16 LE")),
    (codecs.BOM_UTF16_BE, Encoding("utf-16-be", "UTF-16 BE")),
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where bytes are not of an encoding: the byte, from 0, and the line, from 1."""

    byte: int
    line: int


def encoding_of(file: SourceFile) -> Encoding:
    """Return the encoding of a file.

    Raises :class:`QuizError` where it is no text, or UTF-8 that is damaged; ``OSError`` where it can't be read.
    """
    head = file.head()
    refuse_binary(head)
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    if marked is None and (wide := _unmarked_utf_16(head)):
        return wide
    if marked not in (None, UTF_8):
        return marked
    misfit = first_misfit(file, UTF_8)
    if misfit is None:
        return UTF_8
    around = _around(file, misfit.byte)
    if marked or _is_damaged_utf_8(around, min(misfit.byte, _WINDOW)):
        raise _misfit_error(UTF_8, misfit)
    refuse_controls(head)
    codec = legacy_encodings.codec_of(around)
    if not codec or (codec == _LETTERS_ALONE and _has_utf_8(around)):
        raise _misfit_error(UTF_8, misfit)
    return Encoding(codec, legacy_encodings.TITLES[codec])


def text_lines(file: SourceFile, encoding: Encoding) -> Iterator[str]:
    """Yield the lines of a file with their ends, which are LF, CR or both.

    Raises :class:`QuizError` naming the place where the file is not of this encoding, or a line is too long.
    """
    return chain.from_iterable(_pieces(file, encoding))


def _pieces(file: SourceFile, encoding: Encoding) -> Iterator[list[str]]:
    """Yield the lines as :func:`text_lines` does, many at a time."""
    with io.TextIOWrapper(file.open(), encoding.codec, newline="") as text:
        try:
            if text.read(1) != _MARK:
                text.seek(0)
            if file.size < LONGEST_LINE:
                yield from iter(partial(text.readlines, _LINES), [])
            for line in iter(partial(text.readline, LONGEST_LINE), ""):
                if len(line) == LONGEST_LINE:
                    raise _too_long()
                yield [line]
        except UnicodeDecodeError as error:
            misfit = first_misfit(file, encoding)
            raise _misfit_error(encoding, misfit or Misfit(error.start, 1)) from error


def first_misfit(file: SourceFile, encoding: Encoding) -> Misfit | None:
    """Return where a file is first not of an encoding, nothing where all of it is."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    line, start = 1, 0
    with file.open() as raw:
        while True:
            kept = len(decoder.getstate()[0])
            piece = raw.read(_PIECE)
            try:
                line += decoder.decode(piece, final=not piece).count("\n")
            except UnicodeDecodeError as error:
                fitting = error.object[: error.start].decode(encoding.codec, "ignore")
                return Misfit(start - kept + error.start, line + fitting.count("\n"))
            if not piece:
                return None
            start += len(piece)


def _around(file: SourceFile, place: int) -> bytes:
    """Return what stands around a place of a file, up to 32 KiB on either side."""
    with file.open() as raw:
        raw.seek(max(0, place - _WINDOW))
        return raw.read(2 * _WINDOW)


def _is_damaged_utf_8(text: bytes, place: int) -> bool:
    """Tell whether text that is not UTF-8, from ``place`` on, was so before something spoilt it.

    In GB18030 less than a fifth of the pairs of bytes happen to be UTF-8, in Windows-1252 next to none: a few letters
    before the first misfit, or as many letters that fit as bytes that don't, are no accident.
    """
    before = text[:place].decode("utf-8", "ignore")
    if sum(character > "\x7f" for character in before) >= _NO_ACCIDENT:
        return True
    text = _SURROGATES.sub(b"", text)
    fitting = text.decode("utf-8", "ignore")
    inside = sum(byte > 0x7F for byte in text)
    right = [len(character.encode()) for character in fitting if character > "\x7f"]
    misfits = inside - sum(right)
    return sum(right) > 2 * misfits or len(right) >= misfits > 0


def _has_utf_8(text: bytes) -> bool:
    """Tell whether at least as many letters of a text are UTF-8 as there are places that are not.

    In Windows-1252 such letters would be a capital with a sign behind it, as in “Ã©”, which nobody writes.
    """
    pieces = text.decode("utf-8", "surrogateescape")
    right = sum(character > "\x7f" and not "\udc80" <= character <= "\udcff" for character in pieces)
    return right >= len(_MISFITS.findall(pieces))


def _unmarked_utf_16(head: bytes) -> Encoding | None:
    """Return which UTF-16 text without a mark is, nothing where it is none: its line ends and commas have NULs.

    A few NULs in what else is UTF-8 are faults of single cells.
    """
    if b"\0" not in head or (head.count(0) < len(head) / 5 and _begins_as_utf_8(head)):
        return None
    rated = [(_plainness(head, encoding), encoding) for _mark, encoding in _MARKS[3:]]
    best, encoding = max(rated, key=lambda pair: pair[0])
    return encoding if best > 0 else None


def _begins_as_utf_8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _plainness(head: bytes, encoding: Encoding) -> float:
    """Return the share of characters that tables have in all languages, 0 where it can't be this encoding."""
    try:
        text = codecs.getincrementaldecoder(encoding.codec)().decode(head)
    except UnicodeDecodeError:
        return 0
    if any(character < " " and character not in "\t\n\r\0\x1b" for character in text):
        return 0
    return sum(character in "\r\n\t,;|" for character in text) / max(1, len(text))


def _misfit_error(encoding: Encoding, misfit: Misfit) -> QuizError:
    if encoding == UTF_8:
        message = _("The file is not UTF-8: byte {number} in line {line} does not fit.")
    else:
        message = _("The file is not {encoding}: byte {number} in line {line} does not fit.")
    return QuizError(
        message.format(encoding=encoding.title, number=misfit.byte + 1, line=misfit.line),
        _("Save it as UTF-8 and try again."),
    )


def _too_long() -> QuizError:
    return QuizError(
        _("A line of the file has more than {count} characters.").format(count=LONGEST_LINE),
        _("It does not look like a table; check the file."),
    )
