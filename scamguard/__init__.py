"""scamguard: an offline checker for messages that impersonate crypto exchange support."""

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
