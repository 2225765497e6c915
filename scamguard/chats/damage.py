"""What reading a damaged file raises."""

import csv
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import TypeVar
from xml.parsers.expat import ExpatError

from scamguard.errors import InputError

DAMAGE = (
    InputError,
    OSError,
    EOFError,
    NotImplementedError,
    csv.Error,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ExpatError,
)
"""Errors of files, archives and parsers; NotImplementedError stands for a compression that zipfile does not know."""

T = TypeVar("T")


def until_damage(values: Iterator[T]) -> Iterator[T]:
    """The values before the first damage: for a first reading, since the second meets it too and reports it."""
    try:
        yield from values
    except DAMAGE:
        return
