"""What the columns of a table are: fields of notes, or what a note has beside them, as their titles tell or a person.

A title that can be a field's name is one. ``field:NAME`` is the field of that name, whatever else the title would be
taken for: so an export keeps apart the column ``category`` and a field that is called so.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quiz.cards import EXTRA_FIELDS, FIELD_NAME, RESERVED_FIELDS, check_field_name
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import one_line

NOTE_COLUMNS = ("category", "tags", "id", "deck", "note-type", "was")
"""What a column may have beside fields."""

MOST_COLUMNS = 500
"""The most columns of a table that is taken for one of notes."""

FIELD_MARK = "field:"
"""What stands before the name of a field in a title that would else be taken for something else."""

KEY = "key"
"""The field that is the key of its notes wherever it is."""

FIRST_FIELDS = ("front", "back")
"""What the first columns are called where no header names them."""

_NAMES_SHOWN = 20
_WORDS = {
    "category": ("category", "分类", "类别", "分類", "類別"),
    "tags": ("tags", "tag", "标签", "標籤"),
    "id": ("id", "guid"),
    "deck": ("deck", "卡组", "牌组", "卡組", "牌組"),
    "note-type": ("note-type", "note type", "notetype", "note_type", "笔记类型", "筆記類型"),
    "was": ("was",),
}
_FIELD_WORDS = {
    **{name: (name,) for name in ("key", "name", "term", "meaning", *EXTRA_FIELDS)},
    "front": ("front", "正面"),
    "back": ("back", "背面", "反面"),
    "question": ("question", "问题", "問題"),
    "answer": ("answer", "答案"),
    "hint": ("hint", "提示"),
    "explain": ("explain", "explanation", "解释", "解析", "解釋"),
}
_NOTE_COLUMN_OF = {word: name for name, words in _WORDS.items() for word in words}
_FIELD_OF = {word: name for name, words in _FIELD_WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, and the ``field`` or the one of :data:`NOTE_COLUMNS` that it has; left out with neither."""

    title: str
    field: str = ""
    of_note: str = ""

    def __str__(self) -> str:
        meaning = self.field or self.of_note or _("left out")
        return one_line(self.title) if meaning == self.title else f"{one_line(self.title)} → {meaning}"


def is_known(title: str) -> bool:
    """Tell whether a title is a word that columns are commonly called by, in English or Chinese, in any case."""
    word = _normal(title).casefold()
    return word in _NOTE_COLUMN_OF or word in _FIELD_OF or title.startswith(FIELD_MARK)


def title_of(field: str) -> str:
    """Return the title under which a field is written, so that it reads back as this field."""
    return field if _named(field) == Column(field, field) else FIELD_MARK + field


def columns_of(titles: Sequence[str], chosen: Mapping[str, str], unnamed: bool = False) -> tuple[Column, ...]:
    """Return what the columns with these titles are.

    ``chosen`` has what a person wants some to be by their titles, or else by the fields that they are taken for: a
    field, one of :data:`NOTE_COLUMNS`, or nothing.
    ``unnamed`` columns have made titles. Raises :class:`QuizError` where a title in ``chosen`` does not exist, two
    columns would be one field, there are too many columns, or less than two fields.
    """
    if len(titles) > MOST_COLUMNS:
        raise QuizError(
            _("The table has {count} columns; at most {most} can be read.").format(
                count=len(titles), most=MOST_COLUMNS
            ),
            _("Keep the columns that are about the notes, and try again."),
        )
    titles = [_normal(title) or f"column-{number}" for number, title in enumerate(titles, start=1)]
    by_itself = [
        FIRST_FIELDS[n] if unnamed and n < len(FIRST_FIELDS) else _named(t).field for n, t in enumerate(titles)
    ]
    wishes = _by_title(titles, by_itself, chosen)
    found: dict[int, Column] = {}
    for number, name in wishes.items():
        found[number] = _wished(titles[number], name, found.values())
    for number, title in enumerate(titles):
        if number not in found:
            first = FIRST_FIELDS[number : number + 1] if unnamed else ()
            found[number] = _free(Column(title, first[0]) if first else _named(title), number, found.values())
    columns = tuple(found[number] for number in range(len(titles)))
    if sum(bool(column.field) for column in columns) < 2:
        raise one_column(columns)
    return columns


def one_column(columns: Sequence[Column] = ()) -> QuizError:
    """Return the error that a table has less than two columns with fields of notes."""
    return QuizError(
        _("The table has fewer than two columns with text of notes: {columns}.").format(columns=listed(columns))
        if columns
        else _("The table has one column only."),
        _("A note needs two, such as front and back, separated by commas, tabs, semicolons or vertical bars."),
    )


def meanings_of(columns: Iterable[Column]) -> dict[str, str]:
    """Return what columns became by their titles, as a person would choose it; of two with one title the first."""
    found: dict[str, str] = {}
    for column in columns:
        name = FIELD_MARK + column.field if column.field in NOTE_COLUMNS else column.field
        found.setdefault(column.title, name or column.of_note)
    return found


def listed(columns: Iterable[Column]) -> str:
    """Return the columns for a person, with what they became; of many the first ones."""
    names = [str(column) for column in columns]
    more = ["…"] if len(names) > _NAMES_SHOWN else []
    return ", ".join([*names[:_NAMES_SHOWN], *more])


def _by_title(titles: Sequence[str], by_itself: Sequence[str], chosen: Mapping[str, str]) -> dict[int, str]:
    """Return what a person chose by the numbers of columns; ``by_itself`` has the fields that they would be."""
    found = {}
    for title, name in chosen.items():
        same = [n for n, other in enumerate(titles) if other == _normal(title)]
        same += [n for n, other in enumerate(titles) if other.casefold() == _normal(title).casefold()]
        same += [n for n, field in enumerate(by_itself) if field and field == title]
        if not same:
            raise QuizError(
                _("The table has no column “{name}”.").format(name=one_line(title)),
                _("These exist: {names}.").format(names=", ".join(map(one_line, titles[:_NAMES_SHOWN]))),
            )
        found[same[0]] = name.strip()
    return found


def _wished(title: str, name: str, others: Iterable[Column]) -> Column:
    """Return the column that a person wants. Raises :class:`QuizError` where that can't be."""
    if name in NOTE_COLUMNS:
        column = Column(title, of_note=name)
    else:
        column = Column(title, name.removeprefix(FIELD_MARK))
        if name:
            check_field_name(column.field)
    if name and any((column.field, column.of_note) == (other.field, other.of_note) for other in others):
        raise QuizError(
            _("Two columns cannot both be “{name}”.").format(name=one_line(name)),
            _("Give each a name of its own."),
        )
    return column


def _named(title: str) -> Column:
    """Return what a column is by its title alone."""
    word = title.casefold()
    if title.startswith(FIELD_MARK) and _can_be_field(title.removeprefix(FIELD_MARK)):
        return Column(title, title.removeprefix(FIELD_MARK))
    if word in _NOTE_COLUMN_OF:
        return Column(title, of_note=_NOTE_COLUMN_OF[word])
    name = _FIELD_OF.get(word, title)
    return Column(title, name if _can_be_field(name) else _made_name(title))


def _free(column: Column, number: int, others: Iterable[Column]) -> Column:
    """Return a column that is none of the others: one that would be the same as one of them gets a name of its own."""
    fields = {other.field for other in others}
    if column.of_note and all(column.of_note != other.of_note for other in others):
        return column
    name = column.field or (column.of_note if column.of_note not in RESERVED_FIELDS else "")
    if name and name not in fields:
        return Column(column.title, name)
    base = name or column.of_note or "column"
    suffix = number + 1 if base == "column" else 2
    while f"{base}-{suffix}" in fields:
        suffix += 1
    return Column(column.title, f"{base}-{suffix}")


def _made_name(title: str) -> str:
    """Return a name of a field made of a title, empty where nothing of it could be one."""
    name = re.sub(r"[^\w.-]+", "-", title.casefold()).strip("-._")
    return name if _can_be_field(name) else ""


def _can_be_field(name: str) -> bool:
    return FIELD_NAME.fullmatch(name) is not None and name not in RESERVED_FIELDS


def _normal(title: str) -> str:
    """Return a title as it is compared; the name of a field behind a mark stays as it is."""
    trimmed = title.strip()
    return trimmed if trimmed.startswith(FIELD_MARK) else unicodedata.normalize("NFC", trimmed)
