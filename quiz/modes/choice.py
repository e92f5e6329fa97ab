"""Choice: pick the answer among four. For the first meetings with a card, since it is easier than recalling it."""

from quiz.judging import Grade
from quiz.modes.mode import Given, Task, Verdict, can_choose


class Choice:
    """Fits where the deck has three other answers that are wrong and read differently."""

    name = "choice"

    def resolve(self, task: Task) -> str:
        """Flip where there is too little to choose from: a digit that is pressed must not become a typed answer."""
        return self.name if can_choose(task) else "flip"

    def judge(self, task: Task, given: Given) -> Verdict:
        """Judge what was picked; nothing picked is wrong, as the person did not know it."""
        picked = given.picked
        if picked is not None and picked.right:
            return Verdict(Grade.RIGHT, task.expected)
        return Verdict(Grade.WRONG, task.expected, picked.note_id if picked else None)
