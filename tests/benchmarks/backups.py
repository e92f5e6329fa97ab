"""How long a backup and a restore of a large database take: 100,000 notes, 200,000 cards, 1,000,000 reviews.

Run it with ``python -m tests.benchmarks.backups``. What an import waits for is the second line where something was
written since the last backup, the third where only the log was moved into the file, and else the fourth.
"""

import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from quiz.store import Store, backup, restoring
from quiz.store.backups import stamps
from tests.benchmarks.large_history import NOW, build, seconds


def main() -> None:
    """Build, measure, print."""
    stamps._COARSE = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.db"
        with Store.open(path, NOW) as store:
            build(store)
        print(f"database              {path.stat().st_size / 2**20:8.1f} MiB")
        print(f"backup                {seconds(lambda: backup.keep(path, NOW, 'daily')):8.2f} s")
        with closing(sqlite3.connect(path)) as writer, writer:
            writer.execute("UPDATE card SET flag = 1 WHERE id = 1")
        print(f"backup after a change {seconds(lambda: backup.keep(path, NOW + timedelta(hours=1), 'import')):8.2f} s")
        path.touch()
        print(f"the same, touched     {seconds(lambda: backup.keep(path, NOW, 'import')):8.2f} s")
        backup.make(path, NOW + timedelta(hours=2), "manual")
        print(f"nothing written       {seconds(lambda: backup.keep(path, NOW, 'import')):8.2f} s")
        packed = backup.backups(path)[0]
        print(f"packed                {packed.size / 2**20:8.1f} MiB")
        print(f"what would change     {seconds(lambda: restoring.compare(path, packed.path)):8.2f} s")
        print(f"restore               {seconds(lambda: restoring.restore(path, packed.path, NOW)):8.2f} s")


if __name__ == "__main__":
    main()
