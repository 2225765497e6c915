"""Matrix: the JSON that Element's "Export chat" writes."""

import re
from collections.abc import Iterator, Mapping

from scamguard.chats.dates import from_epoch
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined, mapping, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.markup import plain
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source

NAME = "matrix"
JOINS = None
_SNIFFED = re.compile(r'"exported_by"\s*:|"origin_server_ts"\s*:')
_FALLBACK = re.compile(r"(?:> [^\n]*\n)+\n")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    known = text.startswith("{") and '"messages"' in text and len(set(_SNIFFED.findall(text))) == 2
    return 0.95 * bool(known)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages in the order of the file; names of rooms and members as lines of the app."""
    for part in source.parts:
        room: object = None
        with open_text(part, options, diagnostics) as stream:
            for path, value in walk_json(stream, [("messages",)]):
                if path == ("room_name",):
                    room = value
                elif path == ("messages", ITEM) and value is not OPENED:
                    yield from _event(mapping(value), room, diagnostics)


def _event(outer: Mapping[str, object], room: object, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    event = {**outer, **mapping(outer.get("decrypted"))}
    sent_at = from_epoch(event.get("origin_server_ts"))
    content = mapping(event.get("content"))
    kind = event.get("type")
    if kind == "m.room.encrypted" or content.get("msgtype") == "m.bad.encrypted":
        diagnostics.misread(f"encrypted message of {text_of(event.get('sender'))}")
    elif kind in ("m.room.message", "m.sticker"):
        yield _message(mapping(content.get("m.new_content")) or content, event, room)
    elif kind:
        said = joined(content.get("name"), content.get("topic"), content.get("displayname"), content.get("reason"))
        yield system_line(said, sent_at, room)
    else:
        diagnostics.misread(str(outer)[:300])


def _message(content: Mapping[str, object], event: Mapping[str, object], room: object) -> ChatMessage:
    body, quoted = text_of(content.get("body")), None
    relation = mapping(mapping(event.get("content")).get("m.relates_to"))
    fallback = _FALLBACK.match(body) if "m.in_reply_to" in relation else None
    formatted, links, reply = plain(text_of(content.get("formatted_body")), ("mx-reply",))
    if fallback and formatted:
        # The formatted body says where the quote ends; anybody can write "> " before their own words.
        body, quoted = body[fallback.end() :], reply or fallback[0]
    # A medium's body is its name, or a caption if a name stands beside it.
    name = text_of(content.get("filename")) or body
    media = content.get("msgtype") in ("m.image", "m.file", "m.video", "m.audio")
    return message(
        "" if media and name == body else joined(body, formatted if formatted and formatted not in body else ""),
        event.get("sender"),
        from_epoch(event.get("origin_server_ts")),
        chat=room,
        quoted=quoted,
        links=links,
        attachments=[name] if media else [],
    )
