"""How long it takes to write a whole collection as JSON and to read it again, and how much memory that needs.

100,000 notes, 200,000 cards, 1,000,000 reviews. Run it with ``python -m tests.benchmarks.collections [FOLDER]``; a
folder that ``tests.benchmarks.statistics`` has filled spares building the history. What the standard library needs to
decode the same document at once, and to encode it again, is measured in the same run. Seconds of the processor stand
behind those of the clock.
"""

import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from quiz.formats import ReadOptions, SourceFile
from quiz.formats.json import read, write
from quiz.store import Store
from tests.benchmarks.large_history import NOW, build


def peak() -> int:
    """Return how much memory the process had at most so far, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def written(folder: Path) -> None:
    """Write everything."""
    with Store.open(folder / "quiz.db", NOW) as store, (folder / "quiz.json").open("w", encoding="utf-8") as file:
        file.writelines(write(store.everything()))


def read_again(folder: Path) -> None:
    """Read everything into an empty database."""
    take_in(folder, "again.db")


def read_twice(folder: Path) -> None:
    """Read everything into the database that has it already."""
    take_in(folder, "again.db")


def take_in(folder: Path, name: str) -> None:
    """Read everything into a database."""
    file = SourceFile("quiz.json", path=folder / "quiz.json")
    with Store.open(folder / name, NOW) as store:
        collection = read(file, ReadOptions("quiz")).collection
        assert collection is not None
        store.import_collection(collection, now=NOW)


def decoded_at_once(folder: Path) -> None:
    """Decode the document."""
    json.loads((folder / "quiz.json").read_text(encoding="utf-8"))


def encoded_at_once(folder: Path) -> None:
    """Decode the document and encode it again."""
    json.dumps(json.loads((folder / "quiz.json").read_text(encoding="utf-8")), ensure_ascii=False)


def measured(action: Callable[[Path], None], folder: Path) -> None:
    """Do something in a process of its own, so that its memory is its own, and print how much it needed."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, processor, memory = pool.apply(_measure, (action, folder))
    print(f"{action.__name__:18}{seconds:8.1f} s {processor:8.1f} s {memory:6} MiB above the start", flush=True)


def _measure(action: Callable[[Path], None], folder: Path) -> tuple[float, float, int]:
    before, begin, used = peak(), time.perf_counter(), time.process_time()
    action(folder)
    return time.perf_counter() - begin, time.process_time() - used, peak() - before


def main() -> None:
    """Build or take the history, write it, read it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = Path(sys.argv[1]) / "quiz.db" if len(sys.argv) > 1 else None
        if kept is not None and kept.exists():
            (folder / "quiz.db").write_bytes(kept.read_bytes())
        else:
            with Store.open(folder / "quiz.db", NOW) as store:
                build(store)
        for action in (written, read_again, read_twice, decoded_at_once, encoded_at_once):
            measured(action, folder)
            if action is written:
                print(f"{'size':18}{(folder / 'quiz.json').stat().st_size / 2**20:8.0f} MiB")


if __name__ == "__main__":
    main()
