"""Text and link targets out of HTML, without trusting it."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import TextIO

_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol", "hr"})
_UNSEEN = frozenset({"script", "style", "title"})
"""Not <head>: its end may be left out, and what would stand in it is shown."""
VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"})
"""Tags that never close."""
_LEADS = ("http:", "https:", "tg:", "www.", "//", "data:", "javascript:", "tel:", "mailto:")
MAX_LINKS = 200
"""Links kept of one message."""

_BLOCK = 1 << 16
_DECLARATION = re.compile(r"<[!?][^<>]*>?")
_NO_TAG = re.compile(r"<(?![a-zA-Z/][^<>]*>)")


def tame(markup: str) -> str:
    """HTML without what makes the standard parser take the square of the time: tags and comments that never close."""
    return _NO_TAG.sub("&lt;", _DECLARATION.sub("", markup))


def tame_blocks(stream: TextIO) -> Iterator[str]:
    """A page in tamed pieces that cut no tag."""
    rest = ""
    while block := stream.read(_BLOCK):
        rest += block
        cut = rest.rfind("<", max(0, len(rest) - _BLOCK))
        if cut > 0 and ">" not in rest[cut:]:
            yield tame(rest[:cut])
            rest = rest[cut:]
        else:
            yield tame(rest)
            rest = ""
    yield tame(rest)


class _Reader(HTMLParser):
    def __init__(self, dropped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[str] = []
        self.dropped: list[str] = []
        self._drop = dropped
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._open.clear()
        if tag in _UNSEEN or tag in self._drop:
            self._open.append(tag)
        if tag in _BREAKS:
            self.text.append("\n")
        target = dict(attrs).get("href") or dict(attrs).get("action")
        if target and target.strip().lower().startswith(_LEADS) and len(self.links) < MAX_LINKS and not self._open:
            self.links.append(target.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            # Whatever was left open inside ends with it.
            del self._open[self._open.index(tag) :]
        if tag in _BREAKS and tag != "br":
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.text.append(data)
        elif self._open[-1] in self._drop:
            self.dropped.append(data)


def plain(markup: str, dropped: Iterable[str] = ()) -> tuple[str, list[str], str]:
    """The text that a reader of the HTML sees, where its links lead, and what the `dropped` tags hold (quotes)."""
    reader = _Reader(frozenset(dropped))
    reader.feed(tame(markup))
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.text).split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip(), reader.links, "".join(reader.dropped).strip()
