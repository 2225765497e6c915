"""The command line: `scamguard`. It parses, calls the library and prints; nothing imports it."""

from scamguard.cli.app import main

__all__ = ["main"]
