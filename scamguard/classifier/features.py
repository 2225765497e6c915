"""What the classifier sees of a message: hashed character and word n-grams of the plain text, and its atoms.

One function makes the features in training and in use. A feature is an index below SIZE: first the text's n-grams, each
counted once, then the atoms that the rulebook found (concepts open or closed, kinds of entities, rules that fired), so
that what is learnt in one language serves in another. A model weighs each index by its inverse document frequency.
"""

import math
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scamguard.text.readings import lower

TEXT_SIZE = 1 << 20
ATOM_SIZE = 1 << 13
SIZE = TEXT_SIZE + ATOM_SIZE
FLAG_SIZE = 1 << 16
"""The heads for flags see the features by their remainder: they need less room than the head for "scam"."""
LONGEST_GRAM = 5
LONGEST_PHRASE = 2
FREQUENCY_STEPS = 16
"""Inverse document frequencies are kept in 8 bits, as so many parts of 1."""
TELLING_LENGTH = 50.0
"""The length of the vector of about twelve Chinese characters or five English words. Without such a floor the name of a
brand alone scored like a long message full of scam words. Tried on the development authors: with 35 a brand's name was
still suspected, with 70 false alarms rose."""
MAX_CHARACTERS = 20_000
"""What is read of a text; more would not change what it is about, and costs time."""

_PRIME = 0x01000193
_INVERSE = pow(_PRIME, -1, 1 << 32)
"""The prime of the FNV-1 hash (32 bits), and its inverse modulo 2^32."""
_FACTOR = np.uint32(_PRIME)
_FIRST_MIX, _SECOND_MIX = np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
_SHIFT, _SECOND_SHIFT = np.uint32(16), np.uint32(13)
"""The multipliers and shifts of MurmurHash3's finalizer (fmix32)."""
_WORD = re.compile(r"[A-Za-z\u0080-\u2e7f](?<=[^\W\d_])(?<![^\W\d_]{2})[^\W\d_]*")
"""Letters in a row that begin with none of a Chinese script; it passes over Chinese characters fast."""
_ASCII_WORD = re.compile("[a-z][a-z]*")
"""The same in a normalised text of ASCII; it passes over other characters faster."""
_LONGEST_REMEMBERED = 32
"""Characters of a word whose hash is remembered."""
_ALL_BITS = (1 << 32) - 1
OPAQUE = 26
"""Letters and digits in a row, digits among them, that say nothing but how many they are: wallet addresses (a Bitcoin
address of 25 bytes in Base58Check has 26 characters and more, en.bitcoin.it/wiki/Address), keys and checksums. Their
n-grams, of which no two addresses share any, drowned what was said around them."""
_OPAQUE = re.compile(f"[0a-z]{{{OPAQUE},}}")
_GRAM_TAGS = tuple(map(np.uint32, range(1, LONGEST_GRAM + 1)))
_WORD_TAG = 64
"""They keep the hashes of phrases of n words (64 + n) apart from those of n-grams (n)."""

Indices = NDArray[np.int64]
Codes = NDArray[np.uint32]


def normalise(plain: str) -> str:
    """The plain text in lower case, any digit as 0, opaque runs as nothing but zeros; of the same length."""
    text = lower(plain[:MAX_CHARACTERS]).replace("\n", " ")
    # Faster than a translation: four times for English, eighteen for Chinese (170 and 120 characters).
    for digit in "123456789":
        text = text.replace(digit, "0")
    return _OPAQUE.sub(_zeros, text) if len(text) >= OPAQUE else text


def _zeros(run: re.Match[str]) -> str:
    return "0" * len(run[0]) if "0" in run[0] else run[0]


def bordered(text: str) -> Codes:
    """The code points of a normalised text between two borders."""
    return np.frombuffer(f"\x02{text}\x03".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def gram_hashes(codes: Codes) -> list[Codes]:
    """For each length n from 1 on, the hash of the n-gram that begins at each code point."""
    found = [codes + _GRAM_TAGS[0]]
    hashes = codes
    for n in range(2, min(LONGEST_GRAM, len(codes)) + 1):
        hashes = hashes[:-1] * _FACTOR
        hashes += codes[n - 1 :]
        found.append(hashes + _GRAM_TAGS[n - 1])
    return found


def phrase_hashes(codes: Codes, starts: Indices, ends: Indices, owners: Indices) -> list[tuple[Indices, Codes]]:
    """The hashes of single words (codes from `starts` to `ends`) and of pairs of the same owner that follow each other;
    each with the number of the first word."""
    if not len(starts):
        return []
    powers, inverses = _powers(len(codes).bit_length())
    sums = np.concatenate([np.zeros(1, np.uint32), np.cumsum(codes * inverses[: len(codes)], dtype=np.uint32)])
    words = (sums[ends] - sums[starts]) * powers[ends - 1]
    pairs = np.flatnonzero(owners[1:] == owners[:-1])
    two = (words[pairs] * _SECOND_MIX + words[pairs + 1]) * np.uint32(_PRIME)
    numbers = np.arange(len(words))
    return [(numbers, words + np.uint32(_WORD_TAG + 1)), (pairs, two + np.uint32(_WORD_TAG + 2))]


@lru_cache(maxsize=24)
def _powers(bits: int) -> tuple[Codes, Codes]:
    """The powers of the prime and of its inverse, modulo 2^32, as many as `bits` can count."""
    size = 1 << bits
    one = np.ones(1, np.uint32)
    rising = (np.full(size - 1, base, np.uint32) for base in (_PRIME, _INVERSE))
    powers, inverses = (np.cumprod(np.concatenate([one, factors]), dtype=np.uint32) for factors in rising)
    return powers, inverses


def index_of(hashes: Codes) -> Indices:
    """The indices of hashes."""
    return remainders(hashes).astype(np.int64)


def remainders(hashes: Codes) -> Codes:
    """Hashes mixed and reduced to indices below TEXT_SIZE."""
    mixed = hashes >> _SHIFT
    mixed ^= hashes
    mixed *= _FIRST_MIX
    mixed ^= mixed >> _SECOND_SHIFT
    mixed *= _SECOND_MIX
    mixed ^= mixed >> _SHIFT
    mixed &= np.uint32(TEXT_SIZE - 1)
    return mixed


@lru_cache(maxsize=4096)
def atom_index(atom: str) -> int:
    """The index of an atom."""
    return TEXT_SIZE + zlib.crc32(atom.encode()) % ATOM_SIZE


def features(plain: str, atoms: Sequence[str]) -> Indices:
    """Indices of a message's features, ascending, each once."""
    return with_atoms(distinct(text_indices(normalise(plain))), atoms)


def text_indices(text: str) -> Indices:
    """The indices of a normalised text: of its n-grams of length 1, of length 2 and so on, each as they stand, then of
    its words and phrases."""
    return index_of(np.concatenate([*gram_hashes(bordered(text)), np.array(_phrases(text), np.uint32)]))


def _phrases(text: str) -> list[int]:
    """What `phrase_hashes` gives for the words of one text: few words are hashed faster without NumPy."""
    words = (_ASCII_WORD if text.isascii() else _WORD).findall(text)
    hashes = [_remembered(word) if len(word) <= _LONGEST_REMEMBERED else _word_hash(word) for word in words]
    pairs = [(one * int(_SECOND_MIX) + other) * _PRIME + _WORD_TAG + 2 & _ALL_BITS for one, other in pairwise(hashes)]
    return [word + _WORD_TAG + 1 & _ALL_BITS for word in hashes] + pairs


def _word_hash(word: str) -> int:
    found = 0
    for char in word:
        found = found * _PRIME + ord(char) & _ALL_BITS
    return found


_remembered = lru_cache(maxsize=8192)(_word_hash)


def distinct(of_text: Indices) -> Indices:
    """Indices ascending, each once."""
    found = np.sort(of_text)
    # Not np.unique, which imports numpy.ma: 10 ms.
    is_last = np.empty(len(found), np.bool_)
    is_last[-1:] = True
    np.not_equal(found[1:], found[:-1], out=is_last[:-1])
    return found[is_last]


def with_atoms(of_text: Indices, atoms: Sequence[str]) -> Indices:
    """The features of a text with these distinct indices and these atoms."""
    return np.concatenate([of_text, np.array(sorted({*map(atom_index, atoms)}), np.int64)])


def values(frequencies: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    """The values of a text's features: their inverse document frequencies (given in steps), scaled to length 1, or less
    for so short a text that it tells little (zeros stay zeros)."""
    steps = frequencies.astype(np.int64)
    return steps / (FREQUENCY_STEPS * length(int(steps @ steps)))


def length(squares: int) -> float:
    """The length of a text's vector, given the sum of its squared frequencies, in steps."""
    return max(TELLING_LENGTH, math.sqrt(squares) / FREQUENCY_STEPS)
