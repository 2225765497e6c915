"""Many terms looked for in a text at once: by their beginnings in the first texts, then by an automaton."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

AUTOMATON_PAYS = 20_000
"""Characters looked at after which an automaton is built. Measured with 48,000 terms: building it takes as long as
looking at 100,000 characters without it, and then it is five times as fast; who has had so many looked at has more."""

FIRST_HAN = "\u2e80"
"""The first of the Chinese radicals and characters, among which there are no edges of words."""
_HEAD = 2
"""Characters by which terms are kept together."""
_ROW_END = "\u2028"
"""Unicode's line separator, which JSON need not escape: fifty thousand escapes take 5 ms."""


class Meaning(NamedTuple):
    """What a term stands for: the concepts that it counts as, those of which it is an exception, and the numbers of
    the pieces of chains that it is."""

    concepts: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    pieces: tuple[int, ...] = ()


class Terms(NamedTuple):
    """Terms and what they mean, as text, so that they load fast and only those are read whose beginning occurs.

    `meanings` are numbered; `by_head` has the terms by their first two characters (those of one character by that), a
    row each: the number of its meaning, a blank, the rest of the term.
    """

    meanings: tuple[Meaning, ...]
    by_head: Mapping[str, str]

    def below(self, head: str) -> dict[str, Meaning]:
        """The terms that begin with a head: the rest of each and what it means."""
        rows = self.by_head[head].split(_ROW_END)
        return {rest: self.meanings[int(number)] for number, _, rest in (row.partition(" ") for row in rows)}


def make_terms(meant: Mapping[str, Meaning]) -> Terms:
    """The terms that are the keys, a line separator in them taken for a blank."""
    numbers: dict[Meaning, int] = {}
    by_head: dict[str, list[str]] = {}
    for term, meaning in meant.items():
        number = numbers.setdefault(meaning, len(numbers))
        by_head.setdefault(term[:_HEAD], []).append(f"{number} {term[_HEAD:].replace(_ROW_END, ' ')}")
    return Terms(tuple(numbers), {head: _ROW_END.join(rows) for head, rows in by_head.items()})


class Automaton(NamedTuple):
    """Finds terms of two characters and more by their numbers; what each means and whether it is a word, and what
    single characters mean, which would be found in every word."""

    search: AhoCorasick
    meant: Sequence[Meaning]
    are_words: Sequence[bool]
    singles: Mapping[str, Meaning]


Found = tuple[int, int, Meaning, bool]
"""Start and end of a term in a text, what it means, and whether it begins or ends with a letter of an alphabet."""


class TermSearch:
    """Finds terms. What it finds never changes; it can be shared between threads."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._below: dict[str, tuple[dict[str, Meaning], list[int]]] = {}
        self._looked_at = 0
        self._automaton: Automaton | None = None

    def find(self, text: str) -> Iterator[Found]:
        """Every term that occurs, in no order, one at a time: a million kept at once would keep the collector busy."""
        if self._automaton is None:
            self._looked_at += len(text)
            if self._looked_at <= AUTOMATON_PAYS:
                yield from self._look_up(text)
                return
        search, meant, are_words, singles = self.automaton()
        matches = search.find_matches_as_indexes(text, overlapping=True)
        for i, start, end in matches:
            yield start, end, meant[i], are_words[i]
        if not singles.keys().isdisjoint(text):
            for at, char in enumerate(text):
                if char in singles:
                    yield at, at + 1, singles[char], char < FIRST_HAN

    def automaton(self) -> Automaton:
        """The automaton, which is built if it is not there."""
        if self._automaton is None:
            self._automaton = self._build()
        return self._automaton

    def _look_up(self, text: str) -> Iterator[Found]:
        heads = self._terms.by_head
        for length in range(1, _HEAD + 1):
            for at in range(length, len(text) + 1):
                head = text[at - length : at]
                if head in heads:
                    below, lengths = self._read(head)
                    for end in [at + more for more in lengths if at + more <= len(text)]:
                        if meaning := below.get(text[at:end]):
                            yield at - length, end, meaning, is_word(head + text[at:end])

    def _read(self, head: str) -> tuple[dict[str, Meaning], list[int]]:
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
        search = AhoCorasick(list(meant), matchkind=MatchKind.Standard)
        return Automaton(search, tuple(meant.values()), tuple(map(is_word, meant)), singles)


def is_word(term: str) -> bool:
    """Whether a term begins or ends with a letter or mark of an alphabet: it must stand at the edges of words."""
    return term[0] < FIRST_HAN or term[-1] < FIRST_HAN
