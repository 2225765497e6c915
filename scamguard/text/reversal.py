"""Text written from the end to the beginning, or in columns: read the way that shows most hidden words."""

import re
from itertools import zip_longest

from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import hidden_automaton, is_han, known_automaton, known_words, letter_words
from scamguard.text.normalize import lower

_LINE = re.compile(r"[^\n]+")
_GRID = re.compile(r"(?m)^(?:(?:[^\s\n][ \u3000|]?){2,20}\n){2,30}(?:[^\s\n][ \u3000|]?){2,20}")
_TOKEN = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,20}(?![A-Za-z])")
_LONGEST_LINE = 2000
_PHRASE_WORDS = frozenset({"key", "phrase", "words", "code", "phone"})
_ORDINARY_BACKWARDS = frozenset({"drawer", "drawers"})
"""Words that read as a hidden word backwards."""


def reversed_text(draft: Draft) -> None:
    """`我给发词记助`, `em dnes`: lines that have more hidden words backwards than forwards, and single such words."""
    found: list[Replacement] = []
    for match in _LINE.finditer(draft.plain):
        line = match[0]
        if len(line) > _LONGEST_LINE or "://" in line:
            continue
        forwards, backwards = _hidden_letters(line), _hidden_letters(line[::-1])
        if backwards >= 3 and backwards > 2 * forwards:
            found.append((match.start(), match.end(), line[::-1]))
    draft.rewrite(found, "reversed")
    draft.rewrite(_reversed_words(draft.plain), "reversed")


def _hidden_letters(line: str) -> int:
    """How many characters of a line belong to known words: Chinese ones, and whole English ones (at half)."""
    folded = lower(line)
    han = sum(end - start for start, end, word in known_automaton().find(folded))
    words = (word for word in re.findall(r"[a-z]+", folded) if len(word) > 2 and word in known_words())
    return han + sum(len(word) for word in words) // 2


def _reversed_words(plain: str) -> list[Replacement]:
    """Single hidden words written backwards: English ones of five letters, Chinese ones of three characters.

    Beside such a word shorter ones count too.
    """
    sure: list[Replacement] = []
    short: list[Replacement] = []
    for match in _TOKEN.finditer(plain):
        word = match[0].lower()[::-1]
        if word in letter_words() | _PHRASE_WORDS and word[::-1] not in known_words() | _ORDINARY_BACKWARDS:
            (sure if len(word) > 4 else short).append((match.start(), match.end(), word))
    found = sure + short if sure else []
    for start, end, word in hidden_automaton().find(plain[::-1]):
        place = len(plain) - end, len(plain) - start
        if is_han(word[0]) and len(word) > 2 and word != word[::-1] and not _overlaps_word(plain, *place):
            found.append((*place, word))
    return sorted(found)


def _overlaps_word(plain: str, start: int, end: int) -> bool:
    """Whether a hidden word that stands forwards has a character in common with plain[start:end]."""
    near = max(0, start - 6)
    return any(a + near < end and b + near > start for a, b, _ in known_automaton().find(plain[near : end + 6]))


def columns(draft: Draft) -> None:
    """Vertical writing in several columns, read from the top, columns from the right or from the left."""
    found: list[Replacement] = []
    for match in _GRID.finditer(draft.plain):
        rows = [re.sub(r"[ \u3000|]", "", line) for line in match[0].split("\n")]
        if max(map(len, rows)) - min(map(len, rows)) > 1 or not any(map(is_han, match[0])):
            continue
        from_left = "".join("".join(column) for column in zip_longest(*rows, fillvalue=""))
        from_right = "".join("".join(column) for column in zip_longest(*(row[::-1] for row in rows), fillvalue=""))
        best = max((from_left, from_right), key=_hidden_letters)
        if _hidden_letters(best) > 2 * max(1, _hidden_letters(match[0])):
            found.append((match.start(), match.end(), best))
    draft.rewrite(found, "columns")
