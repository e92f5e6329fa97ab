"""Meanings: which parts of an expected text are there in what was typed. A person decides what that is worth."""

from collections.abc import Sequence, Set
from functools import cached_property

from quiz.judging.clauses import clauses
from quiz.judging.content import Content, Unit, content
from quiz.judging.finding import Part
from quiz.judging.forms import name_form
from quiz.judging.typos import edits

_ENOUGH = 0.55
# Only these many words are compared letter by letter.
_MOST_WORDS = 150
# How far from the words of a part, in units, a negation may stand in another order of words: before, behind.
_BEFORE, _BEHIND = 1, 2


def meaning_parts(given: str, expected: str) -> tuple[Part, ...]:
    """Return the expected text in parts, which joined are the text, each with whether it was typed.

    A part is there if somewhat more than half of its content was typed, in any order of the parts, and if it is denied
    in both or in neither. Chinese is compared by neighbouring characters, what has spaces by words, without endings and
    small typos. Where the expected text has no content, all of it has to be typed.
    """
    parts = clauses(expected)
    if not any(said.units for _text, said in parts):
        same = name_form(given) == name_form(expected)
        return tuple(Part(text, same) for text, _said in parts)
    typed = _Typed(given)
    return tuple(Part(text, typed.has(said)) for text, said in parts)


def coverage(parts: Sequence[Part]) -> float:
    """Return how much of the content of some parts is there, 0 to 1; 0 if they have no content."""
    weights = [(content(part.text).weight, part.there) for part in parts]
    total = sum(weight for weight, _there in weights)
    return sum(weight for weight, there in weights if there) / total if total else 0.0


class _Sought:
    """A part of the expected text, prepared for being looked for."""

    def __init__(self, part: Content, units: Sequence[Unit]) -> None:
        self.denied = bool(part.negations)
        # That it is denied is content as well; it is counted here, and looked for where enough of the rest is.
        self.enough = max(1, _ENOUGH * (part.weight + part.denial) - part.denial)
        self._weights: dict[str, dict[tuple[str, ...], int]] = {}
        for place, unit in enumerate(units):
            weights = self._weights.setdefault(unit.text, {})
            pairs = _pairs_of(units, place)
            weights[pairs] = weights.get(pairs, 0) + unit.weight

    def found(self, texts: Set[str], pairs: Set[str]) -> float:
        """Return the weight of the units that were said. A Chinese character without its neighbours counts half."""
        return sum(
            weight if not neighbours or not pairs.isdisjoint(neighbours) else weight / 2
            for text in self._weights.keys() & texts
            for neighbours, weight in self._weights[text].items()
        )

    def is_in(self, clause: Content) -> bool:
        """Tell whether a clause alone says enough."""
        return self.found(clause.texts, clause.pairs) >= self.enough

    def touches(self, clause: Content) -> bool:
        """Tell whether a clause says anything of it."""
        return not clause.texts.isdisjoint(self._weights)

    def agrees(self, clause: Content) -> bool:
        """Tell whether a clause that touches it denies it if it is denied here, and else not.

        A negation counts among the sought words and right before them; where one is expected, near them as well.
        """
        places = [place for place, unit in enumerate(clause.units) if unit.text in self._weights]
        first = min(places) - (_BEFORE if self.denied else 0)
        last = max(places) + (_BEHIND if self.denied else 0)
        return any(first <= negation <= last for negation in clause.negations) == self.denied


def _pairs_of(units: Sequence[Unit], place: int) -> tuple[str, ...]:
    """Return the pairs of neighbouring Chinese characters in which a unit stands."""
    rights = [right for right in (place, place + 1) if right < len(units) and units[right].follows]
    return tuple(units[right - 1].text + units[right].text for right in rights)


class _Typed:
    """What a person typed, clause by clause and as a whole."""

    def __init__(self, text: str) -> None:
        self._clauses = [said for _text, said in clauses(text)]
        self._texts = frozenset[str]().union(*(clause.texts for clause in self._clauses))
        self._pairs = frozenset[str]().union(*(clause.pairs for clause in self._clauses))
        self._typos: dict[str, str] = {}

    def has(self, part: Content) -> bool:
        """Tell whether one clause has enough of a part, or, where none has, all of them together."""
        sought = _Sought(part, [self._as_typed(unit) for unit in part.units])
        if sought.found(self._texts, self._pairs) < sought.enough:
            return False
        touched = [clause for clause in self._clauses if sought.touches(clause)]
        alone = [clause for clause in touched if sought.is_in(clause)]
        if alone:
            return any(sought.agrees(clause) for clause in alone)
        denials = [sought.agrees(clause) for clause in touched]
        return any(denials) if sought.denied else all(denials)

    @cached_property
    def _words(self) -> list[str]:
        """The stems that were typed, as many as are looked through for typos."""
        return sorted({unit.text for clause in self._clauses for unit in clause.units if not unit.dense})[:_MOST_WORDS]

    def _as_typed(self, unit: Unit) -> Unit:
        """Return the unit with its word spelt as it was typed, small typos included."""
        if unit.dense or unit.text in self._texts:
            return unit
        if unit.text not in self._typos and len(self._typos) < _MOST_WORDS:
            self._typos[unit.text] = self._with_typo(unit.text)
        return Unit(self._typos.get(unit.text, unit.text), unit.weight, dense=False)

    def _with_typo(self, word: str) -> str:
        """Return the typed word that is this one with a small typo, if there is one. First letters have to agree."""
        near = [(count, typed) for typed in self._words if typed[0] == word[0] and (count := edits(typed, word))]
        return min(near)[1] if near else word
