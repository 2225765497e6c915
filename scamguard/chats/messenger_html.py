"""Messenger's and Instagram's HTML: its class names change every year, so it is read by structure.

A message is a box with the name, the body and the date, the date last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from typing import TextIO

from scamguard.chats.dates import CLOCK, clock_of, moment
from scamguard.chats.markup import VOID, tame_blocks
from scamguard.chats.message import ChatMessage, message

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(rf"(?P<month>[A-Z][a-z]{{2}})[a-z]{{0,6}} (?P<d>\d{{1,2}}), (?P<y>\d{{4}}),? (?:at )?{CLOCK}$")
_SNIFFED = re.compile(r'class="[^"]*\b_(?:a6-|a70|2ph_|3-95)|<div[^>]*>Participants: ')
_MAX_DEPTH = 500


@dataclass(slots=True)
class _Box:
    """An open tag: the texts in it so far, and the links."""

    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[ChatMessage] = []
        self.title: list[str] = []
        self._in_title = False
        self._boxes: list[_Box] = [_Box()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        target = dict(attrs).get("href") or ""
        if tag == "a" and target.startswith("http"):
            self._boxes[-1].links.append(target)
        if tag == "br":
            self._boxes[-1].own.append("\n")
        elif tag in ("div", "section") and len(self._boxes) < _MAX_DEPTH:
            self._take_own()
            self._boxes.append(_Box())

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag not in ("div", "section") or len(self._boxes) < 2 or tag in VOID:
            return
        self._take_own()
        box = self._boxes.pop()
        outer = self._boxes[-1]
        found = _DATE.match(box.texts[0]) if len(box.texts) == 1 else None
        sent_at = _sent_at(found) if found else None
        if sent_at and outer.texts:
            name, *body = outer.texts
            made = message("\n".join(body), name, sent_at, chat="".join(self.title), links=outer.links)
            self.done.append(made)
            outer.texts, outer.links = [], []
        else:
            outer.texts += box.texts
            outer.links += box.links

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        else:
            self._boxes[-1].own.append(data)

    def _take_own(self) -> None:
        box = self._boxes[-1]
        if said := " ".join("".join(box.own).split()):
            box.texts.append(said)
        box.own = []


def is_html(text: str) -> bool:
    """Whether a page begins like such an export."""
    return bool(_SNIFFED.search(text))


def read_html(stream: TextIO) -> Iterator[ChatMessage]:
    """The messages of a page in its order."""
    page = _Page()
    for block in tame_blocks(stream):
        page.feed(block)
        yield from page.done
        page.done.clear()


def _sent_at(found: re.Match[str]) -> datetime | None:
    month, clock = found["month"].lower(), clock_of(found)
    if month not in _MONTHS or clock is None:
        return None
    return moment(int(found["y"]), _MONTHS.index(month) + 1, int(found["d"]), clock)
