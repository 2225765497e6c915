"""Public sets of ordinary messages (datasets/public.toml): their honest rows, checked by checksum."""

import gzip
import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scamguard.errors import DataError


def public_texts(index: Path, folder: Path) -> list[str]:
    """The honest texts of all sets that an index names, each once, in a fixed order.

    Raises DataError if a set's file is missing in the folder or is not the one that the index describes.
    """
    sets: dict[str, dict[str, Any]] = tomllib.loads(index.read_text(encoding="utf-8"))
    return [text for about in sets.values() for text in _texts(folder / about["file"], about)]


def _texts(path: Path, about: dict[str, Any]) -> list[str]:
    """At most `most` honest texts of one set, chosen by their hash, without broken characters (they leak the label)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(path, None, f"can't be read: {error.strerror}", f"get it from {about['home']}") from error
    if hashlib.sha256(content).hexdigest() != about["sha256"]:
        raise DataError(path, None, "is another version of this set", "use the file with the checksum in public.toml")
    texts = {text for line in gzip.decompress(content).splitlines() for text in _honest(json.loads(line))}
    whole = (text for text in texts if "\ufffd" not in text and text.strip())
    return sorted(whole, key=lambda text: hashlib.sha256(text.encode()).digest())[: about["most"]]


def _honest(row: dict[str, Any]) -> Iterator[str]:
    if row["label"] == "ham":
        yield from (turn["text"] for turn in row["turns"]) if "turns" in row else [row["text"]]
