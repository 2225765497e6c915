"""Sentences and clauses, Chinese and English.

A clause ends at a comma, colon, bracket, dash or the end of a sentence. Decimals, times, abbreviations, ellipses, links
and lists with 、 don't end one, nor does a line that an e-mail program broke in the middle of an English sentence.
"""

import re
from collections.abc import Sequence

from scamguard.types import Clause

_MARK = re.compile(
    r"[。！？!?]+|[;；]|\n+|\.(?!\.)|[,，:：]|[()（）\[\]【】{}<>〔〕]|[—–|丨]+| - |(?<=[\u4e00-\u9fff]{2}) (?=[\u4e00-\u9fff]{2})"
)
_ENDS_SENTENCE = frozenset("。！？!?;；\n.")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no nos vs etc eg ie inc ltd co corp dept est approx acct ref tel ext jr sr fig e.g i.e a.m p.m u.s u.k".split()
)
_WORD_BEFORE = re.compile(r"[A-Za-z.]{1,10}$")


def split_clauses(plain: str, kept: Sequence[tuple[int, int]]) -> tuple[Clause, ...]:
    """The clauses of a plain text; no mark inside a `kept` piece (links, addresses; ordered) splits."""
    clauses: list[Clause] = []
    start, sentence, next_kept = 0, 0, 0

    def close(end: int) -> None:
        stripped_start = start
        while stripped_start < end and plain[stripped_start].isspace():
            stripped_start += 1
        stripped_end = end
        while stripped_end > stripped_start and plain[stripped_end - 1].isspace():
            stripped_end -= 1
        if stripped_start < stripped_end:
            clauses.append(Clause(stripped_start, stripped_end, sentence))

    for match in _MARK.finditer(plain):
        while next_kept < len(kept) and kept[next_kept][1] <= match.start():
            next_kept += 1
        inside = next_kept < len(kept) and kept[next_kept][0] <= match.start()
        if inside or not _splits(plain, match):
            continue
        close(match.start())
        start = match.end()
        sentence += match[0][0] in _ENDS_SENTENCE
    close(len(plain))
    return tuple(clauses)


def _splits(plain: str, match: re.Match[str]) -> bool:
    """Whether a mark really ends a clause here."""
    mark = match[0]
    before = plain[match.start() - 1 : match.start()]
    after = plain[match.end() : match.end() + 1]
    if mark == ".":
        if before == "." or after.isalnum() and (before.isascii() and after.isascii()):
            return False
        word = _WORD_BEFORE.search(plain, max(0, match.start() - 10), match.start())
        return word is None or (word[0].lower() not in _ABBREVIATIONS and not (len(word[0]) == 1 and word[0].isupper()))
    if mark in ",，:：":
        return not (before.isdigit() and after.isdigit())
    if mark[0] == "\n":
        return not (len(mark) == 1 and before.isascii() and after.isascii() and after.islower() and before not in ".:!?-*")
    return True
