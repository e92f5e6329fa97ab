"""Notes that may be the same."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.duplicates import Duplicates, Fingerprint, Reason, groups

LONG = "A protocol that carries a stream of bytes reliably and in order between two hosts."
CHINESE = "请求的资源在服务器上没有找到，请检查地址是否正确。"


def found(*texts: tuple[str, str]) -> list[Duplicates]:
    return groups(Fingerprint(number, key, meaning) for number, (key, meaning) in enumerate(texts, 1))


def test_the_same_key_in_any_case_and_width_is_found() -> None:
    assert found(("TCP", "a"), ("udp", "b"), ("ｔｃｐ ", "c"), ("UDP", "d")) == [
        Duplicates(Reason.KEY, (1, 3)),
        Duplicates(Reason.KEY, (2, 4)),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG, LONG.replace("carries", "carries over")),
        (LONG, LONG.upper().replace(".", "!")),
        (LONG, LONG.replace("reliably", "relyably")),
        (CHINESE, CHINESE.replace("没有", "未能")),
        (CHINESE, CHINESE.replace("，", ", ")),
        ("ok", "OK."),
    ],
)
def test_nearly_the_same_meaning_is_found(first: str, second: str) -> None:
    assert found(("a", first), ("b", "something else entirely"), ("c", second)) == [Duplicates(Reason.MEANING, (1, 3))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG, LONG.replace("stream", "handful").replace("reliably", "at some time").replace("hosts", "people")),
        ("The protocol listens on port 80 of the host.", "The protocol listens on port 81 of the host."),
        ("", ""),
        ("abc", "abd"),
    ],
)
def test_what_differs_is_not(first: str, second: str) -> None:
    assert found(("a", first), ("b", second)) == []


def test_notes_of_one_key_are_named_once() -> None:
    assert found(("a", LONG), ("A", LONG)) == [Duplicates(Reason.KEY, (1, 2))]
    assert found(("a", LONG), ("A", LONG), ("b", LONG)) == [
        Duplicates(Reason.KEY, (1, 2)),
        Duplicates(Reason.MEANING, (1, 2, 3)),
    ]


WORDS = [
    "stream",
    "bytes",
    "host",
    "packet",
    "carries",
    "order",
    "between",
    "reliable",
    "资源",
    "请求",
    "地址",
    "7",
    "8",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=4, max_size=12).map(" ".join), max_size=12), st.randoms())
@settings(max_examples=60)
def test_the_order_of_notes_makes_no_difference_and_groups_do_not_overlap(texts: list[str], rng: random.Random) -> None:
    notes = [Fingerprint(number, str(number), text) for number, text in enumerate(texts)]
    once = groups(notes)
    rng.shuffle(notes)
    assert groups(notes) == once
    members = [note_id for group in once for note_id in group.notes]
    assert len(members) == len(set(members))


def test_a_search_can_be_given_up() -> None:
    class GivenUpError(Exception):
        pass

    def give_up() -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        groups([Fingerprint(1, "a", "b")], give_up)


def test_nearly_all_typos_among_many_are_found() -> None:
    rng = random.Random(4)
    vocabulary = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(3, 9))) for _ in range(800)]
    texts = [" ".join(rng.choices(vocabulary, k=9)) for _ in range(2000)]
    doubles = {number: with_typo(texts[number], rng) for number in range(0, 2000, 10)}
    pairs = pairs_in(groups(Fingerprint(n, str(n), text) for n, text in enumerate([*texts, *doubles.values()])))
    wanted = {(number, 2000 + place) for place, number in enumerate(doubles)}
    assert len(wanted & pairs) >= 0.98 * len(wanted)
    assert len(pairs) == len(wanted & pairs)


def with_typo(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def pairs_in(found: Iterable[Duplicates]) -> set[tuple[int, ...]]:
    return {group.notes for group in found}
