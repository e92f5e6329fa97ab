"""The one kind of error that a user sees."""


class QuizError(Exception):
    """Something that the user can understand and mend.

    ``message`` says in one sentence what happened and where; ``hint`` says what to do, or is empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class StaleCardError(QuizError):
    """An answer to a card that was changed elsewhere after it was shown. Nothing was stored."""
