"""How large and how fast a long history is: 100,000 notes, 200,000 cards, 1,000,000 reviews.

Run it with ``python -m tests.benchmarks.large_history``. Times are also given as a multiple of what a bare SQLite
commit that is synced to the disk takes in the same run, since that depends on the disk alone.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quiz.cards import CardState, Kind, Memory, NoteType, Phase, Rating, Review
from quiz.deck_drafts import DeckDraft, NoteDraft, default_directions
from quiz.scheduling.days import study_day
from quiz.store import Store, aggregates, rows
from quiz.store.migrations import DEVICE_BITS
from quiz.study import Session
from quiz.study_settings import DeckSettings

NOTES, REVIEWS, BATCH = 100_000, 1_000_000, 20_000
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_DAY = 1_430
FIELDS = ("key", "name", "meaning")
SLUGS = ("meaning", "key")


def build(store: Store) -> None:
    """Fill a database: an import as a person would do it, then a history written in bulk."""
    kind = NoteType("basic", FIELDS, "key", default_directions(FIELDS, "key"))
    drafts = (
        NoteDraft({"key": f"K{n}", "name": f"Name of {n}", "meaning": f"第 {n} 条的含义，一句普通的话。"}, line=n)
        for n in range(NOTES)
    )
    store.import_deck(DeckDraft("Large", (kind,)), drafts, now=NOW)
    deck = store.decks()[0]
    store.set_settings(deck, DeckSettings(new_per_day=9999, reviews_per_day=9999))
    write_history(store)


def write_history(store: Store) -> None:
    """Give each card five reviews and a state, a tenth of them due."""
    rng = random.Random(1)
    today = study_day(NOW)
    with store._write() as writer:
        days: dict[aggregates.Key, aggregates.Counts] = {}
        hours: dict[aggregates.Key, aggregates.Counts] = {}
        for start in range(0, REVIEWS, BATCH):
            entries = [review(number, rng) for number in range(start, start + BATCH)]
            writer.execute(rows.REVIEW.insert(), [rows.review_values(entry) for entry in entries])
            for table, counted in zip((days, hours), aggregates.of_log(map(answered, entries)), strict=True):
                add_to(table, counted)
        for card_id in range(1, NOTES * 2 + 1):
            ahead = rng.randint(1, 90) if rng.random() < 0.9 else -rng.randint(0, 10)
            state = CardState(
                Phase.REVIEW, None, today + timedelta(days=ahead), None, Memory(rng.uniform(2, 200), 5.0),
                5, 0, NOW - timedelta(days=20), today - timedelta(days=20),
            )  # fmt: skip
            writer.execute(rows.CARD.update().where(rows.CARD.c.id == card_id).values(**rows.state_values(state)))
        for table, counted in ((aggregates.DAY, days), (aggregates.HOUR, hours)):
            names = [column.name for column in table.primary_key]
            writer.execute(
                table.insert(), [{**dict(zip(names, key, strict=True)), **row} for key, row in counted.items()]
            )


def review(number: int, rng: random.Random) -> Review:
    """Return one entry of the history: two hours of every day for almost two years, each card in turn."""
    day, place = divmod(number, A_DAY)
    moment = NOW - timedelta(days=REVIEWS // A_DAY - day) + timedelta(seconds=place * 5)
    milliseconds = int(moment.timestamp() * 1000)
    first = number < NOTES * 2
    kind = Kind.LEARN if first else rng.choices((Kind.REVIEW, Kind.RELEARN), (95, 5))[0]
    return Review(
        milliseconds << DEVICE_BITS | 12345, number % (NOTES * 2) + 1, moment, study_day(moment), 480, kind,
        Rating(rng.choice((1, 2, 3, 3, 3, 4))), rng.choice(("flip", "type", "choice")), rng.randint(1000, 20000), "",
        rng.randint(1, NOTES) if rng.random() < 0.02 else None, Phase.REVIEW, None,
        study_day(moment) + timedelta(days=10), None,
        scheduled_days=rng.randint(1, 60) if kind is Kind.REVIEW else None,
        predicted=None if first else round(rng.uniform(0.7, 0.99), 4),
    )  # fmt: skip


def answered(entry: Review) -> aggregates.Answered:
    """Return an entry as the counts see it."""
    return aggregates.Answered(entry, 1, SLUGS[entry.card_id % 2], entry.kind is Kind.LEARN)


def add_to(table: dict[aggregates.Key, aggregates.Counts], counted: dict[aggregates.Key, aggregates.Counts]) -> None:
    """Add counts to a table."""
    for key, counts in counted.items():
        total = table.setdefault(key, dict.fromkeys(counts, 0))
        table[key] = {name: total[name] + count for name, count in counts.items()}


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes, in seconds."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def bare_commit(folder: Path) -> float:
    """Return the median time of a commit that is synced to the disk, in seconds."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE t (x)")
        return statistics.median(seconds(lambda: database.execute("INSERT INTO t VALUES (1)")) for _ in range(300))


def study(session: Session, count: int) -> list[float]:
    """Answer cards and return the time from one answer to the next prompt, each, in seconds."""
    times, now = [], NOW
    question = session.next(now)
    for _number in range(count):
        assert question is not None
        now += timedelta(seconds=5)
        begin = time.perf_counter()
        choices = session.reveal(question, now)
        session.answer(question, choices, Rating.GOOD, now, mode="flip")
        question = session.next(now)
        times.append(time.perf_counter() - begin)
    return times


def in_folder(measured: Callable[[Path], None]) -> None:
    """Measure in a folder that is named, or in a new one."""
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        return measured(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as name:
        return measured(Path(name))


def main() -> None:
    """Build, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.db"
        with Store.open(path, NOW) as store:
            print(f"building      {seconds(lambda: build(store)):8.1f} s")
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        print(f"size          {path.stat().st_size / 2**20:8.1f} MiB (bar: 133)")
        commit = bare_commit(Path(folder))
        print(f"bare commit   {commit * 1000:8.2f} ms")
        with Store.open(path, NOW) as store:
            session = Session(store)
            print(f"first queue   {seconds(lambda: session.counts(NOW)) * 1000:8.1f} ms")
            times = sorted(study(session, 300))
            median, late = statistics.median(times), times[len(times) * 99 // 100]
            print(f"answer, next  {median * 1000:8.2f} ms median, {late * 1000:.2f} ms p99")
            print(f"              {median / commit:8.1f} bare commits")
            day = study_day(NOW)
            print(f"home's counts {seconds(lambda: store.statistics([1], day)) * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
