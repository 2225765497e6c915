"""Signal's own export: a JSON object a line, for the account, people, chats and messages."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scamguard.chats.dates import from_epoch
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.fields import joined, mapping, sequence, text_of
from scamguard.chats.message import ChatMessage, message, system_line

_NATIVE = re.compile(r'\{[^\n]*"backupTimeMs"|\{\s*"(?:chatItem|recipient|account)"\s*:\s*\{')
_MAX_JOINED, _MAX_TRIES = 1 << 20, 50
"""Characters of lines that are joined until they are an object, as line ends stand raw in its texts, and how often it
is tried whether they are one."""
_MAX_PEOPLE = 100_000


@dataclass(slots=True)
class _People:
    """Names by account and by chat."""

    names: dict[str, str] = field(default_factory=dict)
    chats: dict[str, str] = field(default_factory=dict)


def is_native(text: str) -> bool:
    """Whether a file begins as the export does."""
    return bool(_NATIVE.match(text))


def read_native(lines: Iterator[str], diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages in the order of the file; an item that stands twice in a row is given once."""
    people, before = _People(), ""
    for line, record in _records(lines, diagnostics):
        item = mapping(record.get("chatItem"))
        if item and line != before:
            yield from _item(item, people)
        elif not item:
            _learn(record, people)
        before = line


def _records(lines: Iterator[str], diagnostics: Diagnostics) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The objects with their text; lines are joined until they make one."""
    pending, tries = "", 0
    for line in lines:
        record = _object(pending + line)
        if record is None and pending and (record := _object(line)) is not None:
            diagnostics.misread(pending)
            pending = ""
        if record is not None:
            yield pending + line, record
            pending, tries = "", 0
        elif len(pending) > _MAX_JOINED or tries > _MAX_TRIES:
            diagnostics.misread(pending, pending.count("\n"))
            pending, tries = line, 0
        elif line.strip():
            pending, tries = pending + line, tries + line.rstrip().endswith("}")
    if pending.strip():
        diagnostics.misread(pending)


def _object(text: str) -> Mapping[str, object] | None:
    try:
        value = json.loads(text, strict=False) if text.rstrip().endswith("}") else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _learn(record: Mapping[str, object], people: _People) -> None:
    recipient, chat = mapping(record.get("recipient")), mapping(record.get("chat"))
    if recipient and len(people.names) < _MAX_PEOPLE:
        contact, group = mapping(recipient.get("contact")), mapping(recipient.get("group"))
        full = " ".join(filter(None, (text_of(contact.get(f"profile{part}Name")) for part in ("Given", "Family"))))
        phone = text_of(contact.get("e164"))
        title = mapping(mapping(mapping(group.get("snapshot")).get("title")).get("title")) or mapping(
            group.get("title")
        )
        own_name = " ".join(filter(None, (text_of(contact.get(f"system{part}Name")) for part in ("Given", "Family"))))
        shown = (own_name, full, f"+{phone.lstrip('+')}" if phone else "", title.get("title"))
        own = "Me" if "self" in recipient else ""
        people.names[text_of(recipient.get("id"))] = own or next(filter(None, map(text_of, shown)), "")
    if chat and len(people.chats) < _MAX_PEOPLE:
        people.chats[text_of(chat.get("id"))] = people.names.get(text_of(chat.get("recipientId")), "")


def _item(item: Mapping[str, object], people: _People) -> Iterator[ChatMessage]:
    standard, card = mapping(item.get("standardMessage")), mapping(item.get("contactMessage"))
    sent_at = from_epoch(item.get("dateSent"))
    chat = people.chats.get(text_of(item.get("chatId")))
    author = text_of(item.get("authorId"))
    if "updateMessage" in item:
        yield system_line("", sent_at, chat)
        return
    previews = [mapping(preview) for preview in sequence(standard.get("linkPreview"))]
    quote = mapping(standard.get("quote"))
    files = [mapping(mapping(file).get("pointer")).get("fileName") for file in sequence(standard.get("attachments"))]
    yield message(
        joined(_body(standard.get("text")), *(p.get("title") for p in previews), _card(card)),
        people.names.get(author) or author,
        sent_at,
        chat=chat,
        quoted=_body(quote.get("text")),
        links=[preview.get("url") for preview in previews],
        outgoing=True if "outgoing" in item else False if "incoming" in item else None,
        attachments=files,
    )


def _body(value: object) -> str:
    return text_of(value) or text_of(mapping(value).get("body"))


def _card(card: Mapping[str, object]) -> str:
    """The name and numbers of a contact card."""
    contact = mapping(card.get("contact")) or mapping(next(iter(sequence(card.get("contact"))), None))
    name = mapping(contact.get("name"))
    numbers = (mapping(number).get("value") for number in sequence(contact.get("number")))
    return joined(*(name.get(key) for key in ("displayName", "givenName", "familyName")), *numbers)
