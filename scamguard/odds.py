"""Probabilities and log-odds (natural logarithm), the two scales of a verdict."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

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


class Weighed(Protocol):
    """What has a weight in log-odds, of which the strongest of each family counts."""

    @property
    def family(self) -> str: ...

    @property
    def weight(self) -> float: ...


def shares(signals: Sequence[Weighed]) -> tuple[float, ...]:
    """What each signal adds to a sum: the strongest of a family its weight, the others of it 0."""
    strongest: dict[str, int] = {}
    for i, signal in enumerate(signals):
        best = strongest.setdefault(signal.family, i)
        if signal.weight > signals[best].weight:
            strongest[signal.family] = i
    return tuple([s.weight if strongest[s.family] == i else 0.0 for i, s in enumerate(signals)])


def total(prior: float, signals: Sequence[Weighed]) -> float:
    """The sum in log-odds, to the two decimals that weights have."""
    return round(prior + math.fsum(shares(signals)), 2)
