"""Training: scikit-learn fits the heads, the weights are rounded to 8 bits, everything is reproducible bit for bit."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import SIZE, features
from scamguard.classifier.model import MODEL_NAME
from scamguard.errors import DataError
from scamguard.types import Flag

SCAM_REGULARISATION = 50.0
FLAG_REGULARISATION = 10.0
"""Inverse strengths of the L2 penalty; tried on the development authors: 10, 50 and 200 for the first."""
LEAST_FLAG_EXAMPLES = 20
PUBLIC_IMPORTANCE = 0.3
"""How much an everyday message of a public set counts: enough that ordinary talk is left alone (development authors
lose no recall at 0.3 and two points at 1)."""
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message: its plain text, the atoms that the rulebook found, whether it is a scam, its flags, and how
    much it counts in training."""

    plain: str
    atoms: tuple[str, ...]
    is_scam: bool
    flags: tuple[str, ...]
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a dataset file (datasets/README.md says what the fields mean)."""

    text: str
    is_scam: bool
    flags: tuple[str, ...]
    lang: str
    kind: str
    author: str
    split: str


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The rows of dataset files, in order. Raises DataError for a line that is not such a row."""
    rows = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                label = {"scam": True, "honest": False}[row["label"]]
                rows.append(
                    Row(row["text"], label, tuple(row["flags"]), row["lang"], row["kind"], row["author"], row["split"])
                )
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(path, number, f"is not a dataset row: {error!r}", "see datasets/README.md") from error
    return rows


def train(examples: Sequence[Example], folder: Path) -> None:
    """Fit the model on examples and write text.npz and text.json into a folder."""
    matrix = _matrix(examples)
    importances = np.array([example.importance for example in examples])
    flags = [flag for flag in Flag if sum(flag in e.flags for e in examples) >= LEAST_FLAG_EXAMPLES]
    labels = [np.array([example.is_scam for example in examples])]
    labels += [np.array([flag in example.flags for example in examples]) for flag in flags]
    weights = np.zeros((len(labels), SIZE), dtype=np.float32)
    intercepts = np.zeros(len(labels), dtype=np.float32)
    for head, label in enumerate(labels):
        strength = SCAM_REGULARISATION if head == 0 else FLAG_REGULARISATION
        weights[head], intercepts[head] = _fit(matrix, label, importances, strength)
    _write(weights, intercepts, flags, len(examples), folder)


def _matrix(examples: Sequence[Example]) -> Any:
    from scipy.sparse import csr_matrix

    pairs = [features(example.plain, example.atoms) for example in examples]
    starts = np.cumsum([0, *(len(indices) for indices, _ in pairs)])
    indices = np.concatenate([indices for indices, _ in pairs])
    values = np.concatenate([values for _, values in pairs])
    return csr_matrix((values, indices, starts), shape=(len(examples), SIZE))


def _fit(
    matrix: Any, label: NDArray[np.bool_], importances: NDArray[np.float64], strength: float
) -> tuple[NDArray[np.float64], float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, solver="liblinear", random_state=0, max_iter=1000)
    model.fit(matrix, label, sample_weight=importances)
    return model.coef_[0], float(model.intercept_[0])


def _write(
    weights: NDArray[np.float32], intercepts: NDArray[np.float32], flags: Sequence[Flag], count: int, folder: Path
) -> None:
    """Round to 8 bits a weight, with a scale a head, and write the two files."""
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    rounded = np.rint(weights / scales[:, None]).astype(np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{MODEL_NAME}.npz"
    np.savez_compressed(path, weights=rounded, scales=scales.astype(np.float32), intercepts=intercepts)
    about = {
        "version": VERSION,
        "examples": count,
        "size": SIZE,
        "flags": [str(flag) for flag in flags],
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (folder / f"{MODEL_NAME}.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
