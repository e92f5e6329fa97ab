"""The health of the database and of the files around it, and what can be done where it is damaged."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.text import literal

if TYPE_CHECKING:
    from quiz.program import Program
    from quiz.store.backup import Backup
    from quiz.store.backups.contents import Contents
    from quiz.store.doctor import Diagnosis, Finding
    from quiz.store.doctoring.changes import Change as Changed
    from quiz.store.repairing import Repaired
    from quiz.store.restoring import Change

Progress = Callable[[int, int], None]


def diagnose(program: Program, progress: Progress) -> Diagnosis:
    """Examine the database, the places of its files, and the settings. Raises :class:`QuizError`."""
    from quiz.store import doctor  # noqa: PLC0415  the first picture does not wait for it

    found = doctor.diagnose(existing(program), program.clock.now(), progress)
    return doctor.with_more(found, _of_settings(program))


def fix(program: Program, progress: Progress) -> Repaired:
    """Repair what can be repaired. Raises :class:`QuizError` where that is not possible; all is as it was then."""
    from quiz.store import doctor, repairing  # noqa: PLC0415  the first picture does not wait for it

    path = existing(program)
    settled = list(_tighten_settings(program))
    done = repairing.fix(path, program.clock.now(), progress)
    return repairing.Repaired(
        (*settled, *done.changes), done.kept, doctor.with_more(done.diagnosis, _of_settings(program))
    )


def existing(program: Program) -> Path:
    """Return the path of the database. Raises :class:`QuizError` where there is none."""
    path = program.database_path
    if path.is_dir():
        raise QuizError(
            _("{path} is a folder, not a database.").format(path=literal(str(path))), _("Name a file in it.")
        )
    if not path.exists():
        raise QuizError(
            _("There is no database {path}.").format(path=literal(str(path))),
            _("“quiz” makes one; “quiz restore” brings one back from a backup."),
        )
    return path


def _of_settings(program: Program) -> Iterator[Finding]:
    """Yield what is wrong with the settings file: what it says, and who can read it."""
    from quiz.store.doctor import Finding, Remedy  # noqa: PLC0415
    from quiz.store.doctoring.findings import of_rows  # noqa: PLC0415

    for problem in program.config.problems:
        yield Finding("settings", problem.message, Remedy.PERSON, hint=problem.hint)
    yield from of_rows(
        "settings-permissions",
        (literal(str(place)) for place in _open_to_others(program)),
        lambda n: ngettext(
            "{count} place of the program can be read or changed by other users.",
            "{count} places of the program can be read or changed by other users.",
            n,
        ),
    )


def _open_to_others(program: Program) -> list[Path]:
    """Return which of the settings file, its folder and the usual folder of the database are not private."""
    from quiz.config import default_database  # noqa: PLC0415

    file, usual = program.config.path, default_database()
    places = [file, file.parent, *([usual.parent] if program.database_path == usual else [])]
    return [place for place in places if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077]


def _tighten_settings(program: Program) -> Iterator[Changed]:
    from quiz.store.doctoring.changes import changed  # noqa: PLC0415

    done = []
    for place in _open_to_others(program):
        with suppress(OSError):
            place.chmod(stat.S_IMODE(place.stat().st_mode) & 0o700)
            done.append(literal(str(place)))
    yield from changed(
        "settings-permissions",
        done,
        lambda n: ngettext(
            "{count} place of the program is its owner's alone now.",
            "{count} places of the program are their owner's alone now.",
            n,
        ),
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done with a damaged database.

    ``backup`` is the newest good one, with what it holds; ``gone`` is how many answers, readable in the damaged
    database, it does not have. ``readable`` is what can be saved, and ``lost`` how many answers are known that can't.
    """

    backup: Backup | None = None
    holds: Contents | None = None
    gone: int = 0
    readable: Contents | None = None
    lost: int = 0


def ways(program: Program) -> Ways:
    """Find out what can be done with a damaged database, without changing anything."""
    from quiz.store import salvaging  # noqa: PLC0415  rarely needed

    path = program.database_path
    with salvaging.scratch(path) as target:
        lost, readable = 0, None
        with suppress(QuizError):
            lost = salvaging.salvage(path, target, program.clock.now()).lost
            readable = _contents(target)
        found = newest_good(path, target if readable else path, program.clock.now())
    if found is None:
        return Ways(readable=readable, lost=lost)
    newest, change = found
    return Ways(newest, change.then, change.gone if readable else 0, readable, lost)


def _contents(path: Path) -> Contents:
    from quiz.store.backups.contents import contents_of  # noqa: PLC0415  rarely needed

    with closing(sqlite3.connect(path)) as reader:
        return contents_of(reader)


def newest_good(database: Path, readable: Path, now: datetime) -> tuple[Backup, Change] | None:
    """Return the newest backup of a database that can be restored, and what that changes in what is readable of it.

    One dated after ``now``, made when the clock was wrong, is taken only where there is no other.
    """
    from quiz.store import backup, restoring  # noqa: PLC0415  rarely needed

    with suppress(OSError):
        for one in backup.latest_first(backup.backups(database), now):
            if one.is_proven:
                with suppress(QuizError):
                    return one, restoring.compare(readable, one.path)
    return None


def salvage(program: Program) -> Path | None:
    """Put what is readable of a damaged database into a new one in its place, and return where the damaged one is kept.

    Raises :class:`QuizError` where nothing is readable, or nothing can be written.
    """
    from quiz.store import repairing  # noqa: PLC0415  rarely needed

    program.close_store()
    return repairing.salvage_in_place(program.database_path, program.clock.now())[1]
