"""What must not be passed on with a message: secrets, card and identity numbers, passwords, codes, phones, e-mail.

More is taken for private here than is taken for a leak elsewhere: a number masked needlessly costs little.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from scamguard.text.identity import is_hong_kong_id, is_luhn, is_resident_id, is_singapore_id, is_taiwan_id
from scamguard.text.lazy import LazyPattern
from scamguard.text.phones import NUMERALS, find_phones
from scamguard.text.private_keys import find_api_secrets, find_keys, find_phrases


class PrivateKind(IntEnum):
    """What is private, the graver the higher: where two overlap, the graver names the piece."""

    PHONE = 0
    EMAIL = 1
    CODE = 2
    PASSWORD = 3
    API_SECRET = 4
    ID_NUMBER = 5
    CARD = 6
    KEY_OR_HASH = 7
    PRIVATE_KEY = 8
    SEED_PHRASE = 9


class Private(NamedTuple):
    """A private piece text[start:end]; `rest` is what may be shown of it."""

    kind: PrivateKind
    start: int
    end: int
    rest: str = ""


_SEPARATOR = r"[\s.\-_·–—*/]{1,3}"
_DIGIT_RUN = LazyPattern(rf"[0-9]+(?:{_SEPARATOR}[0-9]+)*")
_GROUP = LazyPattern(r"[0-9]+")
_CHECK_X = LazyPattern(r"[\s.\-_]{0,2}[Xx](?![0-9A-Za-z])")
_CARD_WORD = LazyPattern(
    r"(?:卡号|卡號|银行卡|储蓄卡|信用卡|借记卡|银行账号|银行账户|card|bank account)[^\n0-9]{0,24}$", re.IGNORECASE
)
_CARD_LENGTHS, _NAMED_CARD_LENGTHS = range(13, 20), range(12, 20)
_FIRST_CARD_DIGITS = frozenset("234569")
"""Of the networks' numbers: 3 American Express and JCB, 4 Visa, 2 and 5 Mastercard, 6 UnionPay, 9 Chinese banks."""

_HONG_KONG = LazyPattern(
    r"(?<![0-9A-Za-z])(?P<letters>[A-Za-z]{1,2})[ -]?(?P<digits>[0-9]{6})[ -]?(?P<open>[(（])?(?P<check>[0-9Aa])[)）]?"
    r"(?![0-9A-Za-z])"
)
_TAIWAN = LazyPattern(r"(?<![0-9A-Za-z])[A-Za-z][1289][0-9]{8}(?![0-9A-Za-z])")
_SINGAPORE = LazyPattern(r"(?<![0-9A-Za-z])[STFGstfg][0-9]{7}[A-Za-z](?![0-9A-Za-z])")
_KOREA = LazyPattern(r"(?<![0-9])[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])-[1-8][0-9]{6}(?![0-9])")
# Social Security Administration: no area 000, 666 or 9xx, no group 00, no serial 0000.
_UNITED_STATES = LazyPattern(r"(?<![0-9-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9-])")
_ID_WORDS = r"身份证|身分证|证件号|居民证|id ?card|hkid|nric|identity (?:card|number|no)|national id|(?<![a-z])ssn"
_ID_WORD = LazyPattern(rf"(?:{_ID_WORDS})[^\n]{{0,24}}$", re.IGNORECASE)
_NAMED_ID = LazyPattern(
    rf"(?:{_ID_WORDS}|护照|通行证|passport)[^\n0-9]{{0,16}}?(?P<value>(?<![A-Za-z])[A-Za-z]{{0,2}}[0-9]{{6,18}}[Xx]?"
    r"(?:\([0-9A]\))?)",
    re.IGNORECASE,
)

_CODE_WORD = LazyPattern(
    r"验证码|验证代码|确认码|校验码|动态码|动态密码|短信码|授权码|安全码|后三码|(?<![a-z])(?:otp|2fa|cvv2?|cvc2?|code)(?![a-z])",
    re.IGNORECASE,
)
_CODE = LazyPattern(
    r"(?<![0-9.$¥€£])[0-9](?:[ .\-]?[0-9]){2,7}(?![0-9])(?!\s?(?:元|块|万|美|个|u(?![a-z])|usd|btc|eth|cny))", re.I
)
_CODE_BEHIND = LazyPattern(
    r"\s?(?:(?:is|are|就?是|为)[^0-9\n.。]{0,32}?|[(（【\[,，:：—-]\s?)"
    r"(?:验证码|校验码|动态码|短信码|(?:\w+ ){0,4}(?:code|otp)(?![a-z]))",
    re.IGNORECASE,
)
_AFTER_CODE_WORD = 40
"""Characters behind the word for a code in which it may stand ("your code, valid for 10 minutes, is ...")."""
_LONGEST_CODE = 24
"""Characters of the longest code, with what must not stand behind it."""
_BARE_CODE = LazyPattern(r"\s*[0-9]{3} ?[0-9]{3}\s*")

_PASSWORD_WORD = (
    r"密码|口令|暗号|(?<![a-z])(?:pass ?words?|passcode|pass ?phrase|passwd|pwd|pin(?: ?(?:码|code|number))?)(?![a-z])"
)
_NO_PASSWORD = (
    r"(?!(?:not|wrong|incorrect|correct|required|invalid|expired|too|weak|strong|the|an?|to|be|been|your|my|his|her|our|and|or"
    r"|for|in|on|at|of|with|by|so|safe|secure|changed|reset|ready|what|where|here|below|needed|never|always|about|hidden|same"
    r"|used|now|being|going|stolen|leaked)(?![0-9A-Za-z]))"
)
_PASSWORD = LazyPattern(
    rf"(?:{_PASSWORD_WORD})"
    r"(?:[^\n。.!?！？:：=]{0,16}?(?:\s?[:：=]\s?|->|→|(?:就?是|为|改成了?|改为|设成了?|设为)[:：\s]?)[\"'“‘「]?(?!https?:)(?P<stated>[!-~]{3,64})"
    rf"|[^\n。.!?！？:：=]{{0,24}}?\s(?:is|was)\s?:?\s[\"'“‘]?{_NO_PASSWORD}(?P<said>[!-~]{{3,64}})"
    r"|[\s,，]{0,2}(?P<glued>(?=[!-~]{0,63}[0-9])[!-~]{4,64}))",
    re.IGNORECASE,
)
_PASSWORD_BEFORE = LazyPattern(
    rf"(?P<value>(?=[!-~]{{0,63}}[0-9])[!-~]{{4,64}})\s?(?:就?是|is|=)\s?(?:我的?|你的?|您的?|my|the|your)?\s?"
    rf"(?:登[录陆]|资金|钱包|交易|login|wallet)?\s?(?:{_PASSWORD_WORD})",
    re.IGNORECASE,
)

_EMAIL = LazyPattern(r"(?<![0-9A-Za-z._%+-])(?P<local>[0-9A-Za-z][\w.%+-]{0,63}?)(?:@|%40)(?=[\w-]{1,63}\.[A-Za-z])")
_SCHEME_BEFORE = LazyPattern(r"://[^\s/]{0,80}$")
_PHONE = LazyPattern(
    r"(?<![0-9])(?:(?:00|\+)?86[ -]?)?1[3-9][0-9]{9}(?![0-9])|\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}(?![0-9])"
    r"|(?<=wa\.me/)\+?[0-9]{8,15}|(?<=phone=)(?:\+|%2B)?[0-9]{8,15}|(?<=tel:)\+?[0-9-]{5,18}"
)
_ANY_NUMBER = LazyPattern(r"\+?[0-9](?:[\s().-]{0,3}[0-9]){6,18}")


def find_private(text: str) -> Iterator[Private]:
    """The private pieces of a text, in any order; they may overlap. Linear, never raises."""
    digits = text.translate(NUMERALS)
    yield from (Private(PrivateKind.SEED_PHRASE, start, end) for start, end in find_phrases(text))
    for start, end, sure in find_keys(text):
        yield Private(PrivateKind.PRIVATE_KEY if sure else PrivateKind.KEY_OR_HASH, start, end)
    yield from (Private(PrivateKind.API_SECRET, start, end) for start, end in find_api_secrets(text))
    yield from _numbers(digits)
    yield from _documents(digits)
    yield from _passwords(digits)
    yield from _codes(digits)
    yield from _emails(text)
    yield from _phones(text, digits)


def find_numbers_of_name(name: str) -> Iterator[Private]:
    """Every number of seven digits and more in a name, where it is nothing but a phone."""
    for match in _ANY_NUMBER.finditer(name):
        yield Private(PrivateKind.PHONE, *match.span(), _shortened(match[0]))


def _numbers(text: str) -> Iterator[Private]:
    """Cards and mainland identity numbers in runs of digits, each from the start of one group to the end of another."""
    for run in _DIGIT_RUN.finditer(text):
        if run.end() - run.start() < min(_NAMED_CARD_LENGTHS):
            continue
        groups = [group.span() for group in _GROUP.finditer(text, run.start(), run.end())]
        named = _CARD_WORD.search(text, max(0, run.start() - 40), run.start()) is not None
        free = 0
        for first, (start, _) in enumerate(groups):
            if start >= free:
                number = _number_from(text, groups, first, named and first == 0)
                if number is not None:
                    free = number.end
                    yield number


def _number_from(text: str, groups: list[tuple[int, int]], first: int, named: bool) -> Private | None:
    """The longest card or identity number that begins with a group."""
    found, digits, start = None, "", groups[first][0]
    for group_start, end in groups[first : first + max(_CARD_LENGTHS)]:
        digits += text[group_start:end]
        if len(digits) > max(_CARD_LENGTHS):
            break
        behind = _CHECK_X.match(text, end) if len(digits) == 17 else None
        if (behind and is_resident_id(digits + "X")) or (len(digits) == 18 and is_resident_id(digits)):
            return Private(PrivateKind.ID_NUMBER, start, behind.end() if behind else end)
        luhn = len(digits) in _CARD_LENGTHS and digits[0] in _FIRST_CARD_DIGITS and is_luhn(digits)
        if luhn or (named and len(digits) in _NAMED_CARD_LENGTHS):
            found = Private(PrivateKind.CARD, start, end, f"…{digits[-4:]}")
    return found


def _documents(text: str) -> Iterator[Private]:
    """Identity documents of other places, by checksum, shape or name."""
    for match in _HONG_KONG.finditer(text):
        named = match["open"] or _ID_WORD.search(text, max(0, match.start() - 40), match.start())
        if named and is_hong_kong_id(match["letters"], match["digits"], match["check"]):
            yield Private(PrivateKind.ID_NUMBER, *match.span())
    for pattern, is_right in ((_TAIWAN, is_taiwan_id), (_SINGAPORE, is_singapore_id)):
        for match in pattern.finditer(text):
            if is_right(match[0]):
                yield Private(PrivateKind.ID_NUMBER, *match.span())
    for pattern in (_KOREA, _UNITED_STATES):
        yield from (Private(PrivateKind.ID_NUMBER, *match.span()) for match in pattern.finditer(text))
    yield from (Private(PrivateKind.ID_NUMBER, *match.span("value")) for match in _NAMED_ID.finditer(text))


def _passwords(text: str) -> Iterator[Private]:
    for match in _PASSWORD.finditer(text):
        group = next(name for name in ("stated", "said", "glued") if match[name])
        value = match[group].rstrip(".,;:)\"'")
        if value:
            start = match.start(group)
            yield Private(PrivateKind.PASSWORD, start, start + len(value))
    yield from (Private(PrivateKind.PASSWORD, *match.span("value")) for match in _PASSWORD_BEFORE.finditer(text))


def _codes(text: str) -> Iterator[Private]:
    """Codes of 4 to 8 digits (of a card, 3) behind or before a word for them, or a message that is six digits."""
    if _BARE_CODE.fullmatch(text):
        yield Private(PrivateKind.CODE, 0, len(text))
        return
    for word in _CODE_WORD.finditer(text):
        card = word[0].lower().startswith("cv") or word[0] in ("安全码", "后三码")
        for match in _CODE.finditer(text, word.end(), word.end() + _AFTER_CODE_WORD + _LONGEST_CODE):
            if match.start() - word.end() > _AFTER_CODE_WORD:
                break
            if card or sum(map(str.isdigit, match[0])) > 3:
                yield Private(PrivateKind.CODE, *match.span())
    for match in _CODE.finditer(text):
        if len(match[0]) > 3 and _CODE_BEHIND.match(text, match.end(), match.end() + 60):
            yield Private(PrivateKind.CODE, *match.span())


def _emails(text: str) -> Iterator[Private]:
    if "@" in text or "%40" in text:
        for match in _EMAIL.finditer(text):
            # Before a host, what looks like a local part is what a link shows to deceive.
            if not _SCHEME_BEFORE.search(text, max(0, match.start() - 90), match.start()):
                yield Private(PrivateKind.EMAIL, *match.span("local"), f"{match['local'][0]}***")


def _phones(text: str, digits: str) -> Iterator[Private]:
    for _, _, start, end, _ in find_phones(text):
        yield Private(PrivateKind.PHONE, start, end, _shortened(digits[start:end]))
    for match in _PHONE.finditer(digits):
        yield Private(PrivateKind.PHONE, *match.span(), _shortened(match[0]))


def _shortened(number: str) -> str:
    """A number with its first three and last two digits; only one and one of a short one."""
    places = [i for i, char in enumerate(number) if char.isdigit()]
    first, last = (3, 2) if len(places) >= 8 else (1, 1)
    hidden = set(places[first : len(places) - last])
    return "".join("*" if i in hidden else char for i, char in enumerate(number))
