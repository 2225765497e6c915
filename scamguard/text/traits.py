"""What a text is made of, as one number: by it a step passes over texts in which it can find nothing.

Each trait says that some character of a kind occurs. A guard by traits must follow from what its step looks for; that a
trait is there says nothing.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from scamguard.resources import table_map
from scamguard.text.readings import STYLES, to_simplified

LATIN = 1 << 0
"""A letter of ASCII."""
DIGIT = 1 << 1
"""A decimal digit of any script, as \\d has it."""
HAN = 1 << 2
"""A Chinese character (CJK Unified Ideographs with extension A)."""
LETTER = 1 << 3
"""A letter, or a number that is no digit, of a script with blanks between words: below U+1100, U+1200 to U+2E7F, or
beyond U+FFFF."""
NUMERAL = 1 << 4
"""A Chinese numeral, of a number, an amount, a cheque or a telephone number."""
MASK = 1 << 5
"""A mark that is put in the place of characters."""
BRACKET = 1 << 6
"""An opening bracket."""
SIGN = 1 << 7
"""A currency sign."""
LEET = 1 << 8
"""A mark that is written for a letter."""
INVISIBLE, FULL_WIDTH, STYLED = 1 << 9, 1 << 10, 1 << 11
"""A character that shows nothing, a full-width one, another dressed-up form (`readings.STYLES`)."""
KANA_OR_FLAG = 1 << 12
"""A half-width Katakana, or half of a flag."""
REREAD = 1 << 13
"""A character that `readings.to_simplified` changes."""
TURNED = 1 << 14
"""A character beyond ASCII that looks like a turned one of ASCII."""
CONFUSABLE = 1 << 15
"""A letter that looks like one of ASCII, or a Cyrillic letter."""
ACCENTED = 1 << 16
"""A letter of the blocks of Latin letters with accents."""
ODD_CASE = 1 << 17
"""A letter beyond ASCII that is one of ASCII where case is ignored (re.IGNORECASE): İ, ı, ſ and the sign of Kelvin."""

FOREIGN = 1 << 19
"""A letter or digit beyond ASCII of a script with blanks between words: below U+1100, U+1200 to U+2E7F, or beyond
U+FFFF."""
DOT = 1 << 18
"""A word or mark that is written for the dot of a host."""

ESCAPE, LINE_END, BLANK = 1 << 20, 1 << 21, 1 << 22
"""What begins an escape, the end of a line, a blank."""
UNSPACED = 1 << 23
"""A letter, or a number that is no digit, of a script without blanks but Chinese (Kana, Hangul)."""
DASH = 1 << 24
"""A dash of Morse code."""
BRAILLE = 1 << 25
"""A cell of Braille with some of its first six dots."""

DIGITS_IN_HAN, AMOUNTS_IN_HAN = (
    "零〇洞一壹幺二贰两三叁四肆五伍六陆七柒拐八捌九玖勾",
    "零〇一二两三四五六七八九十百千万亿",
)
"""Chinese digits, as numbers are said, written on cheques and on the radio; what amounts are written with."""
CHARACTERS = {
    ESCAPE: "&\\%",
    LINE_END: "\n",
    BLANK: " ",
    NUMERAL: "".join(dict.fromkeys(DIGITS_IN_HAN + AMOUNTS_IN_HAN)),
    MASK: "*#•●＊×○□■◯",
    BRACKET: "[({<【「",
    SIGN: "$¥€£",
    LEET: "@$!|+€£¢",
    DASH: "–—−‐_-",
    DOT: "点。丶·•・‧∙⋅",
    ODD_CASE: "\u0130\u0131\u017f\u212a",
}
"""The characters of the traits that are lists."""
_RANGES = {
    HAN: (("\u3400", "\u9fff"),),
    ACCENTED: (("\u00c0", "\u024f"), ("\u1e00", "\u1eff")),
    BRAILLE: (("\u2801", "\u283f"),),
    KANA_OR_FLAG: (("\uff65", "\uff9f"), ("\U0001f1e6", "\U0001f1ff")),
    LETTER: (("\u0080", "\u10ff"), ("\u1200", "\u2e7f"), ("\U00010000", "\U0010ffff")),
    CONFUSABLE: (("\u0400", "\u04ff"),),
}
_OF_STYLES = {"invisible": INVISIBLE, "full_width": FULL_WIDTH, "styled": STYLED}


def _of_character(char: str) -> int:
    """The traits of one character."""
    found = sum(trait for trait, characters in CHARACTERS.items() if char in characters)
    if char.isdecimal():
        found |= DIGIT
    if char.isascii():
        found |= LATIN | LETTER if char.isalpha() else 0
    else:
        ranges = sum(t for t, pieces in _RANGES.items() if any(first <= char <= last for first, last in pieces))
        found |= ranges & ~LETTER
        if ranges & LETTER and char.isalnum():
            found |= FOREIGN if char.isdecimal() else FOREIGN | LETTER
        elif not found & HAN and char.isalnum():
            found |= UNSPACED
        if not found & HAN:
            found |= TURNED if char in table_map("upside_down.tsv") else 0
            found |= CONFUSABLE if char in table_map("confusables.tsv") else 0
    if not found & HAN:
        style = STYLES[char]
        found |= _OF_STYLES[style[0]] if style is not None else 0
    return found if to_simplified(char) == char else found | REREAD


class _Memo(dict[str, int]):
    """The traits of characters met before; grows at most to the number of code points."""

    def __missing__(self, char: str) -> int:
        self[char] = traits = _of_character(char)
        if traits == HAN:
            _ONLY_HAN.add(char)
        return traits


_MEMO = _Memo()
_ONLY_HAN: set[str] = set()
"""Chinese characters met before that have no other trait: most of a Chinese text."""


def having(characters: Iterable[str], trait: int) -> list[str]:
    """Those of some characters that have a trait."""
    return [char for char in characters if _MEMO[char] & trait]


def traits_of(characters: str | set[str]) -> int:
    """The traits of a text, or of a set of characters: those of all of them together."""
    if isinstance(characters, str):
        characters = set(characters)
    others = characters - _ONLY_HAN
    return reduce(or_, map(_MEMO.__getitem__, others), HAN if len(others) < len(characters) else 0)
