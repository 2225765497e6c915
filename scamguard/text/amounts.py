"""Amounts of money with their currency."""

import re
from collections.abc import Iterator

from scamguard.text.lazy import LazyPattern, matches_around, matches_from
from scamguard.text.links import Found
from scamguard.text.readings import caseless
from scamguard.text.traits import AMOUNTS_IN_HAN, DIGIT, NUMERAL
from scamguard.types import EntityKind

_NUMBER = r"\d{1,6}万\d{1,4}|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,8})?|\d{1,12}(?:\.\d{1,8})?"
_HAN_NUMBER = rf"(?<![{AMOUNTS_IN_HAN}])(?!一块)[{AMOUNTS_IN_HAN}]{{1,10}}+"
_SCALE = r"(?:thousand|million|billion|[万千百亿]|[kwm](?![a-tv-z]|u[a-z]))?"
_SIGNS = {"$": "USD", "¥": "CNY", "€": "EUR", "£": "GBP", "hk$": "HKD", "nt$": "TWD", "us$": "USD", "s$": "SGD"}
UNITS = {
    "usdt": "USDT",
    "usdc": "USDC",
    "u": "USDT",
    "刀": "USD",
    "bucks": "USD",
    "日元": "JPY",
    "円": "JPY",
    "jpy": "JPY",
    "新币": "SGD",
    "twd": "TWD",
    "btc": "BTC",
    "比特币": "BTC",
    "eth": "ETH",
    "trx": "TRX",
    "bnb": "BNB",
    "sol": "SOL",
    "okb": "OKB",
    "元": "CNY",
    "块": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "人民币": "CNY",
    "美元": "USD",
    "美金": "USD",
    "usd": "USD",
    "dollars": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "hkd": "HKD",
    "蚊": "HKD",
    "台币": "TWD",
    "euros": "EUR",
    "eur": "EUR",
}
"""Units of amounts, in lower case, and their currencies."""
_CURRENCIES = _SIGNS | UNITS
_UNIT_BEGINS = "|".join(sorted({unit[:2] for unit in UNITS}))
_UNIT_WORDS = "|".join(sorted((re.escape(unit) for unit in UNITS if unit != "u"), key=len, reverse=True))
_UNIT = rf"(?:(?P<unit>{_UNIT_WORDS})(?![A-Za-z]|(?<=元)[旦素件月宵]))"
_SIGN_BEFORE = LazyPattern(
    rf"(?P<unit>hk\$|nt\$|us\$|s\$|[$¥€£])\s?(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})(?![\d])", re.IGNORECASE
)
_UNIT_AFTER = LazyPattern(
    rf"(?<![\d.A-Za-z])(?P<number>{_NUMBER}|{_HAN_NUMBER})\s?(?P<scale>{_SCALE})\s?(?:枚|个)?\s?{_UNIT}", re.IGNORECASE
)
# "5000u", "5万 U": a lone letter, so close to its number that "4 u" stays a pun.
_U_AFTER = LazyPattern(
    rf"(?<![\d.A-Za-z])(?P<number>{_NUMBER}|{_HAN_NUMBER})(?P<scale>{_SCALE})(?:(?:枚|个)?(?P<unit>(?i:u))|\sU)(?![A-Za-z])",
)
_UNIT_BEFORE = LazyPattern(
    r"(?<![A-Za-z])(?P<unit>人民币|rmb|cny|usdt|usdc|usd|hkd|港币|美元|美金)\s?[::]?\s?"
    rf"(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})(?![\d%])",
    re.IGNORECASE,
)

_NUMBER_BEGINS = LazyPattern(rf"[\d{AMOUNTS_IN_HAN}]")
# What amounts have: a sign or a unit before a number; a number and the beginning of a unit. Patterns that begin with a
# set of characters pass over the others fast.
_BEFORE_SHAPE = LazyPattern(
    r"[$¥€£币元金bBcCdDtTyY](?=[\s:：\d])(?:(?<=[$¥€£币元金])|(?i:(?<=rmb|cny|sdt|sdc|usd|hkd)))\s?[::]?\s?\d"
)
_BEHIND = "".join(sorted({char for unit in ("万千百亿枚个kwmtb\u017f\u212a", *UNITS) for char in unit + unit.upper()}))
_AFTER_SHAPE = LazyPattern(rf"[\d{AMOUNTS_IN_HAN}](?=[\s{_BEHIND}])(?i:\s?{_SCALE}\s?(?:枚|个)?\s?(?:{_UNIT_BEGINS}))")
_UNIT_BACKWARDS = LazyPattern(r"[A-Za-z\u017f\u212a人民港美]{0,3}")
"""What a sign or unit may have before the character with which that shape begins."""
_LONGEST_NUMBER = 28


def find_amounts(plain: str, traits: int) -> Iterator[Found]:
    """Amounts; the value is "number scale currency" ("5 万 CNY"), details the currency (ISO 4217 or a ticker).

    `traits` are those of the text (`scamguard.text.traits`).
    """
    for match in _matches(plain, traits):
        currency = _CURRENCIES[caseless(match["unit"] or "u")]
        value = " ".join(part for part in (match["number"].replace(",", ""), match["scale"], currency) if part)
        yield EntityKind.AMOUNT, value, match.start(), match.end(), {"currency": currency}


def _matches(plain: str, traits: int) -> Iterator[re.Match[str]]:
    """What the patterns find, one after the other."""
    has_before = bool(traits & DIGIT) and _BEFORE_SHAPE.search(plain) is not None
    after = _AFTER_SHAPE.search(plain) if traits & (DIGIT | NUMERAL) else None
    if has_before:
        yield from matches_around(_BEFORE_SHAPE, _UNIT_BACKWARDS, _SIGN_BEFORE, plain)
    if after:
        # Looked for from the first place on that has its shape.
        at = max(0, after.start() - _LONGEST_NUMBER)
        yield from matches_from(_NUMBER_BEGINS, _UNIT_AFTER, plain, at)
        if "u" in plain or "U" in plain:
            yield from matches_from(_NUMBER_BEGINS, _U_AFTER, plain, at)
    if has_before:
        yield from matches_around(_BEFORE_SHAPE, _UNIT_BACKWARDS, _UNIT_BEFORE, plain)
