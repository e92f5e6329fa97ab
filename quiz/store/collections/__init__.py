"""Handing over a whole collection, and taking one in: decks, notes, cards and the log, by names, guids and ids."""
