"""The command line: the only place that prints and exits."""

import gettext
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from quiz import crash_report, locale

INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run the program with these arguments and return its exit status.

    0 done, 1 failed with a message, 2 wrong usage, 130 interrupted.
    """
    crash_report.tell("Command line", lambda: _facts(arguments))
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from quiz.cli.output import is_unread, warn
        from quiz.errors import QuizError, unforeseen

        if not is_unread(error):
            unicode_streams()
            warn(error if isinstance(error, QuizError) else unforeseen(error))
        return 1


def _run(arguments: Sequence[str]) -> int:
    choose_language(arguments)
    if has_screen():
        from quiz.cli.start import run_app, simple_call

        wanted = simple_call(arguments)
        if wanted is not None:
            unicode_streams()
            return run_app(wanted)
    _let_click_follow()
    from quiz.cli.app import invoke

    return invoke(list(arguments))


def _facts(arguments: Sequence[str]) -> dict[str, object]:
    """Return the command line as a report on a mistake has it: without what may be text of a card, or a name."""
    from quiz.cli.known_words import known_words

    return {"arguments": crash_report.of_arguments(arguments, known_words())}


def choose_language(arguments: Sequence[str]) -> None:
    """Choose the interface language, before anything that speaks is loaded: option, settings, environment."""
    from quiz import config

    wanted = _option(arguments) or config.load()["language"]
    locale.use(wanted if wanted in locale.LANGUAGES else locale.from_environment())


def _option(arguments: Sequence[str]) -> str:
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return ""


def _let_click_follow() -> None:
    """Let click, which asks gettext for its own messages, find them in our catalogue."""
    gettext.bindtextdomain("quiz", str(Path(locale.__file__).parent))
    gettext.textdomain("quiz")
    os.environ["LANGUAGE"] = "zh_CN" if locale.current() == "zh" else "en"


def unicode_streams() -> None:
    """Let the standard streams take any text: what can't be read or written becomes a replacement character.

    An output without a buffer would lose in silence what does not fit on a disk, so it gets one.
    """
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        sys.stdout = open(raw.fileno(), "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def has_screen() -> bool:
    """Tell whether the app can be shown: a person at a terminal that can move its cursor."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
