"""Findings as JSON Lines: one message a line, as described by scamguard/schema/scan.json."""

import json
import re
from typing import Any

from scamguard.report.output import Output
from scamguard.scanning import Finding, Summary

SCHEMA = 1
# What some readers take for the end of a line, and what could steer a terminal: written as escapes, nothing is lost.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class JsonLines:
    """Writes the flagged messages, or with `everything` all of them."""

    def __init__(self, output: Output, *, everything: bool = False) -> None:
        self._output, self._everything = output, everything

    def open(self) -> None:
        """Nothing stands before the first line."""

    def write(self, finding: Finding) -> None:
        """One line, if the message is wanted."""
        if finding.flagged or self._everything:
            line = json.dumps(describe(finding), ensure_ascii=not self._output.unicode)
            self._output.write(_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n")

    def close(self, summary: Summary) -> None:  # noqa: ARG002  # the lines say it all
        """The last line was the last."""
        self._output.finish()


def describe(finding: Finding) -> dict[str, Any]:
    """Plain data for JSON. Messages of a conversation are counted from 1, as those of the file."""
    message, turn = finding.message, finding.turn
    apart = turn.reason if turn.reason is not None and turn.reason is not turn.verdict else None
    return {
        "schema": SCHEMA,
        "file": finding.file,
        "number": finding.number,
        "chat": message.chat,
        "sender": message.sender,
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        "own": turn.own,
        "system": message.system,
        "text": message.text,
        "quoted": message.quoted,
        "links": list(message.links),
        "forwarded_from": message.forwarded_from,
        "attachments": list(message.attachments),
        "level": finding.level.name,
        "score": round(finding.score, 6),
        "flags": [str(flag) for flag in finding.flags],
        "leak": turn.leak,
        "verdict": turn.verdict.to_dict(),
        "conversation": {
            "number": turn.number + 1,
            "level": turn.level.name,
            "turning_point": turn.reason is not None,
            "joined": [number + 1 for number in turn.joined],
            "reason": apart.to_dict() if apart else None,
            "stages": [str(stage) for stage in turn.stages],
        },
    }
