"""Flip: think of the answer, look at it, and judge yourself."""

from quiz.modes.mode import Given, Task, Verdict


class Flip:
    """Fits every card; the person judges."""

    name = "flip"

    def resolve(self, task: Task) -> str:
        """Every card can be flipped."""
        return self.name

    def judge(self, task: Task, given: Given) -> Verdict:
        """Leave the judgement to the person."""
        return Verdict(expected=task.expected)
