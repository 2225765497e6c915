"""Text and nothing else: a message a line, or a block between blank lines."""

from collections.abc import Iterator

from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.draft import Draft
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import ReadOptions, Split
from scamguard.chats.source import Source

NAME = "text"
JOINS = None
_OTHER = ("{", '["', "[{", "<!doctype", "<html", "<?xml", "%pdf", "{\\rtf")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head)
    odd = sum(not char.isprintable() and char not in "\r\n\t\f\u200e\u200f\ufeff" for char in text[:4000])
    if text.lstrip()[:20].lower().startswith(_OTHER) or odd > 0.1 * len(text[:4000]):
        return 0.0
    return 0.01 * bool(text.strip())


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The lines that are not empty, or the blocks, as messages of nobody."""
    diagnostics.dialect = str(options.split)
    for part in source.parts:
        draft = Draft(None, None)
        for line in lines_of(part, options, diagnostics):
            if options.split is Split.LINES:
                if line.strip():
                    yield message(line, None, None)
            elif line.strip():
                yield from draft.add(line)
            elif draft.lines:
                yield draft.finish()
                draft = Draft(None, None)
        if draft.lines:
            yield draft.finish()
