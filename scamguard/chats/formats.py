"""The formats that can be read, and which of them a part is written in."""

import re
from collections.abc import Iterator
from typing import Protocol

from scamguard.chats import (
    discord,
    generic_csv,
    generic_json,
    google_chat,
    imessage,
    kakaotalk,
    line,
    mail,
    matrix,
    messenger,
    plain_text,
    qq_json,
    qq_text,
    signal,
    skype,
    slack,
    sms_xml,
    telegram_html,
    telegram_json,
    wechat_csv,
    wechat_json,
    wechat_text,
    whatsapp,
)
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text, is_binary
from scamguard.chats.message import ChatMessage
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source
from scamguard.errors import InputError


class Format(Protocol):
    """A module that reads one format: its name, what numbers the parts that are one export, how to tell and read it."""

    @property
    def NAME(self) -> str: ...  # noqa: N802  # a constant of the module

    @property
    def JOINS(self) -> re.Pattern[str] | None: ...  # noqa: N802  # a constant of the module

    def sniff(self, head: bytes) -> float: ...

    def read(self, source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]: ...


FORMATS: tuple[Format, ...] = (
    whatsapp, telegram_json, telegram_html, wechat_csv, wechat_json, wechat_text, qq_text, qq_json, line, kakaotalk,
    sms_xml, discord, slack, signal, messenger,
    google_chat, skype, imessage, matrix, mail,
    generic_csv, generic_json, plain_text,
)  # fmt: skip
"""In the order in which equals are preferred."""
_WEAK = 0.01
"""Confidence up to which a named text column decides that it is a table."""
FALLBACK = "text"
"""The format of what is text and nothing else; its confidence is the lowest."""


def format_named(name: str) -> Format:
    """The format of this name. Raises InputError if there is none."""
    named = {known.NAME: known for known in FORMATS}
    if name not in named:
        raise InputError(f"unknown format {name!r}; known are {', '.join(named)}")
    return named[name]


def recognise(head: bytes, options: ReadOptions) -> Format | None:
    """The format that the first bytes of a part speak for most; None if it is none, or no text at all."""
    if not head or is_binary(head):
        return None
    if options.format is not None:
        return format_named(options.format)
    confidence, best = max(((known.sniff(head), known) for known in FORMATS), key=lambda pair: pair[0])
    if options.text_column is not None and confidence <= _WEAK:
        return generic_json if head_text(head).lstrip().startswith(("{", "[")) else generic_csv
    return best if confidence > 0 else None
