"""The rulebook in a form that is ready for use, as plain data and back: no YAML, no templates to expand."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from scamguard.brands import Brand
from scamguard.resources import bundled, compiled
from scamguard.rulebook.conditions import Condition
from scamguard.rulebook.lexicon import Vocabulary
from scamguard.rulebook.rule import Rule
from scamguard.rulebook.terms import Meaning, Terms
from scamguard.types import Flag, Wording

NAME = "rulebook"
"""The name of the compiled data."""


class Contents(NamedTuple):
    """What a rulebook is made of: rules, brands, the ids of its concepts, and the vocabulary of these and the brands'
    names."""

    rules: tuple[Rule, ...]
    brands: tuple[Brand, ...]
    concepts: tuple[str, ...]
    vocabulary: Vocabulary


def read_compiled() -> Contents | None:
    """The shipped rulebook as it was compiled, None where it was not."""
    data = compiled(NAME)
    return None if data is None else from_data(data, bundled("rules"))


def to_data(contents: Contents, root: Path) -> dict[str, Any]:
    """Contents as JSON can hold them; paths are kept relative to the folder `root`."""
    vocabulary = contents.vocabulary
    return {
        "rules": [_rule_data(rule, root) for rule in contents.rules],
        "brands": [_brand_data(brand) for brand in contents.brands],
        "concepts": contents.concepts,
        "meanings": vocabulary.terms.meanings,
        "terms": vocabulary.terms.by_head,
        "chains": vocabulary.chains,
    }


def from_data(data: Mapping[str, Any], root: Path) -> Contents:
    """The contents that `to_data` described."""
    vocabulary = Vocabulary(
        terms=Terms(tuple([Meaning(*map(tuple, meaning)) for meaning in data["meanings"]]), data["terms"]),
        chains=tuple([(concept, first, length) for concept, first, length in data["chains"]]),
    )
    return Contents(
        rules=tuple([_rule(rule, root) for rule in data["rules"]]),
        brands=tuple([_brand(brand) for brand in data["brands"]]),
        concepts=tuple(data["concepts"]),
        vocabulary=vocabulary,
    )


def _rule_data(rule: Rule, root: Path) -> dict[str, Any]:
    data = {field.name: getattr(rule, field.name) for field in fields(rule)}
    return data | {
        "when": _condition_data(rule.when),
        "title": rule.title.to_dict(),
        "why": rule.why.to_dict(),
        "path": Path(rule.path).relative_to(root).as_posix(),
    }


def _rule(data: Mapping[str, Any], root: Path) -> Rule:
    return Rule(
        id=data["id"],
        flag=Flag(data["flag"]),
        family=data["family"],
        weight=data["weight"],
        decisive=data["decisive"],
        when=_condition(data["when"]),
        title=Wording(**data["title"]),
        why=Wording(**data["why"]),
        source=data["source"],
        match=tuple(data["match"]),
        passes=tuple(data["passes"]),
        path=str(root / data["path"]),
    )


def _condition_data(condition: Condition) -> dict[str, Any]:
    """What differs from a condition in which nothing is given."""
    data = {
        field.name: value for field in fields(condition) if (value := getattr(condition, field.name)) != field.default
    }
    return data | {"scopes": sorted(condition.scopes), "any": [_condition_data(each) for each in condition.any]}


def _condition(data: Mapping[str, Any]) -> Condition:
    return Condition(
        clause=_atoms(data.get("clause", ())),
        near=_atoms(data.get("near", ())),
        message=_atoms(data.get("message", ())),
        absent=tuple(data.get("absent", ())),
        unless=tuple(data.get("unless", ())),
        scopes=frozenset(data["scopes"]),
        gap=data.get("gap", 0),
        start=data.get("start", -1),
        length=data.get("length", 0),
        ordered=data.get("ordered", False),
        any=tuple([_condition(each) for each in data["any"]]),
    )


def _atoms(data: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple([tuple(atom) for atom in data])


def _brand_data(brand: Brand) -> dict[str, Any]:
    data = {field.name: getattr(brand, field.name) for field in fields(brand)}
    sets = {name: sorted(value) for name, value in data.items() if isinstance(value, frozenset)}
    return data | sets | {"verify": brand.verify.to_dict()}


def _brand(data: Mapping[str, Any]) -> Brand:
    return Brand(
        id=data["id"],
        names=tuple(data["names"]),
        domains=frozenset(data["domains"]),
        related=frozenset(data["related"]),
        tokens=tuple(data["tokens"]),
        guards=tuple(data["guards"]),
        handles=frozenset(data["handles"]),
        phones=frozenset(data["phones"]),
        verify=Wording(**data["verify"]),
    )
