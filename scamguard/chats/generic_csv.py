"""Any table with a column that holds messages: CSV with commas, semicolons, tabs or bars."""

from collections.abc import Iterator
from dataclasses import dataclass

from scamguard.chats.columns import CHAT, SENDER, TEXT, TIME, find, plain_name
from scamguard.chats.damage import until_damage
from scamguard.chats.dates import any_date, order_of
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Part, Source
from scamguard.chats.table import header_of, rows_of
from scamguard.errors import InputError

NAME = "csv"
JOINS = None


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    sender: int | None
    time: int | None
    chat: int | None
    has_header: bool
    width: int


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    cells, _ = header_of(head)
    if find(cells, TEXT) is None or len(cells) > 1000:
        return 0.0
    known = sum(find(cells, names) is not None for names in (SENDER, TIME))
    return 0.5 + 0.05 * known if len(cells) > 1 else 0.2


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """A message a row."""
    for part in source.parts:
        cells, delimiter = header_of(part.head())
        columns = _columns(cells, options)
        order = _order(part, columns, delimiter, options, diagnostics)
        diagnostics.dialect = {"\t": "tab", "|": "bar", ";": "semicolon"}.get(delimiter, "comma")
        rows = rows_of(part, delimiter, options, diagnostics)
        if columns.has_header:
            next(rows, None)
        for cells in rows:
            row = _fitted(cells, columns, delimiter, diagnostics)
            if len(row) <= columns.text:
                diagnostics.misread(delimiter.join(row))
                continue
            yield message(
                row[columns.text],
                _cell(row, columns.sender),
                any_date(_cell(row, columns.time), order),
                chat=_cell(row, columns.chat),
            )


def _columns(cells: list[str], options: ReadOptions) -> _Columns:
    """Where what stands. Raises InputError if nothing says which column holds the text."""
    text = find(cells, TEXT)
    wanted = options.text_column
    if wanted is not None:
        text = find(cells, (wanted,))
        if text is None and wanted.isdecimal() and 0 < int(wanted) <= len(cells):
            text = int(wanted) - 1
    if text is None:
        raise InputError(f"no column holds the text; --text-column names one of: {', '.join(cells)[:300]}")
    sender, time, chat = (find(cells, names) for names in (SENDER, TIME, CHAT))
    known = {plain_name(name) for names in (TEXT, SENDER, TIME, CHAT) for name in names}
    named = wanted is not None and plain_name(cells[text]) == plain_name(wanted)
    has_header = named or any(plain_name(cell) in known for cell in cells)
    sender, time, chat = (None if place == text else place for place in (sender, time, chat))
    return _Columns(text, sender, time, chat, has_header, len(cells))


def _fitted(row: list[str], columns: _Columns, delimiter: str, diagnostics: Diagnostics) -> list[str]:
    """The row as wide as the heading: in what is too wide, the delimiter stands in a text that is not quoted."""
    if len(row) <= columns.width or not columns.has_header:
        return row
    filled = next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)
    extra = filled - columns.width
    if extra <= 0:
        return row
    diagnostics.note("rows with more cells than the heading: those too many are read as text")
    after = columns.text + extra + 1
    return [*row[: columns.text], delimiter.join(row[columns.text : after]), *row[after:filled]]


def _cell(row: list[str], place: int | None) -> str | None:
    return row[place] if place is not None and place < len(row) else None


def _order(
    part: Part, columns: _Columns, delimiter: str, options: ReadOptions, diagnostics: Diagnostics
) -> DateOrder | None:
    """The order of dates, by a first reading of their column."""
    if columns.time is None:
        return None
    unseen = Diagnostics(part.path)
    rows = until_damage(rows_of(part, delimiter, options, unseen))
    fitted = (_fitted(row, columns, delimiter, unseen) for row in rows)
    return order_of((_cell(row, columns.time) for row in fitted), options, diagnostics)
