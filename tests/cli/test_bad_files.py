"""Bad input in every format, and places that can't be written: one clear message, and nothing is lost."""

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quiz.formats import FORMATS
from tests.cli.conftest import Runner

READERS = sorted(name for name, known in FORMATS.items() if known.read)
MEBIBYTE = 1 << 20

SPOILT: dict[str, bytes] = {
    "empty": b"",
    "white space": b" \n\t\r\n" * 50,
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4,
    "a database": b"SQLite format 3\0" + b"\0" * 1000,
    "an archive": b"PK\x03\x04" + b"\x14\0\x08\0" * 50,
    "NUL bytes": b"\0" * 500,
    "control characters": b"\x01\x02\x1b[31m\x07" * 100,
    "surrogates": "404: Not Found, 找不到请求的资源\n".encode() + b"500: x, \xed\xa0\x80\n",
    "half of a character": "a: b, 中".encode()[:-1],
    "brackets": b"[" * 100_000,
    "braces": b'{"a":' * 100_000,
    "quotes": b'"' * 100_001,
    "colons": b":" * 100_000,
    "one line of ten MiB": b"x" * (10 * MEBIBYTE),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("what", SPOILT)
def test_what_cannot_be_read_changes_nothing_and_is_said_in_a_sentence(
    quiz: Runner, home: Path, name: str, what: str
) -> None:
    quiz("decks")
    file = home / f"spoilt{FORMATS[name].suffixes[0]}"
    file.write_bytes(SPOILT[what])
    before = json.loads(quiz("decks", "--json").out)
    result = quiz("import", str(file), "--format", name, "--json")
    assert result.status == 1
    errors = [line for line in result.err.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, result.err
    assert "quiz made a mistake" not in result.err
    assert all(len(line) < 1000 for line in result.err.splitlines())
    assert json.loads(quiz("decks", "--json").out) == before


@pytest.mark.parametrize("name", READERS)
def test_a_fault_of_the_encoding_names_its_place_and_imports_nothing(quiz: Runner, home: Path, name: str) -> None:
    quiz("export", "http", "--format", name, "-o", str(home / f"deck{FORMATS[name].suffixes[0]}"))
    file = home / f"deck{FORMATS[name].suffixes[0]}"
    data = bytearray(file.read_bytes())
    place = data.rindex("的".encode())
    data[place] = 0xFF
    file.write_bytes(data)
    result = quiz("import", str(file), "--deck", "Other", "--json")
    assert result.status == 1
    assert str(data.count(b"\n", 0, place) + 1) in result.err or "byte" in result.err
    assert "Other" not in quiz("decks").out


@pytest.mark.parametrize("name", [name for name in READERS if name != "json"])
def test_a_field_of_ten_mebibytes_is_imported_or_refused_with_its_line(quiz: Runner, home: Path, name: str) -> None:
    text = "word " * (2 * MEBIBYTE)
    lines = {
        "md": f"---\nfields: term, meaning\n---\na: b\nlong: {text}\n",
        "csv": f"term,meaning\na,b\nlong,{text}\n",
        "tsv": f"term\tmeaning\na\tb\nlong\t{text}\n",
        "anki-text": f"#separator:tab\na\tb\nlong\t{text}\n",
    }
    file = home / f"long{FORMATS[name].suffixes[0]}"
    file.write_text(lines[name], encoding="utf-8")
    document = json.loads(quiz("import", str(file), "--json").out)
    assert document["added"] + len(document["unread"]) == 2
    assert document["added"] >= 1


def test_a_file_without_permission_is_named(quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiz("decks")
    (home / "locked.csv").write_text("a,b\nc,d\n", encoding="utf-8")
    really = Path.open

    def opened(path: Path, *arguments: Any, **more: Any) -> Any:
        if path.name == "locked.csv":
            raise PermissionError(13, "Permission denied")
        return really(path, *arguments, **more)

    monkeypatch.setattr(Path, "open", opened)
    result = quiz("import", str(home / "locked.csv"))
    assert result.status == 1
    assert "locked.csv cannot be read: Permission denied" in result.err


def limited() -> None:
    """Let files of this process have 64 KiB at most, and writing more an error rather than the end."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["html", "json"])
def test_a_disk_that_fills_up_while_a_file_is_written_leaves_the_old_one(quiz: Runner, home: Path, name: str) -> None:
    quiz("decks")
    target = home / f"old.{name}"
    target.write_text("old", encoding="utf-8")
    before = sorted(home.iterdir())
    command = [sys.executable, "-m", "quiz", "export", "http", "-o", str(target), "--force"]
    result = subprocess.run(command, preexec_fn=limited, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(home.iterdir()) == before


@pytest.mark.no_cover
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_standard_output_that_is_full_is_said_in_a_sentence(quiz: Runner, home: Path) -> None:
    quiz("decks")
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "quiz", "export", "http"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("Error: Standard output cannot be written: No space left")


def test_an_empty_name_of_a_file_is_refused(quiz: Runner) -> None:
    result = quiz("import", "-y", "")
    assert (result.status, "No file is named" in result.err) == (1, True)


def test_the_first_row_of_a_table_is_a_note_where_that_is_said(quiz: Runner, home: Path) -> None:
    (home / "words.csv").write_text("hola,hello\nadios,bye\n", encoding="utf-8")
    assert json.loads(quiz("import", str(home / "words.csv"), "--no-header", "--json").out)["added"] == 2


def test_a_row_that_is_refused_is_not_among_the_first_notes(quiz: Runner, home: Path) -> None:
    (home / "words.csv").write_text("front,back\nhello,hola\n,empty\nworld,mundo\n", encoding="utf-8")
    lines = quiz("import", str(home / "words.csv"), "--dry-run").out.splitlines()
    assert [line.strip() for line in lines if "—" in line or line.strip() == "empty"] == [
        "hello — hola",
        "world — mundo",
    ]
