"""Disguises that are more than a character: defanged links, and words spread out with blanks or marks."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from scamguard.text.domains import is_plain_suffix
from scamguard.text.draft import Draft, Replacement

_SCHEME = re.compile(r"\bh(?:xx|\*\*|\+\+)p(s?)(?=\s?:|//)", re.IGNORECASE)
_SPLIT_SCHEME = re.compile(r"\b(https?)(?:\[:\]|\s:|:\s)\s?//", re.IGNORECASE)
_BRACKETED_DOT = re.compile(r"(?<=[\w-])\s?(?:\[\s?(?:\.|dot|点)\s?\]|\(\s?(?:\.|dot|点)\s?\)|\{\s?(?:\.|dot|点)\s?\})\s?(?=\w)", re.I)
_WORD_DOT = re.compile(r"(?<=[A-Za-z0-9])(?: dot | ?[点。丶] ?| \.)(?=[A-Za-z0-9-]{2,})", re.IGNORECASE)
_LABELS = re.compile(r"[A-Za-z0-9-]+(?:(?: dot | ?[点。丶] ?| ?\.)[A-Za-z0-9-]+)*", re.IGNORECASE)
_LAST_LABEL = re.compile(r"[A-Za-z0-9-]+$")


def defanged_links(draft: Draft) -> None:
    """`hxxp`, `[.]`, `(dot)`, ` dot `, `点`, `。` in what is then a link."""
    plain = draft.plain
    found: list[Replacement] = [(m.start(), m.end(), "http" + m[1].lower()) for m in _SCHEME.finditer(plain)]
    draft.rewrite(found, "defanged")
    draft.rewrite([(m.start(), m.end(), f"{m[1]}://") for m in _SPLIT_SCHEME.finditer(draft.plain)], "defanged")
    draft.rewrite([(m.start(), m.end(), ".") for m in _BRACKETED_DOT.finditer(draft.plain)], "defanged")
    dots: list[Replacement] = []
    for chain in _LABELS.finditer(draft.plain):
        last = _LAST_LABEL.search(chain[0])
        if last and is_plain_suffix(last[0].lower()):
            dots.extend((m.start(), m.end(), ".") for m in _WORD_DOT.finditer(draft.plain, chain.start(), chain.end()))
    draft.rewrite(dots, "defanged")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """The letters and digits of a plain text alone: chars[i] stands at plain[at[i]]."""

    chars: str
    at: array[int]

    @classmethod
    def of(cls, plain: str) -> "Squeezed":
        at = array("q", [i for i, char in enumerate(plain) if char.isalnum()])
        return cls("".join([plain[i] for i in at]), at)


_CLAUSE_MARKS = frozenset(",.;:!?。、\n()[]【】“”\"'")


def is_spread_out(plain: str, squeezed: Squeezed, start: int, end: int) -> bool:
    """Whether squeezed[start:end] stands in the text with blanks or marks put between its characters on purpose.

    Latin letters and words cut by punctuation count only if *every* character stands apart ("s e e d", "助。记。词"):
    that is what a writer does, while "助。记词" may be two sentences. One blank or mark within a Han word is enough.
    """
    at = squeezed.at
    gaps = [plain[at[i] + 1 : at[i + 1]] for i in range(start, end - 1)]
    if not any(gaps) or any(len(gap) > 4 for gap in gaps):
        return False
    apart = all(gaps)
    if squeezed.chars[start:end].isascii():
        before = at[start] > 0 and plain[at[start] - 1].isalnum() and plain[at[start] - 1].isascii()
        after = at[end - 1] + 1 < len(plain) and plain[at[end - 1] + 1].isalnum() and plain[at[end - 1] + 1].isascii()
        return apart and end - start >= 3 and not before and not after
    marks = any(char in _CLAUSE_MARKS for gap in gaps for char in gap)
    return apart if marks or end - start == 2 else True
