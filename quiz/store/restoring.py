"""Bringing a database back from a file, whole or not at all, while other programs may have it open.

What is restored is made ready aside: unpacked, checked, migrated. It then replaces every page of the database within
one transaction (SQLite's online backup), so that a kill at any moment leaves the old or the new one, and other programs
see it as they see any other commit: none goes on writing into a file that is no longer there. The lock of that
transaction is held while the present database is kept, so that no answer falls between the two. Only a database that is
too damaged for this is put aside as a file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from quiz.errors import QuizError
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.store import backup, connection, explaining, migrations, peeking
from quiz.store.backups import contents
from quiz.store.backups.contents import Contents
from quiz.store.backups.damage import comes_of_damage, means_damage
from quiz.store.backups.making import copy_database
from quiz.store.backups.replacing import replaced
from quiz.store.backups.scratch import scratch
from quiz.text import literal


@dataclass(frozen=True, slots=True)
class Change:
    """What a restore would change: what the database holds ``now``, nothing where there is none, and ``then``.

    So many answers would be ``gone``, and so many that are not there now would be ``back``; so many notes likewise, and
    ``notes_changed`` would have other texts, tags or decks than now, ``settings_changed`` decks other settings.
    ``damaged`` tells that there is a database, and that it can't be read.
    """

    now: Contents | None
    then: Contents
    gone: int = 0
    back: int = 0
    notes_gone: int = 0
    notes_back: int = 0
    notes_changed: int = 0
    settings_changed: int = 0
    damaged: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A database that is ``ready`` to be restored, and what that would ``change``.

    ``readable`` tells whether the present one can be read at all.
    """

    database: Path
    ready: Path
    change: Change
    readable: bool

    def take_its_place(self, now: datetime) -> Path | None:
        """Replace the database; see :func:`restore`."""
        with _explained(backup.folder_of(self.database)):
            return replaced(self.database, self.ready, now, readable=self.readable)


def restore(database: Path, file: Path, now: datetime) -> Path | None:
    """Replace a database by what a file holds, and return where the former is kept, or nothing where there was none.

    The file is packed or plain, of this schema or an older one. The former database becomes a backup; where it is too
    damaged for that, it is kept as it is beside it, as ``NAME.damaged-TIME`` with its log. Raises :class:`QuizError`,
    and changes nothing, where the file is damaged, another program's or a newer version's, where the former can't be
    kept, and where another program keeps the database locked.
    """
    with prepared(database, file) as candidate:
        return candidate.take_its_place(now)


def compare(database: Path, file: Path) -> Change:
    """Check a file and say what restoring it would change. Raises :class:`QuizError` as :func:`restore` does."""
    with prepared(database, file) as candidate:
        return candidate.change


@contextmanager
def prepared(database: Path, file: Path) -> Iterator[Candidate]:
    """Make what a file holds ready to be restored, until the end of the block; the database stays as it is."""
    readable = _check_target(database, file)
    folder = backup.folder_of(database)
    with ExitStack() as stack:
        with _explained(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            place = stack.enter_context(scratch(folder))
            ready, before = place / "ready.db", place / "before.db"
            then = backup.check(file, ready)
            _migrate(ready, file)
            present = _present(database, before) if readable else None
            change = _change(ready, then, before, present)
            if present is None and _has_content(database):
                change = replace(change, damaged=True)
        yield Candidate(database, ready, change, readable)


def _check_target(database: Path, file: Path) -> bool:
    """Refuse a database of another program, or of a newer version, and a file that is the database itself.

    Return whether the database can be read, as far as can be told without changing it.
    """
    if database.exists() and file.exists() and database.samefile(file):
        raise QuizError(_("{file} is the database itself.").format(file=literal(str(file))), _("Name a backup of it."))
    if not database.parent.is_dir():
        raise QuizError(
            _("The folder of the database {path} does not exist.").format(path=literal(str(database))),
            _("Make the folder, or name another file with --database."),
        )
    return not database.exists() or _is_readable(database)


def _is_readable(database: Path) -> bool:
    """Refuse a database that can be read and is another program's or a newer version's; one that is damaged is ours."""
    try:
        tables, schema = peeking.peek(database)
    except QuizError as error:
        if not comes_of_damage(error):
            raise
        return False
    if tables and len(tables & contents.OURS) <= len(contents.OURS) // 2:
        raise explaining.not_ours(database)
    if contents.schema_number(schema) is not None:
        migrations.check(database)
    return True


# What is made ready


def _migrate(ready: Path, file: Path) -> None:
    """Bring what came out of a file to the newest schema."""
    engine = connection.open_engine(ready)
    try:
        migrations.bring_up(engine, ready)
    except Exception as error:  # whatever stands in an old file: the database is as it was
        raise QuizError(
            _("{file} cannot be brought up to date ({kind}).").format(
                file=literal(str(file)), kind=type(error.__cause__ or error).__name__
            ),
            _("Nothing was changed. Take another backup; “quiz backup --list” shows them."),
        ) from error
    finally:
        engine.dispose()
    with closing(sqlite3.connect(ready)) as writer:
        writer.execute("PRAGMA journal_mode=DELETE")


def _present(database: Path, copy: Path) -> Contents | None:
    """Copy the present database for a comparison and return what it holds; nothing where it can't be read."""
    if not _has_content(database):
        return None
    try:
        copy_database(database, copy)
        with closing(sqlite3.connect(copy)) as reader:
            return contents.contents_of(reader)
    except sqlite3.DatabaseError as error:
        if not means_damage(error):
            raise
        copy.unlink(missing_ok=True)
        return None


def _has_content(database: Path) -> bool:
    return database.exists() and database.stat().st_size > 0


_NO_REVIEW = (
    "SELECT count(*) FROM {0}.review AS one WHERE rating IS NOT NULL AND undone IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM {1}.review AS other WHERE other.id = one.id AND other.rating IS NOT NULL AND other.undone IS NULL)"
)
_NO_NOTE = (
    "SELECT count(*) FROM {0}.note AS one WHERE deleted IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM {1}.note AS other WHERE other.guid = one.guid AND other.deleted IS NULL)"
)
_OTHER_NOTES = (
    "SELECT count(*) FROM before.note AS one JOIN main.note AS other USING (guid)"
    " JOIN before.deck AS home ON home.id = one.deck_id JOIN main.deck AS place ON place.id = other.deck_id"
    " WHERE one.deleted IS NULL AND other.deleted IS NULL AND (one.fields, one.tags, one.category, home.name)"
    " IS NOT (other.fields, other.tags, other.category, place.name)"
)
_OTHER_SETTINGS = (
    "SELECT count(*) FROM before.deck AS one JOIN main.deck AS other USING (name)"
    " WHERE one.deleted IS NULL AND other.deleted IS NULL AND one.settings IS NOT other.settings"
)
_SIDES = (("before", "main"), ("main", "before"))


def _change(ready: Path, then: Contents, before: Path, present: Contents | None) -> Change:
    if present is None:
        return Change(None, then, back=then.reviews, notes_back=then.notes)
    try:
        return Change(present, then, *_differences(ready, before))
    except sqlite3.DatabaseError as error:  # what is restored was checked, the present database was not
        if not means_damage(error):
            raise
        return Change(None, then, back=then.reviews, notes_back=then.notes, damaged=True)


def _differences(ready: Path, before: Path) -> list[int]:
    """Return how much differs, in the order of :class:`Change`: answers, notes, settings."""
    statements = [
        *(text.format(*pair) for text in (_NO_REVIEW, _NO_NOTE) for pair in _SIDES),
        _OTHER_NOTES,
        _OTHER_SETTINGS,
    ]
    with closing(sqlite3.connect(ready)) as reader:
        reader.execute("ATTACH ? AS before", (str(before),))
        return [int(reader.execute(text).fetchone()[0]) for text in statements]


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise QuizError(
            _("Nothing can be restored: {reason}.").format(reason=reason_text(error)),
            _("Check the folder {folder} and the space on the disk.").format(folder=literal(str(folder))),
        ) from error
