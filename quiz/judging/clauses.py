"""Where a text can be divided so that each part says something by itself."""

import re
from collections.abc import Iterable, Iterator

from quiz.judging.content import Content, content
from quiz.judging.forms import HAN, LONGEST

MOST = 32
"""The most clauses of a text; the last one has all the rest."""

_LONG = 36
_SHORTEST = 9

# Full-width punctuation divides where the usual one would.
_USUAL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

_STOP = (
    "[。、…]"
    r"|(?<!\d)[,;]|[,;](?!\d)"  # not in 1,000
    r"|(?<!:):(?![:/\d])"  # not in std::move, http:// and 10:30
    rf"|(?<!\b\w)[.!?](?=[\s\"'”’)]|$|[{HAN}])"  # not in 1.1, e.g. and !=
    r"|\s[-–—]+\s|—+"
)
_BRACKETED = rf"(?:^\(|(?<=[\s{HAN}])\(|\((?=[{HAN}]))[^()]*\)"
_BEHIND = r"[\s\"'“”‘’«»「」《》()\[\]。、…,;:.!?]*"
_CONJUNCTION = (
    r"(?i)\b(?:and|or|but|because)\b"
    "|因为|但是|但|并且|而且|(?<![饱共温缓柔总中])和(?![平谐睦解])|或(?!许)"
)


def clauses(text: str) -> list[tuple[str, Content]]:
    """Return the clauses of a text, which joined are the text, each with what it says.

    They end with punctuation. What says nothing by itself belongs to its neighbour, a long clause is divided at its
    conjunctions. An empty text has none.
    """
    pieces = _joined(_at(text, _stops(text)), 1)
    phrases = [phrase for piece in pieces for phrase in _phrases(piece)]
    return [(phrase, content(phrase)) for phrase in (*phrases[: MOST - 1], "".join(phrases[MOST - 1 :])) if phrase]


def _stops(text: str) -> Iterator[int]:
    """Yield the places behind the punctuation at which a clause ends."""
    usual = text[:LONGEST].translate(_USUAL_WIDTH)
    for match in re.finditer(_STOP, usual):
        yield _behind(usual, match.end())
    for match in re.finditer(_BRACKETED, usual):
        yield _behind(usual, match.start() + 1)
        yield _behind(usual, match.end())


def _behind(text: str, place: int) -> int:
    match = re.compile(_BEHIND).match(text, place)
    return match.end() if match else place


def _at(text: str, places: Iterable[int]) -> Iterator[str]:
    """Yield the pieces of a text that is cut at some places; of many, at the first."""
    cuts = sorted({*places, len(text)} - {0})
    begin = 0
    for place in (*cuts[: MOST - 1], *cuts[-1:]):
        if begin < place:
            yield text[begin:place]
        begin = place


def _joined(pieces: Iterable[str], least: int) -> list[str]:
    """Return the pieces, those that weigh less joined to the one before, or with none before, to the next."""
    texts: list[str] = []
    enough = True
    for piece in pieces:
        weighs = content(piece).weight >= least
        if texts and not (enough and weighs):
            texts[-1] += piece
            enough = enough or weighs
        else:
            texts.append(piece)
            enough = weighs
    return texts


def _phrases(clause: str) -> Iterable[str]:
    """Return a clause divided at its conjunctions, if it is long; no phrase gets too short to judge."""
    if content(clause).weight <= _LONG:
        return [clause]
    places = (match.start() for match in re.finditer(_CONJUNCTION, clause[:LONGEST]))
    return _joined(_at(clause, places), _SHORTEST)
