"""Scans that are long enough to be killed or interrupted in, as processes of their own."""

import subprocess
import time
from pathlib import Path

from tests.cli.command_line import COMMAND


def scan(chats: Path, out: Path, *options: str) -> list[str]:
    """The command that scans to a file."""
    return [*COMMAND, "scan", str(chats), "--all", "--out", str(out), *options]


def begin(chats: Path, out: Path, lines: int, *options: str) -> subprocess.Popen[bytes]:
    """A scan that has written so many lines."""
    process = subprocess.Popen(scan(chats, out, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    part = out.with_name(f"{out.name}.part")
    for _ in range(3_000):
        if part.exists() and part.read_bytes().count(b"\n") >= lines:
            return process
        time.sleep(0.01)
    raise AssertionError("the scan does not get on")
