"""From signals to a level: log-odds added up by family, compared with the policy's thresholds."""

import math
from dataclasses import dataclass
from pathlib import Path

from scamguard.errors import DataError
from scamguard.resources import bundled
from scamguard.types import Level, Opinion, Verdict, probability

_BELOW = 0.01
"""The least difference between two weights, which have two decimals: to stay below a threshold."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers that decide (models/policy.yaml): prior in log-odds, thresholds as probabilities.

    `beside` is the sum of the rules' shares, without the families `channels`, from which the classifier's opinion may
    help to make SCAM.
    """

    version: int
    prior: float
    suspicious: float
    scam: float
    opinion: Opinion
    beside: float
    channels: frozenset[str]

    @classmethod
    def load(cls, path: Path | None = None) -> "Policy":
        """The shipped policy, or another file of its form. Raises DataError if it is wrong."""
        import yaml

        path = path or bundled("models") / "policy.yaml"
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            classifier = data["classifier"]
            policy = cls(
                version=int(data["version"]),
                prior=float(data["prior"]),
                suspicious=float(data["suspicious"]),
                scam=float(data["scam"]),
                opinion=Opinion(*(float(classifier[name]) for name in ("trust", "offset", "most"))),
                beside=float(classifier["beside"]),
                channels=frozenset(map(str, classifier["channels"])),
            )
        except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise DataError(
                path, None, f"is not a policy: {error!r}", "give version, prior, suspicious, scam and classifier"
            ) from error
        if not 0 < policy.suspicious <= policy.scam < 1:
            raise DataError(path, None, "thresholds out of order", "0 < suspicious <= scam < 1")
        if policy.level(policy.prior + policy.opinion.most) is Level.SCAM:
            raise DataError(path, None, "lets the classifier make a scam alone", "lower classifier: most")
        return policy

    def level(self, log_odds: float) -> Level:
        """The level of a sum in log-odds."""
        chance = probability(log_odds)
        if chance >= self.scam:
            return Level.SCAM
        return Level.SUSPICIOUS if chance >= self.suspicious else Level.CLEAR

    def room_for_opinion(self, verdict: Verdict) -> float:
        """The most that the classifier may add to a verdict that has the rules' signals only, in log-odds."""
        shares = list(zip(verdict.signals, verdict.shares(), strict=True))
        if math.fsum(share for signal, share in shares if signal.family not in self.channels) >= self.beside:
            return self.opinion.most
        return min(self.opinion.most, self.decisive_weight - math.fsum(share for _, share in shares) - _BELOW)

    @property
    def decisive_weight(self) -> float:
        """The least weight that makes SCAM alone."""
        return math.log(self.scam / (1 - self.scam)) - self.prior
