"""A question and what belongs to it: the card with all that is shown of it, and what is thought of an answer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from quiz.cards import MATURE_DAYS, Card, Deck, Direction, Note, NoteType, Rating
from quiz.judging import Answers, Grade, is_code
from quiz.modes import Form, Verdict
from quiz.proposing import Proposal
from quiz.scheduling.answering import Outcome
from quiz.text import folded, literal, width

_FORMS = {"exact": Form.CODE, "name": Form.NAME, "self": Form.MEANING}

LONGEST_GIVEN = 1000
"""How many characters are kept of what was typed."""


@dataclass(frozen=True, slots=True)
class Question:
    """A card to ask, with everything that is shown of it. ``shown`` is the instant it was asked."""

    card: Card
    note: Note
    note_type: NoteType
    deck: Deck
    direction: Direction
    language: str
    shown: datetime

    @property
    def prompt(self) -> str:
        """What is asked, a line a field."""
        return self.prompt_of(self.note)

    def prompt_of(self, note: Note) -> str:
        """What would be asked of another note in this direction."""
        return "\n".join(filter(None, (note.text(name, self.language) for name in self.direction.prompt)))

    def same_prompt(self, note: Note) -> bool:
        """Whether a note is asked with the same prompt, so that its answer is right, too."""
        return folded(self.prompt_of(note)) == folded(self.prompt)

    @property
    def asked_field(self) -> str:
        """The field of the answer that is entered: the first one with a text."""
        names = self.direction.answer
        return next((name for name in names if self.note.text(name, self.language)), names[0])

    @property
    def expected(self) -> str:
        """The text that a typed answer is compared with."""
        return self.note.text(self.asked_field, self.language)

    @property
    def form(self) -> Form:
        """What kind of text is entered, as the direction says, or by the place of the field in the note type.

        The key is a code or a name; of a type with three fields or more the first behind the key is a name; everything
        else is a meaning.
        """
        judge, field, kind = self.direction.judge, self.asked_field, self.note_type
        if judge in _FORMS:
            return _FORMS[judge]
        if field == kind.key_field:
            return Form.CODE if is_code(self.expected) else Form.NAME
        return Form.NAME if field == kind.also_names else Form.MEANING

    @property
    def recalled_fields(self) -> tuple[str, ...]:
        """The fields of the answer that are recalled after a name or a code was entered, and compared by the person."""
        if self.form is Form.MEANING:
            return ()
        field, language = self.asked_field, self.language
        return tuple(name for name in self.direction.answer if name != field and self.note.text(name, language))

    def answers_of(self, notes: Iterable[Note]) -> list[Answers]:
        """Return the right answers of notes in this direction: the field in all languages.

        Other names, under ``also``, belong to the name where a note type has one, else to the key.
        """
        field = self.asked_field
        with_others = field == self.note_type.also_names
        return [_answers(note, field, with_others) for note in notes]

    def option_of(self, note: Note) -> str:
        """Return the text by which a note is chosen: of several fields the meaning, which is the last one."""
        texts = [note.text(name, self.language) for name in self.direction.answer]
        return next((text for text in reversed(texts) if text), "")

    @property
    def hint(self) -> str:
        """What is shown on request before the answer; may be empty."""
        return "\n".join(filter(None, (self.note.text(name, self.language) for name in self.direction.hint)))

    @property
    def shows_category(self) -> bool:
        """Whether the category may be shown before the answer: not where it would give away the key."""
        return self.note_type.key_field in self.direction.prompt

    @property
    def length(self) -> int:
        """How much there is to read and to recall, in terminal cells."""
        return length(self.note, self.direction, self.language)

    @property
    def is_mature(self) -> bool:
        """Whether the card is known for weeks."""
        memory = self.card.state.memory
        return memory is not None and memory.stability >= MATURE_DAYS


class SamePrompt:
    """The ids of those among some notes whose prompt is that of a question; each is looked at when it is asked for."""

    def __init__(self, question: Question, notes: Iterable[Note]) -> None:
        self._question = question
        self._notes = {note.id: note for note in notes}

    def __contains__(self, note_id: object) -> bool:
        note = self._notes.get(note_id) if isinstance(note_id, int) else None
        return note is not None and self._question.same_prompt(note)


def length(note: Note, direction: Direction, language: str) -> int:
    """Return how much there is to read of a note asked in a direction and to recall of it, in terminal cells."""
    prompt = sum(width(note.text(name, language)) for name in direction.prompt)
    return prompt + next((width(text) for name in direction.answer if (text := note.text(name, language))), 0)


def confused_keys(note: Note, language: str) -> list[str]:
    """Return the keys of the notes that are easily confused with one."""
    return [key.strip() for key in re.split(r"[,，、|]", note.text("confused", language)) if key.strip()]


def _answers(note: Note, field: str, with_others: bool) -> Answers:
    texts = _in_all_languages(note, field)
    if with_others:
        also = "|".join(_in_all_languages(note, "also"))
        texts += [name.strip() for name in also.split("|") if name.strip()]
    return Answers(note.id, tuple(dict.fromkeys(texts)))


def _in_all_languages(note: Note, field: str) -> list[str]:
    return [text for name, text in note.fields.items() if text and (name == field or name.startswith(f"{field}."))]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is thought of an answer, and the rating that is proposed for it.

    ``other`` is another note whose answer was given: a confusion, or where the verdict is right a note of the same
    prompt.
    """

    verdict: Verdict
    proposal: Proposal
    other: Note | None = None
    given: str = ""

    @property
    def wrong(self) -> bool:
        """Whether the answer was judged to be wrong."""
        return self.verdict.wrong

    @property
    def close(self) -> bool:
        """Whether the answer was right but for a small typo."""
        return self.verdict.grade is Grade.CLOSE

    def leaves_to_recall(self, question: Question, mode: str) -> bool:
        """Whether a name was typed and is right, so that the rest of the answer is recalled before it is shown."""
        return mode == "type" and self.verdict.right and bool(question.recalled_fields)

    @property
    def rating(self) -> Rating:
        """The rating that is proposed."""
        return self.proposal.rating

    @property
    def confused_with(self) -> int | None:
        """The id of the note whose right answer was given instead."""
        return self.other.id if self.other is not None and self.wrong else None


@dataclass(frozen=True, slots=True)
class Choices:
    """The four ratings of a card that was revealed at ``instant`` on ``day``, with what each would do."""

    day: date
    instant: datetime
    outcomes: Mapping[Rating, Outcome]


def as_stored(given: str) -> str:
    """Return what was entered as the log keeps it."""
    return literal(given).strip()[:LONGEST_GIVEN]
