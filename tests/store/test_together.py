"""Several changes in one transaction: kept together, or not at all."""

from contextlib import AbstractContextManager
from threading import Thread

import pytest
from sqlalchemy import Connection

from quiz.errors import QuizError
from quiz.store import Store
from tests.store.support import NOW, deck_named, import_text


def test_what_is_done_together_is_kept_together(store: Store) -> None:
    with store.together():
        import_text(store, "a: b, c\n", into="one")
        assert [note.key for note in store.notes(deck_named(store, "one"))] == ["a"]
        import_text(store, "d: e, f\n", into="two")
    assert {"one", "two"} <= {deck.name for deck in store.decks()}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_where_the_block_raises_nothing_is_kept(store: Store, error: type[BaseException]) -> None:
    before = store.decks()

    def stop() -> None:
        with store.together():
            import_text(store, "a: b, c\n", into="one")
            raise error

    with pytest.raises(error):
        stop()
    assert store.decks() == before


def test_a_part_that_fails_takes_only_itself_back(store: Store) -> None:
    with store.together():
        import_text(store, "a: b, c\n", into="one")
        with pytest.raises(QuizError):
            import_text(store, "d: e, f\n", into="A::")
        import_text(store, "d: e, f\n", into="two", dry_run=True)
    names = {deck.name for deck in store.decks()}
    assert "one" in names
    assert "two" not in names


def test_other_threads_see_nothing_of_it_before_it_is_done(store: Store) -> None:
    seen: list[set[str]] = []
    with store.together():
        import_text(store, "a: b, c\n", NOW, into="one")
        reader = Thread(target=lambda: seen.append({deck.name for deck in store.decks()}))
        reader.start()
        reader.join()
    assert "one" not in seen[0]
    assert "one" in {deck.name for deck in store.decks()}


def test_a_part_that_outlives_its_transaction_ends_without_a_warning(store: Store) -> None:
    """As it does where a second interruption comes between the end of its block and its own end."""
    left: list[AbstractContextManager[Connection]] = []

    def stop() -> None:
        with store.together():
            left.append(store._write())
            left[0].__enter__()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert not left[0].__exit__(KeyboardInterrupt, KeyboardInterrupt(), None), "the interruption goes on"
