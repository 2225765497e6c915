"""The plots: well-formed, self-contained, titled, with what they are to show in them."""

from xml.etree import ElementTree

import pytest

from scamguard.evaluation import Judged, make_report
from scamguard.evaluation.plots import draw_plots
from scamguard.evaluation.svg import BOTTOM, LEFT, RIGHT, TOP
from scamguard.scoring import Policy
from tests.evaluation.judged_messages import judged

MESSAGES = [
    *(judged(True, log_odds) for log_odds in (5, 1, 1, -2)),
    *(judged(False, log_odds) for log_odds in (3, 1, -2, -4, -4)),
]
TITLES = {
    "roc.svg": "Scams found against false alarms (ROC)",
    "precision_recall.svg": "Precision against recall",
    "reliability.svg": "Reliability of the score",
    "histogram.svg": "Log-odds of scams and of honest messages",
}


def drawn(messages: list[Judged]) -> dict[str, ElementTree.Element]:
    """The plots, parsed."""
    plots = draw_plots(make_report(messages, 0), Policy.load())
    return {name: ElementTree.fromstring(svg) for name, svg in plots.items()}


def texts(plot: ElementTree.Element) -> list[str]:
    """What can be read in a plot."""
    return [element.text or "" for element in plot.findall(".//{*}text")]


def hints(plot: ElementTree.Element, style: str) -> list[str]:
    """What a pointer on the shapes of a style shows; the legend's swatches show nothing."""
    shapes = [element for element in plot.iter() if element.get("class") == style]
    return [hint for shape in shapes if (hint := shape.findtext("{*}title"))]


@pytest.mark.parametrize(
    "messages",
    [MESSAGES, MESSAGES[:4], MESSAGES[4:], MESSAGES[:1], [judged(True, -400), judged(False, 900)]],
    ids=["both", "scams", "honest", "one", "far apart"],
)
def test_plots_are_well_formed_titled_and_have_axes(messages: list[Judged]) -> None:
    plots = drawn(messages)
    assert set(plots) == set(TITLES)
    for name, plot in plots.items():
        assert plot.findtext("{*}title") == TITLES[name]
        assert TITLES[name] in texts(plot)
        assert len([element for element in plot.findall(".//{*}path") if element.get("class") == "axis"]) >= 1
        assert len([text for text in texts(plot) if text.replace("-", "").replace(".", "").isdigit()]) >= 3


def test_plots_need_nothing_from_elsewhere_and_turn_dark_with_the_page() -> None:
    for svg in draw_plots(make_report(MESSAGES, 0), Policy.load()).values():
        assert "prefers-color-scheme:dark" in svg
        assert svg.count("http") == 1, "the namespace only"
        assert "href" not in svg


def test_the_roc_curve_goes_through_its_points() -> None:
    [chance, line] = drawn(MESSAGES)["roc.svg"].findall(".//{*}polyline")
    assert (chance.get("class"), line.get("class")) == ("chance", "curve")
    points = [tuple(map(float, point.split(","))) for point in (line.get("points") or "").split()]
    shares = [((x - LEFT) / (RIGHT - LEFT) * 5, (BOTTOM - y) / (BOTTOM - TOP) * 4) for x, y in points]
    # Honest and scams at or above: nothing, 5, 3, 1, -2, -4.
    expected = [(0, 0), (0, 1), (1, 1), (2, 3), (3, 4), (5, 4)]
    assert [(round(x, 2), round(y, 2)) for x, y in shares] == expected


def test_precision_and_recall_go_in_steps() -> None:
    [chance, line] = drawn(MESSAGES)["precision_recall.svg"].findall(".//{*}polyline")
    points = [tuple(map(float, point.split(","))) for point in (line.get("points") or "").split()]
    shares = [((x - LEFT) / (RIGHT - LEFT) * 4, (BOTTOM - y) / (BOTTOM - TOP)) for x, y in points]
    precisions = [1, 1 / 2, 3 / 5, 4 / 7, 4 / 9]
    recalls = [0, 1, 1, 3, 4, 4]
    steps = [
        (recall, precision)
        for before, after, precision in zip(recalls, recalls[1:], precisions, strict=False)
        for recall in (before, after)
    ]
    assert [x for x, _ in shares] == pytest.approx([x for x, _ in steps], abs=0.01)
    assert [y for _, y in shares] == pytest.approx([y for _, y in steps], abs=0.01)
    assert chance.get("class") == "chance"


def test_the_thresholds_in_use_are_marked() -> None:
    plots = drawn(MESSAGES)
    assert hints(plots["roc.svg"], "suspicious-mark") == ["flagged: false alarms 0.400, recall 0.750"]
    assert hints(plots["roc.svg"], "scam-mark") == ["called SCAM: false alarms 0.200, recall 0.250"]
    assert hints(plots["precision_recall.svg"], "scam-mark") == ["called SCAM: recall 0.250, precision 0.500"]


def test_reliability_shows_each_bin_with_its_count() -> None:
    plot = drawn(MESSAGES)["reliability.svg"]
    # Scores of -4, -2, 1, 3 and 5 in fifteenths: 0.3, 1.8, 11.0, 14.3, 14.9.
    assert hints(plot, "bin-mark") == hints(plot, "count")
    assert [hint.partition(" messages")[0] for hint in hints(plot, "count")] == [
        "0.00 to 0.07: 2",
        "0.07 to 0.13: 2",
        "0.67 to 0.73: 3",
        "0.93 to 1.00: 2",
    ]
    assert hints(plot, "count")[2].endswith("mean score 0.731, scams 0.667")


def test_the_histogram_counts_all_messages_of_either_label() -> None:
    plot = drawn(MESSAGES)["histogram.svg"]
    assert hints(plot, "honest") == [
        "-4 to -3.75: 2 honest",
        "-2 to -1.75: 1 honest",
        "1 to 1.25: 1 honest",
        "3 to 3.25: 1 honest",
    ]
    assert hints(plot, "scam") == ["-2 to -1.75: 1 scams", "1 to 1.25: 2 scams", "5 to 5.25: 1 scams"]
    assert [text for text in texts(plot) if "from here" in text] == ["SUSPICIOUS from here", "SCAM from here"]


def test_with_one_label_the_curves_say_why_they_are_missing() -> None:
    plots = drawn(MESSAGES[:4])
    for name in ("roc.svg", "precision_recall.svg"):
        assert "needs both scams and honest messages" in texts(plots[name])
        assert plots[name].findall(".//{*}polyline") == []


def test_ticks_of_counts_are_round_and_apart() -> None:
    plot = drawn([judged(False, -4)] * 12_000)["histogram.svg"]
    counts = texts(plot)
    assert counts[counts.index("0") : counts.index("10k") + 1] == ["0", "200", "500", "1,000", "2,000", "5,000", "10k"]
