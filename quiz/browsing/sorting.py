"""By which columns the table is sorted: ``due,-lapses`` is by the day, and on one day the most forgotten first."""

from dataclasses import dataclass

from quiz.browsing.columns import column

DESCENDING = "-"


@dataclass(frozen=True, slots=True)
class Sort:
    """A column by its name, and whether what is greatest comes first. What has no value comes last either way."""

    column: str
    descending: bool = False

    def __str__(self) -> str:
        return f"{DESCENDING if self.descending else ''}{self.column}"


def sorts_of(text: str, *, notes: bool = False) -> tuple[Sort, ...]:
    """Return what a person typed as columns to sort by, the first one deciding most.

    Raises :class:`QuizError` for one that the table of cards, or that of notes, does not have.
    """
    names = [name for part in text.split(",") if (name := part.strip())]
    found = [Sort(name.removeprefix(DESCENDING).strip(), name.startswith(DESCENDING)) for name in names]
    return tuple(Sort(column(each.column, notes=notes).name, each.descending) for each in found)
