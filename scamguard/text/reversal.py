"""Text written from the end to the beginning, or in columns: read the way that shows most hidden words."""

import re
from itertools import zip_longest

from scamguard.text import traits
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
NARROWEST, WIDEST, MOST_ROWS = 2, 60, 41
"""Characters of a line of a table, and its lines."""
WIDEST_GAP = 3
"""Blanks and bars between two columns of a table."""
_ROW = rf"[^\n]{{{NARROWEST},{WIDEST}}}"
_GRID = LazyPattern(rf"(?m)^{_ROW}(?:\n{_ROW}){{2,{MOST_ROWS - 1}}}$")
FEWEST_ROWS = 3
FEWEST_SINGLE_LINES = 6
_SINGLE_SHARE = 0.7
"""A text is written vertically if it has so many lines of one character, and they are this share of its lines."""
_TOKEN = LazyPattern(r"(?<![A-Za-z])[A-Za-z]{3,20}(?![A-Za-z])")
_FEWEST_KNOWN = 3
"""A table counts as columns only if more characters than this belong to known words when it is read so."""
RAGGED = 2
"""How much the lines of a table may differ in length."""
_LETTERS = LazyPattern("[a-z][a-z]*")
_LONGEST_LINE = 2000
_FEWEST_TURNED = 3
"""Fewer characters of known words are chance."""
SURE_KNOWN = 6
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
    backwards = [word[::-1] for word in draft.words]
    known = _known_letters(draft.folded[::-1], backwards)
    # Each hidden word is a known one.
    if not known and not draft.traits & traits.ODD_CASE:
        return
    if known >= _FEWEST_TURNED:
        found = [place for match in _LINE.finditer(draft.plain) if (place := _turned(match, known))]
        if any(hides_word(reading) or _hidden_letters(reading) >= SURE_KNOWN for _, _, reading in found):
            draft.rewrite(found, "reversed")
            backwards = [word[::-1] for word in draft.words]
    draft.rewrite(_reversed_words(draft, backwards), "reversed")


def _turned(line: re.Match[str], most: int) -> Replacement | None:
    """A line read backwards, if that shows more known words; at most so many characters belong to some."""
    forwards = line[0]
    if not _FEWEST_TURNED <= len(forwards) <= min(_LONGEST_LINE, _SPARSEST * most) or "://" in forwards:
        return None
    if most <= 2 * _known_han(forwards):
        return None
    backwards = forwards[::-1]
    known = _hidden_letters(backwards)
    if known < _FEWEST_TURNED or len(forwards) > _SPARSEST * known or known <= 2 * _hidden_letters(forwards):
        return None
    return line.start(), line.end(), backwards


def _hidden_letters(line: str) -> int:
    """How many characters of a line belong to known words: Chinese ones, and whole English ones (at half)."""
    folded = lower(line)
    return _known_letters(folded, _LETTERS.findall(folded))


def _known_letters(folded: str, words: list[str]) -> int:
    """The same, of a text in lower case and its words in letters."""
    han = _known_han(folded)
    if known_words().isdisjoint(words):
        return han
    found = (word for word in words if len(word) > 2 and word in known_words())
    return han + sum(len(word) for word in found if word[::-1] not in _ORDINARY_BACKWARDS) // 2


def _known_han(text: str) -> int:
    """How many characters of a text belong to known words in Chinese."""
    return 0 if text.isascii() else sum([end - start for start, end, _ in known_automaton().find(text)])


def _reversed_words(draft: Draft, words: list[str]) -> list[Replacement]:
    """Single hidden words written backwards: English ones of five letters, Chinese ones of three characters.

    Beside an English one shorter ones count too. `words` are the words in letters, backwards.
    """
    plain = draft.plain
    found: list[Replacement] = []
    if draft.traits & traits.ODD_CASE or not letter_words().isdisjoint(words):
        found = _reversed_letters(plain)
    for start, end, word in hidden_automaton().find(plain[::-1]) if draft.traits & traits.HAN else ():
        place = len(plain) - end, len(plain) - start
        if is_han(word[0]) and len(word) > 2 and word != word[::-1] and not _overlaps_word(plain, *place):
            found.append((*place, word))
    return sorted(found)


def _reversed_letters(plain: str) -> list[Replacement]:
    """The English ones."""
    sure: list[Replacement] = []
    short: list[Replacement] = []
    for match in _TOKEN.finditer(plain):
        forwards = match[0].lower()
        word = forwards[::-1]
        if word in letter_words() and forwards not in known_words() and forwards not in _ORDINARY_BACKWARDS:
            (sure if len(word) > 4 else short).append((match.start(), match.end(), word))
    return sure + short if sure else []


def _overlaps_word(plain: str, start: int, end: int) -> bool:
    """Whether a known word that stands forwards has a character in common with plain[start:end]."""
    near = max(0, start - 6)
    return any(a + near < end and b + near > start for a, b, _ in known_automaton().find(plain[near : end + 6]))


def vertical_lines(draft: Draft) -> None:
    """One character a line, an empty line between words."""
    if draft.plain.count("\n") < FEWEST_SINGLE_LINES - 1:
        return
    lines = draft.plain.split("\n")
    lengths = [len(line.strip()) for line in lines]
    single = lengths.count(1)
    if single < FEWEST_SINGLE_LINES or single < _SINGLE_SHARE * (len(lines) - lengths.count(0)):
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
    if not draft.traits & traits.HAN or draft.plain.count("\n") < FEWEST_ROWS - 1:
        return
    found: list[Replacement] = []
    for match in _GRID.finditer(draft.plain):
        rows = _cells(match[0].split("\n"))
        longest = max(map(len, rows))
        if longest - min(map(len, rows)) > RAGGED or 2 * sum(map(is_han, match[0])) < sum(map(len, rows)):
            continue
        readings = [
            "".join("".join(column).strip() for column in zip_longest(*table, fillvalue=""))
            for table in (rows, [row.rjust(longest)[::-1] for row in rows])
        ]
        best = max(readings, key=_hidden_letters)
        if _hidden_letters(best) > max(_FEWEST_KNOWN, 2 * _hidden_letters(match[0])):
            found.append((match.start(), match.end(), best))
    draft.rewrite(found, "columns")


def _cells(lines: list[str]) -> list[str]:
    """The characters of the lines of a table; as many blanks or bars between all of them are its layout."""
    spaced = [line.replace("|", " ") for line in lines]
    for step in range(WIDEST_GAP + 1, 1, -1):
        if not any(line[between::step].strip() for line in spaced for between in range(1, step)):
            return [line[::step] for line in spaced]
    return lines
