"""Training: scikit-learn fits the heads, the weights are rounded to 8 bits, everything is reproducible bit for bit."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.features import (
    FLAG_SIZE,
    FREQUENCY_STEPS,
    LONGEST_GRAM,
    LONGEST_PHRASE,
    SIZE,
    TELLING_LENGTH,
    TEXT_SIZE,
    Indices,
    features,
    values,
)
from scamguard.classifier.model import MODEL_NAME
from scamguard.errors import DataError
from scamguard.types import Flag

SCAM_REGULARISATION = 320.0
FLAG_REGULARISATION = 50.0
"""Inverse strengths of the L2 penalty; tried on the development authors: 128, 320 and 960 for the first."""
LEAST_DOCUMENTS = 3
"""Rarer features are left out: they are names and chance, and fill the file."""
LEAST_FLAG_EXAMPLES = 20
PUBLIC_IMPORTANCE = 0.3
"""How much an everyday message of a public set counts: enough that ordinary talk is left alone (the authors
r1 to r5 lost no recall at 0.3 and two points at 1, with the first model)."""
VERSION = "5"


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
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
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
    flags = [flag for flag in Flag if sum(flag in e.flags for e in examples) >= LEAST_FLAG_EXAMPLES]
    _write(fit(examples, flags), flags, len(examples), folder)


def fit(examples: Sequence[Example], flags: Sequence[Flag]) -> dict[str, NDArray[Any]]:
    """The arrays of a Classifier fitted on examples, with a head for "scam" and one for each flag, in their order."""
    found = [features(example.plain, example.atoms) for example in examples]
    frequencies = inverse_document_frequencies(found)
    importances = np.array([example.importance for example in examples])
    is_scam = np.array([example.is_scam for example in examples])
    heads = [_fit_head(_matrix(found, frequencies, SIZE), is_scam, importances, SCAM_REGULARISATION)]
    folded = _matrix(found, frequencies, FLAG_SIZE)
    for flag in flags:
        raises = np.array([flag in example.flags for example in examples])
        heads.append(_fit_head(folded, raises, importances, FLAG_REGULARISATION))
    rounded, scales = zip(*(_rounded(weights) for weights, _ in heads), strict=True)
    return {
        "frequencies": frequencies,
        "weights": rounded[0],
        "flag_weights": np.array(rounded[1:], dtype=np.int8).reshape(len(flags), FLAG_SIZE),
        "scales": np.array(scales),
        "intercepts": np.array([intercept for _, intercept in heads]),
    }


def inverse_document_frequencies(found: Sequence[Indices]) -> NDArray[np.uint8]:
    """1 + ln((1 + documents) / (1 + documents with the feature)), as scikit-learn smooths it; 1 for atoms, 0 for
    features of fewer than LEAST_DOCUMENTS documents; all in FREQUENCY_STEPS."""
    counts = np.bincount(np.concatenate(found), minlength=SIZE)
    frequencies = 1 + np.log((1 + len(found)) / (1 + counts))
    frequencies[TEXT_SIZE:] = 1
    frequencies[counts < LEAST_DOCUMENTS] = 0
    rounded: NDArray[np.uint8] = np.rint(frequencies * FREQUENCY_STEPS).astype(np.uint8)
    return rounded


def _matrix(found: Sequence[Indices], frequencies: NDArray[np.uint8], size: int) -> Any:
    """The rows of values, features folded into `size` columns."""
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *map(len, found)])
    rows = np.concatenate([values(frequencies[indices]) for indices in found])
    matrix = csr_matrix((rows, np.concatenate(found) % size, starts), shape=(len(found), size))
    matrix.sum_duplicates()
    return matrix


def _fit_head(
    matrix: Any, label: NDArray[np.bool_], importances: NDArray[np.float64], strength: float
) -> tuple[NDArray[np.float64], float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, solver="liblinear", random_state=0, max_iter=1000)
    model.fit(matrix, label, sample_weight=importances)
    return model.coef_[0], float(model.intercept_[0])


def _rounded(weights: NDArray[np.float64]) -> tuple[NDArray[np.int8], float]:
    """Weights in 8 bits, and the scale that they are to be multiplied with."""
    scale = max(float(np.abs(weights).max()), 1e-9) / 127
    rounded: NDArray[np.int8] = np.rint(weights / scale).astype(np.int8)
    return rounded, scale


def _write(arrays: dict[str, NDArray[Any]], flags: Sequence[Flag], count: int, folder: Path) -> None:
    """Write the two files."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{MODEL_NAME}.npz"
    np.savez_compressed(
        path,
        frequencies=arrays["frequencies"],
        weights=arrays["weights"],
        flag_weights=arrays["flag_weights"],
        scales=arrays["scales"],
        intercepts=arrays["intercepts"],
    )
    about = {
        "version": VERSION,
        "examples": count,
        "size": SIZE,
        "settings": {
            "longest_gram": LONGEST_GRAM,
            "longest_phrase": LONGEST_PHRASE,
            "flag_size": FLAG_SIZE,
            "least_documents": LEAST_DOCUMENTS,
            "frequency_steps": FREQUENCY_STEPS,
            "telling_length": TELLING_LENGTH,
            "scam_regularisation": SCAM_REGULARISATION,
            "flag_regularisation": FLAG_REGULARISATION,
            "public_importance": PUBLIC_IMPORTANCE,
        },
        "flags": [str(flag) for flag in flags],
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (folder / f"{MODEL_NAME}.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
