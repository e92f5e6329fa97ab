"""Decks as hypothesis draws them: any text that may be stored, the marks of the deck format above all."""

from dataclasses import dataclass

from hypothesis import strategies as st

from quiz.cards import Category, Direction, NoteType, key_of
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.text import compatible, storable

_MARKS = st.sampled_from(
    [
        *"#-*>|<:：,，`;；=+.\t\u3000 ",
        "::",
        "//",
        "->",
        "<!--",
        "-->",
        "---",
        "##",
        "## x.en: y",
        "http://x",
        ".en",
        "e\u0301",
    ]
)
_CHARACTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z", "M", "Cf", "Co"))
_PIECES = st.one_of(_MARKS, st.text(_CHARACTERS, min_size=1, max_size=3), st.sampled_from(["name", "404", "超时", "x"]))

LINES = st.lists(_PIECES, min_size=1, max_size=5).map(lambda pieces: storable("".join(pieces))).filter(bool)
"""One line of text as it is stored."""

_RAW_LINES = st.lists(_PIECES, max_size=3).map("".join)
TEXTS = st.one_of(
    LINES,
    st.just("|"),
    st.lists(st.one_of(_RAW_LINES, st.sampled_from(["", "  ", "    in", "\tx", "end  "])), min_size=2, max_size=5)
    .map(lambda lines: storable("\n".join(lines)))
    .filter(bool),
)
"""One line or several, with indentation and blank lines within."""

_FIELDS = st.sampled_from(
    ["key", "name", "meaning", "term", "hint", "judge", "a-b", "名.x", "meaning.en", "x_1", "category"]
)
_TYPE_NAMES = st.sampled_from(["basic", "cloze", "with space", "|", "a.b", "=", "类型"])
_SLUGS = st.sampled_from(["one", "cloze:1", "a=b", "x+y", "hint", "judge self", "名", "-", "key"])
_TAGS = st.lists(st.sampled_from(["core", "a::b", "|", "`", "#x", "标签", "<!--", "x:"]), max_size=3, unique=True)


@st.composite
def _directions(draw: st.DrawFn, fields: tuple[str, ...], key: str) -> tuple[Direction, ...]:
    sides = st.lists(st.sampled_from(fields), min_size=1, max_size=2, unique=True).map(tuple)
    hints = st.one_of(st.just(("hint",)), st.just(()), sides)
    slugs = draw(st.lists(_SLUGS, min_size=1, max_size=3, unique=True))
    judges = st.sampled_from(["auto", "exact", "name", "self"])
    first = Direction(slugs[0], (key,), (next(name for name in fields if name != key),), draw(hints), draw(judges))
    return (first, *(Direction(slug, draw(sides), draw(sides), draw(hints), draw(judges)) for slug in slugs[1:]))


@st.composite
def note_types(draw: st.DrawFn) -> tuple[NoteType, ...]:
    """Draw one note type or several; the key is not always the first field."""
    found = []
    for name in draw(st.lists(_TYPE_NAMES, min_size=1, max_size=2, unique=True)):
        fields = tuple(draw(st.lists(_FIELDS, min_size=2, max_size=4, unique=True)))
        key = draw(st.sampled_from(fields))
        found.append(NoteType(name, fields, key, draw(_directions(fields, key))))
    return tuple(found)


@dataclass(frozen=True)
class DrawnDeck:
    """A deck as it is given to the store."""

    draft: DeckDraft
    notes: tuple[NoteDraft, ...]

    @property
    def items(self) -> list[Category | NoteDraft]:
        """The headings, then the notes."""
        return [*self.draft.categories, *self.notes]


@st.composite
def _categories(draw: st.DrawFn) -> tuple[Category, ...]:
    codes = st.one_of(st.sampled_from(["4xx", "x", "x.en", "x.zh", "a:b", "`", "#", "## y", ".en", "5xx.en.zh"]), LINES)
    found = []
    for code in draw(st.lists(codes.map(compatible).filter(bool), max_size=4, unique=True)):
        titles = draw(st.dictionaries(st.sampled_from(["en", "zh"]), LINES, max_size=2))
        found.append(Category(storable(code), draw(st.one_of(st.just(storable(code)), LINES)), titles))
    return tuple(found)


@st.composite
def _notes(draw: st.DrawFn, types: tuple[NoteType, ...], codes: list[str]) -> tuple[NoteDraft, ...]:
    keys = draw(st.lists(LINES.filter(key_of), max_size=5, unique_by=key_of))
    return tuple([draw(_note(draw(st.sampled_from(types)), key, codes)) for key in keys])


@st.composite
def _note(draw: st.DrawFn, kind: NoteType, key: str, codes: list[str]) -> NoteDraft:
    fields = {name: draw(TEXTS) for name in kind.fields}
    extra = draw(st.dictionaries(st.sampled_from(["explain", "also", "versus.x", "own", "hint"]), TEXTS, max_size=2))
    return NoteDraft(
        fields={**extra, **fields, kind.key_field: key},
        tags=tuple(draw(_TAGS)),
        category=draw(st.sampled_from(["", *codes])),
        type_name=kind.name,
        guid=draw(st.one_of(st.just(""), st.uuids().map(str))),
    )


@st.composite
def decks(draw: st.DrawFn) -> DrawnDeck:
    """Draw a deck with its notes."""
    types = draw(note_types())
    categories = draw(_categories())
    draft = DeckDraft(
        name=draw(LINES.filter(lambda name: all(part.strip() for part in name.split("::")))),
        types=types,
        titles=draw(st.dictionaries(st.sampled_from(["en", "zh"]), LINES, max_size=2)),
        description=draw(st.one_of(st.just(""), LINES)),
        language=draw(st.sampled_from(["", "zh", "en"])),
        categories=categories,
        front=draw(
            st.dictionaries(
                st.sampled_from(["date", "author", "x y", "title.fr", "`", "---x", "源"]), LINES, max_size=3
            )
        ),
        declares_types=True,
    )
    drawn = draw(_notes(types, [category.code for category in categories]))
    return DrawnDeck(draft, tuple(note.cleaned()._replace(line=index) for index, note in enumerate(drawn)))
