"""A rulebook's contents from YAML files: the shipped ones, and the user's additions to them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from scamguard.brands import brand_names
from scamguard.resources import bundled
from scamguard.rulebook.lexicon import vocabulary, with_brands
from scamguard.rulebook.load import (
    ENTITY_ATOMS,
    check_unique,
    load_brand,
    load_concept,
    load_parts,
    load_requests,
    load_rule,
    yaml_files,
)
from scamguard.rulebook.rule import Rule
from scamguard.rulebook.scopes import SCOPE_CONCEPTS
from scamguard.rulebook.shipped import Contents

REVEALED = "revealed:"
"""Before the name of a concept: it occurs only because a disguise was undone."""


def read_contents(brand_files: Sequence[Path] = ()) -> Contents:
    """The shipped rulebook with brands from files: concepts name brands, so that all are read anew.

    Raises DataError for a bad file.
    """
    root = bundled("rules")
    brand_paths = [*yaml_files(root / "brands"), *brand_files]
    brands = tuple(load_brand(path) for path in brand_paths)
    parts = load_parts(root / "parts.yaml") | {"brand": brand_names(brands)}
    concepts = [load_concept(path, parts) for path in yaml_files(root / "concepts")]
    ids = tuple(concept.id for concept in concepts)
    rule_paths = [p for p in yaml_files(root) if p.parent.name not in ("concepts", "brands") and p.parent != root]
    rules = _rules(rule_paths, ids)
    check_unique("rule", ((rule.id, rule.path) for rule in rules))
    check_unique("brand", ((brand.id, str(path)) for brand, path in zip(brands, brand_paths, strict=True)))
    return Contents(rules, brands, ids, vocabulary(with_brands(concepts, brands)))


def with_rules(contents: Contents, folders: Iterable[Path]) -> Contents:
    """The contents with the rules of folders. Raises DataError for a bad file."""
    added = _rules([path for folder in folders for path in yaml_files(folder)], contents.concepts)
    rules = (*contents.rules, *added)
    check_unique("rule", ((rule.id, rule.path) for rule in rules))
    return Contents(rules, contents.brands, contents.concepts, contents.vocabulary)


def _rules(paths: Iterable[Path], concepts: Iterable[str]) -> tuple[Rule, ...]:
    known, requests = known_atoms(concepts), load_requests(bundled("rules") / "requests.yaml")
    return tuple(load_rule(path, known, requests) for path in paths)


def known_atoms(concepts: Iterable[str]) -> frozenset[str]:
    """Everything that a condition may mention, given the ids of the concepts."""
    ids = set(concepts)
    missing = set(SCOPE_CONCEPTS) - ids
    if missing:
        raise ValueError(f"the rulebook lacks concepts that scopes need: {', '.join(sorted(missing))}")
    return ENTITY_ATOMS | {"brand"} | ids | {f"{REVEALED}{concept}" for concept in ("brand", *ids)}
