"""Amounts of money with their currency."""

import re
from collections.abc import Iterator

from scamguard.text.links import Found
from scamguard.types import EntityKind

_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,8})?|\d{1,12}(?:\.\d{1,8})?"
_SCALE = r"(?:万|千|百|亿|k|w|m)?"
_SIGNS = {"$": "USD", "¥": "CNY", "€": "EUR", "£": "GBP", "hk$": "HKD", "nt$": "TWD", "us$": "USD"}
_UNITS = {
    "usdt": "USDT",
    "usdc": "USDC",
    "u": "USDT",
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
_UNIT_WORDS = "|".join(sorted((re.escape(unit) for unit in _UNITS), key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<unit>hk\$|nt\$|us\$|[$¥€£])\s?(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})(?![\d])", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<![\d.A-Za-z])(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})\s?(?:枚|个)?\s?(?P<unit>{_UNIT_WORDS})(?![A-Za-z])", re.IGNORECASE
)


def find_amounts(plain: str) -> Iterator[Found]:
    """Amounts; the value is "number scale currency" ("5 万 CNY"), details the currency (ISO 4217 or a coin's ticker)."""
    for pattern, currencies in ((_BEFORE, _SIGNS), (_AFTER, _UNITS)):
        for match in pattern.finditer(plain):
            currency = currencies[match["unit"].lower()]
            value = " ".join(part for part in (match["number"].replace(",", ""), match["scale"], currency) if part)
            yield EntityKind.AMOUNT, value, match.start(), match.end(), {"currency": currency}
