"""Figures: by hand, against scikit-learn, and where they do not exist."""

import math

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from scamguard.evaluation.judge import scores_of
from scamguard.evaluation.metrics import (
    BINS,
    FIGURES,
    RESAMPLES,
    Figure,
    Floats,
    Scores,
    curve,
    measure,
    measure_share,
    reliability,
)
from tests.evaluation.judged_messages import judged

# Scams at 5, 1, 1, -2; honest messages at 3, 1, -2, -4, -4: SUSPICIOUS from 0, SCAM from 3.
BY_HAND = scores_of(
    [*(judged(True, log_odds) for log_odds in (5, 1, 1, -2)), *(judged(False, x) for x in (3, 1, -2, -4, -4))]
)


def value(figures: dict[str, Figure | None], name: str) -> float:
    """The value of a figure that must exist."""
    figure = figures[name]
    assert figure is not None
    return figure.value


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("precision", 3 / 5),
        ("recall", 3 / 4),
        ("false_alarms", 2 / 5),
        ("scam_precision", 1 / 2),
        ("scam_recall", 1 / 4),
        ("scam_false_alarms", 1 / 5),
        # 5 is above all 5 honest; each 1 above 3 and level with one; -2 above 2 and level with one.
        ("auc", (5 + 3.5 + 3.5 + 2.5) / 20),
        # Thresholds 5, 1 and -2 find 1, 2 and 1 scams more, at precisions 1/1, 3/5 and 4/7.
        ("average_precision", (1 * 1 + 2 * 3 / 5 + 1 * 4 / 7) / 4),
    ],
)
def test_figures_by_hand(name: str, expected: float) -> None:
    assert value(measure(BY_HAND), name) == pytest.approx(expected, abs=1e-12)


def test_calibration_error_by_hand() -> None:
    # Two bins of the fifteen: two messages promised 0.5 with one scam, four promised 0.9 with two scams.
    log_odds = np.array([0.0, 0.0, *[math.log(9)] * 4])
    scores = Scores(
        is_scam=np.array([True, False, True, True, False, False]),
        level=np.zeros(6, dtype=np.int64),
        log_odds=log_odds,
        score=1 / (1 + np.exp(-log_odds)),
    )
    assert value(measure(scores), "calibration_error") == pytest.approx((2 * 0 + 4 * 0.4) / 6)
    filled = {number: one for number, one in enumerate(reliability(scores)) if one.messages}
    assert {number: one.messages for number, one in filled.items()} == {7: 2, 13: 4}
    assert filled[13].mean_score == pytest.approx(0.9)
    assert filled[13].scam_share == 0.5


def test_a_score_on_a_border_is_in_the_bin_below() -> None:
    score = np.array([0.0, 1 / 15, 2 / 15, 0.14, 1.0])
    scores = Scores(np.ones(5, dtype=np.bool_), np.zeros(5, dtype=np.int64), score, score)
    assert [number for number, one in enumerate(reliability(scores)) for _ in range(one.messages)] == [0, 0, 1, 2, 14]
    assert len(reliability(scores)) == BINS


def random_scores(seed: int, count: int, decimals: int) -> Scores:
    """Scores of random messages; the fewer decimals, the more ties."""
    random = np.random.default_rng(seed)
    is_scam = random.random(count) < 0.4
    is_scam[:2] = (True, False)
    log_odds: Floats = np.round(random.normal(is_scam * 1.5, 2.0), decimals)
    return Scores(is_scam, np.digitize(log_odds, [0.0, 3.0]), log_odds, 1 / (1 + np.exp(-log_odds)))


@pytest.mark.parametrize("decimals", [0, 1, 12])
@pytest.mark.parametrize(("seed", "count"), [(1, 2), (2, 17), (3, 400), (4, 3000)])
def test_auc_and_average_precision_are_those_of_scikit_learn(seed: int, count: int, decimals: int) -> None:
    scores = random_scores(seed, count, decimals)
    figures = measure(scores)
    assert value(figures, "auc") == pytest.approx(roc_auc_score(scores.is_scam, scores.log_odds), abs=1e-12)
    expected = average_precision_score(scores.is_scam, scores.log_odds)
    assert value(figures, "average_precision") == pytest.approx(expected, abs=1e-12)


def test_the_resamples_are_those_of_a_plain_bootstrap() -> None:
    scores = random_scores(5, 300, 1)
    random = np.random.default_rng(0)
    scams, honest = np.flatnonzero(scores.is_scam), np.flatnonzero(~scores.is_scam)
    drawn = []
    for _ in range(RESAMPLES):
        pick = np.concatenate((random.choice(scams, scams.size), random.choice(honest, honest.size)))
        drawn.append(roc_auc_score(scores.is_scam[pick], scores.log_odds[pick]))
    low, high = np.quantile(drawn, (0.025, 0.975))
    figure = measure(scores)["auc"]
    assert figure is not None
    assert [figure.low, figure.high] == pytest.approx([low, high], abs=0.01)
    assert figure.low < figure.value < figure.high


def test_the_same_messages_give_the_same_intervals_in_any_order() -> None:
    scores = random_scores(6, 200, 2)
    order = np.random.default_rng(0).permutation(200)
    turned = Scores(scores.is_scam[order], scores.level[order], scores.log_odds[order], scores.score[order])
    assert measure(scores) == measure(turned)


@pytest.mark.parametrize("is_scam", [True, False])
def test_with_one_label_only_what_needs_both_does_not_exist(is_scam: bool) -> None:
    figures = measure(scores_of([judged(is_scam, 5), judged(is_scam, -4)]))
    missing = {name for name in FIGURES if figures[name] is None}
    rates = {"scam_false_alarms", "false_alarms"} if is_scam else {"scam_recall", "recall"}
    assert missing == {"precision", "scam_precision", "auc", "average_precision", *rates}
    assert value(figures, "recall" if is_scam else "false_alarms") == 0.5


def test_nothing_flagged_has_no_precision() -> None:
    figures = measure(scores_of([judged(True, -1), judged(False, -4)]))
    assert figures["precision"] is None
    assert (value(figures, "recall"), value(figures, "auc")) == (0.0, 1.0)


def test_blocks_of_resamples_do_not_change_what_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = random_scores(7, 50, 12)
    whole = measure(scores)
    monkeypatch.setattr("scamguard.evaluation.metrics._LARGEST_BLOCK", 350)
    parts = measure(scores)
    for name in FIGURES:
        assert value(parts, name) == value(whole, name)
        one, other = parts[name], whole[name]
        assert one is not None
        assert other is not None
        assert [one.low, one.high] == pytest.approx([other.low, other.high], abs=0.06)


def test_a_share_and_its_interval() -> None:
    share = measure_share(30, 40)
    assert share is not None
    assert share.value == 0.75
    # The normal approximation of the binomial interval: 0.75 ± 1.96 * sqrt(0.75 * 0.25 / 40).
    assert [share.low, share.high] == pytest.approx([0.616, 0.884], abs=0.03)
    assert measure_share(0, 0) is None


def test_a_curve_counts_from_the_highest_log_odds_down() -> None:
    scams, honest = curve(BY_HAND)
    # At or above: nothing, 5, 3, 1, -2, -4.
    assert scams.tolist() == [0, 1, 1, 3, 4, 4]
    assert honest.tolist() == [0, 0, 1, 2, 3, 5]
