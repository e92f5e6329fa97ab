"""What a line for a query, or for a list of names, offers behind the cursor: what fits best, taken with →."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.program import Program
    from quiz.query.completing import Vocabulary


class QuerySuggester(Suggester):
    """Completes what is typed at the end of a query. The names of the database are read when they are first needed."""

    def __init__(self, program: Program) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._program = program
        self._vocabulary: Vocabulary | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """Return the query with the best completion that goes on with what is typed, if there is one."""
        from asyncio import to_thread  # noqa: PLC0415  needed while a query is written

        from quiz.query.completing import completions  # noqa: PLC0415

        if not value.strip():
            return None
        if self._vocabulary is None:
            try:
                self._vocabulary = await to_thread(self._program.store.vocabulary)
            except QuizError:
                return None
        found = (one.applied(value) for one in completions(value, len(value), self._vocabulary))
        return next((longer for longer in found if longer.startswith(value) and longer != value), None)


class ListSuggester(Suggester):
    """Completes the last name of a list with commas between them; a sign before the name is not part of it."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """Return the list with its last name whole, if one begins like that."""
        begun = value.replace("，", ",").rpartition(",")[2].lstrip(" -")
        if not begun or begun in self._names:
            return None
        whole = next((name for name in self._names if name.startswith(begun)), None)
        return value + whole[len(begun) :] if whole else None
