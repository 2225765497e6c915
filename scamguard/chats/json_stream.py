"""JSON read piece by piece: containers on the way to the messages are entered, all else is decoded, one at a time.

The standard decoder does the work, so the speed is that of `json` and the memory that of the largest single value.
"""

import json
import re
from collections.abc import Collection, Iterator
from typing import TextIO

from scamguard.errors import InputError

Path = tuple[str, ...]
"""Keys from the root to a value; ITEM stands for any place in an array."""
ITEM = "[]"
MAX_VALUE = 64 << 20
"""Characters of one value; a message, even with a picture inside, is smaller."""
_BLOCK = 1 << 16
_SPACE = re.compile(r"[ \t\r\n]*")
_MAX_DIGITS = 400


def _whole_number(digits: str) -> int | None:
    """A number; None for one of so many digits that Python takes the square of the time, or refuses."""
    return int(digits) if len(digits) <= _MAX_DIGITS else None


_DECODE = json.JSONDecoder(parse_int=_whole_number).raw_decode


class Opened:
    """Stands for an object or array that was just entered."""


OPENED = Opened()


def walk_json(text: TextIO, enter: Collection[Path]) -> Iterator[tuple[Path, object]]:
    """(path, value) for each value whose container is entered; (path, OPENED) for each container entered.

    The root is entered always. Raises InputError where the file is damaged or ends early; all before it was given.
    """
    return _Walk(text, frozenset(enter)).run()


class _Walk:
    def __init__(self, text: TextIO, enter: frozenset[Path]) -> None:
        self._text, self._enter = text, enter
        self._buffer, self._at, self._gone = "", 0, 0
        self._ended = False

    def run(self) -> Iterator[tuple[Path, object]]:
        if self._peek() == "\ufeff":
            self._at += 1
        if self._peek() not in ("{", "["):
            raise self._error("no JSON object or array")
        yield from self._inside(())
        if rest := self._rest():
            raise self._error(f"the file goes on after its end: {rest[:40]!r}")

    def _rest(self) -> str:
        """What stands behind the root, if anything but blanks does."""
        try:
            self._peek()
        except InputError:
            return ""
        return self._buffer[self._at :].strip("\0\x1a")

    def _inside(self, path: Path) -> Iterator[tuple[Path, object]]:
        """The values of the container that begins here."""
        yield path, OPENED
        opener = self._peek()
        closer = "}" if opener == "{" else "]"
        self._at += 1
        if self._peek() == closer:
            self._at += 1
            return
        while True:
            here = (*path, self._key() if opener == "{" else ITEM)
            if self._peek() in ("{", "[") and here in self._enter:
                yield from self._inside(here)
            else:
                yield here, self._value()
            mark = self._peek()
            self._at += 1
            if mark == closer:
                return
            if mark != ",":
                self._at -= 1
                raise self._error(f"{mark!r} where a comma or {closer!r} was expected")

    def _key(self) -> str:
        if self._peek() != '"':
            raise self._error("no key")
        key = self._value()
        if self._peek() != ":":
            raise self._error("no colon after a key")
        self._at += 1
        return str(key)

    def _peek(self) -> str:
        """The next character that is no blank. Raises InputError at the end."""
        while True:
            found = _SPACE.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more(_BLOCK):
                raise self._error("the file ends early")

    def _value(self) -> object:
        self._peek()
        while True:
            try:
                value, end = _DECODE(self._buffer, self._at)
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._buffer) - 16 or error.msg.startswith("Unterminated string")
                if not cut:
                    self._at = error.pos
                    raise self._error(error.msg) from error
            except (RecursionError, ValueError) as error:
                raise self._error(f"a value that can't be read ({type(error).__name__})") from error
            else:
                # A number at the end of the buffer may go on in the next block.
                if end < len(self._buffer) or self._ended:
                    self._at = end
                    return value
            if len(self._buffer) - self._at > MAX_VALUE:
                raise self._error(f"a value of over {MAX_VALUE >> 20} million characters")
            if not self._more(max(_BLOCK, len(self._buffer) - self._at)) and self._ended:
                try:
                    value, self._at = _DECODE(self._buffer, self._at)
                except ValueError as error:
                    raise self._error("the file ends early") from error
                return value

    def _more(self, size: int) -> bool:
        """Reads on; False at the end of the file."""
        block = self._text.read(size)
        self._gone += self._at
        self._buffer, self._at = self._buffer[self._at :] + block, 0
        self._ended = not block
        return bool(block)

    def _error(self, what: str) -> InputError:
        return InputError(f"damaged JSON at character {self._gone + self._at}: {what}")
