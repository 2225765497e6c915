"""Where the words of a Chinese text end: what looks like a hidden word across such a place is none."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from scamguard.resources import table_rows
from scamguard.text.draft import Replacement


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    """Finds the words of rules/tables/ordinary_words.txt."""
    words = {word for row in table_rows("ordinary_words.txt") for word in row.split()}
    return AhoCorasick(sorted(words), matchkind=MatchKind.Standard)


class _OrdinaryWords:
    """The places of all ordinary words in a plain text, overlapping ones too."""

    def __init__(self, plain: str) -> None:
        found = _automaton().find_matches_as_indexes(plain, overlapping=True)
        places = sorted((start, end) for _, start, end in found)
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        self._longest = max((end - start for start, end in places), default=0)

    def across(self, start: int, end: int) -> Iterator[range]:
        """The places of words that stand in part in plain[start:end] and in part outside it."""
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        for i in range(first, last):
            if self._ends[i] > start and (self._starts[i] < start or self._ends[i] > end):
                yield range(self._starts[i], self._ends[i])


def unless_ordinary(plain: str, replacements: list[Replacement]) -> list[Replacement]:
    """The replacements none of whose changed characters belongs to an ordinary word with characters outside.

    "手机好用" holds no 手机号, however 好 sounds; "助计词组" holds 助记词, for 词组 says nothing about 计.
    """
    if not replacements:
        return []
    words = _OrdinaryWords(plain)
    kept: list[Replacement] = []
    for start, end, new in replacements:
        same = len(new) == end - start
        changed = [i for i in range(start, end) if not same or plain[i] != new[i - start]]
        if not any(i in place for place in words.across(start, end) for i in changed):
            kept.append((start, end, new))
    return kept
