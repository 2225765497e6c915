"""Telegram Desktop's HTML: messages.html, messages2.html and so on are one chat."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser

from scamguard.chats.damage import DAMAGE
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import open_text
from scamguard.chats.markup import VOID, tame_blocks
from scamguard.chats.message import MAX_TEXT, ChatMessage, clean_name, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.parts import in_turn
from scamguard.chats.source import Part, Source

NAME = "telegram-html"
JOINS = re.compile(r"\d+(?=\.html?$)|^(?:messages|index)(?=\d*\.html?$)", re.IGNORECASE)
_SNIFFED = re.compile(r'class="message (?:default|service)\b[^"]*"')
_MAX_DEPTH = 200
_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-])(\d\d):(\d\d))?")
_VIA = re.compile(r" via @\w+\s*$")
_ROLES = {"from_name": "name", "text": "text", "reply_to": "reply", "forwarded": "forwarded", "media_wrap": "media",
          "initials": "unseen", "bot_buttons_table": "buttons", "date": "date", "reactions": "unseen"}  # fmt: skip


@dataclass(slots=True)
class _Found:
    """One message while its tags are read."""

    service: bool
    date: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    size: int = 0


class _Page(HTMLParser):
    """Gathers the messages of a page in `done`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[_Found] = []
        self.title: list[str] = []
        self._found: _Found | None = None
        self._stack: list[str] = []
        self._titles = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = given.get("class", "").split()
        if tag == "div" and "message" in classes:
            self.finish()
            self._found, self._stack = _Found("service" in classes), []
        elif tag == "div" and "page_header" in classes:
            self._titles = True
        if self._found is None or len(self._stack) >= _MAX_DEPTH:
            return
        if tag in ("br", "div"):
            self.handle_data("\n")
        if tag == "a" and given.get("href", "").startswith(("http", "tg:", "//")):
            self._found.links.append(given["href"])
        if "date" in classes and not self._found.date and given.get("title"):
            self._found.date = given["title"]
        if tag not in VOID:
            self._stack.append(next((_ROLES[name] for name in classes if name in _ROLES), ""))

    def handle_endtag(self, tag: str) -> None:
        self._titles = self._titles and tag != "div"
        if self._found is not None and tag not in VOID:
            if self._stack:
                self._stack.pop()
            if not self._stack:
                self.finish()

    def handle_data(self, data: str) -> None:
        if self._titles:
            self.title.append(data)
        if self._found is None or self._found.size > MAX_TEXT:
            return
        roles = [role for role in self._stack if role]
        if "date" in roles or "unseen" in roles or "reply" in roles:
            return
        role = "/".join(("forwarded", roles[-1])) if "forwarded" in roles else roles[-1] if roles else "text"
        self._found.texts.setdefault(role, []).append(data)
        self._found.size += len(data)

    def finish(self) -> None:
        """Ends the message that is open, if any."""
        if self._found is not None:
            self.done.append(self._found)
            self._found = None


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    return 0.95 * bool(_SNIFFED.search(head_text(head)))


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of all pages; a joined message has the sender of the one before, also across pages."""
    sender: str | None = None

    def page_of(part: Part) -> Iterator[ChatMessage]:
        nonlocal sender
        for found, chat in _found_in(part, options, diagnostics):
            sender, made = _made(found, sender, chat)
            yield made

    yield from in_turn(source.parts, page_of)


def _found_in(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[tuple[_Found, str]]:
    """What stands in a page, with the chat's name; a message that is cut by the end or by damage too."""
    page, damage = _Page(), None
    try:
        with open_text(part, options, diagnostics) as text:
            for block in tame_blocks(text):
                page.feed(block)
                yield from ((found, "".join(page.title)) for found in page.done)
                page.done.clear()
    except DAMAGE as error:
        damage = error
    page.close()
    page.finish()
    if page.done:
        diagnostics.note(f"{part.name} ends inside a message")
        yield from ((found, "".join(page.title)) for found in page.done)
    if damage:
        raise damage


def _made(found: _Found, before: str | None, chat: str) -> tuple[str | None, ChatMessage]:
    """The sender to remember, and the message."""
    texts = {role: " ".join("".join(data).split(" ")).strip() for role, data in found.texts.items()}
    sent_at = _sent_at(found.date)
    if found.service:
        said = " ".join(" ".join(texts.values()).split())
        return before, system_line(said, None, chat)
    sender = clean_name(_VIA.sub("", texts.get("name", ""))) or before
    words = [_lines(said) for role, said in texts.items() if role not in ("name", "forwarded/name")]
    return sender, message(
        "\n".join(word for word in words if word),
        sender,
        sent_at,
        chat=chat,
        links=found.links,
        forwarded_from=texts.get("forwarded/name"),
    )


def _lines(text: str) -> str:
    return "\n".join(line for piece in text.split("\n") if (line := " ".join(piece.split())))


def _sent_at(title: str) -> datetime | None:
    found = _DATE.match(title)
    if found is None:
        return None
    day, month, year, hour, minute, second = map(int, found.groups()[:6])
    try:
        zone = None
        if found[7]:
            ahead = timedelta(hours=int(found[8]), minutes=int(found[9]))
            zone = timezone(ahead if found[7] == "+" else -ahead)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
