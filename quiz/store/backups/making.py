"""Making a backup: the database is copied as one transaction sees it, checked, packed, and only then given its name."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from quiz.errors import QuizError
from quiz.locale import _
from quiz.reasons import is_no_space, reason_text
from quiz.store.backups import contents, packing
from quiz.store.backups.contents import Contents, NotOursError
from quiz.store.backups.copying import copy_database as copy_database
from quiz.store.backups.damage import means_damage
from quiz.store.backups.names import UNPROVEN, Backup, backups, folder_of, free_name
from quiz.store.backups.retention import kept
from quiz.store.backups.scratch import scratch
from quiz.store.backups.stamps import is_unchanged, stamp_of
from quiz.text import literal


def make(database: Path, now: datetime, reason: str) -> Path:
    """Make a backup whatever there is; see :func:`quiz.store.backup.make`."""
    return _made(database, now, reason, anew=True)


def keep(database: Path, now: datetime, reason: str) -> Path:
    """Make a backup unless there is one as good; see :func:`quiz.store.backup.keep`."""
    return _made(database, now, reason, anew=False)


def _made(database: Path, now: datetime, reason: str, *, anew: bool) -> Path:
    folder = folder_of(database)
    with _explained(database, _("Nothing was changed. Check the folder {folder}."), folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        good = [] if anew else [one for one in backups(database) if one.is_proven]
        known = next((one for one in good if is_unchanged(database, packing.head_of(one.path).get("stamp"))), None)
        if known is not None:
            return known.path
        with scratch(folder) as place:
            path = _packed(database, now, reason, place, good)
    with suppress(OSError):
        tidy(database, now)
    return path


def _packed(database: Path, now: datetime, reason: str, place: Path, good: list[Backup]) -> Path:
    """Copy, check and pack the database, and return where it is now, or which of the good ones is the same."""
    stamp, copy = stamp_of(database, place), place / "copy.db"
    copy_database(database, copy)
    fingerprint = contents.fingerprint_of(copy)
    same = next((one for one in good if packing.head_of(one.path).get("sha256") == fingerprint), None)
    if same is not None:
        return same.path
    head = {"quiz": 1, "made": now.isoformat(), "reason": reason, "sha256": fingerprint, "stamp": stamp}
    packed = place / "packed.zst"
    if reason in UNPROVEN:
        packing.pack(copy, packed, head | _held_if_known(copy))
    else:
        with _proving(copy) as found:
            packing.pack(copy, packed, head | found.as_json)
    return put(packed, free_name(folder_of(database), now, reason))


@contextmanager
def _proving(copy: Path) -> Iterator[Contents]:
    """Yield what a copy holds, and check it while the block packs it: each keeps one processor busy.

    Raises at the end what :func:`quiz.store.backups.contents.check_file` does.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  only where a backup is made

    with ThreadPoolExecutor(1) as aside:
        verdict = aside.submit(contents.check_file, copy)
        with closing(sqlite3.connect(copy)) as reader:
            yield contents.contents_of(reader)
        verdict.result()


def _held_if_known(copy: Path) -> dict[str, Any]:
    with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as reader:
        return contents.contents_of(reader).as_json
    return {}


def write(database: Path, target: Path, now: datetime) -> Contents:
    """Write a checked copy to a file, whose permissions stay; see :func:`quiz.store.backup.write`."""
    with _explained(database, _("Check the folder {folder}."), target.parent), scratch(target.parent) as place:
        copy, packed = place / "copy.db", place / "packed.zst"
        copy_database(database, copy)
        found = contents.proven(copy)
        if target.suffix == ".zst":
            head = {"quiz": 1, "made": now.isoformat(), "reason": "manual", "sha256": contents.fingerprint_of(copy)}
            packing.pack(copy, packed, head | found.as_json)
        else:
            sync(copy)
            packed = copy
        if target.exists():
            packed.chmod(stat.S_IMODE(target.stat().st_mode))
        put(packed, target)
    return found


def tidy(database: Path, now: datetime) -> list[Path]:
    """Remove the backups that are not kept; see :func:`quiz.store.backup.tidy`."""
    found = backups(database)
    stay = kept(found, now if now.tzinfo else now.astimezone())
    gone = [one.path for one in found if one not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def sync(path: Path) -> None:
    """Write a file, or what is in a folder, through to the disk, where the system lets that be done."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put(file: Path, target: Path) -> Path:
    """Give a finished file its name, and write that through to the disk."""
    file.replace(target)
    sync(target.parent)
    return target


@contextmanager
def _explained(database: Path, hint: str, folder: Path) -> Iterator[None]:
    """Say why there is no backup."""
    try:
        yield
    except NotOursError as error:
        from quiz.store.explaining import not_ours  # noqa: PLC0415  it needs this module

        raise not_ours(database) from error
    except (OSError, sqlite3.Error) as error:
        message = _("No backup of {path} could be made: {reason}.")
        raise QuizError(
            message.format(path=literal(str(database)), reason=literal(reason_text(error))),
            (_hint_for(error) or hint).format(folder=literal(str(folder))),
        ) from error


def _hint_for(error: OSError | sqlite3.Error) -> str:
    """Return what helps against damage and against a full disk; nothing for other reasons."""
    if is_no_space(error):
        return _("Free some space on the disk of {folder} and try again.")
    if isinstance(error, sqlite3.Error) and means_damage(error):
        return _(
            "Nothing was changed. The database is damaged: “quiz doctor” says what is wrong and mends what it can."
        )
    return ""
