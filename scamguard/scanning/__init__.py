"""Scanning exported chats: every message judged alone and in its conversation, as a stream that can be gone on with."""

from scamguard.scanning.finding import Finding, Summary, count
from scamguard.scanning.jobs import Workers
from scamguard.scanning.place import MAX_CONVERSATIONS, Place
from scamguard.scanning.stream import scan

__all__ = ["MAX_CONVERSATIONS", "Finding", "Place", "Summary", "Workers", "count", "scan"]
