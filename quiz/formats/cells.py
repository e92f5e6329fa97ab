"""Cells of tables that a spreadsheet would compute: made harmless when they are written, and read back equal.

Excel, LibreOffice and Google Sheets run a cell that begins with one of a few signs, also behind white space
(OWASP, "CSV Injection"). An apostrophe before it makes it text. A cell that begins with apostrophes and then such a
sign gets one more, so that taking one away always gives what there was.
"""

import re
from collections.abc import Sequence

# A plain negative number is the same number in a spreadsheet: nothing is computed, and it can be sorted and added.
_FORMULA = re.compile(r"(?!-\d+(?:\.\d+)?\Z)(?:[\s'\"\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])")
_GUARD = "'"


def guarded(cell: str) -> str:
    """Return a cell as it is written: with an apostrophe before it where a spreadsheet would compute it."""
    return _GUARD + cell if _FORMULA.match(cell) else cell


def all_unguarded(cells: Sequence[str]) -> Sequence[str]:
    """Return cells as :func:`unguarded` does each; most columns have none to look at."""
    return list(map(unguarded, cells)) if _GUARD in "".join(cells) else cells


def unguarded(cell: str) -> str:
    """Return what :func:`guarded` was given, for whatever it returned."""
    return cell[1:] if cell.startswith(_GUARD) and _FORMULA.match(cell, 1) else cell
