"""Ctrl-C as a wish: what is being done is finished first."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any

import click


class Interrupt:
    """A context in which the first Ctrl-C only sets `wished`; a second one interrupts at once."""

    def __init__(self) -> None:
        self.wished = False
        self._before: Any = None

    def __enter__(self) -> Interrupt:
        try:
            self._before = signal.signal(signal.SIGINT, self._wish)
        except ValueError:
            # Not in the main thread: then Ctrl-C does not come here either.
            self._before = None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _wish(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  # as signal handlers are called
        if self.wished:
            raise KeyboardInterrupt
        self.wished = True
        click.echo("\nstopping after this message; Ctrl-C again stops at once", err=True)
