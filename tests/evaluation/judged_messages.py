"""Labelled messages with verdicts made to order, so that figures can be worked out by hand."""

from scamguard import Flag, Level, Message, Signal, Verdict
from scamguard.evaluation import Judged, Labelled
from scamguard.types import Wording


def verdict(log_odds: float, flags: tuple[Flag, ...] = ()) -> Verdict:
    """A verdict of these log-odds: SUSPICIOUS from 0, SCAM from 3; each flag has a signal that weighs nothing."""
    level = Level.SCAM if log_odds >= 3 else Level.SUSPICIOUS if log_odds >= 0 else Level.CLEAR
    title = Wording(zh="测试", en="a test")
    signals = tuple(Signal(f"test/{flag}", flag, str(flag), 0.0, (), (), title, title) for flag in flags)
    return Verdict(
        level,
        log_odds,
        signals,
        edits=(),
        advice=(),
        verify=title,
        lang="en",
        versions={"scamguard": "0"},
    )


def judged(
    is_scam: bool,
    log_odds: float,
    *,
    text: str = "in the test",
    lang: str | None = None,
    kind: str | None = None,
    flags: tuple[Flag, ...] = (),
    named: tuple[Flag, ...] = (),
    line: int = 1,
) -> Judged:
    """A message with its label, what is known of it, and a verdict of these log-odds that names `named`."""
    labelled = Labelled((Message(text),), False, is_scam, flags, lang, kind, None, "made.jsonl", line)
    said = verdict(log_odds, named)
    return Judged(labelled, said, 0, said.level, said.log_odds)
