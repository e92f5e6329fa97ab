"""Tests of the decks that come with the program."""
