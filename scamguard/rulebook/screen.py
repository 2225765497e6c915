"""The rulebook on a batch of texts at once: which concepts may occur in each, and whether any rule may fire."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from scamguard.rulebook.conditions import Condition
from scamguard.rulebook.entities import SENDER_ATOMS
from scamguard.rulebook.lexicon import Lexicon
from scamguard.rulebook.reading import FIRST_WIDE, LETTER_WIDTH
from scamguard.rulebook.rulebook import Rulebook
from scamguard.text.batch import Batch, Marks, as_text, before, behind, places_of
from scamguard.text.doubts import Doubts
from scamguard.text.kinds import DIGIT, LATIN, QUOTE, SIZE

_AMOUNT = ("amount",)
_PHONE = ("phone", "phone:trusted", "phone:unofficial", "handle", "handle:official", "handle:unofficial")
"""The atoms that a text may have which was not prepared."""
_LAST_QUOTED = 0xFFFF
"""The last of the wide characters beside which blanks and quotes are left out (see lexicon.py)."""
_MARGIN = 1e-6
"""Sums of widths in another order differ by less."""


class RulebookScreen:
    """Tells for each text of a batch which atoms it may have, and whether a rule may fire on it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = rulebook.rules
        self._pieces = _Columns(rulebook.lexicon)
        atoms = tuple(dict.fromkeys((*self._pieces.concepts, *_AMOUNT, *_PHONE, *SENDER_ATOMS)))
        self._column = {atom: number for number, atom in enumerate(atoms)}
        self.atoms = (*atoms, *(f"rule:{rule.id}" for rule in self._rules))
        families = list(dict.fromkeys(rule.family for rule in self._rules))
        self._families = [
            [(number, rule.weight) for number, rule in enumerate(self._rules) if rule.family == family]
            for family in families
        ]

    def occurring(self, batch: Batch, doubts: Doubts, senders: Sequence[Sequence[str]]) -> Marks:
        """By atom and text: whether it may occur; `senders` are the atoms of each text's sender."""
        marks = np.zeros((len(self._column), len(batch)), np.bool_)
        concepts = self._pieces.concepts_in(batch)
        marks[: len(concepts)] = concepts
        for atoms, texts in ((_AMOUNT, doubts.amounts), (_PHONE, doubts.phones)):
            marks[[self._column[atom] for atom in atoms]] |= texts
        for number, shown in enumerate(senders):
            for atom in shown:
                marks[self._column[atom], number] = True
        return marks

    def firing(self, batch: Batch, occurring: Marks) -> Marks:
        """By rule and text: whether it may fire, given which atoms may occur."""
        columns = {atom: occurring[number] for atom, number in self._column.items()}
        wide = batch.count(batch.plain >= FIRST_WIDE)
        widths = wide + LETTER_WIDTH * (batch.last - batch.first - 1 - wide)
        return np.stack([_may_hold(rule.when, columns, widths) for rule in self._rules])

    def weights(self, firing: Marks) -> NDArray[np.float64]:
        """By text: the most that rules may weigh together, the heaviest of each family."""
        total = np.zeros(firing.shape[1])
        for family in self._families:
            total += np.max([firing[number] * weight for number, weight in family], axis=0)
        return total


def _may_hold(condition: Condition, columns: Mapping[str, Marks], widths: NDArray[np.float64]) -> Marks:
    """By text: whether all atoms that a condition asks for occur, wherever that is, and it is not too long for it."""
    none = np.zeros(len(widths), np.bool_)
    marks: Marks = widths <= condition.length + _MARGIN if condition.length else ~none
    for atoms in (*condition.clause, *condition.near, *condition.message):
        marks = marks & np.logical_or.reduce([columns.get(name, none) for name in atoms])
        if not marks.any():
            return marks
    if condition.any:
        marks = marks & np.logical_or.reduce([_may_hold(one, columns, widths) for one in condition.any])
    return marks


class _Columns:
    """The lexicon's terms as columns: a concept each, then the pieces of chains."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._search, several, _, singles = lexicon.terms()
        meant = [*several, *singles.values()]
        self._single = np.full(SIZE, -1, np.int64)
        for number, char in enumerate(singles, len(several)):
            if ord(char) < SIZE:
                self._single[ord(char)] = number
        chains = lexicon.vocabulary.chains
        written = {name for meaning in meant for name in (*meaning.concepts, *meaning.excepted)}
        self.concepts = tuple(sorted(written.union(concept for concept, _, _ in chains)))
        columns = {name: number for number, name in enumerate(self.concepts)}
        pieces = len(columns)
        meanings = [
            [*(columns[name] for name in meaning.concepts), *(pieces + number for number in meaning.pieces)]
            for meaning in meant
        ]
        self._counts = np.array([len(several) for several in meanings])
        self._offsets = np.concatenate([[0], np.cumsum(self._counts)])
        self._columns = np.array([column for several in meanings for column in several], np.int64)
        self._width = pieces + sum(length for _, _, length in chains)
        self._chains = [
            (columns[concept], slice(pieces + first, pieces + first + length)) for concept, first, length in chains
        ]

    def concepts_in(self, batch: Batch) -> Marks:
        """By concept and text: whether a term of it occurs, excepted or not."""
        terms, starts = self._terms(batch)
        counts = self._counts[terms]
        first = np.repeat(self._offsets[terms] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        columns = self._columns[first + np.arange(len(first))]
        marks = np.zeros((self._width, len(batch)), np.bool_)
        marks[columns, np.repeat(batch.owner[starts], counts)] = True
        for concept, pieces in self._chains:
            marks[concept] |= np.logical_and.reduce(marks[pieces])
        return marks[: len(self.concepts)]

    def _terms(self, batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers and starts of all terms at the edges of words, as written or across blanks and quotes."""
        numbers, starts, ends = places_of(self._search, as_text(batch.folded))
        wide = (batch.folded >= FIRST_WIDE) & (batch.folded <= _LAST_QUOTED)
        loose = ((batch.folded == ord(" ")) | batch.has(QUOTE)) & (before(wide) | behind(wide))
        if loose.any():
            kept = np.flatnonzero(~loose & batch.texts_at(loose)[batch.owner])
            also, begins, finishes = places_of(self._search, as_text(batch.folded[kept]))
            across = kept[finishes - 1] - kept[begins] > finishes - begins - 1
            numbers = np.concatenate([numbers, also[across]])
            starts = np.concatenate([starts, kept[begins[across]]])
            ends = np.concatenate([ends, kept[finishes[across] - 1] + 1])
        alone = np.flatnonzero(self._single[batch.folded] >= 0)
        numbers = np.concatenate([numbers, self._single[batch.folded[alone]]])
        starts, ends = np.concatenate([starts, alone]), np.concatenate([ends, alone + 1])
        whole = ~(_in_one_word(batch, starts - 1, starts) | _in_one_word(batch, ends - 1, ends))
        return numbers[whole], starts[whole]


def _in_one_word(batch: Batch, left: NDArray[np.int64], right: NDArray[np.int64]) -> Marks:
    """Whether two neighbours are of one word: both letters, or both digits."""
    letter, digit = batch.has(LATIN), batch.has(DIGIT)
    return (letter[left] & letter[right]) | (digit[left] & digit[right])
