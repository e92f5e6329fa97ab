"""Run many command lines one after the other in this process, whose streams are a terminal: see test_commands."""

import io
import json
import os
import sys
from pathlib import Path

from quiz import locale
from quiz.cli import run

MARK = "@@@@"


def main() -> None:
    """Run the command lines of a file in a folder, each with what is typed, and print its status behind each."""
    terminal = sys.stdout
    os.chdir(sys.argv[2])
    for arguments, typed in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode("utf-8", "replace")), encoding="utf-8")
        os.environ.pop("LANGUAGE", None)
        status = run(arguments)
        locale.use("en")
        sys.stderr.flush()
        sys.stdout.flush()
        terminal.write(f"\n{MARK}{status}{MARK}\n")
        terminal.flush()


if __name__ == "__main__":
    main()
