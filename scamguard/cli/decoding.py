"""Bytes as text: UTF-8, UTF-16 and UTF-32 by their marks, the Chinese encodings GB18030 and Big5 by how they read."""

import codecs
from dataclasses import dataclass

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CHINESE = (("gb18030", "GB18030"), ("big5hkscs", "Big5"))
_UNREADABLE = "\ufffd"
_SAMPLE = 4000
"""Characters beyond ASCII by which an encoding is judged."""
_MOSTLY_UTF8 = 0.75
"""Share of readable characters beyond ASCII at which broken UTF-8 is still UTF-8; Chinese in others has under half."""
_COMMON_ENOUGH = 0.7
"""Share of common characters from which bytes are called Chinese. Of 945 messages, whole and cut to 6 and 12 letters,
the right encoding gave more than the wrong one for all but 18 pieces, most of one to three Chinese characters."""
_CHINESE_PUNCTUATION = frozenset("，。！？：；、（）《》“”‘’「」『』【】…—～·　")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and notes on how it had to be read: `encoding:GB18030`, `replaced:3` (unreadable places)."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text that bytes of any kind stand for. Never raises: what can't be read becomes U+FFFD, counted in a note."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data, codec, name)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", errors="replace")
    beyond = _beyond_ascii(lenient)
    if 1 - beyond.count(_UNREADABLE) / len(beyond) < _MOSTLY_UTF8:
        best = max(_CHINESE, key=lambda encoding: _common_share(data.decode(encoding[0], errors="replace")))
        if _common_share(data.decode(best[0], errors="replace")) >= _COMMON_ENOUGH:
            return _decoded(data, *best)
    return Decoded(lenient, _replaced(lenient.count(_UNREADABLE) - data.count(_UNREADABLE.encode())))


def decode_argument(text: str) -> Decoded:
    """A command-line argument as text: the bytes that the system could not decode are decoded here.

    Surrogates that stand for no byte are replaced and counted.
    """
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return Decoded(text)
    try:
        return decode(text.encode("utf-8", errors="surrogateescape"))
    except UnicodeEncodeError:
        # UTF-16 joins the surrogates that make a pair and leaves those that stand alone.
        joined = text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
        return Decoded(joined, _replaced(joined.count(_UNREADABLE) - text.count(_UNREADABLE)))


def _decoded(data: bytes, codec: str, name: str) -> Decoded:
    text = data.decode(codec, errors="replace")
    return Decoded(text, (f"encoding:{name}", *_replaced(text.count(_UNREADABLE))))


def _replaced(count: int) -> tuple[str, ...]:
    return (f"replaced:{count}",) if count else ()


def _beyond_ascii(text: str) -> list[str]:
    """The first characters beyond ASCII."""
    beyond: list[str] = []
    for char in text:
        if not char.isascii():
            beyond.append(char)
            if len(beyond) == _SAMPLE:
                break
    return beyond


def _common_share(text: str) -> float:
    """The share, among the characters beyond ASCII, of those that Chinese text is mostly made of."""
    from scamguard.text.normalize import to_simplified

    beyond = _beyond_ascii(to_simplified(text))
    return sum(map(_is_common, beyond)) / len(beyond) if beyond else 0.0


def _is_common(char: str) -> bool:
    """Whether a character is Chinese punctuation or among the 3,755 common ones: level 1 of the standard GB 2312-80."""
    if char in _CHINESE_PUNCTUATION or "\uff01" <= char <= "\uff5e":
        return True
    try:
        first = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= first <= 0xD7
