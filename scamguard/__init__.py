"""scamguard: an offline checker for messages that impersonate crypto exchange support."""

from typing import TYPE_CHECKING

from scamguard.exports import __getattr__ as __getattr__

if TYPE_CHECKING:
    from scamguard.checker import Checker
    from scamguard.explanation import explain
    from scamguard.types import Flag, Level, Message, Signal, Verdict
    from scamguard.watcher import ConversationVerdict, ConversationWatcher

__all__ = [
    "Checker",
    "ConversationVerdict",
    "ConversationWatcher",
    "Flag",
    "Level",
    "Message",
    "Signal",
    "Verdict",
    "explain",
]
