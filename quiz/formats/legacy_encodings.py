"""Encodings older than Unicode, as charset-normalizer finds them.

It tells what a text may be encoded in, and how little sense it would make. Short texts make sense in several: then the
one wins in which most characters are everyday ones.
"""

from collections.abc import Callable

TITLES = {
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp1250": "Windows-1250",
}
"""What the encodings are called by their names in Python; the likelier ones first."""

_NEAR = 0.1
_SINGLE_BYTES = 0.5


def codec_of(sample: bytes) -> str:
    """Return the name of the encoding that a text is likeliest in, one of :data:`TITLES`; empty where it is in none."""
    # Only a file that is not UTF-8 needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    found = list(from_bytes(_whole_lines(sample), cp_isolation=list(TITLES)))
    likely = [match for match in found if match.chaos <= found[0].chaos + _NEAR]
    codecs = {codec for match in likely for codec in match.could_be_from_charset}
    known = [codec for codec in TITLES if codec in codecs]
    return max(known, key=lambda codec: _everyday_share(sample, codec), default="")


def _whole_lines(sample: bytes) -> bytes:
    """Return a sample without what may be half a character at its ends."""
    first, last = sample.find(b"\n"), sample.rfind(b"\n")
    return sample[first + 1 : last + 1] if last > first >= 0 else sample


def _everyday_share(sample: bytes, codec: str) -> float:
    """Return the share of everyday characters among those that are not ASCII, 0 to 1."""
    is_everyday = _EVERYDAY.get(codec)
    if is_everyday is None:
        return _SINGLE_BYTES
    foreign = [character for character in _whole_lines(sample).decode(codec, "replace") if character > "\x7f"]
    letters = [character for character in foreign if character.isalpha()]
    return sum(map(is_everyday, letters)) / max(1, len(letters))


def _leads(codec: str, first: int, last: int) -> Callable[[str], bool]:
    """Return whether a character is of the rows of a code table that have the everyday ones."""

    def is_everyday(character: str) -> bool:
        encoded = character.encode(codec, "ignore")
        return len(encoded) == 2 and first <= encoded[0] <= last

    return is_everyday


def _is_japanese(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff" or _leads("cp932", 0x88, 0x97)(character)


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


# Level 1 of GB 2312 and of Big5, kana and level 1 of JIS X 0208.
_EVERYDAY: dict[str, Callable[[str], bool]] = {
    "gb18030": _leads("gb2312", 0xB0, 0xD7),
    "big5": _leads("big5", 0xA4, 0xC6),
    "cp932": _is_japanese,
    "euc_jp": _is_japanese,
    "cp949": _is_hangul,
}
