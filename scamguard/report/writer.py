"""What all that write the findings of a scan have in common."""

from typing import Protocol

from scamguard.scanning import Finding, Summary


class Writer(Protocol):
    """Takes every finding of a scan, in order, and writes what it wants of them.

    `open` comes first, also when a scan is gone on with; `close` last, and not if the scan is interrupted.
    """

    def open(self) -> None: ...

    def write(self, finding: Finding) -> None: ...

    def close(self, summary: Summary) -> None: ...
