"""Figures of how well verdicts fit labels, with bootstrap intervals; NumPy alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scamguard.types import Level

RESAMPLES = 1000
CONFIDENCE = 0.95
BINS = 15
"""Equal-width bins of the score for the calibration error, as many as in C. Guo, G. Pleiss, Y. Sun and
K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017 (https://arxiv.org/abs/1706.04599)."""
FIGURES = (
    "precision",
    "recall",
    "false_alarms",
    "scam_precision",
    "scam_recall",
    "scam_false_alarms",
    "auc",
    "average_precision",
    "calibration_error",
)
"""Names of the figures; those that begin with scam_ count verdicts of SCAM only, the others SUSPICIOUS too."""
_SEED = 20170806
"""Any number does; always the same one, so that the same verdicts give the same intervals."""
_LARGEST_BLOCK = 2_000_000
"""Numbers in one array of resampled counts: 16 MB."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, and the ends of its 95 % interval: percentiles of the value over resamples of the messages."""

    value: float
    low: float
    high: float

    def to_dict(self) -> dict[str, float]:
        """The three numbers, to six decimals."""
        return {"value": round(self.value, 6), "low": round(self.low, 6), "high": round(self.high, 6)}


@dataclass(frozen=True, slots=True)
class Scores:
    """Labels and verdicts, one entry a message: `level` as in Level, `log_odds`, and `score` (0 to 1)."""

    is_scam: NDArray[np.bool_]
    level: NDArray[np.int64]
    log_odds: Floats
    score: Floats


@dataclass(frozen=True, slots=True)
class Bin:
    """The messages whose score is above `low` and at most `high` (the first bin has 0 too).

    `mean_score` is what was said of them, `scam_share` what they were; both None if there are none.
    """

    low: float
    high: float
    messages: int
    mean_score: float | None
    scam_share: float | None


@dataclass(frozen=True, slots=True)
class Cells:
    """The messages that no figure tells apart put together: scams and honest ones at each log-odds, ascending."""

    log_odds: Floats
    level: Floats
    score: Floats
    scams: Floats
    honest: Floats

    @classmethod
    def of(cls, scores: Scores) -> "Cells":
        """The cells of some messages (at least one)."""
        alike = np.column_stack((scores.log_odds, scores.level.astype(np.float64), scores.score))
        cells, inverse = np.unique(alike, axis=0, return_inverse=True)
        place = inverse.reshape(-1)
        scams = np.bincount(place[scores.is_scam], minlength=len(cells)).astype(np.float64)
        honest = np.bincount(place[~scores.is_scam], minlength=len(cells)).astype(np.float64)
        return cls(cells[:, 0], cells[:, 1], cells[:, 2], scams, honest)


def measure(scores: Scores) -> dict[str, Figure | None]:
    """All FIGURES of some messages (at least one), with intervals; None where a figure does not exist.

    Precision, AUC and average precision need scams and honest messages, recall needs scams, false alarms honest ones,
    precision also a message that was flagged.
    """
    cells = Cells.of(scores)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = _figures(cells, cells.scams[None, :], cells.honest[None, :])
        blocks = [_figures(cells, *counts) for counts in _resampled(cells)]
    return {name: _figure(values[name][0], np.concatenate([b[name] for b in blocks])) for name in FIGURES}


def measure_share(count: int, total: int) -> Figure | None:
    """A share of `total` messages, with its interval; None if there are none."""
    if not total:
        return None
    drawn = np.random.default_rng(_SEED).binomial(total, count / total, RESAMPLES) / total
    return _figure(count / total, drawn)


def curve(scores: Scores) -> tuple[Floats, Floats]:
    """How many scams, and how many honest messages, lie at or above each log-odds that occurs, from the highest down.

    Both begin with 0 (above all of them).
    """
    cells = Cells.of(scores)
    return _from_the_top(_by_log_odds(cells, cells.scams)), _from_the_top(_by_log_odds(cells, cells.honest))


def _from_the_top(counts: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(counts[::-1])))


def reliability(scores: Scores) -> list[Bin]:
    """What the score promised and what was there, by BINS bins of equal width."""
    place = _bins(scores.score)
    bins = []
    for number in range(BINS):
        inside = place == number
        count = int(inside.sum())
        mean = float(scores.score[inside].mean()) if count else None
        share = float(scores.is_scam[inside].mean()) if count else None
        bins.append(Bin(number / BINS, (number + 1) / BINS, count, mean, share))
    return bins


def _bins(score: Floats) -> NDArray[np.intp]:
    """The number of each score's bin; a score on a border belongs to the bin below, as in Guo et al."""
    return np.searchsorted(np.arange(1, BINS) / BINS, score, side="left")


def _resampled(cells: Cells) -> Iterator[tuple[Floats, Floats]]:
    """Blocks of RESAMPLES resamples in all, one a row: the counts of scams and of honest messages by cell.

    As many scams and as many honest messages as there are, each drawn with replacement from its own: what a cell gets
    is multinomial.
    """
    random = np.random.default_rng(_SEED)
    rows = min(RESAMPLES, max(1, _LARGEST_BLOCK // len(cells.log_odds)))
    for start in range(0, RESAMPLES, rows):
        size = min(rows, RESAMPLES - start)
        yield _drawn(random, cells.scams, size), _drawn(random, cells.honest, size)


def _drawn(random: np.random.Generator, counts: Floats, size: int) -> Floats:
    total = int(counts.sum())
    shares = counts / total if total else np.full_like(counts, 1 / len(counts))
    return random.multinomial(total, shares, size).astype(np.float64)


def _figures(cells: Cells, scams: Floats, honest: Floats) -> dict[str, Floats]:
    """The figures for each row of counts by cell; NaN where one does not exist."""
    total_scams, total_honest = scams.sum(axis=1), honest.sum(axis=1)
    both = np.where((total_scams > 0) & (total_honest > 0), 1.0, np.nan)
    figures: dict[str, Floats] = {}
    for prefix, least in (("", Level.SUSPICIOUS), ("scam_", Level.SCAM)):
        flagged = cells.level >= least
        right, wrong = scams[:, flagged].sum(axis=1), honest[:, flagged].sum(axis=1)
        figures[f"{prefix}precision"] = both * (right / (right + wrong))
        figures[f"{prefix}recall"] = right / total_scams
        figures[f"{prefix}false_alarms"] = wrong / total_honest
    scams_at, honest_at = _by_log_odds(cells, scams), _by_log_odds(cells, honest)
    figures["auc"] = both * _auc(scams_at, honest_at)
    figures["average_precision"] = both * _average_precision(scams_at, honest_at)
    figures["calibration_error"] = _calibration_error(cells, scams, honest)
    return figures


def _by_log_odds(cells: Cells, counts: Floats) -> Floats:
    """Counts by cell (last axis) added up to counts by log-odds, ascending."""
    starts = np.flatnonzero(np.concatenate(([True], np.diff(cells.log_odds) > 0)))
    return np.add.reduceat(counts, starts, axis=-1)


def _auc(scams: Floats, honest: Floats) -> Floats:
    """The chance that a scam has higher log-odds than an honest message, half of it if equal (Mann and Whitney)."""
    below = np.cumsum(honest, axis=1) - honest
    pairs: Floats = scams.sum(axis=1) * honest.sum(axis=1)
    wins: Floats = (scams * (below + honest / 2)).sum(axis=1)
    chance: Floats = wins / pairs
    return chance


def _average_precision(scams: Floats, honest: Floats) -> Floats:
    """The sum of precision times gain in recall over all thresholds, from the highest down; nothing interpolated."""
    found = np.cumsum(scams[:, ::-1], axis=1)
    taken = found + np.cumsum(honest[:, ::-1], axis=1)
    precision = np.divide(found, taken, out=np.zeros_like(found), where=taken > 0)
    total: Floats = scams.sum(axis=1)
    gained: Floats = (precision * scams[:, ::-1]).sum(axis=1)
    average: Floats = gained / total
    return average


def _calibration_error(cells: Cells, scams: Floats, honest: Floats) -> Floats:
    """The expected calibration error of Guo et al., for two classes: the mean gap between score and share of scams."""
    inside = (_bins(cells.score)[:, None] == np.arange(BINS)).astype(np.float64)
    counts = scams + honest
    gaps: Floats = np.abs(scams @ inside - (counts * cells.score) @ inside).sum(axis=1)
    error: Floats = gaps / counts.sum(axis=1)
    return error


def _figure(value: float, drawn: Floats) -> Figure | None:
    """A value with its percentile interval, over the resamples in which it exists; None if it does not itself."""
    if np.isnan(value):
        return None
    low, high = np.nanquantile(drawn, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
    return Figure(float(value), float(low), float(high))
