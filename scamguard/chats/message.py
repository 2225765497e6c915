"""A message of an exported chat, and the cleaning that all readers share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from scamguard.types import Message

MAX_TEXT = 1_000_000
"""Characters of one message; what is longer is cut into several messages, so that nothing goes unread."""
MAX_NAME = 500
"""Characters of a name."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))


@dataclass(frozen=True, slots=True)
class ChatMessage(Message):
    """A Message with what only an export tells.

    `forwarded_from` names the one it was forwarded from; `attachments` are names of files and cards; `system` marks a
    line of the app itself (a member came, the group has a new name), given because names are chosen by people too.
    """

    forwarded_from: str | None = None
    attachments: tuple[str, ...] = ()
    system: bool = False


def clean_name(name: object) -> str | None:
    """A sender's or chat's name without direction marks, or None if nothing is left (or it is no text)."""
    return _cleaned(name[: 2 * MAX_NAME]) if isinstance(name, str) else None


@lru_cache(maxsize=2048)
def _cleaned(name: str) -> str | None:
    return sound_text(name.translate(_MARKS)).replace("\u00a0", " ").replace("\u202f", " ").strip()[:MAX_NAME] or None


def sound_text(text: str) -> str:
    """Text that can be written in UTF-8: halves of surrogate pairs are joined, single ones become U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _sound_body(text: str) -> str:
    return sound_text(text).replace("\r\n", "\n").strip("\r\n\t \u200e\ufeff\0")


def system_line(text: str, sent_at: datetime | None, chat: object = None) -> ChatMessage:
    """A line of the app itself, cleaned like a message."""
    return ChatMessage(_sound_body(text), None, sent_at, clean_name(chat), system=True)


def message(
    text: str,
    sender: object,
    sent_at: datetime | None,
    *,
    chat: object = None,
    quoted: str | None = None,
    links: Iterable[object] = (),
    outgoing: bool | None = None,
    forwarded_from: object = None,
    attachments: Iterable[object] = (),
) -> ChatMessage:
    """A ChatMessage of parts as they stand in a file: cleaned, links that the text shows anyway left out."""
    sound = _sound_body(text)
    hidden = dict.fromkeys(sound_text(link.strip()) for link in links if isinstance(link, str) and link.strip())
    return ChatMessage(
        text=sound,
        sender=clean_name(sender),
        sent_at=sent_at,
        chat=clean_name(chat),
        quoted=sound_text(quoted).strip() or None if quoted else None,
        links=tuple(link for link in hidden if link not in sound),
        outgoing=outgoing,
        forwarded_from=clean_name(forwarded_from),
        attachments=tuple(sound_text(name) for name in attachments if isinstance(name, str) and name),
    )
