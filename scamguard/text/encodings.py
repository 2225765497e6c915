"""Text that was encoded or turned as a whole: escapes of programs, Base64, direction overrides."""

import base64
import binascii

from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import is_han
from scamguard.text.lazy import LazyPattern

_OVERRIDE = LazyPattern("\u202e([^\u202a-\u202e\n]*)(?:\u202c|(?=\n)|$)")
_UNICODE_ESCAPE = LazyPattern(r"\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")
_BASE64 = LazyPattern(
    r"(?<![0-9A-Za-z+/_.-])(?:[0-9A-Za-z+/]{4}){3,}(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?(?![0-9A-Za-z+/=])"
)
LONG_RUN = 12
"""Characters of the shortest Base64 that is read: three groups of four."""
_LONG_RUN = LazyPattern(rf"[0-9A-Za-z+/][0-9A-Za-z+/]{{{LONG_RUN - 1}}}")
_LINK_BEGINS = ("http://", "https://", "www.")


def direction_overrides(draft: Draft) -> None:
    """Text after U+202E is shown from right to left: it is read as it is seen."""
    if "\u202e" in draft.plain:
        found = [(m.start(), m.end(), m[1][::-1]) for m in _OVERRIDE.finditer(draft.plain)]
        draft.rewrite(found, "direction_override")


def unicode_escapes(draft: Draft) -> None:
    r"""`\u52a9` is 助. Escapes that stand alone (a regular expression, a program) are read too: nothing is lost."""
    if "\\" not in draft.plain:
        return
    found: list[Replacement] = []
    for match in _UNICODE_ESCAPE.finditer(draft.plain):
        code = int(match[1] or match[2] or match[3], 16)
        if code <= 0x10FFFF and chr(code).isprintable():
            found.append((match.start(), match.end(), chr(code)))
    draft.rewrite(found, "unicode_escape")


def base64_text(draft: Draft) -> None:
    """Base64 (RFC 4648) of readable text or a link; keys and hashes are no readable text and stay."""
    # "+" and "/" alone are no UTF-8.
    if not _LONG_RUN.search(draft.plain):
        return
    found: list[Replacement] = []
    for match in _BASE64.finditer(draft.plain):
        try:
            reading = base64.b64decode(match[0], validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        in_link = draft.plain[match.start() - 1 : match.start()] == "="
        if in_link and not reading.startswith(_LINK_BEGINS):
            continue
        if reading.replace("\n", " ").isprintable() and _is_readable(reading):
            found.append((match.start(), match.end(), reading))
    draft.rewrite(found, "base64")


def _is_readable(reading: str) -> bool:
    """Whether decoded text is language or a link rather than chance: Chinese, or words between blanks."""
    han = sum(map(is_han, reading))
    words = [word for word in reading.split() if word.strip(".,:;!?'\"()-").isalpha()]
    return han >= 3 or len(words) >= 3 or reading.startswith(_LINK_BEGINS)
