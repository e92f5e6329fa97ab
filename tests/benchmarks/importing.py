"""How fast 100,000 notes are imported from CSV, and the same file again, beside Anki on the same file.

Run it with ``python -m tests.benchmarks.importing``. Each runs in a process of its own, one after the other, several
times in turn; the best of each counts, as what else a machine does only makes it slower. Both make two cards of each
note. Ours has two processors work, one for SQLite: their time together is printed, too.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportCsvRequest

from quiz.importing import import_into, read_source
from quiz.store import Store
from tests.benchmarks.large_history import NOW

NOTES = 100_000
ROUNDS = 4
FIELDS = ("key", "name", "meaning")
MEMORY = 200
"""MiB above the start."""


def write_csv(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(FIELDS)
        rows.writerows([f"K{n}", f"Name of {n}", f"第 {n} 条的含义，一句普通的话。"] for n in range(NOTES))


def peak() -> int:
    """Return the largest memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed(work: Callable[[], int]) -> dict[str, float]:
    """Return how long something took and how many notes it says."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "notes": count}


def ours(path: Path, folder: Path) -> list[dict[str, float]]:
    with Store.open(folder / "quiz.db", NOW) as store:

        def work() -> int:
            return import_into(store, read_source(str(path)), now=NOW).report.read

        return [timed(work), timed(work)]


def ankis(path: Path, folder: Path) -> list[dict[str, float]]:
    collection = Collection(str(folder / "collection.anki2"))
    kind = collection.models.by_name("Basic (and reversed card)")
    assert kind is not None
    collection.models.add_field(kind, collection.models.new_field("Name"))
    collection.models.update_dict(kind)
    metadata = collection.get_csv_metadata(str(path), None)
    metadata.global_notetype.id = kind["id"]
    del metadata.global_notetype.field_columns[:]
    metadata.global_notetype.field_columns.extend([1, 3, 2])
    metadata.tags_column = 0

    def work() -> int:
        return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log.found_notes

    found = [timed(work), timed(work)]
    assert collection.card_count() >= 2 * NOTES
    collection.close()
    return found


RUNS = {"ours": ours, "Anki": ankis}


def child(name: str, path: Path) -> None:
    """Import twice and print what that took, with the memory that it needed beyond that of a small file."""
    with tempfile.TemporaryDirectory() as name_:
        folder = Path(name_)
        small = folder / "small.csv"
        small.write_text("key,name,meaning\na,b,c\n", encoding="utf-8")
        if name == "ours":
            (folder / "first").mkdir()
            ours(small, folder / "first")
        before = peak()
        found = RUNS[name](path, folder)
        print(json.dumps({"runs": found, "memory": peak() - before}))


def run(name: str, path: Path) -> dict[str, Any]:
    """Return what a process of its own measures."""
    command = [sys.executable, "-m", "tests.benchmarks.importing", name, str(path)]
    measured: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return measured


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "notes.csv"
        write_csv(path)
        measured = [{each: run(each, path) for each in RUNS} for _round in range(ROUNDS)]
    for place, what in enumerate(("import", "again")):
        mine, theirs = (
            min((found[each]["runs"][place] for found in measured), key=lambda each: each["wall"])
            for each in ("ours", "Anki")
        )
        ratio, of_processors = mine["wall"] / theirs["wall"], mine["cpu"] / theirs["cpu"]
        print(
            f"{what:8} ours {mine['wall']:5.2f} s ({mine['cpu']:.2f} s of processors, {mine['notes']:.0f} notes), Anki"
            f" {theirs['wall']:5.2f} s ({theirs['cpu']:.2f} s): {ratio:.2f}, bar 1 (of processors {of_processors:.2f})"
        )
    print(f"memory   {max(found['ours']['memory'] for found in measured)} MiB above the start, bar {MEMORY}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
