"""What a change makes of the texts of a note, and how cards are spread over days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import Note, NoteType
from quiz.changes import Flag, Replace, Reschedule, SetField, Tag
from quiz.deck_drafts import NoteDraft, default_directions
from quiz.errors import QuizError
from quiz.rewording import Difference, check, differences, merged, replaced, reworded
from tests.store.support import NOW

DAY = date(2026, 3, 2)
PAIR = NoteType("basic", ("term", "meaning"), "term", default_directions(("term", "meaning"), "term"))
TRIPLE_FIELDS = ("key", "name", "meaning")
TRIPLE = NoteType("basic", TRIPLE_FIELDS, "key", default_directions(TRIPLE_FIELDS, "key"))


def note(fields: dict[str, str], tags: tuple[str, ...] = (), note_id: int = 1) -> Note:
    return Note(note_id, f"g{note_id}", 1, 1, next(iter(fields.values())), fields, tags, "", 0, NOW, NOW)


TCP = note({"term": "TCP", "meaning": "A tcp stream, tcp/ip", "hint": "ＴＣＰ"})


def fields_after(of: Note, find: str, by: str, **how: Any) -> dict[str, str] | None:
    draft = replaced(of, Replace([of.id], find, by, **how))
    return None if draft is None else dict(draft.fields)


# Find and replace


def test_a_plain_text_is_found_in_any_case_and_width() -> None:
    assert fields_after(TCP, "Tcp", "UDP") == {"term": "UDP", "meaning": "A UDP stream, UDP/ip", "hint": "UDP"}


def test_case_counts_where_that_is_wanted() -> None:
    assert fields_after(TCP, "tcp", "UDP", match_case=True) == {**TCP.fields, "meaning": "A UDP stream, UDP/ip"}


def test_only_one_field_is_looked_at_where_one_is_named() -> None:
    assert fields_after(TCP, "tcp", "x", field="term") == {**TCP.fields, "term": "x"}
    assert fields_after(TCP, "tcp", "x", field="source") is None


@pytest.mark.parametrize(("find", "by"), [("none", "x"), ("stream", "stream"), ("TCP/IP$", "x")])
def test_a_note_without_a_difference_is_left_alone(find: str, by: str) -> None:
    assert fields_after(TCP, find, by) is None


def test_a_letter_that_folds_into_two_is_replaced_as_a_whole_or_not_at_all() -> None:
    street = note({"term": "Straße", "meaning": "ﬁne"})
    assert fields_after(street, "STRASSE", "road", field="term") == {**street.fields, "term": "road"}
    assert fields_after(street, "stras", "x") is None
    assert fields_after(street, "FI", "x", field="meaning") == {**street.fields, "meaning": "xne"}


def test_groups_of_a_regular_expression_are_used() -> None:
    text = note({"term": "a", "meaning": "port 80, Port 443"})
    assert fields_after(text, r"port (?P<n>\d+)", r"\g<n>/tcp", regex=True) == {
        "term": "a",
        "meaning": "80/tcp, 443/tcp",
    }
    how = {"regex": True, "match_case": True}
    assert fields_after(text, r"port (\d+)", r"\1/tcp", **how) == {"term": "a", "meaning": "80/tcp, Port 443"}


def test_signs_of_regular_expressions_mean_themselves_in_a_plain_text() -> None:
    text = note({"term": "a", "meaning": r"f(x).* \1"})
    assert fields_after(text, "(x).*", r"\1[y]") == {"term": "a", "meaning": r"f\1[y] \1"}


@pytest.mark.parametrize(("find", "by"), [("(", "x"), ("a", r"\2"), ("a", r"\g<n>"), ("a{99999999999}", "")])
def test_a_regular_expression_that_is_none_is_refused(find: str, by: str) -> None:
    with pytest.raises(QuizError, match="regular expression") as error:
        fields_after(TCP, find, by, regex=True)
    assert error.value.hint


def test_nothing_to_find_is_refused() -> None:
    with pytest.raises(QuizError, match="nothing to find"):
        fields_after(TCP, "", "x")


def test_a_text_that_cannot_be_stored_is_refused_and_the_note_named() -> None:
    with pytest.raises(QuizError, match=r"The note “TCP” cannot be changed so: meaning: .*control") as error:
        fields_after(TCP, "stream", "\x07")
    assert error.value.hint


def test_a_field_that_becomes_empty_is_gone() -> None:
    assert fields_after(TCP, "tcp", "", field="hint") == {"term": "TCP", "meaning": "A tcp stream, tcp/ip"}


@given(st.text("aAßﬁＡ 你", max_size=12), st.text("aAsSfi ", min_size=1, max_size=2))
def test_what_is_not_found_stays_as_it_is_and_in_its_order(text: str, find: str) -> None:
    before = note({"term": "t", "meaning": f"x{text}x"})
    after = fields_after(before, find, "|") or dict(before.fields)
    kept = after["meaning"].split("|")
    place = 0
    for part in kept:
        place = before.fields["meaning"].index(part, place) + len(part)


def test_the_differences_are_shown_field_by_field() -> None:
    draft = replaced(TCP, Replace([1], "tcp", "", field=""))
    assert draft is not None
    assert differences(TCP, draft) == [
        Difference(1, "TCP", "term", "TCP", ""),
        Difference(1, "TCP", "meaning", "A tcp stream, tcp/ip", "A  stream, /ip"),
        Difference(1, "TCP", "hint", "ＴＣＰ", ""),
    ]


def test_a_note_needs_a_key_and_a_text_on_each_side() -> None:
    with pytest.raises(QuizError, match="The note “TCP” cannot be changed so: Its key would be empty"):
        check(TCP, PAIR, NoteDraft({"meaning": "x"}))
    with pytest.raises(QuizError, match=r"The note “TCP” cannot be changed so: .*has no meaning"):
        check(TCP, PAIR, NoteDraft({"term": "x"}))


# Fields and tags


def test_a_field_of_many_gets_one_text() -> None:
    draft = reworded(TCP, SetField([1], "source", " RFC 793 "))
    assert draft is not None
    assert draft.fields == {**TCP.fields, "source": "RFC 793"}
    assert reworded(TCP, SetField([1], "source", " ")) is None
    with pytest.raises(QuizError, match="cannot be the name of a field"):
        reworded(TCP, SetField([1], "tags", "x"))


def test_tags_come_and_go_in_their_order() -> None:
    tagged = note({"term": "a"}, ("x", "y", "z"))
    draft = reworded(tagged, Tag([1], ("new，core", "x"), ("y",)))
    assert draft is not None
    assert draft.tags == ("x", "z", "new", "core")
    assert reworded(tagged, Tag([1], ("z",), ("w",))) is None


# Merging


def test_the_kept_note_takes_what_it_lacks() -> None:
    kept = note({"term": "TCP", "meaning": "stream"}, ("net",))
    other = note({"term": "tcp", "meaning": "a stream", "hint": "reliable"}, ("core", "leech", "net"))
    draft = merged(kept, PAIR, [(other, PAIR)])
    assert draft is not None
    assert draft.fields == {"term": "TCP", "meaning": "stream", "hint": "reliable"}
    assert draft.tags == ("net", "core")


def test_another_key_becomes_another_name() -> None:
    kept = note({"term": "TCP", "meaning": "stream", "also": "tcp protocol"})
    others = [
        note({"term": "Transmission Control Protocol", "meaning": "x", "also": "TCP Protocol | T.C.P."}),
        note({"term": "tcp", "meaning": "y"}),
    ]
    draft = merged(kept, PAIR, [(other, PAIR) for other in others])
    assert draft is not None
    assert draft.fields["also"] == "tcp protocol | Transmission Control Protocol | T.C.P."


def test_other_names_belong_to_the_name_where_there_is_one() -> None:
    kept = note({"key": "404", "name": "Not Found", "meaning": "gone"})
    other = note({"key": "four-oh-four", "name": "Missing", "meaning": "lost"})
    draft = merged(kept, TRIPLE, [(other, TRIPLE)])
    assert draft is not None
    assert draft.fields == {**kept.fields, "also": "Missing"}


def test_fields_of_another_note_type_are_not_taken() -> None:
    kept = note({"term": "404", "meaning": "gone"})
    other = note({"key": "404", "name": "404", "meaning": "lost", "note-to-self": "!"})
    draft = merged(kept, PAIR, [(other, TRIPLE)])
    assert draft is not None
    assert draft.fields == {**kept.fields, "note-to-self": "!"}


def test_a_note_that_has_everything_stays_as_it_is() -> None:
    kept = note({"term": "TCP", "meaning": "stream"}, ("net",))
    assert merged(kept, PAIR, [(note({"term": "TCP", "meaning": "other"}), PAIR)]) is None


# Days


@given(st.integers(1, 60), st.integers(0, 30))
def test_cards_are_spread_evenly_in_their_order(count: int, days: int) -> None:
    last = DAY + timedelta(days=days)
    due = Reschedule(range(count), DAY, last).due_days(count)
    assert due == sorted(due)
    assert due[0] == DAY
    each = [due.count(DAY + timedelta(days=number)) for number in range(days + 1)]
    assert sum(each) == count
    assert max(each) - min(each) <= 1


def test_without_a_last_day_all_are_due_on_the_first() -> None:
    assert Reschedule([1, 2], DAY).due_days(2) == [DAY, DAY]


def test_impossible_changes_are_refused() -> None:
    with pytest.raises(ValueError, match="flag 8"):
        Flag([1], 8)
    with pytest.raises(ValueError, match="before the first"):
        Reschedule([1], DAY, DAY - timedelta(days=1))
