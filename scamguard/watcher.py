"""Conversations: what several messages of one sender say together, and where the talk turned."""

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from scamguard.odds import probability
from scamguard.scoring import Policy
from scamguard.text.prepare import prepare
from scamguard.types import EntityKind, Level, Message, Verdict

OWN = "me"
"""The sender's name that stands for the user where a message doesn't say whether it is outgoing."""
MAX_SENDERS = 1_000
"""Senders of one conversation whose last messages are remembered: those who wrote last."""
MAX_JOINED = 2_000
"""Characters of a sender's messages that are read together."""


class StageName(StrEnum):
    """The steps in which a scam unfolds."""

    CONTACT = "contact"
    LURE = "lure"
    PRESSURE = "pressure"
    REQUEST = "request"
    LEAK = "leak"


_STAGE_OF_TOPIC = {
    "channels": StageName.CONTACT,
    "lures": StageName.LURE,
    "pressure": StageName.PRESSURE,
    "credentials": StageName.REQUEST,
    "demands": StageName.REQUEST,
    "devices": StageName.REQUEST,
    "money": StageName.REQUEST,
}
"""What a rule of each topic (the first part of its id) shows."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step taken in the message number `turn` (from 0)."""

    turn: int
    name: StageName


@dataclass(frozen=True, slots=True)
class ConversationVerdict:
    """What became of a conversation.

    `level` and `score` (0 to 1) are the highest reached; `levels` the level after each message; `turn` the number of
    the message (from 0) at which the final level was reached, None if it is CLEAR; `verdicts` those on each message
    alone; `reason` the verdict that set the final level, on the message or on the sender's last messages `joined` to
    one text; `sender` who wrote them; `stages` the steps seen, in order; `leaks` the numbers of the user's own messages
    that hold a seed phrase or private key.
    """

    level: Level
    score: float
    levels: tuple[Level, ...]
    turn: int | None
    stages: tuple[Stage, ...]
    verdicts: tuple[Verdict, ...]
    reason: Verdict | None
    joined: tuple[int, ...]
    sender: str | None
    leaks: tuple[int, ...]


class Checks(Protocol):
    """What a watcher needs of a Checker."""

    @property
    def policy(self) -> Policy: ...

    def check(self, message: str | Message) -> Verdict: ...


class ConversationWatcher:
    """Follows one conversation, message by message. Remembers a few messages a sender, whatever the length."""

    def __init__(self, checker: Checks) -> None:
        self._checker = checker
        self._recent: OrderedDict[str | None, deque[tuple[int, Message]]] = OrderedDict()
        self._verdicts: list[Verdict] = []
        self._levels: list[Level] = []
        self._stages: list[Stage] = []
        self._leaks: list[int] = []
        self._log_odds = checker.policy.prior
        self._reason: Verdict | None = None
        self._joined: tuple[int, ...] = ()
        self._sender: str | None = None
        self._turn: int | None = None

    def add(self, message: str | Message) -> Level:
        """Reads the next message; the conversation's level after it."""
        message = Message(message) if isinstance(message, str) else message
        turn, verdict = len(self._verdicts), self._checker.check(message)
        self._verdicts.append(verdict)
        if is_own(message):
            if holds_secret(message.text):
                self._leaks.append(turn)
                self._stages.append(Stage(turn, StageName.LEAK))
            self._levels.append(self.level)
        else:
            self._note_stages(turn, verdict)
            self._judge(turn, message.sender, verdict, (turn,), 0.0)
            together = self._joined_with(turn, message)
            if len(together) > 1:
                numbers, messages = zip(*together, strict=True)
                joint = self._checker.check(_joint(messages))
                self._judge(turn, message.sender, joint, numbers, self._checker.policy.conversation.discount)
            self._levels.append(self.level)
        return self.level

    @property
    def level(self) -> Level:
        """The level reached so far."""
        return self._checker.policy.level(self._log_odds)

    def verdict(self) -> ConversationVerdict:
        """The verdict on the conversation so far."""
        return ConversationVerdict(
            level=self.level,
            score=probability(self._log_odds),
            levels=tuple(self._levels),
            turn=self._turn,
            stages=tuple(self._stages),
            verdicts=tuple(self._verdicts),
            reason=self._reason,
            joined=self._joined,
            sender=self._sender,
            leaks=tuple(self._leaks),
        )

    def _note_stages(self, turn: int, verdict: Verdict) -> None:
        known = {stage.name for stage in self._stages}
        for signal in verdict.signals:
            name = _STAGE_OF_TOPIC.get(signal.id.split("/")[0])
            if name is not None and name not in known:
                known.add(name)
                self._stages.append(Stage(turn, name))

    def _judge(self, turn: int, sender: str | None, verdict: Verdict, joined: tuple[int, ...], discount: float) -> None:
        """Raises the conversation to a verdict, if it says more than all before."""
        log_odds = verdict.log_odds - discount
        if log_odds <= self._log_odds:
            return
        before, self._log_odds = self.level, log_odds
        if self.level > before:
            self._turn, self._sender, self._reason, self._joined = turn, sender, verdict, joined

    def _joined_with(self, turn: int, message: Message) -> list[tuple[int, Message]]:
        """The sender's last messages with this one, as many as are read together."""
        recent = self._recent.setdefault(message.sender, deque(maxlen=self._checker.policy.conversation.messages))
        self._recent.move_to_end(message.sender)
        if len(self._recent) > MAX_SENDERS:
            self._recent.popitem(last=False)
        recent.append((turn, message))
        together: list[tuple[int, Message]] = []
        length = 0
        for one in reversed(recent):
            length += len(one[1].text)
            if together and length > MAX_JOINED:
                break
            together.append(one)
        return together[::-1]


def watch(checker: Checks, messages: Iterable[str | Message]) -> ConversationVerdict:
    """The verdict on a whole conversation, its messages in order."""
    watcher = ConversationWatcher(checker)
    for message in messages:
        watcher.add(message)
    return watcher.verdict()


def is_own(message: Message) -> bool:
    """Whether the user wrote it."""
    return message.sender == OWN if message.outgoing is None else message.outgoing


def holds_secret(text: str) -> bool:
    """Whether a text holds a seed phrase or private key."""
    return any(entity.kind is EntityKind.SECRET for entity in prepare(text).entities)


def _joint(messages: tuple[Message, ...]) -> Message:
    """Several messages of one sender as one text, a line each."""
    links = tuple(link for message in messages for link in message.links)
    return Message("\n".join(message.text for message in messages), sender=messages[-1].sender, links=links)
