"""The report: one page in a file, in all languages, that loads nothing and runs nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from quiz import locale
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Bars, Empty, Figure, Heat, Part
from quiz.charts.report import report

DAY = date(2026, 11, 30)
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=y>\x1b[0m\u202e"
VOID = {"meta", "input"}


@dataclass(frozen=True)
class Stub:
    definition: str


def bars(value: Value, context: Context) -> Figure:
    title = "答题" if locale.current() == "zh" else "Reviews"
    return Figure(title, Bars((Part("a", (1, 2)), Part("b", (2, 1))), ()), value.get("note", "a day"), "In all 6.")


def heat(value: Value, context: Context) -> Figure:
    weeks = (context.room.columns - 4) // 2
    return Figure("Calendar", Heat(date(2025, 11, 24), (1, 2) * weeks, context.today), "", "A year.")


def weeks(value: Value, context: Context) -> Figure:
    return replace(heat(value, context), note=f"{(context.room.columns - 4) // 2} weeks")


def nothing(value: Value, context: Context) -> Figure:
    return Figure("Calibration", Empty("Nothing yet."))


def failing(value: Value, context: Context) -> Figure:
    raise ZeroDivisionError


CHARTS = {
    "odd": Chart("odd", "Odd", nothing),
    "calendar": Chart("calendar", "Calendar", heat),
    "reviews": Chart("reviews", "Reviews", bars),
    "calibration": Chart("calibration", "Calibration", nothing),
}
SERIES = {name: Stub(f"What {name} counts.") for name in CHARTS}
VALUES: dict[str, dict[str, Any]] = {
    "today": {"answers": 34, "right": 31, "milliseconds": 372_000},
    "streak": {"current": 12, "longest": 47},
    "studied": {"days": 365, "studied": 291, "answers": 9894, "milliseconds": 97_000_000},
    "advice": {"text": "You take 502 for 503.", "action": "drill"},
    "calendar": {},
    "reviews": {},
    "calibration": {},
    "odd": {},
    "without_chart": {},
}


class Page(HTMLParser):
    """A page as the elements that it opens, and its text; a tag that closes another element is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    locale.use("en")


def made(values: Mapping[str, Value] | None = None, **given: Any) -> str:
    arguments: dict[str, Any] = {"title": "Statistics", "scope": "HTTP", "period": "1 year", "day": DAY}
    arguments |= {"charts": CHARTS, "series": SERIES}
    return report(VALUES if values is None else values, **{**arguments, **given})


def test_the_character_set_comes_first_and_a_policy_forbids_everything_but_style() -> None:
    page = Page(made())
    assert page.all("meta")[0] == {"charset": "utf-8"}
    (policy,) = (meta["content"] or "" for meta in page.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not page.open


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = Page(made())
    tags = {tag for tag, _attributes in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "a", "form", "base", "image", "use"}
    names = {name for _tag, attributes in page.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "href", "style", "xlink:href")}
    assert "@import" not in made()
    assert "//" not in made().replace("http://www.w3.org/2000/svg", "")


def test_both_languages_are_in_it_and_the_one_in_use_is_shown_first() -> None:
    for language, tag in (("en", "en"), ("zh", "zh-Hans")):
        locale.use(language)
        page = Page(made())
        assert page.all("html")[0]["lang"] == tag
        assert [article["lang"] for article in page.all("article")] == ["en", "zh-Hans"]
        assert [button["id"] for button in page.all("input") if "checked" in button] == [language]
        assert {"Reviews", "答题"} <= set(page.texts)
        assert locale.current() == language


def test_each_radio_button_has_a_label_and_shows_its_language() -> None:
    page = Page(made())
    assert [button["type"] for button in page.all("input")] == ["radio", "radio"]
    assert [label["for"] for label in page.all("label")] == [button["id"] for button in page.all("input")]
    assert {"English", "中文"} <= set(page.texts)
    assert "#zh:checked ~ main .edition-zh { display: block }" in made()


def test_what_depends_on_the_language_is_asked_in_each() -> None:
    said = {"en": "Everything", "zh": "全部"}
    page = Page(
        report(
            lambda: {"advice": {"text": f"<{locale.current()}>"}},
            title=lambda: said[locale.current()],
            scope=lambda: said[locale.current()],
            period="1",
            day=DAY,
            charts=CHARTS,
            series=SERIES,
        )
    )
    assert {"<en>", "<zh>", "Everything", "全部"} <= set(page.texts)


def test_one_language_has_no_switch() -> None:
    page = Page(made(languages=["zh"]))
    assert page.all("label") == []
    assert [article["lang"] for article in page.all("article")] == ["zh-Hans"]
    assert page.all("html")[0]["lang"] == "zh-Hans"


def test_the_language_is_restored_after_an_error() -> None:
    locale.use("zh")
    with pytest.raises(ZeroDivisionError):
        made({"failing": {}}, charts={"failing": Chart("failing", "Failing", failing)})
    assert locale.current() == "zh"


def test_advice_and_large_numbers_come_before_the_charts() -> None:
    page = made(languages=["en"])
    places = [page.index(text) for text in ("You take 502 for 503.", "<b>34</b> answers today", "<b>9894</b>", "<svg")]
    assert places == sorted(places)
    assert "6 min, 91 % right" in page
    assert "<b>12</b> days in a row<small>47 days at the longest</small>" in page
    assert "<b>291</b> days studied<small>of 365 days</small>" in page


def test_numbers_are_written_as_elsewhere() -> None:
    page = made({"studied": VALUES["studied"], "reviews": {"note": "9894 in all"}}, languages=["en"])
    assert page.count("9894") == 2
    assert "9,894" not in page


def test_before_the_first_answer_there_are_no_large_numbers() -> None:
    nothing = {"today": {"answers": 0, "right": 0, "milliseconds": 0}, "streak": {"current": 0, "longest": 0}}
    values = nothing | {"studied": {"days": 1, "studied": 0, "answers": 0, "milliseconds": 0}}
    page = made({**values, "advice": {"text": "Nothing is answered yet."}}, languages=["en"])
    assert "of 1 day" not in page
    assert "Nothing is answered yet." in page


def test_each_chart_has_its_title_its_drawing_and_its_definition() -> None:
    page = Page(made(languages=["en"]))
    titles = [text for text in page.texts if text in ("Calendar", "Reviews", "Calibration")]
    assert list(dict.fromkeys(titles)) == ["Calendar", "Reviews", "Calibration"]
    assert len(page.all("h3")) == len(page.all("details")) == 4
    assert "What reviews counts." in page.texts


def test_a_chart_of_no_known_group_is_the_last() -> None:
    page = Page(made(languages=["en"]))
    definitions = [text for text in page.texts if text.startswith("What ") and text.endswith("counts.")]
    assert definitions[-1] == "What odd counts."


def test_the_calendar_is_there_broad_and_narrow() -> None:
    boxes = [svg["viewbox"] or "" for svg in Page(made({"calendar": {}}, languages=["en"])).all("svg")]
    assert [box.split()[2] for box in boxes] == ["1040", "360"]


def test_each_of_the_two_calendars_has_its_own_remark() -> None:
    page = Page(made({"calendar": {}}, languages=["en"], charts={"calendar": Chart("calendar", "Calendar", weeks)}))
    notes = [note.get("class") for note in page.all("p") if note.get("class") in ("broad", "narrow")]
    assert notes == ["broad", "narrow"]
    assert {"54 weeks", "22 weeks"} <= set(page.texts)


def test_no_id_is_there_twice_and_every_pattern_that_is_used_is_there() -> None:
    page = Page(made())
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    used = {
        attributes["fill"] for _tag, attributes in page.elements if (attributes.get("fill") or "").startswith("url")
    }
    assert used <= {f"url(#{one})" for one in ids}
    assert used


def test_texts_stand_literally() -> None:
    values = {"advice": {"text": HOSTILE}, "reviews": {"note": HOSTILE}}
    page = Page(made(values, title=HOSTILE, scope=HOSTILE, period=HOSTILE, series={"reviews": Stub(HOSTILE)}))
    assert not page.all("script")
    assert not page.all("img")
    assert "</style><script>alert(1)</script><img src=x onerror=y>\ufffd[0m\ufffd" in page.texts
    assert not page.open


def test_there_is_a_page_without_any_values() -> None:
    page = Page(made({}))
    assert page.all("svg") == []
    assert "Statistics" in page.texts


def test_there_are_colours_for_the_dark_and_rules_for_paper() -> None:
    page = made()
    assert page.count("@media screen and (prefers-color-scheme: dark)") == 2
    assert "@media print" in page
    assert "break-inside: avoid" in page
