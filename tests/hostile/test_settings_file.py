"""A settings file that can't be read never stops the program, is named once, and is never lost."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz import config
from quiz.errors import QuizError
from quiz.program import Program
from tests.cli.conftest import Runner

BROKEN: dict[str, bytes] = {
    "broken TOML": b"theme = \n",
    "binary": bytes(range(256)),
    "no UTF-8": b'theme = "\xff\xfe"\n',
    "NUL": b"\0" * 5000,
    "half a table": b"[keys",
    "twice the same": b'theme = "dark"\ntheme = "light"\n',
    "too deep": b"x = " + b"[" * 100_000,
    "a number without end": b"x = " + b"9" * 100_000,
    "a hexadecimal number without end": b"x = 0x" + b"f" * 100_000,
    "no date": b"x = 0000-00-00\n",
    "too long": b"# a comment that is far too long\n" * (config.MOST_BYTES // 30),
    "escapes": b'"\x1b[31m" = 1\n',
}
"""What is no settings at all, by what is wrong with it."""

ODD: dict[str, bytes] = {
    "a list": b"theme = [1, 2]\n",
    "a number": b"theme = 3\nmode = 1.5\nlanguage = true\n",
    "a table": b"[theme]\na = 1\n",
    "keys that are none": b'keys = "u"\nsearches = 1\nfilters = []\n',
    "keys of all types": b"[keys]\nstudy = 1\n'study.undo' = [1]\n'nothing.at.all' = 'x'\n",
    "tables in tables": b"[filters.a.b.c]\nd = 1\n[searches.x]\ny = 2\n",
    "escaped escapes": b'"\\u001b[31m" = "\\u001b[2J"\ntheme = "\\u202e\\u001b]0;x\\u0007"\n',
    "a long value": b'theme = "' + b"x" * 900_000 + b'"\n',
    "a mark at the beginning": b'\xef\xbb\xbftheme = "light"\n',
    "ends of lines": b'theme = "light"\r\nmode = "flip"\r\n',
    "empty": b"",
}
"""What is TOML, but not what is meant."""


@pytest.fixture
def file(home: Path) -> Path:
    path = home / "config" / "quiz" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_settings_is_named_once_and_kept_when_a_setting_is_changed(
    quiz: Runner, file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    result = quiz("decks")
    assert result.status == 0
    assert result.err.count(f"The settings file {file} cannot be read") == 1
    assert "\x1b" not in result.err
    assert file.read_bytes() == content
    for number, theme in enumerate(("light", "contrast"), start=1):
        changed = quiz("config", "set", "theme", theme)
        assert (changed.status, changed.out) == (0, f"theme = {theme}\n")
        assert (f"It is kept as {file}.unreadable" in changed.err) == (number == 1)
    assert file.with_name("config.toml.unreadable").read_bytes() == content
    assert config.load(file)["theme"] == "contrast"


def test_each_unreadable_file_is_kept_under_a_name_of_its_own(quiz: Runner, file: Path) -> None:
    for content in ("a", "b", "c"):
        file.write_text(content)
        quiz("config", "set", "theme", "light")
    kept = [file.with_name(f"config.toml.unreadable{end}").read_text() for end in ("", "-2", "-3")]
    assert kept == ["a", "b", "c"]


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_settings_of_wrong_types_leave_the_defaults_and_stay_in_the_file(
    quiz: Runner, file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    result = quiz("decks")
    assert result.status == 0
    assert not any(sign in result.err for sign in "\x1b\x07\u202e")
    assert len(result.err) < 5000
    assert quiz("config", "get").status == 0
    assert quiz("config", "set", "motion", "off").status == 0
    assert config.load(file)["motion"] == "off"
    assert not file.with_name("config.toml.unreadable").exists()


def a_folder(file: Path) -> None:
    file.mkdir()
    (file / "mine").write_text("kept")


def a_pipe(file: Path) -> None:
    os.mkfifo(file)


def a_loop(file: Path) -> None:
    file.symlink_to(file.with_name("other"))
    file.with_name("other").symlink_to(file)


def a_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def a_file_in_the_place_of_its_folder(file: Path) -> None:
    file.parent.rmdir()
    file.parent.write_text("no folder")


NO_FILES: list[Callable[[Path], None]] = [a_folder, a_pipe, a_loop, a_device, a_file_in_the_place_of_its_folder]


@pytest.mark.parametrize("make", NO_FILES, ids=lambda make: make.__name__)
def test_what_is_no_file_neither_stops_the_program_nor_is_replaced(
    quiz: Runner, file: Path, make: Callable[[Path], None]
) -> None:
    make(file)
    before = os.lstat(file).st_ino if os.path.lexists(file) else 0
    result = quiz("decks")
    assert (result.status, result.err.count("cannot be read")) == (0, 1)
    assert quiz("config", "get", "theme").out == "dark\n"
    changed = quiz("config", "set", "theme", "light")
    assert (changed.status, "cannot be read" in changed.err, "Traceback" in changed.err) == (1, True, False)
    assert (os.lstat(file).st_ino if os.path.lexists(file) else 0) == before


def test_a_broken_link_is_no_file_and_its_target_is_made_where_that_is_possible(quiz: Runner, file: Path) -> None:
    file.symlink_to(file.with_name("dotfiles.toml"))
    assert (quiz("decks").status, quiz("decks").err) == (0, "")
    assert quiz("config", "set", "theme", "light").status == 0
    assert file.is_symlink()
    assert file.with_name("dotfiles.toml").read_text() == 'theme = "light"\n'


def test_a_link_to_the_settings_stays_a_link_when_one_is_changed(quiz: Runner, file: Path) -> None:
    target = file.with_name("dotfiles.toml")
    target.write_text('mode = "flip"\n')
    file.symlink_to(target)
    assert quiz("config", "set", "theme", "light").status == 0
    assert file.is_symlink()
    assert target.read_text() == 'mode = "flip"\ntheme = "light"\n'


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named_and_left_alone(quiz: Runner, file: Path) -> None:
    file.write_text('theme = "light"\n')
    file.chmod(0)
    result = quiz("decks")
    assert (result.status, "Permission denied" in result.err) == (0, True)
    assert quiz("config", "set", "theme", "light").status == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0


def test_no_permission_is_told_as_such(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    file.write_text('theme = "light"\n')
    monkeypatch.setattr(os, "open", refuse)
    loaded = config.load(file)
    assert ["Permission denied" in problem.message for problem in loaded.problems] == [True]
    with pytest.raises(QuizError, match="Permission denied"):
        config.save("theme", "dark", file)
    assert file.read_text() == 'theme = "light"\n'


@pytest.mark.parametrize("content", [b'theme = "light"\n', b"theme = \n"], ids=["sound", "broken"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES], ids=errno.errorcode.get)
def test_settings_that_cannot_be_written_stay_as_they_were_and_are_not_called_unreadable(
    quiz: Runner, file: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, number: int
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    file.write_bytes(content)
    monkeypatch.setattr(os, "fsync" if number == errno.ENOSPC else "open", _only_writing(refuse, number))
    result = quiz("config", "set", "theme", "contrast")
    monkeypatch.undo()
    said = result.err.split("Error: ")[-1]
    assert result.status == 1
    assert said.startswith(f"The settings file {file} cannot be written: {os.strerror(number)}.\nIt is as it was. ")
    assert "delete" not in said
    assert [one.name for one in file.parent.iterdir()] == ["config.toml"]
    assert file.read_bytes() == content


def _only_writing(refuse: Callable[..., None], number: int) -> Callable[..., object]:
    """Let everything be opened but what is to be written; a full disk is noticed when all is to be on it."""
    opened = os.open

    def open_to_read(path: str, flags: int, *rest: object, **more: object) -> object:
        if flags & (os.O_WRONLY | os.O_RDWR):
            refuse()
        return opened(path, flags, *rest, **more)  # type: ignore[arg-type]

    return refuse if number == errno.ENOSPC else open_to_read


def test_what_is_wrong_is_said_once_however_often_settings_are_read_again(file: Path) -> None:
    file.write_text("mode = 7\n")
    said: list[QuizError] = []
    program = Program(said.append)
    assert program.config["mode"] == "auto"
    program.change("theme", "light")
    assert program.config["theme"] == "light"
    assert len(said) == 1
