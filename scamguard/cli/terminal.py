"""What is printed and how: colour where it is wanted, nothing that could steer the terminal."""

import json
import os
import re
import sys
from collections.abc import Mapping
from typing import IO, Any

import click

from scamguard.types import Level

_LEVEL_COLOURS = {Level.SCAM: "red", Level.SUSPICIOUS: "yellow", Level.CLEAR: "cyan"}
# The control and direction characters of a message would move the cursor, change colours or turn the line around.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Reasons and the sum are indented by two blanks, evidence and explanations deeper.
_ARITHMETIC = re.compile(r"^  (?! )(?!- ).*$", re.MULTILINE)
_NUMBER = re.compile(r"[+-]\d+\.\d\d")


def may_colour(stream: IO[str]) -> bool:
    """Whether a stream is a terminal whose user wants colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def harmless(text: str) -> str:
    """The text with control and direction characters, line ends and tabs excepted, shown as a middle dot."""
    return _STEERING.sub("·", text)


def coloured(explanation: str, level: Level) -> str:
    """An explanation with its first line in the level's colour and the numbers of its sum in bold; the same text."""
    first, line_end, rest = explanation.partition("\n")
    rest = _ARITHMETIC.sub(lambda line: _NUMBER.sub(lambda number: click.style(number[0], bold=True), line[0]), rest)
    return click.style(first, fg=_LEVEL_COLOURS[level], bold=True) + line_end + rest


def print_json(data: Mapping[str, Any]) -> None:
    """Print JSON as people read it where the output is Unicode, else with escapes, so that nothing is lost."""
    unicode_output = (sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(data, ensure_ascii=not unicode_output, indent=2))
