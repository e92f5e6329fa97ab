"""The words of a page in one of its languages, looked up together before anything is written in it.

Pages are written piece by piece; between two pieces the interface has its own language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from quiz.cards import Category, Deck, Note
from quiz.charts.markup import tag
from quiz.charts.page import language_tag, spoken
from quiz.formats.contents import Export
from quiz.formats.html.survey import Survey
from quiz.labels import FIELD_LABELS, field_label
from quiz.locale import _, ngettext

_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Words:
    """How things are called in a language. ``labels`` are those of fields, ``counts`` numbers of notes by deck."""

    language: str
    labels: Mapping[str, str]
    counts: Mapping[int, str]
    no_category: str
    comma: str

    def spoken_by(self, deck: Deck, titles: Mapping[str, str]) -> dict[str, str]:
        """Return the attribute of a title that may be there in this language, or only in that of its deck."""
        return self.attribute(self.language if self.language in titles else deck.language)

    def attribute(self, language: str) -> dict[str, str]:
        """Return the attribute of an element in a language; none where that is unknown, or is that of the page."""
        differs = language != self.language and _LANGUAGE.fullmatch(language)
        return {"lang": language_tag(language)} if differs else {}

    def text(self, note: Note, deck: Deck, name: str) -> tuple[str, dict[str, str]]:
        """Return the text of a field in this language where there is one, and the attribute of its element."""
        own = bool(note.fields.get(f"{name}.{self.language}"))
        return note.text(name, self.language), self.attribute(self.language if own else deck.language)

    def category(self, category: Category, deck: Deck) -> str:
        """Return code and title of a category as HTML."""
        if not category.code:
            return self.no_category
        title = category.title_in(self.language)
        code = tag("b", escape(category.code))
        if title == category.code:
            return code
        return f"{code} {tag('bdi', escape(title), **self.spoken_by(deck, category.titles))}"


def words_in(language: str, export: Export, survey: Survey) -> Words:
    """Return the words of a language."""
    with spoken(language):
        return Words(
            language,
            {name: field_label(name) for name in {*survey.fields, *export.fields, *FIELD_LABELS}},
            {part.deck.id: _count(survey.notes(part.deck.id)) for part in export.parts},
            _("no category"),
            _(", "),
        )


def _count(notes: int) -> str:
    return ngettext("{count} note", "{count} notes", notes).format(count=notes)
