"""Phone numbers: any blanks or marks between the digits, full width or written out, glued to text or not.

Formats: E.164 (ITU-T) for +numbers; the numbering plans of mainland China (mobiles 1[3-9] + 9, toll-free 400/800 + 7,
95xxx service numbers, landlines with area code), Hong Kong (8 digits from 2 to 9), Taiwan's mobiles (09 + 8) and North
America (3-3-4), as published by the regulators.

Digits that only short marks separate make a run; within it numbers are read from left to right, each from the start of
one group of digits to the end of another, so that two numbers with a blank between them stay two.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from scamguard.text.lazy import LazyPattern, matches_from
from scamguard.text.links import Found
from scamguard.types import EntityKind

NUMERALS = str.maketrans("零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖两", "0011234567891234567892")
"""Chinese numerals as digits, one for one."""
_DIGIT = "[0-9零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖两]"
_MARK = r"[^0-9A-Za-z\s\u3400-\u9fff,，。:：;；!！?？@#=$¥€£%<>|]"
_SHAPE = LazyPattern(rf"{_DIGIT}(?:[^0-9A-Za-z,:;!?@#=$%<>|]{{0,5}}?{_DIGIT}){{4}}")
"""The digits of the shortest number, with no more between them than in a run."""
_LONGEST_OPENING = 3
"""Characters that may open a number before its first digit: "(+ "."""
_RUN_BEGINS = LazyPattern(f"[+({_DIGIT[1:]}")
_GROUP = LazyPattern(f"{_DIGIT}+")
_NO_DIGITS = LazyPattern("[^0-9]+")
_RUN = LazyPattern(rf"(?<![0-9A-Za-z.$¥€£#_=])(?P<plus>\+ ?|\(\+? ?)?{_DIGIT}+(?: ?{_MARK}{{0,3}} ?{_DIGIT}+)*")
_GLUED_BEHIND = LazyPattern(r"[0-9A-Za-z_]|\.\d")
SHORTEST_PHONE = 5
"""Digits of the shortest number (of a service)."""
_LONGEST = 15
"""Digits of the longest number (E.164)."""
_MOST_GROUPS = 64
"""Groups of a run that are read: more of them is a table of figures."""

_AMOUNT_BEHIND = LazyPattern(
    r"\s?(?:元|块|万|千|百|亿|美|港币|港元|人民币|个|位|次|笔|人|年|月|日|%|usdt?|btc|eth|u\b|cny|rmb|hkd)",
    re.IGNORECASE,
)
_MONEY_BEHIND = LazyPattern(r"\s?(?:元|块|万|美元|美金|港币|港元|人民币|usdt?|btc|eth|cny|rmb|hkd)", re.IGNORECASE)
_NAMED_BEFORE = LazyPattern(
    r"(?:电话|致电|拨打|拨|热线|手机|联系|号码|打给|打去|短信|客服|来电|whatsapp|signal|text|phone|call|hotline|dial|tel|mobile"
    r"|sms)"
    r"[^0-9\n]{0,12}$",
    re.IGNORECASE,
)
_NAMED_BEHIND = LazyPattern(r"\s?(?:客服|热线|电话|短信)")
_OTHER_NUMBER_BEFORE = LazyPattern(
    r"(?:订单|单号|编号|流水|工单|案件|卡号|身份证|验证码|区块|哈希|密码|(?<![A-Za-z])(?:uid|order|ticket|case|ref|txid|hash|code|otp"
    r"|block|invoice|tracking|id|no|version|isbn|pin|height))(?:(?!电话|致电|拨打|热线|call|dial|phone|tel)[^0-9\n]){0,10}$",
    re.IGNORECASE,
)
_WHATSAPP_BEFORE = LazyPattern(r"whats ?app[^0-9\n]{0,8}$", re.IGNORECASE)
_DATE = LazyPattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_YEARS = LazyPattern(r"(?:19|20)\d\d(?:19|20)\d\d")
_ROUND = LazyPattern(r"(?:[0-9]+00\D+)+[0-9]+00")

_MOBILE = LazyPattern(r"(?:(?:00)?86)?(1[3-9]\d{9})")
_GROUPED_MOBILE = LazyPattern(r"(?:(?:00)?86\D{0,4})?1\d\d\D{0,4}\d{4}\D{0,4}\d{4}")
_NORTH_AMERICAN = LazyPattern(r"1?([2-9]\d\d[2-9]\d{6})")
_GROUPED_NORTH_AMERICAN = LazyPattern(r"(?:1\D{1,4})?[2-9]\d\d\D{1,4}[2-9]\d\d\D{1,4}\d{4}")
_TOLL_FREE = LazyPattern(r"[48]00\d{7}")
_LANDLINE = LazyPattern(r"0(10|2\d|[3-9]\d\d)\d{7,8}")
_GROUPED_LANDLINE = LazyPattern(r"0(?:10|2\d|[3-9]\d\d)\D{1,4}\d{3,4}\D{0,3}\d{4}")
_TAIWAN_MOBILE = LazyPattern(r"0(9\d{8})")
_HONG_KONG = LazyPattern(r"((?:00)?852)?([2-9]\d{7})")
_GROUPED_HONG_KONG = LazyPattern(r"\d{4} \d{4}")
_SERVICE = LazyPattern(r"95\d{3}(?:\d{3})?")
_SHORT_CODE = LazyPattern(r"1[0-2]\d{3}|9[56]\d{3}|18222")
# Digits with the country code, for the countries whose numbers are met most; others may have any number of them.
_COUNTRY_LENGTHS = {
    "852": (11,),
    "853": (11,),
    "886": (11, 12),
    "86": (12, 13),
    "65": (10,),
    "44": (11, 12),
    "1": (11,),
}


class _Run:
    """Groups of digits in a plain text, and what the words before them say; looked for when first asked for."""

    def __init__(self, plain: str, start: int, groups: list[tuple[int, int]], opening: str) -> None:
        self.plain, self.groups, self.opening = plain, groups, opening
        self._context = plain[max(0, start - 28) : start]

    @cached_property
    def named(self) -> bool:
        """Whether they are named as a phone number."""
        return _NAMED_BEFORE.search(self._context) is not None

    @cached_property
    def other(self) -> bool:
        """Whether they are named as another number."""
        return _OTHER_NUMBER_BEFORE.search(self._context) is not None

    @cached_property
    def kind(self) -> EntityKind:
        """What a number of them is."""
        return EntityKind.HANDLE if _WHATSAPP_BEFORE.search(self._context) else EntityKind.PHONE


def find_phones(plain: str) -> Iterator[Found]:
    """Phone numbers; the value is "+" and the digits where the country is known, else the digits.

    A number named as WhatsApp's is an account (kind handle, platform whatsapp).
    """
    shape = _SHAPE.search(plain)
    if shape is None:
        return
    for match in matches_from(_RUN_BEGINS, _RUN, plain, max(0, shape.start() - _LONGEST_OPENING)):
        if match.end() - match.start() >= SHORTEST_PHONE:
            yield from _in_run(_run(plain, match))


def _run(plain: str, match: re.Match[str]) -> _Run:
    groups = [group.span() for group in _GROUP.finditer(plain, match.start(), match.end())]
    if _GLUED_BEHIND.match(plain, match.end()):
        groups.pop()
    return _Run(plain, match.start(), groups, match["plus"] or "")


def _in_run(run: _Run) -> Iterator[Found]:
    """The numbers of a run: those sure by their form, and the others if together they make up the whole run."""
    found: list[tuple[Found, bool]] = []
    at, leftover = 0, not run.groups or len(run.groups) > _MOST_GROUPS
    while at < min(len(run.groups), _MOST_GROUPS):
        read = _longest_at(run, at)
        if read is None:
            at, leftover = at + 1, True
        else:
            found.append(read[:2])
            at = read[2]
    yield from (phone for phone, sure in found if sure or not leftover)


def _longest_at(run: _Run, at: int) -> tuple[Found, bool, int] | None:
    """The longest number from a group on, whether its form is sure, and the group after it."""
    lasts = _lasts(run, at)
    if not lasts:
        return None
    start = run.groups[at][0]
    before = run.opening if at == 0 else run.plain[run.groups[at - 1][1] : start]
    plus = "+" in before
    if at == 0 and run.other and not plus:
        return None
    for plan in (_planned, _any_named):
        for last in reversed(lasts):
            end = run.groups[last][1]
            written = run.plain[start:end].translate(NUMERALS)
            named = (at == 0 and run.named) or _NAMED_BEHIND.match(run.plain, end) is not None
            value, sure = plan(written, _NO_DIGITS.sub("", written), plus, named)
            if value and not (_MONEY_BEHIND if sure else _AMOUNT_BEHIND).match(run.plain, end):
                opened = plus or (at == 0 and ")" in written)
                first = start - len(before.lstrip(" ")) if opened and at == 0 else start
                details = {"platform": "whatsapp"} if run.kind is EntityKind.HANDLE else {}
                return (run.kind, value, first, end, details), sure, last + 1
    return None


def _lasts(run: _Run, at: int) -> list[int]:
    """The groups with which a number that begins at a group may end, by its number of digits."""
    lasts, total = [], 0
    for last in range(at, min(at + _LONGEST, len(run.groups))):
        total += run.groups[last][1] - run.groups[last][0]
        if total > _LONGEST:
            break
        if total >= SHORTEST_PHONE:
            lasts.append(last)
    return lasts


def _planned(written: str, digits: str, plus: bool, named: bool) -> tuple[str, bool]:
    """The normal form of a number that follows a numbering plan ("" if it doesn't), and whether its form is sure."""
    solid = written.isdecimal()
    if plus:
        return _international(digits)
    if _GROUPED_NORTH_AMERICAN.fullmatch(written):
        return (
            ("", False)
            if _ROUND.fullmatch(written)
            else (f"+1{digits[-10:]}", re.search(r"[^0-9 ]", written) is not None)
        )
    if mobile := _MOBILE.fullmatch(digits):
        return f"+86{mobile[1]}", _GROUPED_MOBILE.fullmatch(written) is not None
    if _TOLL_FREE.fullmatch(digits):
        return digits, written[:3].isdecimal()
    if _GROUPED_LANDLINE.fullmatch(written) or (named and _LANDLINE.fullmatch(digits)):
        return f"+86{digits[1:]}", re.search(r"[-)]", written) is not None
    if (mobile := _TAIWAN_MOBILE.fullmatch(digits)) and (named or not solid):
        return f"+886{mobile[1]}", False
    if local := _HONG_KONG.fullmatch(digits):
        if local[1]:
            return (f"+852{local[2]}", False) if named or not solid or len(digits) == 13 else ("", False)
        grouped = _GROUPED_HONG_KONG.fullmatch(written) and not _ROUND.fullmatch(written)
        return (
            (digits, False) if (named or grouped) and not (_YEARS.match(digits) or _DATE.match(digits)) else ("", False)
        )
    service = _SERVICE.fullmatch(digits) and (named or (digits.startswith("955") and len(digits) == 5))
    if solid and (service or (named and _SHORT_CODE.fullmatch(digits))):
        return digits, True
    return "", False


def _international(digits: str) -> tuple[str, bool]:
    """The normal form of a number written with a plus; sure if its length is right for its country."""
    lengths = next((known for code, known in _COUNTRY_LENGTHS.items() if digits.startswith(code)), None)
    if not 8 <= len(digits) <= _LONGEST or (lengths and len(digits) > max(lengths)):
        return "", False
    return f"+{digits}", lengths is None or len(digits) in lengths


def _any_named(written: str, digits: str, _plus: bool, named: bool) -> tuple[str, bool]:
    """The normal form of a number of an unknown plan, where words say that it is a phone number."""
    if not named or not 7 <= len(digits) <= _LONGEST or _DATE.fullmatch(digits) or _YEARS.fullmatch(digits):
        return "", False
    if american := _NORTH_AMERICAN.fullmatch(digits):
        return f"+1{american[1]}", written.isdecimal()
    return (f"+{digits[2:]}", True) if digits.startswith("00") else (digits, False)
