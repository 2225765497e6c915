"""E-mail: single letters (.eml) and mailboxes (mbox), also those of Takeout; HTML bodies with their links."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined
from scamguard.chats.markup import plain
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source

NAME = "mail"
JOINS = None
_KNOWN = re.compile(
    r"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|Content-Type|X-[\w-]+):[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(r"[!-9;-~]{1,70}:")
_SEPARATOR = re.compile(rb"From \S+.{0,80}\d\d:\d\d|From \S+@\S+")
_MAX_SEPARATOR = 300
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAX_MAIL = 64 << 20
"""Bytes of one letter that are looked at; what is longer is pictures."""
_MAX_PARTS = 200
_MAX_HEADER = 2000
"""Characters of one header that are decoded: the library takes the square of the time for more."""


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip("\r\n")
    body = text.partition("\n")[2] if _SEPARATOR.match(head.lstrip(b"\r\n")[:_MAX_SEPARATOR]) else text
    headers = body.replace("\r\n", "\n").partition("\n\n")[0]
    if not _HEADER.match(headers):
        return 0.0
    known = len({name.lower() for name in _KNOWN.findall(headers)})
    return 0.9 if known >= 3 else 0.6 * (known == 2)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """One message a letter."""
    for part in source.parts:
        with part.open() as stream:
            for data in _letters(stream, diagnostics):
                yield _read_letter(data, options, diagnostics)


def _letters(stream: BinaryIO, diagnostics: Diagnostics) -> Iterator[bytes]:
    """The letters of a mailbox, or the one that the file is; of longer ones than _MAX_MAIL the beginning."""
    letter = bytearray()
    diagnostics.dialect = "eml"
    blank = True
    while line := stream.readline(1 << 20):
        starts = blank and line.startswith(b"From ") and bool(_SEPARATOR.match(line[:_MAX_SEPARATOR]))
        if starts and (diagnostics.dialect == "mbox" or not letter):
            diagnostics.dialect = "mbox"
            if letter:
                yield _unquoted(letter)
            letter = bytearray()
        elif len(letter) < _MAX_MAIL and (letter or line.strip()):
            letter += line
        elif letter:
            diagnostics.note(f"a letter of over {_MAX_MAIL >> 20} MB: only its beginning is read")
        blank = not line.strip()
    if letter:
        yield _unquoted(letter) if diagnostics.dialect == "mbox" else bytes(letter)


def _unquoted(letter: bytearray) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", bytes(letter))


def _read_letter(data: bytes, options: ReadOptions, diagnostics: Diagnostics) -> ChatMessage:
    try:
        return _taken_apart(data, options, diagnostics)
    except (RecursionError, MessageError, ValueError, LookupError):
        # Letters nested thousands deep, and headers that the library trips over: their text is checked all the same.
        diagnostics.note("a letter that can't be taken apart is read as plain text")
        return message(head_text(data), None, None)


def _taken_apart(data: bytes, options: ReadOptions, diagnostics: Diagnostics) -> ChatMessage:
    mail = message_from_bytes(data)
    plains: list[str] = []
    marked: list[tuple[str, list[str]]] = []
    files: list[str] = []
    for number, part in enumerate(mail.walk()):
        if number > _MAX_PARTS:
            diagnostics.note(f"a letter of over {_MAX_PARTS} parts: the rest of them is not read")
            break
        kind = part.get_content_type()
        if part.get_filename():
            files.append(_decoded(part.get_filename()))
        if kind == "text/plain":
            plains.append(_body(part, options))
        elif kind == "text/html":
            text, links, _ = plain(_body(part, options))
            marked.append((text, links))
    text = joined(*plains)
    # What only the HTML says is said as well; what both say is not needed twice.
    extra = [said for said, _ in marked if _words(said) != _words(text)]
    return message(
        joined(_decoded(mail.get("Subject")), text, *extra),
        _decoded(mail.get("From")),
        _date(mail.get("Date")),
        chat=_decoded(mail.get("Subject")),
        links=[link for _, links in marked for link in links],
        attachments=files,
    )


def _words(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _body(part: "Mail[str, str]", options: ReadOptions) -> str:
    """The text of a part. Its charset may lie: then it is found out."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = options.encoding or part.get_content_charset() or ""
    try:
        return data.decode(charset) if charset and charset not in ("us-ascii", "unknown-8bit") else head_text(data)
    except (LookupError, UnicodeError):
        return head_text(data)


def _decoded(value: object) -> str:
    """A header's words, however they are encoded."""
    if value is None:
        return ""
    raw = " ".join(str(value)[:_MAX_HEADER].split())
    try:
        return str(make_header(decode_header(raw)))
    except (LookupError, UnicodeError, MessageError, ValueError):
        return raw


def _date(value: object) -> datetime | None:
    try:
        return parsedate_to_datetime(str(value)) if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
