"""Wallet addresses, leaked keys and leaked seed phrases."""

import re
from collections.abc import Iterator

from scamguard.resources import table_set
from scamguard.text.checksums import base58check, is_bech32, is_ethereum_address, is_mnemonic
from scamguard.text.links import Found
from scamguard.types import EntityKind

_BASE58_RUN = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{26,52}(?![0-9A-Za-z])")
_BECH32_RUN = re.compile(r"(?<![0-9A-Za-z])bc1[02-9ac-hj-np-z]{11,87}(?![0-9A-Za-z])", re.IGNORECASE)
_HEX_ADDRESS = re.compile(r"(?<![0-9A-Za-z])0x[0-9A-Fa-f]{40}(?![0-9A-Za-z])")
_HEX_KEY = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{64}(?![0-9A-Za-z])")
_KEY_WORD = re.compile(r"(?:私钥|密钥|private.?key|secret.?key|\bpriv(?:key)?\b|\bpk\b)", re.IGNORECASE)
_LATIN_WORDS = re.compile(r"[A-Za-z]{3,8}(?:(?:\s|[,;.、)]|\d){1,6}[A-Za-z]{3,8}){11,40}")
_HAN_WORDS = re.compile(r"[\u4e00-\u9fff](?:[\s,;、]{1,2}[\u4e00-\u9fff]){11,40}(?![\u4e00-\u9fff])")
_PHRASE_LENGTHS = (24, 21, 18, 15, 12)
_BASE58_VERSIONS = {0x00: "bitcoin", 0x05: "bitcoin", 0x41: "tron"}


def find_secrets(plain: str) -> Iterator[Found]:
    """Addresses (details: network), private keys and seed phrases (details: form, checksum where it has one).

    64 hexadecimal digits are a transaction's hash as often as a key: they count as a key only where one is named before.
    """
    for match in _BASE58_RUN.finditer(plain):
        payload = base58check(match[0])
        if payload is None:
            continue
        if payload[0] == 0x80 and len(payload) in (33, 34):
            yield EntityKind.SECRET, match[0], match.start(), match.end(), {"form": "private_key"}
        elif len(payload) == 21 and payload[0] in _BASE58_VERSIONS:
            network = _BASE58_VERSIONS[payload[0]]
            yield EntityKind.WALLET_ADDRESS, match[0], match.start(), match.end(), {"network": network}
    for match in _BECH32_RUN.finditer(plain):
        if is_bech32(match[0]):
            yield EntityKind.WALLET_ADDRESS, match[0], match.start(), match.end(), {"network": "bitcoin"}
    for match in _HEX_ADDRESS.finditer(plain):
        if is_ethereum_address(match[0]):
            yield EntityKind.WALLET_ADDRESS, match[0], match.start(), match.end(), {"network": "ethereum"}
    for match in _HEX_KEY.finditer(plain):
        if _KEY_WORD.search(plain, max(0, match.start() - 40), match.start()):
            yield EntityKind.SECRET, match[0], match.start(), match.end(), {"form": "private_key"}
    yield from _seed_phrases(plain)


def _seed_phrases(plain: str) -> Iterator[Found]:
    """Runs of 12, 15, 18, 21 or 24 words of a BIP-39 list: with a right checksum anywhere, or a run of just that length."""
    for language, runs, word in (("en", _LATIN_WORDS, r"[A-Za-z]+"), ("zh", _HAN_WORDS, r"[\u4e00-\u9fff]")):
        known = table_set(f"bip39_{language}.txt") if runs.search(plain) else frozenset()
        for run in runs.finditer(plain):
            listed: list[tuple[int, int, str]] = []
            for match in re.finditer(word, run[0] + " |"):
                if match[0].lower() in known:
                    listed.append((run.start() + match.start(), run.start() + match.end(), match[0].lower()))
                else:
                    yield from _phrase(listed, language)
                    listed = []
            yield from _phrase(listed, language)


def _phrase(listed: list[tuple[int, int, str]], language: str) -> Iterator[Found]:
    words = [word for _, _, word in listed]
    for length in _PHRASE_LENGTHS:
        for first in range(len(words) - length + 1):
            piece = words[first : first + length]
            checked = is_mnemonic(piece, language)
            if checked or len(words) == length:
                details = {"form": "seed_phrase", "checksum": "right" if checked else "wrong"}
                yield EntityKind.SECRET, " ".join(piece), listed[first][0], listed[first + length - 1][1], details
                return
