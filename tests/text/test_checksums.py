"""Checksums, by the standards' own test vectors."""

import pytest

from scamguard.text.checksums import base58check, is_bech32, is_ethereum_address, is_mnemonic, keccak256


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (b"testing", "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02"),
    ],
)
def test_keccak256(data: bytes, digest: str) -> None:
    assert keccak256(data).hex() == digest


def test_keccak256_of_more_than_one_block_differs_in_each_byte() -> None:
    digests = {keccak256(b"a" * length) for length in (135, 136, 137, 272, 273)}
    assert len(digests) == 5


def test_base58check_gives_the_payload_or_nothing() -> None:
    payload = base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    assert payload is not None
    assert payload.hex() == "0062e907b15cbf27d5425399ebf6f0fb50ebb88f18"
    assert base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb") is None
    assert base58check("0OIl") is None
    assert base58check("1111") is None
    assert base58check("") is None


@pytest.mark.parametrize(
    "address",
    [
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "BC1SW50QGDZ25J",
    ],
)
def test_segwit_addresses_of_the_standards(address: str) -> None:
    assert is_bech32(address)


@pytest.mark.parametrize(
    "address",
    [
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
        "bc1",
        "1qqqqqqqq",
        "bc1bbbbbbbb",
    ],
)
def test_segwit_addresses_with_a_wrong_checksum_or_case(address: str) -> None:
    assert not is_bech32(address)


@pytest.mark.parametrize(
    "address",
    [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED",
    ],
)
def test_ethereum_addresses_of_eip_55(address: str) -> None:
    assert is_ethereum_address(address)


def test_ethereum_addresses_with_a_wrong_case_or_length() -> None:
    assert not is_ethereum_address("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    assert not is_ethereum_address("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae")


def test_mnemonics_of_bip_39() -> None:
    assert is_mnemonic(["abandon"] * 11 + ["about"], "en")
    assert is_mnemonic(["zoo"] * 11 + ["wrong"], "en")
    assert is_mnemonic(["zoo"] * 23 + ["vote"], "en")
    assert is_mnemonic(["abandon"] * 17 + ["agent"], "en")
    assert is_mnemonic(["的"] * 11 + ["在"], "zh")
    assert not is_mnemonic(["abandon"] * 12, "en")
    assert not is_mnemonic(["zoo"] * 24, "en")
