"""LINE: the text that "Export chat history" makes on phones and on computers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scamguard.chats.damage import until_damage
from scamguard.chats.dates import CLOCK, OrderDecider, Triple, clock_of, dated, report_order
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.draft import Draft
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, clean_name, system_line
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Source

NAME = "line"
JOINS = None
_TITLE = re.compile(
    r"\ufeff?(?:\[LINE\] ?)?(?:(?P<ja>.+?)と?のトーク履歴|與(?P<tw>.+)的聊天記錄|与(?P<cn>.+)的聊天记录"
    r"|Chat history (?:with|in) (?P<en>.+)|ประวัติการแชท(?:กับ|ใน)?\s?(?P<th>.+))\s*$"
)
_SAVED = re.compile(r"(?:保存日時|儲存日期|保存日期|Saved on|บันทึกเมื่อ)\s?[：:]")
_DAY = re.compile(
    r"(?:[A-Z][a-z]{2,8}, )?(?P<a>\d{1,4})(?P<sep>[./])(?P<b>\d{1,2})[./](?P<c>\d{1,4})"
    r"(?:\s?[（(]\w{1,4}[)）]|\s?(?:週|周)\w|\s\w{1,10}曜日|\s[A-Z][a-z]{2,8}|\s\w曜日)?\s*$"
)
_ROW = re.compile(rf"{CLOCK}\t(?P<rest>.*)$", re.DOTALL)
_SPACED = re.compile(rf"{CLOCK} (?P<rest>\S.*)$", re.DOTALL)
_NO_WORDS = re.compile(
    r"\[(?:スタンプ|貼圖|贴图|Sticker|写真|照片|Photo|動画|影片|Video|ボイスメッセージ|語音訊息|Voice message"
    r"|ファイル|檔案|File|สติกเกอร์|รูป)\]"
)


@dataclass(slots=True)
class _File:
    """What a first pass learnt."""

    order: DateOrder | None = None
    tabs: bool = True
    names: frozenset[str] = frozenset()


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    lines = [line.rstrip("\r") for line in head_text(head).split("\n")[:400]]
    if lines and (lines[0].startswith("[LINE] ") or (_TITLE.match(lines[0]) and any(map(_SAVED.match, lines[1:3])))):
        return 0.98
    days = sum(bool(_DAY.match(line)) for line in lines)
    rows = sum(bool(_ROW.match(line)) for line in lines)
    if days and rows >= 3:
        return 0.93
    spaced = sum(bool(_SPACED.match(line)) for line in lines)
    return 0.6 * (days > 0 and (rows > 0 or spaced > 2 * days))


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages; rows below a date heading, texts of several lines in quotation marks."""
    for part in source.parts:
        known = _learn(until_damage(lines_of(part, options, Diagnostics(part.path))), options, diagnostics)
        diagnostics.dialect = "tabs" if known.tabs else "blanks"
        yield from _messages(lines_of(part, options, diagnostics), known, diagnostics)


def _triple(day: re.Match[str]) -> Triple:
    return day["a"], day["b"], day["c"]


def _learn(lines: Iterator[str], options: ReadOptions, diagnostics: Diagnostics) -> _File:
    decider, tabs, blanks = OrderDecider(), 0, 0
    firsts: dict[str, int] = {}
    for line in lines:
        bare = line.rstrip("\r\n")
        if day := _DAY.match(bare):
            decider.feed(_triple(day), (0, 0, 0), day["sep"] == ".")
        elif _ROW.match(bare):
            tabs += 1
        elif (row := _SPACED.match(bare)) and len(firsts) < 10_000:
            blanks += 1
            words = row["rest"].split(" ")[:4]
            for size in range(1, len(words)):
                key = " ".join(words[:size])
                firsts[key] = firsts.get(key, 0) + 1
    decided = decider.decide(options)
    report_order(diagnostics, decided)
    names = frozenset(name for name, count in firsts.items() if count > 1)
    return _File(decided[0], tabs >= blanks, names)


def _messages(lines: Iterator[str], known: _File, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    day: Triple | None = None
    chat: str | None = None
    draft: Draft | None = None
    quoted = False
    for number, line in enumerate(lines):
        bare = line.rstrip("\r\n")
        title = _TITLE.match(bare) if number < 3 else None
        if title or (number < 5 and _SAVED.match(bare)):
            chat = clean_name(next((name for name in title.groups() if name), None)) if title else chat
            continue
        heading = _DAY.match(bare)
        row = None if quoted and not heading else (_ROW if known.tabs else _SPACED).match(bare)
        clock = clock_of(row) if row else None
        if heading and quoted:
            diagnostics.note("a quotation mark was not closed before the next day")
        if heading or (row and clock):
            if draft:
                yield _finished(draft)
            draft, quoted = None, False
        if heading:
            day = _triple(heading)
        elif row and clock:
            sender, text = _split(row["rest"], known)
            draft = Draft(sender, dated(day, clock, known.order) if day else None, chat, lines=[text])
            quoted = known.tabs and text.startswith('"') and not _closed(text)
        elif draft:
            quoted = quoted and not _closed(line, inside=True)
            yield from draft.add("\n" + bare)
        elif bare.strip():
            diagnostics.misread(line)
    if draft:
        yield _finished(draft)


def _split(rest: str, known: _File) -> tuple[str | None, str]:
    """The sender (None: a line of the app) and the text of a row without its time."""
    if known.tabs:
        name, tab, text = rest.partition("\t")
        return (clean_name(name), text) if tab and name.strip() else (None, text if tab else rest)
    words = rest.split(" ")
    sizes = [size for size in range(1, min(4, len(words))) if " ".join(words[:size]) in known.names]
    size = max(sizes, default=1)
    if len(words) == 1:
        return None, rest
    return clean_name(" ".join(words[:size])), " ".join(words[size:])


def _closed(text: str, inside: bool = False) -> bool:
    """Whether the quotation mark that opened a text closes at the end of this line."""
    body = text.rstrip("\r\n")
    body = body if inside else body[1:]
    run = len(body) - len(body.rstrip('"'))
    return run % 2 == 1


def _finished(draft: Draft) -> ChatMessage:
    text = draft.text()
    if len(text) > 1 and text.startswith('"') and _closed(text):
        draft.lines = [text[1:-1].replace('""', '"')]
    elif _NO_WORDS.fullmatch(text.strip()):
        draft.lines = [""]
    made = draft.finish()
    return made if made.sender else system_line(made.text, made.sent_at, made.chat)
