"""What the checker says of a labelled message or conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scamguard.checker import Checker
from scamguard.evaluation.metrics import Scores
from scamguard.evaluation.read import Labelled
from scamguard.types import Level, Message, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled message or conversation and its verdict: that on its message number `turn` (from 0), the worst."""

    labelled: Labelled
    verdict: Verdict
    turn: int

    @property
    def message(self) -> Message:
        """The message that the verdict is about."""
        return self.labelled.messages[self.turn]

    @property
    def is_flagged(self) -> bool:
        """Whether it was called SUSPICIOUS or SCAM."""
        return self.verdict.level >= Level.SUSPICIOUS


def judge(checker: Checker, labelled: Labelled) -> Judged:
    """The verdict on a message; for a conversation, on its message with the highest log-odds, the first of equals."""
    verdicts = [checker.check(message) for message in labelled.messages]
    turn = max(range(len(verdicts)), key=lambda i: verdicts[i].log_odds)
    return Judged(labelled, verdicts[turn], turn)


def scores_of(judged: Sequence[Judged]) -> Scores:
    """What the figures are made from, as arrays."""
    return Scores(
        is_scam=np.array([one.labelled.is_scam for one in judged], dtype=np.bool_),
        level=np.array([one.verdict.level for one in judged], dtype=np.int64),
        log_odds=np.array([one.verdict.log_odds for one in judged], dtype=np.float64),
        score=np.array([one.verdict.score for one in judged], dtype=np.float64),
    )
