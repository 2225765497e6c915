"""Other views of a plain text, each of whose characters knows which piece of the plain text it was read from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from scamguard.text.lazy import LazyPattern

LETTERS_AND_DIGITS = LazyPattern(r"[^\W_]+")
"""As far as they stand together."""


@dataclass(frozen=True, slots=True)
class View:
    """chars[i] was read from plain[starts[i]:ends[i]]."""

    chars: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def squeezed(cls, plain: str) -> View:
        """The letters and digits alone."""
        starts, ends, pieces = array("q"), array("q"), []
        for piece in LETTERS_AND_DIGITS.finditer(plain):
            start, end = piece.span()
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            pieces.append(piece[0])
        return cls("".join(pieces), starts, ends)

    def without_repeats(self) -> View:
        """Each run of one character as that character."""
        chars: list[str] = []
        starts, ends = array("q"), array("q")
        for i, char in enumerate(self.chars):
            if chars and chars[-1] == char:
                ends[-1] = self.ends[i]
            else:
                chars.append(char)
                starts.append(self.starts[i])
                ends.append(self.ends[i])
        return View("".join(chars), starts, ends)

    def replaced(self, pieces: list[tuple[int, int, str]]) -> View:
        """With chars[start:end] read as one character, for pieces in order that don't overlap."""
        chars: list[str] = []
        starts, ends, at = array("q"), array("q"), 0
        for start, end, new in pieces:
            chars.append(self.chars[at:start] + new)
            starts.extend(self.starts[at:start])
            ends.extend(self.ends[at:start])
            starts.append(self.starts[start])
            ends.append(self.ends[end - 1])
            at = end
        chars.append(self.chars[at:])
        starts.extend(self.starts[at:])
        ends.extend(self.ends[at:])
        return View("".join(chars), starts, ends)

    def gaps(self, plain: str, start: int, end: int) -> list[str]:
        """What stands in the plain text between the characters start to end of this view."""
        return [plain[self.ends[i] : self.starts[i + 1]] for i in range(start, end - 1)]
