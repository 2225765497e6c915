"""WeChat as text: WeChatMsg and WeFlow write the time and the name, the message below, and a blank line."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from scamguard.chats.dates import from_iso
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source
from scamguard.chats.stamped import stamped

NAME = "wechat-text"
JOINS = None
_HEAD = re.compile(r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?P<quote>')?(?P<name>\S.{0,120})$")
_MEDIA = re.compile(r"\[(?:图片|视频|语音|表情包?|动画表情|文件|语音通话|视频通话)\]")
_QUOTE = re.compile(r"\n引用[:：](?P<quoted>[^\n]*(?:\n.*)?)\Z", re.DOTALL)

_REMEMBERED = 2000
"""Messages among which a quoted one is looked for."""


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    lines = ["", *(line.rstrip("\r") for line in head_text(head).split("\n")[:400])]
    heads = sum(bool(_head(line, not before.strip())) for before, line in pairwise(lines))
    # A head must have a message below it at least once, or it is a log.
    below = any(_HEAD.match(a) and b.strip() and not _HEAD.match(b) for a, b in pairwise(lines))
    return 0.7 if heads > 1 and below else 0.55 * (heads == 1 and below)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages; what the app says of itself has a time and no name, and nothing below."""
    said_before: deque[str] = deque(maxlen=_REMEMBERED)
    for part in source.parts:
        diagnostics.dialect = "wechatmsg"
        for head, body in stamped(lines_of(part, options, diagnostics), _head, diagnostics):
            sent_at, name = from_iso(head["at"]), head["name"].strip()
            if head["quote"] and name.endswith("'"):
                name, diagnostics.dialect = name[:-1], "weflow"
            elif not body.strip():
                yield system_line(name, sent_at)
                continue
            text = body.replace("\r\n", "\n").strip()
            said, quoted = _without_quote(text, said_before)
            said_before.append(said)
            yield message("" if _MEDIA.fullmatch(said) else said, name, sent_at, quoted=quoted)


def _without_quote(text: str, said_before: deque[str]) -> tuple[str, str | None]:
    """The message and what it quotes. Anybody can write the mark of a quote: only what was said before is one."""
    quote = _QUOTE.search(text)
    if quote and quote["quoted"].partition(":")[2] in said_before:
        return text[: quote.start()], quote["quoted"]
    return text, None


def _head(line: str, after_blank: bool) -> re.Match[str] | None:
    return _HEAD.match(line) if after_blank else None
