"""The one place where text, rulebook, scoring and advice are joined."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scamguard.brands import Trusted
from scamguard.classifier.model import Classifier, ordinary
from scamguard.explanation import LANGUAGES, advice_for, language_of
from scamguard.odds import total
from scamguard.rulebook.rulebook import Rulebook
from scamguard.scoring import Policy
from scamguard.text.prepare import prepare
from scamguard.types import Edit, EntityKind, Examined, Level, Message, Signal, Verdict
from scamguard.version import __version__

if TYPE_CHECKING:
    from scamguard.sieve import Sieve
    from scamguard.watcher import ConversationVerdict


class Checker:
    """Checks messages. Immutable, safe to share between threads, and picklable.

    Takes folders with additional rules, files with additional brands, and what the user trusts. Raises DataError if one
    of these files is wrong.
    """

    def __init__(
        self,
        *,
        rules: Sequence[Path] = (),
        brands: Sequence[Path] = (),
        trusted: Trusted | None = None,
        policy: Policy | None = None,
    ) -> None:
        self._rulebook = Rulebook.load(rules, brands, trusted)
        self._policy = policy or Policy.load()
        self._classifier = Classifier.load(self._policy.opinion)
        self._versions = {
            "scamguard": __version__,
            "policy": str(self._policy.version),
            "classifier": self._classifier.version,
        }
        clear = (ordinary(self._policy.least),)
        verdicts = (self._verdict(Level.CLEAR, clear, (), lang) for lang in LANGUAGES)
        self._ordinary = {one.lang: Examined(one, one.log_odds, holds_secret=False) for one in verdicts}

    def __getstate__(self) -> dict[str, object]:
        """All but the sieve, which is made again where it is needed."""
        return {name: value for name, value in self.__dict__.items() if name != "_sieve"}

    @property
    def policy(self) -> Policy:
        """The numbers that decide."""
        return self._policy

    @property
    def rulebook(self) -> Rulebook:
        """The rules in use."""
        return self._rulebook

    def check(self, message: str | Message) -> Verdict:
        """The verdict on one message. Any text of any length is taken; time is linear in it."""
        return self.examine(Message(message) if isinstance(message, str) else message).verdict

    def examine(self, message: Message) -> Examined:
        """The verdict on one message, and whether it holds a secret."""
        text = prepare(message.text)
        secret = any(entity.kind is EntityKind.SECRET for entity in text.entities)
        detected = self._rulebook.detect(text, message)
        lang = language_of(text.plain)
        signals, edits = detected.signals, detected.edits
        opinion = self._classifier.detect(text, detected.atoms, self._policy.room_for_opinion(signals))
        if opinion is not None:
            signals = tuple(sorted((*signals, opinion), key=lambda signal: -signal.weight))
        log_odds = total(self._policy.prior, signals)
        return Examined(self._verdict(self._policy.level(log_odds), signals, edits, lang), log_odds, secret)

    def _verdict(self, level: Level, signals: tuple[Signal, ...], edits: tuple[Edit, ...], lang: str) -> Verdict:
        advice = advice_for(level, signals, lang)
        return Verdict(level, self._policy.prior, signals, edits, advice, lang, self._versions)

    @cached_property
    def _sieve(self) -> "Sieve":
        # Imported here, because the check of one message does without.
        from scamguard.sieve import Sieve

        return Sieve(self._rulebook, self._classifier, self._policy)

    def check_conversation(self, messages: Iterable[str | Message]) -> "ConversationVerdict":
        """The verdict on a conversation, its messages in order.

        The user's own are those with `outgoing`, or, where that is unknown, those whose sender is "me".
        """
        # Imported here, because the check of one message does without.
        from scamguard.watcher import watch

        return watch(self, messages)

    def check_many(self, messages: Iterable[str | Message]) -> Iterator[Verdict]:
        """The verdicts on many messages, in their order: those that `check` gives, found faster.

        Messages are taken ahead, some thousands at a time.
        """
        # Imported here, because the check of one message does without.
        from scamguard.classifier.screen import MAX_TEXTS
        from scamguard.sieve import batches
        from scamguard.watcher import examine_all

        waiting = iter(messages)
        while taken := [Message(m) if isinstance(m, str) else m for m in islice(waiting, MAX_TEXTS)]:
            for numbers in batches(taken):
                yield from (found.verdict for found in examine_all(self, taken[numbers.start : numbers.stop]))

    def harmless_together(self, messages: Sequence[Message]) -> list[bool]:
        """Whether each of some texts of several messages would surely leave a conversation CLEAR.

        Takes as many as `sieve.batches` puts together.
        """
        return self._sieve.below(messages, self._policy.turning)

    def screen(self, messages: Sequence[Message]) -> list[Examined | None]:
        """What is in those of many messages that are ordinary, None where one must be examined.

        Takes as many as `sieve.batches` puts together.
        """
        return [self._ordinary.get(language) for language in self._sieve.ordinary(messages)]
