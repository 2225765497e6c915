"""The plots of a report: ROC, precision and recall, reliability, and the log-odds of scams and honest messages."""

import math

import numpy as np

from scamguard.evaluation.metrics import Figure, Floats, curve
from scamguard.evaluation.report import Report
from scamguard.evaluation.svg import BOTTOM, LEFT, RIGHT, TOP, Axis, Chart
from scamguard.scoring import Policy

_ONE_SORT_ONLY = "needs both scams and honest messages"
_POINTS = (("suspicious-mark", "flagged", ""), ("scam-mark", "called SCAM", "scam_"))
_MOST_BARS = 40
_BAR_WIDTHS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_SQUARE_ROOT = 0.5
_LEAST_GAP = 0.07
"""Between ticks, as a share of the axis: at least the height of their text."""
_PLOT_END, _STRIP_TOP = 344, 364
"""In a reliability plot, where the plot ends and the strip with the counts begins, in pixels from the top."""


def draw_plots(report: Report, policy: Policy) -> dict[str, str]:
    """The plots as SVG, by file name; the policy tells from which log-odds a message is SUSPICIOUS or SCAM."""
    return {
        "roc.svg": _roc(report),
        "precision_recall.svg": _precision_recall(report),
        "reliability.svg": _reliability(report),
        "histogram.svg": _histogram(report, policy),
    }


def _shares(label: str, start: float, end: float) -> Axis:
    """An axis from 0 to 1."""
    return Axis(label, 0, 1, [(tenth / 10, f"{tenth / 10:.1f}") for tenth in range(0, 11, 2)], start, end)


def _roc(report: Report) -> str:
    scams, honest = curve(report.scores)
    auc = report.everything.figures["auc"]
    x = _shares("false alarms: share of honest messages flagged", LEFT, RIGHT)
    y = _shares("recall: share of scams flagged", BOTTOM, TOP)
    chart = Chart("Scams found against false alarms (ROC)", _described("Area under the curve", auc), x, y)
    if auc is None:
        chart.announce(_ONE_SORT_ONLY)
        return chart.render()
    chart.legend("curve", f"any threshold, area {auc.value:.3f}")
    chart.legend("chance", "chance")
    chart.line([(0, 0), (1, 1)], "chance")
    chart.line(list(zip(honest / honest[-1], scams / scams[-1], strict=True)), "curve")
    _mark_levels(chart, report, "false_alarms", "recall")
    return chart.render()


def _precision_recall(report: Report) -> str:
    scams, honest = curve(report.scores)
    area = report.everything.figures["average_precision"]
    x = _shares("recall: share of scams flagged", LEFT, RIGHT)
    y = _shares("precision: share of scams among the flagged", BOTTOM, TOP)
    chart = Chart("Precision against recall", _described("Average precision", area), x, y)
    if area is None:
        chart.announce(_ONE_SORT_ONLY)
        return chart.render()
    share = float(scams[-1] / (scams[-1] + honest[-1]))
    chart.legend("curve", f"any threshold, average {area.value:.3f}")
    chart.legend("chance", f"chance ({share:.2f})")
    chart.line([(0, share), (1, share)], "chance")
    chart.line(_steps(scams, honest), "curve")
    _mark_levels(chart, report, "recall", "precision")
    return chart.render()


def _steps(scams: Floats, honest: Floats) -> list[tuple[float, float]]:
    """Recall and precision from the highest threshold down: each precision holds from the last recall to its own."""
    recall, precision = scams / scams[-1], scams[1:] / (scams[1:] + honest[1:])
    points = []
    for before, after, height in zip(recall, recall[1:], precision, strict=False):
        points += [(float(before), float(height)), (float(after), float(height))]
    return points


def _mark_levels(chart: Chart, report: Report, across: str, up: str) -> None:
    """Where the thresholds in use lie on a curve."""
    figures = report.everything.figures
    for style, text, prefix in _POINTS:
        x, y = figures[prefix + across], figures[prefix + up]
        if x and y:
            chart.mark(x.value, y.value, style, f"{text}: {across} {x.value:.3f}, {up} {y.value:.3f}".replace("_", " "))
            chart.legend(style, text)


def _reliability(report: Report) -> str:
    error = report.everything.figures["calibration_error"]
    x = _shares("score: the probability that the verdict gives", LEFT, RIGHT)
    y = _shares("share of scams", _PLOT_END, TOP)
    most = max(one.messages for one in report.bins)
    counts = Axis("messages", 0, most * 1.5, _square_ticks(most)[-1:], BOTTOM, _STRIP_TOP, power=_SQUARE_ROOT)
    chart = Chart("Reliability of the score", _described("Expected calibration error", error), x, y, counts)
    chart.legend("bin-mark", "messages of one bin")
    chart.legend("chance", "what a calibrated score would give")
    chart.legend("count", "how many they are (square-root scale)")
    chart.line([(0, 0), (1, 1)], "chance")
    for one in report.bins:
        mean, share = one.mean_score, one.scam_share
        if mean is None or share is None:
            continue
        said = f"{one.low:.2f} to {one.high:.2f}: {one.messages} messages, mean score {mean:.3f}, scams {share:.3f}"
        chart.mark(mean, share, "bin-mark", said)
        chart.bar(one.low, one.high, one.messages, "count", said)
        chart.note((one.low + one.high) / 2, one.messages, f"{one.messages:,}")
    return chart.render()


def _histogram(report: Report, policy: Policy) -> str:
    scores = report.scores
    edges = _edges(scores.log_odds)
    counts = [np.histogram(scores.log_odds[mask], edges)[0] for mask in (~scores.is_scam, scores.is_scam)]
    most = int(max(map(np.max, counts)))
    low, high = float(edges[0]), float(edges[-1])
    x = Axis("log-odds of the verdict", low, high, _even_ticks(low, high), LEFT, RIGHT)
    y = Axis("messages (square-root scale)", 0, most * 1.05, _square_ticks(most), BOTTOM, TOP, power=_SQUARE_ROOT)
    described = f"{report.everything.honest} honest messages and {report.everything.scams} scams by their log-odds."
    chart = Chart("Log-odds of scams and of honest messages", described, x, y)
    for (style, text), heights, side in zip((("honest", "honest"), ("scam", "scams")), counts, (0.0, 0.5), strict=True):
        chart.legend(style, text)
        for left, right, height in zip(edges, edges[1:], heights, strict=False):
            if height:
                start = left + side * (right - left)
                hint = f"{left:g} to {right:g}: {height} {text}"
                chart.bar(start, start + (right - left) / 2, float(height), style, hint)
    borders = (("SUSPICIOUS", policy.suspicious), ("SCAM", policy.scam))
    for row, (name, chance) in enumerate(borders):
        at = math.log(chance / (1 - chance))
        if low <= at <= high:
            chart.border(at, f"{name} from here", row)
    return chart.render()


def _edges(log_odds: Floats) -> Floats:
    """Edges of bins of a round width, at most _MOST_BARS where the widths allow it."""
    low, high = float(log_odds.min()), float(log_odds.max())
    width = next((size for size in _BAR_WIDTHS if (high - low) / size < _MOST_BARS), _BAR_WIDTHS[-1])
    first = math.floor(low / width)
    edges: Floats = width * np.arange(first, max(math.floor(high / width), first) + 2, dtype=np.float64)
    return edges


def _even_ticks(low: float, high: float) -> list[tuple[float, str]]:
    step = next((size for size in (1, 2, 5, 10, 20, 50) if (high - low) / size <= 10), 100)
    return [(float(value), f"{value:d}") for value in range(math.ceil(low), math.floor(high) + 1) if value % step == 0]


def _square_ticks(most: int) -> list[tuple[float, str]]:
    """Zero and round counts up to the most, those left out that would stand too close on a square-root axis."""
    ticks: list[int] = []
    for count in (digit * 10**power for power in range(8, -1, -1) for digit in (5, 2, 1)):
        above = ticks[-1] if ticks else math.inf
        if count <= most and math.sqrt(above / most) - math.sqrt(count / most) >= _LEAST_GAP <= math.sqrt(count / most):
            ticks.append(count)
    written = {count: f"{count:,}" if count < 10_000 else f"{count // 1000:,}k" for count in reversed(ticks)}
    return [(0.0, "0"), *((float(count), text) for count, text in written.items())]


def _described(what: str, figure: Figure | None) -> str:
    return f"{what}: {figure.value:.3f}." if figure else f"{what}: none, it {_ONE_SORT_ONLY}."
