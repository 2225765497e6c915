"""The trained model: weights in an .npz (no pickle), everything about them in a .json beside it."""

import json
import zlib
from collections.abc import Mapping, Sequence
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
    Indices,
    atom_index,
    distinct,
    features,
    length,
    normalise,
    text_indices,
    values,
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

    `frequencies` holds the inverse document frequency of each of SIZE features, `weights` the weights of the first
    head, `flag_weights` a row of FLAG_SIZE for each flag, `scales` and `intercepts` one number a head. `opinion` turns
    the score of the first head into a signal's weight.
    """

    def __init__(self, arrays: Arrays, flags: Sequence[Flag], opinion: Opinion, version: str) -> None:
        self.frequencies: NDArray[np.uint8] = arrays["frequencies"]
        self.weights: NDArray[np.int8] = arrays["weights"]
        # A feature a row, so that the weights of one stand together.
        self._flag_weights: NDArray[np.int8] = np.ascontiguousarray(arrays["flag_weights"].T)
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
        shapes = (arrays["weights"].shape, arrays["flag_weights"].shape)
        if shapes != ((SIZE,), (len(about["flags"]), FLAG_SIZE)):
            raise DataError(folder, None, f"the model has shapes {shapes}", _REMEDY)
        return cls(arrays, [Flag(flag) for flag in about["flags"]], opinion, about["version"])

    def score(self, plain: str, atoms: Sequence[str]) -> float:
        """Log-odds of a scam, as the training data has them."""
        return self._score(self._counted(features(plain, ())), atoms)

    def _score(self, counted: Counted, atoms: Sequence[str]) -> float:
        of_atoms = self._counted(np.array([*{atom_index(atom) for atom in atoms}], np.int64))
        weighed, squares = counted.weighed + of_atoms.weighed, counted.squares + of_atoms.squares
        return weighed / FREQUENCY_STEPS / length(squares) * self.scale + self.intercept

    def _counted(self, indices: Indices) -> Counted:
        steps = self.frequencies[indices].astype(np.int64)
        return Counted(int((self.weights[indices] * steps).sum()), int((steps * steps).sum()))

    def _flag(self, indices: Indices) -> Flag:
        """The flag whose log-odds are highest."""
        weighed = values(indices, self.frequencies)
        # Summed without BLAS, whose threads take longer to wake than these sums take.
        scores = np.einsum("i,ij->j", weighed, self._flag_weights.take(indices % FLAG_SIZE, axis=0))
        return self._flags[int(np.argmax(scores * self._scales[1:] + self._intercepts[1:]))]

    def detect(
        self, text: Text, atoms: Sequence[str], room: Room = UNLIMITED, counted: Counted | None = None
    ) -> Signal | None:
        """The classifier's signal, None where it has nothing to say in this room; `counted` if that is known."""
        opinion = self._opinion
        of_text: Indices | None = None
        if counted is None:
            of_text = text_indices(normalise(text.plain))
            counted = self._counted(distinct(of_text, ()))
        wanted = min(opinion.trust * (self._score(counted, atoms) + opinion.offset), opinion.most)
        if wanted < room.certain:
            wanted = min(wanted, room.most)
        weight = round(max(wanted, room.least), 2)
        if abs(weight) < LEAST_WEIGHT:
            return None
        if weight < 0:
            return ordinary(weight)
        if of_text is None:
            of_text = text_indices(normalise(text.plain))
        flag, pieces = self._flag(distinct(of_text, atoms)), self._weightiest(text, of_text)
        spans = tuple(text.span(start, end) for start, end in pieces)
        evidence = tuple(text.raw[span.start : span.end] for span in spans)
        return Signal(SIGNAL_ID, flag, FAMILY, weight, spans, evidence, _TITLE, _WHY)

    def _weightiest(self, text: Text, of_text: Indices) -> list[tuple[int, int]]:
        """The clauses whose n-grams weigh most, in the order of the text; `of_text` begin with the indices of its
        n-grams."""
        size = min(len(text.plain), MAX_CHARACTERS)
        weights = self.weights[of_text].astype(np.float64) * self.frequencies[of_text]
        per_character = np.zeros(size + 2)
        at = 0
        for n in range(1, min(LONGEST_GRAM, size + 2) + 1):
            count = size + 3 - n
            share = weights[at : at + count] / n
            at += count
            for j in range(n):
                per_character[j : j + count] += share
        sums = np.concatenate([[0.0], np.cumsum(per_character[1:-1])]).tolist()
        clauses = [c for c in text.clauses if c.end <= size]
        ranked = sorted(clauses, key=lambda c: sums[c.start] - sums[c.end])[:_PIECES]
        return sorted((c.start, c.end) for c in ranked if sums[c.end] > sums[c.start])


def ordinary(weight: float) -> Signal:
    """The classifier's signal of a weight below 0."""
    return Signal(SIGNAL_ID, _NO_FLAG, FAMILY, weight, (), (), _ORDINARY, _WHY_ORDINARY)


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
        return about, {name: stored[name] for name in stored.files}


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
