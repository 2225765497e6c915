"""The sieve: tells of most messages of a batch that they are ordinary, without examining them one by one.

It works out, for all of them at once, the most that examining could find: which texts undisguising would change, which
concepts and rules could hold, what the classifier would say at most. What could get any weight above the least that
the classifier gives must be examined, so that the sieve dismisses nothing that examining would judge otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scamguard.classifier.model import LEAST_WEIGHT, Classifier, Counted
from scamguard.classifier.screen import MAX_TEXTS, ClassifierScreen
from scamguard.rulebook.rulebook import Rulebook
from scamguard.rulebook.screen import RulebookScreen
from scamguard.scoring import Policy
from scamguard.text.batch import Batch, Marks, is_respelt
from scamguard.text.doubts import Doubts, doubts
from scamguard.text.kinds import HAN, LATIN
from scamguard.types import Message

MAX_LENGTH = 2_000
"""Characters of a message that the sieve looks at; longer ones are examined."""
MAX_CHARACTERS = 100_000
"""Characters of a batch, which bound its memory."""
_MARGIN = 1e-6
"""Sums in another order differ by less."""
_ROUNDING = 0.02
"""Weights and sums are rounded to two decimals."""


@dataclass(frozen=True, slots=True)
class Undoubted:
    """What is known of a text that is not doubted: it reads as `plain`, character by character; which entities it may
    hold, and no others; and what the classifier counts in it."""

    plain: str
    amounts: bool
    phones: bool
    counted: Counted


Sifted = str | Undoubted | None
"""What the sieve tells of a text: the language (zh or en) of one that it dismisses; otherwise what is known of it."""


@dataclass(frozen=True, slots=True)
class _Screened:
    """The texts of a batch; by rule and text whether it may fire; by text what the classifier counts (`weighed` and
    `squares`), and its opinion at most."""

    batch: Batch
    doubts: Doubts
    firing: Marks
    weighed: NDArray[np.int64]
    squares: NDArray[np.int64]
    opinion: NDArray[np.float64]


class Sieve:
    """Immutable; the tables that it needs are made when it first screens."""

    def __init__(self, rulebook: Rulebook, classifier: Classifier, policy: Policy) -> None:
        self._rulebook = rulebook
        self._rules = RulebookScreen(rulebook)
        self._classifier = ClassifierScreen(classifier, self._rules.atoms)
        self._policy = policy
        self._decisive = np.array([rule.weight >= policy.decisive_weight for rule in rulebook.rules])

    def sift(self, messages: Sequence[Message], log_odds: float | None = None) -> list[Sifted]:
        """Dismisses the ordinary messages, or, given some log-odds, those to which examining would surely give less.

        Examining an ordinary one would find no disguise, no rule and no secret, and the classifier would say the least
        that it can.
        """
        sifted: list[Sifted] = [None] * len(messages)
        for numbers in _batches(messages):
            texts = [messages[number].text for number in numbers]
            screened = self._screen(texts, [messages[number].sender for number in numbers])
            dismissed = self._ordinary(screened) if log_odds is None else self._below(screened, log_odds)
            for number, found in zip(numbers, _told(screened, texts, dismissed), strict=True):
                sifted[number] = found
        return sifted

    def _ordinary(self, screened: _Screened) -> Marks:
        marks: Marks = ~screened.firing.any(axis=0) & (screened.opinion <= self._policy.least)
        return marks

    def _below(self, screened: _Screened, log_odds: float) -> Marks:
        heard = _heard(np.maximum(screened.opinion, self._policy.least))
        highest = self._policy.prior + self._rules.weights(screened.firing) + heard
        marks: Marks = ~screened.firing[self._decisive].any(axis=0) & (highest < log_odds - _ROUNDING)
        return marks

    def _screen(self, texts: Sequence[str], senders: Sequence[str | None]) -> _Screened:
        batch = Batch.of(texts)
        found = doubts(batch)
        shown = {sender: self._rulebook.atoms_of_sender(sender) for sender in set(senders)}
        occurring = self._rules.occurring(batch, found, [shown[sender] for sender in senders])
        firing = self._rules.firing(batch, occurring)
        weighed, squares = self._classifier.count(batch)
        scores = self._classifier.most(weighed, squares, np.concatenate([occurring, firing]))
        opinion = self._policy.opinion
        highest = opinion.trust * (scores + opinion.offset) + _MARGIN
        return _Screened(batch, found, firing, weighed, squares, highest)


def _told(screened: _Screened, texts: Sequence[str], dismissed: Marks) -> Iterator[Sifted]:
    """What is told of each text."""
    batch, found = screened.batch, screened.doubts
    languages = np.where(_is_chinese(batch), "zh", "en").tolist()
    marked = zip(languages, found.doubted.tolist(), dismissed.tolist(), strict=True)
    for number, (language, is_doubted, is_dismissed) in enumerate(marked):
        if is_doubted:
            yield None
        elif is_dismissed:
            yield language
        elif is_respelt(texts[number]):
            yield None
        else:
            counted = Counted(int(screened.weighed[number]), int(screened.squares[number]))
            yield Undoubted(batch.text(number), bool(found.amounts[number]), bool(found.phones[number]), counted)


def _heard(opinion: NDArray[np.float64]) -> NDArray[np.float64]:
    """Opinions as they count: one that is too weak for a signal does not."""
    return np.where(np.abs(opinion) < LEAST_WEIGHT + _ROUNDING, np.maximum(opinion, 0.0), opinion)


def _is_chinese(batch: Batch) -> Marks:
    """As `language_of` tells of a text of ordinary characters."""
    han, latin = batch.count(batch.has(HAN) & (batch.plain >= 0x4E00)), batch.count(batch.has(LATIN))
    marks: Marks = (han * 4 >= latin) & (han > 0)
    return marks


def _batches(messages: Sequence[Message]) -> Iterator[list[int]]:
    """The numbers of the messages that the sieve looks at, in batches."""
    batch: list[int] = []
    size = 0
    for number, message in enumerate(messages):
        length = len(message.text)
        if message.links or not 0 < length <= MAX_LENGTH:
            continue
        if batch and (size + length > MAX_CHARACTERS or len(batch) == MAX_TEXTS):
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += length
    if batch:
        yield batch
