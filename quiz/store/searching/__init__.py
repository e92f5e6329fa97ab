"""Carrying out a query of the query language on the database."""

from quiz.store.searching.search import card_ids

__all__ = ["card_ids"]
