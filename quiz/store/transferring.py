"""Whole collections: what an export needs so that nothing is left out, and taking in what one has written."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from quiz.store import decks
from quiz.store.opened import Opened, RollBackError

if TYPE_CHECKING:
    from quiz.collection import Collection, History
    from quiz.formats import Export
    from quiz.store.import_report import ImportReport


class Transferring(Opened):
    """The part of the store that hands over whole collections and takes them in."""

    def records(self, directions: Sequence[str] = ()) -> "History":
        """Return what an export asks for so that it has cards and logs: all, or those of directions, by their slugs."""
        from quiz.store.collections.records import Records  # noqa: PLC0415  needed by an export only

        return Records(self._read, directions)

    def everything(self) -> "Export":
        """Return all there is as an export: deleted decks, deleted notes and retired cards, too.

        Read into an empty database it gives an equal one.
        """
        from quiz.formats import Export, Part  # noqa: PLC0415  needed by an export only
        from quiz.store.collections.records import AllNotes  # noqa: PLC0415

        with self._read() as reader:
            found = sorted(decks.all_decks(reader, deleted=True), key=lambda deck: deck.id)
            parts = tuple(Part(deck, tuple(decks.types_of(reader, deck.id))) for deck in found)
        return Export(parts, AllNotes(self._read, parts), history=self.records())

    def import_collection(
        self, collection: "Collection", *, now: datetime, dry_run: bool = False, strict: bool = False
    ) -> "tuple[ImportReport, ...]":
        """Take a collection in, in one transaction, and return what was done, deck by deck; ``dry_run`` keeps nothing.

        Decks are the same by their names, notes by their guids, answers by their ids; see
        :mod:`quiz.store.collections.merging`. Nothing is kept where nothing could be read, or with ``strict`` where
        something could not: the reports then say so. Raises :class:`QuizError` where the source is spoilt as a whole,
        or a note type here has another key than that of the same name there.
        """
        from quiz.store.collections import merging  # noqa: PLC0415  needed by an import only

        reports: tuple[ImportReport, ...] = ()
        try:
            with self._write() as writer:
                reports = merging.merge(writer, collection, now)
                unread = any(report.unread for report in reports)
                if dry_run or (unread and (strict or not any(report.read for report in reports))):
                    raise RollBackError
        except RollBackError:
            pass
        return reports
