"""What stands where on a cheat sheet: decks, categories, and the fields of a note."""

import pytest

from quiz.cards import Note
from quiz.formats.contents import Part
from quiz.formats.html.explanation import explanation
from tests.formats.html_pages import Page, deck_of, export_of, kind_of, note_of, page_of, titled, written

FOUND = {"key": "404", "name": "Not Found", "meaning": "Nothing is there."}
CATEGORIES = (titled("2xx", "Success"), titled("4xx", "Client errors"))


def coded(key: str, category: str, deck: int = 1) -> Note:
    return note_of({"key": key, "name": f"name {key}", "meaning": "m"}, category, deck=deck)


def sheet(*notes: Note, decks: int = 1) -> Page:
    parts = [Part(deck_of(one, f"Deck {one}", categories=CATEGORIES), (kind_of(),)) for one in range(1, decks + 1)]
    return Page(written(export_of(notes, *parts, language="en")))


def order(page: Page, *tags: str) -> list[str]:
    """Return the texts of headings of these kinds in the order of the page."""
    found = {tag: iter(page.texts(tag)) for tag in tags}
    return [next(found[tag]) for tag, _attributes in page.elements if tag in tags]


def test_notes_stand_under_their_categories_to_which_the_contents_lead() -> None:
    page = sheet(coded("200", "2xx"), coded("201", "2xx"), coded("404", "4xx"))
    assert order(page, "h2", "h3") == [
        *("2xx Success", "200 name 200", "201 name 201"),
        *("4xx Client errors", "404 name 404"),
    ]
    assert page.texts("a") == ["2xx Success 2", "4xx Client errors 1"]
    sections = [section.get("id") for section in page.all("section") if section.get("class") == "group"]
    assert [link["href"] for link in page.all("a")] == [f"#{one}" for one in sections]


def test_a_category_that_comes_again_has_its_heading_again_but_is_once_in_the_contents() -> None:
    page = sheet(coded("200", "2xx"), coded("404", "4xx"), coded("201", "2xx"))
    assert page.texts("h2") == ["2xx Success", "4xx Client errors", "2xx Success"]
    assert page.texts("a") == ["2xx Success 2", "4xx Client errors 1"]


def test_in_an_order_across_categories_each_note_says_where_it_belongs() -> None:
    page = sheet(*(coded(str(number), ("2xx", "4xx")[number % 2]) for number in range(6)))
    assert page.texts("h2", "above") == ["2xx Success", "4xx Client errors"] * 3
    assert page.texts("h1") == ["Deck 1"]
    assert page.texts("nav", "contents") == []
    assert len(page.texts("div", "notes")) == 1


def test_in_an_order_across_decks_each_note_says_its_deck_too() -> None:
    page = sheet(*(coded(str(number), "2xx", 1 + number % 2) for number in range(6)), decks=2)
    assert page.texts("h2", "above") == ["Deck 1 · 2xx Success", "Deck 2 · 2xx Success"] * 3
    assert page.texts("h1") == ["Deck 1", "Deck 2"]


def test_a_deck_without_categories_has_no_headings() -> None:
    page = sheet(coded("200", ""), coded("404", ""))
    assert page.texts("h2") == []
    assert page.texts("a") == []


def test_each_deck_has_its_heading_its_number_of_notes_and_its_contents() -> None:
    page = sheet(coded("200", "2xx"), coded("404", "4xx"), coded("500", "", 2), decks=3)
    assert order(page, "h1", "h3") == [
        *("Deck 1", "200 name 200", "404 name 404"),
        *("Deck 2", "500 name 500", "Deck 3"),
    ]
    assert page.texts("p", "count") == ["2 notes", "1 note", "0 notes"]
    assert page.texts("title") == ["Deck 1 · Deck 2 · Deck 3"]
    assert page.texts("a")[:3] == ["Deck 1 2", "Deck 2 1", "Deck 3 0"]
    ids = [attributes.get("id") for _tag, attributes in page.elements]
    assert all((link["href"] or "")[1:] in ids for link in page.all("a"))


def test_a_deck_that_comes_again_has_its_heading_again() -> None:
    page = sheet(coded("200", "", 1), coded("500", "", 2), coded("201", "", 1), decks=2)
    assert page.texts("h1") == ["Deck 1", "Deck 2", "Deck 1"]


def test_a_note_shows_all_that_it_has() -> None:
    fields = {
        **FOUND,
        "explain": "- first\n- second",
        "also": "Missing | Gone",
        "confused": "410, 403",
        "versus.410": "gone for good",
        "versus.451": "for legal reasons",
        "hint": "a door",
        "own": "more",
        "source": "RFC 9110",
    }
    page = Page(written(export_of([note_of(fields, tags=("core", "web"))], language="en")))
    assert page.texts("h3") == ["404 Not Found"]
    assert page.texts("p", "main") == ["Nothing is there."]
    assert page.texts("p", "more") == ["also Missing, Gone", "own more"]
    assert page.texts("p", "hint") == ["hint a door"]
    confusions = ["410 gone for good", "403", "451 for legal reasons"]
    assert page.texts("li") == ["first", "second", *confusions]
    assert page.texts("p", "foot") == ["RFC 9110 #core #web"]


def test_the_fields_that_were_chosen_are_shown_in_their_order_and_no_others() -> None:
    fields = {**FOUND, "hint": "a door", "explain": "why", "source": "RFC"}
    page = page_of(fields, fields=("meaning", "hint", "key", "id"))
    (note,) = page.texts("article", "note")
    assert note.split("\n") == ["Nothing is there.", "hint a door", "404guid-404", ""]


def test_a_field_that_was_chosen_in_a_language_is_shown_in_it_everywhere() -> None:
    page = page_of({**FOUND, "meaning.zh": "没有"}, fields=("key", "meaning.zh"))
    assert page.texts("p", "more") == ["meaning zh 没有"]


def test_notes_without_any_of_the_chosen_fields_are_left_out() -> None:
    assert page_of(FOUND, fields=("hint",)).texts("article", "note") == []


def test_a_translation_without_an_original_is_shown_like_any_field() -> None:
    assert page_of({**FOUND, "own.zh": "自己"}).texts("p", "more") == ["own zh 自己"]


def test_notes_of_several_types_show_their_own_fields() -> None:
    kinds = (kind_of(), kind_of(("term", "definition", "example"), 2, "terms"))
    notes = [note_of(FOUND), note_of({"term": "CAP", "definition": "two of three", "example": "x"}, kind=2)]
    page = Page(written(export_of(notes, Part(deck_of(), kinds), language="en")))
    assert page.texts("h3") == ["404 Not Found", "CAP"]
    assert page.texts("p", "main") == ["Nothing is there.", "two of three"]
    assert page.texts("p", "more") == ["example x"]


@pytest.mark.parametrize(
    ("key", "size"),
    [("404", "short"), ("Accept-Encoding", "middling"), ("长" * 13, "long"), ("汉字汉字", "middling")],
)
def test_a_key_is_the_smaller_the_longer_it_is(key: str, size: str) -> None:
    assert page_of({**FOUND, "key": key}).all("h3")[0]["class"] == size


def test_a_term_without_a_name_is_not_larger_for_being_short() -> None:
    notes = [note_of({"term": "CAP", "meaning": "two of three"})]
    page = Page(written(export_of(notes, Part(deck_of(), (kind_of(("term", "meaning")),)), language="en")))
    assert page.all("h3")[0]["class"] == "middling"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("a **b** c", '<p dir="auto">a <b>b</b> c</p>\n'),
        ("`a < b` and ``c ` d``", '<p dir="auto"><code>a &lt; b</code> and <code>c ` d</code></p>\n'),
        ("`` ` ``", '<p dir="auto"><code>`</code></p>\n'),
        ("**a `**` b**", '<p dir="auto"><b>a <code>**</code> b</b></p>\n'),
        ("2 ** 3 ** 4, **open, ****, `open", '<p dir="auto">2 ** 3 ** 4, **open, ****, `open</p>\n'),
        ("_a_ [b](http://c) <d>", '<p dir="auto">_a_ [b](http://c) &lt;d&gt;</p>\n'),
        ("a\n  b\n\nc", '<p dir="auto">a\n  b</p>\n<p dir="auto">c</p>\n'),
        ("- a\n  goes on\n\n- b", '<ul><li dir="auto">a\ngoes on</li>\n<li dir="auto">b</li>\n</ul>\n'),
        ("- a\n  - b", '<ul><li dir="auto">a</li>\n<li dir="auto" class="below">b</li>\n</ul>\n'),
        ("a\n- b\nc", '<p dir="auto">a</p>\n<ul><li dir="auto">b</li>\n</ul>\n<p dir="auto">c</p>\n'),
        (
            "```py\n- **a**\n\n  <b>\n```\nc",
            '<pre dir="ltr"><code>- **a**\n\n  &lt;b&gt;</code></pre><p dir="auto">c</p>\n',
        ),
        ("~~~\n```\nopen", '<pre dir="ltr"><code>```\nopen</code></pre>'),
        ("  ```\n    a\n  ```", '<pre dir="ltr"><code>  a</code></pre>'),
        ("", ""),
    ],
)
def test_of_markdown_points_code_and_bold_are_drawn_and_all_else_is_literal(text: str, drawn: str) -> None:
    assert explanation(text) == drawn


def test_a_text_of_hardly_anything_but_marks_keeps_each_of_them() -> None:
    marks = " ".join("`" * (1 + number % 600) for number in range(5_000)) + "**a" * 100_000
    assert explanation(marks).count("**") + 2 * explanation(marks).count("<b>") == 100_000
