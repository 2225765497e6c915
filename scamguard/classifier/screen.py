"""The classifier on a batch of texts at once: what it may say of each at most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import (
    TELLING_LENGTH,
    TEXT_SIZE,
    Codes,
    Indices,
    gram_indices,
    phrase_indices,
)
from scamguard.text.batch import Batch, before, behind
from scamguard.text.kinds import DIGIT, HAN, LATIN, LINE_END

_TEXT_BITS = TEXT_SIZE.bit_length() - 1
MAX_TEXTS = 1 << (32 - _TEXT_BITS)
"""Texts of a batch: number and index of a feature fit 32 bits together, so that they are sorted fast."""


@dataclass(frozen=True, slots=True)
class Shares:
    """By text: what its n-grams and phrases add to the sum (weight times value), and the square of their length."""

    sums: NDArray[np.float64]
    squares: NDArray[np.float64]


def shares(batch: Batch, weights: NDArray[np.int8], values: NDArray[np.float64]) -> Shares:
    """The shares of a batch of at most MAX_TEXTS plain texts; `weights` and `values` are by index of a feature."""
    owners, indices = _features(batch)
    keys = (owners.astype(np.uint32) << np.uint32(_TEXT_BITS)) | indices.astype(np.uint32)
    keys.sort()
    keys = keys[np.concatenate([keys[1:] != keys[:-1], [True]])]
    owner, index = keys >> np.uint32(_TEXT_BITS), keys & np.uint32(TEXT_SIZE - 1)
    value = values[index]
    sums = np.bincount(owner, weights[index] * value, len(batch)).astype(np.float64)
    return Shares(sums, np.bincount(owner, value * value, len(batch)).astype(np.float64))


def most(
    sums: NDArray[np.float64], least_squares: NDArray[np.float64], most_squares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sums scaled by a length that is known only between two bounds: at most so much."""
    longest = np.maximum(TELLING_LENGTH, np.sqrt(most_squares))
    shortest = np.maximum(TELLING_LENGTH, np.sqrt(least_squares))
    return sums / np.where(sums > 0, shortest, longest)


def _normalised(batch: Batch) -> Codes:
    """As `normalise` makes them, for ordinary characters, of which only ASCII ones have cases."""
    codes = batch.plain.astype(np.uint64)
    codes += np.uint64(32) * ((batch.plain >= ord("A")) & (batch.plain <= ord("Z")))
    codes[batch.has(DIGIT)] = ord("0")
    codes[batch.has(LINE_END)] = ord(" ")
    return codes


def _features(batch: Batch) -> tuple[Indices, Indices]:
    """Owners and indices of all n-grams and phrases."""
    codes = _normalised(batch)
    owners, indices = [], []
    for n, found in gram_indices(codes):
        whole = batch.owner[: len(found)] == batch.owner[n - 1 :]
        owners.append(batch.owner[: len(found)][whole])
        indices.append(found[whole])
    letter = batch.has(LATIN | HAN)
    starts, ends = np.flatnonzero(letter & ~before(letter)), np.flatnonzero(letter & ~behind(letter)) + 1
    words = batch.has(LATIN)[starts]
    starts, ends = starts[words], ends[words]
    for numbers, found in phrase_indices(codes, starts, ends, batch.owner[starts]):
        owners.append(batch.owner[starts[numbers]])
        indices.append(found)
    return np.concatenate(owners), np.concatenate(indices)
