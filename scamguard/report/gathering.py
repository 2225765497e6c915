"""What a report keeps of a scan: flagged messages with those around them, in a file, and small counts, in memory."""

import json
import tempfile
from array import array
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from scamguard.odds import probability
from scamguard.report.entries import FLAGS, Entry, EntryMaker, mark_pieces
from scamguard.scanning import MAX_CONVERSATIONS, Finding
from scamguard.types import Level

CONTEXT = 2
"""Messages shown before and after a flagged one."""
_RECENT = 12
"""Messages of a conversation that are held back, because the next one may be read together with them."""
_LONG = 20_000
"""Characters from which a message is not held back as it is, but as its entry."""
_MOST_DAYS = 4_000
"""Days that are counted one by one; beyond, months are."""


@dataclass(slots=True)
class Talk:
    """A conversation with something flagged; its entries lie at `offsets` in the file, up to the end of each line."""

    file: str
    chat: str | None
    level: Level = Level.CLEAR
    log_odds: float = -99.0
    flagged: int = 0
    leaks: int = 0
    flags: Counter[int] = field(default_factory=Counter)
    sender: str | None = None
    turns: list[tuple[frozenset[int], list[str]]] = field(default_factory=list)
    offsets: "array[int]" = field(default_factory=lambda: array("Q"))

    @property
    def score(self) -> float:
        """The probability behind the level, 0 to 1."""
        return probability(self.log_odds)

    def order(self) -> tuple[int, float, int, int]:
        """The worst first."""
        return (-self.level, -self.log_odds, -self.leaks, -self.flagged)


@dataclass(slots=True)
class _Recent:
    """The last messages of a conversation that are not kept yet, and how many of the next are."""

    held: deque[Finding | Entry] = field(default_factory=lambda: deque(maxlen=_RECENT))
    wanted: int = 0


class Gathering:
    """Takes every finding of a scan; memory grows with conversations flagged, by little, and not with messages.

    `days` counts flagged messages by day (its ordinal, or the first of its month if `by_month`) and level, `undated`
    those without a time, `own` the user's own by file, chat and sender.
    """

    def __init__(self, maker: EntryMaker) -> None:
        self._maker = maker
        self._talks: dict[tuple[str, str | None], Talk] = {}
        self._recent: OrderedDict[tuple[str, str | None], _Recent] = OrderedDict()
        self._spill = tempfile.TemporaryFile()  # noqa: SIM115  # closed by close()
        self._size = 0
        self.days: Counter[tuple[int, int]] = Counter()
        self.by_month = False
        self.undated = 0
        self.own: Counter[tuple[str, str | None, str | None]] = Counter()
        self.versions: dict[str, str] = {}

    def add(self, finding: Finding) -> None:
        """Takes the next finding."""
        key = (finding.file, finding.message.chat)
        recent = self._recent.setdefault(key, _Recent())
        self._recent.move_to_end(key)
        if len(self._recent) > MAX_CONVERSATIONS:
            self._recent.popitem(last=False)
        if finding.flagged:
            self._flagged(finding, key, recent)
        elif recent.wanted:
            recent.wanted -= 1
            self._keep(self._talks[key], self._maker.make(finding))
        else:
            recent.held.append(finding if len(finding.message.text) <= _LONG else self._maker.make(finding))

    def _flagged(self, finding: Finding, key: tuple[str, str | None], recent: _Recent) -> None:
        talk = self._talks.get(key) or self._talks.setdefault(key, Talk(*key))
        held, joined = list(recent.held), finding.turn.joined
        for place, one in enumerate(held):
            number = one["n"] if isinstance(one, dict) else one.turn.number
            if place >= len(held) - CONTEXT or number in joined:
                self._keep(talk, one if isinstance(one, dict) else self._maker.make(one))
        recent.held.clear()
        recent.wanted = CONTEXT
        entry = self._maker.make(finding)
        if "T" in entry and (pieces := entry["T"].pop("e", None)):
            talk.turns.append((frozenset(joined), pieces))
        self._keep(talk, entry)
        self._count(finding, talk, entry)

    def _count(self, finding: Finding, talk: Talk, entry: Entry) -> None:
        turn = finding.turn
        talk.flagged += 1
        talk.leaks += turn.leak
        if turn.own:
            self.own[finding.file, finding.message.chat, finding.message.sender] += 1
        talk.level, talk.log_odds = max(talk.level, turn.level), max(talk.log_odds, turn.log_odds)
        if not turn.own:
            for verdict in (turn.verdict, turn.reason):
                talk.flags.update(FLAGS.index(flag) for flag in (verdict.flags if verdict else ()))
        if turn.reason is not None or talk.sender is None:
            talk.sender = entry.get("s") if not turn.own else talk.sender
        self.versions = dict(turn.verdict.versions) or self.versions
        if finding.message.sent_at is None:
            self.undated += 1
            return
        day = finding.message.sent_at.date()
        self.days[(day.replace(day=1) if self.by_month else day).toordinal(), int(finding.level)] += 1
        if not self.by_month and len(self.days) > _MOST_DAYS:
            self.by_month = True
            by_day, self.days = self.days, Counter()
            for (ordinal, level), count in by_day.items():
                self.days[date.fromordinal(ordinal).replace(day=1).toordinal(), level] += count

    def _keep(self, talk: Talk, entry: Entry) -> None:
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        talk.offsets.append(self._size)
        self._spill.write(line)
        self._size += len(line)

    def talks(self) -> list[Talk]:
        """The conversations with something flagged, the worst first."""
        return sorted(self._talks.values(), key=Talk.order)

    def entries(self, talk: Talk) -> Iterator[Entry]:
        """The messages kept of a conversation, in order, with all their evidence marked."""
        for offset in talk.offsets:
            self._spill.seek(offset)
            entry: Entry = json.loads(self._spill.readline())
            for joined, pieces in talk.turns:
                if entry["n"] in joined:
                    mark_pieces(entry, pieces)
            yield entry

    def close(self) -> None:
        """Removes the file."""
        self._spill.close()
