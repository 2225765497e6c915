"""Fingerprints of what is scanned: enough to notice that it has changed, without reading it."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Fingerprint = Mapping[str, int | str]


def fingerprints(paths: Iterable[Path], leave_out: frozenset[Path] = frozenset()) -> dict[str, Fingerprint]:
    """By path: how many files, how many bytes, and a digest of names, sizes and times of change."""
    return {str(path): _fingerprint(path, leave_out) for path in paths}


def _fingerprint(path: Path, leave_out: frozenset[Path]) -> Fingerprint:
    digest = hashlib.sha256()
    files = size = 0
    for file in _files(path):
        try:
            if Path(os.path.realpath(file)) in leave_out:
                continue
            status = file.stat()
        except OSError:
            continue
        files += 1
        size += status.st_size
        name = str(file) if file == path else file.relative_to(path).as_posix()
        digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return {"files": files, "bytes": size, "digest": digest.hexdigest()}


def _files(path: Path) -> Iterable[Path]:
    """The file itself, or the files that a scan of the folder looks at, in a fixed order."""
    if not path.is_dir():
        yield path
        return
    for root, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))
