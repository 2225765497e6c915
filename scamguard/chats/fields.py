"""Values of foreign JSON by the type that is expected, and nothing if it is another."""

from collections.abc import Mapping
from typing import Any


def text_of(value: object) -> str:
    """A string as it is, a number as digits, anything else as ""."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def mapping(value: object) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[Any]:
    """An array, or an empty one."""
    return value if isinstance(value, list) else []


def joined(*texts: object) -> str:
    """The texts that are not empty, each on a line of its own."""
    return "\n".join(text for value in texts if (text := text_of(value)).strip())
