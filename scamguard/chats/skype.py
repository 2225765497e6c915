"""Skype's export: messages.json with all conversations, newest message first."""

import re
from collections.abc import Iterator, Mapping

from scamguard.chats.damage import DAMAGE
from scamguard.chats.dates import from_iso
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import mapping, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.markup import plain
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Part, Source

NAME = "skype"
JOINS = False
_SNIFFED = re.compile(r'"conversations"\s*:.*"MessageList"\s*:', re.DOTALL)
_CONVERSATION = ("conversations", ITEM)
_ENTER = [("conversations",), _CONVERSATION, (*_CONVERSATION, "MessageList")]
_HELD = 50_000
"""Messages of one conversation that are held to be given oldest first."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001  # the registry calls all alike
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    return 0.95 * bool(text.startswith("{") and _SNIFFED.search(text))


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages, those of each conversation oldest first."""
    for part in source.parts:
        held: list[ChatMessage] = []
        try:
            for made in _in_file_order(part, options, diagnostics):
                if made is None or len(held) >= _HELD:
                    if made is not None:
                        diagnostics.note(
                            f"over {_HELD} messages in a conversation: given in pieces, newest piece first"
                        )
                    yield from reversed(held)
                    held.clear()
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
    said, links, quoted = plain(text_of(record.get("content")), ("quote", "e_m"))
    sent_at = from_iso(record.get("originalarrivaltime"))
    if text_of(record.get("messagetype")).startswith(("ThreadActivity/", "Event/")):
        return ChatMessage(said, None, sent_at, chat or None, system=True)
    writer = text_of(record.get("from")).rpartition("/")[2]
    shown = text_of(record.get("displayName")) or writer.partition(":")[2] or writer
    outgoing = writer == own if own else None
    return message(said, shown, sent_at, chat=chat, quoted=quoted, links=links, outgoing=outgoing)
