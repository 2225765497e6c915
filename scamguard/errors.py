"""Every error that scamguard raises on purpose.

ScamguardError
├── InputError   text or a file that can't be read
└── DataError    a rule, concept, brand, table, policy or configuration file that is wrong: file, line, remedy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ScamguardError(Exception):
    """Base of all errors raised on purpose; the message is written for the person at the terminal."""


class InputError(ScamguardError):
    """The text to check could not be read."""


class DataError(ScamguardError):
    """A data file is wrong.

    Takes the file's `path`, the `line` (1-based, None for the whole file), `what` is wrong and the `remedy`.
    """

    def __init__(self, path: Path | str, line: int | None, what: str, remedy: str) -> None:
        self.path, self.line, self.what, self.remedy = str(path), line, what, remedy
        super().__init__(path, line, what, remedy)

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.what}\n  how to fix it: {self.remedy}"
