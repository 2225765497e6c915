"""How time and memory grow with the length of a message, ordinary or hostile: 100 characters to 1,000,000.

Each round checks the lengths of a sort one after the other, shortest first, in a process of its own. Time is that of
the processor; memory is what Python and NumPy have at a time, traced in another process, for tracing takes time.
"""

import json
import signal
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from scamguard import Checker
from tests.benchmarks.hostile import TEXTS
from tests.benchmarks.process import run
from tests.benchmarks.row import Row, run_alone, say

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 3
BAR = "≤ 12"
"""Of the longest text against the one before it, ten times shorter."""
STOPPED = 15
"""A check that takes so many times as long as that of the text before it is stopped, and counts as so long."""
TRACING = 4
"""Times as slow as that a traced check may be."""


def measure() -> Sequence[Row]:
    """For each sort of text: time per character of the longest, and what ten times the length costs in time and memory;
    for ordinary text also the time per character of each length."""
    rows = list[Row]()
    for name, make in TEXTS.items():
        text = make(SIZES[-1])
        rounds = [_in_process("times", text) for _ in range(ROUNDS)]
        say(f"{name}: " + ", ".join(f"{seconds:.2g} s" for seconds in rounds[0]))
        rows += _time_rows(name, rounds)
        shorter, longest = (peak / 1e6 for peak in _in_process("peaks", text))
        say(f"{name}: {shorter:.1f} MB, {longest:.1f} MB")
        title = f"{name}, {SIZES[-1]:,} characters, memory against a tenth"
        rows.append(Row(title, longest, "MB", longest / shorter, BAR))
    return rows


def _time_rows(name: str, rounds: Sequence[Sequence[float]]) -> list[Row]:
    """The rows of a sort of text, from the seconds that each length took in each round."""
    by_size = dict(zip(SIZES, zip(*rounds, strict=True), strict=True))
    per_character = {size: [one / size * 1e9 for one in seconds] for size, seconds in by_size.items()}
    shorter, longest = (by_size[size] for size in SIZES[-2:])
    ratios = [min(long / short, STOPPED) for long, short in zip(longest, shorter, strict=True)]
    title, unit = f"{name}, {SIZES[-1]:,} characters, time against a tenth", "ns/character"
    others = SIZES[:-1] if name == "ordinary" else ()
    return [
        *(Row.of(f"{name}, {size:,} characters", per_character[size], unit) for size in others),
        Row.of(title, per_character[SIZES[-1]], unit, ratios, BAR),
    ]


def _in_process(work: str, text: str) -> list[float]:
    """What a function of WORK gives for a text, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder, "text"), Path(folder, "answer.json")
        given.write_text(text, encoding="utf-8")
        run([sys.executable, "-m", "tests.benchmarks.growth", work, str(given), str(answer)])
        return [float(one) for one in json.loads(answer.read_text())]


def times(whole: str) -> list[float]:
    """The seconds that a check of the first characters of a text takes, at each of SIZES."""
    checker, taken = _warm_checker(whole), list[float]()
    for size in SIZES:
        limit = STOPPED * taken[-1] if size > SIZES[2] else 0
        taken.append(_seconds(checker, whole[:size], max(1, SIZES[2] // size), limit))
    return taken


def peaks(whole: str) -> list[float]:
    """The most bytes that a check had at a time, at the last two of SIZES."""
    checker, taken = _warm_checker(whole), list[float]()
    limit = TRACING * STOPPED * _seconds(checker, whole[: SIZES[-2]], 1, 0)
    for size in SIZES[-2:]:
        text = whole[:size]
        tracemalloc.start()
        _seconds(checker, text, 1, limit)
        taken.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return taken


WORK: dict[str, Callable[[str], list[float]]] = {"times": times, "peaks": peaks}


def _warm_checker(whole: str) -> Checker:
    checker = Checker()
    checker.check(whole[: SIZES[0]])
    return checker


def _seconds(checker: Checker, text: str, repeated: int, limit: float) -> float:
    """The mean time of several checks; after `limit` seconds of all (0: never) they are stopped."""
    signal.signal(signal.SIGVTALRM, _stop)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    with suppress(TimeoutError):
        for _ in range(repeated):
            checker.check(text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return (time.process_time() - begun) / repeated


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in WORK:
        named, given, answer = sys.argv[1:]
        Path(answer).write_text(json.dumps(WORK[named](Path(given).read_text(encoding="utf-8"))))
    else:
        run_alone(measure)
