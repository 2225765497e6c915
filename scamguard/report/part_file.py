"""A file that is written under another name and gets its own when it is whole."""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from scamguard.errors import InputError
from scamguard.report.output import remedy
from scamguard.report.resuming import cut_back


class PartFile:
    """Text for `path`, kept in `path`.part until it is finished. Raises InputError where it can't be written."""

    is_file = True
    unicode = True

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self.continued = False
        self._file: BinaryIO | None = None

    def open(self, kept: int | None = None) -> None:
        """Begins anew, or goes on after the first `kept` bytes of an interrupted part."""
        try:
            if kept is None:
                self._file = self.part.open("wb")
                return
            self._file = cut_back(self.part, kept)
            self.continued = kept > 0
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, lines: str) -> None:
        """Writes and hands on to the system, so that nothing is lost if this process dies."""
        try:
            self._opened.write(lines.encode("utf-8"))
            self._opened.flush()
        except OSError as error:
            raise self._unwritable(error) from error

    def safe(self) -> int:
        """How many bytes have been written; they are on the disk when this returns."""
        try:
            self._opened.flush()
            os.fsync(self._opened.fileno())
            return self._opened.tell()
        except OSError as error:
            raise self._unwritable(error) from error

    def finish(self) -> None:
        """The file gets its name, over what had it before."""
        self.safe()
        self.suspend()
        try:
            self.part.replace(self.path)
        except OSError as error:
            raise self._unwritable(error) from error

    def suspend(self) -> None:
        """Closes the part and leaves it there."""
        if self._file is not None:
            file, self._file = self._file, None
            # What does not fit on a full disk was complained of when it was written, and was never called safe.
            with suppress(OSError):
                file.close()

    def remove(self) -> None:
        """Closes the part and removes it."""
        self.suspend()
        self.part.unlink(missing_ok=True)

    @property
    def _opened(self) -> BinaryIO:
        if self._file is None:
            raise ValueError(f"{self.part} is not open")
        return self._file

    def _unwritable(self, error: OSError) -> InputError:
        return InputError(f"{self.part} can't be written: {error.strerror or error}; {remedy(error, '--out')}")
