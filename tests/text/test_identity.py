"""Checksums of cards and documents: numbers from the standards and public examples, and each with a digit changed."""

import pytest

from scamguard.text.identity import is_hong_kong_id, is_luhn, is_resident_id, is_singapore_id, is_taiwan_id

# Test numbers that the card networks publish.
CARDS = ["4111111111111111", "5555555555554444", "378282246310005", "6200000000000005", "3530111333300000"]


@pytest.mark.parametrize("number", CARDS)
def test_cards_end_in_luhns_check_digit(number: str) -> None:
    assert is_luhn(number)
    assert not is_luhn(number[:-1] + str((int(number[-1]) + 1) % 10))


# The example of GB 11643-1999 and one with a digit at the end.
@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("440524188001010014", True),
        ("110105194912310021", False),
        ("11010519491331002X", False),
    ],
)
def test_resident_identity_numbers(number: str, right: bool) -> None:
    assert is_resident_id(number) is right


@pytest.mark.parametrize(
    ("letters", "digits", "check", "right"),
    [("A", "123456", "3", True), ("AB", "987654", "3", True), ("A", "123456", "4", False), ("C", "123456", "A", False)],
)
def test_hong_kong_identity_cards(letters: str, digits: str, check: str, right: bool) -> None:
    assert is_hong_kong_id(letters, digits, check) is right


def test_taiwan_and_singapore() -> None:
    assert is_taiwan_id("A123456789")
    assert not is_taiwan_id("A123456788")
    assert is_singapore_id("S1234567D")
    assert is_singapore_id("t1234567j")
    assert not is_singapore_id("S1234567A")
