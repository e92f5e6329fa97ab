"""How long a verdict takes on up to 200 typed characters against 1,000 other notes.

Run it with ``python -m tests.benchmarks.judging [NOTES]``. Beside each verdict, in the same run, stands a yardstick:
the distances that rapidfuzz alone computes between what was typed and the same texts. The others are prepared once
before, and how long that takes is printed first. Times are those of the processor, so that other programs don't count.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quiz.judging import Answers, Others, judge_code, judge_name, meaning_parts

NOTES = 1_000
ROUNDS = 200
BAR = 0.005

Verdict = Callable[[str], object]

TEXT = """
    address array balance binary buffer cache client cluster commit conflict content gateway graph header hash index
    latency lock memory method network object packet permanent process protocol proxy queue range request resource
    search server signal socket state storage temporary thread timeout token transfer tree upgrade value version
"""
WORDS = TEXT.split()
HAN = "服务器客户端请求响应资源方法缓存代理网关超时没有拒绝永久临时地址协议条件内容错误等待处理完成失败"


def words(rng: random.Random, length: int) -> str:
    """Return words of about this many characters, at most."""
    text = " ".join(rng.choices(WORDS, k=length // 4 + 1))[:length]
    return text.strip()


def chinese(rng: random.Random, length: int) -> str:
    """Return Chinese clauses of this many characters."""
    return "".join("，" if number % 12 == 11 else rng.choice(HAN) for number in range(length))


def with_typo(rng: random.Random, text: str) -> str:
    """Return a text without one of its letters."""
    place = rng.randrange(len(text))
    return text[:place] + text[place + 1 :]


def seconds(verdict: Verdict, typed: str) -> float:
    """Return how long one verdict takes."""
    begin = time.thread_time()
    verdict(typed)
    return time.thread_time() - begin


def line(name: str, times: list[float], yardstick: list[float]) -> str:
    """Return median and worst of some times, and the median as a multiple of the yardstick's."""
    median, base = statistics.median(times), statistics.median(yardstick)
    return (
        f"{name:24} {median * 1000:6.2f} ms median, {max(times) * 1000:6.2f} ms worst, "
        f"{median / base:6.2f} times rapidfuzz alone ({base * 1000:.2f} ms)"
    )


def cases(rng: random.Random, notes: list[Answers], others: Others) -> Iterator[tuple[str, str, Verdict]]:
    """Yield verdicts of each kind as (kind, what is typed, verdict on it), each with other texts."""
    asked, other = rng.sample(notes, 2)
    name = partial(judge_name, expected=asked, others=others)
    yield "right name", asked.texts[0].upper(), name
    yield "typo", with_typo(rng, asked.texts[0]), name
    yield "confusion", other.texts[0], name
    yield "confusion with a typo", with_typo(rng, other.texts[0]), name
    yield "wrong name", words(rng, 200), name
    yield "wrong Chinese name", chinese(rng, 200), name
    yield "wrong code", words(rng, 200), partial(judge_code, expected=asked, others=others)
    yield "English meaning", words(rng, 200), partial(meaning_parts, expected=words(rng, 200))
    yield "Chinese meaning", chinese(rng, 200), partial(meaning_parts, expected=chinese(rng, 200))


def measure(rng: random.Random, notes: list[Answers], others: Others) -> dict[str, tuple[list[float], list[float]]]:
    """Return for each kind of verdict its times and those of the yardstick."""
    texts = [text for note in notes for text in note.texts]
    alone = partial(process.extract, choices=texts, scorer=OSA.distance, limit=1)
    times: dict[str, tuple[list[float], list[float]]] = {}
    for _round in range(ROUNDS):
        for kind, typed, verdict in cases(rng, notes, others):
            verdicts, yardsticks = times.setdefault(kind, ([], []))
            verdicts.append(seconds(verdict, typed))
            yardsticks.append(seconds(alone, typed))
    return times


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    rng = random.Random(6)
    makers = (words, words, words, chinese)
    notes = [Answers(number, (makers[number % 4](rng, rng.randrange(8, 201)),)) for number in range(count)]
    others = Others(notes)
    nobody = Answers(-1, ("y",))
    prepare: list[Verdict] = [partial(judge, expected=nobody, others=others) for judge in (judge_name, judge_code)]
    prepare.append(partial(meaning_parts, expected="请求 x"))
    first = sum(seconds(verdict, "x") for verdict in prepare)
    print(f"{'first answers':24} {first * 1000:6.2f} ms, once for {count} notes")
    times = measure(rng, notes, others)
    for kind, (verdicts, yardsticks) in times.items():
        print(line(kind, verdicts, yardsticks))
    worst = max(max(verdicts) for verdicts, _yardsticks in times.values())
    print(f"{'worst of all':24} {worst * 1000:6.2f} ms (bar: {BAR * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
