"""How long it takes to change many cards and notes at once, and to take that back.

Run it with ``python -m tests.benchmarks.changes [FOLDER]``; a folder that ``tests.benchmarks.statistics`` has filled
spares building the history. Seconds of the processor stand behind those of the clock.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from quiz.changes import Change, Delete, Flag, MarkKnown, Merge, Move, Replace, Reschedule, Reset, Suspend, Tag
from quiz.scheduling.days import study_day
from quiz.store import Store
from tests.benchmarks.large_history import NOTES, NOW, build

DAY = study_day(NOW)


def timed(name: str, action: Callable[[], Any]) -> Any:
    """Do something, print how long it took, and return what came of it."""
    begin, used = time.perf_counter(), time.process_time()
    found = action()
    print(f"{name:32}{time.perf_counter() - begin:7.2f} s {time.process_time() - used:7.2f} s")
    return found


def changes(elsewhere: int) -> dict[str, Change]:
    """Return what is measured, by name."""
    cards, notes = range(1, NOTES * 2 + 1), range(1, NOTES + 1)
    some = cards[:10_000]
    return {
        "suspend 200,000 cards": Suspend(cards),
        "flag 200,000 cards": Flag(cards, 3),
        "reset 10,000 cards": Reset(some),
        "reschedule 10,000 cards": Reschedule(some, DAY, DAY + timedelta(days=9)),
        "mark 10,000 cards as known": MarkKnown(some),
        "move 10,000 cards": Move(some, elsewhere),
        "tag 100,000 notes": Tag(notes, ("new",)),
        "replace in 100,000 notes": Replace(notes, "普通", "特别"),
        "delete 100,000 notes": Delete(notes),
        "merge two notes": Merge(1, [2]),
    }


def measure(store: Store) -> None:
    """Do everything and take it back."""
    for name, change in changes(store.add_deck("Elsewhere", NOW).id).items():
        done = timed(name, partial(store.change, change, NOW, DAY))
        timed("  and take it back", partial(store.take_back, done, NOW))
    timed("duplicates of 100,000 notes", store.duplicates)


def main() -> None:
    """Build or copy the history, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.db"
        kept = Path(sys.argv[1]) / "quiz.db" if len(sys.argv) > 1 else None
        if kept is not None and kept.exists():
            shutil.copy(kept, path)
        with Store.open(path, NOW) as store:
            if not store.decks():
                timed("building", lambda: build(store))
            measure(store)


if __name__ == "__main__":
    main()
