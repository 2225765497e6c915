"""The trained model: weights in an .npz (no pickle), everything about them in a .json beside it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import (
    FLAG_SIZE,
    FREQUENCY_STEPS,
    SIZE,
    Indices,
    atom_index,
    bordered,
    features,
    gram_indices,
    normalise,
    values,
)
from scamguard.classifier.screen import most, shares
from scamguard.errors import DataError
from scamguard.odds import Opinion, Room
from scamguard.resources import bundled
from scamguard.text.batch import Batch
from scamguard.types import Flag, Signal, Text, Wording

MODEL_NAME = "text"
SIGNAL_ID = "classifier/wording"
FAMILY = "classifier"
LEAST_WEIGHT = 0.5
"""A weaker opinion, in log-odds, is not worth a line of the explanation."""
UNLIMITED = Room()
_NO_FLAG = Flag.UNSOLICITED_CONTACT
"""A signal must name a flag; that of one below 0 is never shown."""
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


@dataclass(frozen=True, slots=True)
class Bounds:
    """By atom: the most that it may add to the sum, and to the square of the length."""

    sums: NDArray[np.float64]
    squares: NDArray[np.float64]


class Classifier:
    """Linear models over hashed features: one head for "scam" and one for each flag. Immutable and picklable.

    `frequencies` holds the inverse document frequency of each of SIZE features, `weights` the weights of the first
    head, `flag_weights` a row of FLAG_SIZE for each flag, `scales` and `intercepts` one number a head. `opinion` turns
    the score of the first head into a signal's weight.
    """

    def __init__(
        self, arrays: Mapping[str, NDArray[Any]], flags: Sequence[Flag], opinion: Opinion, version: str
    ) -> None:
        self._frequencies: NDArray[np.uint8] = arrays["frequencies"]
        self._weights: NDArray[np.int8] = arrays["weights"]
        self._flag_weights: NDArray[np.int8] = arrays["flag_weights"]
        self._scales: NDArray[np.float64] = arrays["scales"].astype(np.float64)
        self._intercepts: NDArray[np.float64] = arrays["intercepts"].astype(np.float64)
        self._flags = tuple(flags)
        self._opinion = opinion
        self.version = version

    @classmethod
    def load(cls, opinion: Opinion, folder: Path | None = None) -> "Classifier":
        """The shipped model, or that of another folder. Raises DataError if a file is missing or damaged."""
        folder = folder or bundled("models")
        weights_path, about_path = folder / f"{MODEL_NAME}.npz", folder / f"{MODEL_NAME}.json"
        try:
            about = json.loads(about_path.read_text(encoding="utf-8"))
            content = weights_path.read_bytes()
        except (OSError, ValueError) as error:
            raise DataError(folder, None, f"the model can't be read: {error}", "install scamguard again") from error
        if hashlib.sha256(content).hexdigest() != about["sha256"]:
            raise DataError(weights_path, None, "is damaged: its checksum is wrong", "install scamguard again")
        with np.load(weights_path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        shapes = (arrays["weights"].shape, arrays["flag_weights"].shape)
        if shapes != ((SIZE,), (len(about["flags"]), FLAG_SIZE)):
            raise DataError(weights_path, None, f"has shapes {shapes}", "install scamguard again")
        return cls(arrays, [Flag(flag) for flag in about["flags"]], opinion, about["version"])

    def score(self, plain: str, atoms: Sequence[str]) -> float:
        """Log-odds of a scam, as the training data has them."""
        indices = features(plain, atoms)
        return self._score(indices, values(indices, self._frequencies))

    def _score(self, indices: Indices, weighed: NDArray[np.float64]) -> float:
        return float(self._weights[indices] @ weighed * self._scales[0] + self._intercepts[0])

    def _flag(self, indices: Indices, weighed: NDArray[np.float64]) -> Flag:
        """The flag whose log-odds are highest."""
        scores = self._flag_weights[:, indices % FLAG_SIZE] @ weighed
        return self._flags[int(np.argmax(scores * self._scales[1:] + self._intercepts[1:]))]

    def detect(self, text: Text, atoms: Sequence[str], room: Room = UNLIMITED) -> Signal | None:
        """The classifier's signal, None where it has nothing to say in this room."""
        indices, opinion = features(text.plain, atoms), self._opinion
        weighed = values(indices, self._frequencies)
        wanted = min(opinion.trust * (self._score(indices, weighed) + opinion.offset), opinion.most)
        if wanted < room.certain:
            wanted = min(wanted, room.most)
        weight = round(max(wanted, room.least), 2)
        if abs(weight) < LEAST_WEIGHT:
            return None
        if weight < 0:
            return ordinary(weight)
        flag, pieces = self._flag(indices, weighed), self._weightiest(text)
        spans = tuple(text.span(start, end) for start, end in pieces)
        evidence = tuple(text.raw[span.start : span.end] for span in spans)
        return Signal(SIGNAL_ID, flag, FAMILY, weight, spans, evidence, _TITLE, _WHY)

    def bounds(self, atoms: Sequence[str]) -> Bounds:
        """The most that atoms may add to the sum, occurring open or closed."""
        indices = np.array([[atom_index(atom), atom_index(f"{atom}@closed")] for atom in atoms])
        values = self._frequencies[indices].astype(np.float64) / FREQUENCY_STEPS
        sums = (self._weights[indices] * values).max(axis=1, initial=0.0)
        return Bounds(sums, (values * values).max(axis=1))

    def most(self, batch: Batch, occurring: NDArray[np.float32], atoms: Bounds) -> NDArray[np.float64]:
        """By text of a batch: the most that `score` can be, where `occurring` are its atoms (0 or 1) at most."""
        values = self._frequencies / np.float64(FREQUENCY_STEPS)
        found = shares(batch, self._weights, values)
        added, squares = occurring @ atoms.sums, occurring @ atoms.squares
        sums = most(found.sums + added, found.squares, found.squares + squares)
        scores: NDArray[np.float64] = sums * self._scales[0] + self._intercepts[0]
        return scores

    def _weightiest(self, text: Text) -> list[tuple[int, int]]:
        """The clauses whose n-grams weigh most, in the order of the text."""
        normalised = normalise(text.plain)
        per_character = np.zeros(len(normalised) + 2)
        for n, indices in gram_indices(bordered(normalised)):
            share = self._weights[indices].astype(np.float64) * self._frequencies[indices] / n
            for j in range(n):
                per_character[j : j + len(indices)] += share
        sums = np.concatenate([[0.0], np.cumsum(per_character[1:-1])])
        clauses = [c for c in text.clauses if c.end <= len(normalised)]
        ranked = sorted(clauses, key=lambda c: float(sums[c.start] - sums[c.end]))[:_PIECES]
        return sorted((c.start, c.end) for c in ranked if sums[c.end] > sums[c.start])


def ordinary(weight: float) -> Signal:
    """The classifier's signal of a weight below 0."""
    return Signal(SIGNAL_ID, _NO_FLAG, FAMILY, weight, (), (), _ORDINARY, _WHY_ORDINARY)
