"""The timeline: days, weeks or months, whatever there is room for."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from scamguard.report.charts import Timeline
from scamguard.types import Level

START = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("days", "unit", "bars", "first"),
    [
        (1, "day", 1, "2026-01-01"),
        (62, "day", 62, "2026-01-01"),
        (63, "week", 10, "2025-12-29"),
        (900, "month", 30, "2026-01"),
    ],
)
def test_the_unit_follows_the_length(days: int, unit: str, bars: int, first: str) -> None:
    counts = {((START + timedelta(days=n)).toordinal(), 2): 1 for n in range(days)}
    drawn = Timeline.of(counts)
    assert (drawn.unit, len(drawn.bars), drawn.bars[0].label) == (unit, bars, first)
    assert sum(bar.total for bar in drawn.bars) == days


def test_the_earliest_and_the_latest_day_do_no_harm() -> None:
    drawn = Timeline.of({(1, 2): 1, (date.max.toordinal(), 1): 3})
    assert (drawn.unit, drawn.bars[-1].label, drawn.peak.total) == ("month", "9999-12", 3)
    assert len(drawn.bars) <= 62
    assert Timeline.of({(1, 2): 1}).bars[0].total == 1


def test_bars_are_stacked_by_level() -> None:
    day = START.toordinal()
    svg = Timeline.of({(day, 2): 3, (day, 1): 1, (day, 0): 1}).svg("<what>", dict.fromkeys(Level, "level"))
    drawn = ElementTree.fromstring(svg)
    assert drawn.get("aria-label") == "<what>"
    assert [shape.get("class") for shape in drawn.iter("rect")] == ["scam", "suspicious", "leak"]
    assert sum(float(shape.get("height") or 0) for shape in drawn.iter("rect")) == pytest.approx(98, abs=0.1)
