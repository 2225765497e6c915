"""Many short texts as one array of characters, for what can be done to all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

from scamguard.text.kinds import SIZE, Codes, tables
from scamguard.text.lazy import LazyPattern
from scamguard.text.readings import ELLIPSIS, PICTURES, SELECTOR

BEGIN, END = 2, 3
"""Code points (control characters, in no ordinary text) before and after each text."""
_SELECTORS = LazyPattern(f"(?<=[{PICTURES}]){SELECTOR}")

Marks = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts one after the other, each between BEGIN and END, and what stands where.

    By character: `plain` as undisguised (0: not an ordinary character, see kinds.py), `folded` as terms are compared,
    `kinds` its bits, `owner` the number of its text. By text: `first` and `last`, the places of BEGIN and END.
    """

    plain: Codes
    folded: Codes
    kinds: Codes
    owner: Places
    first: Places
    last: Places

    @classmethod
    def of(cls, texts: Sequence[str]) -> Batch:
        """The texts (at least one) as a batch."""
        texts = [_respelt(text) if is_respelt(text) else text for text in texts]
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 2
        joined = "\x02" + "\x03\x02".join(texts) + "\x03"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        last = np.cumsum(lengths) - 1
        first = last - lengths + 1
        table = tables()
        plain = table.plain[np.minimum(codes, SIZE - 1)]
        plain[first], plain[last] = BEGIN, END
        owner = np.repeat(np.arange(len(texts)), lengths)
        return cls(plain, table.folded[plain], table.kinds[plain], owner, first, last)

    def __len__(self) -> int:
        return len(self.first)

    def has(self, kind: int) -> Marks:
        """By character: whether it is of one of some kinds."""
        marks: Marks = (self.kinds & kind) != 0
        return marks

    def texts_at(self, places: Places | Marks) -> Marks:
        """By text: whether one of some places, or of the characters marked, is in it."""
        marks = np.zeros(len(self), np.bool_)
        marks[self.owner[places]] = True
        return marks

    def count(self, marks: Marks) -> Places:
        """By text: how many of its characters are marked."""
        return np.bincount(self.owner[marks], minlength=len(self))

    def text(self, number: int) -> str:
        """The plain text of a number."""
        return as_text(self.plain[self.first[number] + 1 : self.last[number]])


def is_respelt(text: str) -> bool:
    """Whether a text has ordinary characters that read as several, or as none."""
    return ELLIPSIS[0] in text or SELECTOR in text


def _respelt(text: str) -> str:
    """With the ordinary characters that read as several, or as none, as they read."""
    return _SELECTORS.sub("", text).replace(*ELLIPSIS)


def as_text(codes: Codes) -> str:
    """Code points as a string."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def before(marks: Marks, by: int = 1) -> Marks:
    """By character: whether the one that stands `by` places before it is marked."""
    moved = np.zeros_like(marks)
    moved[by:] = marks[:-by]
    return moved


def behind(marks: Marks, by: int = 1) -> Marks:
    """By character: whether the one that stands `by` places behind it is marked."""
    moved = np.zeros_like(marks)
    moved[:-by] = marks[by:]
    return moved


class Terms:
    """Finds all of many terms in a long text at once, overlapping ones too."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = sorted(set(terms))
        # Some thousand terms make an automaton of 10 MB so, which is twice as fast as the default one.
        self._search = AhoCorasick(self.terms, matchkind=MatchKind.Standard, implementation=Implementation.DFA)

    def find(self, text: str) -> tuple[Places, Places, Places]:
        """Numbers (in `terms`), starts and ends of those found."""
        return places_of(self._search, text)


def places_of(search: AhoCorasick, text: str) -> tuple[Places, Places, Places]:
    """Numbers, starts and ends of all that an automaton finds in a text."""
    found = search.find_matches_as_indexes(text, overlapping=True)
    flat = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3)
    return flat[:, 0], flat[:, 1], flat[:, 2]
