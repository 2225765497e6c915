"""How far the reading of an export has come, for who waits for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from scamguard.chats.source import Part


@dataclass(slots=True)
class Gauge:
    """The bytes of an export's parts: `total`, and how many of them are read."""

    total: int = 0
    _before: int = 0
    _reached: int = 0
    _stream: BinaryIO | None = None

    def watched(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        """The same parts; this gauge sees when they are opened."""
        watched = []
        for part in parts:
            watched.append(replace(part, open=partial(self._open, part, self.total)))
            self.total += part.size
        return tuple(watched)

    def _open(self, part: Part, before: int) -> BinaryIO:
        self._before, self._reached, self._stream = before, 0, part.open()
        return self._stream

    @property
    def read(self) -> int:
        """Bytes read: of the part opened last, and all of those before it."""
        if self._stream is not None:
            try:
                self._reached = self._stream.tell()
            except (OSError, ValueError):
                # It is closed, or cannot tell: what is known stands.
                self._stream = None
        return min(self.total, self._before + self._reached)
