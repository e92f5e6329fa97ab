"""Exporting any selection from the command line, in any format."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Result, Runner

NETS = "---\ntitle: Nets\nfields: term, meaning\n---\n## L4: Transport\nTCP: ordered\n  tags: core\nUDP: not ordered\n"
PORTS = "---\ntitle: Nets::Ports\nfields: term, meaning\n---\n22: SSH\n80: HTTP\nTCP: a key of both\n"
STUDIED = "1\n1\n1\n" + "\n4" * 3 + "\nq\n"


@pytest.fixture
def nets(quiz: Runner, home: Path) -> Runner:
    """A program with two decks, one below the other, beside the one that comes with it."""
    for name, text in (("nets.md", NETS), ("ports.md", PORTS)):
        (home / name).write_text(text, encoding="utf-8")
        assert quiz("import", str(home / name)).status == 0
    return quiz


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.out.removeprefix("\ufeff"))))


def test_a_deck_is_exported_with_its_sub_decks_where_the_format_has_a_place_for_several(nets: Runner) -> None:
    found = rows(nets("export", "nets", "--format", "csv"))
    assert [(row["deck"], row["term"]) for row in found] == [
        ("Nets", "TCP"),
        ("Nets", "UDP"),
        ("Nets::Ports", "22"),
        ("Nets::Ports", "80"),
        ("Nets::Ports", "TCP"),
    ]


def test_several_decks_in_one_deck_file_are_refused_with_what_to_do(nets: Runner) -> None:
    result = nets("export", "nets")
    assert (result.status, result.out) == (1, "")
    assert "one deck; there are 2 here: Nets, Nets::Ports" in result.err
    assert "--as NAME" in result.err


def test_a_folder_gets_a_file_for_each_deck(nets: Runner, home: Path) -> None:
    target = home / "out"
    result = nets("export", "nets", "-o", f"{target}/", "--json")
    document = json.loads(result.out)
    assert document["notes"] == 5
    assert [(Path(each["file"]).name, each["decks"], each["notes"]) for each in document["files"]] == [
        ("Nets.md", ["Nets"], 2),
        ("Nets-Ports.md", ["Nets::Ports"], 3),
    ]
    assert "UDP: not ordered" in (target / "Nets.md").read_text(encoding="utf-8")
    assert "exists already" in nets("export", "nets", "-o", f"{target}/").err
    assert nets("export", "nets", "-o", str(target), "--force").status == 0


def test_an_export_of_a_folder_is_imported_without_a_change(nets: Runner, home: Path) -> None:
    nets("export", "-o", f"{home / 'all'}/")
    document = json.loads(nets("import", str(home / "all"), "--json").out)
    assert document["imported"]
    assert len(document["files"]) == 3
    assert all(each["added"] == each["changed"] == 0 for each in document["files"])


def test_notes_of_several_decks_become_one_deck_of_a_new_name(nets: Runner, home: Path) -> None:
    assert nets("export", "nets", "--as", "Mixed", "-o", str(home / "mixed.md")).status == 0
    document = json.loads(nets("import", str(home / "mixed.md"), "--json").out)
    assert (document["deck"], document["added"]) == ("Mixed", 4)


def test_a_copy_is_a_new_deck_in_the_program(nets: Runner) -> None:
    made = json.loads(nets("export", "nets", "--as", "Mixed", "--copy", "--json").out)
    assert made == {"deck": "Mixed", "notes": 4, "left_out": ["TCP"]}
    decks = {deck["name"]: deck for deck in json.loads(nets("decks", "--json").out)["decks"]}
    assert (decks["Mixed"]["notes"], decks["Mixed"]["new"], decks["Nets"]["notes"]) == (4, 8, 2)
    assert "There is a deck “Mixed” already" in nets("export", "nets", "--as", "mixed", "--copy").err
    assert nets("export", "nets", "--copy").status == 2


def test_only_some_fields_are_exported_in_their_order(nets: Runner) -> None:
    assert (
        nets("export", "Nets::Ports", "--format", "csv", "--fields", "meaning, term")
        .out.splitlines()[0]
        .endswith("meaning,term")
    )
    text = nets("export", "http", "--fields", "key,meaning.*,tags").out
    assert "404: 服务器" in text or "404:" in text
    assert "meaning.en: " in text
    assert "tags: core" in text
    assert "explain" not in text
    assert "Not Found" not in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("term,term", "named twice"),
        ("term,meanin", "None of the notes has a field “meanin”"),
        ("meaning", "could not be asked"),
        ("term", "could not be asked"),
    ],
)
def test_fields_that_make_no_deck_are_refused(nets: Runner, fields: str, said: str) -> None:
    result = nets("export", "Nets::Ports", "--fields", fields)
    assert (result.status, said in result.err) == (1, True)


def test_only_one_direction_is_exported(nets: Runner) -> None:
    assert "directions: term -> meaning\n" in nets("export", "Nets::Ports", "--directions", "term").out
    result = nets("export", "Nets::Ports", "--directions", "back")
    assert (result.status, "There is no direction “back”" in result.err) == (1, True)


def test_notes_are_sorted_by_columns_of_their_cards_and_limited(nets: Runner) -> None:
    found = rows(nets("export", "nets", "--format", "csv", "--sort", "-key", "--limit", "3"))
    assert [row["term"] for row in found] == ["UDP", "TCP", "TCP"]
    assert nets("export", "nets", "--sort", "colour").status == 1


def test_a_query_that_finds_nothing_writes_nothing(nets: Runner, home: Path) -> None:
    result = nets("export", "--where", "tag:nowhere", "-o", str(home / "none.csv"))
    assert (result.status, "No note fits" in result.err) == (1, True)
    assert not (home / "none.csv").exists()


def test_everything_goes_to_another_database_and_back_without_a_change(
    nets: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nets("study", "nets", "--plain", "--mode", "flip", typed=STUDIED)
    nets("export", "--with-history", "-o", str(home / "all.json"))
    before = json.loads(nets("browse", "--json").out)["cards"]
    assert any(card["reps"] for card in before)
    monkeypatch.setenv("QUIZ_DATABASE", str(home / "other.db"))
    document = json.loads(nets("import", str(home / "all.json"), "--json").out)
    assert document["imported"]
    other = json.loads(nets("browse", "--json").out)["cards"]
    facts = ("deck", "key", "direction", "phase", "due", "stability", "reps", "lapses", "tags")
    assert sorted([[card[name] for name in facts] for card in other], key=str) == sorted(
        [[card[name] for name in facts] for card in before], key=str
    )
    again = json.loads(nets("import", str(home / "all.json"), "--json").out)
    assert (again["added"], again["changed"], again["reviews"]) == (0, 0, 0)


def test_only_a_format_with_a_place_for_it_takes_the_history(nets: Runner) -> None:
    result = nets("export", "nets", "--format", "csv", "--with-history")
    assert (result.status, "These have: json" in result.err) == (1, True)


def test_the_json_tells_of_a_file_and_not_of_standard_output(nets: Runner) -> None:
    assert nets("export", "nets", "--format", "csv", "--json").status == 2


def test_a_person_at_a_terminal_is_asked_before_a_file_is_overwritten(
    nets: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = home / "ports.csv"
    target.write_text("mine", encoding="utf-8")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert nets("export", "ports", "-o", str(target), typed="n\n", terminal=True).status == 1
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "recipe",
    [
        ["--where", "is:leech rated:again<30d", "-o", "leeches.csv"],
        ["http", "--where", "category:5xx", "-o", "5xx.html"],
        ["http", "--where", "rated:again<7d", "-o", "wrong.md"],
        ["--with-history", "-o", "everything.json"],
    ],
)
def test_the_recipes_of_the_readme_work(
    nets: Runner, home: Path, recipe: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    nets("study", "http", "--plain", "--mode", "flip", typed=STUDIED)
    result = nets("export", *recipe)
    if "leeches.csv" in recipe:
        assert "No note fits" in result.err
        return
    assert result.status == 0
    assert (home / recipe[-1]).stat().st_size > 200


def test_a_formula_reads_back_equal_also_from_a_table_without_ids(quiz: Runner, home: Path) -> None:
    (home / "f.csv").write_text("key,meaning\nx,a\ny,+cmd\n", encoding="utf-8")
    quiz("import", str(home / "f.csv"))
    quiz("export", "f", "--fields", "key,meaning", "-o", str(home / "g.csv"))
    assert "'+cmd" in (home / "g.csv").read_text(encoding="utf-8")
    document = json.loads(quiz("import", "--deck", "f", str(home / "g.csv"), "--json").out)
    assert (document["added"], document["changed"], document["unchanged"]) == (0, 0, 2)


@pytest.mark.parametrize("name", ["quiz.db", "quiz.db-wal"])
def test_the_database_of_the_program_is_never_overwritten(nets: Runner, home: Path, name: str) -> None:
    (home / "link.md").symlink_to(home / name)
    for target in (home / name, home / "link.md"):
        result = nets("export", "Nets::Ports", "-o", str(target), "--format", "md", "--force")
        assert (result.status, "belongs to the database" in result.err) == (1, True)
    assert nets("decks").status == 0


def test_a_link_is_followed_and_permissions_stay(nets: Runner, home: Path) -> None:
    (home / "real.md").write_text("old", encoding="utf-8")
    (home / "real.md").chmod(0o640)
    (home / "link.md").symlink_to(home / "real.md")
    assert nets("export", "Nets::Ports", "-o", str(home / "link.md"), "--force").status == 0
    assert (home / "link.md").is_symlink()
    assert "22: SSH" in (home / "real.md").read_text(encoding="utf-8")
    assert (home / "real.md").stat().st_mode & 0o777 == 0o640


def test_a_device_takes_what_is_written_and_stays_a_device(nets: Runner) -> None:
    assert nets("export", "Nets::Ports", "-o", "/dev/null", "--format", "md").status == 0
    assert Path("/dev/null").is_char_device()


def test_a_suffix_that_no_format_has_is_refused(nets: Runner, home: Path) -> None:
    result = nets("export", "http", "-o", str(home / "deck.xlsx"))
    assert (result.status, "No format has the suffix “.xlsx”" in result.err) == (1, True)
    assert not (home / "deck.xlsx").exists()


def test_a_reduced_export_that_takes_directions_away_says_how_many_cards_rest(nets: Runner, home: Path) -> None:
    nets("export", "Nets::Ports", "--directions", "term", "-o", str(home / "one.md"))
    result = nets("import", str(home / "one.md"), "--dry-run")
    assert "3 cards are asked no more" in result.out
    assert json.loads(nets("import", str(home / "one.md"), "--json").out)["rested"] == 3
