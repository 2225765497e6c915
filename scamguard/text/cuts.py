"""Words in letters that were cut apart: letter by letter, in brackets, in fragments."""

import re
from itertools import pairwise

from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import hides_word, known_words, letter_words
from scamguard.text.lazy import LazyPattern
from scamguard.text.protected import Protected

_LETTER = r"[^\W\d_\u1100-\u11ff\u2e80-\uffff]"
_EDGE = r"(?<![^\W_\u1100-\u11ff\u2e80-\uffff])(?<!['’])"
_END = r"(?![^\W_\u1100-\u11ff\u2e80-\uffff])"
_GAP = r"[^\w\s,\u1100-\u11ff\u2e80-\ufaff]"
_LETTER_RUN = LazyPattern(
    rf"{_EDGE}{_LETTER}(?P<gap>[ ]?{_GAP}{{1,3}}[ ]?|[ \n_]){_LETTER}(?:(?P=gap){_LETTER})+{_END}"
)
_SPACED_WORDS = LazyPattern(r"(?<!\S)(?:\S(?: \S){0,40} {2,9}){1,400}\S(?: \S){0,40}(?!\S)")
_SPACED_WORD = LazyPattern(r"[^\W\d_](?: [^\W\d_]){2}")
_BRACKETED = LazyPattern(r"(?:[(\[{<【][^\W\d_][)\]}>】]){3,60}")
_JOINT = rf"(?: |(?:(?![,.;:!?'\"()/&-]){_GAP}){{1,2}}|[._*])"
_FRAGMENTS = LazyPattern(rf"{_EDGE}{_LETTER}{{1,12}}(?:{_JOINT}{_LETTER}{{1,12}})+{_END}(?!['’])")
_WORD = LazyPattern(rf"{_LETTER}+")
_VOWELS = frozenset("aeiouy")
_SURE_LENGTH = 4
"""A word of fewer letters, cut apart by marks, is an abbreviation ("o.t.p.") unless it is a hidden word."""


def bracketed_letters(draft: Draft) -> None:
    """`[s][e][e][d]`."""
    found = [(m.start(), m.end(), m[0][1::3]) for m in _BRACKETED.finditer(draft.plain)]
    draft.rewrite(found, "spread_out")


def spaced_letters(draft: Draft) -> None:
    """`p l e a s e   s e n d`: single blanks between letters, wider ones between words; a disguise if it hides one."""
    found: list[Replacement] = []
    shown: list[Replacement] = []
    for match in _SPACED_WORDS.finditer(draft.plain):
        if not _SPACED_WORD.search(match[0]):
            continue
        words = [word.replace(" ", "") for word in re.split(r" {2,}", match[0])]
        reading = " ".join(words)
        (found if hides_word(reading) else shown).append((match.start(), match.end(), reading))
    draft.rewrite(found, "spread_out")
    if not found:
        draft.rewrite(shown, None)


def cut_words(draft: Draft) -> None:
    """`s e e d`, `s.e.e.d`, `see d phr ase`: letters and fragments that make up hidden words."""
    protected = Protected(draft.plain)
    found: list[Replacement] = []
    for match in _LETTER_RUN.finditer(draft.plain):
        letters = match[0][:: 1 + len(match["gap"])]
        words = _segmented(letters)
        if words is not None:
            found.append((match.start(), match.end(), words))
    draft.rewrite(protected.spared(found), "spread_out")
    protected = Protected(draft.plain)
    draft.rewrite(protected.spared(_joined_fragments(draft.plain)), "spread_out")


def _segmented(letters: str) -> str | None:
    """Letters cut into known words, as few letters as possible left over; None if no hidden word is among them."""
    folded, words = letters.lower(), known_words()
    longest = max(map(len, words))
    best: list[tuple[int, int, int]] = [(0, 0, len(folded))] * (len(folded) + 1)
    for start in range(len(folded) - 1, -1, -1):
        left, count, _ = best[start + 1]
        best[start] = (left + 1, count + 1, start + 1)
        for size in range(2, min(longest, len(folded) - start) + 1):
            if folded[start : start + size] in words:
                left, count, _ = best[start + size]
                best[start] = min(best[start], (left, count + 1, start + size))
    parts: list[str] = []
    at, after_word = 0, True
    while at < len(letters):
        end = best[at][2]
        is_word = folded[at:end] in words
        if is_word or after_word:
            parts.append(letters[at:end])
        else:
            parts[-1] += letters[at:end]
        at, after_word = end, is_word
    hidden = [part for part in parts if part.lower() in letter_words() and len(part) > 2]
    whole = len(parts) == 1
    return " ".join(parts) if any(len(part) >= _SURE_LENGTH or whole for part in hidden) else None


def _joined_fragments(plain: str) -> list[Replacement]:
    """Neighbouring fragments that make a hidden word of 4 letters and more, one of them no word of its own."""
    found: list[Replacement] = []
    for match in _FRAGMENTS.finditer(plain):
        pieces = [(m.start() + match.start(), m.end() + match.start()) for m in _WORD.finditer(match[0])]
        i = 0
        while i < len(pieces):
            size = next((n for n in (5, 4, 3, 2) if i + n <= len(pieces) and _makes_word(plain, pieces[i : i + n])), 0)
            if size:
                start, end = pieces[i][0], pieces[i + size - 1][1]
                found.append((start, end, "".join(plain[a:b] for a, b in pieces[i : i + size])))
            i += size or 1
    return found


def _makes_word(plain: str, pieces: list[tuple[int, int]]) -> bool:
    parts = [plain[start:end].lower() for start, end in pieces]
    strange = any(_is_strange(part) for part in parts)
    marked = any(plain[a[1] : b[0]] not in (" ", ".") for a, b in pairwise(pieces))
    joined = "".join(parts)
    return (strange or marked) and len(joined) >= _SURE_LENGTH and joined in letter_words() and joined not in parts


def _is_strange(part: str) -> bool:
    """Whether a few letters are no word: one or two that are no common word, or three without a vowel."""
    return part not in known_words() and (len(part) <= 2 or (len(part) == 3 and _VOWELS.isdisjoint(part)))
