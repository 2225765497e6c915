"""What undisguising must leave as it is: links, e-mail addresses and handles, whose very characters are looked at."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from scamguard.text.draft import Replacement
from scamguard.text.lazy import LazyPattern

_RUN = LazyPattern(r"[!-~]+")
_ADDRESS = LazyPattern(r"://|[0-9A-Za-z-]\.[A-Za-z]{2}|[0-9A-Za-z]@[0-9A-Za-z-]+\.")
_HANDLE_OR_KEY = LazyPattern(r"(?<![0-9A-Za-z])(?:@[0-9A-Za-z_]{3,}|[0-9A-Za-z_+/]{24,})")
_DIGIT = LazyPattern("[0-9]")


def _pieces(plain: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(plain):
        if _ADDRESS.search(run[0]):
            yield run.span()
        else:
            for match in _HANDLE_OR_KEY.finditer(run[0]):
                if match[0][0] == "@" or _DIGIT.search(match[0]):
                    yield run.start() + match.start(), run.start() + match.end()


class Protected:
    """The pieces of a plain text that hold addresses, handles or long keys; looked for when first asked for."""

    def __init__(self, plain: str) -> None:
        self._plain = plain

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        """Where the pieces start and where they end."""
        pieces = list(_pieces(self._plain))
        return [start for start, _ in pieces], [end for _, end in pieces]

    def touches(self, start: int, end: int) -> bool:
        """Whether plain[start:end] has a character in common with one of them."""
        starts, ends = self._places
        i = bisect_right(starts, end - 1) - 1
        return i >= 0 and ends[i] > start

    def spared(self, replacements: Iterable[Replacement]) -> list[Replacement]:
        """The replacements that touch none of them."""
        return [r for r in replacements if not self.touches(r[0], r[1])]
