"""The steps in which a scam unfolds."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class StageName(StrEnum):
    """The steps in which a scam unfolds."""

    CONTACT = "contact"
    LURE = "lure"
    PRESSURE = "pressure"
    REQUEST = "request"
    LEAK = "leak"


STAGE_OF_TOPIC = {
    "channels": StageName.CONTACT,
    "lures": StageName.LURE,
    "pressure": StageName.PRESSURE,
    "credentials": StageName.REQUEST,
    "demands": StageName.REQUEST,
    "devices": StageName.REQUEST,
    "money": StageName.REQUEST,
}
"""What a rule of each topic (the first part of its id) shows."""


@lru_cache(maxsize=4096)
def stage_of(signal_id: str) -> StageName | None:
    """The step that a signal shows, None if it shows none."""
    return STAGE_OF_TOPIC.get(signal_id.partition("/")[0])


@dataclass(frozen=True, slots=True)
class Stage:
    """A step taken in the message number `turn` (from 0)."""

    turn: int
    name: StageName
