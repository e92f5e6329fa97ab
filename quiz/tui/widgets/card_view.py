"""What is shown of a card: its prompt, and after the answer the whole note, giving way where rows are short."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.content import Content

from quiz.cards import Note
from quiz.judging import Part
from quiz.labels import field_label
from quiz.locale import _
from quiz.phrases import category_text, difference, other_names, points_of, recall_text, shown_fields
from quiz.questions import Question, confused_keys
from quiz.text import literal, one_line
from quiz.tui.text import BOLD, FAINT, QUIET, apart, hanging, joined, line, paragraph, rows, to_left
from quiz.tui.widgets import digits

PROMPT_CELLS = 66
_QUIET_FIELDS = ("explain", "confused", "versus", "source", "also")
_SHORTEST_HEAD = 3
ROOMY = 9
"""The rows from which on an empty one stands below a verdict."""


@dataclass(frozen=True, slots=True)
class Room:
    """The cells of the page, the rows for the answer and the prompt, and whether there is room for more space."""

    cells: int
    height: int
    prompt: int = 6
    low: bool = False
    short: bool = False
    tall: bool = False


def asked_text(question: Question, *, typed: bool = False) -> str:
    """Return what is asked, as a short question: the fields of the answer by their names.

    Of several fields only the first is asked where it is ``typed``; the others are recalled behind it.
    """
    names = question.direction.answer
    if typed and question.recalled_fields:
        names = (question.asked_field,)
    if names == (question.note_type.key_field,) and digits.fits(literal(question.expected)):
        return _("which code?")
    if names == (question.note_type.key_field,):
        return _("which {field}?").format(field=field_label(names[0]))
    if "meaning" in names:
        return _("what does it mean?")
    return _("which {field}?").format(field=_(" and ").join(field_label(name) for name in names))


def prompt_view(question: Question, room: Room, *, revealed: bool, typed: bool = False) -> Content:
    """Return the prompt. It is the same before and after the answer, but for a category that would give it away.

    Of a very long one only the beginning is shown; :func:`prompt_rest` has what follows.
    """
    shown = question.shows_category or revealed
    category = category_text(question.note, question.deck, question.language) if shown else ""
    prompt = literal(question.prompt)
    asked = asked_text(question, typed=typed)
    if digits.fits(prompt):
        return _short_prompt(prompt, category, asked, room)
    lines, rest = _prompt_lines(prompt, room)
    arrow = joined(Content.styled("…  →  " if rest else "→  ", QUIET), Content.styled(asked, QUIET))
    if not rest and lines[-1].cell_length + 2 + arrow.cell_length <= room.cells:
        lines[-1] = joined(lines[-1], "  ", arrow)
    else:
        lines.append(arrow)
    head: list[Content | str] = [line(category, QUIET, room.cells)] + ([] if room.short else [""])
    return rows([*head, *lines])


def _prompt_lines(prompt: str, room: Room) -> tuple[list[Content], list[Content]]:
    """Return the lines of a prompt that stand above the answer, and those for which there is no room there."""
    lines = paragraph(prompt, min(PROMPT_CELLS, room.cells), BOLD)
    return (lines[: room.prompt], lines[room.prompt :]) if len(lines) > room.prompt else (lines, [])


def prompt_rest(question: Question, room: Room) -> list[Content]:
    """Return what follows of a prompt that is too long for its place."""
    prompt = literal(question.prompt)
    return [] if digits.fits(prompt) else _prompt_lines(prompt, room)[1]


def _short_prompt(prompt: str, category: str, asked: str, room: Room) -> Content:
    if room.low:
        return joined(Content.styled(digits.spaced(prompt), BOLD), "   ", line(category, QUIET), "   →  ", asked)
    drawn = digits.big(prompt).split("\n")
    space = room.cells - digits.big_width(prompt) - 4
    beside = [
        line(category, QUIET, space),
        Content(""),
        joined(Content.styled("→  ", QUIET), line(asked, "", space - 3)),
    ]
    return rows([joined(left, "    ", right) for left, right in zip(drawn, beside, strict=True)])


def answer_view(
    question: Question, room: Room, *, verdict: Sequence[Content] = (), parts: Sequence[Part] = ()
) -> Content:
    """Return the whole note, as much as fits; what was asked for is never left out.

    ``parts`` are those of the meaning, with whether each was typed; they stand for its text.
    """
    asked_for, beside = (_compared(question, parts, room.cells), False) if parts else _asked_for(question, room)
    head = [*verdict, *([Content("")] if verdict and room.height >= ROOMY else []), *asked_for]
    left = room.height - len(head)
    blocks = _fitting(_Rest.of(question, room.cells, others_said=beside), left)
    if room.tall:
        airy = _spaced(head, blocks)
        if len(airy) <= room.height:
            return rows(airy)
    lines: list[Content | str] = list(head)
    for block in blocks:
        lines += ["", *block]
    return rows(lines)


def _spaced(head: list[Content], blocks: list[list[Content]]) -> list[Content]:
    lines = list(head)
    for block in blocks:
        lines.append(Content(""))
        for index, part in enumerate(block):
            lines += [Content(""), part] if index else [part]
    return lines


def _asked_for(question: Question, room: Room) -> tuple[list[Content], bool]:
    """Return the fields of the answer: the first bold, the others as sentences; a code in big digits with its name.

    And whether there was room beside the digits for the other names, too.
    """
    note, language = question.note, question.language
    texts = [note.text(name, language) for name in question.direction.answer]
    texts = [text for text in texts if text]
    extra = _other_main_fields(question)
    if texts and digits.fits(literal(texts[0])) and not room.low and room.height >= 2 * _SHORTEST_HEAD:
        drawn = digits.big(literal(texts[0])).split("\n")
        beside = paragraph("\n".join([*texts[1:], *extra]), room.cells - 20, BOLD)
        others = _other_names(question, room.cells - 20)
        has_room = bool(beside) and len(beside) + len(others) <= len(drawn)
        beside = [*beside, *(others if has_room else []), *[Content("")] * len(drawn)][: len(drawn)]
        return [joined(left, "    ", right) for left, right in zip(drawn, beside, strict=True)], has_room
    lines: list[Content] = []
    for index, text in enumerate([*texts, *extra]):
        bold = (index == 0 and len(texts) + len(extra) > 1) or index >= len(texts)
        lines += paragraph(text, room.cells, BOLD if bold else "")
    return lines, False


def _compared(question: Question, parts: Sequence[Part], cells: int) -> list[Content]:
    """Return the parts of what was asked for, each with whether it was typed, and the other fields of the answer."""
    lines: list[Content] = []
    for part in parts:
        missing = Content.styled("" if part.there else _("missing"), "$warning")
        text = paragraph(part.text.strip(), cells - 4 - missing.cell_length, "" if part.there else BOLD)
        sign = Content.styled("✓ ", "$success") if part.there else Content.styled("· ", "$warning")
        lines += [apart(joined(sign, text[0]), missing, cells), *(joined("  ", more) for more in text[1:])]
    names = [name for name in question.direction.answer if name != question.asked_field]
    texts = [question.note.text(name, question.language) for name in names] + _other_main_fields(question)
    return lines + [part for text in texts if text for part in paragraph(text, cells)]


def rest_of_answer(question: Question, said: str, room: Room) -> list[Content]:
    """Return what follows a wrong answer and the right one, of which ``said`` stands there already: what else fits."""
    lines: list[Content] = []
    for name in question.direction.answer:
        text = question.note.text(name, question.language)
        if text and text != said:
            lines += paragraph(text, room.cells, BOLD if name == question.asked_field else "")
    blocks = [block for block in [lines] if block and len(block) < room.height]
    left = room.height - sum(len(block) + 1 for block in blocks) - 1
    blocks += [rest for rest in [rest_lines(question, Room(room.cells, left))] if rest]
    return [part for block in blocks for part in (Content(""), *block)]


def recall_lines(question: Question, cells: int) -> list[Content]:
    """Return the name that was typed as it is written, and what is to be recalled now."""
    ask = joined(Content.styled("→  ", QUIET), line(recall_text(question), "", cells - 3))
    return [*paragraph(question.expected, cells, BOLD), Content(""), ask]


def _other_names(question: Question, cells: int) -> list[Content]:
    names = other_names(question.note, question.language)
    return paragraph(_("{label}: {text}").format(label=field_label("also"), text=names), cells, QUIET) if names else []


def _other_main_fields(question: Question) -> list[str]:
    """Return the fields of the note type that were neither asked for nor asked with, such as the name of a code."""
    direction = question.direction
    names = [n for n in question.note_type.fields if n not in direction.answer and n not in direction.prompt]
    main = [n for n in names if n.partition(".")[0] not in (*_QUIET_FIELDS, *direction.hint) and "." not in n]
    return [text for name in main if (text := question.note.text(name, question.language))]


def rest_lines(question: Question, room: Room) -> list[Content]:
    """Return what may give way of a note, as much as fits."""
    blocks = _fitting(_Rest.of(question, room.cells, others_said=False), room.height + 1)
    return [part for block in blocks for part in (Content(""), *block)][1:]


@dataclass(frozen=True, slots=True)
class _Rest:
    """What may give way: points of explanation, what is easily confused, the source, other fields."""

    cells: int
    points: list[list[Content]] = field(default_factory=list)
    confused: list[Content] = field(default_factory=list)
    others: list[Content] = field(default_factory=list)
    source: str = ""

    @classmethod
    def of(cls, question: Question, cells: int, *, others_said: bool) -> "_Rest":
        """Return it for a question; ``others_said`` where the other names stand elsewhere already."""
        note, language = question.note, question.language
        points = [_point(text, cells) for text in points_of(note.text("explain", language))]
        shown = {*question.note_type.fields, *_QUIET_FIELDS}
        others = [
            part
            for name, text in shown_fields(question)
            if name.partition(".")[0] not in shown
            for part in paragraph(_("{label}: {text}").format(label=field_label(name), text=text), cells, QUIET)
        ]
        others = [*([] if others_said else _other_names(question, cells)), *others]
        return cls(cells, points, confused_lines(note, language, cells), others, note.text("source", language))

    def plus(self, more: "_Rest") -> "_Rest":
        """Return this and more together."""
        return _Rest(
            self.cells,
            self.points + more.points,
            self.confused + more.confused,
            self.others + more.others,
            self.source + more.source,
        )

    def blocks(self) -> list[list[Content]]:
        """Return the lines in groups, from what is read first."""
        last = list(self.confused)
        if self.source:
            shown = line(self.source, QUIET)
            fits = last and last[-1].cell_length + shown.cell_length + 2 <= self.cells
            last = (
                [*last[:-1], apart(last[-1], shown, self.cells)]
                if fits
                else [*last, apart(Content(""), shown, self.cells)]
            )
        explained = [part for point in self.points for part in point] + self.others
        return [block for block in (explained, last) if block]


def _fitting(rest: _Rest, height: int) -> list[list[Content]]:
    """Return as much as fits, what matters most first: a point, what is confused, more points, the rest, the source."""
    cells = rest.cells
    first, *others = [_Rest(cells, points=[point]) for point in rest.points] or [_Rest(cells)]
    last = _Rest(cells, others=rest.others), _Rest(cells, source=rest.source)
    shown = _Rest(cells)
    for part in (first, _Rest(cells, confused=rest.confused), *others, *last):
        fuller = shown.plus(part)
        if sum(len(block) + 1 for block in fuller.blocks()) <= height:
            shown = fuller
    return shown.blocks()


def _point(text: str, cells: int) -> list[Content]:
    return hanging(Content.styled("· ", FAINT), paragraph(text, cells - 2, QUIET))


def confused_lines(note: Note, language: str, cells: int) -> list[Content]:
    """Return a line for what is easily confused: the first that has a sentence on the difference, else the keys."""
    keys = confused_keys(note, language)
    if not keys:
        return []
    for key in keys:
        told = difference(note, key, language)
        if told:
            head = _confused_head(key, cells)
            return [joined(head, line(told, QUIET, cells - head.cell_length))]
    return [_confused_head("  ".join(keys), cells)]


def _confused_head(key: str, cells: int) -> Content:
    label = Content.styled(field_label("versus"), QUIET)
    return joined(to_left(label, label.cell_length + 2), line(key, BOLD, cells - label.cell_length - 4), "  ")


def _difference_lines(key: str, told: str, cells: int) -> list[Content]:
    """Return what is said of a note that is easily confused with this one, however long."""
    head = _confused_head(key, cells // 2)
    return hanging(head, paragraph(told, cells - head.cell_length))


def whole_note(question: Question, cells: int) -> Content:
    """Return everything of a note that is shown to a person, however long."""
    note, key_field = question.note, question.note_type.key_field
    category = category_text(note, question.deck, question.language)
    blocks = [[line(note.text(key_field, question.language), BOLD), *([line(category, QUIET)] if category else [])]]
    differences: list[Content] = []
    prompt = [(name, note.text(name, question.language)) for name in question.direction.prompt]
    for name, text in [*prompt, *shown_fields(question)]:
        kind, _dot, key = name.partition(".")
        if not text or name == key_field:
            continue
        if kind == "versus" and key:
            blocks += [] if differences else [differences]
            differences += _difference_lines(key, text, cells)
            continue
        told = [part for point in points_of(text) for part in _point(point, cells)] if name == "explain" else []
        blocks.append([Content.styled(one_line(field_label(name)), QUIET), *(told or paragraph(text, cells))])
    separated: list[Content | str] = []
    for block in blocks:
        separated += ["", *block]
    return rows(separated[1:])
