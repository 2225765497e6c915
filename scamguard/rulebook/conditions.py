"""When a rule fires: atoms that must occur together in one clause, near each other, or anywhere in the message.

An atom is a concept's id (`seed_phrase`), a kind of entity (`link:lookalike`, `phone`), or alternatives of these
(`link:unrelated|link:shortener`). Each must be open: not in a scope that closes it.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from scamguard.rulebook.lexicon import Occurrence
from scamguard.rulebook.reading import Reading

Atom = tuple[str, ...]
"""Ids of which any will do."""

Needs = tuple[tuple[frozenset[str], ...], ...]
"""Alternatives, each of groups of ids."""

OpenTo = Callable[[Collection[str], list[Occurrence]], list[Occurrence]]
"""Those of some occurrences that no scope of one of these kinds closes."""

CLAUSE_GAP = 50
"""Width between two atoms of one clause, in Han characters: more is not one request."""
NEAR_GAP = 40
"""The same for atoms in different clauses."""
MAX_PLACES = 4
"""Places at which one condition is reported; more would only lengthen the explanation."""


@dataclass(frozen=True, slots=True)
class Condition:
    """All that is given must hold; see rules/README.md for the words of the YAML form."""

    clause: tuple[Atom, ...] = ()
    near: tuple[Atom, ...] = ()
    message: tuple[Atom, ...] = ()
    absent: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    scopes: frozenset[str] = frozenset()
    gap: int = 0
    start: int = -1
    length: int = 0
    ordered: bool = False
    any: tuple["Condition", ...] = field(default=())

    def atoms(self) -> Iterator[str]:
        """Every id that this condition mentions."""
        for group in (self.clause, self.near, self.message):
            for atom in group:
                yield from atom
        yield from self.absent
        yield from self.unless
        for condition in self.any:
            yield from condition.atoms()


def needs(condition: Condition) -> Needs:
    """What a condition asks for, wherever it stands: of each group of one alternative one id at least must occur."""
    atoms = {frozenset(atom) for atom in (*condition.clause, *condition.near, *condition.message)}
    further = [groups for one in condition.any for groups in needs(one)] or [()]
    # Short groups first: they are the ones that are missing.
    return tuple(tuple(sorted(atoms.union(groups), key=len)) for groups in further)


class Prospects:
    """Tells which of some conditions may hold, by what occurs: a quick way to pass over the others.

    Each group of ids that is needed has a bit; it is met if one of the ids occurs.
    """

    def __init__(self, conditions: Iterable[Condition]) -> None:
        bits: dict[frozenset[str], int] = {}
        self._by_first: dict[str, list[tuple[int, int]]] = {}
        for number, condition in enumerate(conditions):
            for groups in filter(None, needs(condition)):
                needed = sum({bits.setdefault(group, 1 << len(bits)) for group in groups})
                for name in groups[0]:
                    self._by_first.setdefault(name, []).append((needed, number))
        self._met_by: dict[str, int] = {}
        for group, bit in bits.items():
            for name in group:
                self._met_by[name] = self._met_by.get(name, 0) | bit

    def may_hold(self, present: Collection[str]) -> list[int]:
        """The numbers of the conditions for which all that they need is present."""
        met = 0
        for name in present:
            met |= self._met_by.get(name, 0)
        by_first = self._by_first
        return sorted({n for name in present for needed, n in by_first.get(name, ()) if needed & met == needed})


def evaluate(condition: Condition, reading: Reading, open_to: OpenTo) -> list[tuple[Occurrence, ...]]:
    """The groups of occurrences that fulfil a condition, best first (empty if it does not hold)."""
    if condition.absent and any(map(reading.at, condition.absent)):
        return []
    if condition.length and reading.width > condition.length:
        return []
    groups: list[tuple[Occurrence, ...]] = [()]
    for atoms, same_clause in ((condition.clause, True), (condition.near, False)):
        if atoms:
            found = _together(condition, atoms, same_clause, reading, open_to)
            if not found:
                return []
            groups = found if groups == [()] else [groups[0] + found[0]]
    for atom in condition.message:
        places = _open_places(condition, atom, reading, open_to)
        if not places:
            return []
        if groups == [()]:
            groups = [(place,) for place in places[:MAX_PLACES]]
        else:
            groups = [(*group, places[0]) for group in groups]
    if condition.any:
        chosen = next((found for c in condition.any if (found := evaluate(c, reading, open_to))), None)
        if chosen is None:
            return []
        groups = chosen if groups == [()] else [group + chosen[0] for group in groups]
    return groups if groups != [()] else []


def _open_places(condition: Condition, atom: Atom, reading: Reading, open_to: OpenTo) -> list[Occurrence]:
    """Open occurrences of an atom, in order."""
    places = sorted({o for name in atom for o in reading.at(name)}) if len(atom) > 1 else reading.at(atom[0])
    return open_to(condition.scopes, places) if condition.scopes and places else places


def _together(
    condition: Condition, atoms: tuple[Atom, ...], same_clause: bool, reading: Reading, open_to: OpenTo
) -> list[tuple[Occurrence, ...]]:
    """Groups of one open occurrence of each atom, in one clause or near each other."""
    places = []
    for atom in atoms:
        places.append(_open_places(condition, atom, reading, open_to))
        if not places[-1]:
            return []
    rarest = min(range(len(places)), key=lambda i: len(places[i]))
    gap = float(condition.gap or (CLAUSE_GAP if same_clause else NEAR_GAP))
    found: list[tuple[Occurrence, ...]] = []
    for anchor in places[rarest]:
        group = [anchor]
        for i, others in enumerate(places):
            if i != rarest:
                other = _nearest(anchor, others, gap, i > rarest if condition.ordered else None, same_clause, reading)
                if other is None:
                    break
                group.append(other)
        else:
            late = condition.start >= 0 and not _starts_clause(reading, min(group), condition.start)
            if not late and not any(_in_clauses(reading, group, atom) for atom in condition.unless):
                found.append(tuple(sorted(group)))
                if len(found) == MAX_PLACES:
                    break
    return found


def _nearest(
    anchor: Occurrence, others: list[Occurrence], gap: float, after: bool | None, same_clause: bool, reading: Reading
) -> Occurrence | None:
    """The occurrence closest to the anchor within the gap, on the side asked for."""
    middle = bisect_left(others, anchor)
    best, best_distance = None, gap + 1
    for other in others[max(0, middle - 8) : middle + 8]:
        if after is not None and (other.start >= anchor.start) != after:
            continue
        distance = max(reading.distance(anchor.end, other.start), reading.distance(other.end, anchor.start))
        if distance >= best_distance:
            continue
        if same_clause and reading.clause_of(other.start) != reading.clause_of(anchor.start):
            continue
        best, best_distance = other, distance
    return best if best_distance <= gap else None


def _starts_clause(reading: Reading, place: Occurrence, within: int) -> bool:
    """Whether an occurrence begins at the start of its clause, give or take some Han characters."""
    return reading.distance(reading.bounds(place.start)[0], place.start) <= within


def _in_clauses(reading: Reading, group: list[Occurrence], atom: str) -> bool:
    """Whether an atom occurs in a clause of the group."""
    return any(reading.has(atom, *reading.bounds(place.start)) for place in group)
