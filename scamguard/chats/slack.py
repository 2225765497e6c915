"""Slack's export: a folder a channel, in it a JSON file a day, and the users beside them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scamguard.chats.damage import DAMAGE
from scamguard.chats.dates import from_epoch
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined, mapping, sequence, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.parts import in_turn
from scamguard.chats.source import Part, Source

NAME = "slack"
JOINS = re.compile(r"^\d{4}-\d\d-\d\d(?=\.json$)")
_TS = re.compile(r'"ts"\s*:\s*"\d{9,10}\.\d{6}"')
_MARKED = re.compile(r"<([^<>|\n]{1,2000})(?:\|([^<>\n]{0,2000}))?>")
_SAID_BY_APP = re.compile(r"(?:channel|group|mpim)_|bot_(?:add|remove)|reminder_add|pinned_item")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    return 0.9 * bool(text.startswith(("[", "{")) and _TS.search(text) and '"type"' in text and '"text"' in text)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of a channel, day by day; a link that shows another text is kept."""
    users = _users(source, options)
    chat = source.parts[0].folder.rpartition("/")[2]

    def day(part: Part) -> Iterator[ChatMessage]:
        with open_text(part, options, diagnostics) as stream:
            for path, value in walk_json(stream, [("messages",)]):
                if path[-1:] == (ITEM,) and value is not OPENED:
                    yield from _message(value, users, chat, diagnostics)

    yield from in_turn(source.parts, day)


def _users(source: Source, options: ReadOptions) -> dict[str, str]:
    """Names by account. Guests and removed accounts are missing there."""
    part = source.companion("users.json")
    names: dict[str, str] = {}
    if part is None:
        return names
    try:
        with open_text(part, options, Diagnostics(part.path)) as stream:
            for _, value in walk_json(stream, ()):
                user = mapping(value)
                profile = mapping(user.get("profile"))
                shown = (user.get("real_name"), profile.get("real_name"), profile.get("display_name"), user.get("name"))
                if name := next(filter(None, map(text_of, shown)), None):
                    names[text_of(user.get("id"))] = name
    except DAMAGE:
        return names
    return names


def _message(value: object, users: Mapping[str, str], chat: str, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    record = mapping(value)
    if record.get("type") != "message":
        diagnostics.misread(json.dumps(value, ensure_ascii=False)[:300])
        return
    boxes = [mapping(box) for box in sequence(record.get("attachments"))]
    said = text_of(record.get("text"))
    # Blocks repeat what people write; what bots put there may say something else.
    by_bot = "bot_id" in record or record.get("subtype") == "bot_message"
    blocks = _blocks(record.get("blocks"), 0) if not said or by_bot else ""
    raw = joined(said, blocks, *map(_box, boxes))
    text, links = _shown(raw, users)
    sent_at = from_epoch(record.get("ts"))
    subtype = text_of(record.get("subtype"))
    profile = mapping(record.get("user_profile"))
    account = text_of(record.get("user")) or text_of(record.get("bot_id"))
    names = (users.get(account), profile.get("real_name"), record.get("username"), account)
    if _SAID_BY_APP.match(subtype):
        yield system_line(text, sent_at, chat)
        return
    yield message(
        text,
        next(filter(None, map(text_of, names)), None),
        sent_at,
        chat=chat,
        links=[*links, *(box.get(key) for box in boxes for key in ("title_link", "from_url", "author_link"))],
        attachments=[mapping(file).get("name") for file in sequence(record.get("files"))],
    )


def _box(box: Mapping[str, Any]) -> str:
    fields = [mapping(field) for field in sequence(box.get("fields"))]
    cells = (joined(field.get("title"), field.get("value")) for field in fields)
    nested = (_blocks(box.get(key), 0) for key in ("blocks", "actions"))
    said = joined(box.get("pretext"), box.get("author_name"), box.get("title"), box.get("text"), *cells, *nested)
    return said or text_of(box.get("fallback"))


def _blocks(value: object, depth: int) -> str:
    """The words of rich blocks, which nest a few levels."""
    # What is neither has no words, and looking for parts of parts in it would take 4 to the power of the depth.
    if depth > 8 or not isinstance(value, list | dict):
        return ""
    if isinstance(value, list):
        return " ".join(filter(None, (_blocks(item, depth + 1) for item in value)))
    block = mapping(value)
    if url := text_of(block.get("url")):
        label = text_of(block.get("text")) or text_of(mapping(block.get("text")).get("text"))
        return f"<{url}|{label}>" if label else f"<{url}>"
    inner = block.get("text")
    if isinstance(inner, str):
        return inner
    return " ".join(
        filter(None, (_blocks(block.get(key), depth + 1) for key in ("text", "elements", "fields", "accessory")))
    )


def _shown(raw: str, users: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text as Slack shows it, and where its links lead."""
    links: list[str] = []

    def shown(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target[0] in "@#!":
            return f"{target[0]}{label or users.get(target[1:], target[1:])}"
        links.append(_plain(target))
        return label or target

    return _plain(_MARKED.sub(shown, raw)), links


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
