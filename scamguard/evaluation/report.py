"""All that an evaluation found: figures, tables by group and flag, reliability, the worst mistakes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scamguard.evaluation.judge import Judged, scores_of
from scamguard.evaluation.metrics import Bin, Figure, Scores, measure, measure_share, reliability
from scamguard.explanation import explain, wording
from scamguard.odds import probability
from scamguard.types import Flag

GROUPINGS = ("lang", "kind", "author")
LEAST_OF_A_KIND = 5
"""Kinds with fewer messages get no row of their own: their figures would be chance."""
_TEXT_LIMIT = 200
"""Characters of a message's text shown with a mistake."""


@dataclass(frozen=True, slots=True)
class Group:
    """The messages that share a language, kind or author (`name`; None: those whose line names none)."""

    name: str | None
    scams: int
    honest: int
    figures: Mapping[str, Figure | None]

    def to_dict(self) -> dict[str, Any]:
        counts = {"messages": self.scams + self.honest, "scams": self.scams, "honest": self.honest}
        return {"name": self.name, **counts, "figures": _plain(self.figures)}


@dataclass(frozen=True, slots=True)
class FlagRow:
    """The scams that carry a flag: how many, the share of them flagged, the share whose verdict names this flag."""

    flag: Flag
    scams: int
    recall: Figure | None
    named: Figure | None

    def to_dict(self) -> dict[str, Any]:
        return {"flag": str(self.flag), "scams": self.scams, **_plain({"recall": self.recall, "named": self.named})}


@dataclass(frozen=True, slots=True)
class Report:
    """The whole evaluation. `groups` has some for each of GROUPINGS; `bad_lines` counts the lines that were skipped."""

    judged: tuple[Judged, ...]
    bad_lines: int
    everything: Group
    groups: Mapping[str, tuple[Group, ...]]
    flags: tuple[FlagRow, ...]
    bins: tuple[Bin, ...]

    @property
    def conversations(self) -> int:
        """How many of the messages are conversations."""
        return sum(one.labelled.is_conversation for one in self.judged)

    @property
    def scores(self) -> Scores:
        """What the curves are drawn from."""
        return scores_of(self.judged)

    def to_dict(self, errors: int | None = None) -> dict[str, Any]:
        """Plain data for JSON: `messages` (conversations counted as one each), `scams`, `honest`, `conversations`,
        `bad_lines`, `figures`, `by_lang`, `by_kind`, `by_author`, `by_flag`, `reliability`, `versions`, and `errors` if
        asked for (the number of worst mistakes of either sort).

        A figure is `{"value", "low", "high"}` with its 95 % interval, or null where it does not exist; all are shares
        from 0 to 1. The names of the figures are those of `metrics.FIGURES`.
        """
        everything = self.everything.to_dict()
        del everything["name"]
        data = {"conversations": self.conversations, "bad_lines": self.bad_lines, **everything}
        data |= {f"by_{name}": [group.to_dict() for group in self.groups[name]] for name in GROUPINGS}
        data["by_flag"] = [row.to_dict() for row in self.flags]
        data["reliability"] = [_bin_dict(one) for one in self.bins]
        data["versions"] = dict(self.judged[0].verdict.versions)
        if errors is not None:
            alarms, missed = worst_mistakes(self.judged, errors)
            data["errors"] = {
                "false_alarms": [_mistake_dict(one) for one in alarms],
                "missed_scams": [_mistake_dict(one) for one in missed],
            }
        return data


def make_report(judged: Sequence[Judged], bad_lines: int) -> Report:
    """The report on some messages (at least one)."""
    groups = {name: _groups(judged, name) for name in GROUPINGS}
    groups["kind"] = tuple(g for g in groups["kind"] if g.name and g.scams + g.honest >= LEAST_OF_A_KIND)
    return Report(
        judged=tuple(judged),
        bad_lines=bad_lines,
        everything=_group(None, judged),
        groups=groups,
        flags=tuple(_flag_row(flag, judged) for flag in Flag if any(flag in one.labelled.flags for one in judged)),
        bins=tuple(reliability(scores_of(judged))),
    )


def worst_mistakes(judged: Sequence[Judged], count: int) -> tuple[list[Judged], list[Judged]]:
    """The honest messages flagged with the highest log-odds, and the scams missed with the lowest, `count` of each."""
    by_log_odds = sorted(judged, key=lambda one: one.log_odds)
    alarms = [one for one in reversed(by_log_odds) if one.is_flagged and not one.labelled.is_scam]
    missed = [one for one in by_log_odds if not one.is_flagged and one.labelled.is_scam]
    return alarms[:count], missed[:count]


def shown_text(judged: Judged) -> str:
    """The text that a verdict is about, on one line, its end cut off if long."""
    text = "".join(char if char.isprintable() else "·" for char in " ".join(judged.message.text.split()))
    return text if len(text) <= _TEXT_LIMIT else f"{text[: _TEXT_LIMIT - 1]}…"


def explanation(judged: Judged) -> list[str]:
    """The lines of the verdict's explanation, in English, up to the advice: nobody here is in danger."""
    whole = explain(judged.verdict, "en")
    return whole.partition(f"\n\n{wording('en')['do_now']}\n")[0].splitlines()


def _groups(judged: Sequence[Judged], grouping: str) -> tuple[Group, ...]:
    """The groups, the largest first, equals by name, the nameless last."""
    members: dict[str | None, list[Judged]] = {}
    for one in judged:
        members.setdefault(getattr(one.labelled, grouping), []).append(one)
    order = sorted(members, key=lambda name: (name is None, -len(members[name]), name or ""))
    return tuple(_group(name, members[name]) for name in order)


def _group(name: str | None, members: Sequence[Judged]) -> Group:
    scams = sum(one.labelled.is_scam for one in members)
    return Group(name, scams, len(members) - scams, measure(scores_of(members)))


def _flag_row(flag: Flag, judged: Sequence[Judged]) -> FlagRow:
    scams = [one for one in judged if one.labelled.is_scam and flag in one.labelled.flags]
    flagged = sum(one.is_flagged for one in scams)
    named = sum(flag in one.verdict.flags for one in scams)
    return FlagRow(flag, len(scams), measure_share(flagged, len(scams)), measure_share(named, len(scams)))


def _plain(figures: Mapping[str, Figure | None]) -> dict[str, dict[str, float] | None]:
    return {name: figure.to_dict() if figure else None for name, figure in figures.items()}


def _bin_dict(one: Bin) -> dict[str, float | int | None]:
    means = {"mean_score": one.mean_score, "scam_share": one.scam_share}
    rounded = {name: None if value is None else round(value, 6) for name, value in means.items()}
    return {"low": round(one.low, 6), "high": round(one.high, 6), "messages": one.messages, **rounded}


def _mistake_dict(one: Judged) -> dict[str, Any]:
    """A mistake; `turn` (from 0) is the message of the conversation that the verdict is about, null if it is none."""
    labelled = one.labelled
    return {
        "file": labelled.file,
        "line": labelled.line,
        "turn": one.turn if labelled.is_conversation else None,
        "lang": labelled.lang,
        "kind": labelled.kind,
        "author": labelled.author,
        "text": shown_text(one),
        "level": one.level.name,
        "score": round(probability(one.log_odds), 6),
        "log_odds": one.log_odds,
        "explanation": explanation(one),
    }
