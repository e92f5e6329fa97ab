"""What is needed to repeat a mistake of the program, in a file that has no text of any card.

Texts of cards are everywhere in a running program: in local variables, in the messages of exceptions and in their
notes, in arguments, in what was typed. So a report is made of what can't be one: names and lines of the program's own
code, types, numbers, and facts that the parts of the program tell of themselves with :func:`tell`.
"""

import errno
import linecache
import os
import sys
import time
import traceback
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from quiz import __version__, files, locale

KEPT = 10
"""So many reports are kept; the oldest ones go."""

_FRAMES, _EXCEPTIONS = 100, 20
"""How many places of a traceback, and how many exceptions that caused each other, a report has at most."""
_OURS = Path(__file__).parent
_LIBRARIES = "site-packages"
_PREFIX, _SUFFIX = "crash-", ".txt"
_REPORT = "_quiz_report"

Facts = Callable[[], Mapping[str, object]]

_told: dict[str, Facts] = {}


def tell(section: str, facts: Facts) -> None:
    """Let a section of every report have these facts, worked out when one is written. None may be text of a card."""
    _told[section] = facts


def folder() -> Path:
    """Return the folder of the reports, which is made when the first one is written."""
    from platformdirs import user_data_path  # noqa: PLC0415  only needed where something went wrong

    return user_data_path("quiz") / "crashes"


def write(error: BaseException) -> Path:
    """Write a report on a mistake, which only its owner can read, and return where it is.

    The same exception is reported once. Raises ``OSError`` where the report can't be written.
    """
    written = getattr(error, _REPORT, None)
    if isinstance(written, Path):
        return written
    text = "\n".join(_lines(error)) + "\n"
    place = folder()
    files.make_folder(place)
    path = place / f"{_PREFIX}{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}{_SUFFIX}"
    files.write_new(path, text)
    _forget_old(place)
    with suppress(AttributeError):
        setattr(error, _REPORT, path)
    return path


def _forget_old(place: Path) -> None:
    for old in sorted(place.glob(f"{_PREFIX}*{_SUFFIX}"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()


def _lines(error: BaseException) -> Iterator[str]:
    yield "A mistake of the program quiz. This report has no text of your cards and nothing that you typed."
    for section, facts in {"Program": _program, "Terminal": _terminal, **_told}.items():
        yield f"\n{section}"
        yield from (f"  {name}: {value}" for name, value in _certain(facts).items())
    for title, one in _chain(error):
        yield f"\n{title}: {name_of(one)}"
        yield from (f"  {line}" for line in (*_details(one), *_places(one.__traceback__)))


def _certain(facts: Facts) -> Mapping[str, object]:
    """Return facts, or why there are none: what failed once may fail here again."""
    try:
        return facts()
    except Exception as error:  # a report must not fail by what it reports
        return {"unknown": name_of(error)}


def _program() -> Mapping[str, object]:
    import platform  # noqa: PLC0415  only needed where something went wrong
    import sqlite3  # noqa: PLC0415
    from importlib.metadata import version  # noqa: PLC0415

    now = datetime.now().astimezone()
    return {
        "quiz": __version__,
        "Python": platform.python_version(),
        "Textual": version("textual"),
        "SQLite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "time": f"{now.isoformat(timespec='seconds')} ({'/'.join(time.tzname)})",
        "language": locale.current(),
    }


def _terminal() -> Mapping[str, object]:
    known = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "TEXTUAL_ANIMATIONS", "LANG", "LC_ALL")
    facts: dict[str, object] = {name: repr(os.environ[name]) for name in known if name in os.environ}
    for name, stream in (("input", sys.__stdin__), ("output", sys.__stdout__), ("errors", sys.__stderr__)):
        with suppress(OSError, ValueError):
            if stream is not None and stream.isatty():
                size = os.get_terminal_size(stream.fileno())
                facts[name] = f"a terminal of {size.columns} × {size.lines}"
    return facts


def name_of(error: BaseException) -> str:
    """Return the type of an exception with its module: what may be said of it without its message."""
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """Yield an exception and those behind it, each once, with what they are to the one before."""
    waiting, seen = [("Mistake", error)], set[int]()
    while waiting and len(seen) < _EXCEPTIONS:
        title, one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield title, one
        if isinstance(one, BaseExceptionGroup):
            waiting += [("One of these", each) for each in one.exceptions]
        behind = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if behind is not None:
            waiting.append(("Caused by" if one.__cause__ else "While handling", behind))


def _details(error: BaseException) -> Iterator[str]:
    """Yield what is known of an exception beside its type; of its arguments only what they are."""
    if error.args:
        yield "arguments: " + ", ".join(map(_kind, error.args))
    if isinstance(error, OSError) and error.errno is not None:
        yield f"system error: {errno.errorcode.get(error.errno, error.errno)} ({os.strerror(error.errno)})"
    if isinstance(error, AttributeError | NameError) and _is_in_code(error.name, error.__traceback__):
        yield f"name: {error.name}"
    if isinstance(error, AttributeError):
        yield f"object: {type(error.obj).__qualname__}"
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        yield f"SQLite error: {code}"


def _kind(value: object) -> str:
    kind = type(value).__qualname__
    return f"{kind} of length {len(value)}" if isinstance(value, str | bytes | tuple | list | dict | set) else kind


def _is_in_code(name: str | None, trace: TracebackType | None) -> bool:
    """Tell whether a name is written in the code that failed, so that it is no text that was looked up."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and name in trace.tb_frame.f_code.co_names


def _places(trace: TracebackType | None) -> Iterator[str]:
    places = [(frame.f_code.co_filename, line, frame.f_code.co_qualname) for frame, line in traceback.walk_tb(trace)]
    left_out = max(0, len(places) - _FRAMES)
    if left_out:
        yield f"({left_out} places are left out)"
    for file, line, function in places[left_out:]:
        shown, is_code = _shown_file(file)
        yield f"{shown}:{line} in {function}"
        if is_code and (code := linecache.getline(file, line).strip()):
            yield f"    {code}"


def _shown_file(file: str) -> tuple[str, bool]:
    """Return a file without the folders of the person, and whether it is code of the program or of a library."""
    path = Path(file)
    if path.is_relative_to(_OURS):
        return path.relative_to(_OURS.parent).as_posix(), True
    if _LIBRARIES in path.parts:
        place = len(path.parts) - path.parts[::-1].index(_LIBRARIES)
        return "/".join(path.parts[place:]), True
    return path.name, False


def of_arguments(arguments: Sequence[str], known: Container[str]) -> str:
    """Return a command line without its values: the known names of commands and options, anything else as dots."""
    return " ".join(_argument(argument, known) for argument in arguments) or "none"


def _argument(argument: str, known: Container[str]) -> str:
    name, equals, _value = argument.partition("=")
    if argument in known:
        return argument
    return f"{name}=…" if equals and name in known else "…"
