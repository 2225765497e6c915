"""The one place where text, rulebook, scoring and advice are joined."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scamguard.brands import Trusted
from scamguard.classifier.model import Classifier, Counted, ordinary
from scamguard.explanation import LANGUAGES, advice_for, language_of
from scamguard.odds import total
from scamguard.rulebook.rulebook import Rulebook
from scamguard.scoring import Examined, Policy
from scamguard.text.prepare import prepare, read_plainly
from scamguard.types import Edit, EntityKind, Level, Message, Signal, Text, Verdict, Wording
from scamguard.version import __version__

if TYPE_CHECKING:
    from scamguard.sieve import Sieve, Undoubted
    from scamguard.watcher import ConversationVerdict

AT_A_TIME = 4_096
"""Messages that `check_many` takes ahead."""


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
        self._whole_room = self._policy.room_for_opinion(())
        self._default_brand = self._rulebook.default_brand
        verify = self._default_brand.verify
        verdicts = (self._verdict(Level.CLEAR, clear, (), verify, lang) for lang in LANGUAGES)
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
        return self._examine(message, prepare(message.text))

    def examine_many(self, messages: Sequence[Message]) -> list[Examined]:
        """What `examine` finds in each of many messages, found faster."""
        return [
            self._ordinary[found] if isinstance(found, str) else self._examine_sifted(message, found)
            for message, found in zip(messages, self._sieve.sift(messages), strict=True)
        ]

    def examine_joints(self, texts: Sequence[Message]) -> list[Examined | None]:
        """What is in each of some texts of several messages; None where it would leave any conversation CLEAR."""
        return [
            None if isinstance(found, str) else self._examine_sifted(text, found)
            for text, found in zip(texts, self._sieve.sift(texts, self._policy.turning), strict=True)
        ]

    def _examine_sifted(self, message: Message, found: "Undoubted | None") -> Examined:
        if found is None:
            return self.examine(message)
        text = read_plainly(message.text, found.plain, amounts=found.amounts, phones=found.phones)
        return self._examine(message, text, found.counted)

    def _examine(self, message: Message, text: Text, counted: Counted | None = None) -> Examined:
        secret = EntityKind.SECRET in [entity.kind for entity in text.entities]
        detected = self._rulebook.detect(text, message)
        lang = language_of(text.plain)
        signals, edits = detected.signals, detected.edits
        room = self._policy.room_for_opinion(signals) if signals else self._whole_room
        opinion = self._classifier.detect(text, detected.atoms, room, counted)
        if opinion is not None:
            # Nothing but the least that the classifier says of any: most messages share one verdict.
            if not (signals or edits or secret) and opinion.weight == self._policy.least:
                return self._ordinary[lang]
            signals = tuple(sorted((*signals, opinion), key=lambda signal: -signal.weight))
        log_odds = total(self._policy.prior, signals)
        level = self._policy.level(log_odds)
        clear = level is Level.CLEAR
        brand = self._default_brand if clear else self._rulebook.brand_of(text, message, detected.named)
        return Examined(self._verdict(level, signals, edits, brand.verify, lang), log_odds, secret)

    def _verdict(
        self, level: Level, signals: tuple[Signal, ...], edits: tuple[Edit, ...], verify: Wording, lang: str
    ) -> Verdict:
        advice = advice_for(level, signals, verify, lang)
        return Verdict(level, self._policy.prior, signals, edits, advice, verify, lang, self._versions)

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

        Messages are taken ahead, AT_A_TIME at a time.
        """
        waiting = iter(messages)
        while taken := [Message(m) if isinstance(m, str) else m for m in islice(waiting, AT_A_TIME)]:
            yield from (found.verdict for found in self.examine_many(taken))
