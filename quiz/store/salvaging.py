"""Saving what is readable of a damaged database into a new one, row by row.

The file is read page by page (:mod:`quiz.store.raw`): rows are found through the trees of their tables, and where these
are broken on any page that has rows. What a lost page of cards had is known from the indexes and from the log; of lost
notes the indexes know guid, key, deck and place. A write-ahead log that is not of this file is left out. The rest is
the work of :func:`quiz.store.repairing.repair`: every card is computed from its log again, every count is made again.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.reasons import reason_text
from quiz.store.doctoring.changes import Change
from quiz.store.doctoring.findings import held_text
from quiz.store.opened import Opened
from quiz.store.raw import finding, pages
from quiz.store.raw.intake import Intake
from quiz.text import literal

_COUNTED = ("deck", "note", "card", "review")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows of each kind were saved, and how many entries of the log are known to be lost.

    ``changes`` is what had to be repaired in the new database.
    """

    decks: int
    notes: int
    cards: int
    reviews: int
    lost: int
    changes: tuple[Change, ...]

    @property
    def rows(self) -> int:
        """How many rows were saved."""
        return self.decks + self.notes + self.cards + self.reviews

    def sentence(self) -> str:
        """Return what was saved, in words."""
        saved = _("Saved: {parts}.").format(parts=held_text(self.decks, self.notes, self.cards, self.reviews))
        if not self.lost:
            return saved
        more = ngettext(
            "{count} more entry is known to be lost.", "{count} more entries are known to be lost.", self.lost
        )
        return f"{saved} {more.format(count=self.lost)}"


def recognises(path: Path) -> bool:
    """Tell whether there is anything of this program in a file, however damaged it is."""
    try:
        return finding.is_ours(*pages.read(path))
    except OSError:
        return False


def salvage(damaged: Path, target: Path, now: datetime) -> Salvaged:
    """Save what is readable of a file into a new database at ``target``, where there must be nothing yet.

    The damaged file is not changed. Raises :class:`QuizError` where nothing of this program is readable in it.
    """
    from quiz.store import repairing  # noqa: PLC0415  it uses this module

    try:
        content, log = pages.read(damaged)
    except OSError as error:
        raise QuizError(
            _("The database {path} cannot be read.").format(path=literal(str(damaged))), reason_text(error)
        ) from error
    Opened.open(target, now).close()
    with closing(repairing.writer_of(target)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        intake = Intake(writer)
        intake.take(finding.best(content, log))
        if not any(map(intake.count, _COUNTED)):
            writer.execute("ROLLBACK")
            raise _nothing(damaged)
        lost = intake.complete(now)
        changes = tuple(repairing.repair(writer, now))
        writer.execute("COMMIT")
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        decks, notes, cards, reviews = map(intake.count, _COUNTED)
        return Salvaged(decks, notes, cards, reviews, lost, changes)


def _nothing(path: Path) -> QuizError:
    return QuizError(
        _("Nothing that is readable was found in {path}.").format(path=literal(str(path))),
        _("Restore a backup: “quiz backup --list” shows them."),
    )


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """Give a place for a new database beside another one, on the same disk; what is left there is removed."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        Path(folder).chmod(0o700)
        yield Path(folder) / "salvaged.db"
