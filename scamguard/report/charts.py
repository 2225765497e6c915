"""The drawings of the page, as inline SVG that takes its colours from the style sheet and stretches to its place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from scamguard.types import Level

_MOST_BARS = 62
_STYLES = {Level.SCAM: "scam", Level.SUSPICIOUS: "suspicious", Level.CLEAR: "leak"}
"""What is flagged at CLEAR is a secret that the user gave away."""
_HEIGHT = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """Flagged messages of a day, week or month."""

    label: str
    counts: Mapping[Level, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first day with a flagged message to the last; `unit` is day, week or month."""

    unit: str
    bars: tuple[Bar, ...]

    @classmethod
    def of(cls, days: Mapping[tuple[int, int], int], by_month: bool = False) -> "Timeline":
        """The timeline of counts by day (its ordinal) and level; months where that is too many, the last ones only."""
        if not days:
            return cls("day", ())
        first, last = (date.fromordinal(pick(ordinal for ordinal, _ in days)) for pick in (min, max))
        unit = "day" if (last - first).days < _MOST_BARS else "week"
        if by_month or (last - first).days >= 7 * (_MOST_BARS - 1):
            unit = "month"
        counts: dict[date, Counter[Level]] = {}
        for (ordinal, level), count in days.items():
            counts.setdefault(_start(date.fromordinal(ordinal), unit), Counter())[Level(level)] += count
        at = _start(last, unit)
        starts: list[date] = []
        while at >= _start(first, unit) and len(starts) < _MOST_BARS:
            starts.append(at)
            if at.toordinal() < 40:
                break
            at = _start(at - timedelta(days=1), unit)
        form = "%Y-%m" if unit == "month" else "%Y-%m-%d"
        return cls(unit, tuple(Bar(at.strftime(form), counts.get(at, Counter())) for at in reversed(starts)))

    @property
    def peak(self) -> Bar:
        """The bar with the most."""
        return max(self.bars, key=lambda bar: bar.total)

    def svg(self, description: str, levels: Mapping[Level, str]) -> str:
        """The drawing; `levels` are the words for the levels."""
        most, width = max(1, self.peak.total), 10
        shapes = []
        for place, bar in enumerate(self.bars):
            hint = ", ".join([bar.label, *(f"{levels[level]} {n:,}" for level, n in sorted(bar.counts.items()) if n)])
            foot = float(_HEIGHT)
            pieces = []
            for level in (Level.SCAM, Level.SUSPICIOUS, Level.CLEAR):
                if count := bar.counts.get(level, 0):
                    height = max(1.5, count / most * (_HEIGHT - 2))
                    foot -= height
                    place_and_size = f'x="{place * width + 1}" y="{foot:.2f}" width="{width - 2}" height="{height:.2f}"'
                    pieces.append(f'<rect class="{_STYLES[level]}" {place_and_size}/>')
            if pieces:
                shapes.append(f"<g><title>{escape(hint)}</title>{''.join(pieces)}</g>")
        return (
            f'<svg class="timeline" viewBox="0 0 {max(12, len(self.bars)) * width} {_HEIGHT}" '
            f'preserveAspectRatio="none" role="img" aria-label="{escape(description)}">{"".join(shapes)}</svg>'
        )


def _start(day: date, unit: str) -> date:
    """The first day of a day's week (Monday) or month."""
    if unit == "month":
        return day.replace(day=1)
    return day if unit == "day" else date.fromordinal(max(1, day.toordinal() - day.weekday()))


def share_bar(count: int, most: int) -> str:
    """A bar as long as a count is beside the greatest one; beside the number itself, so nothing to be read out."""
    width = max(0.6, 100 * count / max(1, most))
    return (
        '<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width:.1f}" height="8"/></svg>'
    )
