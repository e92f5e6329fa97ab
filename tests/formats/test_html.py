"""The cheat sheet: one page in a file, by category, in each language that its texts are in, in which nothing acts."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz import locale
from quiz.cards import Note
from quiz.formats.contents import Part
from quiz.formats.html import FORMAT
from quiz.text import storable
from tests.formats.drawn_decks import TEXTS, DrawnDeck, decks
from tests.formats.html_pages import (
    Page,
    deck_of,
    export_of,
    kind_of,
    note_of,
    page_of,
    titled,
    written,
)
from tests.formats.support import export_of as drawn_export

HOSTILE = "</style></article><script>alert(1)</script><img src=x onerror=y>&amp; ]]> --> \"' \u202e end"
ACTIVE = {"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg", "audio", "video"}
FOUND = {"key": "404", "name": "Not Found", "meaning": "Nothing is there."}
TRANSLATED = {**FOUND, "meaning.zh": "什么也没有。"}


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    locale.use("en")


def assert_harmless(page: Page) -> None:
    assert not page.open
    assert not {name for name, _attributes in page.elements} & ACTIVE
    names = {(name, value) for _tag, attributes in page.elements for name, value in attributes.items()}
    assert not {name for name, _value in names if name.startswith("on") or name in ("src", "style", "action")}
    assert all((value or "").startswith("#") for name, value in names if name == "href")


def test_the_page_forbids_everything_but_its_style_and_loads_nothing() -> None:
    page = Page(written(export_of([note_of(FOUND)])))
    assert page.all("meta")[0] == {"charset": "utf-8"}
    (policy,) = (meta["content"] or "" for meta in page.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    (style,) = page.texts("style")
    assert "url(" not in style
    assert "@import" not in style
    assert_harmless(page)


@pytest.mark.parametrize(
    "place", ["key", "name", "meaning", "explain", "also", "confused", "source", "own", "versus.x"]
)
def test_a_hostile_text_stands_literally_wherever_it_is(place: str) -> None:
    page = page_of({**FOUND, place: HOSTILE})
    assert_harmless(page)
    shown = "".join(page.texts("article", "note"))
    assert "<script>alert(1)</script><img src=x onerror=y>&amp; ]]> -->" in shown


def test_hostile_titles_and_tags_stand_literally() -> None:
    deck = deck_of(name=HOSTILE, description=HOSTILE, language=HOSTILE, categories=(titled(HOSTILE, HOSTILE),))
    notes = [note_of(FOUND, HOSTILE, (HOSTILE,)), note_of(FOUND)]
    page = Page(written(export_of(notes, Part(deck, (kind_of(),)))))
    assert_harmless(page)
    assert page.texts("h1") == [HOSTILE]
    assert page.texts("h2") == [HOSTILE, "no category"]
    assert page.texts("bdi", "tags") == [f"#{HOSTILE}"]


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=decks())
def test_any_deck_is_a_well_formed_page_that_shows_each_key(drawn: DrawnDeck) -> None:
    export = drawn_export(drawn.draft, drawn.notes)
    page = Page(written(export))
    assert_harmless(page)
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in page.all("a")} <= {f"#{one}" for one in ids}
    shown = page.texts("b", "key")
    assert all(note.fields[export.type_of(note).key_field] in shown for note in export.notes)


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, mark=st.sampled_from(["", "`", "**", "```\n", "- "]))
def test_no_character_of_a_text_is_lost_but_marks_and_white_space(text: str, mark: str) -> None:
    explained = storable(mark + text + mark)
    page = page_of({**FOUND, "meaning": text, "explain": explained})
    assert_harmless(page)
    assert text in page.texts("p", "main")
    (drawn,) = page.texts("div", "explain") if explained else [""]
    assert _characters(drawn) == _characters(explained)


def _characters(text: str) -> set[str]:
    return {character for character in text if not character.isspace()} - set("`*-·•~")


def test_a_reordering_character_cannot_reach_beyond_its_text() -> None:
    page = page_of({"key": "a\u202eb", "name": "c\u202ed", "meaning": "e", "source": "f\u202eg"})
    assert page.texts("b", "key") == ["a\u202eb"]
    assert "bdi, code, small { unicode-bidi: isolate }" in "".join(page.texts("style"))
    assert {"c\u202ed", "f\u202eg"} <= set(page.texts("bdi"))
    assert page.all("h3")[0]["dir"] == "auto"


def test_texts_in_two_languages_make_two_editions_and_a_switch() -> None:
    page = page_of(TRANSLATED)
    assert [one["id"] for one in page.all("input")] == ["en", "zh"]
    assert [one["id"] for one in page.all("input") if "checked" in one] == ["en"]
    assert page.texts("label") == ["English", "中文"]
    assert page.texts("p", "main") == ["Nothing is there.", "什么也没有。"]
    assert [article["lang"] for article in page.all("article") if "lang" in article] == ["en", "zh-Hans"]
    assert page.texts("p", "count") == ["1 note", "1 条笔记"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_opens_in_the_language_that_is_asked_for(language: str) -> None:
    page = page_of(TRANSLATED, language)
    assert [one["id"] for one in page.all("input") if "checked" in one] == [language]
    assert page.all("html")[0]["lang"] == {"en": "en", "zh": "zh-Hans"}[language]


def test_without_a_language_the_page_opens_in_that_of_the_interface() -> None:
    locale.use("zh")
    page = page_of(TRANSLATED, "")
    assert [one["id"] for one in page.all("input") if "checked" in one] == ["zh"]
    assert locale.current() == "zh"


def test_a_language_in_which_nothing_differs_is_not_offered() -> None:
    for fields in (FOUND, {**FOUND, "meaning.zh": FOUND["meaning"]}, {**FOUND, "own.zh": "x"}):
        page = page_of(fields)
        assert page.texts("label") == []
        assert len(page.texts("article", "note")) == 1


def test_a_language_that_only_fields_have_that_were_not_chosen_is_not_offered() -> None:
    assert page_of(TRANSLATED, fields=("key", "name")).texts("label") == []
    assert page_of(TRANSLATED, fields=("key", "meaning")).texts("label") == ["English", "中文"]


def test_what_tells_two_notes_apart_in_another_language_makes_it_an_edition() -> None:
    page = page_of(
        {**FOUND, "confused": "410", "versus.410": "for good", "versus.410.zh": "永久"}, fields=("confused",)
    )
    assert page.texts("ul", "confused") == ["410 for good\n", "410 永久\n"]


def test_titles_alone_make_an_edition() -> None:
    deck = deck_of(titles={"zh": "状态码"}, categories=(titled("4xx", "Client errors", zh="客户端错误"),))
    page = Page(written(export_of([note_of(FOUND, "4xx")], Part(deck, (kind_of(),)), language="en")))
    assert page.texts("h1") == ["HTTP", "状态码"]
    assert page.texts("h2") == ["4xx Client errors", "4xx 客户端错误"]


def test_a_text_in_the_language_of_its_deck_is_marked_as_such() -> None:
    deck = deck_of(language="zh")
    fields = {"key": "404", "name": "Not Found", "meaning": "没有", "meaning.en": "Nothing", "explain": "说明"}
    page = Page(written(export_of([note_of(fields)], Part(deck, (kind_of(),)), language="en")))
    english = [p for p in page.all("p") if p.get("class") == "main"]
    assert english == [{"class": "main", "dir": "auto"}] * 2
    assert [div.get("lang") for div in page.all("div") if div.get("class") == "explain"] == ["zh-Hans", None]


def test_between_two_pieces_the_interface_has_its_own_language() -> None:
    locale.use("zh")
    assert FORMAT.write is not None
    assert {locale.current() for _piece in FORMAT.write(export_of([note_of(TRANSLATED)], language="en"))} == {"zh"}


class Counted:
    """Notes that tell how many of them were taken since they were gone through from the beginning."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken: list[int] = []

    def __iter__(self) -> Iterator[Note]:
        self.taken.append(0)
        for number in range(self.count):
            self.taken[-1] += 1
            yield note_of({"key": str(number), "name": "n", "meaning": "m"}, f"{number // 100}xx")


def test_notes_are_written_while_they_are_gone_through() -> None:
    notes = Counted(1000)
    assert FORMAT.write is not None
    pieces = FORMAT.write(export_of(notes, language="en"))
    shown = 0
    for piece in pieces:
        shown += piece.count('class="note"')
        if len(notes.taken) > 1:
            assert notes.taken[-1] - shown <= 1
    assert shown == 1000
    assert notes.taken == [1000, 1000]


def test_the_same_notes_give_the_same_bytes() -> None:
    export = export_of([note_of(TRANSLATED, "4xx", ("core",))])
    assert written(export) == written(export)


def test_an_empty_export_is_a_page_with_its_title() -> None:
    page = Page(written(export_of([], language="en")))
    assert page.texts("h1") == page.texts("title") == ["HTTP"]
    assert page.texts("p", "count") == ["0 notes"]
    assert page.texts("article", "note") == []


def test_there_are_colours_for_the_dark_and_rules_for_paper() -> None:
    (style,) = Page(written(export_of([]))).texts("style")
    assert "@media screen and (prefers-color-scheme: dark)" in style
    printed = style[style.index("@page") :]
    assert "break-inside: avoid" in printed
    assert "break-after: avoid" in printed
