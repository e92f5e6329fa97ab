"""The keys of a file, each with its line, so that one that comes twice is noticed."""

from quiz.cards import NoteType, key_of
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal


class Keys:
    """The keys that a file has had so far, equal after NFKC, as notes are matched."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def add(self, text: str, line: int) -> None:
        """Take in the key of a note that was read. Raises :class:`QuizError` where another line had it already."""
        before = self._lines.setdefault(key_of(text), line)
        if before != line:
            raise QuizError(_("The key “{key}” stands in line {line} already.").format(key=literal(text), line=before))

    def checked(self, draft: NoteDraft, kind: NoteType) -> NoteDraft | Unread:
        """Return a note as it is stored, or why it can't be read."""
        try:
            cleaned = draft.cleaned()
            kind.check(cleaned.fields)
            self.add(cleaned.fields[kind.key_field], cleaned.line)
        except QuizError as error:
            return Unread(draft.line, error.message)
        return cleaned
