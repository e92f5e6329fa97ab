"""The table of cards or notes: its lines, its columns, its orders, and what a query finds in it.

A :class:`~quiz.browsing.finder.Finder` finds and sorts ids alone; the lines of a screenful are read by them.
"""

from quiz.browsing.columns import COLUMNS, Column, column, usual_columns
from quiz.browsing.lines import CardLine, Look, NoteLine
from quiz.browsing.sorting import Sort, sorts_of

__all__ = ["COLUMNS", "CardLine", "Column", "Look", "NoteLine", "Sort", "column", "sorts_of", "usual_columns"]
