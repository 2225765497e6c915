"""A text on its way from raw to plain: each rewriting keeps the map back to the original code points."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scamguard.text.lazy import LazyPattern
from scamguard.text.readings import lower
from scamguard.text.traits import traits_of
from scamguard.text.views import LETTERS_AND_DIGITS
from scamguard.types import Edit, Span

_WORD = LazyPattern("[a-z][a-z]*")
_HAN = LazyPattern("[\u3400-\u9fff]")

Replacement = tuple[int, int, str]
"""Piece plain[start:end] and what is read instead of it (may be empty)."""


@dataclass(slots=True)
class Draft:
    """The state between two steps: plain[i] was read from raw[starts[i]:ends[i]].

    As long as every character stands for itself the maps are ranges.
    """

    raw: str
    plain: str
    starts: Sequence[int]
    ends: Sequence[int]
    edits: list[Edit]
    characters: set[str]
    """The different characters of the plain text, and perhaps others, but Chinese ones, that it has no more."""
    traits: int
    """What these are (`scamguard.text.traits`)."""
    _folded: str | None = field(default=None, init=False, repr=False, compare=False)
    _pieces: list[str] | None = field(default=None, init=False, repr=False, compare=False)
    _squeezed: str | None = field(default=None, init=False, repr=False, compare=False)
    _words: list[str] | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, raw: str) -> Draft:
        """The draft before any step."""
        characters = set(raw)
        return cls(raw, raw, range(len(raw)), range(1, len(raw) + 1), [], characters, traits_of(characters))

    @property
    def folded(self) -> str:
        """The plain text in lower case, of the same length."""
        if self._folded is None:
            self._folded = lower(self.plain)
        return self._folded

    @property
    def pieces(self) -> list[str]:
        """The letters and digits of the folded text, as far as they stand together."""
        if self._pieces is None:
            self._pieces = LETTERS_AND_DIGITS.findall(self.folded)
        return self._pieces

    @property
    def squeezed(self) -> str:
        """All letters and digits of the folded text."""
        if self._squeezed is None:
            self._squeezed = "".join(self.pieces)
        return self._squeezed

    @property
    def words(self) -> list[str]:
        """The letters of ASCII of the folded text, as far as they stand together."""
        if self._words is None:
            self._words = _WORD.findall(self.folded)
        return self._words

    def reread(self, plain: str) -> None:
        """Take a reading that has one character for each of the plain text; no edit is recorded."""
        self.characters, self.traits = set(), 0
        self._take(plain, set(plain))

    def _take(self, plain: str, added: set[str]) -> None:
        """Take a reading that has some characters which the plain text may not have had."""
        self.plain = plain
        self.characters |= added
        self.traits |= traits_of(added)
        self._folded = self._pieces = self._squeezed = self._words = None

    def translate(self, runs: LazyPattern, table: Mapping[int, int], step: str) -> None:
        """Read each character in some runs, all that have it, as another; each run is an edit of `step`."""
        read: set[str] = set()
        parts: list[str] = []
        at = 0
        for run in runs.finditer(self.plain):
            start, end = run.span()
            reading = run[0].translate(table)
            span = Span(self.starts[start], self.ends[end - 1])
            self.edits.append(Edit(step, span, self.raw[span.start : span.end], reading))
            read.update(reading)
            parts += self.plain[at:start], reading
            at = end
        self._take("".join(parts) + self.plain[at:], read)

    def respell(self, readings: Mapping[str, str], step: str) -> None:
        """Read each of some characters as something else, wherever it stands."""
        self.rewrite([(i, i + 1, readings[char]) for i, char in enumerate(self.plain) if char in readings], step)

    def rewrite(self, replacements: Sequence[Replacement], step: str | None) -> None:
        """Apply replacements, ordered and not overlapping; record them as edits of `step` unless it is None."""
        if not replacements:
            return
        if step is not None:
            self.edits.extend(self._edits(replacements, step))
        parts: list[str] = []
        at, one_to_one = 0, True
        for start, end, new in replacements:
            parts.append(self.plain[at:start])
            parts.append(new)
            one_to_one = one_to_one and end - start == 1 == len(new)
            at = end
        parts.append(self.plain[at:])
        if not one_to_one:
            self._remap(replacements)
        plain = "".join(parts)
        if _HAN.search("".join([self.plain[start:end] for start, end, _ in replacements])):
            self.reread(plain)
        else:
            self._take(plain, set("".join([new for _, _, new in replacements])))

    def _remap(self, replacements: Sequence[Replacement]) -> None:
        """The maps after replacements: what is read in a piece's place was read from the whole piece."""
        old_starts, old_ends = _as_array(self.starts), _as_array(self.ends)
        starts, ends, at = array("q"), array("q"), 0
        for start, end, new in replacements:
            if at < start:
                starts += old_starts[at:start]
                ends += old_ends[at:start]
            if new:
                starts.extend([old_starts[start]] * len(new))
                ends.extend([old_ends[end - 1]] * len(new))
            at = end
        starts += old_starts[at:]
        ends += old_ends[at:]
        self.starts, self.ends = starts, ends

    def _edits(self, replacements: Sequence[Replacement], step: str) -> list[Edit]:
        """One edit for each run of neighbouring replacements."""
        edits: list[Edit] = []
        at = 0
        while at < len(replacements):
            start, end, after = replacements[at]
            first, at = at, at + 1
            while at < len(replacements) and replacements[at][0] == end:
                end, at = replacements[at][1], at + 1
            if at - first > 1:
                after = "".join([new for _, _, new in replacements[first:at]])
            span = Span(self.starts[start], self.ends[end - 1])
            edits.append(Edit(step, span, self.raw[span.start : span.end], after))
        return edits


def _as_array(places: Sequence[int]) -> array[int]:
    return places if isinstance(places, array) else array("q", places)
