"""Texts in which a line with a time and a name stands above each message."""

import re
from collections.abc import Callable, Iterator

from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.message import MAX_TEXT

Heads = Callable[[str, bool], re.Match[str] | None]
"""Says whether a line (given without its end, and whether it follows a blank one) begins a record."""


def stamped(lines: Iterator[str], heads: Heads, diagnostics: Diagnostics) -> Iterator[tuple[re.Match[str], str]]:
    """(head, text below it) for each record; a text that grows too long to hold comes in several pieces."""
    head: re.Match[str] | None = None
    body: list[str] = []
    size, after_blank = 0, True
    for line in lines:
        bare = line.rstrip("\r\n")
        found = heads(bare, after_blank)
        after_blank = not bare.strip()
        if found:
            if head:
                yield head, "".join(body)
            head, body, size = found, [], 0
        elif head is None:
            if not after_blank:
                diagnostics.misread(line)
        else:
            body.append(line)
            size += len(line)
            if size > MAX_TEXT:
                yield head, "".join(body)
                body, size = [], 0
    if head:
        yield head, "".join(body)
