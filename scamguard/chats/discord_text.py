"""DiscordChatExporter's text: a head with date and name above each message."""

import re
from collections.abc import Iterator
from datetime import datetime

from scamguard.chats.damage import until_damage
from scamguard.chats.dates import CLOCK, MONTHS, OrderDecider, clock_of, dated, loose, moment, report_order
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Part
from scamguard.chats.stamped import stamped

RULE = "=" * 62
"""What the text begins with."""
_HEAD = re.compile(rf"\[(?P<date>\d[^\]\n]{{0,30}}?) {CLOCK}\] (?P<name>\S.{{0,100}}?)(?: \(pinned\))?$")
_NAMED_MONTH = re.compile(r"(?P<d>\d\d?)-(?P<month>[A-Z][a-z]{2})-(?P<y>\d\d)$")
"""Dates of versions before 2020."""
_BLOCKS = re.compile(
    r"^\{(?:Attachments|Stickers)\}\n(?:https?://\S+\n?)*|^\{Reactions\}\n(?:\S{1,40} \(\d{1,6}\)\s?)*", re.MULTILINE
)
"""What the exporter adds below a message, no more than that: anybody can write its marks."""
_MARKS = re.compile(r"^\{(?:Embed|Forwarded Message)\}\n", re.MULTILINE)
_END = re.compile(rf"^{RULE}\s*^Exported \d+ message\(s\)\s*^{RULE}\s*\Z", re.MULTILINE)


def _head(line: str, after_blank: bool) -> re.Match[str] | None:
    found = _HEAD.match(line) if after_blank else None
    known = found and clock_of(found) and (loose(found["date"]) or _NAMED_MONTH.match(found["date"]))
    return found if known else None


def read_text(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages; the order of the dates, which are those of the owner's country, by a first reading."""
    decider = OrderDecider()
    names = dict.fromkeys(("Guild", "Channel"), "")
    for line in until_damage(lines_of(part, options, Diagnostics(part.path))):
        key, colon, value = line.partition(": ")
        if colon and key in names and not names[key] and not decider.dates:
            names[key] = value.strip()
        if (found := _head(line.rstrip("\r\n"), True)) and (date := loose(found["date"])):
            decider.feed(date[0], clock_of(found) or (0, 0, 0), date[2])
    decided = decider.decide(options)
    if decider.dates:
        report_order(diagnostics, decided)
    preamble = Diagnostics(part.path)
    for head, body in stamped(lines_of(part, options, diagnostics), _head, preamble):
        said = _MARKS.sub("", _BLOCKS.sub("", _END.sub("", body.replace("\r\n", "\n"))))
        yield message(said, head["name"], _sent_at(head, decided[0]), chat=" / ".join(filter(None, names.values())))


def _sent_at(head: re.Match[str], order: DateOrder | None) -> datetime | None:
    clock, date = clock_of(head) or (0, 0, 0), loose(head["date"])
    if date:
        return dated(date[0], clock, order)
    named = _NAMED_MONTH.match(head["date"])
    month = MONTHS.get(named["month"]) if named else None
    return moment(2000 + int(named["y"]), month, int(named["d"]), clock) if named and month else None
