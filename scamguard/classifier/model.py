"""The trained model: weights in an .npz (no pickle), everything about them in a .json beside it."""

import hashlib
import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import SIZE, features, gram_indices, normalise, text_weight
from scamguard.errors import DataError
from scamguard.resources import bundled
from scamguard.types import Flag, Opinion, Signal, Text, Wording

MODEL_NAME = "text"
SIGNAL_ID = "classifier/wording"
FAMILY = "classifier"
LEAST_WEIGHT = 0.5
"""A weaker opinion, in log-odds, is not worth a line of the explanation."""
_PIECES = 2
_TITLE = Wording(zh="措辞与诈骗消息相似", en="Worded like scam messages")
_WHY = Wording(
    zh="文字分类器在这几处看到与已知诈骗相近的写法；它只是参考，单凭它不判定为诈骗。",
    en="The text classifier sees wording here that is close to known scams; a hint that never makes a scam alone.",
)


class Classifier:
    """A linear model over hashed features, with one head for "scam" and one for each flag. Immutable and picklable.

    `weights` has a row for each head and SIZE columns; `opinion` turns the score of the
    first head into a signal's weight.
    """

    def __init__(
        self,
        weights: NDArray[np.float32],
        intercepts: NDArray[np.float32],
        flags: Sequence[Flag],
        opinion: Opinion,
        version: str,
    ) -> None:
        self._weights, self._intercepts = weights, intercepts
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
        with np.load(weights_path, allow_pickle=False) as arrays:
            scales = arrays["scales"].astype(np.float32)
            weights = arrays["weights"].astype(np.float32) * scales[:, None]
            intercepts = arrays["intercepts"].astype(np.float32)
        if weights.shape != (1 + len(about["flags"]), SIZE):
            raise DataError(weights_path, None, f"has shape {weights.shape}", "install scamguard again")
        return cls(weights, intercepts, [Flag(flag) for flag in about["flags"]], opinion, about["version"])

    def scores(self, plain: str, atoms: Sequence[str]) -> NDArray[np.float64]:
        """Log-odds as the training data has them: of a scam first, then of each flag."""
        indices, values = features(plain, atoms)
        scores: NDArray[np.float64] = self._weights[:, indices] @ values + self._intercepts
        return scores

    def detect(self, text: Text, atoms: Sequence[str], room: float = math.inf) -> Signal | None:
        """The classifier's signal, of at most `room` log-odds, or None where it has nothing to say."""
        scores, opinion = self.scores(text.plain, atoms), self._opinion
        wanted = opinion.trust * (float(scores[0]) + opinion.offset)
        weight = math.floor(min(wanted, opinion.most, room) * 100) / 100
        if weight < LEAST_WEIGHT:
            return None
        flag = self._flags[int(np.argmax(scores[1:]))]
        pieces = self._weightiest(text)
        spans = tuple(text.span(start, end) for start, end in pieces)
        evidence = tuple(text.raw[span.start : span.end] for span in spans)
        return Signal(SIGNAL_ID, flag, FAMILY, weight, spans, evidence, _TITLE, _WHY)

    def _weightiest(self, text: Text) -> list[tuple[int, int]]:
        """The clauses whose n-grams weigh most, in the order of the text."""
        normalised = normalise(text.plain)
        per_character = np.zeros(len(normalised) + 2)
        grams = gram_indices(normalised)
        count = len(np.unique(np.concatenate([indices for _, indices in grams])))
        for n, indices in grams:
            share = self._weights[0, indices] * text_weight(count) / n
            for j in range(n):
                per_character[j : j + len(indices)] += share
        sums = np.concatenate([[0.0], np.cumsum(per_character[1:-1])])
        clauses = [c for c in text.clauses if c.end <= len(normalised)]
        ranked = sorted(clauses, key=lambda c: float(sums[c.start] - sums[c.end]))[:_PIECES]
        return sorted((c.start, c.end) for c in ranked if sums[c.end] > sums[c.start])
