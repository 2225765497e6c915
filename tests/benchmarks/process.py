"""Commands in a process of their own: how long they take and how much memory."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCAMGUARD = (sys.executable, "-c", "from scamguard.cli import main; main()")
"""The command line of this checkout, whether or not it is installed."""
_WATCH = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=sys.stderr).returncode
seconds = time.perf_counter() - begun
print(json.dumps([code, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
"""Linux counts the memory of the process that starts another as that one's, so a small one stands between."""
MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024
"""What ru_maxrss counts in: bytes on macOS, kilobytes elsewhere (getrusage(2))."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended: seconds, and the most megabytes (resident) that one of its processes had."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], root: Path = ROOT) -> Ran:
    """Runs a command with `root` as its folder, from which it imports. Raises RuntimeError if it fails; what it prints
    is shown then."""
    watched = subprocess.run([sys.executable, "-c", _WATCH, *command], cwd=root, capture_output=True, text=True)
    if watched.returncode:
        raise RuntimeError(watched.stderr)
    code, seconds, most = json.loads(watched.stdout)
    if code:
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {watched.stderr}")
    return Ran(seconds, most / MEGABYTE)


def scan_command(path: Path, out: Path, *options: str) -> list[str]:
    """`scamguard scan` of a file to another; ends with 0 whatever it finds."""
    return [*SCAMGUARD, "scan", str(path), "--out", str(out), "--quiet", "--fail-on", "never", *options]
