"""Checksums of wallet addresses and keys: base58check, bech32 and bech32m (BIP-173, BIP-350), EIP-55, BIP-39."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from scamguard.resources import table_rows

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32M_CONSTANT = 0x2BC830A3
_KECCAK_ROTATIONS = (0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14)
_MASK = (1 << 64) - 1


def base58check(text: str) -> bytes | None:
    """The payload (version byte first) of a base58check string, or None if a character or the checksum is wrong."""
    number = 0
    for char in text:
        digit = _BASE58.find(char)
        if digit < 0:
            return None
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    data = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, checksum = data[:-4], data[-4:]
    if len(data) < 5 or hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] != checksum:
        return None
    return payload


def is_bech32(text: str) -> bool:
    """Whether a Bitcoin address ("bc1...", all one case) has a right checksum.

    Witness version 0 ends in a bech32 checksum (BIP-173), later versions in a bech32m one (BIP-350).
    """
    if text not in (text.lower(), text.upper()):
        return False
    prefix, _, data = text.lower().rpartition("1")
    if not prefix or len(data) < 8 or any(char not in _BECH32 for char in data):
        return False
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + [_BECH32.index(c) for c in data]
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate(_BECH32_GENERATOR):
            check ^= generator if top >> i & 1 else 0
    return check == (1 if data[0] == _BECH32[0] else _BECH32M_CONSTANT)


def _round_constants() -> list[int]:
    """The 24 constants of Keccak-f[1600] from its linear feedback shift register (FIPS 202, section 3.2.5)."""
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << ((1 << j) - 1)
            register = (register << 1) ^ ((register >> 7) * 0x171)
        constants.append(constant)
    return constants


_ROUND_CONSTANTS = tuple(_round_constants())
# For lane i after the second step: where its moved lane comes from, and by how many bits it is rotated.
_MOVES = tuple(
    (source, _KECCAK_ROTATIONS[source], 64 - _KECCAK_ROTATIONS[source])
    for target in range(25)
    for source in range(25)
    if target == source // 5 + 5 * ((2 * (source % 5) + 3 * (source // 5)) % 5)
)
_NEIGHBOURS = tuple(((i + 1) % 5 + i // 5 * 5, (i + 2) % 5 + i // 5 * 5) for i in range(25))


def _keccak_f(lanes: list[int]) -> list[int]:
    """One permutation of 25 lanes, lanes[x + 5 * y]."""
    for constant in _ROUND_CONSTANTS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        mix = [columns[x - 1] ^ (columns[x - 4] << 1 & _MASK | columns[x - 4] >> 63) for x in range(5)] * 5
        lanes = [lane ^ mixed for lane, mixed in zip(lanes, mix, strict=True)]
        moved = [(lanes[source] << left | lanes[source] >> right) & _MASK for source, left, right in _MOVES]
        lanes = [lane ^ (~moved[one] & moved[two]) for lane, (one, two) in zip(moved, _NEIGHBOURS, strict=True)]
        lanes[0] ^= constant
    return lanes


def keccak256(data: bytes) -> bytes:
    """Keccak-256 as Ethereum uses it (padding 0x01, not the 0x06 of SHA-3)."""
    rate = 136
    padded = bytearray(data + b"\x01" + b"\0" * (rate - 1 - len(data) % rate))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), rate):
        for i in range(rate // 8):
            lanes[i] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        lanes = _keccak_f(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def is_ethereum_address(text: str) -> bool:
    """Whether "0x" + 40 hexadecimal digits is an address: all one case, or the mixed case of EIP-55."""
    digits = text[2:]
    if len(digits) != 40:
        return False
    if digits in (digits.lower(), digits.upper()):
        return True
    digest = keccak256(digits.lower().encode()).hex()
    return all(c == (c.upper() if int(h, 16) > 7 else c.lower()) for c, h in zip(digits, digest, strict=False))


@lru_cache(maxsize=2)
def mnemonic_words(language: str) -> dict[str, int]:
    """The words of the BIP-39 list ("en" or "zh") with their numbers."""
    return {word: i for i, word in enumerate(table_rows(f"bip39_{language}.txt"))}


def is_mnemonic(words: Sequence[str], language: str) -> bool:
    """Whether 12, 15, 18, 21 or 24 words of the BIP-39 list ("en" or "zh") end in the right checksum."""
    numbers = mnemonic_words(language)
    bits = "".join(f"{numbers[word]:011b}" for word in words)
    checksum = len(words) // 3
    entropy = int(bits[:-checksum], 2).to_bytes(len(words) * 4 // 3, "big")
    return bits[-checksum:] == f"{hashlib.sha256(entropy).digest()[0]:08b}"[:checksum]
