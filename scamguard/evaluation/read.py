"""Labelled messages from JSON Lines: what a line may say, and what is wrong with one that says something else."""

import codecs
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from scamguard.errors import DataError
from scamguard.types import Flag, Message

_LABELS = {"scam": True, "honest": False}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMES = ("lang", "kind", "author")

_Wrong = Callable[[str, str], DataError]
"""Makes the error about a line, from what is wrong and the remedy."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of a file: a message, or the messages of a conversation, with what is known of it.

    `flags` are what a scam does; `lang`, `kind` and `author` are free words, None where not given; `file` and `line`
    (1-based) tell where it stands.
    """

    messages: tuple[Message, ...]
    is_conversation: bool
    is_scam: bool
    flags: tuple[Flag, ...]
    lang: str | None
    kind: str | None
    author: str | None
    file: str
    line: int


def read(name: str, data: bytes) -> tuple[list[Labelled], list[DataError]]:
    """The lines of a JSON Lines file called `name` in errors, and the errors about those that can't be used.

    Empty lines are passed over. A line is an object with `text` (a string) or `turns` (a list of strings or of objects
    with `text` and, if known, `sender`), with `label` (scam or honest), and maybe with `lang`, `kind`, `author`
    (strings) and `flags` (a list of names of Flag); other keys are ignored. Raises nothing.
    """
    if data.startswith(_UTF_16):
        return [], [DataError(name, None, "is UTF-16", "save it as UTF-8")]
    labelled, errors = [], []
    # Only "\n" ends a line: JSON strings may hold the other line ends of Unicode as they are.
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            labelled.append(_labelled(line, name, number))
        except DataError as error:
            errors.append(error)
    return labelled, errors


def _labelled(line: bytes, name: str, number: int) -> Labelled:
    wrong: _Wrong = partial(DataError, name, number)
    row = _object(line, wrong)
    label = row.get("label")
    if not isinstance(label, str) or label not in _LABELS:
        said = f"label is {_shown(label)}" if "label" in row else "has no label"
        raise wrong(said, 'write "label": "scam" or "label": "honest"')
    lang, kind, author = (_name(row, key, wrong) for key in _NAMES)
    return Labelled(
        messages=_messages(row, wrong),
        is_conversation=row.get("text") is None,
        is_scam=_LABELS[label],
        flags=_flags(row.get("flags"), wrong),
        lang=lang,
        kind=kind,
        author=author,
        file=name,
        line=number,
    )


def _object(line: bytes, wrong: _Wrong) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise wrong("is not UTF-8", "save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        what = f"is not JSON: {error.msg} (column {error.colno})"
        raise wrong(what, "write one object a line, in double quotes") from error
    except (ValueError, RecursionError) as error:
        raise wrong(f"is not JSON that can be read: {error}", "write one object a line, as the README shows") from error
    if not isinstance(row, dict):
        raise wrong(f"is {_shown(row)}, not an object", 'write {"text": "...", "label": "scam"}')
    return row


def _messages(row: dict[str, Any], wrong: _Wrong) -> tuple[Message, ...]:
    """The message, or those of the conversation."""
    text, turns = row.get("text"), row.get("turns")
    if (text is None) == (turns is None):
        said = "has neither text nor turns" if text is None else "has both text and turns"
        raise wrong(said, "give text for one message, turns for a conversation")
    if turns is None:
        if not isinstance(text, str) or not text.strip():
            raise wrong(f"text is {_shown(text)}", "give the message as text that is not empty")
        return (Message(text),)
    if not isinstance(turns, list):
        raise wrong(
            f"turns is {_shown(turns)}", 'write them as ["...", ...] or [{"sender": "...", "text": "..."}, ...]'
        )
    messages = tuple(_turn(turn, number, wrong) for number, turn in enumerate(turns, 1))
    if not any(message.text.strip() for message in messages):
        raise wrong("turns hold no text", "give at least one message")
    return messages


def _turn(turn: object, number: int, wrong: _Wrong) -> Message:
    if isinstance(turn, str):
        return Message(turn)
    text, sender = (turn.get("text"), turn.get("sender")) if isinstance(turn, dict) else (None, None)
    if not isinstance(text, str) or not isinstance(sender, str | None):
        raise wrong(f"turn {number} is {_shown(turn)}", 'write it as "..." or {"sender": "...", "text": "..."}')
    return Message(text, sender=sender or None)


def _flags(flags: object, wrong: _Wrong) -> tuple[Flag, ...]:
    if flags is None:
        return ()
    if not isinstance(flags, list):
        raise wrong(f"flags is {_shown(flags)}", 'write them as ["seed_phrase", ...]')
    known = {str(flag): flag for flag in Flag}
    for flag in flags:
        if not isinstance(flag, str) or flag not in known:
            raise wrong(f"unknown flag {_shown(flag)}", f"use some of: {', '.join(known)}")
    return tuple(dict.fromkeys(known[flag] for flag in flags))


def _name(row: dict[str, Any], key: str, wrong: _Wrong) -> str | None:
    value = row.get(key)
    if not isinstance(value, str | None):
        raise wrong(f"{key} is {_shown(value)}", "write it as text or leave it out")
    return (value or "").strip() or None


def _shown(value: object) -> str:
    """A value as the line has it, shortened; of what holds others only the kind."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
