"""In which encoding a part is written: by its mark, as UTF-8, or the one under which it reads most like a language."""

import codecs
import re
from functools import lru_cache

from scamguard.text.normalize import to_simplified

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "cp949", "cp932", "cp874", "cp1252")
"""Tried in this order where UTF-8 does not fit; of equals, the first wins."""
_MOSTLY_UTF8 = 0.95
"""Share of decodable bytes beyond ASCII from which a file is damaged UTF-8 rather than another encoding."""
_PUNCTUATION = frozenset("，。！？：；、（）《》“”‘’「」『』【】…—～·　")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")
_MAX_CONTROLS = 0.003
"""Share of control characters that text may hold: random bytes hold a tenth."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=8)
def encoding_of(head: bytes) -> str:
    """The codec to read a part with whose first bytes are given; utf-8 if nothing fits better."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    if wide := _wide(head):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return _best(head)
    return "utf-8"


@lru_cache(maxsize=8)
def head_text(head: bytes) -> str:
    """The first bytes of a part as text, for recognising its format; without mark, unreadable bytes as U+FFFD."""
    text = head.decode(encoding_of(head), errors="replace").removeprefix("\ufeff")
    return text if "\n" in text else text.replace("\r", "\n")


def is_binary(head: bytes) -> bool:
    """Whether a part is no text: zero bytes, and not just a stray one, without being UTF-16 or UTF-32."""
    sample = head[:4096]
    if b"\0" not in sample or encoding_of(head).startswith(("utf-16", "utf-32")):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(2, _MAX_CONTROLS * len(sample))


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its line ends and blanks is zero."""
    sample = head[: len(head) & ~1][:4096]
    if len(sample) < 8:
        return None
    for codec, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        others = sample[0::2] if codec == "utf-16-le" else sample[1::2]
        if zeros.count(0) > 0.2 * len(zeros) and others.count(0) == 0:
            return codec
    return None


def _best(head: bytes) -> str:
    beyond = sum(byte >= 0x80 for byte in head)
    lost = 3 * head.decode("utf-8", errors="replace").count("\ufffd")
    if lost < (1 - _MOSTLY_UTF8) * beyond:
        return "utf-8"
    return max(_CANDIDATES, key=lambda codec: _likeness(head.decode(codec, errors="replace"), codec))


def _likeness(text: str, codec: str) -> float:
    """How much the letters beyond ASCII look like the language that is written in a codec: at most 1."""
    beyond = _BEYOND_ASCII.findall(text[:20_000])
    if not beyond:
        return 0.0
    if codec in ("gb18030", "big5hkscs"):
        beyond = list(to_simplified("".join(beyond)))
    return sum(_points(char, codec) for char in beyond) / len(beyond)


def _points(char: str, codec: str) -> float:
    if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or "\x80" <= char <= "\x9f":
        return -1.0
    if codec == "cp949":
        return 1.0 if "가" <= char <= "힣" else 0.2 * (char in _PUNCTUATION)
    if codec == "cp932":
        return (
            1.0
            if "ぁ" <= char <= "ヶ" or char == "ー"
            else 0.6
            if "一" <= char <= "龥" or char in _PUNCTUATION
            else 0.0
        )
    if codec == "cp874":
        return 1.0 if "ก" <= char <= "๛" else 0.0
    if codec == "cp1252":
        return 0.75 if "À" <= char <= "ÿ" and char not in "×÷" else 0.3
    return float(char in _PUNCTUATION or "\uff01" <= char <= "\uff5e" or _is_common_han(char))


@lru_cache(maxsize=16_384)
def _is_common_han(char: str) -> bool:
    """Whether it is among the 3,755 common characters: level 1 of the standard GB 2312-80."""
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7 and char > "\u3000"
    except UnicodeEncodeError:
        return False
