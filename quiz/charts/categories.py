"""Of each category how many cards are known, weak, and never seen."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Empty, Figure, Share, Shares
from quiz.locale import _, mark, ngettext
from quiz.text import one_line
from quiz.wrapping import cut

_DECK = 14
"""The most cells of the name of a deck behind a category."""


def figure(categories: Value, context: Context) -> Figure:
    """Return a line a category."""
    title, rows = _(CHART.title), [row for row in categories["rows"] if row["cards"]]
    if not rows:
        text = _("There are no categories yet. Headings in a deck make them.")
        return Figure(title, Empty(text), summary=text)
    with_deck = len({row["deck"] for row in rows}) > 1
    items = tuple(Share(_label(row, with_deck), (row["known"], row["weak"], row["unseen"])) for row in rows)
    return Figure(title, Shares((_("known"), _("weak"), _("never seen")), items), summary=_summary(rows))


def _label(row: Value, with_deck: bool) -> str:
    """Return the category first, because labels are cut at their end, and of several decks some of the deck's name."""
    label = str(row["category"] or row["title"] or _("no category"))
    if not with_deck:
        return label
    return _("{category}, {deck}").format(category=label, deck=cut(one_line(row["deck_title"]), _DECK))


def _summary(rows: list[Value]) -> str:
    known, cards = sum(row["known"] for row in rows), sum(row["cards"] for row in rows)
    said = ngettext(
        "{known} of {count} card known, in {categories} categories.",
        "{known} of {count} cards known, in {categories} categories.",
        cards,
    )
    return said.format(known=known, count=cards, categories=len(rows))


CHART = Chart("categories", mark("Categories"), figure)
