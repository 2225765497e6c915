"""Telegram Desktop's result.json: one chat, or the whole account."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from scamguard.chats.dates import from_epoch, from_iso
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined, mapping, sequence, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source

NAME = "telegram-json"
JOINS = None
_LISTS = ("chats", "left_chats")
_ENTER = {("messages",), ("personal_information",)} | {
    path for key in _LISTS for path in ((key,), (key, "list"), (key, "list", ITEM), (key, "list", ITEM, "messages"))
}
_NO_LINKS = ("callback", "callback_with_password", "switch_inline", "switch_inline_same", "copy_text", "game", "buy")
"""Buttons whose data is no address (export_output_json.cpp of Telegram Desktop)."""
_KIND = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:super)?(?:group|channel))"'
)
_MESSAGE = re.compile(r'"(?:date_unixtime|from_id|actor_id)"\s*:')


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    if not text.startswith("{"):
        return 0.0
    if _KIND.search(text):
        return 0.95
    if '"personal_information"' in text and '"chats"' in text:
        return 0.9
    return 0.8 * bool(_MESSAGE.search(text) and '"messages"' in text)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of all chats, in the order of the file."""
    for part in source.parts:
        with open_text(part, options, diagnostics) as text:
            chat: dict[str, object] = {}
            own: str | None = None
            for path, value in walk_json(text, _ENTER):
                if value is OPENED:
                    # Chats of deleted accounts have no name: that of the chat before must not stay.
                    chat = {} if path[1:] == ("list", ITEM) else chat
                    diagnostics.dialect = "account" if path[:1] and path[0] in _LISTS else diagnostics.dialect or "chat"
                elif path[-2:] == ("messages", ITEM):
                    yield from _message(value, chat, own, diagnostics)
                elif path == ("personal_information", "user_id"):
                    own = f"user{text_of(value)}"
                elif len(path) in (1, 4):
                    chat[path[-1]] = value


def _message(
    value: object, chat: Mapping[str, object], own: str | None, diagnostics: Diagnostics
) -> Iterator[ChatMessage]:
    record = mapping(value)
    if record.get("type") == "service":
        words = (record.get("actor"), record.get("action"), record.get("title"))
        said = " ".join(filter(None, map(text_of, words)))
        yield system_line(said, _sent_at(record), chat.get("name"))
        return
    if "text" not in record and "from" not in record and "date" not in record:
        diagnostics.misread(str(value))
        return
    text, links = _text(record.get("text"))
    contact = mapping(record.get("contact_information"))
    card = " ".join(filter(None, (text_of(contact.get(key)) for key in ("first_name", "last_name", "phone_number"))))
    buttons = _buttons(record)
    poll = mapping(record.get("poll"))
    answers = [mapping(answer).get("text") for answer in sequence(poll.get("answers"))]
    yield message(
        joined(text, poll.get("question"), *answers, card, *(button.get("text") for button in buttons)),
        record.get("from") or record.get("from_id"),
        _sent_at(record),
        chat=chat.get("name"),
        links=[*links, *(button.get("data") for button in buttons if button.get("type") not in _NO_LINKS)],
        outgoing=_outgoing(record, chat, own),
        forwarded_from=record.get("forwarded_from"),
        attachments=[record.get("file_name") or record.get("file"), record.get("photo")],
    )


def _text(value: object) -> tuple[str, list[object]]:
    """The text of its pieces, and where those lead that show another text."""
    if not isinstance(value, list):
        return text_of(value), []
    pieces = [mapping(piece) if not isinstance(piece, str) else {"text": piece} for piece in value]
    return "".join(text_of(piece.get("text")) for piece in pieces), [piece.get("href") for piece in pieces]


def _buttons(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = [sequence(row) for row in sequence(record.get("inline_bot_buttons"))]
    return [mapping(button) for row in rows for button in row]


def _sent_at(record: Mapping[str, Any]) -> datetime | None:
    return from_epoch(record.get("date_unixtime")) or from_iso(record.get("date"))


def _outgoing(record: Mapping[str, Any], chat: Mapping[str, object], own: str | None) -> bool | None:
    """Whether the owner wrote it: known from the account's number, or in a private chat from the partner's."""
    writer = record.get("from_id")
    if own is not None and isinstance(writer, str):
        return writer == own
    if chat.get("type") == "personal_chat" and isinstance(writer, str) and chat.get("id"):
        return writer != f"user{text_of(chat.get('id'))}"
    return None
