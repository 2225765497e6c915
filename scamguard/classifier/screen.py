"""The classifier on a batch of texts at once: what it may say of each at most."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import (
    FREQUENCY_STEPS,
    TELLING_LENGTH,
    TEXT_SIZE,
    Codes,
    Indices,
    atom_index,
    gram_hashes,
    index_of,
    phrase_hashes,
)
from scamguard.classifier.model import Classifier
from scamguard.text.batch import Batch, Marks, before, behind
from scamguard.text.kinds import DIGIT, HAN, LATIN, LINE_END

_TEXT_BITS = TEXT_SIZE.bit_length() - 1
MAX_TEXTS = 1 << (32 - _TEXT_BITS)
"""Texts of a batch: number and index of a feature fit 32 bits together, so that they are sorted fast."""


class ClassifierScreen:
    """Tells for each text of a batch how high the classifier's score can be at most."""

    def __init__(self, classifier: Classifier, atoms: Sequence[str]) -> None:
        self._weights, self._scale, self._intercept = classifier.weights, classifier.scale, classifier.intercept
        self._values = classifier.frequencies / np.float64(FREQUENCY_STEPS)
        open_or_closed = np.array([[atom_index(atom), atom_index(f"{atom}@closed")] for atom in atoms])
        values = self._values[open_or_closed]
        self._atom_sums = (self._weights[open_or_closed] * values).max(axis=1, initial=0.0)
        self._atom_squares = (values * values).max(axis=1)

    def most(self, batch: Batch, occurring: Marks) -> NDArray[np.float64]:
        """By text of a batch of at most MAX_TEXTS: the highest score, where `occurring` are its atoms at most."""
        sums, squares = self._of_texts(batch)
        # Summed without BLAS, whose threads get into each other's way where several processes screen.
        texts, atoms = np.nonzero(occurring)
        sums += np.bincount(texts, self._atom_sums[atoms], len(batch))
        longest = np.maximum(
            TELLING_LENGTH, np.sqrt(squares + np.bincount(texts, self._atom_squares[atoms], len(batch)))
        )
        shortest = np.maximum(TELLING_LENGTH, np.sqrt(squares))
        scores: NDArray[np.float64] = sums / np.where(sums > 0, shortest, longest) * self._scale + self._intercept
        return scores

    def _of_texts(self, batch: Batch) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """By text: what its n-grams and phrases add to the sum, and the square of their length."""
        owners, indices = _features(batch)
        keys = (owners.astype(np.uint32) << np.uint32(_TEXT_BITS)) | indices.astype(np.uint32)
        keys.sort()
        keys = keys[np.concatenate([keys[1:] != keys[:-1], [True]])]
        owner, index = keys >> np.uint32(_TEXT_BITS), keys & np.uint32(TEXT_SIZE - 1)
        value = self._values[index]
        sums = np.bincount(owner, self._weights[index] * value, len(batch)).astype(np.float64)
        return sums, np.bincount(owner, value * value, len(batch)).astype(np.float64)


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
    owners, hashes = [], []
    for n, found in enumerate(gram_hashes(codes), 1):
        whole = batch.owner[: len(found)] == batch.owner[n - 1 :]
        owners.append(batch.owner[: len(found)][whole])
        hashes.append(found[whole])
    letter = batch.has(LATIN | HAN)
    starts, ends = np.flatnonzero(letter & ~before(letter)), np.flatnonzero(letter & ~behind(letter)) + 1
    words = batch.has(LATIN)[starts]
    starts, ends = starts[words], ends[words]
    for numbers, found in phrase_hashes(codes, starts, ends, batch.owner[starts]):
        owners.append(batch.owner[starts[numbers]])
        hashes.append(found)
    return np.concatenate(owners), index_of(np.concatenate(hashes))
