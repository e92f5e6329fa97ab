"""How fast statistics are with 200,000 cards and 1,000,000 reviews, beside Anki's own engine on the same ones.

Run it with ``python -m tests.benchmarks.statistics [FOLDER]``; a folder keeps what was built for the next run. The
panels that Anki has are computed for all history by both, in the same run, in turns. Then the rest of the series, what
a change of period or scope costs when the log was read, and how much memory all of it takes.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from anki.collection import Collection as AnkiCollection
from sqlalchemy import select

from quiz.cards import Kind
from quiz.stats import periods
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.stats.series import SERIES, computed
from quiz.store import Store
from quiz.store.migrations import DEVICE_BITS
from quiz.store.rows import CARD, REVIEW
from tests.benchmarks.large_history import NOTES, NOW, build, in_folder

ANKIS = (
    *("today", "reviews", "time", "future", "retention", "states", "intervals", "stability", "difficulty"),
    *("retrievability", "hours", "buttons", "added"),
)
"""The series that Anki's graphs have, too."""

ROUNDS = 5
_ANKI_KINDS = {Kind.LEARN: 0, Kind.REVIEW: 1, Kind.RELEARN: 2}
_BATCH = 50_000


def milliseconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def short(number: int) -> tuple[str, str]:
    """Return the fields and the tags of a note in Anki, where nobody searches for what is in them."""
    return f"K{number}\x1fName", ""


def build_anki(store: Store, path: Path, said: Callable[[int], tuple[str, str]] = short) -> None:
    """Write the same cards and reviews into a collection of Anki; ``said`` has the fields and tags of each note."""
    collection = AnkiCollection(str(path))
    collection.set_config("fsrs", True)
    database = collection.db
    assert database is not None
    now = int(NOW.timestamp())
    kind = collection.models.by_name("Basic")
    assert kind is not None
    database.executemany(
        "insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')",
        [
            (n, f"g{n}", kind["id"], now, tags, fields, fields.split("\x1f")[0])
            for n in range(1, NOTES + 1)
            for fields, tags in [said(n)]
        ],
    )
    with store._read() as reader:
        cards = reader.execute(select(CARD)).all()
        last = {row.id: max((row.due_day - row.last_day).days, 1) for row in cards}
        database.executemany(
            "insert into cards values (?, ?, 1, ?, ?, -1, 2, 2, ?, ?, 2500, 5, 0, 0, 0, 0, 0, ?)",
            [
                (row.id, row.note_id, row.id % 2, now, (row.due_day - NOW.date()).days + collection.sched.today,
                 last[row.id], json.dumps({"s": row.stability, "d": row.difficulty, "decay": 0.1542}))
                for row in cards
            ],
        )  # fmt: skip
        statement = select(REVIEW).order_by(REVIEW.c.id)
        for part in reader.execution_options(yield_per=_BATCH).execute(statement).partitions():
            database.executemany(
                "insert into revlog values (?, ?, -1, ?, 10, ?, 2500, ?, ?)",
                [
                    (row.id >> DEVICE_BITS, row.card_id, int(row.rating), row.scheduled_days or 0, row.milliseconds,
                     _ANKI_KINDS[row.kind])
                    for row in part
                ],
            )  # fmt: skip
    collection.close()


def progress(
    store: Store, name: str = "all", collection: Collection | None = None, scope: Scope | None = None
) -> Progress:
    """Return what series are computed from, of all cards unless a scope is given."""
    material = Material(collection or Collection(store), scope or Scope(), NOW)
    return Progress(material, periods.named(name, material.day))


def beside_anki(store: Store, anki: Path) -> None:
    """Compute Anki's panels in turns, and print the medians."""
    collection = AnkiCollection(str(anki))
    ours, theirs = [], []
    for _round in range(ROUNDS):
        theirs.append(milliseconds(lambda: collection._backend.graphs(search="", days=0)))
        ours.append(milliseconds(lambda: computed(progress(store), ANKIS)))
    collection.close()
    own, other = statistics.median(ours), statistics.median(theirs)
    print(f"{'panels that Anki has':28} {own:8.0f} ms, Anki {other:8.0f} ms, ratio {own / other:.2f} (bar: below 1)")


def each_series(store: Store) -> None:
    """Print what every series costs for itself, the log and the cards being read first."""
    collection = Collection(store)
    print(f"{'reading the cards':28} {milliseconds(lambda: collection.cards):8.0f} ms")
    print(f"{'reading the log':28} {milliseconds(lambda: collection.history):8.0f} ms")
    for name in SERIES:
        print(f"  {name:26} {milliseconds(lambda: computed(progress(store, 'all', collection), [name])):8.0f} ms")  # noqa: B023


def changes(store: Store) -> None:
    """Print what a change of period and of scope costs for the series of a page, when the log was read already."""
    collection = Collection(store)
    assert len(collection.history)
    page = ("calendar", "retention", "future", "directions", "confusions", "categories")
    everything = progress(store, "all", collection).material
    computed(Progress(everything, periods.named("all", everything.day)), page)
    for name in ("1m", "3m", "1y"):
        took = milliseconds(lambda: computed(Progress(everything, periods.named(name, everything.day)), page))  # noqa: B023
        print(f"{'period ' + name:28} {took:8.0f} ms (bar: 250)")
    some = tuple(range(1, NOTES * 2, 3))
    for name, scope in (("scope of a deck", Scope((1,))), ("scope of 67,000 cards", Scope(None, some))):
        took = milliseconds(lambda: computed(progress(store, "1y", collection, scope), page))  # noqa: B023
        print(f"{name:28} {took:8.0f} ms (bar: 250)")


MEMORY = """
import sys
from datetime import datetime
from pathlib import Path
from quiz.stats import periods
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.stats.series import computed
from quiz.store import Store

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024

store, now = Store.open(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])), datetime.fromisoformat(sys.argv[2])
store.decks()
before = peak()
material = Material(Collection(store), Scope(), now)
computed(Progress(material, periods.named("all", material.day)))
print(before, peak())
"""


def memory(database: Path) -> None:
    """Print how much memory a process has at most that computes every series, and before (Linux only)."""
    command = [sys.executable, "-c", MEMORY, str(database), NOW.isoformat()]
    printed = subprocess.run(command, check=True, capture_output=True, text=True)
    before, after = map(int, printed.stdout.split())
    print(f"{'memory of all series':28} {after:8.0f} MiB, {before} before (bar: 200)")


def run(folder: Path) -> None:
    """Build what is missing, and measure."""
    database, anki = folder / "quiz.db", folder / "collection.anki2"
    with Store.open(database, NOW) as store:
        if not store.decks():
            print(f"{'building':28} {milliseconds(lambda: build(store)) / 1000:8.1f} s")
        if not anki.exists():
            print(f"{'building for Anki':28} {milliseconds(lambda: build_anki(store, anki)) / 1000:8.1f} s")
        beside_anki(store, anki)
        each_series(store)
        changes(store)
    memory(database)


if __name__ == "__main__":
    in_folder(run)
