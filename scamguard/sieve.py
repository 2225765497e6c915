"""The sieve: tells of most messages of a batch that they are ordinary, without examining them one by one.

It works out, for all of them at once, the most that examining could find: which texts undisguising would change, which
concepts and rules could hold, what the classifier would say at most. What could get any weight above the least that
the classifier gives must be examined, so that the sieve dismisses nothing that examining would judge otherwise.
"""

from collections.abc import Sequence

from scamguard.classifier.model import Classifier
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


class Sieve:
    """Immutable; the tables that it needs are made when it first screens."""

    def __init__(self, rulebook: Rulebook, classifier: Classifier, policy: Policy) -> None:
        self._rulebook = rulebook
        self._rules = RulebookScreen(rulebook)
        self._classifier = ClassifierScreen(classifier, self._rules.atoms)
        opinion = policy.opinion
        self._highest = policy.least / opinion.trust - opinion.offset - _MARGIN

    def ordinary(self, messages: Sequence[Message]) -> list[str]:
        """For each of at most MAX_TEXTS messages: the language (zh or en) of one that is ordinary, else "".

        Examining an ordinary one would find no disguise, no rule and no secret, and the classifier would say the least
        that it can.
        """
        suited = [number for number, message in enumerate(messages) if _is_suited(message)]
        languages = [""] * len(messages)
        if not suited:
            return languages
        chosen = [messages[number] for number in suited]
        batch = Batch.of([message.text for message in chosen])
        is_ordinary = self._screen(batch, [self._rulebook.atoms_of_sender(message.sender) for message in chosen])
        chinese = _is_chinese(batch)
        for number, ordinary, han in zip(suited, is_ordinary.tolist(), chinese.tolist(), strict=True):
            if ordinary:
                languages[number] = "zh" if han else "en"
        return languages

    def _screen(self, batch: Batch, senders: Sequence[Sequence[str]]) -> Marks:
        found = doubts(batch)
        occurring = self._rules.occurring(batch, found, senders)
        most = self._classifier.most(batch, occurring)
        marks: Marks = ~found.doubted & ~self._rules.firing(batch, occurring) & (most <= self._highest)
        return marks


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
