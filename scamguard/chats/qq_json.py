"""QQChatExporter: one JSON file, or a manifest and chunks with an object a line."""

import json
import re
from collections.abc import Iterator, Mapping

from scamguard.chats.damage import DAMAGE
from scamguard.chats.dates import from_epoch, from_iso
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import mapping, sequence, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import lines_of, open_text
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.parts import in_turn
from scamguard.chats.source import HEAD, Part, Source

NAME = "qq-json"
JOINS = re.compile(r"(?<=^c)\d+(?=\.jsonl$)")
_WHOLE = re.compile(r'"name"\s*:\s*"QQChatExporter')
_RECORD = (re.compile(r'"sender"\s*:\s*\{'), re.compile(r'"(?:uid|uin)"\s*:'), re.compile(r'"content"\s*:\s*\{'))


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    if not text.startswith("{"):
        return 0.0
    if not _WHOLE.search(text):
        first = text.partition("\n")[0]
        return 0.9 * all(key.search(first) for key in _RECORD)
    # Statistics of large groups push the messages beyond what is seen here; a manifest is short and holds none.
    return 0.95 * bool('"messages"' in text or len(head) >= HEAD)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages in the order of the file; chunks have their conversation's name from the manifest."""
    yield from in_turn(source.parts, lambda part: _part(part, source, options, diagnostics))


def _part(part: Part, source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    if _WHOLE.search(head_text(part.head())):
        diagnostics.dialect = "whole"
        yield from _whole(part, options, diagnostics)
        return
    diagnostics.dialect = "chunk"
    chat = _manifest_name(source, options)
    for line in lines_of(part, options, diagnostics):
        if line.strip():
            yield from _line(line, chat, diagnostics)


def _whole(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    chat: object = None
    with open_text(part, options, diagnostics) as stream:
        for path, value in walk_json(stream, [("messages",), ("chatInfo",)]):
            if path == ("chatInfo", "name"):
                chat = value
            elif path == ("messages", ITEM) and value is not OPENED:
                yield from _message(mapping(value), chat, diagnostics)


def _line(line: str, chat: object, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    try:
        record = mapping(json.loads(line))
    except (ValueError, RecursionError):
        record = {}
    if not record:
        diagnostics.misread(line)
    else:
        yield from _message(record, chat, diagnostics)


def _manifest_name(source: Source, options: ReadOptions) -> object:
    manifest = source.companion("manifest.json")
    if manifest is None:
        return None
    try:
        with open_text(manifest, options, Diagnostics(manifest.path)) as stream:
            return next(
                (value for path, value in walk_json(stream, [("chatInfo",)]) if path == ("chatInfo", "name")), None
            )
    except DAMAGE:
        return None


def _message(record: Mapping[str, object], chat: object, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    sender, content = mapping(record.get("sender")), mapping(record.get("content"))
    if not sender and not content:
        diagnostics.misread(str(record)[:300])
        return
    stamp = record.get("timestamp")
    sent_at = from_iso(stamp) or from_epoch(stamp)
    text = text_of(content.get("text"))
    if record.get("system") is True:
        yield system_line(text, sent_at, chat)
        return
    reply = mapping(content.get("reply"))
    files = [mapping(resource).get("filename") for resource in sequence(content.get("resources"))]
    names = (sender.get(key) for key in ("groupCard", "remark", "name", "nickname", "uin", "uid"))
    yield message(
        text,
        next(filter(None, map(text_of, names)), None),
        sent_at,
        chat=chat,
        quoted=text_of(reply.get("content") or reply.get("text")),
        attachments=files,
    )
