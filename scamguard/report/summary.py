"""The closing summary of a scan in words, Chinese or English."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from scamguard.chats import Certainty, Diagnostics
from scamguard.explanation import wording
from scamguard.resources import shipped_data
from scamguard.scanning import Summary
from scamguard.types import Level

MUCH_NOT_UNDERSTOOD = 0.05
"""Share of a file not understood above which its reader is warned."""
_MOST = 5
"""Senders and conversations that are named."""
_FILES = 20
"""Files that are named."""
_QUOTED = 60
_NAME = 60


def summary_lines(summary: Summary, lang: str, *, interrupted: bool = False, resumable: bool = False) -> list[str]:
    """The summary, a line each; `lang` is zh or en. It says so if the scan was `interrupted`, and `resumable`."""
    words = _Words(lang)
    lines = [
        words.say(
            "seen",
            messages=summary.messages,
            conversations=summary.conversations,
            files=sum(1 for one in summary.files if one.format is not None),
        )
    ]
    lines += _found(summary, words)
    lines += _leaks(summary, words)
    lines += _troubles(summary.files, words)
    if interrupted:
        lines.append(words.say("interrupted", "resumable" if resumable else "lost"))
    # The name of a file may hold the end of a line.
    return [" ".join(line.splitlines()) for line in lines]


class _Number(int):
    """A number in a sentence: {x} is written with commas, {x:s} is the s of its plural in English."""

    def __format__(self, spec: str) -> str:
        return "" if spec == "s" and self == 1 else spec or f"{int(self):,}"


class _Words:
    """The sentences of one language."""

    def __init__(self, lang: str) -> None:
        self._words, self._lang = _sentences(), lang
        self.flags: dict[str, str] = wording(lang)["flags"]

    def say(self, *keys: str, **values: str | int) -> str:
        sentence = self._words
        for key in keys:
            sentence = sentence[key]
        shown = {name: _Number(value) if isinstance(value, int) else value for name, value in values.items()}
        return str(sentence[self._lang]).format(**shown)


@lru_cache(maxsize=1)
def _sentences() -> Any:
    return shipped_data("wording", "scan")


def _found(summary: Summary, words: _Words) -> Iterator[str]:
    flagged = sum(summary.levels.values())
    if not flagged:
        if summary.messages:
            yield words.say("nothing")
        return
    levels = [(level, summary.levels[level]) for level in sorted(Level, reverse=True) if summary.levels[level]]
    yield words.say(
        "flagged",
        messages=flagged,
        levels=", ".join(words.say("levels", level.name, number=number) for level, number in levels),
        conversations=len(summary.flagged_conversations),
    )
    if summary.flags:
        counted = ", ".join(f"{words.flags[str(flag)]} {number:,}" for flag, number in summary.flags.most_common())
        yield f"{words.say('flags')} {counted}"
    yield words.say("senders")
    for (file, chat, sender), number in summary.senders.most_common(_MOST):
        yield f"  {number:>6,}  {_short(sender or words.say('unknown_sender'))} | {_place(file, chat, words)}"
    yield from _more(len(summary.senders) - _MOST, words)
    yield words.say("conversations")
    worst = sorted(
        summary.flagged_conversations.items(), key=lambda item: (-summary.conversation_levels[item[0]], -item[1])
    )
    for key, number in worst[:_MOST]:
        yield f"  {number:>6,}  {words.say('names', summary.conversation_levels[key].name)} | {_place(*key, words)}"
    yield from _more(len(worst) - _MOST, words)


def _leaks(summary: Summary, words: _Words) -> Iterator[str]:
    if summary.leaks:
        yield words.say("leak", messages=summary.leaks)
        for key, number in summary.leaking.most_common(_MOST):
            yield f"  {number:>6,}  {_place(*key, words)}"
        yield from _more(len(summary.leaking) - _MOST, words)


def _troubles(files: list[Diagnostics], words: _Words) -> Iterator[str]:
    for heading, some in (
        ("failed", [one for one in files if one.ended is not None and not one.skipped]),
        ("skipped", [one for one in files if one.skipped]),
    ):
        if some:
            yield words.say(heading)
            yield from (f"  {one.source}: {one.ended}" for one in some[:_FILES])
            yield from _more(len(some) - _FILES, words)
    much = [one for one in files if one.share_not_understood > MUCH_NOT_UNDERSTOOD]
    for one in much[:_FILES]:
        example = " ".join(one.quoted[0].split())[:_QUOTED] if one.quoted else "-"
        share = f"{100 * one.share_not_understood:.0f} %"
        yield words.say("much", file=one.source, share=share, number=one.not_understood, example=example)
    yield from _more(len(much) - _FILES, words)
    some = [one for one in files if 0 < one.share_not_understood <= MUCH_NOT_UNDERSTOOD]
    if some:
        yield words.say("some", number=sum(one.not_understood for one in some), files=len(some))
    ambiguous = [one for one in files if one.date_certainty is Certainty.AMBIGUOUS]
    if ambiguous:
        yield words.say("ambiguous", files=len(ambiguous))


def _more(number: int, words: _Words) -> Iterator[str]:
    if number > 0:
        yield f"  … {words.say('more', number=f'{number:,}')}"


def _place(file: str, chat: str | None, words: _Words) -> str:
    return f"{_short(chat) if chat else words.say('unknown_chat')} | {file}"


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
