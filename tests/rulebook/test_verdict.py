"""Verdicts: their arithmetic, their JSON, and the policy that turns sums into levels."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scamguard.errors import DataError, InputError
from scamguard.odds import Opinion
from scamguard.scoring import Conversation, Policy
from scamguard.types import SCHEMA, Edit, Flag, Level, Signal, Span, Verdict, Wording

WEIGHTS = st.integers(1, 1200).map(lambda hundredths: hundredths / 100)
WORDINGS = st.builds(Wording, st.text(max_size=5), st.text(max_size=5))
SPANS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Span(min(pair), max(pair)))
SIGNALS = st.builds(
    Signal,
    id=st.text(min_size=1, max_size=8),
    flag=st.sampled_from(Flag),
    family=st.sampled_from(["a", "b", "c"]),
    weight=WEIGHTS,
    spans=st.lists(SPANS, max_size=3).map(tuple),
    evidence=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    title=WORDINGS,
    why=WORDINGS,
)
VERDICTS = st.builds(
    Verdict,
    level=st.sampled_from(Level),
    prior=st.integers(-1000, 0).map(lambda hundredths: hundredths / 100),
    signals=st.lists(SIGNALS, max_size=8).map(tuple),
    edits=st.lists(st.builds(Edit, st.sampled_from(["styled"]), SPANS, st.text(max_size=4), st.text(max_size=4))).map(
        tuple
    ),
    advice=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    lang=st.sampled_from(["zh", "en"]),
    versions=st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2),
    notes=st.lists(st.text(max_size=8), max_size=2).map(tuple),
)


def signal(weight: float, family: str = "f", flag: Flag = Flag.TRANSFER) -> Signal:
    return Signal("id", flag, family, weight, (Span(0, 1),), ("x",), Wording("a", "b"), Wording("c", "d"))


def verdict(*signals: Signal, level: Level = Level.SCAM, prior: float = -4.0) -> Verdict:
    return Verdict(level, prior, signals, (), (), Wording("核实", "verify"), "zh", {})


@given(VERDICTS)
def test_shares_add_up_to_the_log_odds_in_hundredths(judged: Verdict) -> None:
    hundredths = sum(round(share * 100) for share in judged.shares()) + round(judged.prior * 100)
    assert round(judged.log_odds * 100) == hundredths
    assert judged.log_odds == pytest.approx(judged.prior + sum(judged.shares()), abs=0.005)


@given(VERDICTS)
def test_each_family_counts_once_with_its_strongest_signal(judged: Verdict) -> None:
    shares = judged.shares()
    for family in {s.family for s in judged.signals}:
        own = [share for share, s in zip(shares, judged.signals, strict=True) if s.family == family]
        strongest = max(s.weight for s in judged.signals if s.family == family)
        assert sorted(own) == [0.0] * (len(own) - 1) + [strongest]


@given(VERDICTS)
def test_json_there_and_back_gives_the_same_verdict(judged: Verdict) -> None:
    data = json.loads(json.dumps(judged.to_dict()))
    assert Verdict.from_dict(data) == judged
    assert data["schema"] == SCHEMA
    assert [s["share"] for s in data["signals"]] == list(judged.shares())
    assert data["score"] == pytest.approx(judged.score, abs=1e-6)


@given(VERDICTS, SIGNALS)
def test_one_more_signal_never_lowers_the_score(judged: Verdict, more: Signal) -> None:
    raised = verdict(*judged.signals, more, prior=judged.prior)
    assert raised.log_odds >= judged.log_odds


def test_the_first_of_equally_strong_signals_has_the_share() -> None:
    assert verdict(signal(2), signal(2), signal(1, "g")).shares() == (2, 0.0, 1)
    assert verdict(signal(1), signal(2)).shares() == (0.0, 2)


def test_the_score_is_the_sigmoid_of_the_sum() -> None:
    judged = verdict(signal(6.2), signal(1.8, "g"))
    assert judged.log_odds == 4.0
    assert judged.score == pytest.approx(1 / (1 + math.exp(-4)))


def test_flags_are_listed_once_in_order_and_not_at_clear() -> None:
    signals = (signal(3, "a", Flag.DOMAIN), signal(2, "b", Flag.TRANSFER), signal(1, "c", Flag.DOMAIN))
    assert verdict(*signals).flags == (Flag.DOMAIN, Flag.TRANSFER)
    assert verdict(*signals, level=Level.CLEAR).flags == ()


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"schema": None},
        {"level": "BAD"},
        {"level": None},
        {"signals": [{}]},
        {"signals": 5},
        {"prior": "much"},
        {"edits": [{"step": "x"}]},
    ],
)
def test_what_is_no_verdict_is_refused(change: dict[str, object]) -> None:
    data = verdict(signal(2)).to_dict()
    with pytest.raises(InputError):
        Verdict.from_dict(data | change)


POLICY = Policy(
    version=1,
    prior=-4.0,
    suspicious=0.5,
    scam=0.9,
    certain=0.99,
    opinion=Opinion(1.0, 0.0, 6.0),
    least=0.0,
    least_decisive=0.0,
    channels=frozenset(),
    conversation=Conversation(8, 500, 4, -5.0, 0.73),
)


@pytest.mark.parametrize(
    ("log_odds", "level"),
    [(-4, Level.CLEAR), (-0.01, Level.CLEAR), (0, Level.SUSPICIOUS), (2.19, Level.SUSPICIOUS), (2.2, Level.SCAM)],
)
def test_levels_begin_at_the_thresholds(log_odds: float, level: Level) -> None:
    assert POLICY.level(log_odds) is level


def test_a_decisive_weight_makes_scam_alone() -> None:
    assert POLICY.level(POLICY.prior + POLICY.decisive_weight + 0.001) is Level.SCAM
    assert POLICY.level(POLICY.prior + POLICY.decisive_weight - 0.001) is Level.SUSPICIOUS


def test_the_shipped_policy_is_in_order() -> None:
    policy = Policy.load()
    assert policy.prior < 0
    assert policy.level(policy.prior) is Level.CLEAR
    assert 0 < policy.suspicious <= policy.scam < 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version: 1",
        "version: 1\nprior: low\nsuspicious: 0.5\nscam: 0.9\n",
        "version: 1\nprior: -4\nsuspicious: 0.9\nscam: 0.5\n",
    ],
)
def test_a_wrong_policy_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as raised:
        Policy.load(path)
    assert raised.value.path == str(path)
    assert raised.value.remedy
