"""Many terms looked for in a text at once: by looking up every piece of a short text, later by an automaton."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Meant = tuple[tuple[str, bool], ...]
"""What a term means: (concept, whether it counts as one or is an exception) each."""
Meanings = Mapping[Meant, str]
"""Terms, one a line, by what they mean."""

AUTOMATON_PAYS = 10_000
"""Characters looked at after which an automaton is built. Measured with 48,000 terms of 44 lengths: building takes as
long as looking up the pieces of so many characters, and then it is fifty times as fast."""


class TermSearch:
    """Finds terms. What it finds never changes; it can be shared between threads."""

    def __init__(self, meanings: Meanings) -> None:
        self._meant: dict[str, Meant] = {}
        for meant, terms in meanings.items():
            self._meant.update(dict.fromkeys(terms.split("\n"), meant))
        self._lengths = sorted(set(map(len, self._meant)), reverse=True)
        self._looked_at = 0
        self._automaton: tuple[AhoCorasick, Sequence[Meant]] | None = None

    def find(self, text: str) -> list[tuple[Meant, int, int]]:
        """Meaning, start and end of every term that occurs, by their ends, longer ones first."""
        if self._automaton is None:
            self._looked_at += len(text)
            if self._looked_at <= AUTOMATON_PAYS:
                return self._look_up(text)
            self._automaton = self._build()
        automaton, meant = self._automaton
        return [(meant[i], start, end) for i, start, end in automaton.find_matches_as_indexes(text, overlapping=True)]

    def _look_up(self, text: str) -> list[tuple[Meant, int, int]]:
        meant, lengths = self._meant, self._lengths
        return [
            (meant[text[end - length : end]], end - length, end)
            for end in range(1, len(text) + 1)
            for length in lengths
            if length <= end and text[end - length : end] in meant
        ]

    def _build(self) -> tuple["AhoCorasick", Sequence[Meant]]:
        """The automaton, and the meaning of each of its terms; imported here, because few checks need one."""
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(list(self._meant), matchkind=MatchKind.Standard), tuple(self._meant.values())
