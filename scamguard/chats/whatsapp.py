"""WhatsApp: the text that "Export chat" makes on Android and iOS, in any language, alone or in a zip."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scamguard.chats.damage import until_damage
from scamguard.chats.dates import CLOCK, OrderDecider, Triple, clock_of, dated, report_order
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.draft import Draft
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, clean_name
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Source
from scamguard.chats.whatsapp_words import EDITED, FOREIGN, NO_TEXT, SYSTEM, attachment

NAME = "whatsapp"
JOINS = None
_M = "[\u200e\u200f\u202a-\u202c\ufeff]*"
_HEADER = re.compile(
    rf"{_M}(?P<bracket>\[)?{_M}(?P<a>\d{{1,4}}){_M}(?P<sep>[./-]\s?|\s)(?P<b>\d{{1,4}}){_M}(?:[./-]\s?|\s)(?P<c>\d{{1,4}})\.?"
    rf"{_M}[,،]?\s{{0,3}}(?:à|às|klo|at|um|a las)?\s{{0,3}}{_M}{CLOCK}{_M}(?P<end>\]\s?|\s{{1,3}}[-–]\s|:\s|;\s|\s)"
)
_MAX_HEADER = 300
_MAX_NAME = 120
_MAX_KNOWN = 10_000
_SHARE_OF_SHAPES = 0.2
"""A second shape of header is believed in if it is at least this often there: two exports pasted together."""
_SHARE_AFTER_CRLF = 0.7
"""From which on LF alone is believed to be inside a message, as on iOS: elsewhere somebody edited the file."""
_CHAT_NAMES = re.compile(
    r"WhatsApp[ -]Chat (?:with|mit|con|avec|-) ?(?P<a>.+)"
    r"|(?:Chat|Conversa|Discussion)\S* (?:de|do|da) WhatsApp (?:con|com|avec) (?P<b>.+)"
    r"|[与與](?P<c>.+?)的 ?WhatsApp"
)


@dataclass(slots=True)
class _Shape:
    """What a first pass learnt: which headers are real, the order of dates, who writes."""

    ends: set[str] = field(default_factory=set)
    after_crlf: bool = False
    order: DateOrder | None = None
    names: Counter[str] = field(default_factory=Counter)


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    lines = head_text(head).split("\n")[:400]
    found = [match for line in lines if (match := _header(line))]
    if not found or not any(_split(line, match) for line in lines if (match := _header(line))):
        return 0.0
    return 0.9 if len(found) > 1 else 0.6


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of all parts, in order."""
    for part in source.parts:
        shape = _learn(until_damage(lines_of(part, options, Diagnostics(part.path))), options, diagnostics)
        diagnostics.dialect = "ios" if "]" in shape.ends else "android"
        chat = _chat_name(part.name) or _chat_name(source.name)
        yield from _messages(lines_of(part, options, diagnostics), shape, chat, diagnostics)


def _header(line: str) -> re.Match[str] | None:
    match = _HEADER.match(line[:_MAX_HEADER])
    if match is None or bool(match["bracket"]) != match["end"].startswith("]") or clock_of(match) is None:
        return None
    return match if match["end"].strip() or ": " in line[match.end() :] else None


def _triple(match: re.Match[str]) -> Triple:
    return match["a"], match["b"], match["c"]


def _split(line: str, match: re.Match[str]) -> tuple[str, str] | None:
    """The sender and text of a header line, or None if no sender is named."""
    name, colon, text = line[match.end() :].partition(": ")
    if not colon:
        bare = line[match.end() :].rstrip("\r\n")
        return (bare[:-1], "") if bare.endswith(":") and len(bare) <= _MAX_NAME else None
    if not name.strip() or len(name) > _MAX_NAME or SYSTEM.search(name):
        return None
    return name, text


def _learn(lines: Iterator[str], options: ReadOptions, diagnostics: Diagnostics) -> _Shape:
    """Reads the whole part once, holding only counts."""
    shape, decider = _Shape(), OrderDecider()
    ends: Counter[str] = Counter()
    crlf = bare = headers_after_crlf = headers = foreign = 0
    previous = "\r\n"
    for line in lines:
        if match := _header(line):
            headers += 1
            headers_after_crlf += previous.endswith("\r\n")
            ends[match["end"].strip()] += 1
            clock = clock_of(match)
            if clock:
                decider.feed(_triple(match), clock, match["sep"].startswith("."))
            if (split := _split(line, match)) and len(shape.names) < _MAX_KNOWN:
                shape.names[clean_name(split[0]) or ""] += 1
            foreign += bool(FOREIGN.search(line))
        crlf += line.endswith("\r\n")
        bare += line.endswith("\n") and not line.endswith("\r\n")
        previous = line
    most = max(ends.values(), default=0)
    shape.ends = {end for end, count in ends.items() if count >= _SHARE_OF_SHAPES * most}
    shape.after_crlf = bool(crlf and bare and headers_after_crlf > _SHARE_AFTER_CRLF * headers)
    decided = decider.decide(options, DateOrder.DMY if foreign else None)
    shape.order = decided[0]
    report_order(diagnostics, decided)
    return shape


def _messages(lines: Iterator[str], shape: _Shape, chat: str | None, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    draft: Draft | None = None
    previous = "\r\n"
    inside = 0
    for line in lines:
        match = _header(line)
        real = match and match["end"].strip() in shape.ends and (not shape.after_crlf or previous.endswith("\r\n"))
        previous = line
        if match is None or not real:
            inside += match is not None
            if draft:
                yield from draft.add(line)
            elif line.strip():
                diagnostics.misread(line)
            continue
        if draft:
            yield _finished(draft, chat)
        sent_at = dated(_triple(match), clock_of(match) or (0, 0, 0), shape.order)
        split = _split(line, match) or _split_tight(line[match.end() :], shape)
        name, text = split or (None, line[match.end() :])
        draft = Draft(clean_name(name), sent_at, chat, lines=[text])
    if draft:
        yield _finished(draft, chat)
    if inside:
        diagnostics.note(f"{inside} lines look like messages but stand inside others, as pasted chats do")


def _split_tight(rest: str, shape: _Shape) -> tuple[str, str] | None:
    """`Name:text` without a blank, for names that are known from other lines."""
    name, colon, text = rest.partition(":")
    return (name, text) if colon and clean_name(name) in shape.names else None


def _finished(draft: Draft, chat: str | None) -> ChatMessage:
    """The message without the app's own words; a line of the app may stand in the chat's or a member's name."""
    made = draft.finish()
    if made.sender is None:
        return replace(made, system=True)
    text = EDITED.sub("", made.text).strip()
    if SYSTEM.match(text) and (draft.lines[0].lstrip().startswith("\u200e") or made.sender == chat):
        return replace(made, sender=None, system=True)
    name, text = attachment(text)
    if NO_TEXT.fullmatch(text):
        text = ""
    return replace(made, text=text, attachments=(name,) if name else ())


def _chat_name(path: str) -> str | None:
    stem = re.sub(r"\.(?:txt|zip)\b", "", path)
    found = _CHAT_NAMES.search(stem.rpartition("/")[2]) or _CHAT_NAMES.search(stem)
    return clean_name(found["a"] or found["b"] or found["c"]) if found else None
