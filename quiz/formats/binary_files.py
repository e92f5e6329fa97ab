"""Files that are no text, whatever their suffix says: told by their first bytes, and named."""

from quiz.errors import QuizError
from quiz.locale import _, mark

# From the "magic" numbers of the formats' own specifications.
_SIGNATURES = (
    (b"PK\x03\x04", mark("a ZIP archive, as .xlsx and .apkg files are")),
    (b"\x89PNG\r\n\x1a\n", mark("a PNG image")),
    (b"\xff\xd8\xff", mark("a JPEG image")),
    (b"GIF8", mark("a GIF image")),
    (b"%PDF-", mark("a PDF document")),
    (b"SQLite format 3\0", mark("an SQLite database")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", mark("an old Excel or Word document")),
    (b"\x1f\x8b", mark("a gzip archive")),
    (b"\x28\xb5\x2f\xfd", mark("a Zstandard archive")),
    (b"7z\xbc\xaf\x27\x1c", mark("a 7z archive")),
    (b"Rar!\x1a\x07", mark("a RAR archive")),
)
_TEXT_CONTROLS = b"\t\n\r\x0b\x0c\x1b"
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in _TEXT_CONTROLS)


def refuse_binary(head: bytes) -> None:
    """Raise :class:`QuizError` where a file that begins so is a known one that is no text."""
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), "")
    if kind:
        raise QuizError(
            _("The file is no text: by its first bytes it is {kind}.").format(kind=_(kind)),
            _("Export it as CSV or text, and import that."),
        )


def refuse_controls(head: bytes) -> None:
    """Raise :class:`QuizError` naming the first control character where one byte in twenty, or any, is none of text."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 > len(head) or 0 in head:
        first = next(index for index, byte in enumerate(head) if byte in _CONTROLS)
        raise QuizError(
            _("The file is no text: byte {number} in line {line} is a control character.").format(
                number=first + 1, line=head.count(b"\n", 0, first) + 1
            ),
            _("Export it as CSV or text, and import that."),
        )
