"""What the checker says of a labelled message or conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scamguard.checker import Checker
from scamguard.evaluation.metrics import Scores
from scamguard.evaluation.read import Labelled
from scamguard.odds import probability
from scamguard.types import Level, Message, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled message or conversation, its level and log-odds, and the verdict that gave them, on its message number
    `turn` (from 0) or, for a conversation, on the sender's last messages up to there."""

    labelled: Labelled
    verdict: Verdict
    turn: int
    level: Level
    log_odds: float

    @property
    def message(self) -> Message:
        """The message that the verdict is about."""
        return self.labelled.messages[self.turn]

    @property
    def is_flagged(self) -> bool:
        """Whether it was called SUSPICIOUS or SCAM."""
        return self.level >= Level.SUSPICIOUS


def judge(checker: Checker, labelled: Labelled) -> Judged:
    """The verdict on a message or conversation; for one that stays CLEAR, on its message with the highest log-odds."""
    if not labelled.is_conversation:
        verdict = checker.check(labelled.messages[0])
        return Judged(labelled, verdict, 0, verdict.level, verdict.log_odds)
    whole = checker.check_conversation(labelled.messages)
    turn, reason = whole.turn, whole.reason
    if turn is None or reason is None:
        turn = max(range(len(whole.verdicts)), key=lambda i: whole.verdicts[i].log_odds)
        reason = whole.verdicts[turn]
    return Judged(labelled, reason, turn, whole.level, whole.log_odds)


def scores_of(judged: Sequence[Judged]) -> Scores:
    """What the figures are made from, as arrays."""
    return Scores(
        is_scam=np.array([one.labelled.is_scam for one in judged], dtype=np.bool_),
        level=np.array([one.level for one in judged], dtype=np.int64),
        log_odds=np.array([one.log_odds for one in judged], dtype=np.float64),
        score=np.array([probability(one.log_odds) for one in judged], dtype=np.float64),
    )
