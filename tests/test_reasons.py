"""Why files cannot be used, in the user's language."""

import errno
import os
import sys
from collections.abc import Iterator

import pytest

from quiz import locale
from quiz.reasons import reason_text

MET = (
    "EACCES EPERM EROFS ENOENT EISDIR ENOTDIR ENOTEMPTY EEXIST ENAMETOOLONG ELOOP EMFILE ENOMEM EIO EBUSY ENXIO EINVAL"
)
FULL = "ENOSPC EDQUOT EFBIG EPIPE"


@pytest.fixture
def chinese() -> Iterator[None]:
    before = locale.current()
    locale.use("zh")
    yield
    locale.use(before)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have words of their own")
@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", [*MET.split(), *FULL.split()])
def test_what_may_happen_to_a_file_is_told_in_chinese(name: str) -> None:
    code = getattr(errno, name)
    told = reason_text(OSError(code, os.strerror(code), "file.md"))
    assert not told.isascii()


@pytest.mark.usefixtures("chinese")
def test_what_is_not_known_stays_as_it_is() -> None:
    assert reason_text(OSError(0, "Level 3 halted", "file.md")) == "Level 3 halted"
    assert reason_text(ValueError("odd")) == "odd"


def test_in_english_the_words_of_the_system_are_told() -> None:
    assert reason_text(OSError(errno.EACCES, "Permission denied", "file.md")) == "Permission denied"
