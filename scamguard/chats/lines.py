"""A part as text and as lines, without holding it whole."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import encoding_of
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Part

MAX_LINE = 1_000_000
"""Characters of one line; what is longer is given in pieces."""


@contextmanager
def open_text(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[TextIO]:
    """The part decoded, line ends as they are; says in the diagnostics which encoding was used."""
    head = part.head()
    codec = options.encoding or encoding_of(head)
    diagnostics.encoding = codec
    # A text with CR and no LF has CR alone for its line ends.
    newline = "\n" if b"\n" in head or b"\r" not in head else None
    with part.open() as raw, io.TextIOWrapper(raw, codec, "replace", newline=newline) as text:
        yield text


def lines_of(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[str]:
    """The lines with their ends (LF or CRLF; a CR alone ends no line); the first without its mark."""
    with open_text(part, options, diagnostics) as text:
        first = True
        while line := text.readline(MAX_LINE):
            if first:
                line, first = line.removeprefix("\ufeff"), False
            if "\ufffd" in line:
                diagnostics.replaced += line.count("\ufffd")
            if len(line) == MAX_LINE:
                diagnostics.note(f"a line of over {MAX_LINE} characters is read in pieces")
            yield line
        if diagnostics.replaced:
            diagnostics.note(f"not all of the file can be read as {diagnostics.encoding} (--encoding names another)")
