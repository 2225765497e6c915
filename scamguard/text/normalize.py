"""Undisguising, character by character and escape by escape. Each step is a function on a Draft; STEPS is their order."""

import html
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from scamguard.resources import table_map
from scamguard.text.draft import Draft, Replacement

_HTML_ESCAPE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_PERCENT_RUN = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_SPACES = re.compile(r" {2,}")
_TOKEN = re.compile(r"[0-9A-Za-z\u00c0-\u2c7f]+")
_NON_ASCII_LETTER = re.compile(r"[\u0370-\u2c7f]")

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
# Negative circled and squared letters and dingbat digits, which NFKC leaves alone (Unicode blocks Enclosed
# Alphanumerics, Enclosed Alphanumeric Supplement, Dingbats): first code point, count, first character meant.
_ENCLOSED_RANGES = (
    (0x1F150, 26, "A"),
    (0x1F170, 26, "A"),
    (0x2776, 9, "1"),
    (0x2780, 9, "1"),
    (0x278A, 9, "1"),
    (0x24F5, 9, "1"),
)
_ENCLOSED = {first + i: chr(ord(meant) + i) for first, count, meant in _ENCLOSED_RANGES for i in range(count)}
_FULL_WIDTH = range(0xFF01, 0xFF5F)


def _styled(code: int) -> tuple[str, str] | None:
    """Step and reading of a character that is a dressed-up form of others, or shows nothing; None if it is neither."""
    char = chr(code)
    category = unicodedata.category(char)
    if any(first <= code <= last for first, last in _INVISIBLE_RANGES):
        return "invisible", ""
    if category == "Cf" or (category == "Cc" and char not in "\n\r\t\v\f\x85"):
        return "invisible", ""
    if code in _ENCLOSED:
        return "styled", _ENCLOSED[code]
    if category in ("Zs", "Cs"):
        return None
    reading = unicodedata.normalize("NFKC", char)
    if reading == char:
        return None
    return ("full_width" if code in _FULL_WIDTH else "styled"), reading


class _PlainTable(dict[int, str]):
    """For str.translate, one to one and silent: Traditional to Simplified, all blanks to a space, all line ends to \\n."""

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


class _StyledTable(dict[int, tuple[str, str] | None]):
    """Memo of `_styled`; grows at most to the number of code points."""

    def __missing__(self, code: int) -> tuple[str, str] | None:
        self[code] = reading = _styled(code)
        return reading


_PLAIN, _STYLED = _PlainTable(), _StyledTable()


def to_simplified(text: str) -> str:
    """The text with Traditional characters read as Simplified and all blanks as spaces: same length."""
    return text.translate(_PLAIN)


def html_escapes(draft: Draft) -> None:
    """`&#x52A9;` is 助."""
    if "&" in draft.plain:
        found: list[Replacement] = []
        for match in _HTML_ESCAPE.finditer(draft.plain):
            reading = html.unescape(match[0])
            if reading != match[0]:
                found.append((match.start(), match.end(), reading))
        draft.rewrite(found, "html_escape")


def percent_escapes(draft: Draft) -> None:
    """`%E5%8A%A9` is 助. Escaped delimiters stay: read as `/` or `@` they would move the host of a link."""
    if "%" in draft.plain:
        found: list[Replacement] = []
        for match in _PERCENT_RUN.finditer(draft.plain):
            try:
                reading = unquote_to_bytes(match[0]).decode("utf-8")
            except UnicodeDecodeError:
                continue
            if all(char.isalnum() or char in "-. " for char in reading):
                found.append((match.start(), match.end(), reading))
        draft.rewrite(found, "percent_escape")


def characters(draft: Draft) -> None:
    """NFKC character by character, full width, enclosed and mathematical letters, characters that show nothing."""
    if not draft.plain.isascii() or not draft.plain.isprintable():
        found: dict[str, list[Replacement]] = {"invisible": [], "full_width": [], "styled": []}
        for step, changes in found.items():
            for i, char in enumerate(draft.plain):
                styled = _STYLED[ord(char)]
                if styled is not None and styled[0] == step:
                    changes.append((i, i + 1, styled[1]))
            draft.rewrite(changes, step)
    draft.plain = to_simplified(draft.plain)
    draft.rewrite([(m.start(), m.end(), " ") for m in _SPACES.finditer(draft.plain)], None)


def confusables(draft: Draft) -> None:
    """Letters of other scripts that stand in for Latin ones, inside tokens that look Latin.

    A token is folded if it mixes ASCII letters with look-alikes, or if it is all look-alikes in a text that has no other
    letter outside ASCII (so real Russian or Greek words stay).
    """
    if draft.plain.isascii():
        return
    table = table_map("confusables.tsv")
    foreign = any(char not in table and char.isalpha() for char in _NON_ASCII_LETTER.findall(draft.plain))
    found: list[Replacement] = []
    for match in _TOKEN.finditer(draft.plain):
        token = match[0]
        if token.isascii() or not all(char.isascii() or char in table for char in token):
            continue
        mixed = any(char.isascii() and char.isalpha() for char in token)
        if mixed or (not foreign and len(token) > 1):
            for i, char in enumerate(token, match.start()):
                if not char.isascii():
                    found.append((i, i + 1, table[char]))
    draft.rewrite(found, "confusable")


STEPS: tuple[Callable[[Draft], None], ...] = (html_escapes, percent_escapes, characters, confusables)
"""What is undone before links can be seen; `disguises` goes on from there."""
