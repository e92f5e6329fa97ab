"""Choice: pick the answer among four. For the first meetings with a card, since it is easier than recalling it."""

from quiz.judging import Grade
from quiz.modes.mode import Given, Task, Verdict, can_choose, machine_judges


class Choice:
    """Fits where the deck has three other answers that are wrong and read differently."""

    name = "choice"

    def resolve(self, task: Task) -> str:
        """Type or flip where there is too little to choose from."""
        if can_choose(task):
            return self.name
        return "type" if machine_judges(task) else "flip"

    def judge(self, task: Task, given: Given) -> Verdict:
        """Judge what was picked; nothing picked is wrong, as the person did not know it."""
        picked = given.picked
        if picked is not None and picked.right:
            return Verdict(Grade.RIGHT, task.expected)
        return Verdict(Grade.WRONG, task.expected, picked.note_id if picked else None)
