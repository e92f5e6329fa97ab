"""The database. :class:`Store` is all that the rest of the program knows of it."""

from quiz.store.importing import Change, ImportReport
from quiz.store.store import Store

__all__ = ["Change", "ImportReport", "Store"]
