"""A source whose notes have other fields than those of the deck that they are to go into."""

from collections.abc import Iterable, Mapping, Sequence

from quiz.cards import NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal


def check(draft: DeckDraft, types: Mapping[str, NoteType], main: NoteType, notes: Iterable[NoteDraft]) -> None:
    """Raise :class:`QuizError` where a source has the key field of none of the note types that its notes get.

    ``types`` are those of the deck by their names, ``notes`` the first of the source, which may have fields beside
    those of its note types. Without this each of its notes would be refused for lacking a key.
    """
    names = {name for kind in draft.types for name in kind.fields} | {name for note in notes for name in note.fields}
    kinds = [types.get(kind.name, main) for kind in draft.types] or [main]
    if names and not any(kind.key_field in names for kind in kinds):
        wanted, given = _key_first(kinds[0]), _key_first(draft.types[0]) if draft.types else sorted(names)
        raise _refusal(draft.name, wanted, given)


def _key_first(kind: NoteType) -> Sequence[str]:
    return list(dict.fromkeys([kind.key_field, *kind.fields]))


def _refusal(deck: str, wanted: Sequence[str], given: Sequence[str]) -> QuizError:
    mapping = ",".join(f"{name}={field}" for name, field in zip(given, wanted, strict=False))
    return QuizError(
        _("The notes of the deck “{deck}” have the fields {wanted}; those to be imported have {given}.").format(
            deck=literal(deck), wanted=", ".join(wanted), given=", ".join(given)
        ),
        _(
            "Say which column is which field: --map {mapping}. A deck file says it at its top: “fields: {fields}”."
        ).format(mapping=mapping, fields=", ".join(wanted)),
    )
