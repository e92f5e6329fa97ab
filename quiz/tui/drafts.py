"""What was being typed when the program had to end: kept in a small file beside the database for the next time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from quiz import files

_MOST = 1 << 26
"""Bytes; no draft is longer."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed for a note of a deck: for the one with ``guid``, or for a new one where that is empty.

    ``texts`` has the fields that were changed, ``type_name`` the note type that was chosen.
    """

    deck: int
    guid: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    category: str = ""
    tags: str = ""
    type_name: str = ""

    def is_of(self, deck: int, guid: str) -> bool:
        """Tell whether it belongs to this note, or to a new one of this deck."""
        return (self.deck, self.guid) == (deck, guid)


def path_beside(database: Path) -> Path:
    """Return the file for the drafts of a database."""
    return database.with_name(f"{database.name}.draft.json")


def find(file: Path, deck: int, guid: str) -> Draft | None:
    """Return the draft of a note, or of a new one where ``guid`` is empty. A broken file is removed."""
    return next((draft for draft in _read(file) if draft.is_of(deck, guid)), None)


def keep(file: Path, draft: Draft) -> None:
    """Keep a draft in the place of an older one of the same note. Raises ``OSError`` where it can't be written."""
    _write(file, [*_others(file, draft.deck, draft.guid), draft])


def drop(file: Path, deck: int, guid: str) -> None:
    """Forget the draft of a note; without any the file goes. Raises ``OSError`` where that is not possible."""
    _write(file, _others(file, deck, guid))


def _others(file: Path, deck: int, guid: str) -> list[Draft]:
    return [draft for draft in _read(file) if not draft.is_of(deck, guid)]


def _read(file: Path) -> list[Draft]:
    """Return all drafts: none where there is no file or it can't be read; one that makes no sense is removed."""
    try:
        return [_checked(entry) for entry in json.loads(files.read_text(file, _MOST))["drafts"]]
    except OSError:
        return []
    except (ValueError, TypeError, KeyError, RecursionError):
        _remove(file)
        return []


def _checked(entry: Mapping[str, object]) -> Draft:
    """Return a draft from its JSON. Raises ``TypeError`` or ``ValueError`` where it is none."""
    draft = Draft(**entry)  # type: ignore[arg-type]  # checked below
    if not isinstance(draft.texts, dict):
        raise TypeError(entry)
    words = (draft.guid, draft.category, draft.tags, draft.type_name, *draft.texts.values())
    if not isinstance(draft.deck, int) or not all(isinstance(word, str) for word in words):
        raise TypeError(entry)
    return draft


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:  # then it is ignored again the next time
        return


def _write(file: Path, drafts: Sequence[Draft]) -> None:
    """Replace the file as a whole; only its owner can read it."""
    if not drafts:
        file.unlink(missing_ok=True)
        return
    # Escaped, so that whatever a terminal sends can be written, halves of characters too.
    files.replace(file, [json.dumps({"drafts": [asdict(draft) for draft in drafts]})])
