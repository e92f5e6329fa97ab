"""How fast queries are on 100,000 notes and 200,000 cards, beside Anki's search on the same ones.

Run it with ``python -m tests.benchmarks.searching [FOLDER]``; a folder keeps what was built for the next run. Each
query is carried out by both in turns, ours as the table does it: found and sorted. Then what a column to sort by costs
when it is first asked for and afterwards, how long the first screenful takes, and how much memory a process has.
"""

import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from anki.collection import Collection as AnkiCollection

from quiz.browsing import COLUMNS, Look, Sort, column
from quiz.browsing.finder import Finder
from quiz.query import parse
from quiz.store import Store, rows
from tests.benchmarks.large_history import NOW, build, in_folder
from tests.benchmarks.statistics import build_anki, milliseconds

ROUNDS = 5
WORD, COMPARISON, REGEX = 150, 150, 400
SCREENFUL = 50

QUERIES: tuple[tuple[str, str, int], ...] = (
    ("99999", "99999", WORD),
    ("name", "name", WORD),
    ('"name of 9999"', '"name of 9999"', WORD),
    ("普通", "普通", WORD),
    ("n*9999", "n*9999", WORD),
    ("re:^K9+$", "re:^K9+$", REGEX),
    ("re:[13579]7\\b", "re:[13579]7\\b", REGEX),
    ("stability<10d", "prop:s<10", COMPARISON),
    ("difficulty>4", "prop:d>0.3", COMPARISON),
    ("retrievability<80%", "prop:r<0.8", COMPARISON),
    ("interval>=30", "prop:ivl>=30", COMPARISON),
    ("lapses>0", "prop:lapses>0", COMPARISON),
    ("reps=5", "prop:reps=5", COMPARISON),
    ("due<=2d", "prop:due<=2", COMPARISON),
    ("reviewed<30d", "", COMPARISON),
    ("added<3d", "added:3", COMPARISON),
    ("changed<3d", "edited:3", COMPARISON),
    ("is:due", "is:due", COMPARISON),
    ("is:suspended", "is:suspended", COMPARISON),
    ("tag:core", "tag:core", COMPARISON),
    ("deck:large", "deck:Large", COMPARISON),
    ("rated:again<3d", "rated:3:1", COMPARISON),
    ("rated:again", "", 0),
    ("confused:K1*", "", 0),
    ("meaning:普通", "Back:*普通*", 0),
    ("is:due 77 -tag:core", "is:due 77 -tag:core", WORD),
)
"""A query of ours, the same for Anki where it has one, and our bar in milliseconds, 0 for none."""


def said(number: int) -> tuple[str, str]:
    """Return the fields and tags of a note in Anki, which has the same texts as ours in two fields."""
    n = number - 1
    return f"K{n}\x1fName of {n} 第 {n} 条的含义，一句普通的话。", "" if n % 10 else " core "


def tag_notes(store: Store) -> None:
    """Give each tenth note a tag."""
    with store._write() as writer:
        tenth = rows.NOTE.update().where((rows.NOTE.c.id - 1) % 10 == 0)
        writer.execute(tenth.values(tags=rows.stored_tags(["core"])))


def median(action: Callable[[], object]) -> float:
    """Return how long an action usually takes, in milliseconds."""
    return statistics.median(milliseconds(action) for _round in range(ROUNDS))


def beside_anki(store: Store, anki: Path) -> None:
    """Carry out the queries in turns, and print the medians."""
    collection, finder = AnkiCollection(str(anki)), Finder(store, Look(NOW))
    finder.find(parse(""))
    for text, theirs, bar in QUERIES:
        own, other = [], []
        for _round in range(ROUNDS):
            own.append(milliseconds(lambda: finder.find(parse(text))))  # noqa: B023
            other.append(milliseconds(lambda: collection.find_cards(theirs)) if theirs else 0.0)  # noqa: B023
        mine, anki_took = statistics.median(own), statistics.median(other)
        beside = f"Anki {anki_took:6.0f} ms, ratio {mine / anki_took:5.2f}" if theirs else " " * 27
        found = len(finder.find(parse(text)))
        print(f"{text:24} {mine:6.0f} ms, {beside}{f' (bar: {bar})' if bar else ''}, {found} cards")
    collection.close()


def orders(store: Store) -> None:
    """Print what each column to sort by costs when it is first asked for, and afterwards."""
    for notes in (False, True):
        finder = Finder(store, Look(NOW, language="en"), notes)
        print(f"{'notes' if notes else 'cards'}, all, in order: {milliseconds(lambda: finder.find(parse(''))):6.0f} ms")  # noqa: B023
        for name in [*(n for n, found in COLUMNS.items() if found.fits(notes=notes)), "field:meaning"]:
            by = [Sort(column(name, notes=notes).name)]
            first = milliseconds(lambda: finder.find(parse(""), by))  # noqa: B023
            print(f"  by {name:20} {first:6.0f} ms first, {median(lambda: finder.find(parse(''), by)):6.0f} ms then")  # noqa: B023


SCREEN = """
import sys, time
from datetime import datetime
from pathlib import Path
now = datetime.fromisoformat(sys.argv[2])
from quiz.store import Store
store = Store.open(Path(sys.argv[1]), now)
store.decks()

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024

begin, before = time.perf_counter(), peak()
from quiz.browsing import Look, column, sorts_of, usual_columns
from quiz.browsing.finder import Finder
from quiz.query import parse
look = Look(now, language="en")
finder = Finder(store, look)
lines = store.card_lines(finder.find(parse(""))[:50])
cells = [[column.text(line, look) for column in usual_columns()] for line in lines]
print((time.perf_counter() - begin) * 1000, before)
for text in ("n", "na", "nam", "name", "re:9", "re:9$", "meaning:普通", "tag:core", "is:due"):
    for by in ("", "key", "prompt", "retrievability"):
        finder.find(parse(text), sorts_of(by))
print(peak())
"""


def screen(database: Path) -> None:
    """Print how long the first screenful takes in a fresh process, and what typing needs of memory (Linux only)."""
    command = [sys.executable, "-c", SCREEN, str(database), NOW.isoformat()]
    took, before, after = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    print(f"first screenful, with imports {float(took):6.0f} ms (bar: 300)")
    print(f"memory of typing and sorting  {after:>6} MiB, {before} before (bar: 250)")


def run(folder: Path) -> None:
    """Build what is missing, and measure."""
    database, anki = folder / "quiz.db", folder / "searched.anki2"
    with Store.open(database, NOW) as store:
        if not store.decks():
            print(f"{'building':24} {milliseconds(lambda: build(store)) / 1000:6.1f} s")
        tag_notes(store)
        if not anki.exists():
            print(f"{'building for Anki':24} {milliseconds(lambda: build_anki(store, anki, said)) / 1000:6.1f} s")
        beside_anki(store, anki)
        orders(store)
        window = list(Finder(store, Look(NOW)).find(parse("")))[100_000 : 100_000 + SCREENFUL]
        print(f"a screenful of lines          {median(lambda: store.card_lines(window)):6.1f} ms")
        print(f"the names for completion      {median(store.vocabulary):6.0f} ms")
    screen(database)


if __name__ == "__main__":
    in_folder(run)
