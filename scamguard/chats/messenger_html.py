"""Messenger's and Instagram's HTML: its class names change every year, so it is read by structure.

A message is a box with the name, the body and the date, the date last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from typing import TextIO

from scamguard.chats.dates import CLOCK, MONTHS, clock_of, moment
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.markup import VOID, tame_blocks
from scamguard.chats.message import ChatMessage, message

_DATE = re.compile(rf"(?P<month>[A-Z][a-z]{{2}})[a-z]{{0,6}} (?P<d>\d{{1,2}}), (?P<y>\d{{4}}),? (?:at )?{CLOCK}$")
_SNIFFED = re.compile(r'class="[^"]*\b_(?:a6-|a70|2ph_|3-95)|<div[^>]*>Participants: ')
_MAX_DEPTH = 500
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK_END = re.compile(rf"{CLOCK}$")
_MAX_DATE, _MAX_WORDS = 45, 4


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
        self.english = False
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
        self.english = self.english or sent_at is not None
        foreign = not self.english and len(box.texts) == 1 and _may_be_date(box.texts[0])
        if (sent_at or foreign) and outer.texts:
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

    def cut(self) -> ChatMessage | None:
        """What stands in the boxes that the page leaves open, if it ends inside them."""
        self._take_own()
        texts = [text for box in self._boxes for text in box.texts]
        links = [link for box in self._boxes for link in box.links]
        whole = len(self._boxes) == 1 or not texts
        return None if whole else message("\n".join(texts), None, None, chat="".join(self.title), links=links)

    def left(self) -> list[str]:
        """Texts that belong to no message."""
        return self._boxes[0].texts

    def _take_own(self) -> None:
        box = self._boxes[-1]
        if said := " ".join("".join(box.own).split()):
            box.texts.append(said)
        box.own = []


def is_html(text: str) -> bool:
    """Whether a page begins like such an export."""
    return bool(_SNIFFED.search(text))


def read_html(stream: TextIO, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of a page in its order. Only dates in English are read; in other languages they are left out."""
    page, given = _Page(), 0
    for block in tame_blocks(stream):
        page.feed(block)
        given += len(page.done)
        yield from page.done
        page.done.clear()
    page.close()
    yield from page.done
    given += len(page.done)
    if cut := page.cut():
        diagnostics.note("the page ends inside a message")
        yield cut
    elif not given:
        for text in page.left():
            diagnostics.misread(text)
    elif not page.english:
        diagnostics.note("dates in a language that is not known are left out")


def _sent_at(found: re.Match[str]) -> datetime | None:
    month, clock = MONTHS.get(found["month"]), clock_of(found)
    return moment(int(found["y"]), month, int(found["d"]), clock) if month and clock else None


def _may_be_date(text: str) -> bool:
    """Whether a cell looks like a date in a language that is not known: a year, a clock time, little else."""
    if len(text) > _MAX_DATE or not _YEAR.search(text) or not _CLOCK_END.search(text):
        return False
    return len(re.findall(r"\d+", text)) >= 4 and len(re.findall(r"[^\W\d_]+", text)) <= _MAX_WORDS
