"""Whether the file, its folder and its backups are private, writable and good."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.reasons import reason_text
from quiz.store import backup
from quiz.store.backup import Backup
from quiz.store.doctoring.findings import Finding, Remedy, of_rows
from quiz.text import literal

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""The permissions that files and folders with what a person learns have, at most."""
_LITTLE_SPACE = 64 * 1024 * 1024
_OLD = timedelta(days=7)
BESIDE = ("", "-wal", "-shm")
"""What stands behind the name of a database in those of SQLite's files."""


def examine(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the permissions of the file and of those beside it, and with the space on its disk."""
    open_to_others = [file for file in private_files(path) if _mode(file) & ~_most(file)]
    yield from of_rows(
        "permissions",
        (literal(str(file)) for file in open_to_others),
        lambda n: ngettext(
            "{count} file or folder can be read or changed by other users.",
            "{count} files or folders can be read or changed by other users.",
            n,
        ),
    )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK | os.X_OK):
        yield Finding(
            "not-writable",
            _("The database {path} cannot be written to.").format(path=literal(str(path))),
            Remedy.PERSON,
            hint=_("Change the permissions of the file and its folder."),
        )
    free = shutil.disk_usage(path.parent).free
    if free < _LITTLE_SPACE + 2 * path.stat().st_size:
        yield Finding(
            "space",
            _("Only {free} MiB are free on the disk of the database.").format(free=free // 2**20),
            Remedy.NONE,
            hint=_("Free some space: answers, backups and repairs need it."),
        )


def private_files(path: Path) -> list[Path]:
    """Return the files and folders that belong to a database and are to be private; its own folder is a person's."""
    files = [path.with_name(path.name + behind) for behind in BESIDE]
    folder = backup.folder_of(path)
    if folder.is_dir() and os.access(folder, os.R_OK | os.X_OK):
        files += [folder, *sorted(file for file in folder.iterdir() if file.is_file())]
    return [file for file in files if file.exists()]


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def _most(file: Path) -> int:
    return PRIVATE_FOLDER if file.is_dir() else PRIVATE_FILE


def tighten(path: Path) -> list[Path]:
    """Take the permissions of others away, and return of which files and folders that was possible."""
    changed = []
    for file in private_files(path):
        if _mode(file) & ~_most(file):
            try:
                file.chmod(_mode(file) & _most(file))
            except OSError:
                continue
            changed.append(file)
    return changed


def backups(path: Path, now: datetime) -> Iterator[Finding]:
    """Yield whether backups can be made, and whether the newest one is old or can't be restored: it is checked."""
    folder = backup.folder_of(path)
    try:
        kept = [one for one in backup.latest_first(backup.backups(path), now) if one.is_proven]
    except OSError as error:
        said = _("The folder of backups {folder} cannot be read: {reason}.")
        message = said.format(folder=literal(str(folder)), reason=reason_text(error))
        yield Finding("backups-folder", message, Remedy.PERSON, hint=_("Change the permissions of the folder."))
        return
    closed = backup.folder_problem(path)
    if closed is not None:
        yield Finding("backups-folder", closed.message, Remedy.PERSON, hint=closed.hint)
    elif not kept:
        yield Finding("no-backup", _("There is no backup."), Remedy.NONE, hint=_("Make one with “quiz backup”."))
    if kept:
        yield from _newest(kept[0], now)


def _newest(newest: Backup, now: datetime) -> Iterator[Finding]:
    days = (now.date() - newest.made.astimezone(now.tzinfo).date()).days
    if now - newest.made > _OLD:
        said = ngettext("The newest backup is {count} day old.", "The newest backup is {count} days old.", days)
        yield Finding("old-backup", said.format(count=days), Remedy.NONE, hint=_("Make a new one with “quiz backup”."))
    problem = _problem(newest.path)
    if problem is not None:
        yield Finding(
            "bad-backup",
            _("The newest backup cannot be restored: {problem}").format(problem=problem.message),
            Remedy.PERSON,
            examples=(literal(newest.path.name),),
            hint=_("Make a new one with “quiz backup”, and delete this file."),
        )


def _problem(file: Path) -> QuizError | None:
    try:
        with tempfile.TemporaryDirectory() as scratch:
            backup.check(file, Path(scratch) / "copy.db")
    except QuizError as error:
        return error
    except OSError as error:
        return QuizError(reason_text(error))
    return None
