"""How far a scan has come: what is needed to go on with it later as if it had never stopped."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from scamguard.watcher import Course

MAX_CONVERSATIONS = 2_000
"""Conversations of one file that are followed at a time: those written in last."""
T = TypeVar("T")


@dataclass(slots=True)
class Place:
    """Where a scan stands: `files` are finished; of the next one, `file`, the first `taken` messages have been given,
    and `courses` are its conversations by name, the one written in last at the end."""

    files: int = 0
    file: str | None = None
    taken: int = 0
    courses: OrderedDict[str | None, Course] = field(default_factory=OrderedDict)

    def next_file(self) -> None:
        """The file is finished."""
        self.files += 1
        self.file, self.taken = None, 0
        self.courses = OrderedDict()


def latest(held: OrderedDict[str | None, T], chat: str | None, new: Callable[[], T]) -> T:
    """What is held of a conversation, made if need be; those not written in for longest are let go.

    Whoever calls this with the same conversations in the same order holds the same ones.
    """
    if chat not in held:
        held[chat] = new()
        if len(held) > MAX_CONVERSATIONS:
            held.popitem(last=False)
    held.move_to_end(chat)
    return held[chat]
