"""Terms written short: `{a,b}` is a or b, `[x]` is x or nothing, `{part}` is a named list of the same file or of parts.yaml.

A template is expanded into all the literal terms that it stands for, because an automaton finds ten thousand literals
as fast as ten.
"""

from collections.abc import Mapping, Sequence

MAX_EXPANSIONS = 4000
"""The most terms that one template may stand for; more is a mistake in the template."""


class TemplateError(ValueError):
    """A template that can't be expanded; the message says why."""


def expand(template: str, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """All terms that a template stands for. Raises TemplateError for unbalanced marks, unknown parts or too many terms."""
    terms, rest = _sequence(template, parts, "")
    if rest:
        raise TemplateError(f"unexpected {rest[0]!r} in {template!r}")
    return terms


def _product(heads: list[str], tails: list[str], template: str) -> list[str]:
    if len(heads) * len(tails) > MAX_EXPANSIONS:
        raise TemplateError(f"{template!r} stands for more than {MAX_EXPANSIONS} terms")
    return [head + tail for head in heads for tail in tails]


def _sequence(text: str, parts: Mapping[str, Sequence[str]], stop: str) -> tuple[list[str], str]:
    """Expand up to one of the `stop` characters; returns the terms and what is left from there."""
    terms, rest = [""], text
    while rest and rest[0] not in stop:
        char = rest[0]
        if char in "{[":
            choices, rest = _choices(rest[1:], parts, "}" if char == "{" else "]")
            terms = _product(terms, choices if char == "{" else ["", *choices], text)
        elif char in "}]":
            raise TemplateError(f"unexpected {char!r} in {text!r}")
        else:
            terms, rest = [term + char for term in terms], rest[1:]
    return terms, rest


def _choices(text: str, parts: Mapping[str, Sequence[str]], close: str) -> tuple[list[str], str]:
    """Expand the alternatives up to the closing mark; a single bare name is looked up among the parts."""
    choices: list[str] = []
    rest, alternatives = text, 0
    while True:
        terms, rest = _sequence(rest, parts, "," + close)
        choices.extend(terms)
        alternatives += 1
        if not rest:
            raise TemplateError(f"missing {close!r} in {text!r}")
        mark, rest = rest[0], rest[1:]
        if mark == close:
            break
    if alternatives == 1 and close == "}":
        if choices[0] not in parts:
            raise TemplateError(f"there is no part named {choices[0]!r}")
        return [term for template in parts[choices[0]] for term in expand(template, parts)], rest
    if alternatives == 1 and choices[0] in parts:
        return [term for template in parts[choices[0]] for term in expand(template, parts)], rest
    return choices, rest
