"""Sentences and clauses, Chinese and English.

A clause ends at a comma, colon, bracket, dash or the end of a sentence. Decimals, times, abbreviations, ellipses, links
and lists with 、 don't end one, nor does a line that an e-mail program broke in the middle of an English sentence.
"""

from collections.abc import Sequence

from scamguard.text.lazy import LazyPattern
from scamguard.types import Clause

# Each mark begins with a character of the first set, so that the others are passed over fast.
_MARK = LazyPattern(
    r"[。！？!?;；\n.,，:：()（）\[\]【】{}<>〔〕—–|丨 ]"
    r"(?:(?<= )(?:- |(?<=[^\0-\x7f]{2} )(?=[^\0-\x7f]{2}))"
    r"|(?<! )(?:(?<=[;；,，:：()（）\[\]【】{}<>〔〕])|(?<=[。！？!?])[。！？!?]*|(?<=\n)\n*|(?<=\.)(?!\.)"
    r"|(?<=[—–|丨])[—–|丨]*))"
)
_ENDS_SENTENCE = frozenset("。！？!?;；\n.")
_BETWEEN_DIGITS = frozenset(",，:：")
"""Marks that may stand inside a number."""
_DOUBTFUL = frozenset(".\n ")
# After these a name or number goes on; after the second set a capital begins a new sentence.
_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "sr",
        "jr",
        "vs",
        "eg",
        "ie",
        "e.g",
        "i.e",
        "cf",
        "inc",
        "ltd",
        "co",
        "corp",
    }
    | {"dept", "u.s", "u.k", "h.k"}
)
_ABBREVIATIONS = frozenset({"etc", "a.m", "p.m", "approx", "est", "acct", "ref", "tel", "ext"})
_NUMBER_WORDS = frozenset({"no", "nos", "fig", "art", "sec", "p", "pp"})
_OF_WORDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz."
_LONGEST_WORD, _WIDEST_GAP = 10, 2
"""Characters of a word that are looked at, and blanks between a dot and what goes on."""


def split_clauses(plain: str, kept: Sequence[tuple[int, int]]) -> tuple[Clause, ...]:
    """The clauses of a plain text; no mark inside a `kept` piece (links, numbers, addresses; ordered) splits."""
    clauses: list[Clause] = []
    start, sentence, next_kept = 0, 0, 0
    for match in _MARK.finditer(plain):
        at, after = match.span()
        mark = plain[at]
        while next_kept < len(kept) and kept[next_kept][1] <= at:
            next_kept += 1
        if next_kept < len(kept) and kept[next_kept][0] <= at:
            continue
        if mark in _BETWEEN_DIGITS:
            if plain[at - 1 : at].isdigit() and plain[after : after + 1].isdigit():
                continue
        elif mark in _DOUBTFUL and not _splits(plain, at, after):
            continue
        _close(plain, start, at, sentence, clauses)
        start = after
        if mark in _ENDS_SENTENCE:
            sentence += 1
    _close(plain, start, len(plain), sentence, clauses)
    return tuple(clauses)


def _close(plain: str, start: int, end: int, sentence: int, clauses: list[Clause]) -> None:
    """Add the clause plain[start:end] without the blanks around it, if there is more."""
    piece = plain[start:end]
    trimmed = piece.strip()
    if trimmed:
        if len(trimmed) < len(piece):
            start += len(piece) - len(piece.lstrip())
            end = start + len(trimmed)
        clauses.append(Clause(start, end, sentence))


def _splits(plain: str, at: int, end: int) -> bool:
    """Whether a doubtful mark at a place really ends a clause there."""
    first = plain[at]
    before, after = plain[at - 1 : at], plain[end : end + 1]
    if first == " ":
        return end - at > 1 or all("\u4e00" <= char <= "\u9fff" for char in plain[at - 2 : at] + plain[end : end + 2])
    if first == ".":
        return before != "." and _is_full_stop(plain, at, before, after)
    is_broken_line = end - at == 1 and before.isascii() and after.isascii() and after.islower()
    return not (is_broken_line and before not in ".:!?-*")


def _is_full_stop(plain: str, at: int, before: str, after: str) -> bool:
    """Whether the dot at a place ends a sentence: no decimal, name of a file, abbreviation or initial."""
    if before.isascii() and after.isascii() and after.isalnum():
        return before.islower() and after.isupper()
    piece = plain[max(0, at - _LONGEST_WORD) : at]
    written = piece[len(piece.rstrip(_OF_WORDS)) :]
    following = plain[at + 1 : at + 2 + _WIDEST_GAP].lstrip()
    if not written or not following:
        return True
    word, first = written.lower(), following[0]
    if word in _NUMBER_WORDS:
        return not first.isdigit()
    if word in _TITLES or (len(word) == 1 and written.isupper() and word != "i"):
        return False
    return word not in _ABBREVIATIONS or not (first.islower() or first.isdigit())
