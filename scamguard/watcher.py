"""Conversations: what several messages of one sender say together, and where the talk turned."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from scamguard.joining import fitting
from scamguard.odds import probability
from scamguard.scoring import Examined, Policy
from scamguard.stages import Stage, StageName, stage_of
from scamguard.types import OWN, Level, Message, Verdict

MAX_SENDERS = 1_000
"""Senders of one conversation whose last messages are remembered: those who wrote last."""


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

    def examine(self, message: Message) -> Examined: ...

    def examine_many(self, messages: Sequence[Message]) -> list[Examined]: ...

    def examine_joints(self, texts: Sequence[Message]) -> list[Examined | None]: ...


Examine = Callable[[Checks, Sequence[Message]], Sequence["Examined | None"]]
"""A way to find out what is in each of some messages; a function of a module, so that other processes know it too."""


def examine_all(checker: Checks, messages: Sequence[Message]) -> list[Examined]:
    """What is in each of some messages."""
    return checker.examine_many(messages)


def examine_joints(checker: Checks, joints: Sequence[Message]) -> list[Examined | None]:
    """What is in each of some texts of several messages; None where it can't turn a conversation."""
    return checker.examine_joints(joints)


class Window(NamedTuple):
    """A message among the last ones of its sender.

    `number` counts the conversation's messages from 0; `joint` is the one text of the messages `joined`, None if they
    need not be read together.
    """

    number: int
    joint: Message | None
    joined: tuple[int, ...]


class _Sender:
    """The last messages of a sender with their numbers; while how many more one of them stirs."""

    __slots__ = ("messages", "stirring")

    def __init__(self, most: int) -> None:
        self.messages: deque[tuple[int, Message]] = deque(maxlen=most)
        self.stirring = 0


class Recent:
    """The last messages of each sender of a conversation, so many of which are read together.

    They are if one of them stirs, as hardly any message of ordinary talk does, or if the last two are so short that
    they may be one word in pieces; but no more once one message alone has made the conversation a SCAM.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy.conversation
        self._level = policy.level
        self._settled = False
        self._senders: OrderedDict[str | None, _Sender] = OrderedDict()
        self._count = 0

    def add(self, message: Message, log_odds: float) -> Window:
        """Takes the next message and what it was judged alone; tells what to read together with it."""
        number = self._count
        self._count += 1
        if self._settled or is_own(message):
            return Window(number, None, (number,))
        sender = self._of(message.sender)
        sender.messages.append((number, message))
        if log_odds > self._policy.stirring:
            sender.stirring = self._policy.messages
            self._settled = self._level(log_odds) is Level.SCAM
        elif sender.stirring:
            sender.stirring -= 1
        if self._settled or len(sender.messages) == 1 or not (sender.stirring or self._in_pieces(sender)):
            return Window(number, None, (number,))
        return self._window(number, sender)

    def _of(self, name: str | None) -> _Sender:
        sender = self._senders.get(name)
        if sender is None:
            sender = self._senders[name] = _Sender(self._policy.messages)
            if len(self._senders) > MAX_SENDERS:
                self._senders.popitem(last=False)
        else:
            self._senders.move_to_end(name)
        return sender

    def _in_pieces(self, sender: _Sender) -> bool:
        """Whether the last two messages are very short."""
        longest = self._policy.piece
        return len(sender.messages[-1][1].text) <= longest and len(sender.messages[-2][1].text) <= longest

    def _window(self, number: int, sender: _Sender) -> Window:
        """The last messages of a sender, as many as are read together."""
        count = fitting((len(message.text) for _, message in reversed(sender.messages)), self._policy.characters)
        if count == 1:
            return Window(number, None, (number,))
        numbers, messages = zip(*[*sender.messages][-count:], strict=True)
        return Window(number, _joint(messages), numbers)


class Course:
    """How far a conversation has come: the highest log-odds, and the stages seen. Both can be kept and given back."""

    def __init__(self, policy: Policy, log_odds: float | None = None, stages: Iterable[StageName] = ()) -> None:
        self._policy = policy
        self.log_odds = policy.prior if log_odds is None else log_odds
        self.stages = set(stages)
        self._level = policy.conversation_level(self.log_odds)

    def take(self, message: Message, window: Window, found: Examined, joint: Examined | None) -> Turn:
        """What the next message did; `joint` is what is in the window's one text, if it was to be read."""
        number, verdict, own = window.number, found.verdict, is_own(message)
        leak = found.holds_secret and may_be_own(message)
        reason: Verdict | None = None
        joined: tuple[int, ...] = ()
        if not own:
            if self._raised(found):
                reason, joined = verdict, (number,)
            if joint is not None and joint.log_odds >= self._policy.turning and self._raised(joint):
                reason, joined = joint.verdict, window.joined
        new = self._new_stages(verdict, own=own, leak=leak)
        return Turn(number, verdict, self._level, self.log_odds, reason, joined, new, own=own, leak=leak)

    def _new_stages(self, verdict: Verdict, *, own: bool, leak: bool) -> tuple[StageName, ...]:
        """The stages that a message shows for the first time."""
        seen: list[StageName | None] = [] if own else [stage_of(signal.id) for signal in verdict.signals]
        if leak:
            seen.append(StageName.LEAK)
        if not any(seen):
            return ()
        new = tuple(name for name in StageName if name in seen and name not in self.stages)
        self.stages.update(new)
        return new

    def _raised(self, found: Examined) -> bool:
        """Whether what was found raises the level of the conversation."""
        if found.log_odds <= self.log_odds:
            return False
        before, self.log_odds = self._level, found.log_odds
        self._level = self._policy.conversation_level(self.log_odds)
        return self._level > before


class ConversationTracker:
    """Follows one conversation in memory that does not grow with it: a few messages of each sender."""

    def __init__(self, checker: Checks) -> None:
        self._checker = checker
        self._recent = Recent(checker.policy)
        self._course = Course(checker.policy)

    def add(self, message: str | Message) -> Turn:
        """Reads the next message."""
        message = Message(message) if isinstance(message, str) else message
        found = self._checker.examine(message)
        window = self._recent.add(message, found.log_odds)
        joint = self._checker.examine(window.joint) if window.joint is not None else None
        return self._course.take(message, window, found, joint)


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


def _joint(messages: Sequence[Message]) -> Message:
    """Several messages of one sender as one text, a line each."""
    links = tuple(link for message in messages for link in message.links)
    return Message("\n".join(message.text for message in messages), sender=messages[-1].sender, links=links)
