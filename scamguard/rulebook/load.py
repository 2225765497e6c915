"""Concepts, brands and rules from their YAML files. Every file is checked; the first mistake raises DataError."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scamguard.brands import Brand, Trusted
from scamguard.errors import DataError
from scamguard.rulebook.conditions import Condition
from scamguard.rulebook.lexicon import Concept
from scamguard.rulebook.link_classes import LinkClass
from scamguard.rulebook.rule import Rule
from scamguard.rulebook.scopes import SCOPES
from scamguard.rulebook.templates import TemplateError, expand
from scamguard.rulebook.yaml_file import Path_, YamlFile
from scamguard.text.domains import to_ascii
from scamguard.types import EntityKind, Flag, Wording

ENTITY_ATOMS = (
    frozenset(str(kind) for kind in EntityKind)
    | {f"link:{link_class}" for link_class in LinkClass}
    | {f"email:{link_class}" for link_class in LinkClass}
    | {
        "link:unofficial",
        "email:unofficial",
        "phone:trusted",
        "phone:unofficial",
        "handle:official",
        "handle:unofficial",
    }
    | {
        "hidden_link:lookalike",
        "secret:private_key",
        "secret:seed_phrase",
        "sender:brand",
        "sender:support",
        "sender:email:unofficial",
    }
)
"""Atoms that are not concepts: kinds of entities with their classes, and what the sender field shows."""

_CONDITION_KEYS = (
    "clause",
    "near",
    "message",
    "absent",
    "unless",
    "scopes",
    "gap",
    "start",
    "length",
    "ordered",
    "any",
)
_RULE_KEYS = ("id", "flag", "family", "weight", "decisive", "when", "title", "why", "source", "examples")


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files below a folder, in a fixed order."""
    return sorted(folder.rglob("*.yaml"))


def load_parts(path: Path) -> dict[str, tuple[str, ...]]:
    """The lists that templates of all concepts may name (rules/parts.yaml)."""
    file = YamlFile(path)
    return {name: file.strings((name,)) for name in file.data}


def load_concept(path: Path, parts: dict[str, tuple[str, ...]]) -> Concept:
    """A concept with all its templates expanded."""
    file = YamlFile(path)
    file.check_keys((), file.data, ("id", "about", "source", "parts", "terms", "except"), ("id", "about", "terms"))
    file.string(("about",))
    own = {name: file.strings(("parts", name)) for name in file.mapping(("parts",))}
    chains = _chains(file, "terms", parts | own)
    terms = tuple(term for chain in chains if len(chain) == 1 for term in chain[0])
    excepted = tuple(term for chain in _chains(file, "except", parts | own) for term in chain[0])
    longer = tuple(chain for chain in chains if len(chain) > 1)
    return Concept(file.string(("id",)), tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(excepted)), longer)


def _chains(file: YamlFile, key: str, parts: dict[str, tuple[str, ...]]) -> list[tuple[tuple[str, ...], ...]]:
    """The templates under a key, expanded; `~` in a template separates the pieces of a chain."""
    chains: list[tuple[tuple[str, ...], ...]] = []
    for language in file.mapping((key,)):
        for i, template in enumerate(file.strings((key, language))):
            where = (key, language, i)
            try:
                chain = tuple(tuple(expand(piece, parts)) for piece in template.split("~"))
            except TemplateError as error:
                raise file.error(where, str(error), "balance {a,b} and [x], name only parts that exist") from error
            if any(not term.strip() for piece in chain for term in piece):
                raise file.error(
                    where, f"{template!r} stands for an empty term", "give it at least one fixed character"
                )
            if key == "except" and len(chain) > 1:
                raise file.error(where, "an exception can't be a chain", "write it without ~")
            chains.append(chain)
    return chains


def load_brand(path: Path) -> Brand:
    """A brand and its official channels."""
    file = YamlFile(path)
    keys = ("id", "names", "domains", "related", "tokens", "guards", "handles", "phones", "verify")
    file.check_keys((), file.data, keys, ("id", "names", "domains", "verify"))
    names, domains = file.strings(("names",)), file.strings(("domains",))
    if not names or not domains:
        raise file.error(("names",), "a brand needs at least one name and one domain", "list them as [a, b]")
    return Brand(
        id=file.string(("id",)),
        names=names,
        domains=frozenset(map(to_ascii, domains)),
        related=frozenset(map(to_ascii, file.strings(("related",)))),
        tokens=tuple(map(str.lower, file.strings(("tokens",)))),
        guards=tuple(map(str.lower, file.strings(("guards",)))),
        handles=frozenset(handle.lower().lstrip("@") for handle in file.strings(("handles",))),
        phones=frozenset(file.strings(("phones",))),
        verify=_wording(file, ("verify",)),
    )


def load_trusted(path: Path) -> Trusted:
    """The user's allow-list: a configuration file with `trusted: {domains, phones, handles}`."""
    file = YamlFile(path)
    file.check_keys((), file.data, ("trusted",), ())
    file.check_keys(("trusted",), file.mapping(("trusted",)), ("domains", "phones", "handles"), ())
    return Trusted(
        domains=frozenset(map(to_ascii, file.strings(("trusted", "domains")))),
        phones=frozenset("".join(c for c in p if c.isdigit()) for p in file.strings(("trusted", "phones"))),
        handles=frozenset(h.lower().lstrip("@") for h in file.strings(("trusted", "handles"))),
    )


Requests = Mapping[str, Mapping[str, Any]]
"""Conditions by name, with $it for what is asked for (rules/requests.yaml)."""


def load_requests(path: Path) -> Requests:
    """The ways to ask for something that rules may name."""
    file = YamlFile(path)
    return {name: file.mapping((name,)) for name in file.data}


def load_rule(path: Path, known_atoms: Collection[str], requests: Requests) -> Rule:
    """A rule whose conditions mention only atoms and requests that exist."""
    file = YamlFile(path)
    file.check_keys((), file.data, _RULE_KEYS, ("id", "flag", "weight", "when", "title", "why", "source", "examples"))
    flag = file.string(("flag",))
    if flag not in list(Flag):
        raise file.error(("flag",), f"unknown flag {flag!r}", f"use one of: {', '.join(Flag)}")
    weight = file.data["weight"]
    if (
        isinstance(weight, bool)
        or not isinstance(weight, int | float)
        or not 0 < weight <= 12
        or round(weight, 2) != weight
    ):
        raise file.error(
            ("weight",),
            f"weight {weight!r} is not between 0 and 12",
            "rules only raise: give positive log-odds, two decimals",
        )
    if not isinstance(file.data.get("decisive", False), bool):
        raise file.error(("decisive",), "decisive must be true or false", "write true or leave it out")
    file.check_keys(("examples",), file.mapping(("examples",)), ("match", "pass"), ("match", "pass"))
    return Rule(
        id=file.string(("id",)),
        flag=Flag(flag),
        family=file.string(("family",)) if "family" in file.data else flag,
        weight=float(weight),
        decisive=file.data.get("decisive", False),
        when=_when(file, known_atoms, requests),
        title=_wording(file, ("title",)),
        why=_wording(file, ("why",)),
        source=file.string(("source",)),
        match=file.strings(("examples", "match")),
        passes=file.strings(("examples", "pass")),
        path=str(path),
    )


def _wording(file: YamlFile, where: Path_) -> Wording:
    file.check_keys(where, file.mapping(where), ("zh", "en"), ("zh", "en"))
    return Wording(zh=file.string((*where, "zh")), en=file.string((*where, "en")))


def _when(file: YamlFile, known: Collection[str], requests: Requests) -> Condition:
    """The condition of a rule; `request: name` with `of: atom` stands for that way of asking for it."""
    data = file.mapping(("when",))
    if "request" not in data:
        return _condition(file, ("when",), known)
    if "any" in data:
        raise file.error(("when", "any"), "a request can't stand beside any", "put it in a rule of its own")
    name, asked_for = file.string(("when", "request")), file.string(("when", "of"))
    _check_names(file, ("when", "request"), [name], list(requests), "request")
    _check_names(file, ("when", "of"), asked_for.split("|"), known, "concept or entity")
    rest = {key: value for key, value in data.items() if key not in ("request", "of")}
    file.data["when"] = rest | {"any": [_substituted(requests[name], asked_for)]}
    return _condition(file, ("when",), known)


def _substituted(value: Any, asked_for: str) -> Any:
    """A request with $it replaced by what is asked for."""
    if isinstance(value, dict):
        return {key: _substituted(item, asked_for) for key, item in value.items()}
    if isinstance(value, list):
        return [_substituted(item, asked_for) for item in value]
    return value.replace("$it", asked_for) if isinstance(value, str) else value


def _condition(file: YamlFile, where: Path_, known: Collection[str]) -> Condition:
    data = file.mapping(where)
    file.check_keys(where, data, _CONDITION_KEYS, ())
    if not any(key in data for key in ("clause", "near", "message", "any")):
        raise file.error(where, "a condition needs clause, near, message or any", "say which concepts must occur")
    scopes = file.strings((*where, "scopes")) if "scopes" in data else SCOPES
    _check_names(file, (*where, "scopes"), scopes, SCOPES, "scope")
    alternatives = data.get("any", [])
    if not isinstance(alternatives, list):
        raise file.error((*where, "any"), "any must be a list of conditions", "write one `- clause: [...]` a line")
    if not isinstance(data.get("ordered", False), bool):
        raise file.error((*where, "ordered"), "ordered must be true or false", "write true or leave it out")
    return Condition(
        clause=_atoms(file, (*where, "clause"), known),
        near=_atoms(file, (*where, "near"), known),
        message=_atoms(file, (*where, "message"), known),
        absent=tuple(name for atom in _atoms(file, (*where, "absent"), known) for name in atom),
        unless=tuple(name for atom in _atoms(file, (*where, "unless"), known) for name in atom),
        scopes=frozenset(scopes),
        gap=_whole_number(file, (*where, "gap"), data.get("gap", 0)),
        start=_whole_number(file, (*where, "start"), data["start"]) if "start" in data else -1,
        length=_whole_number(file, (*where, "length"), data.get("length", 0)),
        ordered=data.get("ordered", False),
        any=tuple(_condition(file, (*where, "any", i), known) for i in range(len(alternatives))),
    )


def _whole_number(file: YamlFile, where: Path_, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise file.error(where, f"{value!r} is not a number of characters", "write a whole number such as 20")
    return value


def _atoms(file: YamlFile, where: Path_, known: Collection[str]) -> tuple[tuple[str, ...], ...]:
    atoms = tuple(tuple(atom.split("|")) for atom in file.strings(where))
    _check_names(file, where, [name for atom in atoms for name in atom], known, "concept or entity")
    return atoms


def _check_names(file: YamlFile, where: Path_, names: Sequence[str], known: Collection[str], what: str) -> None:
    for name in names:
        if name not in known:
            raise file.error(where, f"unknown {what} {name!r}", f"use one of: {', '.join(sorted(known))}")


def check_unique(kind: str, items: Iterable[tuple[str, str]]) -> None:
    """Raise DataError if two files have the same id; items are (id, path)."""
    seen: dict[str, str] = {}
    for item_id, path in items:
        if item_id in seen:
            raise DataError(path, 1, f"the {kind} {item_id!r} exists already, in {seen[item_id]}", "give it another id")
        seen[item_id] = path
