"""Tables in text (CSV and its kin) as rows, one at a time."""

import csv
from collections import deque
from collections.abc import Iterator

from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import MAX_LINE, lines_of
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Part

_DELIMITERS = ",;\t|"


def header_of(head: bytes) -> tuple[list[str], str]:
    """The cells of the first line that is not empty, and the delimiter that cuts it into most."""
    line = next((line for line in head_text(head).split("\n") if line.strip()), "")[:20_000].rstrip("\r")
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))], delimiter
    except (csv.Error, StopIteration):
        return [], delimiter


def rows_of(part: Part, delimiter: str, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[list[str]]:
    """The rows with any cell filled. Where an open quote would swallow the file, its lines are read one by one."""
    csv.field_size_limit(MAX_LINE)
    pending: deque[str] = deque()
    lines = _remembered(lines_of(part, options, diagnostics), pending)
    while True:
        try:
            for row in csv.reader(lines, delimiter=delimiter):
                pending.clear()
                if any(cell.strip() for cell in row):
                    yield row
        except csv.Error:
            diagnostics.note("a quotation mark is never closed: the lines after it are read one by one")
            for line in pending:
                yield next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [line])
            pending.clear()
        else:
            return


def _remembered(lines: Iterator[str], pending: deque[str]) -> Iterator[str]:
    for line in lines:
        pending.append(line)
        yield line
