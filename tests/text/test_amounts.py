"""Amounts of money."""

import pytest

from scamguard.text.prepare import prepare
from scamguard.types import EntityKind


def amounts(raw: str) -> list[str]:
    return [entity.value for entity in prepare(raw).entities if entity.kind is EntityKind.AMOUNT]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0.5 BTC", "0.5 BTC"), ("5000U", "5000 USDT"),
        ("5000 U", "5000 USDT"), ("三十个u", "三十 USDT"), ("5万U", "5 万 USDT"),
        ("5万元", "5 万 CNY"), ("2万5千元", "2万5 千 CNY"),
        ("五万元", "五万 CNY"), ("五百块", "五百 CNY"), ("￥5,000.00", "5000.00 CNY"),
        ("人民币5000", "5000 CNY"), ("RMB 5000", "5000 CNY"),
        ("USDT：5000", "5000 USDT"), ("$1,234.50", "1234.50 USD"),
        ("$5 million", "5 million USD"), ("US$100", "100 USD"),
        ("HK$ 500", "500 HKD"), ("NT$300", "300 TWD"), ("500刀", "500 USD"),
        ("100 dollars", "100 USD"), ("€20", "20 EUR"), ("£10.50", "10.50 GBP"), ("100,000円", "100000 JPY"),
        ("5000 USDT 3000 RMB", "5000 USDT"),
    ],
)  # fmt: skip
def test_amounts_with_their_currency(raw: str, value: str) -> None:
    assert amounts(raw)[0] == value


@pytest.mark.parametrize(
    "raw", ["4 u", "1,00", "5亿", "一块去", "5元素", "3元旦", "12:30", "BTC 2024", "100%", "abc5000 usdta", "2024年"]
)
def test_numbers_without_a_currency_are_no_amounts(raw: str) -> None:
    assert amounts(raw) == []


def test_an_amount_says_where_and_in_which_currency() -> None:
    raw = "请支付５０００元保证金"
    [entity] = prepare(raw).entities
    assert (raw[entity.span.start : entity.span.end], entity.details) == ("５０００元", {"currency": "CNY"})
