"""WeChat as JSON: WeFlow and EchoTrace, and the interchange format of ChatLab (JSON or an object a line)."""

import json
import re
from collections.abc import Iterator, Mapping

from scamguard.chats.dates import from_epoch
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import mapping, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import lines_of, open_text
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Part, Source
from scamguard.chats.wechat_cards import card, is_card

NAME = "wechat-json"
JOINS = None
_WEFLOW = re.compile(r'"weflow"\s*:\s*\{')
_ECHOTRACE = re.compile(r'"session"\s*:\s*\{[^{}]{0,4000}"wxid"')
_CHATLAB = re.compile(r'"chatlab"\s*:\s*\{')
_LINE = re.compile(r'\s*\{[^\n]*"_type"\s*:\s*"(?:header|member|message)"')
_TYPED = ("文本消息", "文本", 0)
"""Types of what somebody typed (0: ChatLab): it is no card, whatever it looks like."""
_NO_WORDS = re.compile(r"\[(?:图片|视频|语音|表情包?|动画表情|语音消息|图片消息|视频消息|表情消息)\]")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    if not text.startswith("{"):
        return 0.0
    known = any(shape.search(text) for shape in (_WEFLOW, _ECHOTRACE, _CHATLAB)) or _LINE.match(text)
    return 0.95 * bool(known)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages in the order of the file."""
    for part in source.parts:
        text = head_text(part.head()).lstrip()
        if _LINE.match(text):
            diagnostics.dialect = "chatlab-lines"
            yield from _lines(part, options, diagnostics)
            continue
        known = ((_CHATLAB, "chatlab"), (_WEFLOW, "weflow"))
        diagnostics.dialect = next((name for shape, name in known if shape.search(text)), "echotrace")
        chat: object = None
        with open_text(part, options, diagnostics) as stream:
            for path, value in walk_json(stream, [("messages",), ("session",), ("meta",)]):
                if path in (("session", "displayName"), ("meta", "name")):
                    chat = value
                elif path == ("messages", ITEM) and value is not OPENED:
                    yield from _message(mapping(value), chat, diagnostics)


def _lines(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    chat: object = None
    for line in lines_of(part, options, diagnostics):
        if not line.strip():
            continue
        try:
            record = mapping(json.loads(line))
        except (ValueError, RecursionError):
            record = {}
        if record.get("_type") == "header":
            chat = mapping(record.get("meta")).get("name")
        elif record.get("_type") == "message":
            yield from _message(record, chat, diagnostics)
        elif record.get("_type") != "member":
            diagnostics.misread(line)


def _message(record: Mapping[str, object], chat: object, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    sent_at = from_epoch(record.get("createTime") or record.get("timestamp"))
    if "content" not in record and sent_at is None:
        diagnostics.misread(str(record)[:300])
        return
    content = text_of(record.get("content"))
    # WeFlow may keep a card's XML beside a short word for it.
    source = text_of(record.get("source"))
    typed = record.get("type") in _TYPED or record.get("localType") == 1
    text, links = (content, card(source)[1] if is_card(source) else [])
    if is_card(content) and not typed:
        text, links = card(content)
    if record.get("type") in ("系统消息", "系统提示"):
        yield system_line(text, sent_at, chat)
        return
    names = ("senderDisplayName", "groupNickname", "accountName", "senderUsername", "sender")
    sent = record.get("isSend")
    yield message(
        "" if _NO_WORDS.fullmatch(text) else text,
        next((name for key in names if (name := text_of(record.get(key)))), None),
        sent_at,
        chat=chat,
        quoted=text_of(record.get("quotedContent")),
        links=links,
        outgoing=bool(sent) if sent in (0, 1) else None,
    )
