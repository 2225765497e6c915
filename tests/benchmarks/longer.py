"""How time and memory grow with the number of messages that are scanned: ten times as many take ten times as long and
no more memory."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.corpus import corpus_file
from tests.benchmarks.process import Ran, run, scan_command
from tests.benchmarks.row import Row, run_alone, say

MESSAGES, ROUNDS = 10_000, 3
TIMES = 10


def measure(messages: int = MESSAGES) -> Sequence[Row]:
    """Scans of a tenth of the messages and of all of them, in turn."""
    few, many = list[Ran](), list[Ran]()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            for count, taken in ((messages // TIMES, few), (messages, many)):
                taken.append(run(scan_command(corpus_file(count), Path(folder, "found.jsonl"))))
                say(f"round {number + 1}: {count:,} messages in {taken[-1].seconds:.1f} s")
    pairs = list(zip(many, few, strict=True))
    title = f"scan of {messages:,} messages"
    return [
        Row.of(
            f"{title}, time against a tenth",
            [ran.seconds for ran in many],
            "s",
            [one.seconds / other.seconds for one, other in pairs],
            "≤ 12",
        ),
        Row.of(
            f"{title}, memory against a tenth",
            [ran.megabytes for ran in many],
            "MB",
            [one.megabytes / other.megabytes for one, other in pairs],
            "≤ 1.1",
        ),
        Row.of(f"{title}, most memory", [ran.megabytes for ran in many], "MB", bar="≤ 250 MB"),
    ]


if __name__ == "__main__":
    run_alone(measure)
