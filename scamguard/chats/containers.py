"""Files, folders and zips as parts: nothing is unpacked to disk by its own name, and bombs are refused."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from scamguard.chats.damage import DAMAGE
from scamguard.chats.salvage import Limits, salvaged
from scamguard.chats.source import Part, in_order
from scamguard.errors import InputError

MAX_MEMBERS = 100_000
"""Files in one folder or zip."""
MAX_UNPACKED = 64 << 30
"""Bytes that one zip may claim to hold; the largest chat exports known have 8 GB."""
MAX_RATIO = 200
"""Times that a zip may grow. Chats shrink by 5 to 40."""
SMALL = 64 << 20
"""Bytes below which any ratio is harmless: a few repeated lines shrink by more than MAX_RATIO."""
MAX_NESTED = 2 << 30
"""Bytes of a zip inside a zip, which has to be copied."""
MAX_DEPTH = 2
"""Zips inside one another."""
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"


@dataclass(slots=True)
class Container:
    """The parts of a file, folder or zip, and what had to be refused (path, why)."""

    name: str
    parts: dict[str, Part] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def unread(self, error: OSError) -> None:
        """Keeps that a folder can't be looked into."""
        self.refused.append((str(error.filename), f"can't be read: {error.strerror or error}"))


def open_path(path: Path, leave_out: frozenset[Path] = frozenset()) -> Iterator[Container]:
    """The containers at a path: the folder or file itself, and each zip in it. Raises InputError if unreadable.

    `leave_out` are files (resolved) that are not looked at where they lie in a folder.
    """
    try:
        if path.is_dir():
            yield from _with_zips(_folder(path, leave_out), depth=0)
        elif path.is_file():
            part = Part(path.name, lambda: path.open("rb"), size=path.stat().st_size)
            yield from _with_zips(Container(str(path), {part.path: part}), depth=0)
        else:
            raise InputError(f"{path} is neither a file nor a folder" if path.exists() else f"{path} does not exist")
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from error


def _folder(path: Path, leave_out: frozenset[Path]) -> Container:
    container = Container(str(path))
    found: list[Path] = []
    for root, folders, files in os.walk(path, followlinks=False, onerror=container.unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root, name) for name in files if not name.startswith(".")]
        if len(found) > MAX_MEMBERS:
            container.refused.append((str(path), f"more than {MAX_MEMBERS} files: the rest is not read"))
            break
    for file in sorted(found[:MAX_MEMBERS], key=lambda file: in_order(file.relative_to(path).as_posix())):
        if not file.is_file() or (leave_out and file.resolve() in leave_out):
            continue
        inside = file.relative_to(path).as_posix()
        container.parts[inside] = Part(inside, partial(_open_file, file), size=file.stat().st_size)
    if not container.parts and not container.refused:
        container.refused.append((str(path), "the folder holds no files"))
    return container


def _with_zips(container: Container, depth: int) -> Iterator[Container]:
    """The container without the zips in it, then each of those."""
    zips = [part for part in container.parts.values() if _is_zip(part)]
    for part in zips:
        del container.parts[part.path]
    if container.parts or container.refused:
        yield container
    for part in zips:
        alone = depth == 0 and not container.parts and len(zips) == 1 and container.name.endswith(part.path)
        name = container.name if alone else f"{container.name}/{part.path}"
        yield from _with_zips(_zip(part, name, depth), depth + 1)


def _is_zip(part: Part) -> bool:
    try:
        with part.open() as stream:
            return stream.read(4) in (_ZIP, _EMPTY_ZIP)
    except DAMAGE:
        # Whoever reads it as a chat meets the same damage and reports it.
        return False


def _zip(part: Part, name: str, depth: int) -> Container:
    container = Container(name)
    if depth >= MAX_DEPTH:
        container.refused.append((name, f"more than {MAX_DEPTH} zips inside one another: unpack it first"))
        return container
    try:
        archive = zipfile.ZipFile(_seekable(part, depth))
        _check_size(archive)
    except zipfile.BadZipFile as error:
        container.refused.append((name, f"the zip is damaged ({error}): what stands before the damage is read"))
        for rescued in salvaged(part.open, Limits(SMALL, MAX_RATIO)) if depth == 0 else ():
            if _leads_inside(rescued.path) and not rescued.path.endswith("/"):
                container.parts.setdefault(rescued.path, rescued)
        return container
    except DAMAGE as error:
        container.refused.append((name, f"the zip can't be read: {error}"))
        return container
    _fill(container, archive)
    if not container.parts and not container.refused:
        container.refused.append((name, "the zip is empty"))
    return container


def _fill(container: Container, archive: zipfile.ZipFile) -> None:
    for info in sorted(archive.infolist(), key=lambda info: in_order(info.filename)):
        path = info.filename.replace("\\", "/")
        if info.is_dir() or path.startswith("__MACOSX/"):
            continue
        if not _leads_inside(path):
            container.refused.append((path, "its path leads out of the zip"))
        elif path in container.parts:
            container.refused.append((path, "the zip holds two files of this name: only the first is read"))
        elif info.flag_bits & 1:
            container.refused.append((path, "it is encrypted: unpack it with its password first"))
        else:
            container.parts[path] = Part(path, partial(_open_member, archive, info), size=info.file_size)


def _open_file(path: Path) -> BinaryIO:
    return path.open("rb")


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, archive.open(info))


def _leads_inside(path: str) -> bool:
    return not (path.startswith("/") or ".." in path.split("/") or path[1:2] == ":")


def _seekable(part: Part, depth: int) -> BinaryIO:
    """The part as a file in which one can go back: itself, or a temporary copy of what lies in a zip."""
    if depth == 0:
        return part.open()
    # The archive keeps it open, and it is gone when the archive is.
    copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=SMALL))  # noqa: SIM115
    with part.open() as stream:
        shutil.copyfileobj(cast(BinaryIO, _Capped(stream)), copy, 1 << 20)
    copy.seek(0)
    return copy


class _Capped:
    """A stream that refuses to give more than MAX_NESTED bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._given = stream, 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._given += len(data)
        if self._given > MAX_NESTED:
            raise InputError(f"a zip inside a zip of over {MAX_NESTED >> 30} GB: unpack it first")
        return data


def _check_size(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise InputError(f"it holds {len(infos)} files, more than {MAX_MEMBERS}")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        raise InputError(f"it would unpack to {unpacked >> 30} GB, more than {MAX_UNPACKED >> 30} GB")
    stream = archive.fp
    size = stream.seek(0, os.SEEK_END) if stream else 0
    if unpacked > SMALL and unpacked > MAX_RATIO * max(1, size):
        raise InputError(f"it would grow {unpacked // max(1, size)} times when unpacked: a zip bomb")
