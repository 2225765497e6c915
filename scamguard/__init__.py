"""scamguard: an offline checker for messages that impersonate crypto exchange support."""

from scamguard.checker import Checker
from scamguard.explain import explain
from scamguard.types import Flag, Level, Message, Signal, Verdict

__all__ = ["Checker", "Flag", "Level", "Message", "Signal", "Verdict", "explain"]
