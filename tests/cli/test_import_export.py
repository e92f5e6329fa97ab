"""Import and export from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Runner

LIST = Path(__file__).parent.parent / "data" / "http-status-list.md"
DECK = "---\ntitle: Small\n---\n## A: First\na: Alpha, the first\nb: Beta, the second\n"


def imported(quiz: Runner, *arguments: str, typed: str = "") -> dict[str, object]:
    result = quiz("import", *arguments, "--json", typed=typed)
    document = json.loads(result.out)
    assert isinstance(document, dict)
    return document


@pytest.fixture
def small(home: Path) -> Path:
    file = home / "small.md"
    file.write_text(DECK, encoding="utf-8")
    return file


def test_the_users_list_is_imported_completely_and_again_without_a_change(quiz: Runner) -> None:
    first = imported(quiz, str(LIST))
    assert (first["added"], first["unread"]) == (64, [])
    second = imported(quiz, str(LIST))
    assert (second["added"], second["changed"], second["unchanged"]) == (0, 0, 64)
    decks = json.loads(quiz("decks", "--json").out)["decks"]
    assert {"name": "HTTP状态码(比较全的版本)", "notes": 64, "cards": 128} in [
        {key: deck[key] for key in ("name", "notes", "cards")} for deck in decks
    ]


def test_the_json_of_an_import_has_the_documented_keys(quiz: Runner, small: Path) -> None:
    small.write_text(DECK + "nonsense\n", encoding="utf-8")
    document = imported(quiz, str(small))
    assert set(document) == {
        *(
            "imported",
            "format",
            "deck",
            "added",
            "changed",
            "unchanged",
            "cards",
            "reviews",
            "rested",
            "others",
            "changes",
            "kept_local",
            "missing",
            "unread",
            "absent_fields",
            "unknown_fields",
        ),
    }
    assert document["deck"] == "Small"
    assert document["unread"] == [{"line": 7, "reason": "There is no colon. A note is written KEY: NAME, MEANING"}]


def test_changed_texts_and_missing_notes_are_named(quiz: Runner, small: Path) -> None:
    quiz("import", str(small))
    small.write_text(DECK.replace("the first", "first of all").replace("b: Beta, the second\n", ""), encoding="utf-8")
    result = quiz("import", str(small))
    assert "a, meaning: “the first” is now “first of all”" in result.out
    assert result.out.splitlines()[-2:] == ["No longer in the file, kept:", "  b"]


def test_texts_that_are_taken_away_come_first(quiz: Runner, small: Path) -> None:
    small.write_text(DECK.replace("the first", "the first\n  hint: one") + "  hint: two\n", encoding="utf-8")
    quiz("import", str(small))
    small.write_text(DECK.replace("the first", "first of all\n  hint: one"), encoding="utf-8")
    lines = quiz("import", str(small)).out.splitlines()
    assert lines[2:4] == ["Taken away:", "  b, hint: “two”"]
    assert lines[4:] == ["Changed:", "  a, meaning: “the first” is now “first of all”"]


def test_fields_of_which_the_file_knows_nothing_are_named(quiz: Runner, small: Path) -> None:
    small.write_text(DECK + "  hint: two\n  also: Zwei\n", encoding="utf-8")
    quiz("import", str(small))
    small.write_text(DECK, encoding="utf-8")
    result = quiz("import", str(small))
    assert result.out.splitlines()[-2:] == ["The file says nothing of these fields, kept:", "  also, hint"]


def test_a_dry_run_says_the_same_and_changes_nothing(quiz: Runner, small: Path) -> None:
    assert imported(quiz, str(small), "--dry-run")["added"] == 2
    assert "Small" not in quiz("decks").out
    assert quiz("import", str(small), "--dry-run").out.startswith("Would import into “Small”:")


def test_strict_imports_nothing_where_a_line_cannot_be_read(quiz: Runner, small: Path) -> None:
    small.write_text(DECK + "nonsense\n", encoding="utf-8")
    result = quiz("import", str(small), "--strict")
    assert result.status == 1
    assert "1 line could not be read; nothing was imported." in result.err
    assert "Small" not in quiz("decks").out


def test_without_strict_unreadable_lines_are_named_and_the_rest_is_imported(quiz: Runner, small: Path) -> None:
    small.write_text(DECK + "nonsense\n", encoding="utf-8")
    result = quiz("import", str(small))
    assert result.status == 0
    assert "Line 7 was not read: There is no colon." in result.err
    assert "2 added" in result.out


def test_the_deck_that_comes_with_the_program_is_brought_up_to_date_by_its_name(quiz: Runner) -> None:
    quiz("import", str(LIST), "--deck", "http")
    document = imported(quiz, "http-status")
    assert (document["deck"], document["added"], document["changed"]) == ("HTTP 状态码", 0, 64)
    assert imported(quiz, "http-status")["unchanged"] == 64
    result = quiz("import", "http-statu")
    assert (result.status, "http-statu cannot be read" in result.err) == (1, True)


def test_a_deck_is_read_from_standard_input(quiz: Runner) -> None:
    assert imported(quiz, "-", typed=DECK)["deck"] == "Small"
    assert imported(quiz, "-", "--deck", "Other", typed="## A\nx: y, z")["deck"] == "Other"


def test_an_import_into_a_deck_named_by_its_beginning_updates_that_deck(quiz: Runner) -> None:
    document = imported(quiz, str(LIST), "--deck", "http")
    assert document["deck"] == "HTTP 状态码"
    assert document["added"] == 0
    assert len(json.loads(quiz("decks", "--json").out)["decks"]) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"no note here\n", "Nothing in"),
        ("a: b, 中文\n".encode("utf-16"), "not UTF-8"),
        ("a: b, 中文\n".encode("gb18030"), "not UTF-8"),
        (b"---\ntitle: x\n", "never ends"),
        (bytes(range(256)), "not UTF-8"),
    ],
)
def test_a_spoilt_file_changes_nothing(quiz: Runner, home: Path, content: bytes, said: str) -> None:
    quiz("decks")
    (home / "spoilt.md").write_bytes(content)
    before = (home / "quiz.db").read_bytes()
    result = quiz("import", str(home / "spoilt.md"))
    assert result.status == 1
    assert said in result.err
    assert (home / "quiz.db").read_bytes() == before


def test_a_folder_without_decks_and_a_missing_file_are_refused(quiz: Runner, home: Path) -> None:
    for name, said in ((home, "There is no file in"), (home / "nothing.md", "cannot be read")):
        result = quiz("import", str(name))
        assert result.status == 1
        assert said in result.err


def test_an_export_reads_back_without_a_change(quiz: Runner, home: Path) -> None:
    quiz("import", str(LIST))
    assert quiz("export", "HTTP状态码", "-o", str(home / "out.md")).status == 0
    document = imported(quiz, str(home / "out.md"))
    assert (document["unchanged"], document["changed"], document["added"]) == (64, 0, 0)


def test_an_export_to_standard_output_is_the_file(quiz: Runner, small: Path, home: Path) -> None:
    quiz("import", str(small))
    quiz("export", "small", "-o", str(home / "out.md"))
    assert quiz("export", "small").out == (home / "out.md").read_text(encoding="utf-8")


def test_the_suffix_or_the_option_chooses_the_format(quiz: Runner, small: Path, home: Path) -> None:
    quiz("import", str(small))
    quiz("export", "small", "-o", str(home / "out.csv"))
    assert (home / "out.csv").read_text(encoding="utf-8").startswith("\ufeffkey,name,meaning,category,tags,id,deck\n")
    document = json.loads(quiz("export", "small", "--format", "json").out)
    assert [note["fields"]["key"] for note in document["notes"]] == ["a", "b"]


def test_an_existing_file_is_only_overwritten_by_force(quiz: Runner, small: Path, home: Path) -> None:
    quiz("import", str(small))
    target = home / "out.md"
    target.write_text("mine", encoding="utf-8")
    result = quiz("export", "small", "-o", str(target))
    assert result.status == 1
    assert "exists already" in result.err
    assert target.read_text(encoding="utf-8") == "mine"
    assert quiz("export", "small", "-o", str(target), "--force").status == 0
    assert "Alpha" in target.read_text(encoding="utf-8")


def test_only_notes_of_which_a_query_finds_a_card_are_exported(quiz: Runner, home: Path) -> None:
    quiz("import", str(LIST))
    written = quiz("export", "HTTP状态码", "--where", "category:5xx direction:key -key:500").out
    assert "\n501:" in written
    assert "\n500:" not in written
    assert "\n404:" not in written
    result = quiz("export", "HTTP状态码", "--where", "is:nothing")
    assert result.status == 1
    assert "is:" in result.err


def test_an_export_that_fails_leaves_nothing_behind(quiz: Runner, small: Path, home: Path) -> None:
    quiz("import", str(small))
    before = sorted(home.iterdir())
    result = quiz("export", "small", "-o", str(home / "no" / "such" / "folder.md"))
    assert result.status == 1
    assert "cannot be written" in result.err
    assert sorted(home.iterdir()) == before


def test_a_deck_with_sub_decks_is_not_written_as_one_file_in_the_deck_format(quiz: Runner, small: Path) -> None:
    quiz("import", str(small))
    quiz("import", str(small), "--deck", "Small::Part")
    result = quiz("export", "small")
    assert "Small, Small::Part" in result.err
    assert result.status == 1


def test_the_json_says_whether_anything_was_imported(quiz: Runner, small: Path) -> None:
    small.write_text(DECK + "nonsense\n", encoding="utf-8")
    assert imported(quiz, str(small), "--dry-run")["imported"] is False
    assert imported(quiz, str(small), "--strict")["imported"] is False
    assert imported(quiz, str(small))["imported"] is True


def test_a_new_deck_does_not_merge_into_one_whose_name_only_begins_like_it(quiz: Runner, small: Path) -> None:
    for name in ("Networking", "Net", "Foo::Bar", "Foo"):
        assert imported(quiz, str(small), "--deck", name)["deck"] == name
    assert imported(quiz, str(small), "--deck", "FOO")["deck"] == "Foo"


def test_a_deck_of_another_shape_is_refused_and_changes_nothing(quiz: Runner, home: Path) -> None:
    before = quiz("export", "http").out
    (home / "terms.md").write_text("---\nfields: term, meaning\n---\na: b\n", encoding="utf-8")
    result = quiz("import", str(home / "terms.md"), "--deck", "http")
    assert result.status == 1
    assert "have the key “key”, those to be imported “term”" in result.err
    (home / "more.md").write_text("---\ndirections: also -> key\n---\n600: a, b\n  also: c\n", encoding="utf-8")
    assert "has no also" in quiz("import", str(home / "more.md"), "--deck", "http").err
    assert quiz("export", "http").out == before


@pytest.mark.parametrize("name", ["A::", "::B", "A:: ::B"])
def test_a_deck_name_with_an_empty_part_is_refused(quiz: Runner, small: Path, name: str) -> None:
    result = quiz("import", str(small), "--deck", name)
    assert result.status == 1
    assert "a part of it is empty" in result.err
