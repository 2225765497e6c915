"""A rule: one red flag as logic over concepts, entities and disguises."""

from dataclasses import dataclass

from scamguard.rulebook.conditions import Condition
from scamguard.types import Flag, Wording


@dataclass(frozen=True, slots=True)
class Rule:
    """One red flag. `weight` is in log-odds; a `decisive` rule's weight makes SCAM by itself (checked when loaded).

    `match` are messages on which it fires, `passes` honest ones on which no rule does; `source` names the document or
    tactic that states it (table in rules/README.md); `path` is the file that it came from.
    """

    id: str
    flag: Flag
    family: str
    weight: float
    decisive: bool
    when: Condition
    title: Wording
    why: Wording
    source: str
    match: tuple[str, ...]
    passes: tuple[str, ...]
    path: str
