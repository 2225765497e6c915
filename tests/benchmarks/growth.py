"""How time and memory grow with the length of a message, ordinary or hostile: 100 characters to 1,000,000.

Each round checks the lengths of a sort one after the other, shortest first, in a process of its own. Time is that of
the processor.
"""

import json
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from scamguard import Checker
from tests.benchmarks.hostile import TEXTS
from tests.benchmarks.process import MEGABYTE, run
from tests.benchmarks.row import Row, run_alone, say

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 3
BAR = "≤ 12"
"""Of the longest text against the one before it, ten times shorter."""
STOPPED = 15
"""A check that takes so many times as long as that of the text before it is stopped, and counts as so long."""
LEAST_MEGABYTES = 1.0
"""What the shorter text is taken to need at least; below that the system's pages decide."""

Taken = tuple[float, float]
"""Seconds of a check, and megabytes that the process had got by its end."""


def measure() -> Sequence[Row]:
    """For each sort of text: time per character of the longest, and what ten times the length costs in time and memory;
    for ordinary text also the time per character of each length."""
    rows = list[Row]()
    for name in TEXTS:
        rounds = []
        for number in range(ROUNDS):
            rounds.append(_round(name))
            say(f"{name}, round {number + 1}: " + ", ".join(f"{seconds:.2g} s" for seconds, _ in rounds[-1]))
        rows += _rows(name, rounds)
    return rows


def _rows(name: str, rounds: Sequence[Sequence[Taken]]) -> list[Row]:
    """The rows of a sort of text, from the rounds, each with what every length took."""
    rows = []
    for i, size in enumerate(SIZES):
        per_character = [one[i][0] / size * 1e9 for one in rounds]
        title = f"{name}, {size:,} characters"
        if size == SIZES[-1]:
            ratios = [min(one[i][0] / one[i - 1][0], STOPPED) for one in rounds]
            rows.append(Row.of(f"{title}, time against a tenth", per_character, "ns/character", ratios, BAR))
            grown = [one[i][1] - one[0][1] for one in rounds]
            shorter = [max(one[i - 1][1] - one[0][1], LEAST_MEGABYTES) for one in rounds]
            more = [a / b for a, b in zip(grown, shorter, strict=True)]
            rows.append(Row.of(f"{title}, memory against a tenth", grown, "MB", more, BAR))
        elif name == "ordinary":
            rows.append(Row.of(title, per_character, "ns/character"))
    return rows


def _round(name: str) -> list[Taken]:
    with tempfile.TemporaryDirectory() as folder:
        text, answer = Path(folder, "text"), Path(folder, "answer.json")
        text.write_text(TEXTS[name](SIZES[-1]), encoding="utf-8")
        run([sys.executable, "-m", "tests.benchmarks.growth", str(text), str(answer)])
        return [(seconds, megabytes) for seconds, megabytes in json.loads(answer.read_text())]


def check_all(whole: str) -> list[Taken]:
    """What the first characters of a text take, at each length; this process must have done nothing else before."""
    checker, taken = Checker(), list[Taken]()
    checker.check(whole[: SIZES[0]])
    signal.signal(signal.SIGVTALRM, _stop)
    for size in SIZES:
        text = whole[:size]
        limit = STOPPED * taken[-1][0] if len(taken) > 2 else 0
        times = max(1, SIZES[2] // size)
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        try:
            for _ in range(times):
                checker.check(text)
        except TimeoutError:
            pass
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        seconds = (time.process_time() - begun) / times
        taken.append((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE))
    return taken


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    if len(sys.argv) == 3:
        Path(sys.argv[2]).write_text(json.dumps(check_all(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    else:
        run_alone(measure)
