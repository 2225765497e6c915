"""Dates of exports: the order of day and month decided once a file, clock times in the words of many languages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scamguard.chats.diagnostics import Certainty, Diagnostics
from scamguard.chats.options import DateOrder, ReadOptions

Triple = tuple[str, str, str]
"""The three numbers of a date as written."""
_LATEST = 1e22
"""More than any date in nanoseconds; what is larger (or no number at all) is none."""
_BACK = timedelta(days=1)
"""How far time may go back from one message to the next: exports are not strictly in order."""
_TOLERATED = 0.01
"""Share of dates that may be impossible in the right order (pasted text that looks like a date)."""
_BEFORE_NOON = frozenset({
    "am", "a.m", "上午", "午前", "오전", "凌晨", "早上", "清晨",
    "π.μ", "öö", "sa", "pg", "ص", "पूर्वाह्न", "de", "fm",
})  # fmt: skip
_AFTER_NOON = frozenset({
    "pm", "p.m", "下午", "午後", "午后", "오후", "晚上", "中午", "傍晚",
    "μ.μ", "ös", "ch", "ptg", "م", "अपराह्न", "du", "em",
})  # fmt: skip
HALF = (
    r"(?:[AaPp]\.?\s?[Mm]\.?|上午|下午|午前|午後|午后|오전|오후|凌晨|早上|清晨|晚上|中午|傍晚"
    r"|[πμ]\.\s?μ\.?|Ö[ÖS]|SA|CH|PT?G|[صم]|पूर्वाह्न|अपराह्न|d[eu]\.|[fe]m\b)"
)
"""A pattern for the marks of the 12-hour clock, as the Unicode CLDR lists them for the languages that use them."""
CLOCK = (
    rf"(?P<half1>{HALF})?\s?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?:\s?(?P<half2>{HALF}))?"
)
"""A pattern for a clock time, the mark before or after it."""

MONTHS = {
    name: month
    for month, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
"""The English months, as their first three letters."""
_LOOSE = re.compile(
    r"\s*(?P<a>\d{1,4})(?P<sep>[./年년-]\s?)(?P<b>\d{1,2})[./月월-]\s?(?P<c>\d{1,4})[.日일]?,?\s*"
    rf"(?:[^\s\d:]{{1,12}}\s+)??(?:T?{CLOCK})?"
)


@dataclass(slots=True)
class _Track:
    """How well one order fits: dates impossible in it, and times gone back."""

    last: datetime | None = None
    impossible: int = 0
    back: int = 0


@dataclass(slots=True)
class OrderDecider:
    """Decides the order of dates that are fed to it one by one; holds no more than one date for each order."""

    tracks: dict[DateOrder, _Track] = field(default_factory=lambda: {order: _Track() for order in DateOrder})
    dates: int = 0
    dotted: int = 0

    def feed(self, triple: Triple, clock: tuple[int, int, int], dotted: bool = False) -> None:
        """Takes the next date of the file; `dotted` if its numbers are set apart by dots (no country writes m.d.y)."""
        self.dates += 1
        self.dotted += dotted
        for order, track in self.tracks.items():
            moment = dated(triple, clock, order)
            if moment is None:
                track.impossible += 1
                continue
            if track.last is not None and track.last - moment > _BACK:
                track.back += 1
            track.last = moment

    def decide(self, options: ReadOptions, hint: DateOrder | None = None) -> tuple[DateOrder | None, Certainty]:
        """The order and how sure it is; (None, AMBIGUOUS) if nothing tells. `hint` is what the language suggests."""
        if options.date_order is not None:
            return options.date_order, Certainty.GIVEN
        possible = [order for order, track in self.tracks.items() if track.impossible <= _TOLERATED * self.dates]
        if not possible or not self.dates:
            return None, Certainty.AMBIGUOUS
        if DateOrder.DMY in possible or DateOrder.MDY in possible:
            # A year of two digits is read as the first or middle number only where the others can't be.
            possible = [o for o in possible if o in (DateOrder.DMY, DateOrder.MDY) or self._steadier(o, possible)]
        elif DateOrder.YMD in possible:
            possible = [DateOrder.YMD]
        if len(possible) == 1:
            return possible[0], Certainty.CERTAIN
        fewest = min(self.tracks[order].back for order in possible)
        steady = [order for order in possible if self.tracks[order].back == fewest]
        if len(steady) == 1:
            return steady[0], Certainty.LIKELY
        if hint in steady:
            return hint, Certainty.LIKELY
        if DateOrder.DMY in steady and self.dotted > 0.5 * self.dates:
            return DateOrder.DMY, Certainty.LIKELY
        return None, Certainty.AMBIGUOUS

    def _steadier(self, order: DateOrder, possible: list[DateOrder]) -> bool:
        others = [self.tracks[o].back for o in possible if o in (DateOrder.DMY, DateOrder.MDY)]
        return self.tracks[order].back < min(others)


def order_of(values: Iterable[object], options: ReadOptions, diagnostics: Diagnostics) -> DateOrder | None:
    """The order of those dates that are neither ISO 8601 nor numbers, written into the diagnostics if there are any."""
    decider = OrderDecider()
    for value in values:
        if found := needs_order(value):
            decider.feed(*found)
    if not decider.dates:
        return options.date_order
    decided = decider.decide(options)
    report_order(diagnostics, decided)
    return decided[0]


def needs_order(value: object) -> tuple[Triple, tuple[int, int, int], bool] | None:
    """What `loose` finds in a date whose order has to be decided; None if it is no such date."""
    return loose(value) if isinstance(value, str) and not from_iso(value) else None


def report_order(diagnostics: Diagnostics, decided: tuple[DateOrder | None, Certainty]) -> None:
    """Writes into the diagnostics which order was chosen and how sure it is."""
    order, certainty = decided
    diagnostics.date_order = str(order) if order else None
    diagnostics.date_certainty = certainty
    if certainty is Certainty.AMBIGUOUS:
        diagnostics.note("day and month can't be told apart: no dates are given (--date-order decides)")


def dated(triple: Triple, clock: tuple[int, int, int], order: DateOrder | None) -> datetime | None:
    """The moment in the given order, or None if there is none or no order."""
    if order is None:
        return None
    parts = dict(zip(order.value, triple, strict=True))
    if len(parts["y"]) not in (2, 4) or len(parts["d"]) > 2 or len(parts["m"]) > 2:
        return None
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    return moment(year, int(parts["m"]), int(parts["d"]), clock)


def moment(year: int, month: int, day: int, clock: tuple[int, int, int]) -> datetime | None:
    """A naive datetime, or None if there is no such day or time."""
    try:
        return datetime(year, month, day, *clock)
    except ValueError:
        return None


def clock_of(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Hour (0 to 23), minute, second of a match of CLOCK; None if there is no such time."""
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    mark = found["half1"] or found["half2"]
    half = "".join(mark.split()).lower().rstrip(".") if mark else ""
    if half in _BEFORE_NOON and hour == 12:
        hour = 0
    elif half in _AFTER_NOON and hour < 12 and not (half == "中午" and hour == 11):
        hour += 12
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def from_epoch(value: object) -> datetime | None:
    """Seconds, milli-, micro- or nanoseconds since 1970 (number or digits) in UTC; None if it is no such number."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0.0
        if not seconds or not abs(seconds) < _LATEST:
            return None
        while abs(seconds) >= 1e11:
            seconds /= 1000
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def from_iso(value: object) -> datetime | None:
    """An ISO 8601 date and time, also with a blank for T, / for - and seven decimals; None if it is none."""
    if not isinstance(value, str) or len(value) > 60:
        return None
    text = re.sub(r"(\.\d{6})\d+", r"\1", value.strip())
    text = re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})", lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    text = re.sub(r"^(\d{4}-\d\d-\d\d[ T])(\d:)", r"\g<1>0\2", text).removesuffix(" UTC")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def loose(value: str) -> tuple[Triple, tuple[int, int, int], bool] | None:
    """The three numbers, the clock and whether dots divide them, of a date written in any order; None if it is none."""
    found = _LOOSE.match(value[:60])
    if found is None:
        return None
    clock = clock_of(found) if found["hour"] else (0, 0, 0)
    return ((found["a"], found["b"], found["c"]), clock, found["sep"].startswith(".")) if clock else None


def any_date(value: object, order: DateOrder | None) -> datetime | None:
    """A date of any kind seen in tables: ISO 8601, since the epoch, or three numbers in the given order."""
    if isinstance(value, str) and not value.strip().replace(".", "", 1).isdigit():
        if moment_read := from_iso(value):
            return moment_read
        found = loose(value)
        return dated(found[0], found[1], DateOrder.YMD if found and len(found[0][0]) == 4 else order) if found else None
    return from_epoch(value)
