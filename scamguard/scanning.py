"""Scanning exported chats: every message judged alone and in its conversation, as a stream."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scamguard.chats import ChatFile, ChatMessage, Diagnostics
from scamguard.types import Flag, Level
from scamguard.watcher import Checks, ConversationTracker, Turn

MAX_CONVERSATIONS = 2_000
"""Conversations of one file that are followed at a time: those written in last."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One message of a scan: where it stands (`file`, `number` from 1 in that file) and what it did (`turn`)."""

    file: str
    number: int
    message: ChatMessage
    turn: Turn

    @property
    def level(self) -> Level:
        """What the message deserves: its own level, or that of the conversation which it turned."""
        return max(self.turn.verdict.level, self.turn.level if self.turn.reason else Level.CLEAR)

    @property
    def flagged(self) -> bool:
        """Whether it is to be reported: suspicious, the turning point of a conversation, or a secret given away."""
        return self.turn.leak or (self.level > Level.CLEAR and not self.turn.own)


@dataclass(slots=True)
class Summary:
    """What a scan found. `senders` and `conversations` count flagged messages by (file, chat, sender) and (file, chat);
    `conversation_levels` is the highest level of each flagged conversation; `files` the diagnostics of each file."""

    messages: int = 0
    conversations: int = 0
    levels: Counter[Level] = field(default_factory=Counter)
    flags: Counter[Flag] = field(default_factory=Counter)
    senders: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    flagged_conversations: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    conversation_levels: dict[tuple[str, str | None], Level] = field(default_factory=dict)
    leaks: int = 0
    files: list[Diagnostics] = field(default_factory=list)


def scan_file(checker: Checks, chat_file: ChatFile) -> Iterator[Finding]:
    """Every message of a file, in order, judged alone and in its conversation."""
    trackers: OrderedDict[str | None, ConversationTracker] = OrderedDict()
    for number, message in enumerate(chat_file.messages, 1):
        tracker = trackers.get(message.chat)
        if tracker is None:
            tracker = trackers[message.chat] = ConversationTracker(checker)
            if len(trackers) > MAX_CONVERSATIONS:
                trackers.popitem(last=False)
        trackers.move_to_end(message.chat)
        yield Finding(chat_file.name, number, message, tracker.add(message))


def scan(checker: Checks, files: Iterable[ChatFile], summary: Summary) -> Iterator[Finding]:
    """Every message of many files; `summary` is filled on the way, complete when the last one is taken."""
    for chat_file in files:
        chats: set[str | None] = set()
        for finding in scan_file(checker, chat_file):
            if finding.message.chat not in chats:
                chats.add(finding.message.chat)
                summary.conversations += 1
            count(summary, finding)
            yield finding
        summary.files.append(chat_file.diagnostics)


def count(summary: Summary, finding: Finding) -> None:
    """Adds a finding to a summary."""
    summary.messages += 1
    summary.leaks += finding.turn.leak
    if not finding.flagged:
        return
    message, key = finding.message, (finding.file, finding.message.chat)
    summary.levels[finding.level] += 1
    summary.flags.update(finding.turn.verdict.flags)
    summary.senders[(*key, message.sender)] += 1
    summary.flagged_conversations[key] += 1
    summary.conversation_levels[key] = max(finding.turn.level, summary.conversation_levels.get(key, Level.CLEAR))
