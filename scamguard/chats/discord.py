"""Discord: DiscordChatExporter's JSON, CSV and text, and the messages of one's own data package."""

import re
from collections.abc import Iterator, Mapping

from scamguard.chats.damage import DAMAGE
from scamguard.chats.dates import from_iso
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.discord_text import RULE, read_text
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined, mapping, sequence, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.message import ChatMessage, message, system_line
from scamguard.chats.options import ReadOptions
from scamguard.chats.parts import in_turn
from scamguard.chats.source import Part, Source
from scamguard.chats.table import header_of, rows_of

NAME = "discord"
JOINS = re.compile(r" \[part \d+\](?=\.\w+$)")
_JSON = re.compile(r'\{\s*"guild"\s*:\s*\{')
_PACKAGE_JSON = re.compile(r'\[\s*\{\s*"ID"\s*:\s*"?\d+"?\s*,\s*"Timestamp"')
_PACKAGE_CSV = ["ID", "Timestamp", "Contents", "Attachments"]
_CSV = {"Author", "Date", "Content", "Attachments"}
_SYSTEM_TYPES = (
    "GuildMemberJoin",
    "ChannelPinnedMessage",
    "RecipientAdd",
    "RecipientRemove",
    "ChannelNameChange",
    "Call",
    *range(1, 19),
)
"""Names and, of old versions, numbers; 0 and those from 19 are what somebody says (docs.discord.com, message types)."""


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    if text.startswith(("{", "[")):
        return 0.97 * bool((_JSON.match(text) and '"channel"' in text) or _PACKAGE_JSON.match(text))
    if text.startswith(RULE):
        return 0.97 * bool(re.search(r"^Guild: ", text, re.MULTILINE))
    cells = header_of(head)[0]
    return 0.96 * (cells == _PACKAGE_CSV or (set(cells) >= _CSV and len(cells) <= 8))


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages in the order of the file; what bots put into embeds is text too."""
    yield from in_turn(source.parts, lambda part: _part(part, source, options, diagnostics))


def _part(part: Part, source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    text = head_text(part.head()).lstrip()
    if text.startswith("{"):
        diagnostics.dialect = "json"
        yield from _json(part, options, diagnostics)
    elif text.startswith("["):
        diagnostics.dialect = "package-json"
        yield from _package(part, source, options, diagnostics)
    elif text.startswith(RULE):
        diagnostics.dialect = "text"
        yield from read_text(part, options, diagnostics)
    else:
        yield from _table(part, source, options, diagnostics)


def _json(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    names: dict[str, str] = {}
    with open_text(part, options, diagnostics) as stream:
        for path, value in walk_json(stream, [("messages",), ("guild",), ("channel",)]):
            if path in (("guild", "name"), ("channel", "name")):
                names[path[0]] = text_of(value)
            elif path == ("messages", ITEM) and value is not OPENED:
                if not isinstance(value, dict) or "author" not in value:
                    diagnostics.misread(str(value)[:300])
                else:
                    yield _message(value, " / ".join(filter(None, names.values())))


def _message(record: Mapping[str, object], chat: str) -> ChatMessage:
    author = mapping(record.get("author"))
    embeds = [mapping(embed) for embed in sequence(record.get("embeds"))]
    forwarded = mapping(record.get("forwardedMessage"))
    said = joined(record.get("content"), forwarded.get("content"), *map(_embed, embeds))
    sent_at = from_iso(record.get("timestamp"))
    if record.get("type") in _SYSTEM_TYPES:
        return system_line(said, sent_at, chat)
    return message(
        said,
        author.get("nickname") or author.get("name"),
        sent_at,
        chat=chat,
        links=[link for embed in embeds for link in (embed.get("url"), mapping(embed.get("author")).get("url"))],
        attachments=[mapping(file).get("fileName") for file in sequence(record.get("attachments"))],
    )


def _embed(embed: Mapping[str, object]) -> str:
    fields = [mapping(field) for field in sequence(embed.get("fields"))]
    cells = (joined(field.get("name"), field.get("value")) for field in fields)
    author, footer = mapping(embed.get("author")), mapping(embed.get("footer"))
    return joined(author.get("name"), embed.get("title"), embed.get("description"), *cells, footer.get("text"))


def _package(part: Part, source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    chat = _channel(source, options)
    with open_text(part, options, diagnostics) as stream:
        for path, value in walk_json(stream, ()):
            if path == (ITEM,):
                record = mapping(value)
                stamp, text, attachments = (text_of(record.get(key)) for key in _PACKAGE_CSV[1:])
                yield _own(stamp, text, attachments, chat)


def _own(stamp: str, text: str, attachments: str, chat: object) -> ChatMessage:
    return message(text, None, from_iso(stamp), chat=chat, outgoing=True, attachments=attachments.split())


def _channel(source: Source, options: ReadOptions) -> object:
    """The name of the channel whose messages these are, from the file beside them."""
    part = source.companion("channel.json")
    if part is None:
        return None
    try:
        with open_text(part, options, Diagnostics(part.path)) as stream:
            return next((value for path, value in walk_json(stream, ()) if path == ("name",)), None)
    except DAMAGE:
        return None


def _table(part: Part, source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    names, delimiter = header_of(part.head())
    own = names == _PACKAGE_CSV
    diagnostics.dialect = "package-csv" if own else "csv"
    chat = _channel(source, options) if own else None
    rows = rows_of(part, delimiter, options, diagnostics)
    next(rows, None)
    for cells in rows:
        row = dict(zip(names, cells, strict=False))
        if len(cells) < 3:
            diagnostics.misread(delimiter.join(cells))
        elif own:
            yield _own(row.get("Timestamp", ""), row.get("Contents", ""), row.get("Attachments", ""), chat)
        else:
            files = row.get("Attachments", "").split(",")
            said = joined(row.get("Content"), row.get("Embeds"))
            yield message(said, row.get("Author"), from_iso(row.get("Date")), attachments=files)
