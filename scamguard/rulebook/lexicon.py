"""Concepts found in a text: one pass over the plain text."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import NamedTuple

from scamguard.brands import Brand, brand_names
from scamguard.rulebook.terms import Automaton, Found, Meaning, Terms, TermSearch, make_terms
from scamguard.text.folding import fold_case
from scamguard.text.readings import to_simplified

Place = tuple[int, int]
"""Where a term or concept stands: text[start:end]."""
Places = defaultdict[str, list[Place]]
"""By name."""

CHAIN_GAP = {True: 14, False: 5}
"""Free characters between two pieces of a chain: after a letter of an alphabet, after a Han character."""

_FIRST_HAN = "\u2e80"
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
    return char < _FIRST_HAN and char.isalnum()


class Vocabulary(NamedTuple):
    """The terms of concepts as they are looked up: folded, each spelling once.

    `chains` are (concept, number, length) by the name of their first piece.
    """

    terms: Terms
    chains: Mapping[str, tuple[str, int, int]]


def vocabulary(concepts: Iterable[Concept]) -> Vocabulary:
    """The vocabulary of concepts."""
    by_term: dict[str, tuple[list[str], list[str], list[str]]] = {}
    chains: dict[str, tuple[str, int, int]] = {}
    for concept in concepts:
        named = [(0, concept.id, term) for term in concept.terms]
        named += [(1, concept.id, term) for term in concept.excepted]
        named += [(2, name, term) for name, term in _chain_pieces(concept)]
        for kind, name, term in named:
            for spelling in _spellings(term):
                by_term.setdefault(spelling, ([], [], []))[kind].append(name)
        for number, chain in enumerate(concept.chains):
            chains[_piece(concept.id, number, 0)] = (concept.id, number, len(chain))
    meant = {term: Meaning(*(tuple(dict.fromkeys(names)) for names in kinds)) for term, kinds in by_term.items()}
    return Vocabulary(make_terms(meant), chains)


def with_brands(concepts: Iterable[Concept], brands: Iterable[Brand]) -> list[Concept]:
    """The concepts with one more, `brand`: the names of the brands."""
    return [*concepts, Concept("brand", brand_names(brands))]


class Lexicon:
    """Finds concepts. Immutable; takes the concepts, or their vocabulary where it is known already."""

    def __init__(self, concepts: Iterable[Concept] | Vocabulary) -> None:
        self.vocabulary = concepts if isinstance(concepts, Vocabulary) else vocabulary(concepts)
        self._search = TermSearch(self.vocabulary.terms)
        self._tails = {
            name: (concept, [_piece(concept, number, piece) for piece in range(1, length)])
            for name, (concept, number, length) in self.vocabulary.chains.items()
        }

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[Vocabulary]]:
        return Lexicon, (self.vocabulary,)

    def terms(self) -> Automaton:
        """All terms, to be looked for in long texts."""
        return self._search.automaton()

    def chains(self) -> Iterator[tuple[str, list[str]]]:
        """Each chain: its concept, and the names of its pieces."""
        for concept, number, length in self.vocabulary.chains.values():
            yield concept, [_piece(concept, number, piece) for piece in range(length)]

    def find(self, plain: str) -> dict[str, list[Occurrence]]:
        """Occurrences by concept id, ordered; the longest of those that contain each other."""
        text = fold_case(plain)
        found, excepted, pieces = Places(list), Places(list), list[tuple[tuple[str, ...], Place]]()
        for end, start, meaning in (*self._search.find(text), *self._across_marks(text)):
            if text[start] < _FIRST_HAN and start and _in_one_word(text[start - 1], text[start]):
                continue
            if text[end - 1] < _FIRST_HAN and end < len(text) and _in_one_word(text[end - 1], text[end]):
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

    def _across_marks(self, text: str) -> list[Found]:
        """The terms that are found only when loose marks are left out."""
        if text.isascii() or _MARKS.isdisjoint(text):
            return []
        loose = [match.start() for match in _LOOSE.finditer(text)]
        if not loose:
            return []
        kept = [(a + 1, b) for a, b in pairwise((-1, *loose, len(text)))]
        at = [i for a, b in kept for i in range(a, b)]
        squeezed = self._search.find("".join([text[a:b] for a, b in kept]))
        return [
            (at[end - 1] + 1, at[start], meaning)
            for end, start, meaning in squeezed
            if at[end - 1] - at[start] >= end - start
        ]

    def _join_chains(
        self, text: str, pieces: list[tuple[tuple[str, ...], Place]], found: Places, excepted: Places
    ) -> None:
        """Add the pieces of chains that follow each other to the places of their concepts."""
        present = set[str]().union(*[names for names, _ in pieces])
        for head in present & self._tails.keys():
            concept, tails = self._tails[head]
            if present.issuperset(tails):
                joined = [place for names, place in pieces if head in names]
                if concept in excepted:
                    joined = _without(joined, excepted[concept])
                for tail in tails:
                    joined = _joined(text, joined, [place for names, place in pieces if tail in names])
                if joined:
                    found[concept].extend(joined)


def _spellings(term: str) -> tuple[str, ...]:
    """A term as it is compared, in its usual spellings (email, e-mail)."""
    folded = fold_case(to_simplified(term))
    return (folded, folded.replace("email", "e mail")) if "email" in folded else (folded,)


def _piece(concept: str, number: int, piece: int) -> str:
    """The name of a piece of a chain."""
    return f"{concept}#{number}.{piece}"


def _chain_pieces(concept: Concept) -> Iterator[tuple[str, str]]:
    """Each term of each piece of a concept's chains, under a name of its own."""
    for number, chain in enumerate(concept.chains):
        for piece, terms in enumerate(chain):
            for term in terms:
                yield _piece(concept.id, number, piece), term


def _joined(text: str, heads: list[Place], tails: list[Place]) -> list[Place]:
    """Heads with the first tail that begins within the chain gap of their end, in the same sentence."""
    tails = sorted(tails)
    joined = []
    for start, end in heads:
        i = bisect_left(tails, (end, end))
        if i == len(tails):
            continue
        follows = tails[i][0]
        if follows - end <= CHAIN_GAP[_is_letter(text[end - 1])] and _CHAIN_BREAKS.isdisjoint(text[end:follows]):
            joined.append((start, max(place[1] for place in tails[i : i + 4] if place[0] == follows)))
    return joined


def _in_one_word(before: str, after: str) -> bool:
    """Whether two neighbouring characters are of one word: letters, or digits ("500U" is a number and a unit)."""
    if not (before.isalnum() and after.isalnum()):
        return False
    return before < _FIRST_HAN and after < _FIRST_HAN and before.isdigit() == after.isdigit()


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
