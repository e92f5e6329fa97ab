"""The JSON Schema that comes with the program: what is written fits it, and what it refuses the reader refuses, too."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, event, given, settings

from quiz.cards import JUDGES
from quiz.deck_drafts import Unread
from quiz.errors import QuizError
from quiz.formats.json import schema
from quiz.formats.json.heads import DECK, DIRECTION, NOTE_TYPE
from quiz.formats.json.notes import CARD, NOTE, REVIEW
from quiz.formats.json.words import KINDS, PHASES, RATINGS
from quiz.store import Store
from quiz.study_settings import ASKED_AS, LEECH_ACTIONS, NEW_ORDERS, REVIEW_ORDERS, DeckSettings
from tests.formats.whole_collections import PLACES, document, everything, mutated, note, read_notes
from tests.simulated import Habits, study_for
from tests.store.handed_over import written
from tests.store.support import NOW, import_terms

SCHEMA = json.loads(schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PARTS = SCHEMA["$defs"]


def fits(whole: Any) -> bool:
    return bool(VALIDATOR.is_valid(whole))


def is_read(whole: Any) -> bool:
    """Whether the reader takes every note of a document."""
    try:
        return not any(isinstance(one, Unread) for one in read_notes(whole))
    except QuizError:
        return False


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_has_the_names_that_the_reader_knows() -> None:
    assert set(PARTS["deck"]["properties"]) == set(DECK)
    assert set(PARTS["note_type"]["properties"]) == set(NOTE_TYPE)
    assert set(PARTS["note_type"]["properties"]["directions"]["items"]["properties"]) == set(DIRECTION)
    assert set(PARTS["note"]["properties"]) == NOTE
    assert set(PARTS["card"]["properties"]) == CARD
    assert set(PARTS["review"]["properties"]) == REVIEW
    assert set(PARTS["settings"]["properties"]) == set(DeckSettings.__dataclass_fields__)


def test_the_schema_has_the_words_of_the_program() -> None:
    entry, chosen = PARTS["review"]["properties"], PARTS["settings"]["properties"]
    assert entry["kind"]["enum"] == [*KINDS]
    assert entry["rating"]["enum"] == [*RATINGS]
    assert entry["phase"]["enum"] == PARTS["card"]["properties"]["phase"]["enum"] == [*PHASES]
    assert chosen["new_order"]["enum"] == [*NEW_ORDERS]
    assert chosen["review_order"]["enum"] == [*REVIEW_ORDERS]
    assert chosen["leech_action"]["enum"] == [*LEECH_ACTIONS]
    assert chosen["modes"]["additionalProperties"]["enum"] == [*ASKED_AS]
    assert PARTS["note_type"]["properties"]["directions"]["items"]["properties"]["judge"]["enum"] == [*JUDGES]


def test_every_name_is_tried() -> None:
    names = {path[-1] for path in PLACES}
    for part in ("deck", "settings", "note_type", "note", "card", "review"):
        assert set(PARTS[part]["properties"]) <= names


def test_what_is_written_fits(tmp_path: Path) -> None:
    with Store.open(tmp_path / "quiz.db", NOW) as store:
        import_terms(store, "Net", ["tcp", "udp"], NOW)
        import_terms(store, "Old", ["x"], NOW)
        study_for(store, NOW, Habits(days=40))
        store.delete_deck(store.decks()[1], NOW)
        whole = json.loads(written(store))
    assert [*VALIDATOR.iter_errors(whole)] == []
    assert is_read(whole)
    assert sum(len(card.get("reviews", [])) for one in whole["notes"] for card in one["cards"]) > 20


def test_a_document_with_everything_fits_and_is_read() -> None:
    assert [*VALIDATOR.iter_errors(everything())] == []
    assert is_read(everything())
    assert fits(document(note()))


@pytest.mark.no_cover
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(whole=mutated())
def test_what_the_schema_refuses_the_reader_refuses(whole: dict[str, Any]) -> None:
    fitting, taken = fits(whole), is_read(whole)
    event(f"fits: {fitting}, read: {taken}")
    assert fitting or not taken
