"""What a text says, word by word: the units that carry content, and where something is denied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from quiz.judging.forms import HAN, folded_form, has_han

_HAN_WEIGHT = 3
_FEWEST_STEM = 3

# English words that say little by themselves.
_LITTLE_WORDS = """
    a,about,again,all,also,am,an,and,any,are,as,at,be,because,been,being,both,but,by,can,could,did,do,does,doing,done
    down,each,either,etc,every,example,few,for,from,further,had,has,have,having,he,her,here,his,how,i,if,in,into,is,it
    its,itself,just,may,me,might,more,most,must,my,of,off,on,onto,or,other,our,out,over,own,per,shall,she,should,so
    some,such,than,that,the,their,them,then,there,these,they,this,those,though,through,thus,to,too,under,until,up,upon
    us,very,via,was,we,were,what,when,where,whether,which,while,who,whom,whose,why,will,with,would,yet,you,your
"""
_STOP_WORDS = frozenset(_LITTLE_WORDS.replace(",", " ").split())
_NEGATIONS = frozenset(["cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"])
# Characters of Chinese that hold a sentence together and say nothing by themselves.
_FUNCTION = frozenset("的了是在着也就都而与和或之其这那把被它他她们吗呢吧很地个但并且又还及所以于则即若有如因")
_TOKEN = (
    # These have a character of negation in them and deny nothing.
    "(?P<neutral>不过|不断|不仅|不但|不管|不论|无论|非常|未来|无线|是否|能否|例如|比如)"
    "|(?P<no>没有|[不没未无非勿否])"
    f"|(?P<dense>[{HAN}\u3040-\u30ff])"
    f"|(?P<word>[^\\W_{HAN}\u3040-\u30ff]+(?:['’][^\\W_{HAN}\u3040-\u30ff]+)*[+#]*)"
    "|(?P<gap>[^\\s])"
)
_SPACE_WITHIN = f"(?<=[{HAN}])\\s+(?=[{HAN}])"


@dataclass(frozen=True, slots=True)
class Unit:
    """A Chinese character, or the stem of a word; ``follows`` if the unit before is the character next to it."""

    text: str
    weight: int
    dense: bool
    follows: bool = False


@dataclass(frozen=True)
class Content:
    """The units of a text, before which of them, by number, a negation stands, and what the negations weigh."""

    units: tuple[Unit, ...]
    negations: tuple[int, ...]
    denial: int

    @cached_property
    def weight(self) -> int:
        """How much the text says: the letters of its words, a Chinese character counting as three."""
        return sum(unit.weight for unit in self.units)

    @cached_property
    def texts(self) -> frozenset[str]:
        """The units as a set."""
        return frozenset(unit.text for unit in self.units)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The neighbouring Chinese characters."""
        return frozenset(left.text + right.text for left, right in pairwise(self.units) if right.follows)


# A text is read as a clause and again when it is joined or divided.
@lru_cache(maxsize=256)
def content(text: str) -> Content:
    """Return what a text says, without width, case, accents, and in simplified Chinese."""
    units: list[Unit] = []
    negations = []
    denial = 0
    for kind, token in _tokens(text):
        if kind == "no":
            negations.append(len(units))
            denial += len(token) * (_HAN_WEIGHT if has_han(token) else 1)
        else:
            units.append(_unit(kind, token, units))
    return Content(tuple(units), tuple(negations), denial)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens that count as (kind, text): ``no``, ``word``, ``dense``, and ``first``, dense after a gap."""
    gap = True
    for match in re.finditer(_TOKEN, re.sub(_SPACE_WITHIN, "", folded_form(text))):
        kind, token = match.lastgroup or "", match.group()
        if kind == "dense" and token not in _FUNCTION:
            yield "first" if gap else kind, token
            gap = False
        elif kind == "no" or (kind == "word" and _denies(token)):
            yield "no", token
        elif kind == "word" and token not in _STOP_WORDS:
            yield kind, token
        gap = gap or kind in ("word", "gap")


def _denies(word: str) -> bool:
    return word in _NEGATIONS or word.endswith(("n't", "n’t"))


def _unit(kind: str, token: str, before: list[Unit]) -> Unit:
    if kind == "word":
        return Unit(stem(token), len(token), dense=False)
    return Unit(token, _HAN_WEIGHT, dense=True, follows=kind == "dense" and bool(before))


def stem(word: str) -> str:
    """Return a word without the endings of English plurals, of -ing and of -ed; the same for all forms of a verb.

    It is no word any more: a doubled letter and an e at the end are gone as well.
    """
    base = re.sub("['’]s$", "", word)
    if not base.isalpha() or len(base) <= _FEWEST_STEM:
        return base
    base = re.sub("(?<=[^aeiou])ie[sd]$", "y", base)
    base = re.sub("(?<=s|x|z)es$|(?<=[cs]h)es$|(?<=[^sui])s$", "", base)
    base = _without_suffix(_without_suffix(base, "ing"), "ed")
    return re.sub(r"(.)\1$", r"\1", base).removesuffix("e") if len(base) > _FEWEST_STEM else base


def _without_suffix(word: str, suffix: str) -> str:
    rest = word.removesuffix(suffix)
    return rest if len(rest) >= _FEWEST_STEM and re.search("[aeiouy]", rest) else word
