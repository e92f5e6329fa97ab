"""The rating that is proposed: from the verdict, and from the time beside the person's own times."""

from dataclasses import replace
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import Rating
from quiz.judging import Grade, Part
from quiz.modes import MODES, Verdict
from quiz.proposing import FAST, FEWEST_TIMES, SLOW, Circumstances, Pace, Proposal, Times, proposed

AGAIN, HARD, GOOD, EASY = Rating
RIGHT, CLOSE, WRONG, UNJUDGED = Verdict(Grade.RIGHT), Verdict(Grade.CLOSE), Verdict(Grade.WRONG), Verdict()
TYPED = Circumstances("type", milliseconds=4000, usual=4000.0, mature=False)
MATURE = replace(TYPED, mature=True)
QUICK, LATE = int(4000 * FAST), int(4000 * SLOW)


def said(*parts: str) -> Verdict:
    """A meaning of which the parts with a plus were typed."""
    return Verdict(parts=tuple(Part(part[1:], part[0] == "+") for part in parts))


# The verdict


@pytest.mark.parametrize(("verdict", "rating"), [(WRONG, AGAIN), (CLOSE, HARD), (RIGHT, GOOD), (UNJUDGED, GOOD)])
def test_wrong_is_again_close_is_hard_and_the_rest_good(verdict: Verdict, rating: Rating) -> None:
    assert proposed(verdict, TYPED) == Proposal(rating)


@pytest.mark.parametrize(
    ("verdict", "rating"),
    [
        (said("+alpha", "+omega"), GOOD),
        (said("+alphabetic", "-of"), GOOD),
        (said("+alpha", "-omega"), HARD),
        (said("+alpha", "-omega", "-gamma"), HARD),
        (said("-alpha", "-omega"), HARD),
        (said("+找不到请求的资源，", "-也许以后会有。"), HARD),
    ],
)
def test_as_much_of_a_meaning_as_was_typed_decides(verdict: Verdict, rating: Rating) -> None:
    assert proposed(verdict, TYPED).rating is rating


# The time


@pytest.mark.parametrize("verdict", [RIGHT, UNJUDGED, said("+alpha")])
def test_slow_and_right_is_hard_and_says_what_is_usual(verdict: Verdict) -> None:
    assert proposed(verdict, replace(TYPED, milliseconds=LATE)) == Proposal(HARD, Pace.SLOW, 4000.0)
    assert proposed(verdict, replace(MATURE, milliseconds=LATE)).rating is HARD
    assert proposed(verdict, replace(TYPED, milliseconds=LATE - 1)) == Proposal(GOOD)


@pytest.mark.parametrize(("verdict", "mode"), [(RIGHT, "type"), (said("+alpha"), "type"), (UNJUDGED, "flip")])
def test_a_mature_card_that_is_recalled_very_fast_is_easy(verdict: Verdict, mode: str) -> None:
    about = replace(MATURE, mode=mode)
    assert proposed(verdict, replace(about, milliseconds=QUICK)) == Proposal(EASY, Pace.FAST, 4000.0)
    assert proposed(verdict, replace(about, milliseconds=QUICK + 1)) == Proposal(GOOD)


@pytest.mark.parametrize(
    ("verdict", "about"),
    [(RIGHT, TYPED), (RIGHT, replace(MATURE, mode="choice")), (UNJUDGED, replace(TYPED, mode="flip"))],
    ids=["a young card", "a choice", "a young card that is flipped"],
)
def test_nothing_else_is_easy_however_fast_it_was(verdict: Verdict, about: Circumstances) -> None:
    assert proposed(verdict, replace(about, milliseconds=0)).rating is GOOD


@pytest.mark.parametrize(("verdict", "rating"), [(WRONG, AGAIN), (CLOSE, HARD), (said("-alpha"), HARD)])
@pytest.mark.parametrize("milliseconds", [0, QUICK, LATE, 59_999, None])
def test_time_and_hint_make_nothing_better_or_worse_of_what_was_not_right(
    verdict: Verdict, rating: Rating, milliseconds: int | None
) -> None:
    for hinted in (False, True):
        about = replace(MATURE, milliseconds=milliseconds, hinted=hinted)
        assert proposed(verdict, about) == Proposal(rating)


@pytest.mark.parametrize("verdict", [RIGHT, UNJUDGED, said("+alpha")])
@pytest.mark.parametrize("milliseconds", [0, 4000, 59_999])
def test_who_needed_the_hint_found_it_hard(verdict: Verdict, milliseconds: int) -> None:
    assert proposed(verdict, replace(MATURE, milliseconds=milliseconds, hinted=True)) == Proposal(HARD)


@pytest.mark.parametrize("about", [replace(MATURE, milliseconds=None), replace(MATURE, milliseconds=1, usual=None)])
def test_without_a_time_or_usual_times_the_pace_says_nothing(about: Circumstances) -> None:
    assert proposed(RIGHT, about) == Proposal(GOOD)


verdicts = st.builds(Verdict, grade=st.sampled_from([None, *Grade])) | st.builds(
    Verdict, parts=st.lists(st.builds(Part, st.sampled_from(["ab", "cde", "f"]), st.booleans())).map(tuple)
)
circumstances = st.builds(
    Circumstances,
    mode=st.sampled_from(list(MODES)),
    milliseconds=st.none() | st.integers(0, 60_000),
    usual=st.none() | st.floats(0, 60_000),
    mature=st.booleans(),
    hinted=st.booleans(),
)


@given(verdicts, circumstances)
def test_every_proposal_can_be_defended(verdict: Verdict, about: Circumstances) -> None:
    proposal = proposed(verdict, about)
    assert (proposal.rating is AGAIN) >= verdict.wrong
    assert proposal.rating <= GOOD or (about.mode != "choice" and about.mature and not about.hinted)
    assert (proposal.pace is Pace.USUAL) == (proposal.usual is None)
    assert not (about.hinted and proposal.rating > HARD)


@given(verdicts, circumstances, st.integers(0, 60_000))
def test_who_takes_longer_never_gets_a_better_proposal(verdict: Verdict, about: Circumstances, longer: int) -> None:
    sooner = replace(about, milliseconds=about.milliseconds or 0)
    later = replace(sooner, milliseconds=(sooner.milliseconds or 0) + longer)
    assert proposed(verdict, later).rating <= proposed(verdict, sooner).rating


# Usual times


def test_the_usual_time_is_the_median_of_answers_of_about_this_length() -> None:
    short, long = [1000 + n for n in range(FEWEST_TIMES)], [9000 + n for n in range(FEWEST_TIMES)]
    times = Times.of([*((10, one) for one in short), *((100, one) for one in long)])
    assert times.usual(10) == times.usual(15) == median(short)
    assert times.usual(100) == times.usual(64) == median(long)


def test_of_a_length_that_is_rare_the_times_of_all_lengths_count() -> None:
    times = Times.of([(10, 1000)] * (FEWEST_TIMES - 1) + [(100, 9000)] * FEWEST_TIMES)
    assert times.usual(10) == times.usual(1000) == 9000
    times.add(10, 1000)
    assert (times.usual(10), times.usual(100), times.usual(1000)) == (1000, 9000, 5000)


def test_few_answers_tell_no_usual_time() -> None:
    times = Times.of((length, 1000) for length in range(FEWEST_TIMES - 1))
    assert times.usual(10) is None
    times.add(500, 1000)
    assert times.usual(10) == 1000
    assert Times().usual(0) is None


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 60_000)), min_size=FEWEST_TIMES), st.integers(0, 5000))
def test_the_usual_time_lies_within_those_that_were_taken(times: list[tuple[int, int]], length: int) -> None:
    usual = Times.of(times).usual(length)
    assert usual is not None
    assert min(time for _length, time in times) <= usual <= max(time for _length, time in times)
