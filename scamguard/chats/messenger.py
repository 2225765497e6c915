"""Facebook Messenger and Instagram: JSON (UTF-8 written twice is mended), the end-to-end encrypted export, HTML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scamguard.chats.damage import DAMAGE
from scamguard.chats.dates import from_epoch
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined, mapping, sequence, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.message import ChatMessage, clean_name, message
from scamguard.chats.messenger_html import is_html, read_html
from scamguard.chats.options import ReadOptions
from scamguard.chats.parts import in_turn
from scamguard.chats.source import Part, Source

NAME = "messenger"
JOINS = re.compile(r"(?<=^message_)\d+")
_META = (re.compile(r'"sender_name"\s*:'), re.compile(r'"timestamp_ms"\s*:'))
_E2EE = (re.compile(r'"senderName"\s*:'), re.compile(r'"isUnsent"\s*:'))
_EMPTY = re.compile(r'\{\s*"participants"\s*:\s*\[\s*\{\s*"name"')
_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
_HELD = 20_000
"""Messages of one file that are held to be given oldest first; the app writes at most 10,000 into one."""
_HELD_SIZE = 32 << 20
"""Characters of them."""
_MEDIA = ("photos", "videos", "audio_files", "files", "gifs", "media")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    if text.startswith("<"):
        return 0.9 * is_html(text)
    known = text.startswith("{") and (_has(text, _META) or _has(text, _E2EE) or _EMPTY.match(text))
    return 0.95 * bool(known)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages, oldest first: the part with the highest number is the oldest."""
    yield from in_turn(source.parts[::-1], lambda part: _part(part, options, diagnostics))


def _part(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    text = head_text(part.head()).lstrip()
    title = [part.folder.rpartition("/")[2].rpartition("_")[0]]
    if text.startswith("<"):
        diagnostics.dialect = "html"
        with open_text(part, options, diagnostics) as stream:
            yield from _oldest_first(read_html(stream, diagnostics), title, diagnostics)
    else:
        encrypted = _has(text, _E2EE) and not _has(text, _META)
        diagnostics.dialect = "encrypted" if encrypted else "json"
        yield from _oldest_first(_json(part, encrypted, title, options, diagnostics), title, diagnostics)


def _has(text: str, keys: tuple[re.Pattern[str], ...]) -> bool:
    return all(key.search(text) for key in keys)


def _oldest_first(messages: Iterator[ChatMessage], title: list[str], diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """A file's messages turned round if the newest stands first; too many to hold are given as they come."""
    held: list[ChatMessage] = []
    damage: BaseException | None = None
    size = 0
    try:
        for made in messages:
            held.append(made)
            size += len(made.text)
            if len(held) > _HELD or size > _HELD_SIZE:
                diagnostics.note("too many messages in one file to turn them round: given in the order of the file")
                yield from (_titled(made, title) for made in held)
                held.clear()
                yield from (_titled(made, title) for made in messages)
    except DAMAGE as error:
        damage = error
    dates = [made.sent_at for made in held if made.sent_at]
    if dates and dates[0] > dates[-1]:
        held.reverse()
    for made in held:
        yield _titled(made, title)
    if damage:
        raise damage


def _titled(made: ChatMessage, title: list[str]) -> ChatMessage:
    return made if made.chat else replace(made, chat=clean_name(title[0]))


def _json(
    part: Part, encrypted: bool, title: list[str], options: ReadOptions, diagnostics: Diagnostics
) -> Iterator[ChatMessage]:
    """The messages in the order of the file; the conversation's name, which stands after them, goes into `title`."""
    with open_text(part, options, diagnostics) as stream:
        for path, value in walk_json(stream, [("messages",)]):
            if path in (("title",), ("threadName",)):
                title[0] = text_of(value) if encrypted else mended(text_of(value))
            elif path == ("messages", ITEM) and value is not OPENED:
                record = mapping(value)
                if "sender_name" in record or "senderName" in record:
                    yield _message(record, encrypted)
                else:
                    diagnostics.misread(str(value)[:300])


def _message(record: Mapping[str, object], encrypted: bool) -> ChatMessage:
    sound = text_of if encrypted else lambda value: mended(text_of(value))
    share = mapping(record.get("share"))
    said = record.get("text") if encrypted else record.get("content")
    media = [mapping(item).get("uri") for key in _MEDIA for item in sequence(record.get(key))]
    return message(
        joined(sound(said), sound(share.get("share_text"))),
        sound(record.get("senderName") or record.get("sender_name")),
        from_epoch(record.get("timestamp") or record.get("timestamp_ms")),
        links=[sound(share.get("link"))],
        attachments=media,
    )


def mended(text: str) -> str:
    """Text whose UTF-8 bytes were written as one character each, put right; any other text as it is."""
    if not _TWICE.search(text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
