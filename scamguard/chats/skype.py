"""Skype's export: messages.json with all conversations, newest message first."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from scamguard.chats.damage import DAMAGE
from scamguard.chats.dates import from_iso
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined, mapping, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.markup import plain
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Part, Source

NAME = "skype"
JOINS = None
_SNIFFED = (re.compile(r'"conversations"\s*:'), re.compile(r'"MessageList"\s*:'))
_CARD = re.compile(r"<c\b([^<>]{1,1000})>")
_CARD_PART = re.compile(r"""\b[fs]=["']([^"'<>]{1,300})["']""")
"""Attributes of a contact card: the name shown, and the account."""
_CONVERSATION = ("conversations", ITEM)
_ENTER = [("conversations",), _CONVERSATION, (*_CONVERSATION, "MessageList")]
_HELD = 50_000
"""Messages of one conversation that are held to be given oldest first."""
_HELD_SIZE = 32 << 20
"""Characters of them."""


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    return 0.95 * (text.startswith("{") and all(key.search(text) for key in _SNIFFED))


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages, those of each conversation oldest first."""
    for part in source.parts:
        held: list[ChatMessage] = []
        size = 0
        try:
            for made in _in_file_order(part, options, diagnostics):
                size += len(made.text) if made else 0
                if made is None or len(held) >= _HELD or size > _HELD_SIZE:
                    if made is not None:
                        diagnostics.note(
                            "too many messages in a conversation to turn them round: given in pieces, newest first"
                        )
                    yield from reversed(held)
                    held.clear()
                    size = 0
                if made is not None:
                    held.append(made)
        except DAMAGE:
            yield from reversed(held)
            raise
        yield from reversed(held)


def _in_file_order(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage | None]:
    """The messages, and None where a conversation begins."""
    own, chat, seen = "", "", ""
    with open_text(part, options, diagnostics) as stream:
        for path, value in walk_json(stream, _ENTER):
            if value is OPENED:
                if path == _CONVERSATION:
                    chat = ""
                    yield None
            elif path == ("userId",):
                own = text_of(value)
            elif path[:2] == _CONVERSATION and path[2:] in (("id",), ("displayName",)):
                chat = text_of(value) or chat
            elif path[-1] == ITEM:
                record = mapping(value)
                # Both wordings of an edited message are given: the first was read by somebody.
                key = f"{text_of(record.get('id'))} {text_of(record.get('content'))}"
                if not record:
                    diagnostics.misread(str(value)[:300])
                elif key != seen:
                    yield _message(record, chat, own)
                seen = key


def _message(record: Mapping[str, object], chat: str, own: str) -> ChatMessage:
    content = text_of(record.get("content"))
    said, links, quoted = plain(content, ("quote", "e_m"))
    if text_of(record.get("messagetype")) == "RichText/Contacts":
        said = joined(said, *(unescape(part) for found in _CARD.findall(content) for part in _CARD_PART.findall(found)))
    sent_at = from_iso(record.get("originalarrivaltime"))
    if text_of(record.get("messagetype")).startswith(("ThreadActivity/", "Event/")):
        return system_line(said, sent_at, chat)
    writer = text_of(record.get("from")).rpartition("/")[2]
    shown = text_of(record.get("displayName")) or writer.partition(":")[2] or writer
    outgoing = writer == own if own else None
    return message(said, shown, sent_at, chat=chat, quoted=quoted, links=links, outgoing=outgoing)
