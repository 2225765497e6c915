"""Many terms looked for in a text at once: by their beginnings in the first texts, then by an automaton."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Meant = tuple[tuple[str, bool], ...]
"""What a term means: (concept, whether it counts as one or is an exception) each."""

AUTOMATON_PAYS = 20_000
"""Characters looked at after which an automaton is built, which is faster then. Measured with 48,000 terms: building it
takes as long as looking at so many characters without it."""

_HEAD = 2
"""Characters by which terms are kept together."""
_ROW_END = "\u2028"
"""Unicode's line separator, which JSON need not escape: fifty thousand escapes take 5 ms."""


class Terms(NamedTuple):
    """Terms and what they mean, as text, so that they load fast and only those are read whose beginning occurs.

    `meanings` are numbered; `by_head` has the terms by their first two characters (those of one character by that), a
    row each: the number of its meaning, a blank, the rest of the term.
    """

    meanings: tuple[Meant, ...]
    by_head: Mapping[str, str]

    def below(self, head: str) -> dict[str, Meant]:
        """The terms that begin with a head: the rest of each and what it means."""
        rows = self.by_head[head].split(_ROW_END)
        return {rest: self.meanings[int(number)] for number, _, rest in (row.partition(" ") for row in rows)}


def make_terms(meant: Mapping[str, Iterable[tuple[str, bool]]]) -> Terms:
    """The terms that are the keys, a line separator in them taken for a blank; a term may be given a meaning twice."""
    numbers: dict[Meant, int] = {}
    by_head: dict[str, list[str]] = {}
    for term, meaning in meant.items():
        number = numbers.setdefault(tuple(dict.fromkeys(meaning)), len(numbers))
        by_head.setdefault(term[:_HEAD], []).append(f"{number} {term[_HEAD:].replace(_ROW_END, ' ')}")
    return Terms(tuple(numbers), {head: _ROW_END.join(rows) for head, rows in by_head.items()})


class Automaton(NamedTuple):
    """Finds terms of two characters and more by their numbers; what each means, and what single characters mean, which
    would be found in every word."""

    search: AhoCorasick
    meant: Sequence[Meant]
    singles: Mapping[str, Meant]


class TermSearch:
    """Finds terms. What it finds never changes; it can be shared between threads."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._below: dict[str, tuple[dict[str, Meant], list[int]]] = {}
        self._looked_at = 0
        self._automaton: Automaton | None = None

    def find(self, text: str) -> list[tuple[Meant, int, int]]:
        """Meaning, start and end of every term that occurs, by their ends, longer ones first."""
        if self._automaton is None:
            self._looked_at += len(text)
            if self._looked_at <= AUTOMATON_PAYS:
                return self._look_up(text)
        search, meant, singles = self.automaton()
        found = [(meant[i], start, end) for i, start, end in search.find_matches_as_indexes(text, overlapping=True)]
        found += [(singles[char], i, i + 1) for i, char in enumerate(text) if char in singles]
        return sorted(found, key=_by_end)

    def automaton(self) -> Automaton:
        """The automaton, which is built if it is not there."""
        if self._automaton is None:
            self._automaton = self._build()
        return self._automaton

    def _look_up(self, text: str) -> list[tuple[Meant, int, int]]:
        found = []
        for start in range(len(text)):
            for at in range(start + 1, min(start + _HEAD, len(text)) + 1):
                head = text[start:at]
                if head in self._terms.by_head:
                    below, lengths = self._read(head)
                    rests = ((text[at : at + length], length) for length in lengths if at + length <= len(text))
                    found += [(below[rest], start, at + length) for rest, length in rests if rest in below]
        return sorted(found, key=_by_end)

    def _read(self, head: str) -> tuple[dict[str, Meant], list[int]]:
        """The terms that begin with a head, and how long their rests are; kept for the next time."""
        if head not in self._below:
            below = self._terms.below(head)
            self._below[head] = below, sorted(set(map(len, below)))
        return self._below[head]

    def _build(self) -> Automaton:
        """The automaton, and the meaning of each of its terms."""
        # Imported here, because few checks need one.
        from ahocorasick_rs import AhoCorasick, MatchKind

        meant = {
            head + rest: meaning for head in self._terms.by_head for rest, meaning in self._terms.below(head).items()
        }
        self._below.clear()
        singles = {term: meant.pop(term) for term in [*meant] if len(term) == 1}
        return Automaton(AhoCorasick(list(meant), matchkind=MatchKind.Standard), tuple(meant.values()), singles)


def _by_end(found: tuple[Meant, int, int]) -> tuple[int, int]:
    return found[2], found[1]
