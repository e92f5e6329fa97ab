"""The database. :class:`Store` is all that the rest of the program knows of it."""

from quiz.store.import_report import ImportReport
from quiz.store.merging import Change
from quiz.store.store import Store

__all__ = ["Change", "ImportReport", "Store"]
