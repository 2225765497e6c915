"""Exported chats of many apps, read as streams of messages."""

from scamguard.chats.diagnostics import Certainty, Diagnostics
from scamguard.chats.message import ChatMessage
from scamguard.chats.options import DateOrder, ReadOptions, Split
from scamguard.chats.reader import ChatFile, read_chats

__all__ = ["Certainty", "ChatFile", "ChatMessage", "DateOrder", "Diagnostics", "ReadOptions", "Split", "read_chats"]
