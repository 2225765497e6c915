"""Undisguising, character by character and escape by escape: steps on a Draft."""

import html
import unicodedata
from urllib.parse import unquote_to_bytes

from scamguard.resources import table_map
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import known_words
from scamguard.text.lazy import LazyPattern

# An escape whose own "&" may have been escaped again any number of times: "&amp;amp;lt;".
_HTML_ESCAPE = LazyPattern(r"&(?:amp;)*+(?:#[0-9]{1,10};|#[xX][0-9a-fA-F]{1,10};|[a-zA-Z]{2,31};|(?<=amp;))")
_PERCENT_RUN = LazyPattern(r"(?:%[0-9A-Fa-f]{2})+")
_LINK_PATH = LazyPattern(r"://[^\s/?#\\]{1,300}[/?#\\][!-~]*")
_HOST_CHARACTERS = frozenset("./:@-")
_FEWEST_ESCAPED_BLANKS = 2
_SPACES = LazyPattern(r" {2,}")
_HALF_WIDTH_KANA = LazyPattern(r"[\uff65-\uff9f]+")
_FLAG_LETTERS = LazyPattern(r"[\U0001f1e6-\U0001f1ff]+")
_TOKEN = LazyPattern(r"[0-9A-Za-z\u00c0-\u2cff\ua4d0-\ua4ff]+")
_NON_ASCII_LETTER = LazyPattern(r"[\u0370-\u2cff\ua4d0-\ua4ff]")
_TURKISH = frozenset("şŞğĞİ")
_AS_CYRILLIC = dict(zip("ABCEHKMOPTXYaceopxyukmtr", "АВСЕНКМОРТХУасеорхуикмтг", strict=True))
"""Latin letters as the Cyrillic letters that they look like (UTS #39), in italics too."""
_SMALL_CAPITAL = LazyPattern(r"LATIN LETTER SMALL CAPITAL ([A-Z])")

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
_LONGEST_READING = 8
"""Longer NFKC readings (the 18 letters of an Arabic ligature) are nobody's disguise and would swell the text."""

# Trademark signs would be read as letters of the name before them ("OKXTM").
_UNSTYLED = frozenset("\u2122\u2120")


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
    if category in ("Zs", "Cs") or char in _UNSTYLED or code in _JAMO:
        return None
    small_capital = _SMALL_CAPITAL.fullmatch(unicodedata.name(char, ""))
    reading = small_capital[1].lower() if small_capital else unicodedata.normalize("NFKC", char)
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


class _StyledTable(dict[int, tuple[str, str] | None]):
    """Memo of `_styled`; grows at most to the number of code points."""

    def __missing__(self, code: int) -> tuple[str, str] | None:
        self[code] = reading = _styled(code)
        return reading


_PLAIN, _STYLED = _PlainTable(), _StyledTable()


def lower(text: str) -> str:
    """Lower case of the same length: a letter whose lower case is more than one character stays."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def to_simplified(text: str) -> str:
    """The text with Traditional characters read as Simplified and all blanks as spaces: same length."""
    return text.translate(_PLAIN)


def html_escapes(draft: Draft) -> None:
    """`&#x52A9;` is 助, and so is `&amp;#x52A9;`."""
    if "&" in draft.plain:
        found: list[Replacement] = []
        for match in _HTML_ESCAPE.finditer(draft.plain):
            escape = "&" + match[0].rpartition("&")[2].rpartition("amp;")[2]
            reading = html.unescape(escape if len(escape) > 1 else "&amp;")
            if reading not in ("", match[0]):
                found.append((match.start(), match.end(), reading))
        draft.rewrite(found, "html_escape")


def percent_escapes(draft: Draft) -> None:
    """`%E5%8A%A9` is 助. Escaped delimiters stay: read as `/` or `@` they would move the host of a link.

    In the path of a link only Latin letters are read: Han text put there would cut the link. Chinese text that is
    escaped elsewhere is read with its punctuation.
    """
    if "%" not in draft.plain:
        return
    in_path = bytearray(len(draft.plain))
    for path in _LINK_PATH.finditer(draft.plain):
        in_path[path.start() : path.end()] = b"\1" * (path.end() - path.start())
    escapes_blanks = draft.plain.count("%20") >= _FEWEST_ESCAPED_BLANKS
    found: list[Replacement] = []
    for match in _PERCENT_RUN.finditer(draft.plain):
        try:
            reading = unquote_to_bytes(match[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        follows_host = draft.plain[match.start() - 1 : match.start()] in _HOST_CHARACTERS
        if _stands_for(reading, bool(in_path[match.start()]), follows_host, escapes_blanks):
            found.append((match.start(), match.end(), reading))
    draft.rewrite(found, "percent_escape")


def _stands_for(reading: str, in_path: bool, follows_host: bool, escapes_blanks: bool) -> bool:
    """Whether what a run of percent escapes decodes to is read in its place."""
    if not (in_path or follows_host or reading.isascii()):
        return reading.isprintable()
    if not reading.strip("- "):
        return reading == " " and escapes_blanks and not in_path
    is_plain = all(char.isalnum() or char in "-. " for char in reading)
    return is_plain and not (in_path and (" " in reading or not reading.isascii()))


def characters(draft: Draft) -> None:
    """NFKC character by character, full width, enclosed and mathematical letters, characters that show nothing."""
    if not draft.plain.isascii() or not draft.plain.isprintable():
        draft.rewrite(_flag_letters(draft.plain), "styled")
        for step in ("invisible", "full_width", "styled"):
            styled = ((char, _STYLED[ord(char)]) for char in set(draft.plain))
            readings = {char: reading[1] for char, reading in styled if reading is not None and reading[0] == step}
            if step == "styled":
                draft.rewrite(_half_width_kana(draft.plain), "full_width")
            if readings:
                draft.rewrite([(i, i + 1, readings[c]) for i, c in enumerate(draft.plain) if c in readings], step)
    draft.plain = to_simplified(draft.plain)


def blanks(draft: Draft) -> None:
    """Runs of blanks as one."""
    draft.rewrite([(m.start(), m.end(), " ") for m in _SPACES.finditer(draft.plain)], None)


def _half_width_kana(plain: str) -> list[Replacement]:
    """Half-width Katakana with their voicing marks, which are characters of their own."""
    return [(m.start(), m.end(), unicodedata.normalize("NFKC", m[0])) for m in _HALF_WIDTH_KANA.finditer(plain)]


def _flag_letters(plain: str) -> list[Replacement]:
    """Letters written with the halves of flags. A flag is a pair of them, so only odd runs are letters for sure."""
    found: list[Replacement] = []
    for match in _FLAG_LETTERS.finditer(plain):
        if len(match[0]) % 2:
            found.extend((i, i + 1, chr(ord(plain[i]) - 0x1F1E6 + ord("A"))) for i in range(match.start(), match.end()))
    return found


def confusables(draft: Draft) -> None:
    """Letters of other scripts that stand in for Latin ones, inside tokens that look Latin; and the other way round.

    A token is folded if it mixes ASCII letters with look-alikes, or if it is all look-alikes in a text that has no
    other letter outside ASCII (so real Russian or Greek words stay). The dotless i of a Turkish text is a letter.
    """
    if draft.plain.isascii():
        return
    table = table_map("confusables.tsv")
    letters = set(draft.plain)
    turkish = not _TURKISH.isdisjoint(letters)
    foreign = any(char not in table and char.isalpha() for char in letters if _NON_ASCII_LETTER.match(char))
    found: list[Replacement] = []
    for match in _TOKEN.finditer(draft.plain):
        token = match[0]
        if token.isascii() or ("ı" in token and (turkish or _is_turkish(token))):
            continue
        if not all(char.isascii() or char in table for char in token):
            found.extend(_cyrillic_letters(token, match.start()))
            continue
        mixed = any(char.isascii() and char.isalpha() for char in token)
        if mixed or (not foreign and (sum(map(str.isalpha, token)) > 1 or "\u0400" <= token <= "\u04ff")):
            for i, char in enumerate(token, match.start()):
                if not char.isascii():
                    found.append((i, i + 1, table[char].upper() if char.isupper() else table[char]))
    draft.rewrite(found, "confusable")


def _is_turkish(token: str) -> bool:
    """Whether a dotless i is the only letter outside ASCII, and no known English word appears with a dot on it."""
    bare = token.replace("ı", "i")
    return bare.isascii() and bare.isalpha() and bare.lower() not in known_words()


def _cyrillic_letters(token: str, at: int) -> list[Replacement]:
    """Latin letters in a Cyrillic word as the Cyrillic letters that they look like ("пapoль")."""
    latin = [i for i, char in enumerate(token) if char.isascii()]
    if not latin or not all(token[i] in _AS_CYRILLIC for i in latin):
        return []
    if not all("\u0400" <= char <= "\u04ff" for char in token if not char.isascii()):
        return []
    return [(at + i, at + i + 1, _AS_CYRILLIC[token[i]]) for i in latin]
