"""The public yardstick: what scikit-learn takes for character n-grams of the same texts."""

from collections.abc import Sequence
from typing import Any

from tests.benchmarks.pieces import train_rows

BATCH = 10_000
"""Texts that it is given at a time, so that the matrix of their n-grams fits into memory."""


def hashing() -> Any:
    """scikit-learn's HashingVectorizer, with the n-grams that are usual for short messages."""
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4))


class Yardstick:
    """HashingVectorizer and SGDClassifier, trained on the rows of datasets/ that the shipped classifier learnt from."""

    def __init__(self) -> None:
        from sklearn.linear_model import SGDClassifier

        texts, scams = train_rows()
        self._hashing = hashing()
        self._classifier = SGDClassifier(loss="log_loss", random_state=0)
        self._classifier.fit(self._hashing.transform(texts), scams)

    def judge(self, texts: Sequence[str]) -> None:
        """Gives every text its probability."""
        for start in range(0, len(texts), BATCH):
            self._classifier.predict_proba(self._hashing.transform(texts[start : start + BATCH]))
