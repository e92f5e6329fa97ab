"""Carrying out a query of the query language on the database."""

from quiz.store.searching.statements import card_ids, found_by, notes_by

__all__ = ["card_ids", "found_by", "notes_by"]
