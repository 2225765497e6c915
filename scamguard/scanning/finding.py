"""What a scan gives: a finding for each message, and a summary of them all."""

from collections import Counter
from dataclasses import dataclass, field

from scamguard.chats import ChatMessage, Diagnostics
from scamguard.odds import probability
from scamguard.types import Flag, Level
from scamguard.watcher import Turn


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
    def score(self) -> float:
        """The probability behind `level`, 0 to 1."""
        log_odds = self.turn.verdict.log_odds
        return probability(max(log_odds, self.turn.log_odds) if self.turn.reason else log_odds)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of the message, and those of what raised its conversation's level."""
        reason = self.turn.reason
        return tuple(dict.fromkeys((*self.turn.verdict.flags, *(reason.flags if reason else ()))))

    @property
    def flagged(self) -> bool:
        """Whether it is to be reported: suspicious, the turning point of a conversation, or a secret given away."""
        turn = self.turn
        bad = turn.reason is not None or turn.verdict.level is not Level.CLEAR
        return turn.leak or (bad and not turn.own)


@dataclass(slots=True)
class Summary:
    """What a scan found. `senders` and `flagged_conversations` count flagged messages by (file, chat, sender) and
    (file, chat); `conversation_levels` is the highest level of each flagged conversation, or of a message in it;
    `leaks` counts the messages that give a secret of the user away, `leaking` by (file, chat); `files` are the
    diagnostics of each file."""

    messages: int = 0
    conversations: int = 0
    levels: Counter[Level] = field(default_factory=Counter)
    flags: Counter[Flag] = field(default_factory=Counter)
    senders: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    flagged_conversations: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    conversation_levels: dict[tuple[str, str | None], Level] = field(default_factory=dict)
    leaks: int = 0
    leaking: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    files: list[Diagnostics] = field(default_factory=list)

    def reaches(self, level: Level) -> bool:
        """Whether a message of that level or above was found. A secret given away is as bad as the worst."""
        return bool(self.leaks) or any(count for found, count in self.levels.items() if found >= level)


def count(summary: Summary, finding: Finding) -> None:
    """Adds a finding to a summary."""
    message, key = finding.message, (finding.file, finding.message.chat)
    summary.messages += 1
    if finding.turn.leak:
        summary.leaks += 1
        summary.leaking[key] += 1
    if not finding.flagged:
        return
    summary.levels[finding.level] += 1
    summary.flags.update(finding.flags)
    summary.senders[(*key, message.sender)] += 1
    summary.flagged_conversations[key] += 1
    reached = max(finding.level, finding.turn.level)
    summary.conversation_levels[key] = max(reached, summary.conversation_levels.get(key, Level.CLEAR))
