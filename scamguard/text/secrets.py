"""Wallet addresses, leaked keys and leaked seed phrases."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scamguard.text.checksums import base58check, is_bech32, is_ethereum_address, is_mnemonic, mnemonic_words
from scamguard.text.lazy import LazyPattern
from scamguard.text.links import Found
from scamguard.types import EntityKind

_LONG_RUN = LazyPattern(r"[0-9A-Za-z\u017f\u212a][0-9A-Za-z\u017f\u212a]{13}")
"""The shortest of the next four; in two of them \u017f is an s and \u212a a k (re.IGNORECASE)."""
_BASE58_RUN = LazyPattern(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{26,52}(?![0-9A-Za-z])")
_BECH32_RUN = LazyPattern(r"(?<![0-9A-Za-z])bc1[02-9ac-hj-np-z]{11,87}(?![0-9A-Za-z])", re.IGNORECASE)
_HEX_ADDRESS = LazyPattern(r"(?<![0-9A-Za-z])0x[0-9A-Fa-f]{40}(?![0-9A-Za-z])")
HEX_KEY = LazyPattern(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{64}(?![0-9A-Za-z])")
_KEY_WORD = LazyPattern(
    r"私钥|密钥|密匙|秘钥|钥匙|private.?key|secret.?key"
    r"|(?<![0-9A-Za-z])(?:pvt ?key|priv(?:key)?|pk|key)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
# Nearer to the digits than the word for a key, these say that they are something else.
_HASH_WORD = LazyPattern(
    r"哈希|杂凑|公钥|交易|区块|校验|指纹|public.?key|hash|tx.?id|(?<![a-z])tx(?![a-z])|sha.?\d|block|checksum|digest|fingerprint",
    re.IGNORECASE,
)
_KEY_BEHIND = LazyPattern(
    r"[\s,)]{0,3}(?:(?:这|就|这就)?是|is|=|为|[-—(])?\s?(?:我的|您的|你的|my|your|the|a)?\s?(?:私钥|private.?key)",
    re.IGNORECASE,
)
_WORD_OF = {"en": LazyPattern(r"[A-Za-z]+"), "zh": LazyPattern(r"[\u4e00-\u9fff]")}
_GAPS = LazyPattern(r"[^A-Za-z\u4e00-\u9fff]+")
"""What stands between the words of a phrase, and more."""
INNER = b"\1" * 10
"""For each word of the shortest phrase but the first and the last, to which other text may be glued."""
_BETWEEN = LazyPattern(r"(?:[^A-Za-z\u4e00-\u9fff:]|(?<=\d):){1,8}")
_PHRASE_WORD = LazyPattern(r"助记词|助忆词|词组|mnemonic|seed|recovery phrase", re.IGNORECASE)
# In a message with a blank after each character some of these occur; in 12 words of a random phrase hardly ever two.
_PROSE = frozenset("我你您他她请把给发吗吧让被")
_LONGEST_LEAD = 3
"""Listed words that may stand around a phrase with a right checksum ("my seed word: abandon ...")."""
PHRASE_LENGTHS = (24, 21, 18, 15, 12)
SHORTEST_WORD, LONGEST_WORD = 3, 8
"""Letters of the words of the English list (BIP-39)."""
_SHORTEST_PHRASE = 23
"""Characters of the shortest phrase: twelve Chinese ones, with something between them."""
_BASE58_VERSIONS = {0x00: "bitcoin", 0x05: "bitcoin", 0x41: "tron"}


def find_secrets(plain: str) -> Iterator[Found]:
    """Addresses (details: network) and private keys (details: form).

    64 hexadecimal digits are a transaction's hash as often as a key: they count as a key only where words say so.
    """
    if not _LONG_RUN.search(plain):
        return
    for match in _BASE58_RUN.finditer(plain):
        payload = base58check(match[0])
        if payload is None:
            continue
        if payload[0] == 0x80 and (len(payload) == 33 or (len(payload) == 34 and payload[-1] == 1)):
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
    for match in HEX_KEY.finditer(plain):
        if _is_named_key(plain, match.start(), match.end()):
            yield EntityKind.SECRET, match[0], match.start(), match.end(), {"form": "private_key"}


def _is_named_key(plain: str, start: int, end: int) -> bool:
    """Whether words call plain[start:end] a private key: the last one for a key or a hash before it, or one behind."""
    before = plain[max(0, start - 40) : start]
    keys = [match.end() for match in _KEY_WORD.finditer(before)]
    hashes = [match.end() for match in _HASH_WORD.finditer(before)]
    if keys or hashes:
        return max(keys, default=-1) > max(hashes, default=-1)
    return _KEY_BEHIND.match(plain, end, end + 40) is not None


class _Listed(NamedTuple):
    """A word of the list at plain[start:end]."""

    word: str
    start: int
    end: int


def find_seed_phrases(plain: str, words: list[str] | None = None) -> Iterator[Found]:
    """Seed phrases: 12, 15, 18, 21 or 24 words of one BIP-39 list in a row, numbered or not.

    A run of just that length counts whatever its checksum; a longer one only around a phrase with a right checksum.
    `words` are those in letters of ASCII, if they are known already.
    """
    if len(plain) < _SHORTEST_PHRASE:
        return
    for language in _languages(plain, _WORD_OF["en"].findall(plain) if words is None else words):
        for run in _runs(plain, language):
            if len(run) >= min(PHRASE_LENGTHS):
                yield from _phrase(plain, run, language)


def _languages(plain: str, words: list[str]) -> Iterator[str]:
    """The languages in which a phrase is possible: enough words of the right length in a row."""
    if _has_inner(words, SHORTEST_WORD, LONGEST_WORD):
        yield "en"
    if not plain.isascii() and _has_inner(_GAPS.split(plain), 1, 1):
        yield "zh"


def _has_inner(words: list[str], shortest: int, longest: int) -> bool:
    """Whether so many of the words as a phrase has inside have the right lengths, in a row."""
    if len(words) < min(PHRASE_LENGTHS):
        return False
    return INNER in bytes([shortest <= size <= longest for size in map(len, words)])


def _runs(plain: str, language: str) -> Iterator[list[_Listed]]:
    """Words of the list with nothing but short marks, blanks and numbers between them."""
    known = mnemonic_words(language)
    run: list[_Listed] = []
    for match in _WORD_OF[language].finditer(plain):
        word = match[0].lower()
        if run and _BETWEEN.fullmatch(plain, run[-1].end, match.start()) is None:
            yield run
            run = []
        if word in known:
            run.append(_Listed(word, match.start(), match.end()))
        elif run:
            yield run
            run = []
    yield run


def _phrase(plain: str, run: list[_Listed], language: str) -> Iterator[Found]:
    """The phrase in a run of listed words, if there is one."""
    for length in PHRASE_LENGTHS:
        surplus = len(run) - length
        if not 0 <= surplus <= _LONGEST_LEAD:
            continue
        for first in range(surplus + 1):
            piece = run[first : first + length]
            words = [listed.word for listed in piece]
            right = is_mnemonic(words, language)
            if (right or surplus == 0) and not (language == "zh" and _is_prose(plain, piece)):
                details = {"form": "seed_phrase", "checksum": "right" if right else "wrong"}
                yield EntityKind.SECRET, " ".join(words), piece[0].start, piece[-1].end, details
                return


def _is_prose(plain: str, piece: list[_Listed]) -> bool:
    """Whether Chinese words in a row are a message with blanks put between its characters."""
    if _PHRASE_WORD.search(plain, max(0, piece[0].start - 24), piece[0].start):
        return False
    return len({listed.word for listed in piece} & _PROSE) >= 2
