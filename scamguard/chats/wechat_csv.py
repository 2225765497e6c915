"""WeChat tables: WeChatMsg's CSV and both of PyWxDump's."""

import json
from collections.abc import Iterator, Mapping

from scamguard.chats.dates import any_date, from_epoch
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.fields import mapping, text_of
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Source
from scamguard.chats.table import header_of, rows_of
from scamguard.chats.wechat_cards import card, is_card

NAME = "wechat-csv"
JOINS = False
_WECHATMSG = {"StrContent", "IsSender", "Type"}
_PYWXDUMP = {"type_name", "is_sender", "talker"}
_SYSTEM_TYPE = "10000"
_SYSTEM_NAMES = ("系统通知", "系统消息")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001  # the registry calls all alike
    """From 0 to 1: how much the first bytes look like this format."""
    cells = set(header_of(head)[0])
    return 0.95 * (cells >= _WECHATMSG or cells >= _PYWXDUMP)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """A message a row; the words of cards, nothing of pictures."""
    for part in source.parts:
        names, delimiter = header_of(part.head())
        wechatmsg = set(names) >= _WECHATMSG
        diagnostics.dialect = "wechatmsg" if wechatmsg else "pywxdump-2" if "msg" in names else "pywxdump-1"
        rows = rows_of(part, delimiter, options, diagnostics)
        next(rows, None)
        for cells in rows:
            row = dict(zip(names, cells, strict=False))
            if len(cells) < min(len(names), 8) - 3:
                diagnostics.misread(delimiter.join(cells))
            else:
                yield _of_wechatmsg(row) if wechatmsg else _of_pywxdump(row, options)


def _of_wechatmsg(row: Mapping[str, str]) -> ChatMessage:
    content, links = _words(row.get("StrContent", ""))
    sent_at = from_epoch(row.get("CreateTime")) or any_date(row.get("StrTime"), DateOrder.YMD)
    if row.get("Type") == _SYSTEM_TYPE:
        return ChatMessage(content, None, sent_at, system=True)
    outgoing = row.get("IsSender") == "1"
    # Only groups name the sender; in a private chat it is the one or the other.
    sender = row.get("Remark") or row.get("NickName") or row.get("Sender")
    return message(content, sender, sent_at, chat=row.get("TalkerId"), links=links, outgoing=outgoing)


def _of_pywxdump(row: Mapping[str, str], options: ReadOptions) -> ChatMessage:
    content = row.get("msg")
    if content is None:
        try:
            content = text_of(mapping(json.loads(row.get("content", ""))).get("msg"))
        except (ValueError, RecursionError):
            content = row.get("content", "")
    text, links = _words(content)
    sent_at = any_date(row.get("CreateTime"), options.date_order or DateOrder.YMD)
    if row.get("type_name") in _SYSTEM_NAMES:
        return ChatMessage(text, None, sent_at, row.get("room_name"), system=True)
    return message(
        text,
        row.get("talker"),
        sent_at,
        chat=row.get("room_name"),
        links=links,
        outgoing=row.get("is_sender") == "1",
        attachments=[row.get("src")],
    )


def _words(content: str) -> tuple[str, list[str]]:
    return card(content) if is_card(content) else (content, [])
