"""Text written from the end to the beginning, or in columns: read the way that shows most hidden words."""

import re
from itertools import zip_longest

from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import (
    hidden_automaton,
    hides_word,
    is_han,
    known_automaton,
    known_words,
    letter_words,
)
from scamguard.text.lazy import LazyPattern
from scamguard.text.readings import lower

_LINE = LazyPattern(r"[^\n]+")
_GRID = LazyPattern(r"(?m)^[^\n]{2,60}(?:\n[^\n]{2,60}){2,40}$")
_FEWEST_SINGLE_LINES = 6
_SINGLE_SHARE = 0.7
"""A text is written vertically if it has so many lines of one character, and they are this share of its lines."""
_TOKEN = LazyPattern(r"(?<![A-Za-z])[A-Za-z]{3,20}(?![A-Za-z])")
_FEWEST_KNOWN = 3
"""A table counts as columns only if more characters than this belong to known words when it is read so."""
_RAGGED = 2
"""How much the lines of a table may differ in length."""
_LONGEST_LINE = 2000
_SURE_KNOWN = 6
"""So many characters of known words (English ones count half) are no chance."""
_SPARSEST = 24
"""A line was turned only if at least one in so many of its characters counts as part of a known word backwards."""
_ORDINARY_BACKWARDS = frozenset({"drawer", "drawers"})
"""Words that read as a hidden word backwards."""


def reversed_text(draft: Draft) -> None:
    """`我给发词记助`, `em dnes`: lines that have more known words backwards than forwards, and single hidden words.

    Unless one of these lines hides a word backwards, or has many known ones, they are in another language ("era" is
    "are" backwards).
    """
    found: list[Replacement] = []
    for match in _LINE.finditer(draft.plain):
        line = match[0]
        if len(line) > _LONGEST_LINE or "://" in line:
            continue
        forwards, backwards = _hidden_letters(line), _hidden_letters(line[::-1])
        if backwards >= 3 and backwards > 2 * forwards and len(line) <= _SPARSEST * backwards:
            found.append((match.start(), match.end(), line[::-1]))
    if any(hides_word(reading) or _hidden_letters(reading) >= _SURE_KNOWN for _, _, reading in found):
        draft.rewrite(found, "reversed")
    draft.rewrite(_reversed_words(draft.plain), "reversed")


def _hidden_letters(line: str) -> int:
    """How many characters of a line belong to known words: Chinese ones, and whole English ones (at half)."""
    folded = lower(line)
    han = sum(end - start for start, end, word in known_automaton().find(folded))
    found = (word for word in re.findall(r"[a-z]+", folded) if len(word) > 2 and word in known_words())
    words = (word for word in found if word[::-1] not in _ORDINARY_BACKWARDS)
    return han + sum(len(word) for word in words) // 2


def _reversed_words(plain: str) -> list[Replacement]:
    """Single hidden words written backwards: English ones of five letters, Chinese ones of three characters.

    Beside an English one shorter ones count too.
    """
    sure: list[Replacement] = []
    short: list[Replacement] = []
    for match in _TOKEN.finditer(plain):
        word = match[0].lower()[::-1]
        if word in letter_words() and word[::-1] not in known_words() | _ORDINARY_BACKWARDS:
            (sure if len(word) > 4 else short).append((match.start(), match.end(), word))
    found = sure + short if sure else []
    for start, end, word in hidden_automaton().find(plain[::-1]):
        place = len(plain) - end, len(plain) - start
        if is_han(word[0]) and len(word) > 2 and word != word[::-1] and not _overlaps_word(plain, *place):
            found.append((*place, word))
    return sorted(found)


def _overlaps_word(plain: str, start: int, end: int) -> bool:
    """Whether a known word that stands forwards has a character in common with plain[start:end]."""
    near = max(0, start - 6)
    return any(a + near < end and b + near > start for a, b, _ in known_automaton().find(plain[near : end + 6]))


def vertical_lines(draft: Draft) -> None:
    """One character a line, an empty line between words."""
    lines = draft.plain.split("\n")
    written = [line for line in lines if line.strip()]
    single = sum(len(line.strip()) == 1 for line in written)
    if single < _FEWEST_SINGLE_LINES or single < _SINGLE_SHARE * len(written):
        return
    found: list[Replacement] = []
    for match in re.finditer(r"\n+", draft.plain):
        before, after = draft.plain[match.start() - 1 : match.start()], draft.plain[match.end() : match.end() + 1]
        if before and after:
            joins = len(match[0]) == 1 or is_han(before) or is_han(after)
            found.append((match.start(), match.end(), "" if joins else " "))
    joined = "".join(line.strip() or " " for line in lines)
    draft.rewrite(found, "columns" if hides_word(joined) else None)


def columns(draft: Draft) -> None:
    """Vertical writing in several columns, read from the top, columns from the right or from the left."""
    found: list[Replacement] = []
    for match in _GRID.finditer(draft.plain):
        rows = [_cells(line) for line in match[0].split("\n")]
        longest = max(map(len, rows))
        if longest - min(map(len, rows)) > _RAGGED or sum(map(is_han, match[0])) * 2 < len(match[0]):
            continue
        readings = [
            "".join("".join(column).strip() for column in zip_longest(*table, fillvalue=""))
            for table in (rows, [row.rjust(longest)[::-1] for row in rows])
        ]
        best = max(readings, key=_hidden_letters)
        if _hidden_letters(best) > max(_FEWEST_KNOWN, 2 * _hidden_letters(match[0])):
            found.append((match.start(), match.end(), best))
    draft.rewrite(found, "columns")


def _cells(line: str) -> str:
    """The characters of a line of a table; blanks or bars between all of them are its layout."""
    spaced = line.replace("|", " ")
    apart = all(char.isspace() for char in spaced[1::2]) and len(spaced) > 2
    return spaced[::2] if apart else line
