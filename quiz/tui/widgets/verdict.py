"""What is thought of an answer, in one line: sign and word first, then the reason in quiet words."""

from textual.content import Content

from quiz.judging import Grade, Part
from quiz.locale import _
from quiz.phrases import pace_text, parts_text
from quiz.questions import Judged, Question
from quiz.text import one_line
from quiz.tui.text import QUIET, joined, line
from quiz.tui.widgets.contrast import reason


def verdict_of(question: Question, judged: Judged, times: int, cells: int) -> Content:
    """Return the verdict on a typed answer; ``times`` is how often the two notes were mixed up before."""
    verdict = judged.verdict
    if verdict.grade is None:
        return _of_parts(verdict.parts, cells)
    if verdict.grade is Grade.WRONG:
        return verdict_line("✗", _("Wrong"), "$error", reason(judged.given, verdict.expected, times), cells)
    why = [_meant(question, judged), pace_text(judged.proposal)]
    said = _("; ").join(filter(None, why))
    if verdict.grade is Grade.CLOSE:
        return verdict_line("≈", _("Close"), "$warning", said or _("a small typo"), cells)
    return verdict_line("✓", _("Right"), "$success", said, cells)


def _meant(question: Question, judged: Judged) -> str:
    """Return which answer was meant, where that of another note with the same prompt was given."""
    if judged.other is not None:
        return _("“{name}” was meant; both are right").format(name=one_line(question.expected))
    return ""


def _of_parts(parts: tuple[Part, ...], cells: int) -> Content:
    why = _("by its words; you decide")
    if all(part.there for part in parts):
        return verdict_line("✓", parts_text(parts), "$success", why, cells)
    sign = "≈" if any(part.there for part in parts) else "·"
    return verdict_line(sign, parts_text(parts), "$warning", why, cells)


def verdict_line(sign: str, word: str, colour: str, why: str, cells: int) -> Content:
    """Return sign and word, then the reason in quiet words."""
    head = Content.styled(f"{sign} {word}", f"bold {colour}")
    return joined(head, "  ", line(why, QUIET, cells - head.cell_length - 2)) if why else head
