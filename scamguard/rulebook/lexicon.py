"""Concepts found in a text: one pass over the plain text."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as chained
from itertools import pairwise, starmap
from typing import NamedTuple, TypeVar

from scamguard.brands import Brand, brand_names
from scamguard.rulebook.terms import FIRST_HAN, Automaton, Found, Meaning, Terms, TermSearch, make_terms
from scamguard.text.folding import fold_case
from scamguard.text.readings import to_simplified

_One = TypeVar("_One")
Place = tuple[int, int]
"""Where a term or concept stands: text[start:end]."""
Places = defaultdict[str, list[Place]]
"""By name."""

CHAIN_GAP = {True: 14, False: 5}
"""Free characters between two pieces of a chain: after a letter of an alphabet, after a Han character."""

_MARKS = frozenset(' 「」『』“”"')
_WIDE = "[\u2e80-\uffff]"
_LOOSE = re.compile(f"[{''.join(_MARKS)}](?:(?<={_WIDE}.)|(?={_WIDE}))", re.DOTALL)
"""Blanks and quotes beside Chinese characters, where typists put them anywhere ("6 位", "那个 密码", "点“信任”")."""
_CHAIN_BREAKS = frozenset(",。!?;:\uff01\uff1f\uff1b不勿别无没唔冇")
"""A chain does not reach over the end of a clause, nor over a denial ("解冻不收费" is no fee)."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A meaning in many words: its literal terms, and longer terms inside which it does not count.

    `chains` are terms in pieces with a few free characters between them: ("下载", "安装") then ("软件", "app").
    """

    id: str
    terms: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    chains: tuple[tuple[tuple[str, ...], ...], ...] = ()


class Occurrence(NamedTuple):
    """A concept or entity at plain[start:end]. `shown`: for what does not stand in the text itself (the sender, a
    hidden link), what to quote; start and end are then -1."""

    start: int
    end: int
    shown: str = ""


def _is_letter(char: str) -> bool:
    return char < FIRST_HAN and char.isalnum()


class Vocabulary(NamedTuple):
    """The terms of concepts as they are looked up: folded, each spelling once.

    `chains` are concept, number of the first piece and how many there are, which are numbered one after the other.
    """

    terms: Terms
    chains: tuple[tuple[str, int, int], ...]


def vocabulary(concepts: Iterable[Concept]) -> Vocabulary:
    """The vocabulary of concepts."""
    by_term: dict[str, tuple[list[str], list[str], list[int]]] = {}
    chains: list[tuple[str, int, int]] = []
    pieces = 0
    for concept in concepts:
        for term in concept.terms:
            for spelling in _spellings(term):
                by_term.setdefault(spelling, ([], [], []))[0].append(concept.id)
        for term in concept.excepted:
            for spelling in _spellings(term):
                by_term.setdefault(spelling, ([], [], []))[1].append(concept.id)
        for chain in concept.chains:
            chains.append((concept.id, pieces, len(chain)))
            for number, terms in enumerate(chain, pieces):
                for spelling in [spelling for term in terms for spelling in _spellings(term)]:
                    by_term.setdefault(spelling, ([], [], []))[2].append(number)
            pieces += len(chain)
    meant = {term: Meaning(_each_once(a), _each_once(b), _each_once(c)) for term, (a, b, c) in by_term.items()}
    return Vocabulary(make_terms(meant), tuple(chains))


def _each_once(several: Iterable[_One]) -> tuple[_One, ...]:
    return tuple(dict.fromkeys(several))


def with_brands(concepts: Iterable[Concept], brands: Iterable[Brand]) -> list[Concept]:
    """The concepts with one more, `brand`: the names of the brands."""
    return [*concepts, Concept("brand", brand_names(brands))]


class Lexicon:
    """Finds concepts. Immutable; takes the concepts, or their vocabulary where it is known already."""

    def __init__(self, concepts: Iterable[Concept] | Vocabulary) -> None:
        self.vocabulary = concepts if isinstance(concepts, Vocabulary) else vocabulary(concepts)
        self._search = TermSearch(self.vocabulary.terms)
        self._chains = {first: (concept, range(first, first + n)) for concept, first, n in self.vocabulary.chains}
        self._heads = frozenset(self._chains)

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[Vocabulary]]:
        return Lexicon, (self.vocabulary,)

    def terms(self) -> Automaton:
        """All terms, to be looked for in long texts."""
        return self._search.automaton()

    def find(self, plain: str) -> dict[str, list[Occurrence]]:
        """Occurrences by concept id, ordered; the longest of those that contain each other."""
        text = fold_case(plain)
        found, excepted, pieces = Places(list), Places(list), list[tuple[tuple[int, ...], Place]]()
        for start, end, meaning, is_word in chained(self._search.find(text), self._across_marks(text)):
            if is_word and not _at_word_edges(text, start, end):
                continue
            place = start, end
            for name in meaning.concepts:
                found[name].append(place)
            for name in meaning.excepted:
                excepted[name].append(place)
            if meaning.pieces:
                pieces.append((meaning.pieces, place))
        if pieces:
            self._join_chains(text, pieces, found, excepted)
        occurrences = {}
        for concept, places in sorted(found.items()):
            if concept in excepted:
                places = _without(places, excepted[concept])
            if len(places) > 1:
                places = _longest(places)
            occurrences[concept] = [*starmap(Occurrence, places)]
        return occurrences

    def _across_marks(self, text: str) -> Iterator[Found]:
        """The terms that are found only when loose marks are left out."""
        if text.isascii() or _MARKS.isdisjoint(text):
            return
        loose = [match.start() for match in _LOOSE.finditer(text)]
        if not loose:
            return
        kept = [(a + 1, b) for a, b in pairwise((-1, *loose, len(text)))]
        at = [i for a, b in kept for i in range(a, b)]
        for start, end, meaning, is_word in self._search.find("".join([text[a:b] for a, b in kept])):
            if at[end - 1] - at[start] >= end - start:
                yield at[start], at[end - 1] + 1, meaning, is_word

    def _join_chains(
        self, text: str, pieces: list[tuple[tuple[int, ...], Place]], found: Places, excepted: Places
    ) -> None:
        """Add the pieces of chains that follow each other to the places of their concepts."""
        present = set[int]().union(*[numbers for numbers, _ in pieces])
        heads = present & self._heads
        complete = [self._chains[head] for head in heads if present.issuperset(self._chains[head][1])]
        for concept, numbers in complete:
            joined, *rest = [[place for several, place in pieces if number in several] for number in numbers]
            if concept in excepted:
                joined = _without(joined, excepted[concept])
            for tails in rest:
                joined = _joined(text, joined, tails)
            found[concept].extend(joined)


def _spellings(term: str) -> tuple[str, ...]:
    """A term as it is compared, in its usual spellings (email, e-mail)."""
    folded = fold_case(to_simplified(term))
    return (folded, folded.replace("email", "e mail")) if "email" in folded else (folded,)


def _joined(text: str, heads: list[Place], tails: list[Place]) -> list[Place]:
    """Heads with the first tail that begins within the chain gap of their end, in the same sentence."""
    tails = sorted(tails)
    joined = []
    for start, end in heads:
        i = bisect_left(tails, (end,))
        if i == len(tails):
            continue
        follows = tails[i][0]
        if follows - end <= CHAIN_GAP[_is_letter(text[end - 1])] and _CHAIN_BREAKS.isdisjoint(text[end:follows]):
            joined.append((start, max([place[1] for place in tails[i : i + 4] if place[0] == follows])))
    return joined


def _at_word_edges(text: str, start: int, end: int) -> bool:
    """Whether a term begins and ends where words do."""
    if start and text[start] < FIRST_HAN and _in_one_word(text[start - 1], text[start]):
        return False
    return end == len(text) or text[end] >= FIRST_HAN or not _in_one_word(text[end - 1], text[end])


def _in_one_word(before: str, after: str) -> bool:
    """Whether two neighbouring characters are of one word: letters, or digits ("500U" is a number and a unit)."""
    if not (before.isalnum() and after.isalnum()):
        return False
    return before < FIRST_HAN and after < FIRST_HAN and before.isdigit() == after.isdigit()


def _longest(places: list[Place]) -> list[Place]:
    """Without those contained in another."""
    kept: list[Place] = []
    for place in sorted(places):
        if not kept or place[1] > kept[-1][1]:
            if kept and place[0] == kept[-1][0]:
                kept[-1] = place
            else:
                kept.append(place)
    return kept


def _without(places: list[Place], excepted: list[Place]) -> list[Place]:
    """Without those inside an excepted term, or whose beginning such a term takes in ("您会收到" takes "收到…短信")."""
    if not excepted:
        return places
    longest = _longest(excepted)
    starts = [start for start, _ in longest]

    def is_free(place: Place) -> bool:
        i = bisect_right(starts, place[0]) - 1
        if i < 0 or place[0] >= longest[i][1]:
            return True
        return place[1] > longest[i][1] and place[0] == longest[i][0]

    return [place for place in places if is_free(place)]
