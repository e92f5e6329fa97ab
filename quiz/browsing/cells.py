"""What stands in the cells of the table: one function a column."""

from datetime import date

from quiz.browsing.lines import CardLine, Line, Look, due_at, other_fields, side_text
from quiz.cards import Deck, Note, text_in
from quiz.deck_tree import name_in
from quiz.labels import direction_text
from quiz.locale import _

# Texts


def deck_name(deck: Deck, look: Look) -> str:
    """Return what a deck is called: its place in the tree, its own part in the language of texts."""
    return name_in(deck, look.language)


def category_name(home: Deck, code: str, look: Look) -> str:
    """Return code and title of a category of a deck; empty where there is none."""
    title = home.category(code).title_in(look.language) if code else ""
    return code if title in ("", code) else f"{code} {title}"


def deck(line: Line, look: Look) -> str:
    """Return the deck in which the card is, or the note is at home."""
    return deck_name(line.deck, look)


def category(line: Line, look: Look) -> str:
    """Return the category of the note, which is one of its home deck."""
    return category_name(line.home, line.note.category, look)


def tags(line: Line, _look: Look) -> str:
    """Return the tags of the note."""
    return " ".join(line.note.tags)


def prompt(line: CardLine, look: Look) -> str:
    """Return what is asked."""
    found = line.direction
    return side_text(line.note.fields, found.prompt, look.language) if found else ""


def answer(line: CardLine, look: Look) -> str:
    """Return what is expected."""
    found = line.direction
    return side_text(line.note.fields, found.answer, look.language) if found else ""


def fields(line: Line, look: Look) -> str:
    """Return the texts of the note beside its key."""
    return side_text(line.note.fields, other_fields(line.note_type), look.language)


def field(note: Note, name: str, look: Look) -> str:
    """Return the text of a field of the note."""
    return text_in(note.fields, name, look.language)


def direction(line: CardLine, _look: Look) -> str:
    """Return the direction as it is shown."""
    found = line.direction
    return direction_text(found) if found else line.card.direction


# Numbers


def retrievability(line: CardLine, look: Look) -> float | None:
    """Return the probability of recall on the study day of the look."""
    return line.retrievability(look.day)


def stability(line: CardLine, _look: Look) -> float | None:
    """Return the stability in days."""
    memory = line.card.state.memory
    return memory.stability if memory else None


def difficulty(line: CardLine, _look: Look) -> float | None:
    """Return the difficulty, 1 to 10."""
    memory = line.card.state.memory
    return memory.difficulty if memory else None


def lapses(line: Line, _look: Look) -> float:
    """Return how often the card, or the cards of the note, were forgotten."""
    return sum(card.state.lapses for card in line.cards)


def stability_text(number: float) -> str:
    """Return days with one decimal, so that they stand below each other."""
    return _("{number} d").format(number=f"{number:.1f}")


def days_text(number: float) -> str:
    """Return days, with one decimal where there is one."""
    return _("{number} d").format(number=f"{number:.1f}".removesuffix(".0"))


# Days


def due(line: Line, look: Look) -> str:
    """Return the study day on which the card, or the first of the note, is due; in steps that end today the time."""
    times = [(at, card.state) for card in line.cards if (at := due_at(card, look)) is not None]
    if not times:
        return ""
    _at, state = min(times, key=lambda one: one[0])
    if state.due_at is not None and look.day_of(state.due_at) == look.day:
        return state.due_at.astimezone(look.now.tzinfo).strftime("%H:%M")
    return day_text(state.due_day)


def day_text(day: date | None) -> str:
    """Return a day as it is sorted, too: year, month, day."""
    return day.isoformat() if day else ""
