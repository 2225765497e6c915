"""The trained model: weights in an .npz (no pickle), everything about them in a .json beside it."""

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import (
    FLAG_SIZE,
    FREQUENCY_STEPS,
    LONGEST_GRAM,
    MAX_CHARACTERS,
    SIZE,
    TEXT_SIZE,
    Indices,
    atom_index,
    distinct,
    features,
    length,
    normalise,
    text_indices,
    values,
    with_atoms,
)
from scamguard.errors import DataError
from scamguard.odds import Opinion, Room
from scamguard.resources import COMPILED, MODEL, bundled, compiled
from scamguard.types import Flag, Signal, Text, Wording

MODEL_NAME = "text"
SIGNAL_ID = "classifier/wording"
FAMILY = "classifier"
LEAST_WEIGHT = 0.5
"""A weaker opinion, in log-odds, is not worth a line of the explanation."""
UNLIMITED = Room()
_NO_FLAG = Flag.UNSOLICITED_CONTACT
"""A signal must name a flag; that of one below 0 is never shown."""
Arrays = Mapping[str, NDArray[Any]]
_REMEDY = "install scamguard again"
_PIECES = 2
_FREQUENCY_BITS, _FREQUENCY_MASK = 8, 255
_SHARES = math.lcm(*range(1, LONGEST_GRAM + 1))
_TITLE = Wording(zh="措辞与诈骗消息相似", en="Worded like scam messages")
_WHY = Wording(
    zh="文字分类器在这几处看到与已知诈骗相近的写法；除非非常确定，单凭它不判定为诈骗。",
    en="The text classifier sees wording here that is close to known scams; alone it makes a scam only if very sure.",
)
_ORDINARY = Wording(zh="措辞更像普通消息", en="Worded like ordinary messages")
_WHY_ORDINARY = Wording(
    zh="文字分类器认为整体写法更接近正常消息；决定性的规则至少仍算可疑。",
    en="To the text classifier the whole reads like honest messages; a decisive rule still makes it suspicious.",
)


class Counted(NamedTuple):
    """What the n-grams and phrases of a text add up to: weights times frequencies, and squared frequencies, in whole
    steps, so that they are the same in whatever order many texts at once are counted."""

    weighed: int
    squares: int


class Classifier:
    """Linear models over hashed features: one head for "scam" and one for each flag. Immutable and picklable.

    Takes the arrays that `as_used` gives. `opinion` turns the score of the first head into a signal's weight.
    """

    def __init__(self, arrays: Arrays, flags: Sequence[Flag], opinion: Opinion, version: str) -> None:
        self._cells: NDArray[np.int16] = arrays["cells"]
        self._atom_cells: list[int] = self._cells[TEXT_SIZE:].tolist()
        self._flag_weights: NDArray[np.int8] = arrays["flag_weights"]
        self._scales: NDArray[np.float64] = arrays["scales"].astype(np.float64)
        self._intercepts: NDArray[np.float64] = arrays["intercepts"].astype(np.float64)
        self.scale, self.intercept = float(self._scales[0]), float(self._intercepts[0])
        self._flags = tuple(flags)
        self._opinion = opinion
        self.version = version

    @classmethod
    def load(cls, opinion: Opinion, folder: Path | None = None) -> "Classifier":
        """The shipped model, or that of another folder. Raises DataError if a file is missing or damaged."""
        packed = compiled(MODEL) if folder is None else None
        folder = COMPILED if packed else folder or bundled("models")
        about, arrays = (packed, _unpacked(packed)) if packed else _stored(folder)
        shapes = (arrays["cells"].shape, arrays["flag_weights"].shape)
        if shapes != ((SIZE,), (FLAG_SIZE, len(about["flags"]))):
            raise DataError(folder, None, f"the model has shapes {shapes}", _REMEDY)
        return cls(arrays, [Flag(flag) for flag in about["flags"]], opinion, about["version"])

    def score(self, plain: str, atoms: Sequence[str]) -> float:
        """Log-odds of a scam, as the training data has them."""
        return self._score(self._counted(features(plain, ())), atoms)

    def weights_and_frequencies(self, indices: Indices) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """The weights of features for "scam", and their inverse document frequencies, in steps."""
        cells = self._cells.take(indices)
        return cells >> _FREQUENCY_BITS, cells & _FREQUENCY_MASK

    def _score(self, counted: Counted, atoms: Sequence[str]) -> float:
        weighed, squares = counted
        for number in {atom_index(atom) - TEXT_SIZE for atom in atoms}:
            cell = self._atom_cells[number]
            steps = cell & _FREQUENCY_MASK
            weighed += (cell >> _FREQUENCY_BITS) * steps
            squares += steps * steps
        return weighed / FREQUENCY_STEPS / length(squares) * self.scale + self.intercept

    def _counted(self, indices: Indices) -> Counted:
        weights, frequencies = self.weights_and_frequencies(indices)
        steps = frequencies.astype(np.int64)
        return Counted(int(weights.astype(np.int64) @ steps), int(steps @ steps))

    def _flag(self, indices: Indices) -> Flag:
        """The flag whose log-odds are highest."""
        weighed = values(self.weights_and_frequencies(indices)[1])
        # Summed without BLAS, whose threads take longer to wake than these sums take.
        scores = np.einsum("i,ij->j", weighed, self._flag_weights.take(indices & (FLAG_SIZE - 1), axis=0))
        return self._flags[int(np.argmax(scores * self._scales[1:] + self._intercepts[1:]))]

    def detect(
        self, text: Text, atoms: Sequence[str], room: Room = UNLIMITED, counted: Counted | None = None
    ) -> Signal | None:
        """The classifier's signal, None where it has nothing to say in this room; `counted` if that is known."""
        opinion = self._opinion
        seen: tuple[Indices, Indices] | None = None
        if counted is None:
            seen = _seen(text)
            counted = self._counted(seen[1])
        wanted = min(opinion.trust * (self._score(counted, atoms) + opinion.offset), opinion.most)
        if wanted < room.certain:
            wanted = min(wanted, room.most)
        weight = round(max(wanted, room.least), 2)
        if abs(weight) < LEAST_WEIGHT:
            return None
        if weight < 0:
            return ordinary(weight)
        of_text, each_once = seen or _seen(text)
        flag, pieces = self._flag(with_atoms(each_once, atoms)), self._weightiest(text, of_text)
        spans = tuple(text.span(start, end) for start, end in pieces)
        evidence = tuple(text.raw[span.start : span.end] for span in spans)
        return Signal(SIGNAL_ID, flag, FAMILY, weight, spans, evidence, _TITLE, _WHY)

    def _weightiest(self, text: Text, of_text: Indices) -> list[tuple[int, int]]:
        """The clauses whose n-grams weigh most, in the order of the text; `of_text` begin with the indices of its
        n-grams."""
        size = min(len(text.plain), MAX_CHARACTERS)
        weights, frequencies = self.weights_and_frequencies(of_text)
        weighed = np.multiply(weights, frequencies, dtype=np.int64)
        # Each n-gram in equal shares to its characters, in whole numbers: what changes from a character to the next.
        changes = np.zeros(size + 3, np.int64)
        at = 0
        for n in range(1, min(LONGEST_GRAM, size + 2) + 1):
            count = size + 3 - n
            share = weighed[at : at + count] * (_SHARES // n)
            at += count
            changes[:count] += share
            changes[n : n + count] -= share
        per_character = np.cumsum(changes)
        per_character[0] = 0
        sums = np.cumsum(per_character).tolist()
        clauses = [c for c in text.clauses if c.end <= size]
        ranked = sorted(clauses, key=lambda c: sums[c.start] - sums[c.end])[:_PIECES]
        return sorted((c.start, c.end) for c in ranked if sums[c.end] > sums[c.start])


def _seen(text: Text) -> tuple[Indices, Indices]:
    """The indices of a text, as they stand and each once."""
    indices = text_indices(normalise(text.plain))
    return indices, distinct(indices)


@lru_cache(maxsize=512)
def ordinary(weight: float) -> Signal:
    """The classifier's signal of a weight below 0."""
    return Signal(SIGNAL_ID, _NO_FLAG, FAMILY, weight, (), (), _ORDINARY, _WHY_ORDINARY)


def as_used(arrays: Arrays) -> Arrays:
    """The arrays of a trained model as a Classifier takes them.

    Those given are `frequencies`, the inverse document frequency of each of SIZE features, `weights`, those for "scam",
    `flag_weights`, a row of FLAG_SIZE for each flag, `scales` and `intercepts`, one number a head. Weight and frequency
    of a feature are always read together: they make one cell. So are its weights for all flags: a row.
    """
    cells = np.empty((SIZE, 2), np.uint8)
    cells[:, 0], cells[:, 1] = arrays["frequencies"], arrays["weights"].view(np.uint8)
    flag_weights = np.ascontiguousarray(arrays["flag_weights"].T)
    heads = {name: arrays[name] for name in ("scales", "intercepts")}
    return {"cells": cells.view("<i2")[:, 0], "flag_weights": flag_weights, **heads}


def _stored(folder: Path) -> tuple[Mapping[str, Any], Arrays]:
    """What is known of the model of a folder, and its arrays."""
    # Imported here, because the compiled model, which is what an installed scamguard has, needs no SHA-256.
    import hashlib

    weights_path, about_path = folder / f"{MODEL_NAME}.npz", folder / f"{MODEL_NAME}.json"
    try:
        about = json.loads(about_path.read_text(encoding="utf-8"))
        content = weights_path.read_bytes()
    except (OSError, ValueError) as error:
        raise DataError(folder, None, f"the model can't be read: {error}", _REMEDY) from error
    if hashlib.sha256(content).hexdigest() != about["sha256"]:
        raise DataError(weights_path, None, "is damaged: its checksum is wrong", _REMEDY)
    with np.load(weights_path, allow_pickle=False) as stored:
        return about, as_used({name: stored[name] for name in stored.files})


def _unpacked(about: Mapping[str, Any]) -> Arrays:
    """The arrays of the compiled model."""
    path = COMPILED / f"{MODEL}.bin"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(path, None, f"the model can't be read: {error}", _REMEDY) from error
    if zlib.crc32(content) != about["crc"]:
        raise DataError(path, None, "is damaged: its checksum is wrong", _REMEDY)
    arrays: dict[str, NDArray[Any]] = {}
    at = 0
    for name, kind, shape, size in about["arrays"]:
        dtype = np.dtype(kind)
        arrays[name] = np.frombuffer(content, dtype, size // dtype.itemsize, at).reshape(shape)
        at += size
    return arrays
