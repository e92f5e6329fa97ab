"""A store for each test."""

from tests.store.conftest import clock, path, store

__all__ = ["clock", "path", "store"]
