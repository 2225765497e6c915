"""Checksums of bank cards and identity documents, so that an order number is not taken for a card.

Sources: Luhn, ISO/IEC 7812-1 Annex B; resident identity card of mainland China, GB 11643-1999 with ISO 7064 MOD 11-2;
Hong Kong identity card, check digit as published with the HKSAR Immigration Department's format; national identity card
and resident certificate of Taiwan, Ministry of the Interior's rule of letters; Singapore NRIC and FIN.
"""

from datetime import date

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = "10X98765432"
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their values from 10; I and O came late and have the last two."""
_TAIWAN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 1, 1)
_SINGAPORE_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_SINGAPORE_CHECKS = {"S": "JZIHGFEDCBA", "T": "GFEDCBAJZIH", "F": "XWUTRQPNMLK", "G": "RQPNMLKXWUT"}


def is_luhn(digits: str) -> bool:
    """Whether digits end in the check digit of Luhn's formula, which cards of all networks have."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_resident_id(number: str) -> bool:
    """Whether 18 characters are a resident identity number of mainland China: date of birth and check character."""
    if not _is_date(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _RESIDENT_WEIGHTS, strict=True))
    return _RESIDENT_CHECKS[total % 11] == number[17].upper()


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1850 <= year <= 2100


def is_hong_kong_id(letters: str, digits: str, check: str) -> bool:
    """Whether one or two letters, six digits and a check (0-9 or A) make a Hong Kong identity card number."""
    values = [36, *(ord(letter) - 55 for letter in letters.upper())][-2:]
    values += [int(digit) for digit in digits] + [10 if check.upper() == "A" else int(check)]
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def is_taiwan_id(number: str) -> bool:
    """Whether a letter and nine digits are a number of Taiwan's identity card or resident certificate."""
    tens, ones = divmod(_TAIWAN_LETTERS.index(number[0].upper()) + 10, 10)
    total = tens + 9 * ones
    return (total + sum(int(d) * w for d, w in zip(number[1:], _TAIWAN_WEIGHTS, strict=True))) % 10 == 0


def is_singapore_id(number: str) -> bool:
    """Whether a letter (S, T, F or G), seven digits and a check letter are a Singapore NRIC or FIN."""
    number = number.upper()
    total = sum(int(digit) * weight for digit, weight in zip(number[1:8], _SINGAPORE_WEIGHTS, strict=True))
    return _SINGAPORE_CHECKS[number[0]][total % 11] == number[8]
