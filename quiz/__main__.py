"""The start of the program: answers ``--version`` before anything heavy is loaded, then hands over to the commands."""

import gc
import sys
import threading

from quiz import __version__


def main() -> None:
    """Run the program with the arguments of the process and exit with its status."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"quiz {__version__}\n")
        return
    threading.excepthook = _thread_failed
    gc.disable()  # until the database is open: all that is loaded until then stays
    from quiz.cli import run  # noqa: PLC0415  --version must not wait for click

    sys.exit(run(sys.argv[1:]))


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    """Say that a thread has failed and where the report is; Python would print a traceback, with texts in it."""
    from quiz.errors import unforeseen  # noqa: PLC0415  rarely needed

    if isinstance(failed.exc_value, Exception):
        said = unforeseen(failed.exc_value)
        sys.stderr.write(f"{said.message}\n{said.hint}\n")


if __name__ == "__main__":
    main()
