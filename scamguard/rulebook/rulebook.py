"""The rulebook: concepts, brands and rules together, as a detector."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scamguard.brands import DEFAULT_BRAND, Brand, Trusted
from scamguard.rulebook.conditions import Prospects, evaluate
from scamguard.rulebook.entities import Known, entity_occurrences, sender_atoms, sender_occurrences
from scamguard.rulebook.lexicon import Concept, Lexicon, Occurrence, Vocabulary, with_brands
from scamguard.rulebook.link_classes import HostClassifier, LinkClass
from scamguard.rulebook.reading import DISGUISING_STEPS, Reading
from scamguard.rulebook.rule import Rule
from scamguard.rulebook.scopes import Scopes
from scamguard.rulebook.shipped import read_compiled
from scamguard.text.folding import fold_case
from scamguard.text.prepare import prepare
from scamguard.types import Edit, EntityKind, Message, Signal, Span, Text

MAX_EDITS = 50
"""Disguises that a verdict lists; more would only lengthen it."""

_REVEALED = "revealed:"
_PLACES_LOOKED_AT = 200
"""Occurrences of an atom that are looked at for an open one; it bounds the cost in texts of one word."""
_JOINING_GAP = 12
"""Evidence pieces of one clause closer than this (width in Han characters) are quoted as one, to be readable."""


@dataclass(frozen=True, slots=True)
class Detected:
    """What the rulebook found in a message: its signals, the disguises that hid something, its atoms, and the names of
    brands as it writes them.

    The atoms are names of what occurs ("seed_phrase"; "seed_phrase@closed" where a scope closes every occurrence) and
    of the rules that fired ("rule:<id>"): the classifier learns from them.
    """

    signals: tuple[Signal, ...]
    edits: tuple[Edit, ...]
    atoms: tuple[str, ...]
    named: tuple[str, ...]


class Rulebook:
    """Concepts, brands and rules. Immutable and picklable; `load` reads the shipped ones with the user's additions.

    Takes the concepts, or a vocabulary of them and of the brands' names.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        concepts: Iterable[Concept] | Vocabulary,
        brands: Iterable[Brand],
        trusted: Trusted | None = None,
    ) -> None:
        self.rules = tuple(rules)
        self.brands = tuple(brands)
        self._lexicon = Lexicon(concepts if isinstance(concepts, Vocabulary) else with_brands(concepts, self.brands))
        trusted = trusted or Trusted()
        self._known = Known.of(self.brands, trusted)
        self._hosts = HostClassifier(self.brands, trusted)
        self._names = tuple((fold_case(name), brand) for brand in self.brands for name in brand.names)
        self._prospects = Prospects(rule.when for rule in self.rules)

    @property
    def lexicon(self) -> Lexicon:
        """The terms of all concepts."""
        return self._lexicon

    def atoms_of_sender(self, sender: str | None) -> tuple[str, ...]:
        """What a sender's name shows."""
        return sender_atoms(sender, self._lexicon, self._hosts) if sender else ()

    @property
    def default_brand(self) -> Brand:
        """The brand that is meant where none is named."""
        return next((brand for brand in self.brands if brand.id == DEFAULT_BRAND), self.brands[0])

    @classmethod
    def load(
        cls, rule_folders: Sequence[Path] = (), brand_files: Sequence[Path] = (), trusted: Trusted | None = None
    ) -> "Rulebook":
        """The shipped rulebook plus rules from folders and brands from files. Raises DataError for a bad file."""
        contents = None if brand_files else read_compiled()
        if contents is None or rule_folders:
            # Imported here, because a check with the compiled rulebook needs neither PyYAML nor what reads rules.
            from scamguard.rulebook.sources import read_contents, with_rules

            contents = with_rules(contents or read_contents(brand_files), rule_folders)
        return cls(contents.rules, contents.vocabulary, contents.brands, trusted)

    def detect(self, text: Text, message: Message) -> Detected:
        """The rules that fire on a text, and the disguises that were put over words that matter."""
        reading = self.read(text, message)
        scopes = Scopes(reading)
        signals = []
        present = [atom for atom, places in reading.occurrences.items() if places]
        for number in self._prospects.may_hold(present):
            rule = self.rules[number]
            groups = evaluate(rule.when, reading, scopes.open_to)
            if groups:
                signals.append(_signal(rule, groups, reading))
        signals.sort(key=lambda signal: -signal.weight)
        atoms = (*_open_or_closed(reading, scopes), *(f"rule:{signal.id}" for signal in signals))
        named = tuple([text.plain[place.start : place.end] for place in reading.at("brand")])
        return Detected(tuple(signals), _revealing_edits(reading, signals), atoms, named)

    def brand_of(self, text: Text, message: Message, named: Sequence[str]) -> Brand:
        """The brand that a link or address imitates, or that a message names first; the default one if neither."""
        hidden = (entity for link in message.links for entity in prepare(link).entities)
        for entity in (*text.entities, *hidden):
            if entity.kind in (EntityKind.LINK, EntityKind.EMAIL):
                host = self._hosts.classify_entity(entity)
                if host.link_class is LinkClass.LOOKALIKE:
                    return next(brand for brand in self.brands if brand.id == host.brand)
        for name in map(fold_case, (*named, message.sender or "")):
            for one, brand in self._names:
                if one in name:
                    return brand
        return self.default_brand

    def read(self, text: Text, message: Message) -> Reading:
        """Where everything that rules speak of occurs."""
        occurrences = self._lexicon.find(text.plain)
        for atom, places in entity_occurrences(text, message, self._hosts, self._known).items():
            occurrences[atom] = sorted([*occurrences.get(atom, []), *places])
        occurrences |= sender_occurrences(message, self._lexicon, self._hosts)
        return Reading(text, occurrences)


def _open_or_closed(reading: Reading, scopes: Scopes) -> Iterator[str]:
    """The atoms of a reading, marked where no occurrence is open."""
    for atom, places in reading.occurrences.items():
        if scopes.leave_open(places[:_PLACES_LOOKED_AT]):
            yield atom
        elif places:
            yield f"{atom}@closed"


def _reads_as_one(reading: Reading, end: int, start: int) -> bool:
    """Whether two pieces of evidence belong to one quotation."""
    same_clause = reading.clause_of(max(0, end - 1)) == reading.clause_of(start)
    return start <= end or (same_clause and reading.distance(end, start) <= _JOINING_GAP)


def _signal(rule: Rule, groups: Sequence[Sequence[Occurrence]], reading: Reading) -> Signal:
    text = reading.text
    places = sorted({(o.start, o.end) for group in groups for o in group if o.start >= 0})
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and _reads_as_one(reading, joined[-1][1], start):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    spans = tuple(text.span(start, end) for start, end in joined)
    shown = tuple(dict.fromkeys(o.shown for group in groups for o in group if o.shown))
    evidence = tuple(text.raw[span.start : span.end] for span in spans) + shown
    return Signal(rule.id, rule.flag, rule.family, rule.weight, spans, evidence, rule.title, rule.why)


def _revealing_edits(reading: Reading, signals: Iterable[Signal]) -> tuple[Edit, ...]:
    """The disguises over a brand's name or over what a signal stands on: a word put apart is one edit."""
    text = reading.text
    if not text.edits:
        return ()
    evidence = [span for signal in signals for span in signal.spans]
    found: dict[Span, Edit] = {}
    for atom, places in reading.occurrences.items():
        if not atom.startswith(_REVEALED):
            continue
        for place in places:
            span = text.span(place.start, place.end)
            if atom == _REVEALED + "brand" or any(span.overlaps(e) for e in evidence):
                step = next(e.step for e in text.edits if e.step in DISGUISING_STEPS and e.span.overlaps(span))
                read = text.plain[place.start : place.end]
                found.setdefault(span, Edit(step, span, text.raw[span.start : span.end], read))
    for edit in text.edits:
        if edit.step == "defanged" and any(edit.span.overlaps(span) for span in evidence):
            found.setdefault(edit.span, edit)
    return tuple(sorted(found.values(), key=lambda e: (e.span.start, e.span.end)))[:MAX_EDITS]
