"""A file opened again where an interrupted scan left it."""

from pathlib import Path
from typing import BinaryIO

from scamguard.errors import InputError


def cut_back(path: Path, kept: int) -> BinaryIO:
    """The file, open for both, cut after its first `kept` bytes and placed there.

    Raises InputError where it is shorter, OSError where it can't be opened or cut.
    """
    if path.stat().st_size < kept:
        raise InputError(
            f"{path} is shorter than the interrupted scan left it: "
            "scan again without --resume to start from the beginning"
        )
    file = path.open("r+b")
    try:
        file.truncate(kept)
        file.seek(kept)
    except OSError:
        file.close()
        raise
    return file
