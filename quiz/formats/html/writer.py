"""The page of a cheat sheet, piece by piece: an edition for each language, in it decks, categories and notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from quiz.cards import Deck, Note
from quiz.charts.markup import opening, tag
from quiz.charts.page import head, language_tag, switch
from quiz.formats.contents import Export
from quiz.formats.html.look import CSS
from quiz.formats.html.note import Sheet
from quiz.formats.html.survey import Place, Survey, place_of, surveyed
from quiz.formats.html.words import Words, words_in

_BETWEEN = " · "


def write(export: Export) -> Iterator[str]:
    """Yield a page in pieces, while the notes are gone through once to survey them, and once for each language."""
    survey = surveyed(export)
    name = _BETWEEN.join(part.deck.title_in(survey.first) for part in export.parts)
    root = "html"
    yield f"<!doctype {root}>\n" + opening(root, lang=language_tag(survey.first))
    yield head(name, CSS, survey.languages) + "<body>" + switch(survey.first, survey.languages) + "<main>"
    for language in survey.languages:
        yield from _Edition(export, survey, words_in(language, export, survey)).written()
    yield f"</main></body></{root}>\n"


@dataclass(frozen=True, slots=True)
class _Edition:
    """The page in one of its languages."""

    export: Export
    survey: Survey
    words: Words

    def written(self) -> Iterator[str]:
        """Yield all decks, each with what leads to its categories."""
        language = self.words.language
        yield opening("article", class_=f"edition-{language}", lang=language_tag(language))
        yield from self._scattered() if self.survey.scattered else self._by_category()
        yield "</article>\n"

    def _by_category(self) -> Iterator[str]:
        decks = {part.deck.id: part.deck for part in self.export.parts}
        if len(decks) > 1:
            yield tag("nav", *map(self._link_to_deck, decks.values()), class_="decks")
        seen = set[Place]()
        left = dict(decks)
        for deck_id, notes in groupby(self.export.notes, lambda note: note.deck_id):
            yield self._beginning(decks[deck_id], again=left.pop(deck_id, None) is None)
            for place, group in groupby(notes, place_of):
                yield self._group(decks[deck_id], place, again=place in seen)
                seen.add(place)
                yield from map(self._note, group)
                yield "</div></section>\n"
            yield "</section>\n"
        yield from (self._beginning(deck, again=False) + "</section>\n" for deck in left.values())

    def _scattered(self) -> Iterator[str]:
        """Yield the notes of all decks together, with a heading in each that is of another category than the last."""
        for part in self.export.parts:
            yield tag("header", *self._heading(part.deck), class_="heading")
        yield opening("div", class_="notes")
        before: Place | None = None
        for note in self.export.notes:
            place = place_of(note)
            yield self._note(note, tag("h2", self._place(note), class_="above", dir="auto") if place != before else "")
            before = place
        yield "</div>\n"

    def _note(self, note: Note, above: str = "") -> str:
        deck, kind = self.export.deck_of(note), self.export.type_of(note)
        return Sheet(note, deck, kind, self.words, self.export.fields).drawn(above)

    def _place(self, note: Note) -> str:
        """Return where a note belongs: its category, and its deck where there are several."""
        deck = self.export.deck_of(note)
        category = self.words.category(deck.category(note.category), deck)
        return self._title(deck) + _BETWEEN + category if len(self.export.parts) > 1 else category

    def _beginning(self, deck: Deck, *, again: bool) -> str:
        """Return where a deck begins, with the heading and the contents the first time."""
        if again:
            return opening("section", class_="deck") + tag("h1", self._title(deck), class_="again", dir="auto")
        places = [(deck.id, code) for code in self.survey.categories(deck.id)]
        links = [self._link(place, deck) for place in places]
        return (
            opening("section", class_="deck", id=self._deck_id(deck))
            + tag("header", *self._heading(deck), class_="heading")
            + (tag("nav", *links, class_="contents") if len(links) > 1 else "")
        )

    def _heading(self, deck: Deck) -> Iterator[str]:
        yield tag("h1", self._title(deck), dir="auto")
        yield tag("p", self.words.counts[deck.id], class_="count")
        if deck.description:
            yield tag("p", escape(deck.description), dir="auto", **self.words.attribute(deck.language))

    def _title(self, deck: Deck) -> str:
        title = deck.title_in(self.words.language)
        return tag("bdi", escape(title), **self.words.spoken_by(deck, deck.titles))

    def _group(self, deck: Deck, place: Place, *, again: bool) -> str:
        """Return where notes of a category begin; the only ones of a deck without categories have no heading."""
        category = self.words.category(deck.category(place[1]), deck)
        alone = not place[1] and len(self.survey.categories(deck.id)) == 1
        begun = {"id": self._id(place)} if not again else {}
        heading = "" if alone else tag("h2", category, dir="auto", **({"class_": "again"} if again else {}))
        return opening("section", class_="group", **begun) + heading + opening("div", class_="notes")

    def _link(self, place: Place, deck: Deck) -> str:
        count = tag("small", str(self.survey.counts[place]))
        return tag("a", self.words.category(deck.category(place[1]), deck), " ", count, href=f"#{self._id(place)}")

    def _link_to_deck(self, deck: Deck) -> str:
        count = tag("small", str(self.survey.notes(deck.id)))
        return tag("a", self._title(deck), " ", count, href=f"#{self._deck_id(deck)}")

    def _id(self, place: Place) -> str:
        return f"{self.words.language}-{self.survey.numbers[place]}"

    def _deck_id(self, deck: Deck) -> str:
        return f"{self.words.language}-deck-{[part.deck.id for part in self.export.parts].index(deck.id) + 1}"
