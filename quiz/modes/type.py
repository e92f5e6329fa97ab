"""Type: enter the answer. Codes and names are judged; of a meaning the person is shown what was said of it."""

from quiz.judging import meaning_parts
from quiz.modes.mode import Form, Given, Task, Verdict


class Type:
    """Fits every card: what the machine cannot judge it only compares."""

    name = "type"

    def resolve(self, task: Task) -> str:
        """Every answer can be typed."""
        return self.name

    def judge(self, task: Task, given: Given) -> Verdict:
        """Judge a code or a name; of a meaning say which parts are there, and never that it is wrong.

        Where no meaning was typed the person only looked, as in flip.
        """
        if task.form is Form.MEANING:
            if not given.text.strip():
                return Verdict(expected=task.expected)
            return Verdict(expected=task.expected, parts=meaning_parts(given.text, task.expected))
        found = task.compare(given.text)
        return Verdict(found.grade, found.expected, found.other)
