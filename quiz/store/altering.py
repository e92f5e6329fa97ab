"""What changing many cards and notes needs of the database. What it is made of is loaded when it is first called."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from quiz.cards import Note
from quiz.store.opened import Opened

if TYPE_CHECKING:
    from quiz.changes import Change, Done, Rewording, TakenBack
    from quiz.duplicates import Duplicates
    from quiz.rewording import Preview


class Altering(Opened):
    """The part of the store that changes many cards and notes at once."""

    def change(self, change: "Change", now: datetime, day: date) -> "Done":
        """Make a change as one step and return what was done.

        Raises :class:`QuizError`, and changes nothing, where a part of it can't be: where a text can't be stored or
        asked, a key is empty or taken, a deck or a note is deleted, or no card has a schedule to change.
        """
        from quiz.store import changing  # noqa: PLC0415  loaded when something is changed

        with self._write() as writer:
            return changing.change(writer, change, changing.Moment(self._device, now, day))

    def take_back(self, done: "Done", now: datetime) -> "TakenBack":
        """Bring everything back that a change did, and return how much that was. The last change is taken back first.

        What was answered since stays, and so do marks, tags and decks that are others by now. Raises
        :class:`QuizError`, and changes nothing, where texts were changed since or where the key of a note is taken.
        """
        from quiz.store import changing  # noqa: PLC0415  loaded when something is changed

        with self._write() as writer:
            return changing.take_back(writer, done, now)

    def preview(self, change: "Rewording", limit: int = 200) -> "Preview":
        """Return how many notes a change of texts concerns, and the first texts, at most ``limit``, before and after.

        Raises :class:`QuizError` where a text could not be stored or asked; whether keys are free is not looked at.
        """
        from quiz.store import rewriting  # noqa: PLC0415  loaded when something is changed

        with self._read() as reader:
            return rewriting.preview(reader, change, limit)

    def notes_by_ids(self, note_ids: Sequence[int]) -> list[Note]:
        """Return those of some notes that are not deleted, in the order of their ids as given, each once."""
        from quiz.store import rewriting  # noqa: PLC0415  loaded when something is changed

        with self._read() as reader:
            return rewriting.living(reader, note_ids)

    def duplicates(
        self, deck_ids: Sequence[int] | None = None, pause: Callable[[], None] = lambda: None
    ) -> "list[Duplicates]":
        """Return the groups of notes, of some home decks or of all, that may be the same, as :mod:`quiz.duplicates`.

        ``pause`` is called now and then, and may raise.
        """
        from quiz import duplicates  # noqa: PLC0415  loaded when they are looked for
        from quiz.store import fingerprints  # noqa: PLC0415

        with self._read() as reader:
            texts = fingerprints.texts(reader, deck_ids)
        return duplicates.groups(texts, pause)
