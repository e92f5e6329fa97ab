"""Kills commands that write much at random moments: what they write is there as before or as afterwards, and whole.

By hand, with figures: ``python -m tests.faults.killing_work --rounds 40``.
"""

import argparse
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults import decks
from tests.faults.terminal import environment
from tests.store import schemas

NOTES, MORE = 1500, 4000
_OLD_SCHEMA = "1-life"


@dataclass(frozen=True)
class Work:
    """A command that is killed: what is there before, what it is called with, and which state it leaves.

    ``state`` returns what a reader finds of what is written, and raises ``AssertionError`` where that is not whole;
    ``fits`` tells whether it may be so, between what was there before and what is there after the whole work.
    """

    prepare: Callable[[Path], None]
    arguments: tuple[str, ...]
    state: Callable[[Path], Any]
    fits: Callable[[Any, Any, Any], bool] = lambda state, before, after: state in (before, after)


def run(home: Path, *arguments: str, seconds: float | None = None) -> float:
    """Run a command, which is killed after so many seconds; return how long it lasted."""
    command = [sys.executable, "-m", "quiz", *arguments]
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=environment(home, home / "quiz.db", ""), cwd=home, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            said = process.communicate(timeout=seconds)[1]
        except subprocess.TimeoutExpired:
            process.kill()
        else:
            assert process.returncode == 0, said
    return time.perf_counter() - began


def _database(home: Path) -> None:
    decks.make(home / "quiz.db", NOTES)


def _with_deck(home: Path) -> None:
    _database(home)
    lines = "\n".join(f"t{number}: of number {number}" for number in range(MORE))
    (home / "more.md").write_text(f"---\ntitle: More\nfields: term, meaning\n---\n{lines}\n")


def _with_export(home: Path) -> None:
    _database(home)
    (home / "out.json").write_text('{"old": true}')


def _with_backup(home: Path) -> None:
    _database(home)
    run(home, "backup", "before.zst")
    run(home, "add", decks.DECK, "term=one more", "meaning=the backup does not know it")


def _of_old_schema(home: Path) -> None:
    schemas.put(home / "quiz.db", _OLD_SCHEMA).chmod(0o600)


def _notes(home: Path) -> object:
    """Return the number of notes of each deck; the database is whole, and of the newest schema."""
    assert decks.complaints(home / "quiz.db") == []
    return decks.notes(home / "quiz.db")


def _exported(home: Path) -> object:
    assert _notes(home) == {decks.DECK: NOTES}
    document = json.loads((home / "out.json").read_text(encoding="utf-8"))
    return "old" if "old" in document else len(document["notes"])


def _backed_up(home: Path) -> object:
    assert _notes(home) == {decks.DECK: NOTES}
    if not (home / "out.zst").exists():
        return None
    shutil.copy(home / "out.zst", home / "looked.zst")
    other = home / "other.db"
    other.unlink(missing_ok=True)
    run(home, "--database", str(other), "restore", "looked.zst", "--yes")
    return decks.notes(other)


def _migrated(home: Path) -> tuple[int, object, object]:
    """Return the schema of a database, and its log and notes when it is migrated to the end, by this look."""
    with closing(sqlite3.connect(home / "quiz.db")) as reader:
        schema = int(reader.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0])
    assert decks.complaints(home / "quiz.db") == []
    return schema, decks.log(home / "quiz.db"), decks.notes(home / "quiz.db")


def _is_between(state: tuple[int, object, object], before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Tell whether a database has any schema from the old one to the new one, and all of its content.

    The decks that come with the program are added by the same command.
    """
    return before[0] <= state[0] <= after[0] and state[1:] in (before[1:], after[1:])


WORKS = {
    "import": Work(_with_deck, ("import", "more.md"), _notes),
    "export": Work(_with_export, ("export", "--with-history", "--force", "-o", "out.json"), _exported),
    "backup": Work(_database, ("backup", "out.zst"), _backed_up),
    "restore": Work(_with_backup, ("restore", "before.zst", "--yes"), _notes),
    "migration": Work(_of_old_schema, ("decks",), _migrated, _is_between),
}
"""What is killed, by its name."""


@dataclass
class Rounds:
    """How often some work was killed, and how many times that left what was before, or what is after it or a part."""

    name: str
    before: int = 0
    after: int = 0

    def __str__(self) -> str:
        return f"{self.name}: killed {self.before + self.after} times, {self.before} as before, {self.after} as after"


def kill(folder: Path, name: str, rounds: int, rng: random.Random) -> Rounds:
    """Kill some work at moments over the whole time that it takes; raise ``AssertionError`` where it is half done."""
    work, result = WORKS[name], Rounds(name)
    whole = folder / "whole"
    whole.mkdir()
    work.prepare(whole)
    template = folder / "template"
    shutil.copytree(whole, template)
    lasts = run(whole, *work.arguments)
    after = work.state(whole)
    before = work.state(_copy(template, folder / "untouched"))
    home = _copy(template, folder / "home")
    for number in range(rounds):
        run(home, *work.arguments, seconds=lasts * (0.4 + 0.8 * (number + rng.random()) / rounds))
        state = work.state(home)
        assert work.fits(state, before, after), f"{name}, killed: {str(state)[:200]}"
        result.before += state == before
        result.after += state != before
        if state != before or name == "migration":  # to look at that one is to migrate it
            shutil.rmtree(home)
            _copy(template, home)
    run(home, *work.arguments)
    assert work.state(home) == after
    assert left(home) == [], "what killed runs left in the folder of the backups is removed by the next"
    return result


def left(home: Path) -> list[str]:
    """Return what lies among the backups and is none."""
    return [file.name for file in (home / "quiz.db.backups").glob("*") if not file.name.endswith(".zst")]


def _copy(template: Path, home: Path) -> Path:
    shutil.copytree(template, home)
    return home


def main() -> int:
    """Kill each work as often as wanted and print what it left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20261130)
    wanted = parser.parse_args()
    for name in WORKS:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(f"{kill(Path(folder), name, wanted.rounds, random.Random(wanted.seed))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
