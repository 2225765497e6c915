"""Where chats lie: parts (files, or members of a zip) and sources (the parts that make one export)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import BinaryIO

from scamguard.chats.damage import DAMAGE

HEAD = 65_536
"""Bytes by which a format is recognised."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its path (with /, inside its folder or zip), how to open it, as often as wanted, its encoding if
    the user named it, and its size in bytes (0 if unknown)."""

    path: str
    open: Callable[[], BinaryIO]
    encoding: str | None = None
    size: int = 0

    @property
    def name(self) -> str:
        """The last piece of the path."""
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        """The path without its last piece, "" at the top."""
        return self.path.rpartition("/")[0]

    def head(self) -> bytes:
        """The first bytes; if damage comes before HEAD bytes, what stands before it. Raises if nothing does.

        In UTF-8 if the encoding is named, so that nobody has to guess it.
        """
        with self.open() as stream:
            read = bytearray()
            try:
                while len(read) < HEAD and (block := stream.read(1024)):
                    read += block
            except DAMAGE:
                # The reader meets the same damage and reports it.
                if not read:
                    raise
            return bytes(read).decode(self.encoding, errors="replace").encode() if self.encoding else bytes(read)


@dataclass(frozen=True, slots=True)
class Source:
    """The parts of one export, in order, and what lies beside them."""

    name: str
    parts: tuple[Part, ...]
    beside: Mapping[str, Part] = field(default_factory=dict)

    def companion(self, path: str) -> Part | None:
        """The part at `path` seen from the folder of the first part, or from a folder above it."""
        folder = self.parts[0].folder
        while True:
            found = self.beside.get(f"{folder}/{path}" if folder else path)
            if found is not None or not folder:
                return found
            folder = folder.rpartition("/")[0]

    def below(self, folder: str) -> Iterator[Part]:
        """The parts in a folder beside the first part, in order."""
        own = self.parts[0].folder
        wanted = f"{own}/{folder}" if own else folder
        yield from (part for part in self.beside.values() if part.folder == wanted)


@lru_cache(maxsize=65_536)
def in_order(path: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts paths as people count: messages.html, messages2.html, messages10.html."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,6}$", "", path)
    pieces = re.split(r"(\d{1,18})", stem.lower())
    return tuple((1, int(p), "") if p.isascii() and p.isdigit() else (2, 0, p) for p in pieces if p)
