"""WeChat tables: WeChatMsg's CSV and both of PyWxDump's."""

import json
from collections.abc import Iterator, Mapping

from scamguard.chats.damage import until_damage
from scamguard.chats.dates import any_date, from_epoch, order_of
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.fields import mapping, text_of
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Source
from scamguard.chats.table import header_of, rows_of
from scamguard.chats.wechat_cards import card, is_card

NAME = "wechat-csv"
JOINS = None
_WECHATMSG = {"StrContent", "IsSender", "Type"}
_PYWXDUMP = {"type_name", "is_sender", "talker"}
_TEXT_TYPE, _SYSTEM_TYPE = "1", "10000"
_TEXT_NAMES = ("文本", "文本消息")
_SYSTEM_NAMES = ("系统通知", "系统消息")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    cells = set(header_of(head)[0])
    return 0.95 * (cells >= _WECHATMSG or cells >= _PYWXDUMP)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """A message a row; the words of cards, nothing of pictures."""
    for part in source.parts:
        names, delimiter = header_of(part.head())
        wechatmsg = set(names) >= _WECHATMSG
        diagnostics.dialect = "wechatmsg" if wechatmsg else "pywxdump-2" if "msg" in names else "pywxdump-1"
        at = names.index("CreateTime") if "CreateTime" in names else len(names)
        dates = (row[at] for row in until_damage(rows_of(part, delimiter, options, Diagnostics(""))) if at < len(row))
        order = None if wechatmsg else order_of(dates, options, diagnostics)
        rows = rows_of(part, delimiter, options, diagnostics)
        next(rows, None)
        for cells in rows:
            row = dict(zip(names, cells, strict=False))
            if len(cells) < min(len(names), 8) - 3:
                diagnostics.misread(delimiter.join(cells))
            else:
                yield _of_wechatmsg(row) if wechatmsg else _of_pywxdump(row, order)


def _of_wechatmsg(row: Mapping[str, str]) -> ChatMessage:
    content, links = _words(row.get("StrContent", ""), row.get("Type") == _TEXT_TYPE)
    sent_at = from_epoch(row.get("CreateTime")) or any_date(row.get("StrTime"), DateOrder.YMD)
    if row.get("Type") == _SYSTEM_TYPE:
        return system_line(content, sent_at)
    outgoing = row.get("IsSender") == "1"
    # Only groups name the sender; in a private chat it is the one or the other.
    sender = row.get("Remark") or row.get("NickName") or row.get("Sender")
    return message(content, sender, sent_at, chat=row.get("TalkerId"), links=links, outgoing=outgoing)


def _of_pywxdump(row: Mapping[str, str], order: DateOrder | None) -> ChatMessage:
    content = row.get("msg")
    if content is None:
        try:
            content = text_of(mapping(json.loads(row.get("content", ""))).get("msg"))
        except (ValueError, RecursionError):
            content = row.get("content", "")
    text, links = _words(content, row.get("type_name") in _TEXT_NAMES)
    sent_at = any_date(row.get("CreateTime"), order)
    if row.get("type_name") in _SYSTEM_NAMES:
        return system_line(text, sent_at, row.get("room_name"))
    return message(
        text,
        row.get("talker"),
        sent_at,
        chat=row.get("room_name"),
        links=links,
        outgoing=row.get("is_sender") == "1",
        attachments=[row.get("src")],
    )


def _words(content: str, typed: bool) -> tuple[str, list[str]]:
    """What a cell says. What was `typed` is no card, whatever it looks like."""
    return (content, []) if typed or not is_card(content) else card(content)
