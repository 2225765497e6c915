"""From signals to a level: log-odds added up by family, compared with the policy's thresholds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scamguard.errors import DataError
from scamguard.odds import Opinion, Room, log_odds, probability, shares
from scamguard.resources import bundled, parsed, shipped_data
from scamguard.types import Level, Signal, Verdict

_BELOW = 0.01
"""The least difference between two weights, which have two decimals: to stay below a threshold."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """How conversations are judged: at most `messages` of one sender are read together as one text of at most so many
    `characters`, and `suspicious` is the probability from which a conversation is SUSPICIOUS, more than for a message
    that stands alone. A message stirs, so that it is read with those around it, if alone its log-odds are above
    `stirring`; so do two in a row of at most `piece` characters each."""

    messages: int
    characters: int
    piece: int
    stirring: float
    suspicious: float


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers that decide (models/policy.yaml): prior in log-odds, thresholds as probabilities.

    `least` is how far the classifier's opinion may lower what rules found, in log-odds, `least_decisive` where one of
    them is decisive; `certain` the probability from which it may help to make SCAM, not counting rules of the families
    `channels`.
    """

    version: int
    prior: float
    suspicious: float
    scam: float
    certain: float
    opinion: Opinion
    least: float
    least_decisive: float
    channels: frozenset[str]
    conversation: Conversation

    @classmethod
    def load(cls, path: Path | None = None) -> "Policy":
        """The shipped policy, or another file of its form. Raises DataError if it is wrong."""
        shown = path or bundled("models") / "policy.yaml"
        try:
            data = parsed(path) if path else shipped_data("models", "policy")
            classifier = data["classifier"]
            policy = cls(
                version=int(data["version"]),
                prior=float(data["prior"]),
                suspicious=float(data["suspicious"]),
                scam=float(data["scam"]),
                certain=float(classifier["certain"]),
                opinion=Opinion(*(float(classifier[name]) for name in ("trust", "offset", "most"))),
                least=float(classifier["least"]),
                least_decisive=float(classifier["least_decisive"]),
                channels=frozenset(map(str, classifier["channels"])),
                conversation=Conversation(
                    messages=int(data["conversation"]["messages"]),
                    characters=int(data["conversation"]["characters"]),
                    piece=int(data["conversation"]["piece"]),
                    stirring=float(data["conversation"]["stirring"]),
                    suspicious=float(data["conversation"]["suspicious"]),
                ),
            )
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise DataError(
                shown,
                None,
                f"is not a policy: {error!r}",
                "give version, prior, suspicious, scam, classifier and conversation",
            ) from error
        if not 0 < policy.suspicious <= policy.conversation.suspicious <= policy.scam <= policy.certain < 1:
            order = "0 < suspicious <= conversation.suspicious <= scam <= certain < 1"
            raise DataError(shown, None, "thresholds out of order", order)
        if policy.least > 0 or policy.least_decisive > 0:
            raise DataError(
                shown, None, "classifier: least is above 0", "give what it may take away, as a number below 0"
            )
        return policy

    def level(self, total: float) -> Level:
        """The level of a sum in log-odds."""
        chance = probability(total)
        if chance >= self.scam:
            return Level.SCAM
        return Level.SUSPICIOUS if chance >= self.suspicious else Level.CLEAR

    def conversation_level(self, total: float) -> Level:
        """The level of a conversation whose worst is a sum in log-odds."""
        return Level.CLEAR if probability(total) < self.conversation.suspicious else self.level(total)

    def room_for_opinion(self, signals: Sequence[Signal]) -> Room:
        """What an opinion may add to the rules' signals.

        Unless the whole is certain it stays below SCAM; from a decisive rule it takes nothing below SUSPICIOUS.
        """
        own, decisive_weight, least = shares(signals), self.decisive_weight, self.least
        found = math.fsum(own)
        counted = [share for signal, share in zip(signals, own, strict=True) if signal.family not in self.channels]
        if any(signal.weight >= decisive_weight for signal in signals):
            least = min(0.0, max(self.least_decisive, log_odds(self.suspicious) - self.prior - found))
        return Room(
            least=least,
            most=max(0.0, decisive_weight - found - _BELOW),
            certain=log_odds(self.certain) - self.prior - math.fsum(counted),
        )

    @property
    def turning(self) -> float:
        """The least log-odds that make a conversation SUSPICIOUS."""
        return log_odds(self.conversation.suspicious)

    @property
    def decisive_weight(self) -> float:
        """The least weight that makes SCAM alone."""
        return log_odds(self.scam) - self.prior


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a message: the verdict, its log-odds, and whether it holds a seed phrase or private key."""

    verdict: Verdict
    log_odds: float
    holds_secret: bool
