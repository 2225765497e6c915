"""QQ's message manager: one conversation, or all of them in one text."""

import re
from collections.abc import Iterator

from scamguard.chats.dates import CLOCK, clock_of, moment
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source
from scamguard.chats.stamped import stamped

NAME = "qq-text"
JOINS = None
_HEAD = re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?) {CLOCK} (?P<name>\S.{{0,200}})$")
_SECTION = re.compile(r"={5,}\s*$|消息记录（此消息记录为文本格式")
_ABOUT = re.compile(r"^消息(?P<key>分组|对象)[:：](?P<value>.*)$", re.MULTILINE)
_TITLES = re.compile(r"^(?:【[^】]{1,20}】)+(?=.)")
_ACCOUNT = re.compile(r"(?P<name>.*?)(?:\((?P<number>\d{5,12})\)|<(?P<mail>[^<>@\s]+@[^<>\s]+)>)$")
_SYSTEM_NUMBERS = ("10000", "1000000")
_NO_WORDS = re.compile(r"(?:\[(?:图片|表情|语音|视频)\]\s*)+")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head)
    if "消息记录（此消息记录为文本格式" in text or ("消息对象:" in text and "====" in text):
        return 0.97
    heads = [found for line in text.split("\n")[:400] if (found := _HEAD.match(line.rstrip("\r")))]
    return 0.9 * any(_ACCOUNT.match(found["name"]) for found in heads)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of all conversations of the file."""
    for part in source.parts:
        chat: str | None = None
        last: ChatMessage | None = None
        diagnostics.dialect = "message-manager"
        for head, body in stamped(lines_of(part, options, diagnostics), _head, diagnostics):
            if head.re is _HEAD:
                last = _message(head, body, chat)
                yield last
                continue
            about = {found["key"]: found["value"].strip() for found in _ABOUT.finditer(body)}
            chat = about.get("对象", chat)
            rest = _ABOUT.sub("", body).strip()
            if rest and last:
                # Anybody can draw a rule inside a message: what stands below it is still theirs.
                yield message(rest, last.sender, last.sent_at, chat=chat)
            elif rest:
                diagnostics.misread(rest)


def _head(line: str, after_blank: bool) -> re.Match[str] | None:
    if line.startswith(("=", "消息记录（")):
        return _SECTION.match(line)
    found = _HEAD.match(line) if after_blank else None
    return found if found and clock_of(found) else None


def _message(head: re.Match[str], body: str, chat: str | None) -> ChatMessage:
    sent_at = moment(int(head["y"]), int(head["m"]), int(head["d"]), clock_of(head) or (0, 0, 0))
    shown = _TITLES.sub("", head["name"].strip())
    account = _ACCOUNT.match(shown)
    name = (account["name"] or account["number"] or account["mail"]) if account else shown
    text = "" if _NO_WORDS.fullmatch(body.strip()) else body
    if (account and account["number"] in _SYSTEM_NUMBERS) or shown == "系统消息":
        return system_line(text, sent_at, chat)
    return message(text, name, sent_at, chat=chat)
