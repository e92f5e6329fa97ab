"""A field for the paths of one file or of several; Tab completes the one that is written last."""

import re
import shlex

from quiz.import_wishes import is_there
from quiz.tui.widgets.path_input import PathInput, completions, longest

_LAST_WORD = re.compile(r"""(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|'[^']*$|"(?:[^"\\]|\\.)*$)*$""")


class PathsInput(PathInput):
    """Paths are parted as in a shell; one with spaces needs no quotation marks as long as it stands alone."""

    def completed(self) -> tuple[str, list[str]]:
        """Return what the line becomes when its last path is completed, and the names with which that can go on."""
        return completed(self.value)

    def names_a_file(self) -> bool:
        """Tell whether the last path is that of a file."""
        path = _last_path(self.value)[1]
        return is_there(path) and not path.endswith("/")


def completed(line: str) -> tuple[str, list[str]]:
    """Return what a line becomes when its last path is completed, and the names with which that can go on."""
    before, beginning = _last_path(line)
    path, names = longest(beginning)
    if path == beginning:
        return line, names
    return before + (_quoted(path, ends=len(names) == 1) if before else path), names


def _last_path(line: str) -> tuple[str, str]:
    """Return what stands before the last path of a line, with marks around a path that needs them, and that path.

    A line that could be the beginning of a single path is that path.
    """
    if completions(line) or (is_there(line) and not line.endswith(" ")):
        return "", line
    found = _LAST_WORD.search(line)
    start = found.start() if found else len(line)
    before = line[:start]
    if " " in before.strip() and is_there(before.strip()):
        before = _quoted(before.strip()) + " "
    return before, _unquoted(line[start:])


def _unquoted(word: str) -> str:
    """Return a word of a shell without its marks, though the last of them may not be written yet."""
    for closing in ("", "'", '"', "\\"):
        try:
            return "".join(shlex.split(word + closing))
        except ValueError:
            continue
    return word


def _quoted(path: str, *, ends: bool = True) -> str:
    """Return a path as a word of a shell; what goes on behind it, as in a folder, finds its mark still open."""
    if path.startswith("~/"):
        return "~/" + (_quoted(path[2:], ends=ends) if path[2:] else "")
    quoted = shlex.quote(path)
    return quoted[:-1] if quoted != path and (path.endswith("/") or not ends) else quoted
