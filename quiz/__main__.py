"""The start of the program: answers ``--version`` before anything heavy is loaded, then hands over to the commands."""

import gc
import sys

from quiz import __version__


def main() -> None:
    """Run the program with the arguments of the process and exit with its status."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"quiz {__version__}\n")
        return
    gc.disable()  # until the database is open: all that is loaded until then stays
    from quiz.cli import run  # noqa: PLC0415  --version must not wait for click

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
