"""``quiz add``: one note, written on the command line."""

import click

from quiz.cards import NoteType
from quiz.cli.options import shared_options
from quiz.cli.output import note, say
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.locale import _
from quiz.program import Program
from quiz.text import literal, one_line

_CATEGORY, _TAGS = "category", "tags"


@click.command("add", help=_("Add a note to DECK from its fields, for example: quiz add http key=599 name=… meaning=…"))
@click.argument("deck", metavar=_("DECK"))
@click.argument("fields", nargs=-1, required=True, metavar=_("FIELD=TEXT..."))
@click.option(
    "--type", "type_name", metavar=_("NAME"), default="", help=_("The note type; otherwise the deck's first.")
)
@shared_options
@click.pass_obj
def command(program: Program, deck: str, fields: tuple[str, ...], type_name: str) -> None:
    """Add a note; ``category`` and ``tags`` are given like fields."""
    chosen = program.deck(deck)
    kind = _note_type(program.store.note_types(chosen), type_name)
    texts = _texts(fields)
    draft = NoteDraft(
        category=texts.pop(_CATEGORY, ""), tags=(texts.pop(_TAGS, ""),), fields=texts, type_name=kind.name
    ).cleaned()
    added = program.store.add_note(chosen, kind, draft, program.clock.now())
    say(_("Added “{key}” to “{deck}”.").format(key=one_line(added.key), deck=one_line(chosen.name)))
    unknown = kind.unknown(draft.fields)
    if unknown:
        kept = _(", ").join(one_line(name) for name in unknown)
        note(_("Fields that no card uses, kept: {fields}").format(fields=kept))


def _note_type(types: list[NoteType], name: str) -> NoteType:
    if not name and types:
        return types[0]
    for kind in types:
        if kind.name == name:
            return kind
    raise QuizError(
        _("The deck has no note type “{name}”.").format(name=literal(name)),
        _("These exist: {names}.").format(names=", ".join(one_line(kind.name) for kind in types)),
    )


def _texts(fields: tuple[str, ...]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for field in fields:
        name, equals, text = field.partition("=")
        if not equals:
            raise QuizError(
                _("“{field}” is no field=text.").format(field=literal(field)), _("Write for example: meaning=…")
            )
        if name.strip() in texts:
            raise QuizError(_("The field “{name}” is given twice.").format(name=literal(name.strip())))
        texts[name.strip()] = text
    return texts
