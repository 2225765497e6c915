"""How long one `check` takes, warm: everyday messages of 20 to 30 characters, and scams of about 100.

Each message is checked once, so nothing that is remembered of it helps; hashing its n-grams with scikit-learn, the same
single text at a time, is the yardstick.
"""

import time
from collections.abc import Callable, Sequence
from statistics import median

from scamguard import Checker
from tests.benchmarks.corpus import LENGTHS, Writer
from tests.benchmarks.row import Row, run_alone, say
from tests.benchmarks.yardstick import hashing

MESSAGES, ROUNDS = 300, 5
"""Messages of each sort in each round."""
EVERYDAY, SCAM = range(20, 31), range(90, 111)
"""Characters of the messages."""
EVERYDAY_BAR, SCAM_BAR = "≤ 150 µs", "≤ 400 µs"


def measure() -> Sequence[Row]:
    """The medians of all rounds, with the spread of the rounds' medians as ratios."""
    checker, vectorizer, writer = Checker(), hashing(), Writer(seed=2)
    rows = []
    for lang in LENGTHS:
        for name, draw, bar in (
            ("everyday message", everyday_of, EVERYDAY_BAR),
            ("scam", scam_of, SCAM_BAR),
        ):
            say(f"{name}, {lang}")
            rounds = [[draw(writer, lang) for _ in range(MESSAGES)] for _ in range(ROUNDS + 1)]
            _medians(checker.check, rounds[0])
            checks, hashes = [], []
            for texts in rounds[1:]:
                checks.append(_medians(checker.check, texts))
                hashes.append(_medians(lambda text: vectorizer.transform([text]), texts))
            ratios = [check / hashed for check, hashed in zip(checks, hashes, strict=True)]
            title = f"check of one {name}, {lang}, against scikit-learn's hashing of it"
            rows.append(Row.of(title, checks, "µs", ratios, bar))
    return rows


def everyday_of(writer: Writer, lang: str) -> str:
    """An everyday message of 20 to 30 characters."""
    return _drawn(lambda: writer.everyday(lang, 25), EVERYDAY)


def scam_of(writer: Writer, lang: str) -> str:
    """A scam of 90 to 110 characters."""
    return _drawn(lambda: writer.whole(lang, "scam"), SCAM)


def _drawn(draw: Callable[[], str], lengths: range) -> str:
    """The first text that has one of the lengths."""
    while len(text := draw()) not in lengths:
        pass
    return text


def _medians(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Microseconds of work on a text, the median over all texts."""
    taken = []
    for text in texts:
        begun = time.perf_counter_ns()
        work(text)
        taken.append((time.perf_counter_ns() - begun) / 1000)
    return median(taken)


if __name__ == "__main__":
    run_alone(measure)
