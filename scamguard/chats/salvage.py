"""The members of a zip whose list of contents is missing, as when a download stopped: found one after the other.

Laid out after APPNOTE.TXT, the specification of PKWARE: each member stands behind a header of its own.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from scamguard.chats.source import Part
from scamguard.errors import InputError

_HEADER = struct.Struct("<4s5H3L2H")
_SIGNATURE = b"PK\x03\x04"
_DESCRIPTOR = b"PK\x07\x08"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZE_FOLLOWS, _UTF8 = 1, 8, 0x800
_UNKNOWN = 0xFFFFFFFF
_FED = 16_384
_MAX_FOUND = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes below which any growth is harmless, and how many times a member may grow above them."""

    small: int
    ratio: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a member's bytes begin, how they are packed, and how many they are (None: until the packing ends)."""

    path: str
    start: int
    deflated: bool
    size: int | None


class _Member(io.RawIOBase):
    """What one member holds. Raises EOFError where the zip ends inside it, InputError if it grows like a bomb."""

    def __init__(self, archive: BinaryIO, place: _Place, limits: Limits) -> None:
        archive.seek(place.start)
        self._archive, self._limits = archive, limits
        self._left = place.size
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS) if place.deflated else None
        self._given = 0
        self.taken = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._archive.close()
        super().close()

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # the base class does not say that it is a buffer
        data = self._inflated(len(view)) if self._inflater else self._next(min(len(view), _FED))
        self._given += len(data)
        if self._given > max(self._limits.small, self._limits.ratio * self.taken):
            raise InputError(f"it grows more than {self._limits.ratio} times when unpacked: a zip bomb")
        view[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        wanted = size if self._left is None else min(size, self._left)
        data = self._archive.read(wanted)
        if wanted and not data:
            raise EOFError("the zip ends inside it")
        self.taken += len(data)
        if self._left is not None:
            self._left -= len(data)
        return data

    def _inflated(self, size: int) -> bytes:
        inflater = cast("zlib._Decompress", self._inflater)
        while not inflater.eof:
            data = inflater.decompress(inflater.unconsumed_tail or self._next(_FED), size)
            if inflater.eof:
                self.taken -= len(inflater.unused_data)
            if data:
                return data
        return b""


def salvaged(opened: Callable[[], BinaryIO], limits: Limits) -> Iterator[Part]:
    """The members that stand before the damage, the last perhaps cut."""
    with opened() as archive:
        at = 0
        for _ in range(_MAX_FOUND):
            place = _place(archive, at)
            if place is None:
                return
            yield Part(
                place.path,
                lambda place=place: cast(BinaryIO, io.BufferedReader(_Member(opened(), place, limits))),  # type: ignore[misc]  # bound now
            )
            at = _end(opened, place, limits)
            if at < 0:
                return


def _place(archive: BinaryIO, at: int) -> _Place | None:
    """The member whose header stands at `at` or just behind a descriptor there; None if none can be read."""
    archive.seek(at)
    start = archive.read(24 + _HEADER.size)
    skipped = start.find(_SIGNATURE) if start.startswith(_DESCRIPTOR) else 0
    fixed = start[skipped : skipped + _HEADER.size]
    if len(fixed) < _HEADER.size or not fixed.startswith(_SIGNATURE):
        return None
    _, _, flags, method, _, _, _, size, _, name_size, extra_size = _HEADER.unpack(fixed)
    archive.seek(at + skipped + _HEADER.size)
    name = archive.read(name_size).decode("utf-8" if flags & _UTF8 else "cp437", errors="replace")
    known = None if flags & _SIZE_FOLLOWS or size == _UNKNOWN else size
    if flags & _ENCRYPTED or method not in (_STORED, _DEFLATED) or (method == _STORED and known is None):
        return None
    return _Place(name, at + skipped + _HEADER.size + name_size + extra_size, method == _DEFLATED, known)


def _end(opened: Callable[[], BinaryIO], place: _Place, limits: Limits) -> int:
    """Where the next header is to be looked for; -1 if the member is damaged."""
    if place.size is not None:
        return place.start + place.size
    with _Member(opened(), place, limits) as member:
        buffer = bytearray(_FED)
        try:
            while member.readinto(buffer):
                pass
        except (EOFError, zlib.error, InputError):
            return -1
        return place.start + member.taken
