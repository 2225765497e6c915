"""Signal: its own export (JSON lines), and what signal-export and sigtop write."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from scamguard.chats.dates import from_epoch, from_iso
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.draft import Draft
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import mapping, text_of
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import ReadOptions
from scamguard.chats.signal_native import is_native, read_native
from scamguard.chats.source import Source
from scamguard.chats.stamped import stamped

NAME = "signal"
JOINS = None
_MARKDOWN = re.compile(
    r"\[(?P<at>\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|, \d\d:\d\d))\] (?P<name>[^\n]{1,120}?): (?P<rest>.*)", re.DOTALL
)
"""With seconds or with a comma: WhatsApp on iOS writes both, and a U+200E before what is its own."""
_SHORT = re.compile(r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d) (?P<name>[^\n:]{1,120}): (?P<rest>.*)", re.DOTALL)
_FROM = re.compile(r"From: (?P<name>.+)$")
_FIELD = re.compile(r"(?P<key>Type|Sent|Received|Attachment|Edited|Reaction|To): (?P<value>.*)$")
_LINES = (
    re.compile(r'"date"\s*:\s*"'),
    re.compile(r'"body"\s*:'),
    re.compile(r'"(?:reactions|quote|stickers?|attachments)"\s*:'),
)
"""What each line of signal-export's data.json holds."""
_OWN = ("Me", "You")
_REMEMBERED = 2000
"""Messages among which a quoted one is looked for."""


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    if text.startswith("{"):
        first = text.partition("\n")[0]
        return 0.95 * (is_native(text) or all(key.search(first) for key in _LINES))
    if text.startswith("Conversation: ") and re.search(r"^Type: (?:in|out)going", text, re.MULTILINE):
        return 0.96
    lines = text.split("\n")[:300]
    if _MARKDOWN.match(lines[0]):
        return 0.92 * ("\u200e" not in text)
    short = sum(bool(_SHORT.match(line)) for line in lines)
    return 0.91 * (short > 1 and bool(_SHORT.match(lines[0])))


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of all parts."""
    for part in source.parts:
        text = head_text(part.head()).lstrip()
        lines = lines_of(part, options, diagnostics)
        if is_native(text):
            diagnostics.dialect = "native"
            yield from read_native(lines, diagnostics)
        elif text.startswith("{"):
            diagnostics.dialect = "signal-export-json"
            yield from _objects(lines, diagnostics)
        elif text.startswith("Conversation: "):
            diagnostics.dialect = "sigtop"
            yield from _blocks(lines, diagnostics)
        else:
            shape = _MARKDOWN if _MARKDOWN.match(text) else _SHORT
            diagnostics.dialect = "signal-export" if shape is _MARKDOWN else "sigtop-short"
            yield from _rows(lines, shape, diagnostics)


def _rows(lines: Iterator[str], shape: re.Pattern[str], diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    draft: Draft | None = None
    for line in lines:
        found = shape.match(line)
        if found:
            if draft:
                yield draft.finish()
            own = found["name"] in _OWN
            sent_at = from_iso(found["at"].replace(",", ""))
            draft = Draft(found["name"], sent_at, outgoing=True if own else None, lines=[found["rest"]])
        elif draft:
            yield from draft.add(line)
        elif line.strip():
            diagnostics.misread(line)
    if draft:
        yield draft.finish()


def _objects(lines: Iterator[str], diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    for line in lines:
        try:
            record: Mapping[str, object] = mapping(json.loads(line)) if line.strip() else {}
        except (ValueError, RecursionError):
            record = {}
        if "body" in record or "sender" in record:
            quote = record.get("quote")
            quoted = text_of(quote) or text_of(mapping(quote).get("text") or mapping(quote).get("body"))
            own = record.get("sender") in _OWN
            yield message(
                text_of(record.get("body")),
                record.get("sender"),
                from_iso(record.get("date")) or from_epoch(record.get("date")),
                quoted=quoted,
                outgoing=True if own else None,
            )
        elif line.strip():
            diagnostics.misread(line)


def _blocks(lines: Iterator[str], diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """sigtop's text: lines that name the sender and times, a blank line, the body, quotes with `> ` before them."""
    said_before: deque[str] = deque(maxlen=_REMEMBERED)
    title = next(lines, "").partition(": ")[2]
    for head, body in stamped(lines, _from, diagnostics):
        fields, text = _fields(body)
        said, quoted = _without_quote(text, said_before)
        said_before.append(said)
        outgoing = fields.get("Type") == "outgoing"
        files = [fields["Attachment"].partition(" (")[0]] if "Attachment" in fields else []
        yield message(
            said, head["name"], _mail_date(fields.get("Sent", "")), chat=title, quoted=quoted, outgoing=outgoing,
            attachments=files,
        )  # fmt: skip


def _from(line: str, after_blank: bool) -> re.Match[str] | None:
    return _FROM.match(line) if after_blank else None


def _fields(body: str) -> tuple[dict[str, str], str]:
    lines = body.replace("\r\n", "\n").split("\n")
    fields: dict[str, str] = {}
    while lines and (found := _FIELD.match(lines[0])):
        fields[found["key"]] = found["value"].strip()
        del lines[0]
    return fields, "\n".join(lines).strip()


def _without_quote(text: str, said_before: deque[str]) -> tuple[str, str | None]:
    """The message and what it quotes. Anybody can write the mark of a quote: only what was said before is one."""
    lines = text.split("\n")
    count = next((i for i, line in enumerate(lines) if not line.startswith(">")), len(lines))
    quoted = "\n".join(line[1:].removeprefix(" ") for line in lines[:count]).partition("\n\n")[2].strip()
    if quoted and quoted in said_before:
        return "\n".join(lines[count:]).strip(), quoted
    return text, None


def _mail_date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
