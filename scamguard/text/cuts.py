"""Words in letters that were cut apart: letter by letter, in brackets, in fragments."""

import re
from array import array
from functools import lru_cache
from itertools import pairwise

from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import hides_word, initials, known_words, letter_words
from scamguard.text.lazy import LazyPattern
from scamguard.text.protected import Protected

_LETTER = r"[^\W\d_\u1100-\u11ff\u2e80-\uffff]"
_EDGE = r"(?<![^\W_\u1100-\u11ff\u2e80-\uffff])(?<!['’])"
_END = r"(?![^\W_\u1100-\u11ff\u2e80-\uffff])"
_GAP = r"[^\w\s,\u1100-\u11ff\u2e80-\ufaff]"
_LETTER_RUN = LazyPattern(
    rf"{_EDGE}{_LETTER}(?P<gap>[ ]?(?:{_GAP}|。){{1,3}}[ ]?|[ \n_]){_LETTER}(?:(?P=gap){_LETTER})+{_END}"
)
_SPACED_WORDS = LazyPattern(r"(?<!\S)(?:\S(?: \S){0,40} {2,9}){1,400}\S(?: \S){0,40}(?!\S)")
_SPACED_WORD = LazyPattern(r"[^\W\d_](?: [^\W\d_]){2}")
FEWEST_BRACKETED = 3
_BRACKETED = LazyPattern(rf"(?:[(\[{{<【][^\W\d_][)\]}}>】]){{{FEWEST_BRACKETED},60}}")
_JOINT = rf"(?: |(?:(?![,.;:!?'\"()/&-]){_GAP}){{1,2}}|[._*])"
_FRAGMENTS = LazyPattern(rf"{_EDGE}{_LETTER}{{1,12}}(?:{_JOINT}{_LETTER}{{1,12}})+{_END}(?!['’])")
_WORD = LazyPattern(rf"{_LETTER}+")
_FRAGMENTS_OF_A_WORD = (5, 4, 3, 2)
"""How many may make up a word."""
_VOWELS = frozenset("aeiouy")
_SURE_LENGTH = 4
"""A word of fewer letters, cut apart by marks, is an abbreviation ("o.t.p.") unless it is a hidden word."""


def bracketed_letters(draft: Draft) -> None:
    """`[s][e][e][d]`."""
    found = [(m.start(), m.end(), m[0][1::3]) for m in _BRACKETED.finditer(draft.plain)]
    draft.rewrite(found, "spread_out")


def spaced_letters(draft: Draft) -> None:
    """`p l e a s e   s e n d`: single blanks between letters, wider ones between words; a disguise if it hides one."""
    if "  " not in draft.plain:
        return
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
    """`s e e d`, `s.e.e.d`, `see d phr ase`: letters and fragments that make up hidden words.

    `s.f.z 传来`: so do the initials of Chinese words, beside Chinese characters.
    """
    words = _words(draft)
    # Single letters with the same gap between them are words of one letter, three and more in a row.
    if _has_letters_in_a_row(words):
        draft.rewrite(Protected(draft.plain).spared(_joined_letters(draft)), "spread_out")
        words = _words(draft)
    if _makes_words(words):
        draft.rewrite(Protected(draft.plain).spared(_joined_fragments(draft.plain)), "spread_out")


def _words(draft: Draft) -> list[str]:
    """The words in lower case."""
    return list(map(str.lower, _WORD.findall(draft.plain))) if draft.traits & traits.FOREIGN else draft.words


def _has_letters_in_a_row(words: list[str]) -> bool:
    """Whether three words in a row are of one letter."""
    sizes = list(map(len, words))
    return sizes.count(1) >= 3 and any(a == b == c == 1 for a, b, c in zip(sizes, sizes[1:], sizes[2:], strict=False))


def _makes_words(words: list[str]) -> bool:
    """Whether some of the words, joined with those after them, are a hidden word."""
    beginnings, hidden = _beginnings(), letter_words()
    for i, joined in enumerate(words):
        if joined in beginnings:
            for word in words[i + 1 : i + _FRAGMENTS_OF_A_WORD[0]]:
                joined += word
                if joined in hidden:
                    return True
                if joined not in beginnings:
                    break
    return False


def _joined_letters(draft: Draft) -> list[Replacement]:
    """Letters with the same gap between them that can be cut into known words, a hidden one among them, or initials."""
    found: list[Replacement] = []
    for match in _LETTER_RUN.finditer(draft.plain):
        letters = match[0][:: 1 + len(match["gap"])]
        # "s.f.z=水饭庄" says itself what the letters stand for.
        may_be_initials = draft.traits & traits.HAN and not draft.plain.startswith(("=", " ="), match.end())
        words = (_initials(letters) if may_be_initials else None) or _segmented(letters)
        if words is not None:
            found.append((match.start(), match.end(), words))
    return found


def _initials(letters: str) -> str | None:
    """Letters as the initials that they are made of, and nothing else; None if they aren't."""
    folded, words = letters.lower(), list[str]()
    at = 0
    while at < len(folded):
        size = next((n for n in range(_longest_initials(), 2, -1) if folded[at : at + n] in initials()), 0)
        if not size:
            return None
        words.append(letters[at : at + size])
        at += size
    return " ".join(words)


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """What hidden words begin with: the first letter, the first two, and so on, without the last."""
    return frozenset(word[:size] for word in letter_words() for size in range(1, len(word)))


@lru_cache(maxsize=1)
def _longest_initials() -> int:
    return max(map(len, initials()))


@lru_cache(maxsize=1)
def _longest_known() -> int:
    return max(map(len, known_words()))


def _segmented(letters: str) -> str | None:
    """Letters cut into known words, as few letters as possible left over; None if no hidden word is among them."""
    folded, words = letters.lower(), known_words()
    left, count, following = (array("q", bytes(8 * len(folded) + 8)) for _ in range(3))
    for start in range(len(folded) - 1, -1, -1):
        best = left[start + 1] + 1, count[start + 1] + 1, start + 1
        for size in range(2, min(_longest_known(), len(folded) - start) + 1):
            end = start + size
            if folded[start:end] in words:
                best = min(best, (left[end], count[end] + 1, end))
        left[start], count[start], following[start] = best
    places: list[tuple[int, int]] = []
    at, after_word = 0, True
    while at < len(letters):
        end = following[at]
        is_word = folded[at:end] in words
        if is_word or after_word:
            places.append((at, end))
        else:
            places[-1] = places[-1][0], end
        at, after_word = end, is_word
    parts = [letters[start:end] for start, end in places]
    hidden = [part for part in parts if part.lower() in letter_words() and len(part) > 2]
    whole = len(parts) == 1
    return " ".join(parts) if any(len(part) >= _SURE_LENGTH or whole for part in hidden) else None


def _joined_fragments(plain: str) -> list[Replacement]:
    """Neighbouring fragments that make a hidden word of 4 letters and more, one of them no word of its own."""
    found: list[Replacement] = []
    for match in _FRAGMENTS.finditer(plain):
        pieces = [m.span() for m in _WORD.finditer(plain, match.start(), match.end())]
        i = 0
        while i < len(pieces):
            first = plain[slice(*pieces[i])].lower()
            sizes = _FRAGMENTS_OF_A_WORD if first in _beginnings() else ()
            size = next((n for n in sizes if i + n <= len(pieces) and _makes_word(plain, pieces[i : i + n])), 0)
            if size:
                start, end = pieces[i][0], pieces[i + size - 1][1]
                found.append((start, end, "".join(plain[a:b] for a, b in pieces[i : i + size])))
            i += size or 1
    return found


def _makes_word(plain: str, pieces: list[tuple[int, int]]) -> bool:
    parts = [plain[start:end].lower() for start, end in pieces]
    joined = "".join(parts)
    if len(joined) < _SURE_LENGTH or joined not in letter_words() or joined in parts:
        return False
    strange = any(_is_strange(part) for part in parts)
    marked = any(plain[a[1] : b[0]] not in (" ", ".") for a, b in pairwise(pieces))
    return strange or marked


def _is_strange(part: str) -> bool:
    """Whether a few letters are no word: one or two that are no common word, or three without a vowel."""
    return part not in known_words() and (len(part) <= 2 or (len(part) == 3 and _VOWELS.isdisjoint(part)))
