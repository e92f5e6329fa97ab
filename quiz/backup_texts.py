"""What is said of backups, and of what a restore would change: in the terminal and on the screen."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from quiz.locale import _, mark, ngettext
from quiz.text import literal

if TYPE_CHECKING:
    from quiz.store.backups.contents import Contents
    from quiz.store.restoring import Change

_REASONS = {
    "daily": mark("first start of the day"),
    "import": mark("before an import"),
    "restore": mark("before a restore"),
    "manual": mark("by hand"),
    "repair": mark("before a repair"),
    "damaged": mark("damaged"),
}
_SCHEMA = "schema-"
_THOUSAND = 1000
_NOTHING = "–"


def reason_text(reason: str) -> str:
    """Return why a backup was made, in words."""
    if reason.startswith(_SCHEMA):
        return _("before an update")
    return _(_REASONS[reason]) if reason in _REASONS else literal(reason)


def when_text(instant: datetime, zone: tzinfo | None) -> str:
    """Return an instant by the clock of a time zone, to the minute."""
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def size_text(size: int) -> str:
    """Return a number of bytes in kB or MB."""
    kilobytes = max(1, round(size / _THOUSAND))
    return f"{kilobytes} kB" if kilobytes < _THOUSAND else f"{size / _THOUSAND**2:.1f} MB"


def change_rows(change: Change, zone: tzinfo | None) -> list[list[str]]:
    """Return what the database holds now and what it would hold then, as rows of three cells, headings first."""
    labels = [_("decks"), _("notes"), _("cards"), _("reviews"), _("last review")]
    sides = [_side(change.now, zone), _side(change.then, zone)]
    return [["", _("now"), _("then")], *([label, *row] for label, *row in zip(labels, *sides, strict=True))]


def _side(held: Contents | None, zone: tzinfo | None) -> list[str]:
    if held is None:
        return [_NOTHING] * 5
    numbers = (held.decks, held.notes, held.cards, held.reviews)
    return [*map(str, numbers), when_text(held.last_review, zone) if held.last_review else _NOTHING]


def change_lines(change: Change) -> list[str]:
    """Return sentences on what would be gone and what would come back."""
    if change.damaged:
        return [_("The present database cannot be read; it is kept as it is.")]
    if change.now is None:
        return [_("There is no database yet.")]
    said = {
        ngettext("{count} review would be gone.", "{count} reviews would be gone.", change.gone): change.gone,
        ngettext("{count} review would come back.", "{count} reviews would come back.", change.back): change.back,
        ngettext("{count} note would be gone.", "{count} notes would be gone.", change.notes_gone): change.notes_gone,
        ngettext(
            "{count} note would come back.", "{count} notes would come back.", change.notes_back
        ): change.notes_back,
        ngettext(
            "{count} note would be as it was then.", "{count} notes would be as they were then.", change.notes_changed
        ): change.notes_changed,
        ngettext(
            "The settings of {count} deck would be as they were then.",
            "The settings of {count} decks would be as they were then.",
            change.settings_changed,
        ): change.settings_changed,
    }
    kept = [] if change.gone else [_("No review would be gone.")]
    return [*(text.format(count=count) for text, count in said.items() if count), *kept]


def contents_text(held: Contents | None) -> str:
    """Return what a backup says that it holds."""
    if held is None:
        return _("What is in it is seen when it is checked, before anything is restored.")
    said = _("Decks {decks}, notes {notes}, cards {cards}, reviews {reviews}")
    return said.format(decks=held.decks, notes=held.notes, cards=held.cards, reviews=held.reviews)
