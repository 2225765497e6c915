"""The sieve: tells of most messages of a batch that they are ordinary, without examining them one by one.

It works out, for all of them at once, the most that examining could find: which texts undisguising would change, which
concepts and rules could hold, what the classifier would say at most. What could get any weight above the least that
the classifier gives must be examined, so that the sieve dismisses nothing that examining would judge otherwise.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.model import LEAST_WEIGHT, Classifier
from scamguard.classifier.screen import MAX_TEXTS, ClassifierScreen
from scamguard.rulebook.rulebook import Rulebook
from scamguard.rulebook.screen import RulebookScreen
from scamguard.scoring import Policy
from scamguard.text.batch import Batch, Marks
from scamguard.text.doubts import doubts
from scamguard.text.kinds import HAN, LATIN
from scamguard.types import Message

MAX_LENGTH = 2_000
"""Characters of a message that the sieve looks at; longer ones are examined."""
MAX_CHARACTERS = 200_000
"""Characters of a batch: its arrays stay in the processor's cache, its memory bounded."""
_MARGIN = 1e-6
"""Sums in another order differ by less."""
_ROUNDING = 0.02
"""Weights and sums are rounded to two decimals."""


class Sieve:
    """Immutable; the tables that it needs are made when it first screens."""

    def __init__(self, rulebook: Rulebook, classifier: Classifier, policy: Policy) -> None:
        self._rulebook = rulebook
        self._rules = RulebookScreen(rulebook)
        self._classifier = ClassifierScreen(classifier, self._rules.atoms)
        self._policy = policy
        self._decisive = np.array([rule.weight >= policy.decisive_weight for rule in rulebook.rules])

    def ordinary(self, messages: Sequence[Message]) -> list[str]:
        """For each of at most MAX_TEXTS messages: the language (zh or en) of one that is ordinary, else "".

        Examining an ordinary one would find no disguise, no rule and no secret, and the classifier would say the least
        that it can.
        """
        suited = [number for number, message in enumerate(messages) if _is_suited(message)]
        languages = [""] * len(messages)
        if not suited:
            return languages
        batch, doubted, firing, opinion = self._screen([messages[number] for number in suited])
        ordinary = ~doubted & ~firing.any(axis=1) & (opinion <= self._policy.least)
        chinese = _is_chinese(batch)
        for number, is_ordinary, han in zip(suited, ordinary.tolist(), chinese.tolist(), strict=True):
            if is_ordinary:
                languages[number] = "zh" if han else "en"
        return languages

    def below(self, messages: Sequence[Message], log_odds: float) -> list[bool]:
        """For each of at most MAX_TEXTS messages: whether examining would surely give it less than some log-odds."""
        suited = [number for number, message in enumerate(messages) if _is_suited(message)]
        marks = [False] * len(messages)
        if not suited:
            return marks
        _, doubted, firing, opinion = self._screen([messages[number] for number in suited])
        highest = self._policy.prior + self._rules.weights(firing) + _heard(np.maximum(opinion, self._policy.least))
        below = ~doubted & ~firing[:, self._decisive].any(axis=1) & (highest < log_odds - _ROUNDING)
        for number, is_below in zip(suited, below.tolist(), strict=True):
            marks[number] = is_below
        return marks

    def _screen(self, messages: Sequence[Message]) -> tuple[Batch, Marks, Marks, NDArray[np.float64]]:
        """The messages as a batch; by text whether it is doubted, by text and rule whether it may fire, and by text the
        classifier's opinion at most."""
        batch = Batch.of([message.text for message in messages])
        found = doubts(batch)
        senders = [self._rulebook.atoms_of_sender(message.sender) for message in messages]
        occurring = self._rules.occurring(batch, found, senders)
        firing = self._rules.firing(batch, occurring)
        scores = self._classifier.most(batch, np.concatenate([occurring, firing], axis=1))
        opinion = self._policy.opinion
        return batch, found.doubted, firing, opinion.trust * (scores + opinion.offset) + _MARGIN


def _heard(opinion: NDArray[np.float64]) -> NDArray[np.float64]:
    """Opinions as they count: one that is too weak for a signal does not."""
    return np.where(np.abs(opinion) < LEAST_WEIGHT + _ROUNDING, np.maximum(opinion, 0.0), opinion)


def _is_suited(message: Message) -> bool:
    return 0 < len(message.text) <= MAX_LENGTH and not message.links


def _is_chinese(batch: Batch) -> Marks:
    """As `language_of` tells of a text of ordinary characters."""
    han, latin = batch.count(batch.has(HAN) & (batch.plain >= 0x4E00)), batch.count(batch.has(LATIN))
    marks: Marks = (han * 4 >= latin) & (han > 0)
    return marks


def batches(messages: Sequence[Message]) -> list[range]:
    """The numbers of messages in batches as the sieve takes them."""
    ranges: list[range] = []
    first = size = 0
    for number, message in enumerate(messages):
        length = min(len(message.text), MAX_LENGTH)
        if number > first and (size + length > MAX_CHARACTERS or number - first == MAX_TEXTS):
            ranges.append(range(first, number))
            first, size = number, 0
        size += length
    return [*ranges, range(first, len(messages))] if messages else []
