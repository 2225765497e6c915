"""Messages a second: `scamguard scan` from file to file, and check_many, beside what scikit-learn and reading take.

Each round runs all of them once, one after the other, on the same messages; ratios are taken within a round. Start-up
counts for scan, so its figures say little for few messages: 1,000,000 are meant (`--messages 1000000`).
"""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from scamguard import Checker, Message
from scamguard.chats import read_chats
from scamguard.classifier.model import Classifier
from scamguard.sieve import Sieve
from tests.benchmarks.corpus import corpus_file, texts_of
from tests.benchmarks.process import run, scan_command
from tests.benchmarks.row import Row, run_alone, say
from tests.benchmarks.yardstick import Yardstick

MESSAGES, ROUNDS = 10_000, 3


def measure(messages: int = MESSAGES) -> Sequence[Row]:
    """The rates, and scan against its yardsticks."""
    path = corpus_file(messages)
    texts = texts_of(path)
    say("training the yardstick")
    yardstick, checker = Yardstick(), Checker()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "found.jsonl")
        contestants: dict[str, Callable[[], float]] = {
            "scan": lambda: run(scan_command(path, out)).seconds,
            "two": lambda: run(scan_command(path, out, "--jobs", "2")).seconds,
            "many": lambda: _timed(lambda: _exhaust(checker, texts)),
            "sklearn": lambda: _timed(lambda: yardstick.judge(texts)),
            "read": lambda: _timed(lambda: _read(path)),
        }
        taken: dict[str, list[float]] = defaultdict(list)
        for number in range(ROUNDS):
            for name, contestant in contestants.items():
                taken[name].append(contestant())
                say(f"round {number + 1}: {name} {taken[name][-1]:.2f} s")
    return _rows(messages, taken) + _dismissed(checker, texts)


def _rows(messages: int, taken: dict[str, list[float]]) -> list[Row]:
    """Rates; a ratio above 1 is faster than what the row names, but "times as long" for reading."""
    rates = {name: [messages / seconds for seconds in all_rounds] for name, all_rounds in taken.items()}

    def ratios(fast: str, slow: str) -> list[float]:
        return [one / other for one, other in zip(rates[fast], rates[slow], strict=True)]

    unit = "messages/s"
    return [
        Row.of("scan, against scikit-learn alone", rates["scan"], unit, ratios("scan", "sklearn"), "≥ 5"),
        Row.of("scan, times as long as reading alone", rates["scan"], unit, ratios("read", "scan"), "≤ 6"),
        Row.of("scan --jobs 2, against one process", rates["two"], unit, ratios("two", "scan"), "≥ 1.8"),
        Row.of("check_many, against scikit-learn alone", rates["many"], unit, ratios("many", "sklearn")),
        Row.of("scikit-learn: hashed n-grams, predict_proba", rates["sklearn"], unit),
        Row.of("reading and parsing the file", rates["read"], unit),
    ]


def _dismissed(checker: Checker, texts: Sequence[str]) -> list[Row]:
    """The share of messages that the sieve dismisses unexamined."""
    sieve = Sieve(checker.rulebook, Classifier.load(checker.policy.opinion), checker.policy)
    dismissed = sum(isinstance(found, str) for found in sieve.sift(list(map(Message, texts))))
    return [Row("messages that the sieve dismisses, each alone", 100 * dismissed / len(texts), "%")]


def _exhaust(checker: Checker, texts: Sequence[str]) -> None:
    for _ in checker.check_many(texts):
        pass


def _read(path: Path) -> None:
    for file in read_chats([path]):
        for _ in file.messages:
            pass


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    run_alone(measure)
