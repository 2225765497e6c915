"""Kinds of characters, as bits in a table by code point, and how ordinary characters read in a plain text.

A character is ordinary if undisguising reads it as one character, whatever stands around it, and if nobody hides words
with it: Han, ASCII, Chinese and typographic punctuation, pictures. All others (letters of other alphabets, styled
letters, what shows nothing) are left to the steps of `prepare`, one message at a time.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scamguard.resources import table_map
from scamguard.text import traits
from scamguard.text.ciphers import MORSE_SIGNS
from scamguard.text.folding import fold_case
from scamguard.text.hidden_words import SYLLABLES_FROM, is_han, sound
from scamguard.text.readings import STYLES, to_simplified
from scamguard.text.traits import CHARACTERS

Codes = NDArray[np.uint32]
SIZE = 0x1FB00
"""Code points in the tables: up to the end of the pictographs. The last one stands for all beyond it."""

HAN, LATIN, DIGIT, ALNUM, BLANK, LINE_END, MASK, LEET, OPENING, NUMERAL, AMOUNT, DOT, SPREAD, QUOTE, SIGN = (
    1 << i for i in range(15)
)
OPENED, SCHEME, HOST, COUNTER, MORSE = (1 << i for i in range(15, 20))
_MEMBERS = {
    BLANK: " ",
    LINE_END: "\n",
    MASK: CHARACTERS[traits.MASK],
    LEET: CHARACTERS[traits.LEET],
    OPENING: CHARACTERS[traits.BRACKET],
    NUMERAL: traits.DIGITS_IN_HAN,
    AMOUNT: traits.AMOUNTS_IN_HAN,
    DOT: CHARACTERS[traits.DOT],
    SPREAD: " .*·_~-'",
    QUOTE: '「」『』“”"',
    SIGN: CHARACTERS[traits.SIGN],
    OPENED: ".dD点。:aA@艾",
    SCHEME: ":)]/",
    HOST: ".:/",
    MORSE: MORSE_SIGNS,
    COUNTER: "kKwWmMdDnN枚个",
}
"""The marks that single steps and finders of scamguard.text look for. OPENED is what follows the bracket of a defanged
dot, at sign or scheme, SCHEME and HOST what stands in a defanged scheme and a spaced out host, COUNTER what may stand
between a number and its unit."""
_ORDINARY_RANGES = (
    (0x0A, 0x0B),
    (0x20, 0x7F),
    (0xA0, 0x100),
    (0x2000, 0x2800),
    (0x2900, 0x2C00),
    (0x3000, 0x3040),
    (0xFE30, 0xFE50),
    (0xFF01, 0xFF5F),
    (0x1F000, SIZE - 1),
)
"""Where ordinary characters besides Han are looked for: ASCII, Latin-1 signs, punctuation and symbols, CJK punctuation,
full width, pictographs (Unicode blocks)."""
_WIDE_PUNCTUATION = frozenset("！？，。：；（）％～＂＇")
"""Full-width characters that steps before full width is undone take for nothing but themselves."""
_FLAG_HALVES = range(0x1F1E6, 0x1F200)


@dataclass(frozen=True, slots=True)
class Tables:
    """By code point: `plain` how an ordinary character reads (0: it is not ordinary); and of plain characters: `kinds`
    their bits, `folded` as terms are compared, `syllables` the code of a Chinese character's syllable (0: none)."""

    plain: Codes
    kinds: Codes
    folded: Codes
    syllables: Codes


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables; made once, in some tens of milliseconds."""
    plain, kinds = np.zeros(SIZE, np.uint32), np.zeros(SIZE, np.uint32)
    folded, syllables = np.arange(SIZE, dtype=np.uint32), np.zeros(SIZE, np.uint32)
    plain[0x3400:0xA000], kinds[0x3400:0xA000] = np.arange(0x3400, 0xA000), HAN | ALNUM
    for written, read in table_map("traditional.tsv").items():
        if is_han(written) and len(read) == 1:
            plain[ord(written)] = ord(read) if is_han(read) else 0
    for first, end in _ORDINARY_RANGES:
        for code in range(first, end):
            plain[code] = _plain(chr(code))
    for code in np.flatnonzero(plain).tolist():
        char = chr(plain[code])
        if not is_han(char):
            kinds[ord(char)] = _kind(char)
    for kind, members in _MEMBERS.items():
        kinds[[ord(char) for char in members]] |= kind
    for char in map(chr, np.unique(plain[plain > 0])):
        folded[ord(char)] = ord(fold_case(char))
        if is_han(char) and sound(char):
            syllables[ord(char)] = ord(sound(char)) - SYLLABLES_FROM + 1
    return Tables(plain, kinds, folded, syllables)


def _plain(char: str) -> int:
    """The code point that an ordinary character reads as; 0 if it is not ordinary."""
    if char.isascii():
        return ord(char)
    if char in table_map("confusables.tsv") or char in table_map("upside_down.tsv") or ord(char) in _FLAG_HALVES:
        return 0
    if STYLES[char] is not None:
        return ord(to_simplified(unicodedata.normalize("NFKC", char))) if char in _WIDE_PUNCTUATION else 0
    category = unicodedata.category(char)
    return ord(to_simplified(char)) if category[0] in "PS" or category == "Zs" else 0


def _kind(char: str) -> int:
    if char.isascii() and char.isalpha():
        return LATIN | ALNUM
    if char.isascii() and char.isdigit():
        return DIGIT | ALNUM
    return ALNUM if char.isalnum() else 0
