"""Auto: the mode follows from how well a card is known, so that it is asked as hard as it can be answered."""

from quiz.modes.mode import Given, Task, Verdict, can_choose, machine_judges


class Auto:
    """Choice while a card is hardly known, typing while it is young, and free recall when it is mature.

    How well a card is known is its stability in days, FSRS's time until recall falls to 90 %. Below ``choice_below``
    it is asked as a choice, or flipped where there is nothing to choose from. Then it is typed where the machine can
    judge that, otherwise flipped. From ``recall_from`` on, a code is still typed, which is as quick as pressing a key,
    and everything else is recalled freely.
    """

    name = "auto"

    def resolve(self, task: Task) -> str:
        """Return the mode that fits how well the card is known."""
        known = task.stability or 0.0
        if known < task.choice_below:
            return "choice" if can_choose(task) else "flip"
        if not machine_judges(task) or (known >= task.recall_from and not task.is_code):
            return "flip"
        return "type"

    def judge(self, task: Task, given: Given) -> Verdict:
        """Leave the judgement to the person; a card is never really asked in this mode."""
        return Verdict(expected=task.expected)
