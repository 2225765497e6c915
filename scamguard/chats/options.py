"""What the user may decide instead of the readers."""

import codecs
from dataclasses import dataclass
from enum import StrEnum

from scamguard.errors import InputError


class DateOrder(StrEnum):
    """In which order the three numbers of a date stand: d(ay), m(onth), y(ear)."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"
    YDM = "ydm"
    MYD = "myd"


class Split(StrEnum):
    """Where a message of plain text ends: at each line, or at a blank line."""

    LINES = "lines"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What is given is not guessed: the format's name, the encoding, the order of dates, the column that holds the text
    (its name, or its number from 1), and how plain text is split. Raises InputError for an unknown encoding."""

    format: str | None = None
    encoding: str | None = None
    date_order: DateOrder | None = None
    text_column: str | None = None
    split: Split = Split.LINES

    def __post_init__(self) -> None:
        if self.encoding is not None:
            try:
                known = codecs.lookup(self.encoding).name
                # Codecs that make no text (base64), or know no way to go on after damage, are refused here.
                b"\xff\xfe".decode(known, errors="replace")
            except (LookupError, ValueError, AssertionError) as error:
                raise InputError(f"unknown encoding {self.encoding!r}; try utf-8, utf-16, gb18030 or big5") from error
