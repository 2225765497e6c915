"""Seed phrases, private keys and API secrets, taken more widely than a leak is: to be masked, not to be judged."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scamguard.text.checksums import mnemonic_words
from scamguard.text.lazy import LazyPattern
from scamguard.text.secrets import HEX_KEY, PHRASE_LENGTHS, find_secrets, find_seed_phrases
from scamguard.types import EntityKind

_Piece = tuple[int, int]
_WORD = LazyPattern(r"[A-Za-z]+")
_PHRASE_NAME = LazyPattern(
    r"助记词|助忆词|恢复词|种子|mnemonic|seed|recovery|secret phrase|12 ?words?|24 ?words?", re.IGNORECASE
)
_LONGEST_GAP = 16
"""Characters that may stand between two words of a phrase ("第 2 个是", a line's number)."""
_NAMED_REACH = 80
"""Characters behind the name of a phrase in which a broken one may begin."""
_HAN_PHRASE = LazyPattern(
    r"(?:助记词|助忆词|恢复词|种子词?)[^\n:：]{0,8}[:：]\s?(?P<phrase>[\u4e00-\u9fff]{12,24})(?![\u4e00-\u9fff])"
)

_HEX_IN_GROUPS = LazyPattern(
    r"(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2,32}[\s-]{1,2}){1,31}[0-9A-Fa-f]{2,32}(?![0-9A-Za-z])"
)
_WIF = LazyPattern(r"(?<![0-9A-Za-z])(?:5[1-9A-HJ-NP-Za-km-z]{50}|[KL][1-9A-HJ-NP-Za-km-z]{51})(?![0-9A-Za-z])")
_BASE58_KEY = LazyPattern(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{86,88}(?![0-9A-Za-z])")
_EXTENDED_KEY = LazyPattern(r"(?<![0-9A-Za-z])[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{100,112}(?![0-9A-Za-z])", re.IGNORECASE)
_KEY_BYTES = LazyPattern(r"\[\s*(?:[0-9]{1,3}\s*,\s*){31,63}[0-9]{1,3}\s*\]")
_PEM = LazyPattern(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]{1,8000}(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?")
# Words that make 64 hexadecimal digits a transaction, block or file, which is evidence.
_HASH_BEFORE = LazyPattern(
    r"(?:哈希|杂凑|公钥|交易|区块|校验|指纹|public.?key|hash|tx.?id|(?<![a-z])tx|sha.?\d|block|checksum|fingerprint)"
    r"[^\n0-9]{0,20}$|://[^\s]{0,200}(?:tx|hash|block|transaction)[^\s]{0,20}$",
    re.IGNORECASE,
)
_KEY_BEFORE = LazyPattern(r"(?:私钥|密钥|密匙|秘钥|private.?key|secret.?key)[^\n]{0,24}$", re.IGNORECASE)

_API_WORD = LazyPattern(
    r"api[ _-]?(?:key|secret|token|密钥)?|secret(?:[ _-]?(?:access)?[ _-]?key)?|access[ _-]?(?:key|token)"
    r"|client[ _-]?secret|密钥|密匙|秘钥|token|bearer|credential",
    re.IGNORECASE,
)
_TOKEN = LazyPattern(r"(?<![0-9A-Za-z])(?=[A-Za-z_+/=-]{0,63}[0-9])[0-9A-Za-z][0-9A-Za-z_+/-]{15,200}={0,2}")
_TOKEN_REACH, _LONGEST_TOKEN = 30, 220
_KNOWN_TOKEN = LazyPattern(
    r"(?<![0-9A-Za-z])(?:AKIA[0-9A-Z]{16}|sk-[0-9A-Za-z_-]{20,}|gh[pousr]_[0-9A-Za-z]{20,}|xox[abps]-[0-9A-Za-z-]{10,}"
    r"|eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}|\d{8,10}:[0-9A-Za-z_-]{35})(?![0-9A-Za-z])"
)
_UUID_OR_HEX = LazyPattern(
    r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32})(?![0-9A-Za-z])"
)


def find_phrases(text: str) -> Iterator[_Piece]:
    """Seed phrases, also with up to a quarter of the words wrong, cut short where named, or glued in Chinese."""
    yield from ((start, end) for _, _, start, end, _ in find_seed_phrases(text))
    for match in _HAN_PHRASE.finditer(text):
        listed = mnemonic_words("zh")
        if len(match["phrase"]) in PHRASE_LENGTHS and all(char in listed for char in match["phrase"]):
            yield match.span("phrase")
    names = [match.end() for match in _PHRASE_NAME.finditer(text)]
    for run in _runs(text):
        yield from _dense(text, run, 12, 9, mnemonic_words("en"))
        if any(run[-1][0] - name >= 0 and run[0][0] - name <= _NAMED_REACH for name in names):
            yield from _dense(text, run, 6, 5, _words_and_beginnings())


@lru_cache(maxsize=1)
def _words_and_beginnings() -> frozenset[str]:
    """The English list with the first four letters of each word, which tell it from all others (BIP-39)."""
    words = mnemonic_words("en")
    return frozenset(words) | {word[:4] for word in words}


def _runs(text: str) -> Iterator[list[_Piece]]:
    """Words in Latin letters with little between them, six and more."""
    run: list[_Piece] = []
    for match in _WORD.finditer(text):
        if run and match.start() - run[-1][1] > _LONGEST_GAP:
            if len(run) >= 6:
                yield run
            run = []
        run.append(match.span())
    if len(run) >= 6:
        yield run


def _dense(
    text: str, run: list[_Piece], width: int, least: int, listed: frozenset[str] | dict[str, int]
) -> Iterator[_Piece]:
    """Where of `width` words in a row at least `least` are of the list: from the first listed to the last."""
    if len(run) < width:
        return
    flags = [text[start:end].lower() in listed for start, end in run]
    count = sum(flags[:width])
    for first in range(len(run) - width + 1):
        if count >= least:
            places = [i for i in range(first, first + width) if flags[i]]
            yield run[places[0]][0], run[places[-1]][1]
        if first + width < len(run):
            count += flags[first + width] - flags[first]


def find_keys(text: str) -> Iterator[tuple[int, int, bool]]:
    """Private keys, and whether it is sure: what has only the shape may be a transaction's hash."""
    for kind, _, start, end, _ in find_secrets(text):
        if kind is EntityKind.SECRET:
            yield start, end, True
    for pattern in (_WIF, _EXTENDED_KEY, _KEY_BYTES, _PEM):
        yield from ((*match.span(), True) for match in pattern.finditer(text))
    for pattern in (HEX_KEY, _BASE58_KEY, _HEX_IN_GROUPS):
        for match in pattern.finditer(text):
            digits = re.sub(r"[\s-]", "", match[0]).removeprefix("0x")
            if pattern is _HEX_IN_GROUPS and len(digits) != 64:
                continue
            before = max(0, match.start() - 240), match.start()
            named = _KEY_BEFORE.search(text, *before) is not None
            if named or not _HASH_BEFORE.search(text, *before):
                yield match.start(), match.end(), named


def find_api_secrets(text: str) -> Iterator[_Piece]:
    """API keys and their secrets: of known shape, or long tokens that are named or stand in a message about an API."""
    yield from (match.span() for match in _KNOWN_TOKEN.finditer(text))
    for word in _API_WORD.finditer(text):
        for match in _TOKEN.finditer(text, word.end(), word.end() + _TOKEN_REACH + _LONGEST_TOKEN):
            if match.start() - word.end() > _TOKEN_REACH:
                break
            yield match.span()
    if re.search(r"(?<![a-z])api|密钥", text, re.IGNORECASE):
        yield from (match.span() for match in _UUID_OR_HEX.finditer(text))
