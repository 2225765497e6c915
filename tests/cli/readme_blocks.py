"""The README's fenced code blocks, for the tests that hold it to its word."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language and its text."""

    language: str
    text: str


BLOCKS = tuple(Block(*found) for found in re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))


def file_named(name: str) -> str:
    """The text of the YAML block whose first line names a file."""
    return next(block.text for block in BLOCKS if block.language == "yaml" and block.text.startswith(f"# {name}\n"))
