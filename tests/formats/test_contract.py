"""What every format of the register promises."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from quiz.cards import Category, Deck, Note, derived_guid, key_of
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, Format, format_of, read
from quiz.study_settings import DeckSettings
from tests.formats.drawn_decks import DrawnDeck, decks

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WRITERS = [name for name, known in FORMATS.items() if known.write]
READERS = [name for name, known in FORMATS.items() if known.read]
BOTH = [name for name in WRITERS if name in READERS]


def export_of(drawn: DrawnDeck) -> Export:
    head = drawn.draft
    types = {kind.name: number for number, kind in enumerate(head.types)}
    deck = Deck(1, head.name, head.titles, head.description, head.language, DeckSettings(), head.categories, head.front)
    kinds = tuple(
        type(kind)(kind.name, kind.fields, kind.key_field, kind.directions, types[kind.name]) for kind in head.types
    )
    notes = [_note(number, draft, types[draft.type_name], drawn) for number, draft in enumerate(drawn.notes)]
    return Export(deck, kinds, notes)


def _note(number: int, draft: NoteDraft, type_id: int, drawn: DrawnDeck) -> Note:
    key = key_of(draft.fields[drawn.draft.types[type_id].key_field])
    guid = draft.guid or derived_guid(drawn.draft.name, key)
    return Note(number, guid, 1, type_id, key, draft.fields, draft.tags, draft.category, number, NOW, NOW)


def written(name: str, export: Export) -> str:
    write = FORMATS[name].write
    assert write is not None
    return "".join(write(export))


def items_of(known: Format, data: bytes) -> Iterator[NoteDraft | Category | Unread]:
    assert known.read is not None
    yield from known.read(data, "deck").items


def test_no_two_formats_share_a_suffix_and_each_is_found_by_its_own() -> None:
    suffixes = [suffix for known in FORMATS.values() for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for name, known in FORMATS.items():
        assert known.name == name
        assert known.suffixes
        assert all(format_of(f"a.b{suffix.upper()}") is known for suffix in known.suffixes)


def test_a_file_with_another_suffix_or_none_is_a_deck_file() -> None:
    assert format_of("-").name == format_of("deck.txt").name == "md"


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
    export = export_of(drawn)
    text = written(name, export)
    assert text.encode()
    assert text.endswith("\n")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    "text", ["[/x]", "=1+1", '"', "a\nb", "a,b", "汉字", "\u202e", "'; DROP TABLE note; --", "</script>", "|", "\\"]
)
def test_hostile_texts_are_written(name: str, text: str) -> None:
    source = read(b"---\nfields: key, meaning\n---\nk: v\n", "deck.md", "deck")
    draft = NoteDraft({"key": "k", "meaning": text, "own": text}, type_name=source.draft.types[0].name)
    assert "own" in written(name, export_of(DrawnDeck(source.draft, (draft,))))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", BOTH)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=decks())
def test_a_format_reads_back_what_it_writes(name: str, drawn: DrawnDeck) -> None:
    export = export_of(drawn)
    found = list(items_of(FORMATS[name], written(name, export).encode()))
    notes = [item for item in found if isinstance(item, NoteDraft)]
    assert not [item for item in found if isinstance(item, Unread)]
    assert [(note.fields, note.tags, note.category, note.type_name) for note in notes] == [
        (note.fields, note.tags, note.category, note.type_name) for note in drawn.notes
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=200, deadline=None)
@given(data=st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read_or_refused_and_never_crash(name: str, data: bytes) -> None:
    try:
        found = list(items_of(FORMATS[name], data))
    except QuizError:
        event("refused")
        return
    assert all(item.line > 0 and item.reason for item in found if isinstance(item, Unread))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", BOTH)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=decks(), data=st.data())
def test_a_file_that_was_damaged_is_read_or_refused_and_never_crashes(
    name: str, drawn: DrawnDeck, data: st.DataObject
) -> None:
    whole = written(name, export_of(drawn)).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    try:
        found = list(items_of(FORMATS[name], damaged))
    except QuizError:
        event("refused")
        return
    assert all(item.reason for item in found if isinstance(item, Unread))
