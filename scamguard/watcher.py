"""Conversations: what several messages of one sender say together, and where the talk turned."""

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from scamguard.odds import probability
from scamguard.scoring import Policy
from scamguard.text.prepare import prepare
from scamguard.types import OWN, EntityKind, Level, Message, Verdict

MAX_SENDERS = 1_000
"""Senders of one conversation whose last messages are remembered: those who wrote last."""
SHORTEST_SECRET = 23
"""Characters: twelve Chinese characters of a seed phrase with marks between; all else that is a secret is longer."""
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
class Turn:
    """What one message did to its conversation.

    `number` counts the conversation's messages from 0; `verdict` is on the message alone; `level` the conversation's
    after it; `log_odds` the highest reached. `reason` is the verdict that raised the level, on the message or on the
    sender's last messages (their numbers in `joined`) as one text, None if the level stayed. `stages` are the steps
    first seen here. `own`: the user wrote it; `leak`: a seed phrase or private key was given away, by the user or,
    where it is not known who that is, by anybody.
    """

    number: int
    verdict: Verdict
    level: Level
    log_odds: float
    reason: Verdict | None
    joined: tuple[int, ...]
    stages: tuple[StageName, ...]
    own: bool
    leak: bool


@dataclass(frozen=True, slots=True)
class ConversationVerdict:
    """What became of a conversation.

    `level` and `log_odds` are the highest reached; `levels` the level after each message; `turn` the number of
    the message (from 0) at which the final level was reached, None if it is CLEAR; `verdicts` those on each message
    alone; `reason` the verdict that set the final level, on the message or on the sender's last messages `joined` to
    one text; `sender` who wrote them; `stages` the steps seen, in order; `leaks` the numbers of the messages in which a
    seed phrase or private key was given away (see Turn).
    """

    level: Level
    log_odds: float
    levels: tuple[Level, ...] = ()
    turn: int | None = None
    stages: tuple[Stage, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    reason: Verdict | None = None
    joined: tuple[int, ...] = ()
    sender: str | None = None
    leaks: tuple[int, ...] = ()

    @property
    def score(self) -> float:
        """The probability of a scam, 0 to 1."""
        return probability(self.log_odds)


class Checks(Protocol):
    """What is needed of a Checker."""

    @property
    def policy(self) -> Policy: ...

    def check(self, message: str | Message) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be judged of a message: itself, and as one text with the sender's messages before it.

    `number` counts the conversation's messages from 0; `joint` is the one text of the messages `joined`, None if there
    are none before it or the user wrote it.
    """

    number: int
    message: Message
    joint: Message | None
    joined: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a Question was judged to be; `leak`: a secret was given away in it."""

    verdict: Verdict
    joint: Verdict | None
    leak: bool


def answer(checker: Checks, question: Question) -> Answer:
    """Judges a message. Nothing but the question matters, so many can be judged in any order or at once."""
    verdict = checker.check(question.message)
    joint = checker.check(question.joint) if question.joint is not None else None
    return Answer(verdict, joint, may_be_own(question.message) and holds_secret(question.message.text))


class Recent:
    """The last messages of each sender of a conversation; at most `messages` of one are read together."""

    def __init__(self, messages: int) -> None:
        self._messages = messages
        self._recent: OrderedDict[str | None, deque[tuple[int, Message]]] = OrderedDict()
        self._count = 0

    def question(self, message: Message) -> Question:
        """What is to be judged of the next message."""
        number = self._count
        self._count += 1
        if is_own(message):
            return Question(number, message, None, (number,))
        numbers, messages = zip(*self._joined_with(number, message), strict=True)
        return Question(number, message, _joint(messages) if len(messages) > 1 else None, numbers)

    def _joined_with(self, number: int, message: Message) -> list[tuple[int, Message]]:
        """The sender's last messages with this one, as many as are read together."""
        recent = self._recent.setdefault(message.sender, deque(maxlen=self._messages))
        self._recent.move_to_end(message.sender)
        if len(self._recent) > MAX_SENDERS:
            self._recent.popitem(last=False)
        recent.append((number, message))
        together: list[tuple[int, Message]] = []
        length = 0
        for one in reversed(recent):
            length += len(one[1].text)
            if together and length > MAX_JOINED:
                break
            together.append(one)
        return together[::-1]


class Course:
    """How far a conversation has come: the highest log-odds, and the stages seen. Both can be kept and given back."""

    def __init__(self, policy: Policy, log_odds: float | None = None, stages: Iterable[StageName] = ()) -> None:
        self._policy = policy
        self.log_odds = policy.prior if log_odds is None else log_odds
        self.stages = set(stages)

    def take(self, question: Question, answer: Answer) -> Turn:
        """What the next message did, judged."""
        number, verdict, own = question.number, answer.verdict, is_own(question.message)
        reason: Verdict | None = None
        joined: tuple[int, ...] = ()
        seen: set[StageName | None] = {StageName.LEAK} if answer.leak else set()
        if not own:
            seen |= {_STAGE_OF_TOPIC.get(signal.id.split("/")[0]) for signal in verdict.signals}
            if self._raised(verdict):
                reason, joined = verdict, (number,)
            if answer.joint is not None and self._raised(answer.joint):
                reason, joined = answer.joint, question.joined
        stages = self._new_stages(seen)
        return Turn(number, verdict, self._level(), self.log_odds, reason, joined, stages, own=own, leak=answer.leak)

    def _level(self) -> Level:
        return self._policy.conversation_level(self.log_odds)

    def _new_stages(self, seen: set[StageName | None]) -> tuple[StageName, ...]:
        new = tuple(name for name in StageName if name in seen and name not in self.stages)
        self.stages.update(new)
        return new

    def _raised(self, verdict: Verdict) -> bool:
        """Whether the verdict raises the level of the conversation."""
        before = self._level()
        self.log_odds = max(self.log_odds, verdict.log_odds)
        return self._level() > before


class ConversationTracker:
    """Follows one conversation in memory that does not grow with it: a few messages of each sender."""

    def __init__(self, checker: Checks) -> None:
        self._checker = checker
        self._recent = Recent(checker.policy.conversation.messages)
        self._course = Course(checker.policy)

    def add(self, message: str | Message) -> Turn:
        """Reads the next message."""
        question = self._recent.question(Message(message) if isinstance(message, str) else message)
        return self._course.take(question, answer(self._checker, question))


class ConversationWatcher:
    """Follows a conversation live and keeps what it saw."""

    def __init__(self, checker: Checks) -> None:
        self._tracker = ConversationTracker(checker)
        self._verdict = ConversationVerdict(Level.CLEAR, checker.policy.prior)

    def add(self, message: str | Message) -> ConversationVerdict:
        """Reads the next message; the verdict on the conversation so far."""
        message = Message(message) if isinstance(message, str) else message
        turn, before = self._tracker.add(message), self._verdict
        stages = before.stages + tuple(Stage(turn.number, name) for name in turn.stages)
        self._verdict = replace(
            before,
            level=turn.level,
            log_odds=turn.log_odds,
            levels=(*before.levels, turn.level),
            stages=stages,
            verdicts=(*before.verdicts, turn.verdict),
            leaks=(*before.leaks, turn.number) if turn.leak else before.leaks,
        )
        if turn.reason is not None:
            self._verdict = replace(
                self._verdict, turn=turn.number, reason=turn.reason, joined=turn.joined, sender=message.sender
            )
        return self._verdict

    @property
    def verdict(self) -> ConversationVerdict:
        """The verdict on the conversation so far."""
        return self._verdict


def watch(checker: Checks, messages: Iterable[str | Message]) -> ConversationVerdict:
    """The verdict on a whole conversation, its messages in order."""
    watcher = ConversationWatcher(checker)
    for message in messages:
        watcher.add(message)
    return watcher.verdict


def is_own(message: Message) -> bool:
    """Whether the user wrote it."""
    return message.sender == OWN if message.outgoing is None else message.outgoing


def may_be_own(message: Message) -> bool:
    """Whether the user wrote it, or may have: many exports don't say who of the two he is."""
    return message.outgoing is not False


def holds_secret(text: str) -> bool:
    """Whether a text holds a seed phrase or private key."""
    return len(text) >= SHORTEST_SECRET and any(entity.kind is EntityKind.SECRET for entity in prepare(text).entities)


def _joint(messages: tuple[Message, ...]) -> Message:
    """Several messages of one sender as one text, a line each."""
    links = tuple(link for message in messages for link in message.links)
    return Message("\n".join(message.text for message in messages), sender=messages[-1].sender, links=links)
