"""What `scamguard scan` reads: paths, standard input as a file, and how much of it there is."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scamguard.cli.input import STANDARD_INPUT
from scamguard.cli.options import Paths
from scamguard.errors import InputError

if TYPE_CHECKING:
    from scamguard.chats import ChatFile, ReadOptions

SHOWN_STANDARD_INPUT = "standard input"
_MANY = 2_000
"""Files from which finding out their sizes would take longer than it is worth."""


def with_standard_input(paths: Paths, stack: ExitStack) -> dict[Path, str]:
    """The paths with the names that they are shown under; - is copied to a file, which goes with the stack."""
    return {
        (_standard_input(stack) if str(path) == STANDARD_INPUT else path): (
            SHOWN_STANDARD_INPUT if str(path) == STANDARD_INPUT else str(path)
        )
        for path in paths
    }


def _standard_input(stack: ExitStack) -> Path:
    """A copy: chats are read more than once, to recognise the format and the order of dates."""
    if sys.stdin is None:
        raise InputError("standard input can't be read: it is closed")
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="scamguard-"))
    path = Path(folder, SHOWN_STANDARD_INPUT)
    try:
        with path.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
    except OSError as error:
        raise InputError(f"standard input can't be read: {error.strerror or error}") from error
    return path


def scanned_files(paths: Mapping[Path, str], options: ReadOptions, leave_out: frozenset[Path]) -> Iterator[ChatFile]:
    """The chats in all paths, under the names that are shown."""
    from scamguard.chats import read_chats

    for path, shown in paths.items():
        for chat_file in read_chats([path], options, leave_out):
            if shown != str(path):
                diagnostics = chat_file.diagnostics
                chat_file.name = diagnostics.source = chat_file.name.replace(str(path), shown, 1)
                if diagnostics.ended:
                    diagnostics.ended = diagnostics.ended.replace(str(path), shown)
            yield chat_file


def bytes_to_read(paths: Mapping[Path, str], options: ReadOptions, leave_out: frozenset[Path]) -> int | None:
    """How many bytes the chats have; None if it would take long to find out."""
    for path in paths:
        if path.is_dir() and next(islice(path.rglob("*"), _MANY, None), None) is not None:
            return None
    return sum(chat_file.gauge.total for chat_file in scanned_files(paths, options, leave_out))
