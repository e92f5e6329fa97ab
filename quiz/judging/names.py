"""Names: spelling in the small does not matter, and a small typo is close, unless it is another note's name."""

from collections.abc import Callable, Container, Sequence

from quiz.judging.finding import Answers, Finding, Grade
from quiz.judging.forms import exact_form, name_form, name_forms
from quiz.judging.others import Known, Others
from quiz.judging.typos import edits

_COMPARED = 200


def judge_name(given: str, expected: Answers, others: Others, right_too: Container[int] = frozenset()) -> Finding:
    """Judge a name: right, close with a small typo, or wrong.

    What is the right answer of another note, or nearer to one, is wrong and names it. ``right_too`` has the numbers of
    the notes with the same prompt: their answers are right, or close, and are named likewise.
    """
    exact = exact_form(given)
    if not exact:
        return Finding(Grade.WRONG, nearest("", expected, name_form))
    for text in expected.texts:
        if exact_form(text) == exact:
            return Finding(Grade.RIGHT, text)
    form = name_form(given)
    for text in expected.texts:
        if form in name_forms(text):
            return Finding(Grade.RIGHT, text)
    if same := others.with_name(form, expected.note_id):
        return given_elsewhere(same, right_too, nearest(form, expected, name_form))
    return _with_typos(form, expected, others, right_too)


def _with_typos(form: str, expected: Answers, others: Others, right_too: Container[int]) -> Finding:
    """Judge a name that nobody has, by whose name it comes nearest to."""
    own = _own_typos(form, expected)
    near = others.near(form, expected.note_id)
    too = [found for found in near if found[1].note_id in right_too]
    alien = [found for found in near if found[1].note_id not in right_too]
    right = min((found[0] for found in (*own, *too)), default=None)
    if right is None or (alien and alien[0][0] < right):
        other = alien[0][1].note_id if alien else None
        return Finding(Grade.WRONG, nearest(form, expected, name_form), other)
    if own and own[0][0] == right:
        return Finding(Grade.CLOSE, own[0][1])
    return Finding(Grade.CLOSE, too[0][1].text, too[0][1].note_id)


def _own_typos(form: str, expected: Answers) -> list[tuple[int, str]]:
    """Return the expected texts that are a small typo away, each with its number of edits; the nearest is first."""
    counts = [(edits(form, name), text) for text in expected.texts for name in name_forms(text)]
    return sorted(((count, text) for count, text in counts if count is not None), key=lambda found: found[0])


def given_elsewhere(same: Sequence[Known], right_too: Container[int], expected: str) -> Finding:
    """Return what it means that these notes have the answer: a right one, a confusion, or, with none, an error."""
    for known in same:
        if known.note_id in right_too:
            return Finding(Grade.RIGHT, known.text, known.note_id)
    return Finding(Grade.WRONG, expected, same[0].note_id if same else None)


def nearest(given: str, expected: Answers, form: Callable[[str], str]) -> str:
    """Return the expected text that comes nearest to a form, by their first 200 characters."""
    if not given or len(expected.texts) == 1:
        return next(iter(expected.texts), "")
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only an answer that is not right needs it

    short = given[:_COMPARED]
    return min(expected.texts, key=lambda text: OSA.distance(short, form(text)[:_COMPARED]), default="")
