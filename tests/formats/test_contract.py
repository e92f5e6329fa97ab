"""What every format of the register promises."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from quiz import locale
from quiz.cards import Note
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats import FORMATS, ReadOptions, SourceFile, detected, format_of, read
from quiz.locale import _
from tests.formats.drawn_decks import DrawnDeck, decks
from tests.formats.support import Plain, export_of, plain_notes, source_of, written

WRITERS = [name for name, known in FORMATS.items() if known.write]
READERS = [name for name, known in FORMATS.items() if known.read]
BOTH = [name for name in WRITERS if name in READERS]
SMALL = "---\nfields: key, name, meaning\n---\n## 4xx: 错\n404: Not Found, 找不到\n  tags: core\n500: Error, gone\n"
MANY, FEW = 8000, 2000
A_NOTE = 300
"""So many bytes a note may cost while it is read or written: its key is remembered, its texts are not."""


def test_no_two_formats_share_a_suffix_and_each_is_found_by_its_own() -> None:
    suffixes = [suffix for known in FORMATS.values() for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for name, known in FORMATS.items():
        assert known.name == name
        assert known.suffixes
        assert all(format_of(f"a.b{suffix.upper()}") is known for suffix in known.suffixes)


def test_every_format_has_a_title_in_both_languages() -> None:
    for known in FORMATS.values():
        titles = set()
        for language in locale.LANGUAGES:
            locale.use(language)
            titles.add(_(known.title))
        assert all(titles)
        assert len(titles) == len(locale.LANGUAGES), known.name
    locale.use("en")


def test_a_file_with_another_suffix_or_none_is_a_deck_file() -> None:
    assert format_of("-").name == format_of("deck.xyz").name == "md"


@pytest.mark.parametrize("name", BOTH)
def test_what_a_format_has_written_is_recognised_as_its_own(name: str) -> None:
    source = read(SMALL.encode(), "deck.md", "deck")
    items = [item for item in source.items if isinstance(item, NoteDraft)]
    data = written(name, export_of(source.draft, items)).encode()
    assert detected(SourceFile(f"deck{FORMATS[name].suffixes[0]}", data=data)).name == name


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in READERS])
def test_a_format_that_cannot_be_read_says_which_can(name: str) -> None:
    with pytest.raises(QuizError) as caught:
        read(b"", f"deck{FORMATS[name].suffixes[0]}", "deck")
    assert name in caught.value.message
    assert all(reader in caught.value.hint for reader in READERS)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=decks())
def test_any_deck_can_be_written_as_utf_8(name: str, drawn: DrawnDeck) -> None:
    text = written(name, export_of(drawn.draft, drawn.notes))
    assert text.encode()
    assert text.endswith("\n")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    "text", ["[/x]", "=1+1", '"', "a\nb", "a,b", "汉字", "\u202e", "'; DROP TABLE note; --", "</script>", "|", "\\"]
)
def test_hostile_texts_are_written(name: str, text: str) -> None:
    source = read(b"---\nfields: key, meaning\n---\nk: v\n", "deck.md", "deck")
    draft = NoteDraft({"key": "k", "meaning": text, "own": text}, type_name=source.draft.types[0].name)
    assert "own" in written(name, export_of(source.draft, [draft]))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", BOTH)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=decks())
def test_a_format_reads_back_what_it_writes(name: str, drawn: DrawnDeck) -> None:
    found = list(plain_notes(source_of(name, written(name, export_of(drawn.draft, drawn.notes)).encode())))
    assert found == [Plain(dict(note.fields), note.tags, note.category) for note in drawn.notes] or (
        not drawn.notes and not found
    )


@pytest.mark.parametrize("name", [name for name in BOTH if FORMATS[name].has_directions])
def test_a_format_that_says_how_notes_are_asked_reads_it_back(name: str) -> None:
    text = b"---\nfields: term, meaning\ndirections: term -> meaning judge exact; back = meaning -> term\n---\na: b\n"
    source = read(text, "deck.md", "deck")
    notes = [item for item in source.items if isinstance(item, NoteDraft)]
    again = source_of(name, written(name, export_of(source.draft, notes)).encode())
    kinds = again.draft.types if again.collection is None else again.collection.decks[0].types
    assert [replace(kind, id=0) for kind in kinds] == list(source.draft.types)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=200, deadline=None)
@given(data=st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read_or_refused_and_never_crash(name: str, data: bytes) -> None:
    try:
        found = list(plain_notes(source_of(name, data)))
    except QuizError:
        event("refused")
        return
    assert all(item.reason for item in found if isinstance(item, Unread))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", BOTH)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=decks(), data=st.data())
def test_a_file_that_was_damaged_is_read_or_refused_and_never_crashes(
    name: str, drawn: DrawnDeck, data: st.DataObject
) -> None:
    whole = written(name, export_of(drawn.draft, drawn.notes)).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    try:
        found = list(plain_notes(source_of(name, damaged)))
    except QuizError:
        event("refused")
        return
    assert all(item.reason for item in found if isinstance(item, Unread))


class Generated:
    """Notes that are made while they are gone through, so that only who keeps them has them."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._draft = read(SMALL.encode(), "deck.md", "deck").draft
        self.export = replace(export_of(self._draft, []), notes=self)

    def __iter__(self) -> Iterator[Note]:
        for number in range(self._count):
            draft = NoteDraft({"key": f"K{number}", "name": f"Name {number}", "meaning": f"第 {number} 条，" * 20})
            yield from (replace(note, position=number) for note in export_of(self._draft, [draft]).notes)


def growth(peak_of_few: int, peak_of_many: int) -> float:
    """Return how many more bytes each further note took."""
    return (peak_of_many - peak_of_few) / (MANY - FEW)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", WRITERS)
def test_a_format_writes_without_keeping_the_notes(name: str) -> None:
    def peak(count: int) -> int:
        write = FORMATS[name].write
        assert write is not None
        export = Generated(count).export
        tracemalloc.start()
        for _piece in write(export):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert growth(peak(FEW), peak(MANY)) < A_NOTE


@pytest.mark.no_cover
@pytest.mark.parametrize("name", BOTH)
def test_a_format_reads_without_keeping_the_notes(name: str, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        write, read_ = FORMATS[name].write, FORMATS[name].read
        assert write is not None
        assert read_ is not None
        path = tmp_path / f"{count}{FORMATS[name].suffixes[0]}"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(write(Generated(count).export))
        tracemalloc.start()
        read_notes = sum(1 for _note in plain_notes(read_(SourceFile(str(path), path=path), ReadOptions("deck"))))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read_notes == count
        return found

    assert growth(peak(FEW), peak(MANY)) < A_NOTE
