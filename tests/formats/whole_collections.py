"""A collection with everything in it, as plain data, and what the reader makes of such."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from quiz.collection import Collection, NoteRecord
from quiz.deck_drafts import Unread
from quiz.formats import ReadOptions, SourceFile
from quiz.formats.json import read

AT = "2026-03-02T01:00:00.000Z"
ID = 3706429240663609959


def direction(slug: str, prompt: str, answer: str, **more: Any) -> dict[str, Any]:
    return {"slug": slug, "prompt": [prompt], "answer": [answer], **more}


def note_type(name: str = "basic", *directions: dict[str, Any]) -> dict[str, Any]:
    both = (direction("term", "term", "meaning"), direction("meaning", "meaning", "term", hint=[], judge="exact"))
    return {"name": name, "fields": ["term", "meaning"], "key_field": "term", "directions": [*(directions or both)]}


def review(number: int = ID, **more: Any) -> dict[str, Any]:
    return {
        **{"id": str(number), "time": AT, "day": "2026-03-02", "utc_offset": 480, "kind": "learn", "rating": "good"},
        **{"mode": "type", "milliseconds": 3000, "given": "it", "phase": "review", "due_day": "2026-03-05"},
        **{"recall_ms": 2000, "scheduled_days": 3, "predicted": 0.9123},
        **more,
    }


def card(slug: str = "term", *reviews: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"direction": slug, "position": 0, "reviews": [*reviews], **more}


def note(key: str = "tcp", guid: str = "", **more: Any) -> dict[str, Any]:
    return {
        **{"guid": guid or f"guid of {key}", "deck": "Net", "note_type": "basic", "position": 0},
        **{"fields": {"term": key, "meaning": f"the meaning of {key}"}, "created": AT, "changed": AT},
        **more,
    }


def deck(name: str = "Net", **more: Any) -> dict[str, Any]:
    return {"name": name, "note_types": [note_type()], **more}


def document(*notes: dict[str, Any], decks: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    return {"format": "quiz", "version": 1, "decks": decks or [deck()], "notes": [*notes], **more}


def everything() -> dict[str, Any]:
    """A collection in which every name occurs."""
    known = review(ID + 2**21, kind="known", stability=36500.0, difficulty=1.0, due_day="2126-02-06")
    del known["rating"]
    return document(
        note(
            "tcp",
            tags=["core", "标签"],
            category="4xx",
            imported={"fields": {"hint": None, "meaning": "older"}, "tags": [], "category": ""},
            cards=[
                card(
                    "term",
                    review(phase="learning", step=1, due_at=AT, undone=AT),
                    known,
                    deck="Gone",
                    phase="review",
                    due_day="2126-02-06",
                    stability=36500.0,
                    difficulty=1.0,
                    reps=1,
                    lapses=0,
                    last_review=AT,
                    last_day="2026-03-02",
                ),
                card("meaning", suspended=True, buried_until="2026-04-01", flag=3, retired=False, revision=7),
            ],
        ),
        note("udp", deleted=AT, cards=[card("old", review(ID + 2**22, rating="again", confused_with="guid of tcp"))]),
        decks=[
            deck(
                titles={"en": "Networks"},
                description="About\nnetworks",
                language="zh",
                settings={
                    **{"new_per_day": 5, "reviews_per_day": 50, "desired_retention": 0.85, "learning_steps": [1.5]},
                    **{"relearning_steps": [], "maximum_interval": 100, "directions_off": ["meaning"]},
                    **{"new_order": "random", "review_order": "weak", "leech_lapses": 4, "leech_action": "suspend"},
                    **{"modes": {"": "flip", "term": "type"}, "choice_below": {"": 3.0}, "recall_from": {"term": 9}},
                    **{"catch_up": "2026-12-01 40 known", "parameters": []},
                },
                categories=[{"code": "4xx", "title": "错误", "titles": {"en": "Errors"}}],
                front={"author": "someone", "empty": ""},
                imported={"description": "", "language": "zh", "titles": {}, "front": {}},
                created=AT,
            ),
            deck("Net", label="Gone", deleted=AT),
        ],
    )


def versions() -> list[dict[str, Any]]:
    """A collection and a later version of it: more directions, later texts, an answer taken back, a key twice."""
    one_way = note_type("basic", direction("term", "term", "meaning"))
    gone = deck(label="Old", deleted=AT)
    categories = [{"code": "a", "title": "A"}]
    entry = review(confused_with="guid of udp")
    return [
        document(note("tcp", cards=[card("term", entry)]), note("udp"), decks=[deck(note_types=[one_way]), gone]),
        document(
            note("tcp", cards=[card("term", {**entry, "undone": AT}, review(ID + 2**21)), card("old", deck="Old")]),
            note("tcp", "another"),
            note("udp", changed="2026-04-01T00:00:00Z", tags=["later"]),
            decks=[deck(categories=categories), gone],
        ),
    ]


def collection(whole: Any) -> Collection:
    """What the reader makes of a document, or of a text."""
    text = whole if isinstance(whole, str) else json.dumps(whole)
    found = read(SourceFile("-", data=text.encode("utf-8", "surrogatepass")), ReadOptions("deck")).collection
    assert found is not None
    return found


def read_notes(whole: Any) -> list[NoteRecord | Unread]:
    """The notes of a document, and what of it could not be read."""
    return list(collection(whole).notes())


def reason(whole: dict[str, Any]) -> str:
    """Why the only note of a document could not be read."""
    (unread,) = (one for one in read_notes(whole) if isinstance(one, Unread))
    return unread.reason


# Documents with a mistake in them

Place = tuple[str | int, ...]


def places(value: Any, path: Place = ()) -> Iterator[Place]:
    """Every place of a document."""
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in pairs:
        yield from places(inner, (*path, name))


PLACES = [path for path in places(everything()) if path]

ODD = [
    *(None, True, False, 0, 1, -1, 7, 100, 2**31, 2**63, 0.5, -0.5, 36500.5, 1e300, "", "a", " ", "a b", "x" * 50),
    *("2026-03-02", "2026-03-02T01:00:00Z", "0001-01-01", "9999-12-31T00:00:00Z", "good", "review", "new", "learning"),
    *("reset", "known", "cram", "Net", "Gone", "１", [], ["a"], [1], {}, {"a": "b"}, {"a": 1}, "A::", "tags"),
]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A document with everything, of which one place is another, gone, or there twice."""
    whole, path = deepcopy(everything()), draw(st.sampled_from(PLACES))
    inner: Any = whole
    for name in path[:-1]:
        inner = inner[name]
    match draw(st.sampled_from(["replace", "replace", "remove", "add", "twice"])):
        case "replace":
            inner[path[-1]] = draw(st.sampled_from(ODD))
        case "remove":
            del inner[path[-1]]
        case "add" if isinstance(inner, dict):
            inner["added"] = draw(st.sampled_from(ODD))
        case "twice" if isinstance(inner, list):
            inner.append(inner[int(path[-1])])
    return whole
