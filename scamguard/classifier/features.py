"""What the classifier sees of a message: hashed character and word n-grams of the plain text, and its atoms.

One function makes the features in training and in use. A feature is an index below SIZE: first the text's n-grams, each
counted once, then the atoms that the rulebook found (concepts open or closed, kinds of entities, rules that fired), so
that what is learnt in one language serves in another. A model weighs each index by its inverse document frequency.
"""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scamguard.text.normalize import lower

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

_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(33)
"""The prime of the FNV-1 hash (64 bits), and a multiplier and shift of MurmurHash3's finalizer (fmix64)."""
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_DIGITS = {ord(digit): "0" for digit in "123456789"} | {ord("\n"): " "}
_HAN = 0x2E80

Indices = NDArray[np.int64]


def normalise(plain: str) -> str:
    """The plain text in lower case, any digit as 0, of the same length."""
    return lower(plain[:MAX_CHARACTERS]).translate(_DIGITS)


def gram_indices(text: str) -> list[tuple[int, Indices]]:
    """For each length n, the index of the n-gram that begins at each character of a normalised text with borders."""
    codes = np.frombuffer(f"\x02{text}\x03".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    found = []
    for n in range(1, LONGEST_GRAM + 1):
        count = len(codes) - n + 1
        if count <= 0:
            break
        hashed = np.full(count, n, dtype=np.uint64)
        for j in range(n):
            hashed = hashed * _PRIME + codes[j : j + count]
        hashed ^= hashed >> _SHIFT
        hashed *= _MIX
        hashed ^= hashed >> _SHIFT
        found.append((n, (hashed % np.uint64(TEXT_SIZE)).astype(np.int64)))
    return found


def phrase_indices(text: str) -> Indices:
    """Indices of the word n-grams of words written in alphabets."""
    words = [m[0] for m in _WORD.finditer(text) if ord(m[0][0]) < _HAN]
    phrases = {" ".join(words[i : i + n]) for n in range(1, LONGEST_PHRASE + 1) for i in range(len(words) - n + 1)}
    return np.array(sorted(zlib.crc32(p.encode()) % TEXT_SIZE for p in phrases), dtype=np.int64)


def features(plain: str, atoms: Sequence[str]) -> Indices:
    """Indices of a message's features, ascending, each once."""
    text = normalise(plain)
    grams = [indices for _, indices in gram_indices(text)]
    atom_indices = np.array([TEXT_SIZE + zlib.crc32(a.encode()) % ATOM_SIZE for a in atoms], dtype=np.int64)
    found = np.sort(np.concatenate([*grams, phrase_indices(text), atom_indices]))
    # Not np.unique, which imports numpy.ma: 10 ms.
    is_new = np.concatenate([[True], found[1:] != found[:-1]])
    distinct: Indices = found[is_new[: len(found)]]
    return distinct


def values(indices: Indices, frequencies: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The values of features: their inverse document frequencies, scaled to length 1, or less for so short a text that
    it tells little (zeros stay zeros)."""
    weights = frequencies[indices].astype(np.float64) / FREQUENCY_STEPS
    return weights / max(TELLING_LENGTH, float(np.sqrt(weights @ weights)))
