"""Which dialect a Markdown file is taken for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, Part
from quiz.locale import use
from quiz.store import Store
from tests.formats.reading import items, notes, source, unread

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DECK = "the deck format"
TABLE = "a table with a header row"
BULLETS = "a list of “term :: meaning”"
QUESTIONS = "blocks of “Q:” and “A:”"
HEADINGS = "headings with the answer under them"

ROWS = "| a | b |\n|---|---|\n| 1: x, y | 2 |\n| 3: x, y | 4 |\n"


# What is in no dialect, and of the deck format only because a person says so.
PLAIN = [
    "no note here\n",
    "Note: first, second\n",
    "404: Not Found, nothing there\n",
    "404:\n  name: x\n  meaning: y\n",
    "# T\n404: Not Found, nothing there\n",
    "# 4xx\n404: a, b\n410: c, d\n451: e, f\n# 5xx\n500: g, h\n503: i, j\n",
    "# Title only\nwith text\n",
    "## a\n\n\n## b\n",
    "Q: no answer\n",
    "a: b, c\nq: d, e\n",
    "".join(f"{letter}: Name, meaning\n" for letter in "zyxwvutsrqponmlkjihgfedcba"),
    "".join(f"{letter}: Name, meaning\n" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "".join(f"{letter}: Name, meaning\n" for letter in "ZYXWVUTSRQPONMLKJIHGFEDCBA"),
    "k: a, b\n  explain: |\n    " + ROWS.replace("\n", "\n    ") + "\n",
    "k: a, b\n  explain: |\n    Q: x\n    A: y\n    Q: z\n    A: w\n",
    "k: a, b\n  explain: |\n    - x :: y\n    - z :: w\n\n    ## v\n    u\n",
    "a: b, c\n- std::move\n- http://x::y\nd: e, f\n",
    "a: b, c\nd: e, f\ng: h, i\n- x :: y\n",
    "<!--\n" + ROWS + "-->\nk: a, b\n",
    "```\n## A\n```\nk: a, b\n",
    "---\n\nk: a, b\n",
    "---\n\n# Slides\n\nPresenter: Bob, Alice\n\n---\n\ntext\n",
    "a | b\n",
    "| a |\n|---|\n| b |\n",
    "a: b | c, d\n---\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_without_front_matter_or_notes_below_a_heading_a_file_is_of_the_deck_format_only_if_a_person_says_so(
    text: str,
) -> None:
    with pytest.raises(QuizError, match="shows how its notes are written") as caught:
        source(text, "")
    assert "“## Codes”" in caught.value.hint
    assert "--format md" in caught.value.hint
    assert source(text).dialect == DECK


@pytest.mark.parametrize("text", [text for text in PLAIN if notes(text) and not unread(text)])
def test_a_heading_above_or_a_front_matter_makes_it_one(text: str) -> None:
    for head in ("## A: B\n", "## Codes\n\n", "---\ntitle: x\n---\n", "---\n---\n"):
        found = source(head + text, "")
        assert found.dialect == DECK
        assert sum(isinstance(item, NoteDraft) for item in found.items) == len(notes(text))


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("k: a, b\nl: c, d\n\n" + ROWS, TABLE),
        ("Author: Bob, Alice\nDate: May 1, 2024\n\n| a | b |\n|---|---|\n| c | d |\n", TABLE),
        ("a: b, c\n- x :: y\nd: e, f\n", BULLETS),
        ("Note: a, b\nOther: c, d\nQ: a\nA: b\n", QUESTIONS),
        ("# 4xx\n404: a, b\n# 5xx\n500: c, d\n", HEADINGS),
        ("# T\n### a\nk: a, b\nmore: c, d\n### b\nl: c, d\n", HEADINGS),
        ("## A\nprose\n# B\nk: a, b\nl: c, d\n", HEADINGS),
        ("k: a, b\n\n## A\nprose:\n", HEADINGS),
        ("## A\n# B\nk: a, b\n", HEADINGS),
        ("  ## A\nk: a, b\n", HEADINGS),
    ],
)
def test_lines_that_look_like_notes_do_not_keep_a_file_from_being_of_another_dialect(text: str, dialect: str) -> None:
    assert source(text, "").dialect == dialect
    assert source(text).dialect == dialect


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("---\n---\n", DECK),
        ("---\n---\nno note here\n", DECK),
        ("| a | b |\n|---|---|\n", TABLE),
        ("## 4xx\n404: Not Found, nothing there\n", DECK),
        ("## A: First\na: Alpha, the first\n", DECK),
        ("## Q: Question\nx: Alpha, the first\n## A: Answer\ny: Beta, the second\n", DECK),
        ("## 4xx\n404:\n  name: x\n ## no heading\n  meaning: y\n", DECK),
        ("##4xx\n404: Not Found, nothing there\n", DECK),
        ("k: a, b\n## 4xx\n404:\n  name: x\n  meaning: y\n", DECK),
        ("## 4xx\n### more\n404: Not Found, nothing there\n", DECK),
        ("---\ntitle: x\n---\n", DECK),
        ("---\ntitle: x\n---\n404: Not Found, nothing there\n", DECK),
        (ROWS, TABLE),
        ("---\ntitle: x\n---\n" + ROWS, TABLE),
        ("---\nfields: term, meaning\n---\n" + ROWS, DECK),
        ("---\ndirections: key -> name\n---\n- a :: b\n", DECK),
        ("## A\nk: a, b\nl: c, d\n\n" + ROWS, DECK),
        ("## A\nk: a, b\n\n" + ROWS, TABLE),
        ("## Codes\n\nNote: all of them, in order.\n\n" + ROWS, TABLE),
        ("## Codes\n\nSome text.\n\n" + ROWS + "## More\n\n" + ROWS, TABLE),
        ("## A\na: b, c\n- x :: y\nd: e, f\n", DECK),
        ("- a :: b\n", BULLETS),
        ("1. a :: b, c: d\n", BULLETS),
        ("## A\n- std::move\n## B\n- std::swap\n", HEADINGS),
        ("- a :: b\n  - Q: c\n  - A: d\n", BULLETS),
        ("## A\ntext\n\n- a :: b\n- c :: d\n", BULLETS),
        ("Q: a, b\nA: c, d\n", QUESTIONS),
        ("## Part\nQ: a, b\nA: c, d\nFirst: e, f\nSecond: g, h\n\nThird: i, j\n", QUESTIONS),
        ("Q: a\nA: b\n\n" + ROWS, QUESTIONS),
        ("q: a, b\na: c, d\n", QUESTIONS),
        ("## a\nb\n", HEADINGS),
        ("## a\n```\n" + ROWS + "```\n", HEADINGS),
        ("## a\nprose\n## b\nprose\n## c\n| x | y |\n|-|-|\n| 1 | 2 |\n", HEADINGS),
    ],
)
def test_the_dialect_with_the_most_notes_is_taken_and_in_doubt_the_deck_format(text: str, dialect: str) -> None:
    assert source(text, "").dialect == dialect
    assert source(text).dialect == dialect


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("---\ntitle: T\nmore: {long}\n---\n- a :: b\n", BULLETS),
        ("---\ntitle: T\nmore: {long}\n---\n## A\nk: a, b\n", DECK),
        ("<!--\n{long}\n\n{long}\n-->\n## A\nk: a, b\n", DECK),
        ("<!--\n{long}\n\n{long}\n-->\nQ: a\nA: b\n", QUESTIONS),
        ("<!--\n{long}\n\n{long}\n-->\n## a\nb\n", HEADINGS),
        ("k: a, {long}\nl: c, d\n\nm: e, f\n## A\nn: g, h\n", DECK),
        ("{long}\n\n{long}\n\n" + ROWS, TABLE),
        ("# T\n{long}\n\n{long}\n\n" + ROWS, TABLE),
        ("# T\n{long}\n\n{long}\n\n## A\nk: a, b\n", DECK),
    ],
)
def test_however_much_stands_before_the_first_sign_it_is_found(text: str, dialect: str) -> None:
    long = text.format(long="x" * 70_000)
    assert source(long, "").dialect == dialect
    assert source(long).dialect == dialect


def test_what_never_ends_is_named() -> None:
    with pytest.raises(QuizError, match="front matter that begins in line 1 never ends"):
        source("---\ntitle: T\n", "")
    with pytest.raises(QuizError, match="comment that begins in line 2 never ends"):
        source("k: a, b\n<!-- l: c, d\n", "")
    with pytest.raises(QuizError, match="comment that begins in line 2 never ends"):
        list(source("- a :: b\n<!-- c\n", "").items)


def test_what_would_begin_a_comment_does_not_in_a_block() -> None:
    text = "## A\nk: a, b\n  explain: |\n    <!-- c\n"
    assert [note.fields["explain"] for note in source(text, "").items if isinstance(note, NoteDraft)] == ["<!-- c"]


def test_cards_between_lines_of_hyphens_are_not_taken_for_a_front_matter() -> None:
    for text in ("---\nQ: a\nA: b\n---\nQ: c\nA: d\n", "---\n问：a\n答：b\n---\n\n问：c\n答：d\n---\n"):
        found = source(text, "")
        assert found.dialect == QUESTIONS
        assert [list(note.fields.values()) for note in found.items if isinstance(note, NoteDraft)] == [
            ["a", "b"],
            ["c", "d"],
        ]


def test_hyphens_above_a_blank_line_are_no_front_matter() -> None:
    assert source("---\n\n- a :: b\n", "").dialect == BULLETS
    assert not unread("---\n\n- a :: b\n")
    assert source("---\n\n## A\nk: a, b\n", "").dialect == DECK
    assert not unread("---\n\n## A\nk: a, b\n")


def test_a_deck_keeps_tables_and_questions_in_its_explanations() -> None:
    [note] = notes("k: a, b\n  explain: |\n    | x | y |\n    |---|---|\n    | 1 | 2 |\n\n    Q: z\n    A: w\n")
    assert note.fields["explain"] == "| x | y |\n|---|---|\n| 1 | 2 |\n\nQ: z\nA: w"


def test_the_beginning_decides_and_the_rest_is_read_in_the_same_dialect() -> None:
    text = "".join(f"- term {n} :: meaning\n" for n in range(5000)) + "a: b, c\n" * 9000
    found = source(text)
    assert found.dialect == BULLETS
    assert sum(isinstance(item, NoteDraft) for item in found.items) == 5000


def test_the_dialect_is_told_in_the_language_of_the_interface() -> None:
    use("zh")
    try:
        assert source("- a :: b\n").dialect != ""
    finally:
        use("en")


def test_a_deck_name_comes_from_the_front_matter_else_the_title_else_the_file() -> None:
    assert source("- a :: b\n").draft.name == "deck"
    assert source("# T\n- a :: b\n").draft.name == "T"
    assert source("---\ntitle: F\n---\n# T\n- a :: b\n").draft.name == "F"
    assert source("# T\x07\n- a :: b\n").draft.name == "deck"


_LINES = st.sampled_from(
    [
        *("# {}", "## {}", "### {}", "#### {}", "##", "{}", "  {}", "", "", "---", "```", "~~~ {}", "    {}"),
        *("- {}", "- {} :: {}", "  - {} :: {}", "* {} ::", "1. {} ::: {}", "- {}：：x", "- [ ] {} :: `{}"),
        *("Q: {}", "A: {}", "**Q:** {}", "**A: {}**", "### Q: {}", "Question 1: {}", "问：{}", "答：{}"),
        *("| {} | {} |", "|---|---|", "| x | y |", "| {} |", "{} | {}", "| {} | `{} | |", "|:-|-:|-|"),
        *("k: a, {}", "{}: a, b", "<!-- {} -->", "--> {}", "> {}"),
    ]
)


PREFIXES = {
    DECK: "".join(f"p{n}: a, b\n" for n in range(9)),
    TABLE: "| x | y |\n|---|---|\n" + "".join(f"| p{n} | a |\n" for n in range(9)),
    BULLETS: "".join(f"- p{n} :: a\n" for n in range(9)),
    QUESTIONS: "".join(f"Q: p{n}\nA: a\n" for n in range(9)) + "---\n",
    HEADINGS: "".join(f"### p{n}\na\n" for n in range(9)) + "## p\n",
}


def _lost(prefix: str, lines: list[str]) -> list[int]:
    """Return the lines whose text is neither read nor reported, nor below one that is reported with what it begins."""
    found = source("\n".join([prefix, *lines]))
    before = prefix.count("\n") + 1
    read = list(found.items)
    kept = repr([found.draft.name, found.details, *(item for item in read if not isinstance(item, Unread))])
    reported = {item.line - 1 - before for item in read if isinstance(item, Unread)}
    lost, is_reported = [], False
    for index, line in enumerate(lines):
        if index in reported:
            is_reported = True
        elif f"m{index}m" in kept:
            is_reported = False
        elif f"m{index}m" in line and "<!--" not in line and not is_reported:
            lost.append(index)
    return lost


@pytest.mark.no_cover
@pytest.mark.parametrize("prefix", ["", *PREFIXES.values()], ids=["any", *PREFIXES])
@settings(max_examples=200, deadline=None)
@given(templates=st.lists(_LINES, max_size=14).filter(lambda templates: any(templates)))
def test_no_line_of_any_dialect_is_dropped_in_silence(prefix: str, templates: list[str]) -> None:
    lines = [template.format(*[f"m{index}m"] * 2) for index, template in enumerate(templates)]
    event(source("\n".join([prefix, *lines])).dialect)
    assert not _lost(prefix, lines), items("\n".join([prefix, *lines]))


DOCUMENTS = {
    TABLE: "# T\n## C: Category\n| Term | Meaning | Tags |\n|---|---|---|\n| a | b<br>c | x, y |\n| d | e | |\n",
    BULLETS: "# T\n## C: Category\n- a :: b\n  - c\n- d :: e\n",
    QUESTIONS: "# T\n## C: Category\nQ: a\nA: b\nc\n\nQ: d\nA: e\n",
    HEADINGS: "# T\n## C: Category\n### a\nb\n\nc\n### d\ne\n",
}


@pytest.mark.parametrize("dialect", DOCUMENTS)
def test_importing_a_file_again_or_what_its_deck_is_exported_as_changes_nothing(dialect: str, tmp_path: Path) -> None:
    write = FORMATS["md"].write
    assert write is not None
    with Store.open(tmp_path / "quiz.db", NOW) as store:
        for added, unchanged in ((2, 0), (0, 2)):
            found = source(DOCUMENTS[dialect])
            report = store.import_deck(found.draft, found.items, now=NOW)
            assert (found.dialect, report.added, report.unchanged, report.unread) == (dialect, added, unchanged, [])
        [deck] = store.decks()
        assert deck.name == "T"
        exported = "".join(write(Export((Part(deck, tuple(store.note_types(deck))),), store.notes(deck))))
        found = source(exported)
        report = store.import_deck(found.draft, found.items, now=NOW)
        assert (found.dialect, report.unchanged, report.changes, report.unread) == (DECK, 2, [], [])
