"""Phone numbers: any blanks or marks between the digits, full width or written out, glued to text or not.

Formats: E.164 (ITU-T) for +numbers; the numbering plans of mainland China (mobiles 1[3-9] + 9, toll-free 400/800 + 7,
95xxx service numbers), Hong Kong (8 digits from 2 to 9) and North America (3-3-4), as published by the regulators.
"""

import re
from collections.abc import Iterator

from scamguard.text.links import Found
from scamguard.types import EntityKind

_NUMERALS = {
    **dict(zip("零〇幺一二三四五六七八九", "001123456789", strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True)),
    "两": "2",
}
_DIGIT = "0-9" + "".join(_NUMERALS)
_MARK = r"[^0-9A-Za-z\s\u3400-\u9fff,，.。:：;；!！?？@#/=$¥€£%<>\n]"
_CANDIDATE = re.compile(rf"(?<![0-9A-Za-z.$¥€£#_/=])(?P<plus>[+＋(] ?)?[{_DIGIT}](?:[ .)]?{_MARK}{{0,3}} ?[{_DIGIT}]){{4,19}}(?![0-9A-Za-z_]|\.\d)")
_AMOUNT_AFTER = re.compile(r"\s?(?:元|块|万|千|美|港|人民币|个|位|次|笔|人|年|%|usdt?|btc|eth|u\b|cny|rmb|hkd)", re.IGNORECASE)
_PHONE_WORD = re.compile(r"(?:电话|致电|拨打|热线|手机|联系|号码|whatsapp|signal|tel|phone|call|hotline|dial|text|打给|打去)[^0-9\n]{0,12}$", re.IGNORECASE)
_HONG_KONG = re.compile(r"[2-9]\d{3}[ -]?\d{4}")
_NORTH_AMERICAN = re.compile(r"1?\D{0,3}[2-9]\d\d\D{1,3}\d{3}\D{1,3}\d{4}")
_LANDLINE = re.compile(r"0\d{2,3}\D{1,2}\d{7,8}")


def find_phones(plain: str) -> Iterator[Found]:
    """Phone numbers; the value is "+" and the digits where the country is known, else the digits."""
    for match in _CANDIDATE.finditer(plain):
        if _AMOUNT_AFTER.match(plain, match.end()):
            continue
        digits = "".join(_NUMERALS.get(char, char) for char in match[0] if char.isdecimal() or char in _NUMERALS)
        named = _PHONE_WORD.search(plain, max(0, match.start() - 24), match.start()) is not None
        value = _phone_value(match[0], digits, bool(match["plus"]) and "(" not in match["plus"], named)
        if value is not None:
            yield EntityKind.PHONE, value, match.start(), match.end(), {}


def _phone_value(written: str, digits: str, plus: bool, named: bool) -> str | None:
    """The normal form of a number, or None if it is a number of another kind (an order, a date, an amount)."""
    ascii_written = "".join(_NUMERALS.get(char, char) for char in written)
    for prefix in ("0086", "86", ""):
        rest = digits.removeprefix(prefix)
        if digits.startswith(prefix) and re.fullmatch(r"1[3-9]\d{9}", rest) and (plus or prefix != "86" or named or len(digits) == 13):
            return f"+86{rest}"
    if plus:
        return f"+{digits}" if 8 <= len(digits) <= 15 else None
    if re.fullmatch(r"(?:400|800)\d{7}", digits) or _LANDLINE.fullmatch(ascii_written):
        return f"+86{digits.removeprefix('0')}" if digits[0] == "0" else digits
    if digits.startswith("95") and len(digits) in (5, 6, 8) and ascii_written.isdecimal() and (named or len(digits) == 5):
        return digits
    if re.fullmatch(r"852[2-9]\d{7}", digits) and (named or not ascii_written.isdecimal()):
        return f"+{digits}"
    if _NORTH_AMERICAN.fullmatch(ascii_written):
        return f"+1{digits[-10:]}"
    if len(digits) == 8 and (named or " " in ascii_written) and _HONG_KONG.fullmatch(ascii_written):
        return digits
    return digits if named and 7 <= len(digits) <= 15 and not re.match(r"20\d\d-", ascii_written) else None
