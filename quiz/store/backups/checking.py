"""Looking into a file that may be a backup: packed or plain, of any age, whole or not."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quiz.errors import QuizError
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.store import migrations
from quiz.store.backups import contents, copying, packing
from quiz.store.backups.contents import Contents, NotOursError
from quiz.store.backups.setting_aside import check_alone
from quiz.text import literal

_MAGIC = b"SQLite format 3\x00"
_PACKED = (packing.FRAME, packing.SKIPPABLE)


def check(file: Path, scratch: Path) -> Contents:
    """Copy or unpack a file to ``scratch`` and check it; see :func:`quiz.store.backup.check`."""
    with _explained(file):
        _bring(file, scratch)
        found = contents.proven(scratch)
        contents.disarm(scratch)
    if found.schema > migrations.latest():
        message = _("{file} was written by a newer version of quiz (schema {found}, this one knows {known}).")
        raise QuizError(
            message.format(file=literal(str(file)), found=found.schema, known=migrations.latest()),
            _("Install the newer version."),
        )
    return found


def _bring(file: Path, scratch: Path) -> None:
    """Write the database of a file to ``scratch``. Raises :class:`NotOursError` where it can't be one."""
    if file.is_dir():
        raise IsADirectoryError(None, _("it is a folder"))
    with file.open("rb") as source:
        begin = source.read(len(_MAGIC))
    if begin.startswith(_PACKED):
        packing.unpack(file, scratch)
        if packing.head_of(file).get("sha256", "") not in ("", contents.fingerprint_of(scratch)):
            raise packing.TruncatedError
    elif begin != _MAGIC:
        raise NotOursError
    elif not _log_of(file.resolve()).exists():
        _copy(file, scratch)
    elif _is_in_use(file):
        copying.copy_database(file, scratch)
    else:  # to open it would write its log into it
        _copy(_log_of(file.resolve()), _log_of(scratch))
        _copy(file, scratch)


def _log_of(file: Path) -> Path:
    return Path(f"{file}-wal")


def _is_in_use(file: Path) -> bool:
    """Tell whether somebody has a database open, or may have."""
    try:
        check_alone(file)
    except (QuizError, OSError):
        return True
    return False


def _copy(file: Path, target: Path) -> None:
    packing.open_new(target).close()
    shutil.copyfile(file, target)


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Say what is wrong with a file."""
    from zstandard import ZstdError  # noqa: PLC0415  only backups need it

    shown = literal(str(file))
    try:
        yield
    except NotOursError as error:
        raise QuizError(
            _("{file} is no backup of quiz.").format(file=shown), _("“quiz backup --list” shows the backups.")
        ) from error
    except (packing.TruncatedError, ZstdError) as error:
        raise QuizError(
            _("The backup {file} is damaged: it cannot be unpacked whole.").format(file=shown), _another()
        ) from error
    except sqlite3.Error as error:
        message = _("The database in {file} is damaged ({reason}).")
        raise QuizError(message.format(file=shown, reason=literal(reason_text(error))), _another()) from error
    except OSError as error:
        raise QuizError(
            _("{file} cannot be read: {reason}.").format(file=shown, reason=reason_text(error)),
            _("Check the name and the permissions of the file, and the space on the disk."),
        ) from error


def _another() -> str:
    return _("Nothing was changed. Take another backup; “quiz backup --list” shows them.")
