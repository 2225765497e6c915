"""The classifier on a batch of texts at once: what it may say of each at most."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import (
    FREQUENCY_STEPS,
    OPAQUE,
    TELLING_LENGTH,
    TEXT_SIZE,
    Codes,
    atom_index,
    gram_hashes,
    phrase_hashes,
    remainders,
)
from scamguard.classifier.model import Classifier
from scamguard.text.batch import Batch, Marks, Places, before, behind
from scamguard.text.kinds import DIGIT, HAN, LATIN, LINE_END

_TEXT_BITS = TEXT_SIZE.bit_length() - 1
MAX_TEXTS = 1 << (32 - _TEXT_BITS)
"""Texts of a batch: number and index of a feature fit 32 bits together, so that they are sorted fast."""


class ClassifierScreen:
    """Tells for each text of a batch how high the classifier's score can be at most."""

    def __init__(self, classifier: Classifier, atoms: Sequence[str]) -> None:
        self._classifier = classifier
        open_or_closed = np.array([[atom_index(atom), atom_index(f"{atom}@closed")] for atom in atoms])
        weights, frequencies = classifier.weights_and_frequencies(open_or_closed)
        steps = frequencies.astype(np.int64)
        self._atom_sums = (weights * steps).max(axis=1, initial=0)
        self._atom_squares = (steps * steps).max(axis=1)
        # Of each feature of a text what it adds, multiplied once: 16 bits hold 128 x 255 and 255 x 255.
        weights, frequencies = classifier.weights_and_frequencies(np.arange(TEXT_SIZE))
        self._weighed = weights * frequencies
        self._squares = frequencies.astype(np.uint16) ** 2

    def count(self, batch: Batch) -> tuple[Places, Places]:
        """By text of a batch of at most MAX_TEXTS: what its n-grams and phrases add to the sums of `score_of`."""
        keys = _features(batch)
        keys.sort()
        keys = keys[np.concatenate([keys[1:] != keys[:-1], [True]])]
        owner, index = keys >> np.uint32(_TEXT_BITS), (keys & np.uint32(TEXT_SIZE - 1)).astype(np.int64)
        # Each text has a feature at least, of its borders, so that each has a place of its own in `first`.
        first = np.searchsorted(owner, np.arange(len(batch)))
        weighed = np.add.reduceat(self._weighed.take(index), first, dtype=np.int64)
        return weighed, np.add.reduceat(self._squares.take(index), first, dtype=np.int64)

    def most(self, weighed: Places, squares: Places, occurring: Marks) -> NDArray[np.float64]:
        """By text of which so much is counted: the highest score, where `occurring` tells by atom and text which it may
        have."""
        atoms, texts = np.nonzero(occurring)
        sums = weighed + np.bincount(texts, self._atom_sums[atoms], len(weighed))
        more = squares + np.bincount(texts, self._atom_squares[atoms], len(weighed))
        lengths = np.maximum(TELLING_LENGTH, np.sqrt(np.where(sums > 0, squares, more)) / FREQUENCY_STEPS)
        scores: NDArray[np.float64] = sums / FREQUENCY_STEPS / lengths
        return scores * self._classifier.scale + self._classifier.intercept


def _normalised(batch: Batch) -> Codes:
    """As `normalise` makes them, for ordinary characters, of which only ASCII ones have cases."""
    codes = batch.plain.copy()
    codes += np.uint32(32) * ((batch.plain >= ord("A")) & (batch.plain <= ord("Z")))
    codes[batch.has(DIGIT)] = ord("0")
    codes[batch.has(LINE_END)] = ord(" ")
    run = batch.has(LATIN | DIGIT)
    begins, ends = np.flatnonzero(run & ~before(run)), np.flatnonzero(run & ~behind(run)) + 1
    for number in np.flatnonzero(ends - begins >= OPAQUE):
        opaque = codes[begins[number] : ends[number]]
        if (opaque == ord("0")).any():
            opaque[:] = ord("0")
    return codes


def _features(batch: Batch) -> Codes:
    """Of all n-grams and phrases the number of their text and, in the lower bits, their index; some more than once."""
    codes = _normalised(batch)
    owner = batch.owner.astype(np.uint32) << np.uint32(_TEXT_BITS)
    found: list[Codes] = []
    for n, hashes in enumerate(gram_hashes(codes), 1):
        keys = remainders(hashes)
        keys |= owner[: len(keys)]
        # Those that go on into the next text are none; in their place stands once more what begins there.
        for left in range(n - 1):
            at = batch.last - left
            at = at[(at >= 0) & (at < len(keys))]
            keys[at] = found[0][at]
        found.append(keys)
    letter = batch.has(LATIN | HAN) & (codes != ord("0"))
    starts, ends = np.flatnonzero(letter & ~before(letter)), np.flatnonzero(letter & ~behind(letter)) + 1
    words = batch.has(LATIN)[starts]
    starts, ends = starts[words], ends[words]
    for numbers, hashes in phrase_hashes(codes, starts, ends, batch.owner[starts]):
        found.append(remainders(hashes) | owner[starts[numbers]])
    return np.concatenate(found)
