"""A line on the terminal that tells how far a scan has come."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from scamguard.chats import ChatFile

_EVERY = 0.2
"""Seconds between two looks."""
_BAR = 24


class Progress:
    """Shows bytes read of `total` (None: unknown), messages, their rate and the time left, on one line of `stream`."""

    def __init__(self, stream: IO[str], total: int | None) -> None:
        self._stream, self._total = stream, total
        self._begun = self._next = time.monotonic()
        self._messages = self._before = self._start = self._shown = 0
        self._current: ChatFile | None = None

    def watch(self, files: Iterable[ChatFile]) -> Iterator[ChatFile]:
        """The same files; the bytes read of them are counted."""
        for file in files:
            self._current = file
            yield file
            self._before += file.gauge.total

    def step(self) -> None:
        """A message is done."""
        if not self._messages:
            # What an interrupted scan had done says nothing on the speed of this one.
            self._begun, self._start = time.monotonic(), self._read
            self._next = self._begun + _EVERY
        self._messages += 1
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            self._show(self.line(now - self._begun))

    def line(self, seconds: float) -> str:
        """What is shown that many seconds after the first message."""
        rate = self._messages / seconds if seconds > 0 else 0.0
        counted = f"{self._messages:,} messages, {rate:,.0f}/s"
        if not self._total:
            return counted
        share = min(1.0, self._read / self._total)
        bar = "#" * round(share * _BAR)
        gone = self._read - self._start
        left = f", {_clock(seconds * (self._total - self._read) / gone)} left" if gone > 0 and seconds > 1 else ""
        return f"[{bar:-<{_BAR}}] {100 * share:3.0f}%  {counted}{left}"

    def clear(self) -> None:
        """Takes the line away, for something else to be printed."""
        self._show("")

    @property
    def _read(self) -> int:
        return self._before + (self._current.gauge.read if self._current else 0)

    def _show(self, line: str) -> None:
        line = line[: shutil.get_terminal_size().columns - 1]
        self._stream.write(f"\r{line:<{self._shown}}" + ("" if line else "\r"))
        self._stream.flush()
        self._shown = len(line)


def _clock(seconds: float) -> str:
    minutes, second = divmod(round(max(0.0, seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"
