"""Models to compare the classifier with: a plain one from scikit-learn, and ones that see only artefacts.

All are trained on messages as they stand and give a score for each of others, higher for a scam.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scamguard.evaluation.metrics import Floats

ARTEFACTS: tuple[Callable[[str], int], ...] = (
    len,
    lambda text: len(text.split()),
    lambda text: sum(char.isdigit() for char in text),
    lambda text: sum(char > "\x7f" for char in text),
    lambda text: text.count("\ufffd"),
    lambda text: sum(char.isupper() for char in text),
)
"""What public sets are known to leak their labels by: length in characters and words, digits, characters beyond ASCII,
broken characters, upper-case letters."""


def plain_scores(
    texts: Sequence[str], is_scam: NDArray[np.bool_], importances: Floats, others: Sequence[str]
) -> Floats:
    """Logistic regression over TF-IDF of character 2- to 4-grams within words, all else as scikit-learn has it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    model = make_pipeline(vectorizer, LogisticRegression(max_iter=1000))
    model.fit(texts, is_scam, logisticregression__sample_weight=importances)
    scores: Floats = model.decision_function(others)
    return scores


def linear_artefact_scores(
    texts: Sequence[str], is_scam: NDArray[np.bool_], importances: Floats, others: Sequence[str]
) -> Floats:
    """Logistic regression over the logarithms of the artefacts."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression())
    return _artefact_scores(model, {"logisticregression__sample_weight": importances}, texts, is_scam, others)


def boosted_artefact_scores(
    texts: Sequence[str], is_scam: NDArray[np.bool_], importances: Floats, others: Sequence[str]
) -> Floats:
    """Boosted trees over the artefacts, which find what only several of them together or a range of one gives away."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(random_state=0)
    return _artefact_scores(model, {"sample_weight": importances}, texts, is_scam, others)


def _artefact_scores(
    model: Any, weighting: dict[str, Floats], texts: Sequence[str], is_scam: NDArray[np.bool_], others: Sequence[str]
) -> Floats:
    model.fit(_artefacts(texts), is_scam, **weighting)
    scores: Floats = model.decision_function(_artefacts(others))
    return scores


def _artefacts(texts: Sequence[str]) -> Floats:
    """ln(1 + count) of each artefact, a row for each text."""
    return np.log1p([[count(text) for count in ARTEFACTS] for text in texts])
