"""Any JSON that holds messages: an object a line, an array of objects or strings, or an array under a usual name."""

import json
import re
from collections.abc import Iterator
from itertools import chain, islice

from scamguard.chats.columns import TEXT, find, layout, value_of
from scamguard.chats.damage import until_damage
from scamguard.chats.dates import any_date, needs_order, order_of
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import text_of
from scamguard.chats.json_stream import ITEM, OPENED, walk_json
from scamguard.chats.lines import lines_of, open_text
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Part, Source

NAME = "json"
JOINS = None
_STRINGS = re.compile(r'\[\s*"[^"]')
_LOOKED_AT = 100
"""Records by whose dates it is decided whether an order is needed."""
_ARRAYS = ("messages", "data", "items", "records", "rows", "results", "chat")


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    text = head_text(head).lstrip()
    if not text.startswith(("{", "[")):
        return 0.0
    first = _line_record(text.partition("\n")[0])
    if isinstance(first, dict) and find(list(first), TEXT) is not None:
        return 0.4
    if _STRINGS.match(text):
        return 0.2
    return 0.3 * any(f'"{name}"' in text for name in TEXT)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """A message for each object with a text, or each string of an array."""
    wanted = (options.text_column,) if options.text_column else TEXT
    for part in source.parts:
        by = _by_line if _is_lines(part) else _by_array
        diagnostics.dialect = "lines" if by is _by_line else "array"
        order = _order(until_damage(by(part, options, Diagnostics(part.path))), wanted, options, diagnostics)
        for record in by(part, options, diagnostics):
            made = _message(record, wanted, order)
            if made:
                yield made
            else:
                diagnostics.misread(str(record)[:300])


def _is_lines(part: Part) -> bool:
    lines = [line for line in head_text(part.head()).split("\n")[:2] if line.strip()]
    first = _line_record(lines[0]) if lines else None
    if not isinstance(first, dict):
        return False
    return (
        lines[1].lstrip().startswith("{")
        if len(lines) > 1
        else not any(isinstance(first.get(name), list) for name in _ARRAYS)
    )


def _line_record(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _by_line(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[object]:
    for line in lines_of(part, options, diagnostics):
        if line.strip():
            record = _line_record(line)
            if record is None:
                diagnostics.misread(line)
            else:
                yield record


def _by_array(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[object]:
    with open_text(part, options, diagnostics) as text:
        for path, value in walk_json(text, [(name,) for name in _ARRAYS]):
            if value is not OPENED and path and path[-1] == ITEM:
                yield value


def _order(
    records: Iterator[object], wanted: tuple[str, ...], options: ReadOptions, diagnostics: Diagnostics
) -> DateOrder | None:
    """The order of dates by a first reading, which goes on only if the first records have such dates."""
    layouts = ((record, layout(tuple(record), wanted)) for record in records if isinstance(record, dict))
    values = (value_of(record, found.time) for record, found in layouts if found is not None)
    first = list(islice(values, _LOOKED_AT))
    if not any(map(needs_order, first)):
        return options.date_order
    return order_of(chain(first, values), options, diagnostics)


def _message(record: object, wanted: tuple[str, ...], order: DateOrder | None) -> ChatMessage | None:
    if isinstance(record, str) and not record.lstrip().startswith("{"):
        return message(record, None, None)
    found = layout(tuple(record), wanted) if isinstance(record, dict) else None
    if not isinstance(record, dict) or found is None:
        return None
    return message(
        text_of(value_of(record, found.text)),
        value_of(record, found.sender),
        any_date(value_of(record, found.time), order),
        chat=value_of(record, found.chat),
    )
