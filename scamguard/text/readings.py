"""How single characters are read: what shows nothing or is dressed up, Traditional characters, blanks, capitals."""

import unicodedata

from scamguard.resources import table_map

_SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL "

# Code points that show nothing: what Unicode calls default ignorable (DerivedCoreProperties.txt) beyond category Cf,
# combining marks and enclosing keycaps, fillers, variation selectors, and the blank Braille cell.
_INVISIBLE_RANGES = (
    (0x0300, 0x036F),
    (0x115F, 0x1160),
    (0x180B, 0x180F),
    (0x20D0, 0x20F0),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0000, 0xE01EF),
)
# Letters in parentheses, which NFKC spells out with them; negative circled and squared letters and dingbat digits,
# which NFKC leaves alone (Unicode blocks Enclosed Alphanumerics, Enclosed Alphanumeric Supplement, Dingbats): first
# code point, count, first character meant.
_ENCLOSED_RANGES = (
    (0x249C, 26, "a"),
    (0x1F150, 26, "A"),
    (0x1F170, 26, "A"),
    (0x2776, 9, "1"),
    (0x2780, 9, "1"),
    (0x278A, 9, "1"),
    (0x24F5, 9, "1"),
)
_ENCLOSED = {first + i: chr(ord(meant) + i) for first, count, meant in _ENCLOSED_RANGES for i in range(count)}
_JAMO = range(0x3131, 0x318F)
"""Hangul Compatibility Jamo, which Koreans laugh and weep with (ㅋㅋ, ㅠㅠ), and no other letters in fancy dress."""
_FULL_WIDTH = range(0xFF01, 0xFF5F)
ELLIPSIS = ("…", "...")
"""What keyboards give for three dots, and how it is read: as little a disguise as full width."""
PICTURES = "\u2190-\u2bff\U0001f000-\U0001faff"
SELECTOR = "\ufe0f"
"""Arrows, symbols and pictographs (Unicode blocks), and the selector that keyboards put behind them for colours."""
_LONGEST_READING = 8
"""Longer NFKC readings (the 18 letters of an Arabic ligature) are nobody's disguise and would swell the text."""

# Trademark signs would be read as letters of the name before them ("OKXTM").
_UNSTYLED = frozenset("\u2122\u2120")


def _styled(char: str) -> tuple[str, str] | None:
    """Step and reading of a character that is a dressed-up form of others, or shows nothing; None if it is neither."""
    code = ord(char)
    category = unicodedata.category(char)
    if any(first <= code <= last for first, last in _INVISIBLE_RANGES):
        return "invisible", ""
    if category == "Cf" or (category == "Cc" and char not in "\n\r\t\v\f\x85"):
        return "invisible", ""
    if code in _ENCLOSED:
        return "styled", _ENCLOSED[code]
    if category in ("Zs", "Cs") or char in _UNSTYLED or code in _JAMO:
        return None
    small_capital = unicodedata.name(char, "").removeprefix(_SMALL_CAPITAL)
    is_small_capital = len(small_capital) == 1 and "A" <= small_capital <= "Z"
    reading = small_capital.lower() if is_small_capital else unicodedata.normalize("NFKC", char)
    if reading == char or len(reading) > _LONGEST_READING or any(map(unicodedata.combining, reading)):
        return None
    return ("full_width" if code in _FULL_WIDTH else "styled"), reading


class _PlainTable(dict[int, str]):
    """For str.translate, one to one and silent: Traditional to Simplified, blanks to a space, line ends to \\n."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in "\r\x85\u2028\u2029":
            reading = "\n"
        elif category == "Zs" or char in "\t\v\f":
            reading = " "
        elif category == "Cs":
            reading = "\ufffd"
        else:
            reading = table_map("traditional.tsv").get(char, char)
        self[code] = reading
        return reading


class _Styles(dict[str, tuple[str, str] | None]):
    """Memo of `_styled`; grows at most to the number of code points."""

    def __missing__(self, char: str) -> tuple[str, str] | None:
        self[char] = reading = _styled(char)
        return reading


_PLAIN = _PlainTable()
STYLES = _Styles()
"""Step and reading of each character that is a dressed-up form of others, or shows nothing; None for the others."""


def lower(text: str) -> str:
    """Lower case of the same length: a letter whose lower case is more than one character stays."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


_CASELESS = str.maketrans("ıİſ\u212a", "iisk")


def caseless(text: str) -> str:
    """What a pattern that ignores case matched, as it stands in tables: to `re` dotless i is an i, long s an s, and the
    Kelvin sign a k, which `str.lower` leaves as they are."""
    return text.translate(_CASELESS).lower()


def to_simplified(text: str) -> str:
    """The text with Traditional characters read as Simplified and all blanks as spaces: same length."""
    return text.translate(_PLAIN)
