"""What each stage of a scan costs, in nanoseconds a character of the corpus, each measured alone on the same batches.

The sieve's stages are measured on all messages, examining on those that the sieve doesn't dismiss; texts of several
messages, which a scan sifts and examines too, are not among them.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from scamguard import Checker, Message
from scamguard.chats import read_chats
from scamguard.classifier.model import Classifier
from scamguard.classifier.screen import MAX_TEXTS, ClassifierScreen
from scamguard.rulebook.screen import RulebookScreen
from scamguard.sieve import MAX_LENGTH, Sieve
from scamguard.text.batch import Batch
from scamguard.text.doubts import doubts
from tests.benchmarks.corpus import corpus_file
from tests.benchmarks.row import Row, run_alone, say

MESSAGES, ROUNDS = 30_000, 3
_Given = TypeVar("_Given")


def measure(messages: int = MESSAGES) -> Sequence[Row]:
    """Each stage, in the order in which a message meets them."""
    checker = Checker()
    rounds = []
    for number in range(ROUNDS + 1):
        rounds.append(_round(checker, messages))
        say(f"round {number}" + " (warming up)" * (number == 0))
    return [Row.of(name, [one[name] for one in rounds[1:]], "ns/character") for name in rounds[0]]


def _round(checker: Checker, messages: int) -> dict[str, float]:
    """What each stage took, a character."""
    taken: defaultdict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[[], _Given]) -> _Given:
        begun = time.perf_counter()
        try:
            return work()
        finally:
            taken[name] += time.perf_counter() - begun

    path = corpus_file(messages)
    read = timed("reading and parsing", lambda: [m for file in read_chats([path]) for m in file.messages])
    characters = sum(len(message.text) for message in read)
    classifier = Classifier.load(checker.policy.opinion)
    rules = RulebookScreen(checker.rulebook)
    screen = ClassifierScreen(classifier, rules.atoms)
    for texts in _batches(read):
        batch = timed("sieve: characters as they read", lambda texts=texts: Batch.of(texts))  # type: ignore[misc]
        _sieve_stages(timed, rules, screen, batch)
    sieve = Sieve(checker.rulebook, classifier, checker.policy)
    sifted = sieve.sift(read)
    left = [message for message, found in zip(read, sifted, strict=True) if not isinstance(found, str)]
    timed("examining what is left", lambda: checker.examine_many(left))
    return {name: 1e9 * seconds / characters for name, seconds in taken.items()}


def _sieve_stages(
    timed: Callable[[str, Callable[[], object]], object], rules: RulebookScreen, screen: ClassifierScreen, batch: Batch
) -> None:
    """The stages of the sieve on one batch."""
    found = doubts(batch)
    timed("sieve: what undisguising may change", lambda: doubts(batch))
    senders = [()] * len(batch)
    occurring = rules.occurring(batch, found, senders)
    timed("sieve: concepts", lambda: rules.occurring(batch, found, senders))
    firing = rules.firing(batch, occurring)
    timed("sieve: rules", lambda: rules.firing(batch, occurring))
    counted = screen.count(batch)
    timed("sieve: n-grams of the classifier", lambda: screen.count(batch))
    timed("sieve: the classifier's opinion", lambda: screen.most(*counted, np.concatenate([occurring, firing])))


def _batches(read: Sequence[Message]) -> Sequence[list[str]]:
    """Texts of lengths that the sieve takes, as many at a time as it takes at most."""
    texts = [message.text for message in read if 0 < len(message.text) <= MAX_LENGTH]
    return [texts[start : start + MAX_TEXTS] for start in range(0, len(texts), MAX_TEXTS)]


if __name__ == "__main__":
    run_alone(measure)
