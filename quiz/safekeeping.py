"""Backups as the program makes them by itself and a person asks for them, and bringing the database back from one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from quiz.errors import QuizError, unforeseen
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.text import literal
from quiz.writing import is_stream, pour

if TYPE_CHECKING:
    from quiz.program import Program
    from quiz.store.backup import Backup
    from quiz.store.backups.contents import Contents
    from quiz.store.restoring import Candidate, Change

_LEAST_OF_A_NAME = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup in the list: its ``number`` there, 1 for the newest, and what it says that it holds, if it does."""

    number: int
    backup: Backup
    contents: Contents | None


def keep_before_import(program: Program) -> None:
    """Let there be a backup of the database as it is, unless it has only what comes with the program.

    Raises :class:`QuizError` where that is not possible: the import is not to begin then.
    """
    path = program.store.path
    if not _is_as_made(program):
        from quiz.store import backup  # noqa: PLC0415  the first picture does not wait for it

        backup.keep(path, program.clock.now(), "import")


def keep_today(program: Program) -> None:
    """Let there be a backup of this study day, made at its first start. Raises :class:`QuizError`."""
    from quiz.scheduling.days import study_day  # noqa: PLC0415  the first picture does not wait for it
    from quiz.store import backup  # noqa: PLC0415

    path, now, day_start = program.store.path, program.clock.now(), program.config.day_start
    made = [study_day(one.made, day_start) for one in _all(path) if one.is_proven]
    if study_day(now, day_start) not in made and not _is_as_made(program):
        backup.keep(path, now, "daily")


def _is_as_made(program: Program) -> bool:
    """Tell whether the database was made in this run, and nothing was written to it since."""
    if program.made_at is None:
        return False
    from quiz.store import backup  # noqa: PLC0415  the first picture does not wait for it

    return backup.is_as_made(program.store.path, program.made_at)


def keep_today_aside(program: Program, warn: Callable[[QuizError], None]) -> None:
    """Do that while the person goes on; what goes wrong is only told to ``warn``, and keeps nobody from studying."""

    def keep() -> None:
        try:
            keep_today(program)
        except QuizError as error:
            _tell(warn, error)
        except Exception as error:  # the outermost edge of a thread
            _tell(warn, unforeseen(error))

    _path = program.store.path  # opened here: what can't be opened is told by the one who studies
    program.run_aside(keep)


def _tell(warn: Callable[[QuizError], None], error: QuizError) -> None:
    with suppress(RuntimeError):  # the app may have ended meanwhile
        warn(QuizError(_("There is no backup of today. {message}").format(message=error.message), error.hint))


def back_up(program: Program) -> Path:
    """Make a backup as a person asks for it, and return where it is. Raises :class:`QuizError`."""
    from quiz.store import backup  # noqa: PLC0415  the first picture does not wait for it

    return backup.make(program.store.path, program.clock.now(), "manual")


def write(program: Program, path: Path) -> None:
    """Write a copy of the database to a file that a person names, in the place of one that is there.

    A device or a pipe is written to, and stays what it is. Raises :class:`QuizError`.
    """
    from quiz.store import backup  # noqa: PLC0415  the first picture does not wait for it

    if is_stream(path):
        with _copied(program, path.suffix) as file:
            pour(file, path)
    else:
        backup.write(_readable(program), path.resolve(), program.clock.now())


def _readable(program: Program) -> Path:
    """Return the path of a database of this program, which is not opened: it may be one that can't be written to.

    Raises :class:`QuizError` where it is another program's, a newer version's, or damaged as far as a look tells.
    """
    from quiz.store import explaining, migrations  # noqa: PLC0415  the first picture does not wait for it

    path = program.database_path
    explaining.check_not_emptied(path)
    migrations.check(path)
    return path


def write_to(program: Program, sink: IO[bytes]) -> None:
    """Write a compressed copy of the database to a stream. Raises :class:`QuizError`, and ``OSError`` of the stream."""
    with _copied(program, ".zst") as file, file.open("rb") as source:
        shutil.copyfileobj(source, sink)
    sink.flush()


@contextmanager
def _copied(program: Program, suffix: str) -> Iterator[Path]:
    """Yield a copy of the database, compressed where the suffix says so, that is there until the end of the block."""
    import tempfile  # noqa: PLC0415  it takes long to load

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"backup{suffix}"
        write(program, file)
        yield file


@contextmanager
def read_from(source: IO[bytes]) -> Iterator[Path]:
    """Keep what comes from a stream in a file until the end of the block."""
    import tempfile  # noqa: PLC0415  it takes long to load

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "backup.db.zst"
        with file.open("wb") as sink:
            shutil.copyfileobj(source, sink)
        yield file


def listed(program: Program) -> list[Listed]:
    """Return the backups of the database, the newest first.

    Raises :class:`QuizError` where they can't be read, and where there are none and none can be made.
    """
    from quiz.store import backup  # noqa: PLC0415  the first picture does not wait for it

    found = _all(program.database_path)
    closed = folder_problem(program)
    if closed is not None and not found:
        raise closed
    return [Listed(number, one, backup.known_contents(one)) for number, one in enumerate(found, 1)]


def folder_problem(program: Program) -> QuizError | None:
    """Return what keeps every backup from being made, if anything does."""
    from quiz.store import backup  # noqa: PLC0415  the first picture does not wait for it

    return backup.folder_problem(program.database_path)


def _all(database: Path) -> list[Backup]:
    from quiz.store import backup  # noqa: PLC0415  the first picture does not wait for it

    try:
        return backup.backups(database)
    except OSError as error:
        folder = literal(str(backup.folder_of(database)))
        raise QuizError(
            _("The folder of the backups cannot be read: {reason}.").format(reason=reason_text(error)),
            _("Check the folder {folder}.").format(folder=folder),
        ) from error


def file_of(program: Program, text: str) -> Path:
    """Return the file that a person means: a number or a name of the list of backups, or a path.

    Raises :class:`QuizError` where there is none.
    """
    if not text:
        raise QuizError(_("No file is named."), _hint_of(_all(program.database_path)))
    with suppress(OSError, RuntimeError):  # a name that no file can have
        path = Path(text).expanduser()
        if path.exists():
            return path
    found = _all(program.database_path)
    if text.isdecimal() and 1 <= int(text) <= len(found):
        return found[int(text) - 1].path
    named = [one.path for one in found if one.path.name == text or _begins(one.path.name, text)]
    if len(named) == 1:
        return named[0]
    raise QuizError(_("There is no backup “{name}”.").format(name=literal(text)), _hint_of(found))


def _begins(name: str, text: str) -> bool:
    """Tell whether a text is the beginning of a name, with the whole day at least: less of it might be a number."""
    return len(text) >= _LEAST_OF_A_NAME and name.startswith(text)


def _hint_of(found: Sequence[Backup]) -> str:
    if not found:
        return _("There is no backup of this database yet; name a file.")
    return _("Name a file, or a number from 1 to {count} of “quiz backup --list”.").format(count=len(found))


@contextmanager
def prepared(program: Program, file: Path) -> Iterator[Candidate]:
    """Check a file and make it ready to be restored within a block. Raises :class:`QuizError`.

    A folder of backups that was made for this, and into which nothing came, is removed.
    """
    from quiz.store import backup, restoring  # noqa: PLC0415  the first picture does not wait for it

    folder = backup.folder_of(program.database_path)
    is_new = not folder.exists()
    try:
        with restoring.prepared(program.database_path, file) as candidate:
            yield candidate
    finally:
        if is_new:
            with suppress(OSError):
                folder.rmdir()


def compare(program: Program, file: Path) -> Change:
    """Check a file, and say what restoring it would change. Raises :class:`QuizError`."""
    with prepared(program, file) as candidate:
        return candidate.change


def restore(program: Program, file: Path) -> Path | None:
    """Bring the database back from a file; return where the former is kept. The program goes on with the other one.

    Raises :class:`QuizError`; nothing has changed then.
    """
    with prepared(program, file) as candidate:
        program.close_store()
        return candidate.take_its_place(program.clock.now())
