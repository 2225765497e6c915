"""A measured figure, and how a topic that measures some is run alone."""

import argparse
import inspect
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

_BAR = re.compile(r"(?P<sign>[≤≥]) (?P<limit>[\d.]+)(?: (?P<unit>.+))?")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, the median of several rounds.

    `ratio` compares it with the yardstick that `name` tells, in the same rounds; None if there is none. `bar` is what
    must hold: "≥ 5" and "≤ 6" speak of the ratio, "≤ 250 MB" (with the figure's unit) of the figure. `spread` is the
    least and the most of the ratio, or of the figure if there is no ratio. Raises ValueError for a bar that can't be
    read or speaks of what the row hasn't got.
    """

    name: str
    figure: float
    unit: str
    ratio: float | None = None
    bar: str | None = None
    spread: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        self.met()

    @classmethod
    def of(
        cls, name: str, figures: Sequence[float], unit: str, ratios: Sequence[float] = (), bar: str | None = None
    ) -> "Row":
        """The row of the figures of several rounds, and of their ratios if there are any."""
        spread = ratios or figures
        return cls(name, median(figures), unit, median(ratios) if ratios else None, bar, (min(spread), max(spread)))

    def met(self) -> bool | None:
        """Whether the bar is met; None if there is none."""
        if self.bar is None:
            return None
        parsed = _BAR.fullmatch(self.bar)
        if parsed is None or parsed["unit"] not in (None, self.unit):
            raise ValueError(f"{self.name}: not a bar for {self.unit}: {self.bar!r}")
        value = self.ratio if parsed["unit"] is None else self.figure
        if value is None:
            raise ValueError(f"{self.name}: there is no ratio for {self.bar!r}")
        limit = float(parsed["limit"])
        return value <= limit if parsed["sign"] == "≤" else value >= limit


Measure = Callable[..., Sequence[Row]]
"""A topic: takes numbers by name (`messages`, `megabytes`), all with a default, and gives its rows."""


def settings(measure: Measure) -> dict[str, int]:
    """The numbers that a topic takes, with their defaults."""
    return {name: one.default for name, one in inspect.signature(measure).parameters.items()}


def say(text: str) -> None:
    """Tells on stderr how far it is."""
    print(f"  {text}", file=sys.stderr, flush=True)


def run_alone(measure: Measure) -> None:
    """Runs one topic as a script, its numbers as options, and prints its table."""
    from tests.benchmarks.markdown import machine, rows_table

    parser = argparse.ArgumentParser()
    for name, default in settings(measure).items():
        parser.add_argument(f"--{name}", type=int, default=default, metavar="N", help=f"default {default:,}")
    rows = measure(**vars(parser.parse_args()))
    print(f"{machine()}\n\n{rows_table(rows)}")
