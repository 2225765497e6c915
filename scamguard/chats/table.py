"""Tables in text (CSV and its kin) as rows, one at a time."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator

from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import MAX_LINE, lines_of
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Part

_DELIMITERS = ",;\t|"
_HINT = re.compile(r'"?sep=.\W*$')


def header_of(head: bytes) -> tuple[list[str], str]:
    """The cells of the first line that is not empty, and the delimiter that cuts it into most."""
    lines = (line for line in head_text(head).split("\n") if line.strip() and not _HINT.match(line))
    line = next(lines, "")[:20_000].rstrip("\r")
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))], delimiter
    except (csv.Error, StopIteration):
        return [], delimiter


def rows_of(part: Part, delimiter: str, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[list[str]]:
    """The rows with any cell filled. Where an open quote would swallow the file, its lines are read one by one."""
    csv.field_size_limit(MAX_LINE)
    pending: deque[str] = deque()
    lines = _remembered(_without_hint(lines_of(part, options, diagnostics)), pending)
    while True:
        try:
            for row in csv.reader(lines, delimiter=delimiter):
                if len(pending) > 1 and _open_quote(pending):
                    break
                pending.clear()
                if any(cell.strip() for cell in row):
                    yield row
        except csv.Error:
            pass
        if not pending:
            return
        diagnostics.note("a quotation mark is never closed: the lines after it are read one by one")
        yield from (_row(line, delimiter) for line in pending)
        pending.clear()


def _row(line: str, delimiter: str) -> list[str]:
    """A line's cells, quotation marks taken for text if they do not pair."""
    if _open_quote([line]):
        return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [line])
    return next(csv.reader([line], delimiter=delimiter), [line])


def _open_quote(lines: Iterable[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _without_hint(lines: Iterator[str]) -> Iterator[str]:
    """The lines without the one by which Excel is told the delimiter."""
    first = next(lines, "")
    if first and not _HINT.match(first):
        yield first
    yield from lines


def _remembered(lines: Iterator[str], pending: deque[str]) -> Iterator[str]:
    for line in lines:
        pending.append(line)
        yield line
