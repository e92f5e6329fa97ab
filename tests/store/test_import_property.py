"""Whatever is imported and edited in whatever order: nothing of the user is lost, and reports say what happened."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.cards import Note, Rating
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.store import ImportReport, Store
from quiz.store.merging import family
from quiz.study_settings import LEECH_TAG
from tests.store.support import NOW, card_of, note_type, record

pytestmark = pytest.mark.no_cover

KEYS = ("a", "b")
NAMES = ("hint", "hint.en", "versus.a", "versus.b.en", "explain", "category")
TEXTS = st.sampled_from(("x", "y", "z"))
OWN = st.sampled_from(("my x", "my y"))
"""What a person writes; no source has it."""

TAGS = st.lists(st.sampled_from(("core", "rare")), unique=True).map(tuple)
CATEGORIES = st.sampled_from(("", "one", "two"))

Texts = Mapping[str, str]


def drafts(names: tuple[str, ...], texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[NoteDraft]:
    """Notes with some of these fields, not yet with their key."""
    fields = st.fixed_dictionaries({"meaning": texts}, optional=dict.fromkeys(names, texts))
    return st.builds(NoteDraft, fields, TAGS, CATEGORIES)


SOURCES = st.lists(st.sampled_from(NAMES), unique=True).flatmap(
    lambda names: st.dictionaries(st.sampled_from(KEYS), drafts(tuple(names)), min_size=1)
)
EDITS = st.tuples(st.sampled_from(KEYS), drafts(NAMES, st.one_of(TEXTS, OWN)))


def texts_of(note: Note | NoteDraft) -> dict[str, str]:
    """What an import compares of a note: its fields, and apart from those its tags and its category."""
    texts = {**note.fields, "tags:": " ".join(note.tags), "##": note.category}
    return {name: text for name, text in texts.items() if text}


def notes(store: Store) -> dict[str, Note]:
    return {note.key: note for deck in store.decks() for note in store.notes(deck)}


def reported(name: str) -> str:
    return {"tags:": "tags", "##": "category"}.get(name, name)


def check_import(store: Store, source: Mapping[str, NoteDraft], mine: Mapping[tuple[str, str], str]) -> None:
    """Import a source and compare the report with what is different in the database."""
    before = {key: texts_of(note) for key, note in notes(store).items()}
    items = [NoteDraft({"term": key, **note.fields}, note.tags, note.category) for key, note in source.items()]
    draft = DeckDraft("Deck", (note_type(),))
    report = store.import_deck(draft, items, now=NOW)
    after = {key: texts_of(note) for key, note in notes(store).items()}
    different = [
        (key, reported(name), before[key].get(name, ""), after[key].get(name, ""))
        for key in before
        for name in {**before[key], **after[key]}
        if before[key].get(name) != after[key].get(name)
    ]
    assert sorted((c.key, c.field, c.before, c.after) for c in report.changes) == sorted(different)
    assert report.added == len(after) - len(before)
    assert report.changed == len({key for key, *_rest in different})
    assert report.added + report.changed + report.unchanged == len(source)
    for (key, name), text in mine.items():
        if before[key].get(name) == text:
            assert after[key].get(name) == text
    for kept in report.kept_local:
        there = {reported(name): text for name, text in texts_of(source[kept.key]).items() if name != kept.field}
        assert kept.after in {there.get(kept.field), source[kept.key].fields.get(kept.field)}
    assert len({(kept.key, kept.field, kept.after) for kept in report.kept_local}) == len(report.kept_local)
    left = {reported(family(name)) for key in source for name in after[key]}
    assert set(report.absent_fields) <= left
    whole = store.decks(), notes(store), store.cards()
    again = store.import_deck(draft, items, now=NOW)
    assert (again.added, again.changed, again.changes) == (0, 0, [])
    assert (store.decks(), notes(store), store.cards()) == whole


@settings(deadline=None, max_examples=100)
@given(st.lists(st.one_of(SOURCES, EDITS), min_size=5, max_size=8))
def test_imports_and_edits_in_any_order(steps: list[dict[str, NoteDraft] | tuple[str, NoteDraft]]) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "quiz.db", NOW) as store:
        mine: dict[tuple[str, str], str] = {}
        for step in steps:
            if isinstance(step, dict):
                check_import(store, step, mine)
            elif (note := notes(store).get(step[0])) is not None:
                key, draft = step
                store.edit_note(note, NoteDraft({"term": key, **draft.fields}, draft.tags, draft.category), NOW)
                mine |= {(key, name): text for name, text in draft.fields.items() if text.startswith("my ")}


# The tag of a leech is the program's own: imports do the same whether it is there or not.

FORGOTTEN = st.sampled_from(KEYS)
SOURCES_WITH_LEECHES = st.dictionaries(
    st.sampled_from(KEYS), st.builds(NoteDraft, st.just({"meaning": "x"}), TAGS.map(lambda tags: (*tags, LEECH_TAG)))
)


def without_leech(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(word for word in text.split() if word != LEECH_TAG) for text in texts)


def told(report: ImportReport) -> tuple[object, ...]:
    """What a report says, without the tag of leeches in the texts before and after."""
    lists = ([(c.key, c.field, *without_leech((c.before, c.after))) for c in found]
             for found in (report.changes, report.kept_local))  # fmt: skip
    counts = (report.added, report.changed, report.unchanged)
    return (*counts, *map(sorted, lists), report.missing, report.absent_fields)


def forget(store: Store, key: str) -> None:
    """Let a note become a leech."""
    deck, card = store.decks()[0], card_of(store, key)
    store.set_settings(deck, replace(deck.settings, learning_steps=(), relearning_steps=(), leech_lapses=1))
    store.reset([card.id], NOW, NOW.date())
    for rating in (Rating.GOOD, Rating.AGAIN):
        record(store, card.id, rating, NOW)
    assert LEECH_TAG in notes(store)[key].tags


def same_but_for_leeches(first: Store, second: Store) -> bool:
    shown = [
        {key: (note.fields, set(note.tags) - {LEECH_TAG}, note.category) for key, note in notes(store).items()}
        for store in (first, second)
    ]
    return shown[0] == shown[1]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(SOURCES, SOURCES_WITH_LEECHES, EDITS, FORGOTTEN), min_size=4, max_size=8))
def test_imports_do_not_see_the_tag_of_leeches(
    steps: list[dict[str, NoteDraft] | tuple[str, NoteDraft] | str],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        with Store.open(path / "learnt.db", NOW) as learnt, Store.open(path / "other.db", NOW) as other:
            for step in steps:
                before = {key for key, note in notes(learnt).items() if LEECH_TAG in note.tags}
                if isinstance(step, dict):
                    items = [NoteDraft({"term": key, **draft.fields}, draft.tags, draft.category)
                             for key, draft in step.items()]  # fmt: skip
                    draft = DeckDraft("Deck", (note_type(),))
                    assert told(learnt.import_deck(draft, items, now=NOW)) == told(
                        other.import_deck(draft, items, now=NOW)
                    )
                    assert before <= {key for key, note in notes(learnt).items() if LEECH_TAG in note.tags}
                elif isinstance(step, str):
                    if step in notes(learnt):
                        forget(learnt, step)
                elif step[0] in notes(learnt):
                    for store in (learnt, other):
                        edited = NoteDraft({"term": step[0], **step[1].fields}, step[1].tags, step[1].category)
                        store.edit_note(notes(store)[step[0]], edited, NOW)
                assert same_but_for_leeches(learnt, other)
