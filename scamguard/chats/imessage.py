"""iMessage: the texts of imessage-exporter, one a conversation."""

import re
from collections.abc import Iterator
from datetime import datetime

from scamguard.chats.dates import CLOCK, MONTHS, clock_of, moment
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source
from scamguard.chats.stamped import stamped

NAME = "imessage"
JOINS = None
_HEAD = re.compile(
    rf"\s{{0,40}}(?P<month>[A-Z][a-z]{{2}}) (?P<d>\d\d?), (?P<y>\d{{4}})\s{{1,2}}{CLOCK}"
    r"(?: \((?:Read|Delivered) [^)]{1,80}\))?(?P<notice> \S.*)?$"
)
_OWN = "Me"


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    lines = head_text(head).lstrip().split("\n")[:300]
    heads = sum(bool(_head(line.rstrip("\r"), True)) for line in lines)
    return 0.92 * bool(_head(lines[0].rstrip("\r"), True) and heads)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages: time, name and body each on lines of their own."""
    for part in source.parts:
        chat = re.sub(r"\.txt$", "", part.name)
        for head, body in stamped(lines_of(part, options, diagnostics), _head, diagnostics):
            lines = [line.removeprefix("    ") for line in body.replace("\r\n", "\n").split("\n")]
            if head["notice"]:
                said = "\n".join((head["notice"].strip(), *lines)).strip()
                yield system_line(said, _sent_at(head), chat)
                continue
            name, text = lines[0].strip(), "\n".join(lines[1:])
            yield message(text, name, _sent_at(head), chat=chat, outgoing=name == _OWN)


def _head(line: str, after_blank: bool) -> re.Match[str] | None:
    # Replies stand right below the message, indented.
    found = _HEAD.match(line) if after_blank or line.startswith("    ") else None
    return found if found and _sent_at(found) else None


def _sent_at(found: re.Match[str]) -> datetime | None:
    clock = clock_of(found)
    if clock is None or found["month"] not in MONTHS:
        return None
    return moment(int(found["y"]), MONTHS[found["month"]], int(found["d"]), clock)
