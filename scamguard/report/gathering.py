"""What a report keeps of a scan: flagged messages with those around them, in a file, and small counts, in memory.

The counts follow from the lines of the file alone, so a scan that goes on after an interruption reads them again.
"""

from array import array
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from scamguard.errors import InputError
from scamguard.odds import probability
from scamguard.report.entries import FLAGS, Entry, EntryMaker, mark_pieces
from scamguard.report.spool import Spool
from scamguard.scanning import Finding
from scamguard.scanning.place import latest
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
    """A conversation with something flagged; its entries lie at `places` in the file."""

    file: str
    chat: str | None
    level: Level = Level.CLEAR
    log_odds: float = -99.0
    flagged: int = 0
    leaks: int = 0
    flags: Counter[int] = field(default_factory=Counter)
    sender: str | None = None
    turns: list[tuple[frozenset[int], list[str]]] = field(default_factory=list)
    places: "array[int]" = field(default_factory=lambda: array("Q"))

    @property
    def score(self) -> float:
        """The probability behind the level, 0 to 1."""
        return probability(self.log_odds)

    def order(self) -> tuple[int, float, int, int]:
        """The worst first."""
        return (-self.level, -self.log_odds, -self.leaks, -self.flagged)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What a flagged message adds to the counts, beside its entry: the log-odds reached, its flags (none if the user
    wrote it, then `own` is his name), its day (an ordinal), the numbers and pieces of the messages read together with
    it, and the reasons and versions that were new with it."""

    log_odds: float
    flags: list[int]
    own: str | None
    day: int | None
    joined: list[int]
    pieces: list[str]
    reasons: list[tuple[str, str, str]]
    versions: dict[str, str]


@dataclass(slots=True)
class _Recent:
    """The last messages of a conversation that are not kept yet, and how many of the next are."""

    held: deque[Finding | Entry] = field(default_factory=lambda: deque(maxlen=_RECENT))
    wanted: int = 0


class Gathering:
    """Takes every finding of a scan; memory grows with conversations flagged, by little, and not with messages.

    `days` counts flagged messages by day (its ordinal, or the first of its month if `by_month`) and level, `undated`
    those without a time, `own` the user's own by file, chat and sender. Needs `begin` or `go_on` first.
    """

    def __init__(self, maker: EntryMaker, spool: Spool) -> None:
        self._maker, self._spool = maker, spool
        self._talks: dict[tuple[str, str | None], Talk] = {}
        self._file: str | None = None
        self._recent: OrderedDict[str | None, _Recent] = OrderedDict()
        self.days: Counter[tuple[int, int]] = Counter()
        self.by_month = False
        self.undated = 0
        self.own: Counter[tuple[str, str | None, str | None]] = Counter()
        self.versions: dict[str, str] = {}

    def begin(self) -> None:
        """Nothing has been found yet."""
        self._spool.open()

    def go_on(self, state: Mapping[str, Any]) -> None:
        """Takes up what was gathered when `state` was told. Raises InputError if it is not there any more."""
        self._spool.open(state["written"])
        try:
            for place, (file, chat, entry, counts) in self._spool.lines():
                self._take(place, file, chat, entry, _Counts(**counts) if counts else None)
            self._file = state["file"]
            for chat, wanted, held in state["recent"]:
                self._recent[chat] = _Recent(deque(held, _RECENT), wanted)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"the report can't be gone on with ({error}): scan again without --resume to start from the beginning"
            ) from error

    def state(self) -> dict[str, Any]:
        """What it takes to go on later, as plain data; the rest is on the disk when this returns."""
        for recent in self._recent.values():
            # Left as entries, so that none is made again for the next state.
            recent.held = deque(map(self._entry, recent.held), _RECENT)
        recents = [[chat, recent.wanted, list(recent.held)] for chat, recent in self._recent.items()]
        return {"written": self._spool.safe(), "file": self._file, "recent": recents}

    def add(self, finding: Finding) -> None:
        """Takes the next finding."""
        if finding.file != self._file:
            self._file = finding.file
            self._recent.clear()
        recent = latest(self._recent, finding.message.chat, _Recent)
        if finding.flagged:
            self._flagged(finding, recent)
        elif recent.wanted:
            recent.wanted -= 1
            self._keep(finding, self._maker.make(finding))
        else:
            recent.held.append(finding if len(finding.message.text) <= _LONG else self._maker.make(finding))

    def _flagged(self, finding: Finding, recent: _Recent) -> None:
        held, joined = list(recent.held), finding.turn.joined
        for place, one in enumerate(held):
            number = one["n"] if isinstance(one, dict) else one.turn.number
            if place >= len(held) - CONTEXT or number in joined:
                self._keep(finding, self._entry(one))
        recent.held.clear()
        recent.wanted = CONTEXT
        known = len(self._maker.reasons)
        entry = self._maker.make(finding)
        self._keep(finding, entry, self._counts(finding, entry, known))

    def _entry(self, one: Finding | Entry) -> Entry:
        return one if isinstance(one, dict) else self._maker.make(one)

    def _counts(self, finding: Finding, entry: Entry, known: int) -> _Counts:
        """What is counted of a flagged message; `known` reasons stood in the table before."""
        turn, sent_at = finding.turn, finding.message.sent_at
        pieces = entry["T"].pop("e", []) if "T" in entry else []
        verdicts = [] if turn.own else [verdict for verdict in (turn.verdict, turn.reason) if verdict]
        versions = dict(turn.verdict.versions)
        return _Counts(
            log_odds=turn.log_odds,
            flags=[FLAGS.index(flag) for verdict in verdicts for flag in verdict.flags],
            own=finding.message.sender if turn.own else None,
            day=sent_at.toordinal() if sent_at else None,
            joined=list(turn.joined) if pieces else [],
            pieces=pieces,
            reasons=self._maker.reasons.after(known),
            versions=versions if versions != self.versions else {},
        )

    def _keep(self, finding: Finding, entry: Entry, counts: _Counts | None = None) -> None:
        """Lays a message of the conversation of `finding` aside."""
        file, chat = finding.file, finding.message.chat
        place = self._spool.add([file, chat, entry, asdict(counts) if counts else None])
        self._take(place, file, chat, entry, counts)

    def _take(self, place: int, file: str, chat: str | None, entry: Entry, counts: _Counts | None) -> None:
        """Counts what lies in the file at `place`."""
        talk = self._talks.get((file, chat)) or self._talks.setdefault((file, chat), Talk(file, chat))
        talk.places.append(place)
        if counts is None:
            return
        if counts.pieces:
            talk.turns.append((frozenset(counts.joined), counts.pieces))
        talk.flagged += 1
        talk.leaks += entry.get("k", 0)
        talk.level = max(talk.level, Level(entry.get("l", 0)))
        talk.log_odds = max(talk.log_odds, counts.log_odds)
        talk.flags.update(counts.flags)
        if "o" in entry:
            self.own[file, chat, counts.own] += 1
        elif "T" in entry or talk.sender is None:
            talk.sender = entry.get("s")
        self._maker.reasons.learn(counts.reasons)
        self.versions = counts.versions or self.versions
        self._count_day(counts.day, entry.get("v", 0))

    def _count_day(self, day: int | None, level: int) -> None:
        if day is None:
            self.undated += 1
            return
        self.days[_month(day) if self.by_month else day, level] += 1
        if not self.by_month and len(self.days) > _MOST_DAYS:
            self.by_month = True
            by_day, self.days = self.days, Counter()
            for (ordinal, counted), count in by_day.items():
                self.days[_month(ordinal), counted] += count

    def talks(self) -> list[Talk]:
        """The conversations with something flagged, the worst first."""
        return sorted(self._talks.values(), key=Talk.order)

    def entries(self, talk: Talk) -> Iterator[Entry]:
        """The messages kept of a conversation, in order, with all their evidence marked."""
        for place in talk.places:
            entry: Entry = self._spool.at(place)[2]
            for joined, pieces in talk.turns:
                if entry["n"] in joined:
                    mark_pieces(entry, pieces)
            yield entry

    def suspend(self) -> None:
        """Leaves what was gathered where it is, if a scan can go on with it."""
        self._spool.suspend()

    def remove(self) -> None:
        """Removes what was gathered."""
        self._spool.remove()


def _month(day: int) -> int:
    """The first day of a day's month; both are ordinals."""
    return date.fromordinal(day).replace(day=1).toordinal()
