"""Conversations of the corpora as training text: a sender's last messages as one, as a conversation is judged."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scamguard.errors import DataError
from scamguard.joining import fitting
from scamguard.types import OWN


@dataclass(frozen=True, slots=True)
class Piece:
    """A text out of a conversation: one line of an honest one, or several of a sender joined (`is_joined`)."""

    text: str
    is_scam: bool
    flags: tuple[str, ...]
    is_joined: bool


class Joining(Protocol):
    """How many messages of one sender are read together at most, and how many characters they may have."""

    @property
    def messages(self) -> int: ...

    @property
    def characters(self) -> int: ...


def read_pieces(paths: Iterable[Path], joining: Joining) -> list[Piece]:
    """The pieces of the conversations whose split is "train".

    Raises DataError for a line that is no conversation.
    """
    pieces: list[Piece] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            try:
                row = json.loads(line)
                if row["split"] == "train":
                    of_row = _of_scam if row["label"] == "scam" else _of_honest
                    pieces += of_row(row, joining)
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(path, number, f"is no conversation: {error!r}", "see datasets/README.md") from error
    return pieces


def _of_scam(row: dict[str, Any], joining: Joining) -> Iterator[Piece]:
    """What the scammer had written when the scam became clear, at every second turn from then on, and at the end."""
    turns, danger = row["turns"], row["danger"]
    ends = sorted({*range(row["clear"] + 1, len(turns), 2), len(turns)})
    all_said = ([turn["text"] for turn in turns[:end] if turn["sender"] == danger] for end in ends)
    for text in dict.fromkeys(_joined(said, joining) for said in all_said if said):
        yield Piece(text, True, tuple(row["flags"]), is_joined=True)


def _of_honest(row: dict[str, Any], joining: Joining) -> Iterator[Piece]:
    """Every line, and what each sender but the user had written at every second of his lines and at the end."""
    turns = row["turns"]
    for turn in turns:
        yield Piece(turn["text"], False, (), is_joined=False)
    for sender in dict.fromkeys(turn["sender"] for turn in turns if turn["sender"] != OWN):
        said = [turn["text"] for turn in turns if turn["sender"] == sender]
        for end in sorted({*range(2, len(said), 2), len(said)}):
            if end > 1:
                yield Piece(_joined(said[:end], joining), False, (), is_joined=True)


def _joined(said: list[str], joining: Joining) -> str:
    """The last of a sender's messages, as they would be read together."""
    last = said[-joining.messages :]
    return "\n".join(last[-fitting(map(len, reversed(last)), joining.characters) :])
