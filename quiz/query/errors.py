"""What is wrong with a query, and where."""

from quiz.errors import QuizError
from quiz.locale import _


class QueryError(QuizError):
    """A query that cannot be understood or carried out.

    ``reason`` is one sentence about it; ``message`` says the place, too. ``position`` is the number of characters of
    the query before the place that is wrong.
    """

    def __init__(self, reason: str, hint: str, position: int) -> None:
        place = _("In the query, at character {number}: {reason}").format(number=position + 1, reason=reason)
        super().__init__(place, hint)
        self.reason = reason
        self.position = position
