"""Lines of JSON that a report lays aside while a scan is under way."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from scamguard.errors import InputError
from scamguard.report.resuming import cut_back


class Spool:
    """A file of lines that can be read back, at `path`, where it outlives an interruption; None: without a name.

    It is for the owner alone: what is shown of a chat stands in it. Raises InputError where it can't be written.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._size = 0

    def open(self, kept: int | None = None) -> None:
        """Begins anew, or goes on after the first `kept` bytes of an interrupted one."""
        try:
            if self._path is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by suspend()
            elif kept is None:
                self._file = os.fdopen(for_owner(self._path), "w+b")
            else:
                self._file = cut_back(self._path, kept)
                self._size = kept
        except OSError as error:
            raise self._unwritable(error) from error

    def lines(self) -> Iterator[tuple[int, Any]]:
        """Every line with its place, from the first; more can be added after the last."""
        place = self._opened.seek(0)
        for line in self._opened:
            yield place, json.loads(line)
            place += len(line)

    def add(self, data: Any) -> int:
        """Adds a line at the end, before `at` reads any; its place."""
        # A name may hold half a character, which json.loads reads back.
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
        place = self._size
        try:
            self._opened.write(line)
        except OSError as error:
            raise self._unwritable(error) from error
        self._size += len(line)
        return place

    def at(self, place: int) -> Any:
        """The line at a place."""
        self._opened.seek(place)
        return json.loads(self._opened.readline())

    def safe(self) -> int:
        """How many bytes have been added; they are on the disk when this returns."""
        try:
            self._opened.flush()
            os.fsync(self._opened.fileno())
        except OSError as error:
            raise self._unwritable(error) from error
        return self._size

    def suspend(self) -> None:
        """Closes it and leaves it where it is, if it has a name."""
        if self._file is not None:
            file, self._file = self._file, None
            # What does not fit on a full disk was never counted as safe.
            with suppress(OSError):
                file.close()

    def remove(self) -> None:
        """Closes and removes it."""
        self.suspend()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    @property
    def _opened(self) -> IO[bytes]:
        if self._file is None:
            raise ValueError("the spool is not open")
        return self._file

    def _unwritable(self, error: OSError) -> InputError:
        place = self._path or f"a file in {tempfile.gettempdir()}"
        return InputError(f"{place} can't be written: {error.strerror or error}; the report is gathered there")


def for_owner(path: Path) -> int:
    """A new file that only its owner may read, in place of whatever has the name; its descriptor, open for both."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
