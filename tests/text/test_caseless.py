"""Letters that patterns take for i, s and k, though their lower case is another."""

import pytest

from scamguard import Checker
from scamguard.text.prepare import prepare
from scamguard.text.readings import caseless
from scamguard.types import EntityKind

CHECKER = Checker()
ODD = ({"i": "ı", "s": "ſ", "k": "\u212a"}, {"i": "İ", "I": "ı", "S": "ſ", "K": "\u212a"})


def oddly(text: str, odd: dict[str, str]) -> str:
    return "".join(odd.get(char, char) for char in text)


def test_they_are_read_as_patterns_read_them() -> None:
    assert caseless("Sıx ſİX \u212aiss") == "six six kiss"


def test_digits_in_words_may_have_them() -> None:
    assert "5656767" in prepare("call fıve sıx fıve six seven sİx seven").plain


def test_units_and_platforms_may_have_them() -> None:
    (amount,) = prepare("send 100 uſdt").entities
    assert (amount.kind, amount.value) == (EntityKind.AMOUNT, "100 USDT")
    assert any(e.kind is EntityKind.HANDLE for e in prepare("dıscord: anna_0099").entities)


@pytest.mark.parametrize("odd", ODD)
def test_no_example_of_a_rule_can_be_made_to_fail_with_them(odd: dict[str, str]) -> None:
    for rule in CHECKER.rulebook.rules:
        for text in (*rule.match, *rule.passes):
            assert CHECKER.check(oddly(text, odd)).lang
