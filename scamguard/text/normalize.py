"""Undisguising, character by character and escape by escape: steps on a Draft."""

import html
import unicodedata
from urllib.parse import unquote_to_bytes

from scamguard.resources import table_map
from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import known_words
from scamguard.text.lazy import LazyPattern
from scamguard.text.readings import ELLIPSIS, PICTURES, SELECTOR, STYLES, lower, to_simplified

__all__ = [
    "blanks",
    "characters",
    "confusables",
    "html_escapes",
    "lower",
    "percent_escapes",
    "to_simplified",
]

# An escape whose own "&" may have been escaped again any number of times: "&amp;amp;lt;".
_HTML_ESCAPE = LazyPattern(r"&(?:amp;)*+(?:#[0-9]{1,10};|#[xX][0-9a-fA-F]{1,10};|[a-zA-Z]{2,31};|(?<=amp;))")
_PERCENT_RUN = LazyPattern(r"(?:%[0-9A-Fa-f]{2})+")
_LINK_PATH = LazyPattern(r"://[^\s/?#\\]{1,300}[/?#\\][!-~]*")
_HOST_CHARACTERS = frozenset("./:@-")
_FEWEST_ESCAPED_BLANKS = 2
_SPACES = LazyPattern(r" {2,}")
_HALF_WIDTH_KANA = LazyPattern(r"[\uff65-\uff9f]+")
_FULL_WIDTH_RUN = LazyPattern(r"[\uff01-\uff5e][\uff01-\uff5e]*")
_AS_ASCII = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
"""Full-width characters as those of ASCII."""
_FLAG_LETTERS = LazyPattern(r"[\U0001f1e6-\U0001f1ff]+")
_TOKEN = LazyPattern(r"[0-9A-Za-z\u00c0-\u2cff\ua4d0-\ua4ff]+")
_NON_ASCII_LETTER = LazyPattern(r"[\u0370-\u2cff\ua4d0-\ua4ff]")
_SELECTORS = LazyPattern(f"(?<=[{PICTURES}]){SELECTOR}")
_TURKISH = frozenset("şŞğĞİ")
_AS_CYRILLIC = dict(zip("ABCEHKMOPTXYaceopxyukmtr", "АВСЕНКМОРТХУасеорхуикмтг", strict=True))
"""Latin letters as the Cyrillic letters that they look like (UTS #39), in italics too."""


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
    if draft.traits & traits.KANA_OR_FLAG:
        draft.rewrite(_flag_letters(draft.plain), "styled")
    if draft.traits & traits.INVISIBLE:
        draft.rewrite([(m.start(), m.end(), "") for m in _SELECTORS.finditer(draft.plain)], None)
        draft.respell(_readings(draft, traits.INVISIBLE), "invisible")
    if draft.traits & traits.FULL_WIDTH:
        draft.translate(_FULL_WIDTH_RUN, _AS_ASCII, "full_width")
    if draft.traits & (traits.STYLED | traits.KANA_OR_FLAG):
        # Kana with their voicing marks are read first; what they are read as is not read again.
        readings = _readings(draft, traits.STYLED)
        if readings.pop(ELLIPSIS[0], None):
            draft.respell(dict([ELLIPSIS]), "full_width")
        draft.rewrite(_half_width_kana(draft.plain), "full_width")
        draft.respell(readings, "styled")
    if draft.traits & traits.REREAD:
        draft.reread(to_simplified(draft.plain))


def _readings(draft: Draft, trait: int) -> dict[str, str]:
    """What the characters of a text are read as that are dressed up in one way."""
    styles = ((char, STYLES[char]) for char in traits.having(draft.characters, trait))
    return {char: style[1] for char, style in styles if style is not None}


def blanks(draft: Draft) -> None:
    """Runs of blanks as one."""
    if "  " in draft.plain:
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
