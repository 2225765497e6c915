"""Organisations that get impersonated, and the channels that the user has declared genuine."""

from collections.abc import Iterable
from dataclasses import dataclass

from scamguard.types import Wording

DEFAULT_BRAND = "okx"
"""The id of the brand that is meant where none is named."""


@dataclass(frozen=True, slots=True)
class Brand:
    """An organisation that gets impersonated, and its official channels.

    `names` are the ways its name is written (the first is used in explanations); `domains` are registrable domains
    where it speaks, `related` those that belong to it without being a place to log in; `tokens` are what look-alike
    host names carry, and `guards` innocent labels that contain a token;
    `handles` are official accounts (lower case, without @); `phones` official numbers; `verify` tells
    the reader where to make sure.
    """

    id: str
    names: tuple[str, ...]
    domains: frozenset[str]
    related: frozenset[str]
    tokens: tuple[str, ...]
    guards: tuple[str, ...]
    handles: frozenset[str]
    phones: frozenset[str]
    verify: Wording


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the user has declared genuine: registrable domains, phone numbers (digits), account ids (lower case)."""

    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()


def brand_names(brands: Iterable[Brand]) -> tuple[str, ...]:
    """All names of all brands, each once."""
    return tuple(dict.fromkeys(name for brand in brands for name in brand.names))
