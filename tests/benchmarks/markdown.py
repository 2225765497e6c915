"""Rows and the machine they were measured on, as Markdown."""

import os
import platform
import re
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.row import Row
from tests.markdown import table

LIBRARIES = ("scamguard", "numpy", "ahocorasick-rs", "scikit-learn")
_HEADINGS = ("what", "median", "ratio", "spread", "bar", "met")
_ANSWERS = {True: "yes", False: "**no**", None: ""}


def rows_table(rows: Iterable[Row]) -> str:
    """The rows as a table. The spread is that of the ratio, or of the figure if there is no ratio."""
    return table(_HEADINGS, map(_cells, rows))


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{number(row.ratio)} x"
    spread = "" if row.spread is None else "-".join(map(number, row.spread))
    return (row.name, f"{number(row.figure)} {row.unit}", ratio, spread, row.bar or "", _ANSWERS[row.met()])


def number(value: float) -> str:
    """Three digits, or all of those before the point."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def machine() -> str:
    """What the figures were measured on and when; the load is that of the last minute, by whatever else runs."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{date.today()}; {_processor()}, {os.cpu_count()} cores{load}; {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}; {libraries}."
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.+)", information.read_text()) if information.exists() else None
    return named[1] if named else platform.processor() or "unknown processor"
