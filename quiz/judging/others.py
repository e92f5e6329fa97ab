"""The answers of all notes of a deck, prepared for telling whose answer was given."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quiz.judging.finding import Answers
from quiz.judging.forms import exact_form, loose_form, name_forms
from quiz.judging.typos import LONGEST, MOST, edits, fixed, tolerance


@dataclass(frozen=True, slots=True)
class Known:
    """An answer of a note, and the note's place among the others."""

    place: int
    note_id: int
    text: str


_ByForm = dict[str, list[Known]]


class Others:
    """The right answers of the notes of a deck in one direction, made once and used for many verdicts.

    Nothing is prepared before an answer is not plainly right. The note that is asked may be among them; what it has is
    left out by its number.
    """

    def __init__(self, answers: Sequence[Answers]) -> None:
        self._answers = tuple(answers)

    def with_exact(self, form: str, asked: int) -> list[Known]:
        """Return who else has this code, in :func:`exact_form`."""
        return _without(asked, self._exact.get(form, ()))

    def with_loose(self, form: str, asked: int) -> list[Known]:
        """Return who else has this code, in :func:`loose_form`."""
        return _without(asked, self._loose.get(form, ()))

    def with_name(self, form: str, asked: int) -> list[Known]:
        """Return who else has this name, in :func:`name_form`."""
        return _without(asked, self._names.get(form, ()))

    def near(self, form: str, asked: int) -> list[tuple[int, Known]]:
        """Return who else has a name with a small typo, each with its number of edits; the nearest is first."""
        counts = ((edits(form, name), name) for name in self._alike(form))
        near = [
            (count, known)
            for count, name in counts
            if count is not None
            for known in _without(asked, self._names[name])
        ]
        return sorted(near, key=lambda found: (found[0], found[1].place))

    def _alike(self, form: str) -> list[str]:
        """Return the names for which it is worthwhile to count the edits.

        A swap is two edits to Levenshtein, which with a limit is quick for long texts, too.
        """
        if len(form) > LONGEST:
            return []
        from rapidfuzz import process  # noqa: PLC0415  only an answer that is not right needs it
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  the same

        lengths, symbols = range(len(form) - MOST, len(form) + MOST + 1), fixed(form)
        names = [name for length in lengths for name in self._with_tolerance.get((length, symbols), ())]
        found = process.extract(form, names, scorer=Levenshtein.distance, score_cutoff=2 * MOST, limit=None)
        return [name for name, _distance, _index in found]

    @cached_property
    def _exact(self) -> _ByForm:
        return self._by_form(lambda text: (exact_form(text),))

    @cached_property
    def _loose(self) -> _ByForm:
        return self._by_form(lambda text: (loose_form(text),))

    @cached_property
    def _names(self) -> _ByForm:
        return self._by_form(name_forms)

    @cached_property
    def _with_tolerance(self) -> dict[tuple[int, str], list[str]]:
        """The names in which typos are forgiven, by length and by what a typo must not change."""
        names = defaultdict(list)
        for name in self._names:
            if tolerance(name):
                names[len(name), fixed(name)].append(name)
        return dict(names)

    def _by_form(self, forms: Callable[[str], tuple[str, ...]]) -> _ByForm:
        known = defaultdict(list)
        for place, answers in enumerate(self._answers):
            for text in answers.texts:
                for form in forms(text):
                    known[form].append(Known(place, answers.note_id, text))
        return dict(known)


def _without(asked: int, known: Iterable[Known]) -> list[Known]:
    return [answer for answer in known if answer.note_id != asked]
