"""Terms written short: `{a,b}` is a or b, `[x]` is x or nothing, `{$part}` is a list of parts.yaml or of the same file,
`\\[` is the bracket itself.

A template is expanded into all the literal terms that it stands for, because an automaton finds ten thousand literals
as fast as ten.
"""

import re
from collections.abc import Mapping, Sequence

_PART = re.compile(r"\$[a-z_]+")

MAX_EXPANSIONS = 3000
"""The most terms that one template may stand for; more is a mistake in the template."""


class TemplateError(ValueError):
    """A template that can't be expanded; the message says why."""


def expand(template: str, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """All terms that a template stands for. Raises TemplateError for unbalanced marks or unknown parts."""
    return _sequence(template, parts, "")[0]


def _product(heads: list[str], tails: list[str], template: str) -> list[str]:
    if len(heads) * len(tails) > MAX_EXPANSIONS:
        raise TemplateError(f"{template!r} stands for more than {MAX_EXPANSIONS} terms")
    return [head + tail for head in heads for tail in tails]


def _sequence(text: str, parts: Mapping[str, Sequence[str]], stop: str) -> tuple[list[str], str]:
    """Expand up to one of the `stop` characters; returns the terms and what is left from there."""
    terms, rest = [""], text
    while rest and rest[0] not in stop:
        char = rest[0]
        if char == "\\":
            terms, rest = [term + rest[1:2] for term in terms], rest[2:]
        elif char in "{[":
            choices, rest = _choices(rest[1:], parts, "}" if char == "{" else "]")
            terms = _product(terms, choices if char == "{" else ["", *choices], text)
        elif char in "}]":
            raise TemplateError(f"unexpected {char!r} in {text!r}")
        else:
            terms, rest = [term + char for term in terms], rest[1:]
    return terms, rest


def _choices(text: str, parts: Mapping[str, Sequence[str]], close: str) -> tuple[list[str], str]:
    """Expand the alternatives up to the closing mark; `$name` is looked up among the parts."""
    choices: list[str] = []
    rest = text
    while True:
        terms, rest = _sequence(rest, parts, "," + close)
        for term in terms:
            choices.extend(_part(term[1:], parts) if _PART.fullmatch(term) else [term])
        if not rest:
            raise TemplateError(f"missing {close!r} in {text!r}")
        mark, rest = rest[0], rest[1:]
        if mark == close:
            return choices, rest


def _part(name: str, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """All terms of a named list; inside it, that name means nothing, so that no list can contain itself."""
    if name not in parts:
        raise TemplateError(f"there is no part named {name!r} that does not contain itself")
    others = {other: terms for other, terms in parts.items() if other != name}
    return [term for template in parts[name] for term in expand(template, others)]
