"""How the time to read a chat file grows with it, for files that made readers slow once."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from scamguard.chats import ReadOptions, read_chats
from tests.benchmarks.row import Row, run_alone, say
from tests.chats.bombs import BOMBS

SIZES = (50_000, 500_000)
ROUNDS = 3
BAR = "≤ 12"
"""Of the longer file against the shorter one, a tenth of it."""


def measure() -> Sequence[Row]:
    """For each file: time per character of the longer one, and against the shorter one."""
    rows = list[Row]()
    for name, make in BOMBS.items():
        rounds = [[_seconds(make(size)) for size in SIZES] for _ in range(ROUNDS)]
        say(f"{name}: " + ", ".join(f"{seconds:.2g} s" for seconds in rounds[0]))
        longer = [seconds / SIZES[1] * 1e9 for _, seconds in rounds]
        ratios = [seconds / shorter for shorter, seconds in rounds]
        title = f"{name}, {SIZES[1]:,} characters, time against a tenth"
        rows.append(Row.of(title, longer, "ns/character", ratios, BAR))
    return rows


def _seconds(data: str) -> float:
    """What a file takes to be read to its end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_text(data, encoding="utf-8")
        begun = time.process_time()
        for chat in read_chats([path], ReadOptions()):
            for _ in chat.messages:
                pass
        return time.process_time() - begun


if __name__ == "__main__":
    run_alone(measure)
