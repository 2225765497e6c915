"""The parts of one export, read in turn: damage in one does not keep the others from being read."""

from collections.abc import Callable, Iterator, Sequence

from scamguard.chats.damage import DAMAGE
from scamguard.chats.message import ChatMessage
from scamguard.chats.source import Part
from scamguard.errors import InputError

_NAMED = 5
"""Damaged parts that are named."""


def in_turn(parts: Sequence[Part], read: Callable[[Part], Iterator[ChatMessage]]) -> Iterator[ChatMessage]:
    """The messages of all parts. Raises InputError, after the last, if any was damaged."""
    damaged: list[str] = []
    for part in parts:
        try:
            yield from read(part)
        except DAMAGE as error:
            damaged.append(f"{part.name}: {error}" if len(parts) > 1 else str(error))
    if damaged:
        raise InputError("; ".join(damaged[:_NAMED]) + f"; and {len(damaged) - _NAMED} more" * (len(damaged) > _NAMED))
