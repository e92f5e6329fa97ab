"""The list that the user wrote before there was a program reads completely, exactly as it is written."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from quiz.cards import Category
from quiz.deck_drafts import NoteDraft, Unread
from quiz.formats import Source, read
from quiz.store import Store

LIST = Path(__file__).parents[1] / "data" / "http-status-list.md"
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def the_list() -> Source:
    return read(LIST.read_bytes(), LIST.name, LIST.stem)


def test_every_note_has_the_code_the_name_the_meaning_and_the_heading_that_are_written() -> None:
    written = []
    category = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## *(\dxx)", line):
            category = heading[1]
        elif entry := re.match(r"(\d{3}) *[:：] *([^,，]+?) *[,，] *(.*?)\s*$", line):
            written.append((*entry.groups(), category))
    read_notes = [
        (item.fields["key"], item.fields["name"], item.fields["meaning"], item.category)
        for item in the_list().items
        if isinstance(item, NoteDraft)
    ]
    assert read_notes == written


def test_there_are_64_notes_below_five_headings_and_nothing_is_unread() -> None:
    items = list(the_list().items)
    notes = [item for item in items if isinstance(item, NoteDraft)]
    assert Counter(item.category for item in notes) == {"1xx": 4, "2xx": 10, "3xx": 9, "4xx": 30, "5xx": 11}
    assert [item.code for item in items if isinstance(item, Category)] == ["1xx", "2xx", "3xx", "4xx", "5xx"]
    assert not [item for item in items if isinstance(item, Unread)]


def test_the_front_matter_is_kept() -> None:
    draft = the_list().draft
    assert draft.name == "HTTP状态码(比较全的版本)"
    assert draft.front == {"date": "2022-09-30 20:44:00", "tags": "HTTP", "categories": "面试"}


def test_it_is_imported_as_128_cards(tmp_path: Path) -> None:
    source = the_list()
    with Store.open(tmp_path / "quiz.db", NOW) as store:
        report = store.import_deck(source.draft, source.items, now=NOW)
        assert (report.added, report.unread, report.unknown_fields) == (64, [], [])
        assert Counter(card.direction for card in store.cards()) == {"key": 64, "meaning": 64}
