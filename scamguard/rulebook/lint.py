"""What makes a rulebook good: named checks over rules and concepts, and whether rules do what their examples say."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scamguard.brands import brand_names
from scamguard.resources import bundled
from scamguard.rulebook.conditions import evaluate
from scamguard.rulebook.lexicon import Concept
from scamguard.rulebook.load import load_concept, load_parts, load_requests, yaml_files
from scamguard.rulebook.rule import Rule
from scamguard.rulebook.rulebook import Rulebook
from scamguard.rulebook.scopes import SCOPE_CONCEPTS, Scopes
from scamguard.text.folding import fold_case
from scamguard.text.normalize import to_simplified
from scamguard.text.prepare import prepare
from scamguard.types import Level, Message, Verdict, Wording

LEAST_EXAMPLES = 3
"""Examples of each kind that a rule must have."""
_RED_FLAGS, _TACTICS = range(1, 15), range(1, 13)
"""F1 to F14 and tactics 1 to 12: the table of sources in rules/README.md."""
_SENDER_CONCEPTS = frozenset({"support_role"})
"""Concepts that are looked for in the sender field."""
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend: the name of the check, the file, what is wrong there, and how to mend it."""

    check: str
    path: str
    what: str
    recommendation: str


@dataclass(frozen=True, slots=True)
class Material:
    """What the checks look at.

    `concepts` are (path, concept); `mentioned` the concepts that requests use; `decisive_weight` is the least weight
    that makes SCAM alone, in log-odds; rules below `shipped` must name a source of the project's table.
    """

    rules: tuple[Rule, ...]
    concepts: tuple[tuple[Path, Concept], ...]
    mentioned: frozenset[str]
    decisive_weight: float
    shipped: Path


Faults = Iterator[tuple[str, str]]
"""Pairs of a file and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check with its name and its one recommendation."""

    name: str
    recommendation: str
    faults: Callable[[Material], Faults]


def lint(rulebook: Rulebook, decisive_weight: float) -> tuple[Complaint, ...]:
    """Everything that a rulebook's rules and the shipped concepts should have mended, in the order of the checks.

    Raises DataError if a concept file is wrong.
    """
    root = bundled("rules")
    parts = load_parts(root / "parts.yaml") | {"brand": brand_names(rulebook.brands)}
    concepts = tuple((path, load_concept(path, parts)) for path in yaml_files(root / "concepts"))
    mentioned = frozenset(_names_in(load_requests(root / "requests.yaml")))
    return complaints(Material(rulebook.rules, concepts, mentioned, decisive_weight, root))


def complaints(material: Material) -> tuple[Complaint, ...]:
    """What the checks find in the material."""
    return tuple(
        Complaint(check.name, path, what, check.recommendation)
        for check in CHECKS
        for path, what in check.faults(material)
    )


def try_examples(rulebook: Rulebook, check: Callable[[str], Verdict]) -> tuple[Complaint, ...]:
    """Where rules do not do what their examples say; `check` gives the verdict by the same rulebook.

    A rule must fire on each of its `match` examples, by itself; a decisive one must not leave it CLEAR; and on a `pass`
    example of any rule no rule at all may fire.
    """
    return tuple(complaint for rule in rulebook.rules for complaint in _try_rule(rule, rulebook, check))


def fires_alone(rule: Rule, rulebook: Rulebook, text: str) -> bool:
    """Whether a rule fires on a text, looked at without any other rule."""
    reading = rulebook.read(prepare(text), Message(text))
    return bool(evaluate(rule.when, reading, Scopes(reading).open_to))


def _try_rule(rule: Rule, rulebook: Rulebook, check: Callable[[str], Verdict]) -> Iterator[Complaint]:
    for example in rule.match:
        if not fires_alone(rule, rulebook, example):
            yield Complaint("silent-on-match", rule.path, f"{rule.id} does not fire on {example!r}", _SILENT)
        elif rule.decisive and check(example).level is Level.CLEAR:
            yield Complaint("decisive-but-clear", rule.path, f"{example!r} is CLEAR", _TOO_LIGHT)
    for example in rule.passes:
        fired = [signal.id for signal in check(example).signals if not signal.id.startswith(_OPINION)]
        if fired:
            yield Complaint("fires-on-pass", rule.path, f"{', '.join(fired)} fires on {example!r}", _FIRES)


_OPINION = "classifier/"
"""The classifier's signals are no rules: what it thinks of an example is not the rules' fault."""
_SILENT = "widen the rule's condition or its concepts, or correct the example"
_TOO_LIGHT = "raise the weight, or make the rule not decisive"
_FIRES = "narrow the rule that fires, or teach a scope or an `except` the honest wording"


def _few_examples(material: Material) -> Faults:
    for rule in material.rules:
        for kind, examples in (("match", rule.match), ("pass", rule.passes)):
            if len(set(examples)) < LEAST_EXAMPLES:
                yield rule.path, f"{rule.id} has {len(set(examples))} different {kind} examples"


def _decisive_weights(material: Material) -> Faults:
    least = material.decisive_weight
    for rule in material.rules:
        if rule.decisive and rule.weight < least:
            yield rule.path, f"{rule.id} is decisive with weight {rule.weight:g}, less than {least:.2f}"
        elif not rule.decisive and rule.weight >= least:
            yield rule.path, f"{rule.id} is not decisive, and its weight {rule.weight:g} reaches {least:.2f}"


def _one_language(material: Material) -> Faults:
    for rule in material.rules:
        wordings: tuple[tuple[str, Wording], ...] = (("title", rule.title), ("why", rule.why))
        for key, wording in wordings:
            if wording.zh == wording.en or not _HAN.search(wording.zh) or _HAN.search(wording.en):
                yield rule.path, f"{key} of {rule.id} is not written in Chinese under zh and in English under en"


def _unknown_sources(material: Material) -> Faults:
    for rule in material.rules:
        if Path(rule.path).is_relative_to(material.shipped):
            for name in _unknown_in(rule.source):
                yield rule.path, f"{rule.id} names a source {name!r} that is not in the table"


def _unknown_in(source: str) -> Iterator[str]:
    """The names in a source that are not F1 to F14, tactic(s) 1 to 12 or facts about something."""
    in_tactics = False
    for name in (part.strip() for part in source.split(",")):
        tactic = re.fullmatch(r"tactics? (\d+)" if not in_tactics else r"(?:tactics? )?(\d+)", name)
        in_tactics = tactic is not None
        flag = re.fullmatch(r"F(\d+)", name)
        known = (tactic and int(tactic[1]) in _TACTICS) or (flag and int(flag[1]) in _RED_FLAGS)
        if not known and not re.fullmatch(r"facts \S.*", name):
            yield name


def _shared_titles(material: Material) -> Faults:
    for lang in ("zh", "en"):
        times = Counter(getattr(rule.title, lang) for rule in material.rules)
        for rule in material.rules:
            title = getattr(rule.title, lang)
            if times[title] > 1:
                yield rule.path, f"{rule.id} shares its {lang} title {title!r} with another rule"


def _unused_concepts(material: Material) -> Faults:
    used = {atom.removeprefix("revealed:") for rule in material.rules for atom in rule.when.atoms()}
    used |= material.mentioned | set(SCOPE_CONCEPTS) | _SENDER_CONCEPTS
    for path, concept in material.concepts:
        if concept.id not in used:
            yield str(path), f"no rule, request or scope speaks of {concept.id}"


def _contradicting_terms(material: Material) -> Faults:
    for path, concept in material.concepts:
        terms = {fold_case(to_simplified(term)) for term in concept.terms}
        for term in concept.excepted:
            if fold_case(to_simplified(term)) in terms:
                yield str(path), f"{term!r} of {concept.id} stands under terms and under except"


def _names_in(value: Any) -> Iterator[str]:
    """Every name in a nested condition as YAML has it."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str):
        yield from value.split("|")
    elif isinstance(value, Sequence):
        for item in value:
            yield from _names_in(item)


CHECKS = (
    Check("few-examples", f"give at least {LEAST_EXAMPLES} of each, all different", _few_examples),
    Check("decisive-weight", "make exactly the rules decisive that can make SCAM alone", _decisive_weights),
    Check("one-language", "write the sentence in both languages", _one_language),
    Check("unknown-source", "name F1 to F14, tactic 1 to 12, or `facts ...` (rules/README.md)", _unknown_sources),
    Check("shared-title", "give each rule a title that tells it from the others", _shared_titles),
    Check("unused-concept", "use the concept in a rule, or delete its file", _unused_concepts),
    Check("contradicting-term", "keep the term in one of the two lists", _contradicting_terms),
)
"""Every check that `lint` makes."""
