"""Google Chat out of Takeout: a messages.json for each conversation."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from scamguard.chats.dates import CLOCK, MONTHS, clock_of, moment
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined, mapping, sequence, text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import open_text
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source

NAME = "google-chat"
JOINS = None
_KEYS = re.compile(r'"(?:topic_id|created_date|message_id)"\s*:')
_EN = re.compile(rf"(?:\w+, )?(?P<month>[A-Z][a-z]{{2}})\w* (?P<d>\d{{1,2}}), (?P<y>\d{{4}}) at {CLOCK}\sUTC$")
_ZH = re.compile(rf"(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日(?:星期.)?\s?(?:UTC\s?)?{CLOCK}(?:\s?UTC)?$")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    return 0.93 * bool(text.startswith("{") and '"messages"' in text and len(set(_KEYS.findall(text))) >= 2)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages in the order of the file; dates in other languages than English and Chinese are not read."""
    for part in source.parts:
        chat = part.folder.rpartition("/")[2]
        with open_text(part, options, diagnostics) as stream:
            for path, value in walk_json(stream, [("messages",)]):
                if path == ("messages", ITEM) and value is not OPENED:
                    record = mapping(value)
                    if not record:
                        diagnostics.misread(str(value)[:300])
                        continue
                    if record.get("created_date") and not _date(record.get("created_date")):
                        diagnostics.note("dates in a language that is not known are left out")
                    yield _message(record, chat)


def _message(record: Mapping[str, object], chat: str) -> ChatMessage:
    creator = mapping(record.get("creator"))
    notes = [mapping(note) for note in sequence(record.get("annotations"))]
    links = [mapping(mapping(note.get("url_metadata")).get("url")) for note in notes]
    cards = [mapping(note.get("url_metadata")) for note in notes]
    quoted = mapping(record.get("quoted_message_metadata"))
    files = [mapping(file) for file in sequence(record.get("attached_files"))]
    return message(
        joined(record.get("text"), *(card.get("title") for card in cards)),
        creator.get("name") or creator.get("email"),
        _date(record.get("created_date")),
        chat=chat,
        quoted=text_of(quoted.get("text")),
        links=[link.get("private_do_not_access_or_else_safe_url_wrapped_value") for link in links],
        attachments=[file.get("original_name") or file.get("export_name") for file in files],
    )


def _date(value: object) -> datetime | None:
    text = text_of(value)[:100]
    found = _EN.match(text) or _ZH.match(text)
    if found is None or (clock := clock_of(found)) is None:
        return None
    groups = found.groupdict()
    month = MONTHS.get(groups["month"]) if "month" in groups else int(groups["m"])
    naive = moment(int(groups["y"]), month, int(groups["d"]), clock) if month else None
    return naive.replace(tzinfo=UTC) if naive else None
