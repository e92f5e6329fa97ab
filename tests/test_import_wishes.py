"""What a person writes about an import: paths in one line, and which columns are which fields."""

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.import_wishes import mapping_of, mapping_text, paths_of

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
    lambda text: text.strip()
)


def test_a_line_that_is_a_file_is_one_path_whatever_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my deck's.md").touch()
    assert paths_of(" my deck's.md ") == ["my deck's.md"]


def test_other_lines_are_parted_as_a_shell_parts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    line = "a.md 'b c.md' d\\ e.md ~/f.md \"g h.md\" a.md"
    assert paths_of(line) == ["a.md", "b c.md", "d e.md", "/home/me/f.md", "g h.md"]
    assert paths_of("  ") == []


def test_a_mark_that_is_not_closed_is_explained() -> None:
    with pytest.raises(QuizError, match="not closed"):
        paths_of("a.md 'b")


@given(st.lists(WORDS.filter(lambda word: not word.startswith("~")), min_size=2, unique=True))
def test_paths_that_are_quoted_are_found_again(words: list[str]) -> None:
    assert paths_of(shlex.join(words)) == words


@given(
    st.dictionaries(
        WORDS.filter(lambda text: text == text.strip()),
        st.text("abc-", max_size=5),
    )
)
def test_a_mapping_is_read_as_it_is_written(mapping: dict[str, str]) -> None:
    assert mapping_of(mapping_text(mapping)) == mapping


@pytest.mark.parametrize("line", ["front", "=key", "a=b, c", "x" * 200_000])
def test_a_part_without_a_column_is_refused(line: str) -> None:
    with pytest.raises(QuizError, match="COLUMN=FIELD"):
        mapping_of(line)
