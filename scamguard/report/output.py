"""Where lines are written to: a stream, or a file that appears when it is whole."""

import errno
from collections.abc import Callable
from typing import IO, Protocol


def remedy(error: OSError, option: str) -> str:
    """What to do about a file, named by an option, that can't be written."""
    return "make room for it" if error.errno in (errno.ENOSPC, errno.EDQUOT) else f"choose another {option}"


class Output(Protocol):
    """Takes text, whole lines at a time. `continued`: something was written before the interruption of a scan."""

    @property
    def continued(self) -> bool: ...

    @property
    def is_file(self) -> bool: ...

    @property
    def unicode(self) -> bool: ...

    def write(self, lines: str) -> None: ...

    def finish(self) -> None: ...


class Stream:
    """An open stream, such as standard output; each line can be seen at once, after `clean` changed it."""

    continued = False
    is_file = False

    def __init__(self, stream: IO[str], clean: Callable[[str], str] = str) -> None:
        self._stream, self._clean = stream, clean

    @property
    def unicode(self) -> bool:
        """Whether it can take any character."""
        return (getattr(self._stream, "encoding", None) or "").lower().startswith("utf")

    def write(self, lines: str) -> None:
        """Writes and hands on. Raises OSError that says what failed; BrokenPipeError if nobody reads any more."""
        try:
            self._stream.write(self._clean(lines))
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            why = error.strerror or error
            raise OSError(f"what was found can't be written: {why}; {remedy(error, '--out')}") from error

    def finish(self) -> None:
        """Hands on what is left."""
        self._stream.flush()
