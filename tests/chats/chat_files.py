"""Fixtures of chats: where they lie, what is expected of them, and plain data of what was read."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scamguard.chats import ChatFile, ChatMessage, DateOrder, ReadOptions, Split, read_chats

HERE = Path(__file__).parent
LEFT_OUT = "expected.json"


def cases() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each fixture (file or folder) with what is expected: options, and the chat files in it."""
    for expected in sorted(HERE.glob("*/expected.json")):
        for name, case in json.loads(expected.read_text(encoding="utf-8")).items():
            yield expected.parent / name, case


def options_of(case: dict[str, Any]) -> ReadOptions:
    given = dict(case.get("options", {}))
    if "split" in given:
        given["split"] = Split(given["split"])
    if "date_order" in given:
        given["date_order"] = DateOrder(given["date_order"])
    return ReadOptions(**given)


def zipped(folder: Path, target: Path) -> Path:
    """The folder's content as a zip at `target`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*"), reverse=True):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return target


def described(chat: ChatFile) -> dict[str, Any]:
    """A chat file, read to its end, as plain data; what is empty or None is left out."""
    messages = [message_data(message) for message in chat.messages]
    seen = chat.diagnostics
    data = {
        "format": seen.format,
        "dialect": seen.dialect,
        "encoding": seen.encoding,
        "count": seen.messages,
        "without_text": seen.without_text,
        "system": seen.system,
        "senders": sorted(seen.senders),
        "not_understood": seen.quoted,
        "date_order": seen.date_order,
        "certainty": str(seen.date_certainty) if seen.date_certainty else None,
        "ended": seen.ended,
        "messages": messages,
    }
    return {key: value for key, value in data.items() if value}


def message_data(message: ChatMessage) -> dict[str, Any]:
    data = {
        "sender": message.sender,
        "at": message.sent_at.isoformat() if message.sent_at else None,
        "text": message.text,
        "chat": message.chat,
        "quoted": message.quoted,
        "links": list(message.links),
        "forwarded_from": message.forwarded_from,
        "attachments": list(message.attachments),
    }
    plain: dict[str, Any] = {key: value for key, value in data.items() if value}
    if message.outgoing is not None:
        plain["outgoing"] = message.outgoing
    if message.system:
        plain["system"] = True
    return plain


def read_case(path: Path, options: ReadOptions) -> list[dict[str, Any]]:
    """What is read at a path, in order."""
    return [described(chat) for chat in read_chats([path], options)]
