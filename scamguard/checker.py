"""The one place where text, rulebook, scoring and advice are joined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scamguard.brands import Trusted
from scamguard.classifier.model import Classifier
from scamguard.explanation import advice_for, language_of
from scamguard.rulebook.rulebook import Rulebook
from scamguard.scoring import Policy
from scamguard.text.prepare import prepare
from scamguard.types import Level, Message, Verdict
from scamguard.version import __version__

if TYPE_CHECKING:
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
        message = Message(message) if isinstance(message, str) else message
        text = prepare(message.text)
        detected = self._rulebook.detect(text, message)
        lang = language_of(text.plain)
        verdict = Verdict(
            level=Level.CLEAR,
            prior=self._policy.prior,
            signals=detected.signals,
            edits=detected.edits,
            advice=(),
            lang=lang,
            versions=self._versions,
        )
        room = self._policy.room_for_opinion(verdict)
        opinion = self._classifier.detect(text, detected.atoms, room)
        if opinion is not None:
            signals = sorted((*verdict.signals, opinion), key=lambda signal: -signal.weight)
            verdict = replace(verdict, signals=tuple(signals))
        verdict = replace(verdict, level=self._policy.level(verdict.log_odds))
        return replace(verdict, advice=advice_for(verdict, lang))

    def check_conversation(self, messages: Iterable[str | Message]) -> "ConversationVerdict":
        """The verdict on a conversation, its messages in order.

        The user's own are those with `outgoing`, or, where that is unknown, those whose sender is "me".
        """
        # Imported here, because the check of one message does without.
        from scamguard.watcher import watch

        return watch(self, messages)

    def check_many(self, messages: Iterable[str | Message]) -> Iterator[Verdict]:
        """The verdicts on many messages, in their order, one at a time as they are asked for."""
        return map(self.check, messages)
