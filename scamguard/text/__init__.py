"""Undisguising a message and finding what is in it."""

from scamguard.text.prepare import prepare

__all__ = ["prepare"]
