"""``quiz stats``: figures, charts as text, JSON, CSV, and the report."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from quiz.charts.register import CHARTS
from quiz.stats.series import SERIES
from quiz.text import width
from tests.cli.conftest import Runner

ANSWERS = "\n4\n\n1\n"


@pytest.fixture
def studied(quiz: Runner) -> Runner:
    """The program after two answers, one of them right."""
    quiz("study", "--plain", typed=ANSWERS)
    return quiz


def document(result: Any) -> dict[str, Any]:
    assert result.status == 0, result.err
    loaded: dict[str, Any] = json.loads(result.out)
    return loaded


# JSON


def test_the_document_has_the_documented_keys(studied: Runner) -> None:
    found = document(studied("stats", "http", "--json"))
    assert list(found) == ["scope", "where", "period", "since", "unit", *SERIES]
    assert (found["scope"], found["where"], found["period"], found["unit"]) == (["HTTP 状态码"], "", "1y", "month")
    assert found["since"] == "2025-03-03"
    assert (found["today"]["answers"], found["today"]["right"], found["today"]["new"]) == (2, 1, 2)
    assert found["streak"] == {"current": 1, "longest": 1, "days": 1, "average": 2.0}
    assert (found["states"]["cards"], found["states"]["new"]) == (128, 126)
    assert found["future"]["total"] == 2
    assert found["modes"]["rows"][0] == {
        "mode": "flip",
        "answers": 2,
        "right": 1,
        "retention": 0.5,
        "seconds": pytest.approx(0, abs=2),
    }


def test_a_query_chooses_the_cards(studied: Runner) -> None:
    found = document(studied("stats", "--where", "is:new category:4xx", "--json"))
    assert found["where"] == "is:new category:4xx"
    assert found["today"]["answers"] == found["streak"]["days"] == 0
    assert found["states"]["cards"] == found["states"]["new"] == 60


def test_a_period_can_be_named_or_begin_on_a_day(studied: Runner) -> None:
    month = document(studied("stats", "--period", "1m", "--json"))
    since = document(studied("stats", "--since", "2026-02-01", "--by", "week", "--json"))
    assert (month["since"], month["unit"], len(month["reviews"]["rows"])) == ("2026-02-01", "day", 30)
    assert (since["period"], since["unit"], len(since["reviews"]["rows"])) == ("since", "week", 6)
    assert month["reviews"]["total"] == since["reviews"]["total"] == 2


def test_sub_decks_belong_to_their_deck(studied: Runner, tmp_path: Path) -> None:
    (tmp_path / "words.md").write_text("---\nfields: term, meaning\n---\ntcp: a protocol\n", encoding="utf-8")
    studied("import", str(tmp_path / "words.md"), "--deck", "Terms::Net")
    (tmp_path / "more.md").write_text("---\nfields: term, meaning\n---\nram: memory\n", encoding="utf-8")
    studied("import", str(tmp_path / "more.md"), "--deck", "Terms")
    assert document(studied("stats", "Terms", "--json"))["states"]["cards"] == 4
    assert document(studied("stats", "Terms::Net", "--json"))["states"]["cards"] == 2


# CSV


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


def test_the_rows_of_a_series_are_csv(studied: Runner) -> None:
    found = rows(studied("stats", "--csv", "hours").out)
    assert found[0] == ["hour", "answers", "right", "retention"]
    assert [line[0] for line in found[1:]] == [str(hour) for hour in range(24)]
    assert found[10] == ["9", "2", "1", "0.5"]


def test_a_series_without_rows_is_a_line_of_figures(studied: Runner) -> None:
    found = dict(zip(*rows(studied("stats", "--csv", "today").out), strict=True))
    assert (found["answers"], found["kinds.learn"], found["ratings.easy"]) == ("2", "2", "1")


@pytest.mark.parametrize("name", SERIES)
def test_every_series_is_csv(studied: Runner, name: str) -> None:
    result = studied("stats", "--csv", name)
    assert result.status == 0
    lines = rows(result.out)
    assert len({len(line) for line in lines}) <= 1


@pytest.mark.parametrize("name", [name for name, one in SERIES.items() if one.columns])
def test_the_names_of_columns_stand_also_above_no_rows(quiz: Runner, name: str) -> None:
    first, *below = rows(quiz("stats", "--where", "tag:nothing-has-it", "--csv", name).out)
    assert first == list(SERIES[name].columns)
    if name in ("known", "categories", "confusions", "calibration", "leeches", "directions", "intervals"):
        assert not below


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(quiz: Runner, tmp_path: Path) -> None:
    deck = "---\nfields: term, meaning\n---\n## =1+1\n`=cmd`: a formula\n"
    (tmp_path / "bad.md").write_text(deck, encoding="utf-8")
    quiz("import", str(tmp_path / "bad.md"), "--deck", "Bad")
    assert "'=1+1" in quiz("stats", "Bad", "--csv", "categories").out


def test_an_unknown_series_is_refused_with_those_there_are(quiz: Runner) -> None:
    result = quiz("stats", "--csv", "hour")
    assert result.status == 1
    assert "There is no series “hour”." in result.err
    assert "hours" in result.err


# Text


def test_charts_are_readable_at_80_columns(studied: Runner) -> None:
    out = studied("stats").out
    assert not out.startswith("\n")
    assert max(map(width, out.splitlines())) <= 80
    assert "answered" in out
    assert "True retention" in out
    assert "Today" in out


def test_all_charts_can_be_shown(studied: Runner) -> None:
    few, every = (studied(*words).out for words in (("stats",), ("stats", "--all")))
    assert len(every) > len(few)
    for chart in CHARTS.values():
        assert any(line.startswith(chart.title) for line in every.splitlines()), chart.name


def test_charts_are_drawn_in_ascii_where_that_is_set(studied: Runner) -> None:
    studied("config", "set", "glyphs", "ascii")
    out = studied("stats", "--all").out
    assert not set(out) & set("█▓▒░▁▂▃▄▅▆▇▔┈━╌─│·→…–▲⠛⣀")
    assert "# " in out
    chinese = studied("stats", "--lang", "zh").out
    assert "日历" in chinese
    assert "━" not in chinese


def test_before_the_first_answer_it_is_said_when_there_will_be_something_to_see(quiz: Runner) -> None:
    out = quiz("stats", "--all").out
    assert out.startswith("Nothing is answered yet: 128 cards wait.")
    assert "of 1 day" not in out
    assert "1 year" not in out
    assert "No study days yet." in out


def test_after_the_first_answer_days_and_answers_are_counted(studied: Runner) -> None:
    out = studied("stats").out
    assert "1 year\n" in out
    assert "of 1 day" in out


def test_a_query_without_cards_says_so(quiz: Runner) -> None:
    assert quiz("stats", "--where", "tag:nothing-has-it").out == "The query finds no card here.\n"


def test_without_cards_nothing_fails(quiz: Runner) -> None:
    for words in (["--all"], ["--json"], ["--csv", "known"]):
        assert quiz("stats", "--where", "tag:nothing-has-it", *words).status == 0


# The report


def test_a_report_is_one_file_in_both_languages(studied: Runner, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    result = studied("stats", "http", "--period", "3m", "--html", str(target))
    assert (result.status, result.out) == (0, "")
    assert f"Report written to {target}." in result.err
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "HTTP status codes" in page
    assert "HTTP 状态码" in page
    assert page.count("<svg") > 2 * 8
    assert "<script" not in page


def test_a_report_can_go_to_standard_output(studied: Runner) -> None:
    assert studied("stats", "--html", "-").out.startswith("<!doctype html>")


def test_a_file_that_is_there_is_only_overwritten_by_force(studied: Runner, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("mine")
    result = studied("stats", "--html", str(target))
    assert (result.status, target.read_text()) == (1, "mine")
    assert "exists already" in result.err
    assert studied("stats", "--html", str(target), "--force").status == 0
    assert target.read_text(encoding="utf-8") != "mine"


# What is refused


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--json", "--csv", "hours"), 2, "--json and --csv do not go together"),
        (("--csv", "hours", "--html", "x.html"), 2, "--csv and --html do not go together"),
        (("--period", "1m", "--since", "2026-01-01"), 2, "--period and --since do not go together"),
        (("--period", "2m"), 2, "2m"),
        (("--since", "yesterday"), 1, "“yesterday” is no date."),
        (("--since", "2027-01-01"), 1, "2027-01-01 lies in the future."),
        (("--where", "is:"), 1, "is:"),
        (("nowhere",), 1, "nowhere"),
    ],
)
def test_what_cannot_be_shown_is_refused(quiz: Runner, words: tuple[str, ...], status: int, said: str) -> None:
    result = quiz("stats", *words)
    assert result.status == status
    assert said in result.err
    assert "Traceback" not in result.err
