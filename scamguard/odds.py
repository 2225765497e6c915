"""Probabilities and log-odds (natural logarithm), the two scales of a verdict."""

import math
from dataclasses import dataclass
from functools import lru_cache

_LARGEST_EXPONENT = 700.0
"""Beyond it the exponential of a float overflows; the probability is 0 to all digits long before."""


def probability(log_odds: float) -> float:
    """The probability, 0 to 1, that log-odds stand for: the logistic function."""
    return 1 / (1 + math.exp(min(-log_odds, _LARGEST_EXPONENT)))


@lru_cache(maxsize=64)
def log_odds(probability: float) -> float:
    """The log-odds of a probability between 0 and 1, both excluded: the inverse of `probability`."""
    return math.log(probability / (1 - probability))


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the classifier's score is worth: trust * (score + offset), at most `most`, in log-odds."""

    trust: float
    offset: float
    most: float


@dataclass(frozen=True, slots=True)
class Room:
    """What an opinion may weigh beside what the rules found: from `least` to `most`, or `certain` and more.

    In log-odds.
    """

    least: float = -math.inf
    most: float = math.inf
    certain: float = math.inf
