"""A long Telegram export scanned as a user would: rate, most memory, and going on after kill -9."""

import subprocess
import tempfile
import time
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from tests.benchmarks.big_chat import write
from tests.benchmarks.process import ROOT, Ran, run, scan_command
from tests.benchmarks.row import Row, run_alone, say

MEGABYTES = 1
KILLED_AFTER = 0.5
"""Share of the time of a whole scan after which one is killed."""


def measure(megabytes: int = MEGABYTES) -> Sequence[Row]:
    """One scan that is left alone, and one that is killed and gone on with."""
    with tempfile.TemporaryDirectory() as folder:
        path, whole, resumed = (Path(folder, name) for name in ("result.json", "whole.jsonl", "resumed.jsonl"))
        messages = write(path, megabytes * 1_000_000)
        say(f"{messages:,} messages")
        ran = run(scan_command(path, whole))
        say(f"scanned in {ran.seconds:.1f} s")
        again = _killed_and_resumed(path, resumed, KILLED_AFTER * ran.seconds)
        differing = sum(a != b for a, b in zip_longest(whole.read_bytes(), resumed.read_bytes()))
    return [
        Row("scan of a Telegram export", messages / ran.seconds, "messages/s"),
        Row("most memory of it", ran.megabytes, "MB", bar="≤ 250 MB"),
        Row(f"kill -9 after {KILLED_AFTER:.0%} of that time, --resume: time left", again.seconds, "s"),
        Row("bytes that then differ", differing, "bytes", bar="≤ 0 bytes"),
    ]


def _killed_and_resumed(path: Path, out: Path, seconds: float) -> Ran:
    """Kills a scan after so many seconds, or when it has kept its place if that is later; then goes on."""
    state = out.with_name(f"{out.name}.part.state")
    begun = time.monotonic()
    with subprocess.Popen(scan_command(path, out), cwd=ROOT) as process:
        while process.poll() is None and (time.monotonic() - begun < seconds or not state.exists()):
            time.sleep(0.01)
        process.kill()
    if out.exists():
        raise RuntimeError("the scan was over before it could be killed: take more megabytes")
    return run(scan_command(path, out, "--resume"))


if __name__ == "__main__":
    run_alone(measure)
