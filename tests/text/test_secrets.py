"""Wallet addresses, and the keys and phrases that nobody should send."""

import pytest

from scamguard.resources import table_rows
from scamguard.text.prepare import prepare
from scamguard.types import EntityKind

# Published test vectors; nobody's wallets.
HEX = "e9873d79c6d87dc0fb6a5778633389f4453213303da61f20bd67fc233aa33262"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def found(raw: str, kind: EntityKind = EntityKind.SECRET) -> list[tuple[str, dict[str, str]]]:
    return [(entity.value, dict(entity.details)) for entity in prepare(raw).entities if entity.kind is kind]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bitcoin"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin"),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bitcoin"),
        ("BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "bitcoin"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ethereum"),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "tron"),
    ],
)
def test_addresses_by_their_checksums(address: str, network: str) -> None:
    assert found(f"请转到{address}谢谢", EntityKind.WALLET_ADDRESS) == [(address, {"network": network})]
    last = "b" if address[-1] != "b" else "c"
    if network != "ethereum":
        assert found(address[:-1] + last, EntityKind.WALLET_ADDRESS) == []


def test_an_ethereum_address_with_a_wrong_case_is_none() -> None:
    assert found("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", EntityKind.WALLET_ADDRESS) == []


@pytest.mark.parametrize(
    "key",
    [
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
        "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
    ],
)
def test_keys_in_wallet_import_format(key: str) -> None:
    assert found(f"my key:{key}") == [(key, {"form": "private_key"})]
    assert found(key[:-1] + "z") == []


@pytest.mark.parametrize(
    "raw",
    [
        f"私钥 {HEX}", f"我的私鑰是：\n{HEX}", f"private key: {HEX}", f"PRIVATE_KEY={HEX}", f"the key is {HEX.upper()}",
        f"密匙:{HEX}", f"pk: {HEX}", f"哈希不是私钥，私钥是 {HEX}", f"{HEX} 这是我的私钥", f"{HEX} is my private key",
    ],
)  # fmt: skip
def test_64_digits_named_as_a_key_are_one(raw: str) -> None:
    assert [(value.lower(), details) for value, details in found(raw)] == [(HEX, {"form": "private_key"})]


@pytest.mark.parametrize(
    "raw",
    [
        HEX, f"txid {HEX}", f"TXID: 0x{HEX}", f"sha256 {HEX}", f"public key {HEX}", f"交易哈希 {HEX}",
        f"我没有发过私钥，交易哈希是 {HEX}", f"私钥 {HEX}ab", f"the monkey {HEX}",
    ],
)  # fmt: skip
def test_64_digits_of_another_kind_are_no_key(raw: str) -> None:
    assert found(raw) == []


@pytest.mark.parametrize(
    "raw",
    [
        PHRASE, PHRASE.upper(), PHRASE.replace(" ", ","), PHRASE.replace(" ", "\n"), PHRASE.replace(" ", " - "),
        " ".join(f"{i}. {word}" for i, word in enumerate(PHRASE.split(), 1)),
        " ".join(f"{i}.{word}" for i, word in enumerate(PHRASE.split(), 1)),
        f"我的助记词是{PHRASE}，收好", f"my seed word: {PHRASE} please keep",
        f"Here we send along some other longer words which come before the phrase itself, then it follows, {PHRASE}",
    ],
)  # fmt: skip
def test_an_english_phrase_is_found_however_it_is_set(raw: str) -> None:
    assert found(raw) == [(PHRASE, {"form": "seed_phrase", "checksum": "right"})]


@pytest.mark.parametrize("length", [12, 15, 18, 21, 24])
def test_runs_of_every_length_count_even_with_a_wrong_checksum(length: int) -> None:
    english, chinese = table_rows("bip39_en.txt")[:length], table_rows("bip39_zh.txt")[:length]
    [(value, details)] = found("words " + " ".join(english))
    assert (value, details["form"]) == (" ".join(english), "seed_phrase")
    [(value, details)] = found("助记词：" + " ".join(chinese))
    assert (value, details["form"]) == (" ".join(chinese), "seed_phrase")


@pytest.mark.parametrize(
    "raw",
    [
        "this message will clear your account balance once you submit your code today",
        " ".join(table_rows("bip39_en.txt")[:11]),
        " ".join(table_rows("bip39_en.txt")[:40]),
        "请 把 您 的 助 记 词 发 给 我 们 核 对 一 下 谢 谢",
        "请 把 助 记 词 发 给 我 核 对 下",
    ],
)
def test_prose_and_word_lists_are_no_phrase(raw: str) -> None:
    assert found(raw) == []


def test_an_address_in_a_link_is_part_of_the_link() -> None:
    raw = "https://tronscan.example/address/TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
    assert [(entity.kind, entity.value) for entity in prepare(raw).entities] == [(EntityKind.LINK, raw)]
